"""Reads one file of agendas, told by what is in it and not by its ending."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path

from kundagenda.errors import ReaderError
from kundagenda.intake.calendar import read_calendar, those_held
from kundagenda.intake.calendar_lines import is_calendar
from kundagenda.intake.comma import delimiter_of, rows_of
from kundagenda.intake.dates import date_in, date_of_path
from kundagenda.intake.encoding import other_kind, read_bytes, text_of
from kundagenda.intake.grid import Grid, grid_of, read_grid
from kundagenda.intake.html import blocks_of_html
from kundagenda.intake.letter import own_words, was_mailed
from kundagenda.intake.mail import is_mail, read_mail
from kundagenda.intake.markup import is_html
from kundagenda.intake.portable_document import is_portable, read_portable
from kundagenda.intake.reading import ReadFile, ReadMeeting, Remark
from kundagenda.intake.text_agenda import read_blocks, read_text
from kundagenda.intake.tidy_items import tidy_items
from kundagenda.intake.unseen import unseen_told, without_unseen
from kundagenda.intake.word import is_word, read_word
from kundagenda.intake.workbook import is_workbook, sheets_of

MOST_ROWS = 200_000


def read_agenda(path: Path, named: Path | None = None) -> ReadFile:
    """The meetings of one file: a text, page, table, document, calendar or e-mail.

    Args:
        path: Where it lies.
        named: Its name where it came from, if it was brought here under another or lies in a
            folder that says nothing about it: dates and messages follow that name.

    Raises:
        ReaderError: it cannot be read, or holds no meeting with a date and agenda items.
    """
    content, called = read_bytes(path), named or path
    if is_workbook(path):
        read = _read_workbook(path, called)
    elif is_word(path):
        read = read_word(path, called)
    elif is_portable(content):
        read = read_portable(content, called)
    elif is_mail(content):
        read = read_mail(content, called)
    else:
        _refuse_others(content, path, called)
        read = _read_text(text_of(content, called.name), called)
    tidy_items(read)
    _check(read, called)
    read.checksum = sha256(content).hexdigest()
    return read


def _read_text(whole: str, path: Path) -> ReadFile:
    text = without_unseen(whole)
    if is_calendar(text):
        return read_calendar(text, path.name)
    if is_html(text):
        read = read_blocks(blocks_of_html(text), path)
    elif (grid := _grid_of_text(text, path)) is not None:
        read = read_grid(grid)
    else:
        read = read_text(own_words(text) if was_mailed(text) else text, path)
    read.warnings.extend(unseen_told(whole))
    return read


def _refuse_others(content: bytes, path: Path, called: Path) -> None:
    what = other_kind(path, content)
    if what is not None:
        raise ReaderError(
            f"{called.name} is {what}, which cannot be read; agendas come as Word, PDF, Excel "
            "(.xlsx), CSV, calendars (.ics), e-mail (.eml), Markdown, HTML or text."
        )


def _grid_of_text(text: str, path: Path) -> Grid | None:
    """The agenda table of a CSV file; null when the text is none."""
    lines = text.split("\n")
    delimiter = delimiter_of([line for line in lines[:50] if line.strip()])
    if delimiter is not None and not text.lstrip().startswith(("#", "|")):
        rows = list(rows_of((f"{line}\n" for line in lines), delimiter, path.name))
        grid = grid_of(rows, date_of_path(path))
        if grid is not None:
            return grid
    if path.suffix.casefold() in (".csv", ".tsv"):
        raise ReaderError(_no_columns(path, lines))
    return None


def _no_columns(path: Path, lines: Iterable[str]) -> str:
    first = next((line.strip() for line in lines if line.strip()), "")
    return (
        f"{path.name} has no column of agenda items: its first line is {first[:80]!r}; "
        "name one column Punkt or item, and one Datum or date."
    )


def _read_workbook(path: Path, called: Path) -> ReadFile:
    read = ReadFile()
    for name, sheet in sheets_of(path):
        rows = []
        for row in sheet:
            rows.append((row.line, row.cells))
            if row.unknown:
                text = f"Sheet {name}: a formula without a stored value; taken as unknown."
                read.warnings.append(Remark(row.line, text))
            if len(rows) > MOST_ROWS:
                raise ReaderError(f"{called.name} has a sheet of over {MOST_ROWS:,} rows.")
        grid = grid_of(rows, date_in(name) or date_of_path(called))
        if grid is not None:
            found = read_grid(grid)
            read.meetings.extend(found.meetings)
            read.warnings.extend(found.warnings)
    return read


def _check(read: ReadFile, path: Path) -> None:
    read.meetings = _joined(read.meetings)
    if not read.meetings:
        reason = (
            read.warnings[0].text
            if read.warnings
            else ("no date stands in its name, its folder or its text")
        )
        raise ReaderError(f"{path.name} holds no meeting: {reason.rstrip('.')}.")
    if not any(meeting.items or meeting.status == "cancelled" for meeting in read.meetings):
        raise ReaderError(f"{path.name} holds no agenda items under a heading, in a list or table.")
    forums = {meeting.forum for meeting in read.meetings}
    if len(forums) == 1:
        for meeting in read.meetings:
            meeting.forum = None


def in_one_forum(read: ReadFile) -> None:
    """Take all meetings for those of one forum, where only the names of events tell several."""
    if not read.by_name:
        return
    for meeting in read.meetings:
        meeting.forum = None
    read.meetings, read.by_name = _joined(those_held(read.meetings)), False


def _joined(meetings: Iterable[ReadMeeting]) -> list[ReadMeeting]:
    """Meetings by date: what two sheets or headings say of one day is one meeting."""
    joined: dict[tuple[date, str | None], ReadMeeting] = {}
    for meeting in meetings:
        first = joined.setdefault((meeting.held_on, meeting.forum), meeting)
        if first is not meeting:
            first.items.extend(meeting.items)
            for position, item in enumerate(first.items, start=1):
                item.position = position
    return sorted(joined.values(), key=lambda meeting: (meeting.held_on, meeting.forum or ""))
