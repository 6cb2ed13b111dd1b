"""Tables of a set document: agendas, labels with values, or the page itself set in cells."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kundagenda.intake.blocks import Block, Kind
from kundagenda.intake.columns import columns_in, header_of
from kundagenda.intake.minutes import clock_of_cell, minutes_of_cell
from kundagenda.intake.paragraphs import Mark, Paragraph, is_number, notes_beside
from kundagenda.intake.sections import Role, role_of

_DONE_BY = re.compile(
    r"^(klart?|klart senast|klar(t)? (den|datum)|senast|deadline|due( date)?|när|when|by when|"
    r"slutdatum|datum|date|target date|färdig(t)?( senast)?|status|done)$",
    re.IGNORECASE,
)
_DONE_BY_WHOM = re.compile(
    r"^(ansvarig(a|t)?|vem|who|owner|responsible|assignee|assigned to|utförs av|utförare)$",
    re.IGNORECASE,
)
_TO_DO = re.compile(
    r"^(åtgärd(er)?|aktivitet(er)?|uppgift(er)?|att göra|action( items?| points?)?s?|tasks?|to ?do|"
    r"beslutad åtgärd|uppföljning)$",
    re.IGNORECASE,
)
_WHAT = re.compile(r"^(vad|what)$", re.IGNORECASE)
_WHEN = re.compile(r"^(när|when)$", re.IGNORECASE)
# Columns that an agenda has and that say nothing here.
_BESIDE = re.compile(
    r"^(ansvarig|föredragande|vem|who|owner|presenter|lead|nr|nummer|no|#|§|bilag(a|or))$", re.I
)
_LABELS = re.compile(
    r"^(datum|date|tid|time|plats|place|location|lokal|närvarande|deltagare|frånvarande|attendees|"
    r"present|absent|ordförande|chair|sekreterare|secretary|möte|meeting|mötesdatum|justerare|"
    r"kallade|när|when|where|var|forum|syfte)\s*:?$",
    re.IGNORECASE,
)
_NOTE = "anteckning"


@dataclass
class Cell:
    """A cell's paragraphs."""

    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """Its texts, a paragraph each, without empty ones."""
        return [" ".join(p.text.split()) for p in self.paragraphs if p.text.strip()]

    @property
    def text(self) -> str:
        """All of it as one line."""
        return " ".join(self.lines)


def paragraphs_of_table(rows: Sequence[Sequence[Cell]], line: int) -> Iterator[Paragraph]:
    """What a table says, as paragraphs: a table of items, rows as items, labels, or its cells.

    Args:
        rows: Its cells; merged ones are empty after the first.
        line: Where it stands; each row counts as a line.
    """
    numbered = [(line + index, row) for index, row in enumerate(rows)]
    texts = [[cell.text for cell in row] for row in rows]
    if _lists_actions(texts):
        return
    if header_of(texts) is not None:
        yield Paragraph("", line, table=_agenda(rows, line))
        return
    for place, row in numbered:
        yield from _row(row, place)


def is_header(cells: Sequence[str]) -> bool:
    """Whether a line set in cells is the header of an agenda, or of a list of actions."""
    if len(cells) < 2:
        return False
    known = len(columns_in(cells)) + sum(bool(_BESIDE.match(cell.strip(" :*."))) for cell in cells)
    return (known >= 2 and header_of([cells]) is not None) or _names_actions([cells], 0)


def _row(row: Sequence[Cell], line: int) -> Iterator[Paragraph]:
    filled = [cell for cell in row if cell.lines]
    if len(filled) >= 2 and is_number(filled[0].text):
        yield _numbered(filled, line)
    elif len(filled) == 2 and _LABELS.match(filled[0].text):
        yield Paragraph(f"{filled[0].text.rstrip(':')}: {filled[1].text}", line)
    else:
        for cell in filled:
            for paragraph in cell.paragraphs:
                paragraph.line = line
                yield paragraph


