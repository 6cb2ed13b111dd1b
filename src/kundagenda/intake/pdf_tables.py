"""Tables of a PDF: ruled ones by their cells, others by a header and what stands below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from kundagenda.intake.paragraphs import Paragraph
from kundagenda.intake.pdf_lines import Line, Page, Word, lines_in_box, text_of
from kundagenda.intake.pdf_paragraphs import text_in
from kundagenda.intake.set_tables import Cell, is_header

_OVER = 3.0
_FAR = 2.6
_CLOSE = 0.85
_LATEST = 20


@dataclass
class SetTable:
    """A table's rows, and the line it begins on."""

    rows: list[list[Cell]]
    line: int


def ruled_tables(page: Page, number: int) -> list[tuple[float, SetTable, list[Word]]]:
    """The ruled tables of a page: how far down, their rows, and their words."""
    out = []
    for boxes in page.tables:
        rows: list[list[Cell]] = []
        taken: list[Word] = []
        for row in boxes:
            lines = [list(lines_in_box(page.words, box, number)) if box else [] for box in row]
            taken.extend(word for cell in lines for line in cell for word in line.words)
            rows.append([_cell(cell) for cell in lines])
        if taken:
            out.append((min(word.top for word in taken), SetTable(rows, 0), taken))
    return out


def _cell(lines: Sequence[Line]) -> Cell:
    bold = bool(lines) and all(line.bold for line in lines)
    return Cell([Paragraph(text, 0, bold=bold) for text in text_in(lines)])


def set_table(lines: Sequence[Line], start: int) -> tuple[SetTable, int] | None:
    """The table whose header is a line, and how many lines it takes; null when it is none.

    Args:
        lines: Of the document.
        start: The place of the header.
    """
    header = lines[start].cells
    if not is_header([text_of(cell) for cell in header]):
        return None
    rows, taken = _rows_below(lines[start:], header)
    if not rows:
        return None
    head = [[text_of(cell)] for cell in header]
    table = [[_from_lines(cell) for cell in row] for row in [head, *rows]]
    return SetTable(table, lines[start].number), taken


def _rows_below(
    lines: Sequence[Line], header: Sequence[Sequence[Word]]
) -> tuple[list[list[list[str]]], int]:
    """The texts of each cell of the rows below a header, and how many lines it all takes."""
    rows: list[list[list[str]]] = []
    tops: list[Line] = []
    taken = 1
    for line in lines[1:]:
        cells = _by_column(line, header)
        if cells is None or _is_past(line, lines[taken - 1], tops):
            break
        if rows and _goes_on(line, cells, rows[-1], tops):
            for column, text in cells.items():
                rows[-1][column].append(text)
        else:
            rows.append([[cells[i]] if i in cells else [] for i in range(len(header))])
            tops.append(line)
        taken += 1
    return rows, taken


def _from_lines(texts: Sequence[str]) -> Cell:
    return Cell([Paragraph(" ".join(texts), 0)] if texts else [])


def _by_column(line: Line, header: Sequence[Sequence[Word]]) -> dict[int, str] | None:
    """A line's cells by the header's column they stand under; null when it is no row."""
    cells = line.cells_at([head[0].x0 for head in header])
    if len(cells) > len(header):
        return None
    if len(cells) == len(header):
        return {index: text_of(cell) for index, cell in enumerate(cells)}
    out: dict[int, str] = {}
    for cell in cells:
        place = _nearest(cell, header)
        beyond = header[place + 1][0].x0 if place + 1 < len(header) else float("inf")
        if place in out or cell[-1].x1 > beyond + _OVER:
            return None
        out[place] = text_of(cell)
    return out


def _nearest(cell: Sequence[Word], header: Sequence[Sequence[Word]]) -> int:
    def distance(index: int) -> float:
        head = header[index]
        left, right = cell[0].x0 - head[0].x0, cell[-1].x1 - head[-1].x1
        return min(abs(left), abs(right), abs(left + right) / 2)

    return min(range(len(header)), key=distance)


def _is_past(line: Line, above: Line, rows: Sequence[Line]) -> bool:
    """Whether a line lies too far below the table, or is set in larger letters."""
    if line.page != above.page:
        return len(line.cells) < 2
    usual = _usual_step(rows) or line.size * 2
    return line.top - above.top > _FAR * usual or line.size > above.size * 1.12


def _goes_on(
    line: Line, cells: dict[int, str], above: Sequence[Sequence[str]], rows: Sequence[Line]
) -> bool:
    """Whether a line is the rest of the row above: its first cell is empty, or it stands close."""
    if not set(cells) <= {index for index, cell in enumerate(above) if cell}:
        return False
    if len(cells) == len([cell for cell in above if cell]) and len(cells) > 1:
        return False
    lower = all(text[:1].islower() for text in cells.values())
    if 0 not in cells:
        return True
    step = _usual_step(rows)
    return lower or (step is not None and line.top - rows[-1].top < _CLOSE * step)


def _usual_step(rows: Sequence[Line]) -> float | None:
    steps = [b.top - a.top for a, b in pairwise(rows[-_LATEST:]) if a.page == b.page]
    return median_low(steps) if steps else None
