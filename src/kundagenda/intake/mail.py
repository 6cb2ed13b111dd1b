"""Reads the agenda in an e-mail: the sender's own words once, or the invitation that came along."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from email import message_from_bytes, policy
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from pathlib import Path

from kundagenda.errors import ReaderError
from kundagenda.intake.blocks import Block, blocks_of
from kundagenda.intake.calendar import read_calendar
from kundagenda.intake.dates import date_in, date_of_path
from kundagenda.intake.encoding import encoding_of
from kundagenda.intake.html import blocks_of_html
from kundagenda.intake.letter import (
    forwarded_at,
    own_blocks,
    plain_agenda,
    says_forward,
)
from kundagenda.intake.reading import ReadFile, Remark
from kundagenda.intake.text_agenda import date_of, read_meeting
from kundagenda.intake.unseen import without_unseen

# The parser of the standard library goes through every line in Python, once a level of nesting.
_MOST_LINES = 1_000_000
_MOST_PARTS = 500
_LONGEST_HEADER = 1_000
_HEAD_BYTES = 20_000
_HEADERS = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{1,40}):", re.MULTILINE)
_OF_MAIL = {b"mime-version", b"message-id", b"received", b"return-path"}
_CHARSET = re.compile(
    r"(?:utf|us|ascii|iso|latin|cp|windows|mac|koi|big5|gb|shift|euc)[\w-]*", re.I
)
_BROKEN = (ValueError, TypeError, LookupError, AttributeError, RecursionError, AssertionError)


@dataclass
class _Letter:
    """The parts of a message that an agenda may stand in, decoded."""

    subject: str = ""
    sent_on: date | None = None
    texts: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    calendars: list[str] = field(default_factory=list)
    attached: list[str] = field(default_factory=list)


def is_mail(content: bytes) -> bool:
    """Whether a file begins with the headers of an e-mail, whatever its name."""
    head = content[:_HEAD_BYTES].removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n")
    above = head.lstrip(b"\n").partition(b"\n\n")[0]
    if not (_HEADERS.match(above) or above.startswith(b"From ")):
        return False
    names = {name.lower() for name in _HEADERS.findall(above)}
    told = b"from" in names and (b"subject" in names or b"to" in names) and b"date" in names
    return told or bool(names & {b"from", b"subject"} and names & _OF_MAIL)


def read_mail(content: bytes, path: Path) -> ReadFile:
    """The meeting that an e-mail is about.

    An invitation in it counts first, since it knows the day; else the sender's words, as text
    where the mail has both text and HTML; else the mail that was passed on.

    Raises:
        ReaderError: it holds no agenda, or no date of the meeting.
    """
    letter = _letter(content, path.name)
    refused = ""
    for text in letter.calendars:
        try:
            return read_calendar(text, path.name)
        except ReaderError as error:
            refused = str(error)
    dated: ReadFile | None = None
    for blocks in _readings(letter):
        read = _read(letter, blocks, path)
        if any(meeting.items for meeting in read.meetings):
            return read
        if any(meeting.status == "cancelled" for meeting in read.meetings):
            dated = dated or read
    if dated is not None:
        return dated
    raise ReaderError(_why_not(letter, path.name, refused))


def _why_not(letter: _Letter, name: str, refused: str) -> str:
    if letter.attached:
        files = ", ".join(letter.attached[:3])
        return (
            f"{name} holds no agenda in its own text, but {files} is attached. "
            "Save the attachment and import that."
        )
    if refused:
        return refused
    if _has_items(letter):
        return (
            f"{name} does not say when the meeting is: neither its subject "
            f"({letter.subject[:60]!r}) nor its text names a date. Write the date in its subject."
        )
    return f"{name} holds no agenda items in a list, numbered lines or a table of its own text."


def _has_items(letter: _Letter) -> bool:
    day = date(2000, 1, 1)
    return any(
        meeting.items
        for blocks in _readings(letter)
        for meeting in [read_meeting(ReadFile(), day, blocks, letter.subject)]
    )


def _read(letter: _Letter, blocks: list[Block], path: Path) -> ReadFile:
    read = ReadFile()
    day = _held_on(letter, blocks, path)
    if day is not None:
        read_meeting(read, day, blocks, letter.subject).name = letter.subject or None
        if letter.attached:
            files = ", ".join(letter.attached[:3])
            read.warnings.append(Remark(1, f"What is attached is not read: {files}."))
    return read


def _held_on(letter: _Letter, blocks: list[Block], path: Path) -> date | None:
    """The date in the subject or the text, else in the file's name; never when it was sent."""
    year = letter.sent_on.year if letter.sent_on else None
    full = date_in(letter.subject) or date_of(blocks, None)
    if full is not None:
        return full
    near = date_in(letter.subject, year) or date_of(blocks, year)
    if near is None or letter.sent_on is None:
        return near or date_of_path(path)
    # "12 januari" in a mail of December is next year's.
    if near < letter.sent_on - timedelta(days=180):
        return _with_year(near, near.year + 1)
    if near > letter.sent_on + timedelta(days=270):
        return _with_year(near, near.year - 1)
    return near


