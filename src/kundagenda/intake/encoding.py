"""Text files of any common encoding as text, and whether a file is text at all."""

import codecs
import zipfile
from pathlib import Path

from charset_normalizer import from_bytes

from kundagenda.errors import ReaderError

MOST_TEXT_BYTES = 20_000_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SWEDISH = "åäöÅÄÖéÉüÜ–—−’”“…€§°½´×\u00a0"
_OFFICE = {
    "word/document.xml": "a Word document",
    "ppt/presentation.xml": "a PowerPoint presentation",
}
_OTHERS = (
    (b"%PDF", "a PDF document"),
    (
        b"\xd0\xcf\x11\xe0",
        "an old or locked Office file (save it without a password as .docx or .xlsx)",
    ),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"{\\rtf", "an RTF document"),
)
LOST = "\ufffd"


def encoding_of(head: bytes, whole: bool = True) -> str:
    """The name of the encoding that a file's first bytes are in.

    Args:
        head: The first bytes of the file.
        whole: Whether that is all of it; else a character may be cut at the end.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if (wide := _wide(head)) is not None:
        return wide
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(head, final=whole)
    except UnicodeDecodeError:
        return _eight_bit(head)
    return "utf-8"


def text_of(content: bytes, name: str) -> str:
    """The text of a file.

    Raises:
        ReaderError: it is empty, too large, or no text.
    """
    if not content.strip(b" \t\r\n\0"):
        raise ReaderError(f"{name} is empty: export or save it again.")
    if len(content) > MOST_TEXT_BYTES:
        raise ReaderError(f"{name} is {len(content):,} bytes; agendas of up to 20 MB can be read.")
    text = content.decode(encoding_of(content), errors="replace").lstrip("\ufeff")
    if not is_text(text):
        raise ReaderError(f"{name} is not a text, a CSV file or an Excel workbook.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_text(text: str) -> bool:
    """Whether what was decoded reads as text: control characters are rare in it."""
    sample = text[:100_000]
    strange = sum(letter < " " and letter not in "\t\r\n\f\v" for letter in sample)
    return strange <= len(sample) / 100


def other_kind(path: Path, head: bytes) -> str | None:
    """What a file is when its first bytes say that it is neither text nor a workbook."""
    start = head[:64].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"PK\x03\x04"):
        return _packed(path)
    return next((what for signature, what in _OTHERS if start.startswith(signature)), None)


def _packed(path: Path) -> str:
    damaged = "a packed file that is neither Word nor Excel, or a damaged one"
    try:
        with zipfile.ZipFile(path) as parts:
            names = set(parts.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return damaged
    return next((what for part, what in _OFFICE.items() if part in names), damaged)


def read_bytes(path: Path) -> bytes:
    """A file's bytes.

    Raises:
        ReaderError: it is missing, a folder, or may not be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReaderError(f"There is no file {path}: check the name.") from error
    except OSError as error:
        raise ReaderError(f"{path} cannot be opened ({error.strerror}).") from error


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is zero."""
    sample = head[:2000]
    if len(sample) < 4:
        return None
    half = len(sample) / 2
    if sample[1::2].count(0) > 0.7 * half:
        return "utf-16-le"
    return "utf-16-be" if sample[::2].count(0) > 0.7 * half else None


def _eight_bit(head: bytes) -> str:
    """Windows-1252 when its letters look Swedish; otherwise what fits the text best."""
    sample = head[:200_000]
    try:
        odd = [letter for letter in sample.decode("cp1252") if ord(letter) > 127]
    except UnicodeDecodeError:
        odd = []
    if odd and sum(letter in _SWEDISH for letter in odd) >= 0.8 * len(odd):
        return "cp1252"
    best = from_bytes(sample).best()
    return best.encoding if best is not None else "cp1252"