def _numbered(filled: Sequence[Cell], line: int) -> Paragraph:
    """A row that begins with a number or hours is an item, though no header says so."""
    lead = [filled[0]]
    rest = list(filled[1:])
    while len(rest) > 1 and is_number(rest[0].text):
        lead.append(rest.pop(0))
    title, *below = rest[0].lines
    beside = notes_beside([line for cell in rest[1:] for line in cell.lines])
    number = " ".join(f"{cell.text}." if cell.text.isdigit() else cell.text for cell in lead)
    digits = re.match(r"(?:§\s*)?(\d+)", number)
    return Paragraph(
        f"{number} {title}",
        line,
        bold=all(p.bold for p in rest[0].paragraphs[:1]),
        mark=Mark.NUMBER,
        number=int(digits[1]) if digits else None,
        notes=[*beside, *below],
    )


def _agenda(rows: Sequence[Sequence[Cell]], line: int) -> Block:
    """A table with a header as a block: an item's first paragraph its title, the rest a note."""
    texts = [[cell.text for cell in row] for row in rows]
    found = header_of(texts)
    assert found is not None
    index, columns = found
    header = texts[index]
    place = columns["item"]
    if "minutes" not in columns:
        _name_hours(header, texts[index + 1 :])
    with_note = "detail" not in columns
    out = [*texts[:index], [*header, _NOTE] if with_note else header]
    for row, cells in zip(rows[index + 1 :], texts[index + 1 :], strict=True):
        lines = row[place].lines if place < len(row) else []
        body = list(cells)
        if cells == header or _only_groups(cells):
            body = [""] * len(header)
        elif len(lines) > 1:
            body[place] = lines[0]
            if with_note:
                body = [*body, *[""] * (len(header) - len(body)), " ".join(lines[1:])]
        out.append(body)
    return Block(Kind.TABLE, "", line, rows=out)


def _only_groups(cells: Sequence[str]) -> bool:
    """Whether a row is one merged cell that names a group of items: "Beslutsärenden"."""
    filled = [cell for cell in cells if cell]
    return len(filled) == 1 and role_of(filled[0]) in (Role.GROUP, Role.PEOPLE, Role.ASIDE)


def _name_hours(header: list[str], rows: Sequence[Sequence[str]]) -> None:
    """Call a column "När" of hours by the name that columns of hours have."""
    for place, name in enumerate(header):
        cells = [row[place] for row in rows if place < len(row) and row[place]]
        if _WHEN.match(name.strip(" :")) and cells and all(map(_is_time, cells)):
            header[place] = "Tid"


def _is_time(cell: str) -> bool:
    return clock_of_cell(cell) is not None or minutes_of_cell(cell).minutes is not None


def _lists_actions(texts: Sequence[Sequence[str]]) -> bool:
    """Whether a table says who does what by when: follow-up, not an agenda."""
    return any(_names_actions(texts, index) for index in range(min(3, len(texts))))


def _names_actions(texts: Sequence[Sequence[str]], index: int) -> bool:
    """Whether a row is such a table's header; beside a column of items, actions are notes."""
    names = [cell.strip(" :*.") for cell in texts[index]]
    item = columns_in(texts[index]).get("item")
    if item is not None and not _WHAT.match(names[item]):
        return False
    due = [place for place, name in enumerate(names) if _DONE_BY.match(name)]
    if any(map(_TO_DO.match, names)):
        return bool(due) or any(map(_DONE_BY_WHOM.match, names))
    return any(map(_WHAT.match, names)) and bool(due) and not _are_hours(texts[index:], due)


def _are_hours(texts: Sequence[Sequence[str]], places: Iterable[int]) -> bool:
    """Whether a column "När" tells times of day, as an agenda does."""
    cells = [row[place] for place in places for row in texts[1:] if place < len(row) and row[place]]
    return bool(cells) and all(map(_is_time, cells))
