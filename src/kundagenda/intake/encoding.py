"""Text files of any common encoding as text, and whether a file is text at all."""

import codecs
import zipfile
from pathlib import Path

from charset_normalizer import from_bytes

from kundagenda.errors import ReaderError
from kundagenda.settings import settings

_MEGABYTE = 1_000_000
# Ends of a line to some programs and letters to others; one rule, so that line numbers agree.
_LINE_ENDS = str.maketrans(dict.fromkeys("\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))
_FEW_STRANGE = 8
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
_COMPOUND = b"\xd0\xcf\x11\xe0"
_OUTLOOK = "an Outlook message (save it as .eml, or forward it as an attachment)"
# The name of a part that every message of Outlook's has; its first bytes are those of old Office.
_OUTLOOK_PART = "__properties_version1.0".encode("utf-16-le")
_OTHERS = (
    (b"%PDF", "a PDF document"),
    (
        _COMPOUND,
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
    text = content.decode(encoding_of(content), errors="replace").lstrip("\ufeff")
    if not text.strip(" \t\r\n\0"):
        raise ReaderError(f"{name} is empty: export or save it again.")
    if not is_text(text):
        raise ReaderError(
            f"{name} is not a text, a CSV file or an Excel workbook: {_strange(text):,} of its "
            f"{len(text):,} letters are control codes. Save it again in one of these formats."
        )
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS)


def is_text(text: str) -> bool:
    """Whether what was decoded reads as text: control characters are rare in it."""
    sample = text[:100_000]
    few = min(_FEW_STRANGE, len(sample) / 4)
    return _strange(sample) <= max(few, len(sample) / 100)


def _strange(text: str) -> int:
    return sum(letter < " " and letter not in "\t\r\n\f\v" for letter in text)


def other_kind(path: Path, head: bytes) -> str | None:
    """What a file is when its first bytes say that it is neither text nor a workbook."""
    start = head[:64].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"PK\x03\x04"):
        return _packed(path)
    if start.startswith(_COMPOUND) and (_OUTLOOK_PART in head or path.suffix.lower() == ".msg"):
        return _OUTLOOK
    return next((what for signature, what in _OTHERS if start.startswith(signature)), None)


def _packed(path: Path) -> str:
    names = parts_in(path)
    damaged = "a packed file that is neither Word nor Excel, or a damaged one"
    return next((what for part, what in _OFFICE.items() if part in names), damaged)


def parts_in(path: Path) -> frozenset[str]:
    """The names of a packed file's parts; none when it is not a packed file that can be read.

    Of one packed by later rules than Python knows, zipfile says that they are not implemented.
    """
    try:
        with zipfile.ZipFile(path) as parts:
            return frozenset(parts.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return frozenset()


def read_bytes(path: Path) -> bytes:
    """A file's bytes.

    Raises:
        ReaderError: it is missing, a folder, too large, or may not be read.
    """
    try:
        check_size(path.stat().st_size, path.name)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReaderError(f"There is no file {path}: check the name.") from error
    except OSError as error:
        raise ReaderError(f"{path} cannot be opened ({error.strerror}).") from error


def check_size(size: int, name: str) -> None:
    """Refuse a file above the setting, before it is read.

    Raises:
        ReaderError: it is larger than the setting allows.
    """
    most = settings().max_file_mb
    if size > most * _MEGABYTE:
        raise ReaderError(
            f"{name} is {size:,} bytes, over the {most} MB that may be brought in: split it, or "
            "raise the setting KUNDAGENDA_MAX_FILE_MB."
        )


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