def _with_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return day


def _readings(letter: _Letter) -> Iterator[list[Block]]:
    """The ways to read a mail, the best first: its own text, its own HTML, what it passes on."""
    for text in letter.texts:
        yield blocks_of(plain_agenda(text))
    pages = [page for page in letter.pages if page.strip()]
    for page in pages:
        yield own_blocks(blocks_of_html(page, quotes=False))
    if not says_forward(letter.subject):
        return
    for text in letter.texts:
        lines = text.split("\n")
        if (start := forwarded_at(lines)) is not None:
            passed_on = [re.sub(r"^(?:>\s?)+", "", line) for line in lines[start:]]
            yield blocks_of(plain_agenda("\n".join(passed_on)))
    for page in pages:
        blocks = blocks_of_html(page)
        if (start := forwarded_at([block.text for block in blocks])) is not None:
            yield own_blocks(blocks[start:])


def _letter(content: bytes, name: str) -> _Letter:
    if content.count(b"\n") > _MOST_LINES or content.count(b"boundary=") > _MOST_PARTS:
        raise ReaderError(f"{name} is too long for an e-mail with an agenda. Save its text alone.")
    letter = _Letter()
    try:
        message = message_from_bytes(content, policy=policy.compat32)
        letter.subject = _header(message, "Subject")
        letter.sent_on = _sent_on(message)
        for part in message.walk():
            if not part.is_multipart():
                _take(letter, part)
    except _BROKEN as error:
        raise ReaderError(
            f"{name} is damaged and cannot be read as an e-mail. Save it again."
        ) from error
    return letter


def _take(letter: _Letter, part: Message) -> None:
    kind = part.get_content_type()
    file = without_unseen(part.get_filename() or "")
    if kind == "text/calendar" or file.casefold().endswith(".ics"):
        letter.calendars.append(_text(part))
    elif part.get_content_disposition() == "attachment" or (file and not kind.startswith("text/")):
        # Pictures are logotypes of signatures.
        if not kind.startswith("image/"):
            letter.attached.append(file or kind)
    elif kind == "text/plain":
        letter.texts.append(_text(part))
    elif kind == "text/html":
        letter.pages.append(_text(part))


def _text(part: Message) -> str:
    """A part's text, by its own charset where that fits, else by what its bytes look like."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = str(part.get_content_charset() or "")
    text = None
    if _CHARSET.fullmatch(charset):
        try:
            text = content.decode(charset)
        except (LookupError, UnicodeError):
            text = None
    if text is None:
        text = content.decode(encoding_of(content), errors="replace")
    return without_unseen(text.replace("\r\n", "\n").replace("\r", "\n"))


def _header(message: Message, name: str) -> str:
    raw = message.get(name, "")
    # A header of bare bytes, which is against the rules and common, is no string here.
    given = raw[:_LONGEST_HEADER] if isinstance(raw, str) else raw
    parts = []
    for piece, charset in decode_header(given):
        if isinstance(piece, str):
            parts.append(piece)
        else:
            known = charset if charset and _CHARSET.fullmatch(charset) else encoding_of(piece)
            parts.append(piece.decode(known, errors="replace"))
    return " ".join(without_unseen("".join(parts)[:_LONGEST_HEADER]).split())


def _sent_on(message: Message) -> date | None:
    try:
        return parsedate_to_datetime(str(message.get("Date", ""))[:100]).date()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
