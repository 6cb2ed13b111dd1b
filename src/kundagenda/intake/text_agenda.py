"""Reads agendas from a text: Markdown, or plain lines."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from kundagenda.errors import ReaderError
from kundagenda.intake.blocks import Block, Kind, blocks_of
from kundagenda.intake.dates import date_in, date_of_path, impossible_in, without_date, year_in
from kundagenda.intake.encoding import LOST
from kundagenda.intake.minutes import start_in
from kundagenda.intake.outcomes import (
    decisions_told,
    is_decision,
    line_says_cancelled,
    says_cancelled,
)
from kundagenda.intake.outline import outline_of
from kundagenda.intake.reading import ReadFile, ReadMeeting, Remark
from kundagenda.intake.sections import Section, is_numbered, sections_of

# A heading is about a date when it says little else: "Ledningsgrupp måndag 3 mars 2025 kl 9".
_MOST_OTHER_WORDS = 6
# A date beside these words is not the day of the meeting.
_OTHER_DAY = re.compile(
    r"\b(nästa|next|kommande|upcoming|föregående|förra|previous|last|senast|justera\w*|utskriven|"
    r"utskriftsdatum|printed|utsänd|utskickad|reviderad|revised|uppdaterad|updated|skapad|created|"
    r"klart?|due|deadline|signed|undertecknad)\b",
    re.IGNORECASE,
)
_TOP_LINES = 10
_TITLE_BLOCKS = 4
_FIRST_BLOCKS = 40
_LINK = re.compile(r"^\s*(?:[-*+|]|\d+[.)])?\s*\[[^\]]{1,120}\]\([^)]+\)[^\[]{0,40}$")
_FEWEST_LINKS = 2
# Any year, for a day and month without one.
_SOME_YEAR = 2024
_MINUTES_NAMES = ("protokoll", "minutes", "anteckningar", "notes", "referat")


def read_text(text: str, path: Path) -> ReadFile:
    """The meetings of a text; several when headings of one level carry different dates.

    The date stands in the file's name, a heading, a line "Date: ...", or the name with the year
    of its folder; in this order.
    """
    _refuse_index(text, path)
    return read_blocks(blocks_of(text), path, _lost_letters(text))


def read_blocks(
    blocks: list[Block],
    path: Path,
    remarks: Iterable[Remark] = (),
    around: Sequence[str] = (),
) -> ReadFile:
    """The meetings of a text that was cut into blocks already.

    Args:
        blocks: The text.
        path: Its file; a date in the name comes first.
        remarks: What was seen while it was read.
        around: Texts beside it, such as a page's header, whose date counts when there is no other.
    """
    named = date_of_path(path)
    year = year_in([path.stem, *_headings(blocks), *(folder.name for folder in path.parents)])
    read = ReadFile(warnings=[*_impossible_days(blocks, path), *remarks])
    if named is None and len({day for day, _ in _dated(blocks, year)}) > 1:
        for day, part in _parts(blocks, year):
            if day is not None:
                read_meeting(read, day, part, path.stem)
    elif (held_on := named or date_of(blocks, year) or _first_date(around, year)) is not None:
        _compare(read, held_on, blocks)
        read_meeting(read, held_on, blocks, path.stem)
    read.warnings.extend(decisions_told(_decided(blocks, read)))
    return read


def _first_date(texts: Iterable[str], year: int | None) -> date | None:
    return next((day for text in texts if (day := date_in(text, year)) is not None), None)


def read_meeting(read: ReadFile, day: date, blocks: list[Block], name: str) -> ReadMeeting:
    """Add the meeting of a day to what was read; its name may say that it was called off."""
    whole = sections_of(blocks)
    outline = outline_of(whole)
    first = next((block.text for block in blocks if block.kind is Kind.HEADING), "")
    named = f"{name} {first}".casefold()
    meeting = ReadMeeting(day, items=outline.items, line=blocks[0].line if blocks else 1)
    meeting.is_minutes = (
        outline.is_minutes
        or any(word in named for word in _MINUTES_NAMES)
        or any(_begins_minutes(block) for block in blocks[:_TITLE_BLOCKS])
    )
    meeting.starts_at = next((at for text in _first_texts(blocks) if (at := start_in(text))), None)
    if says_cancelled(named) or any(line_says_cancelled(line.text) for line in _top(whole)):
        meeting.status = "cancelled"
    read.meetings.append(meeting)
    read.warnings.extend(outline.remarks)
    return meeting


def _first_texts(blocks: Sequence[Block]) -> Iterator[str]:
    """The first texts and cells, where it stands when a meeting begins."""
    for block in blocks[:_FIRST_BLOCKS]:
        yield block.text
        for row in block.rows[:_FIRST_BLOCKS]:
            yield from row


def _begins_minutes(block: Block) -> bool:
    """Whether a line of the title says so: "Protokoll fört vid ..."."""
    plain = block.kind in (Kind.LINE, Kind.HEADING) and not is_numbered(block.text)
    return plain and block.text.casefold().startswith(_MINUTES_NAMES)


def _top(whole: Section) -> list[Block]:
    """The lines above the first real section: under the title, and above it."""
    return [*whole.blocks, *(block for child in whole.sections[:1] for block in child.blocks)]


def _decided(blocks: Sequence[Block], read: ReadFile) -> Iterator[int]:
    """The lines that hold a decision; "Decision: prices" as an item is one that was asked for."""
    items = {item.line for meeting in read.meetings for item in meeting.items}
    lines = list(_all_lines(blocks))
    for (line, text), (_, below) in pairwise([*lines, (0, "")]):
        label = text.casefold().strip(" :") in ("beslut", "decision", "resolution")
        stated = label and below.casefold().startswith(("att ", "to ", "that "))
        if stated or is_decision(text, labelled=line not in items):
            yield line


def _all_lines(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    for block in blocks:
        yield block.line, block.text
        for number, row in enumerate(block.rows):
            yield from ((block.line + number, cell) for cell in row)
        yield from _all_lines(block.children)


def _headings(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks if block.kind is Kind.HEADING]


def _dated(blocks: Sequence[Block], year: int | None) -> list[tuple[date | None, int]]:
    """Date and index of the headings, or short lines, that are about a date; of one level only.

    A heading with a day that does not exist begins a part of its own, without a date.
    """
    found = []
    for index, block in enumerate(blocks):
        if block.kind not in (Kind.HEADING, Kind.LINE) or _OTHER_DAY.search(block.text):
            continue
        day = date_in(block.text, year)
        wrong = impossible_in(block.text) if block.kind is Kind.HEADING and day is None else None
        if (day or wrong) and not is_numbered(block.text):
            rest = block.text.replace(wrong, " ") if wrong else without_date(block.text, year)
            most = _MOST_OTHER_WORDS if block.kind is Kind.HEADING else 2
            if len([word for word in rest.split() if word[:1].isalpha()]) <= most:
                found.append((day, index, (block.kind, block.level)))
    levels = [level for _, _, level in found]
    usual = max(levels, key=levels.count) if levels else None
    return [(day, index) for day, index, level in found if level == usual]


def _parts(blocks: list[Block], year: int | None) -> list[tuple[date | None, list[Block]]]:
    starts = _dated(blocks, year)
    ends = [index for _, index in starts[1:]] + [len(blocks)]
    return [(day, blocks[start:end]) for (day, start), end in zip(starts, ends, strict=True)]


def date_of(blocks: Sequence[Block], year: int | None) -> date | None:
    """The date of the first heading that has one, else of a line that names it.

    A date in an item ("§ 2 Protokoll från 3 februari") or of another day ("Nästa möte") is
    followed only when nothing else in the text is a date.
    """
    headings = [text for text in _headings(blocks) if not is_numbered(text)]
    own = [text for text in headings if not _OTHER_DAY.search(text)]
    if (day := _first_date(own, year)) is not None:
        return day
    lines = [text for text in _lines(blocks) if not _OTHER_DAY.search(text)]
    named = [text for text in lines if _names_date(text) or len(text.split()) <= 6]
    top = [text for text in _lines(blocks)[:_TOP_LINES] if not _OTHER_DAY.search(text)]
    return _first_date(named, year) or _first_date(top, None) or _first_date(headings, year)


def _names_date(text: str) -> bool:
    label = text.casefold().lstrip("*- ")
    return label.startswith(("datum", "date", "tid", "time", "möte", "meeting", "when", "när"))


def _lines(blocks: Sequence[Block]) -> list[str]:
    return [block.text for block in blocks if block.kind in (Kind.LINE, Kind.ITEM)]


def _compare(read: ReadFile, held_on: date, blocks: Sequence[Block]) -> None:
    heading = next((block for block in blocks if block.kind is Kind.HEADING), None)
    said = date_in(heading.text) if heading else None
    if heading and said and said != held_on:
        text = f"The heading says {said}, the file's name {held_on}; the name is followed."
        read.warnings.append(Remark(heading.line, text))


def _impossible_days(blocks: Sequence[Block], path: Path) -> Iterator[Remark]:
    """Days that do not exist where a date is looked for; what stands below has none then."""
    if day := impossible_in(path.name):
        yield Remark(1, f"{day} in the file's name is a day that does not exist.")
    for block in blocks:
        if block.kind is Kind.HEADING and (day := impossible_in(block.text)):
            yield Remark(block.line, f"{day} on line {block.line} is a day that does not exist.")


def _refuse_index(text: str, path: Path) -> None:
    """Refuse a page that only links to the files of meetings; its dates are not one meeting's."""
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    links = [line for line in lines if _LINK.match(line) and _names_day(line)]
    if len(links) >= _FEWEST_LINKS and len(links) > len(lines) / 2:
        raise ReaderError(
            f"{path.name} is an index with links to {len(links)} meetings and holds no agenda of "
            "its own. Bring in the files that it links to."
        )


def _names_day(line: str) -> bool:
    return date_in(line, _SOME_YEAR) is not None


def _lost_letters(text: str) -> list[Remark]:
    lines = [number for number, line in enumerate(text.split("\n"), start=1) if LOST in line]
    if not lines:
        return []
    return [Remark(lines[0], f"Letters were lost ({LOST}) on {len(lines)} lines before import.")]
