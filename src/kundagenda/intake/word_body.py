"""The body of a Word document as paragraphs: styles, lists, lead-ins and tables understood."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from typing import Any

from docx.oxml.ns import qn

from kundagenda.errors import ReaderError
from kundagenda.intake.paragraphs import Mark, Paragraph, by_line, shortened
from kundagenda.intake.set_tables import Cell, paragraphs_of_table
from kundagenda.intake.word_runs import is_joined_to_next, runs_of
from kundagenda.intake.word_styles import ListPlace, Lists, Styles

MOST_PARAGRAPHS = 3_000
MOST_IN_ALL = 300_000
_MOST_EMPTY = 20_000
_MOST_CELLS = 60
_P, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_WRAPPERS = {qn(name) for name in ("w:ins", "w:moveTo", "w:customXml", "w:sdt", "w:sdtContent")}
_CONTENTS = re.compile(r"table of contents|innehåll", re.IGNORECASE)


class Body:
    """Walks a document once, counting its paragraphs and the numbers of its lists."""

    def __init__(self, styles: Styles, lists: Lists, name: str) -> None:
        self._styles = styles
        self._lists = lists
        self._name = name
        self._line = 0
        self._empty = self._filled = self._letters = 0
        self._carried: list[tuple[str, bool]] = []

    def paragraphs(self, document: Any) -> Iterator[Paragraph]:
        """The paragraphs of a document in order, empty ones counted but left out.

        Raises:
            ReaderError: there are more than an agenda can have.
        """
        body = document.find(qn("w:body"))
        for element in _elements(body if body is not None else []):
            if element.tag == _TABLE:
                rows = list(self._rows(element))
                yield from paragraphs_of_table(rows, self._line + 1)
                self._line += len(rows)
            else:
                self._line += 1
                yield from self._read(element, self._line)

    def _read(self, element: Any, line: int) -> Iterator[Paragraph]:
        chain = self._styles.chain(element)
        runs = [*self._carried, *runs_of(element, self._styles.bold(chain))]
        self._carried = runs if is_joined_to_next(element) else []
        text = shortened("".join(text for text, _ in runs))
        self._count(len(text.strip()))
        if self._carried or not text.strip() or self._styles.is_contents(chain):
            return
        paragraph = Paragraph(text, line, self._styles.heading(chain), _all_bold(runs))
        indent = self._styles.indent(chain)
        paragraph.depth = indent or 0.0
        paragraph.lead = "" if paragraph.bold else _lead(runs)
        place = self._styles.list_place(chain)
        if place is not None:
            paragraph.depth = self._lists.depth(place) if indent is None else indent
            paragraph = self._in_list(paragraph, place)
        yield from by_line(paragraph)

    def _count(self, letters: int) -> None:
        self._empty += not letters
        self._filled += bool(letters)
        self._letters += letters
        if (
            self._filled > MOST_PARAGRAPHS
            or self._empty > _MOST_EMPTY
            or self._letters > MOST_IN_ALL
        ):
            raise ReaderError(
                f"{self._name} has over {MOST_PARAGRAPHS:,} paragraphs or {MOST_IN_ALL:,} letters, "
                "too many for an agenda: copy the agenda into a new document."
            )

    def _in_list(self, paragraph: Paragraph, place: ListPlace) -> Paragraph:
        """A paragraph that Word numbers itself; a heading gets its number as text."""
        sign = self._lists.format(place)
        if sign == "none":
            return paragraph
        if sign == "bullet":
            mark = Mark.NONE if paragraph.heading else Mark.BULLET
            return replace(paragraph, mark=mark)
        number = self._lists.next_number(place)
        if paragraph.heading:
            shown = ".".join(map(str, number))
            return replace(paragraph, text=f"{shown}. {paragraph.text}", mark=Mark.NUMBER)
        return replace(paragraph, mark=Mark.NUMBER, number=number[-1])

    def _rows(self, table: Any) -> Iterator[list[Cell]]:
        for offset, row in enumerate(_below(table, _ROW), start=1):
            if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
                yield list(self._cells(row, self._line + offset))
                self._count(0)

    def _cells(self, row: Any, line: int) -> Iterator[Cell]:
        for cell in _below(row, _CELL):
            goes_on, span = _merged(cell)
            paragraphs = [] if goes_on else [p for e in _inner(cell) for p in self._read(e, line)]
            yield Cell(paragraphs)
            self._empty += span
            yield from (Cell() for _ in range(span - 1))


def _lead(runs: list[tuple[str, bool]]) -> str:
    """The words in bold that a paragraph begins with."""
    bold = takewhile(lambda run: run[1] or not run[0].strip(), runs)
    return "".join(text for text, _ in bold).strip()


def _all_bold(runs: list[tuple[str, bool]]) -> bool:
    told = [bold for text, bold in runs if any(map(str.isalpha, text))]
    return bool(told) and all(told)


def _elements(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, also those inside content controls and insertions."""
    for child in parent:
        if child.tag in (_P, _TABLE):
            yield child
        elif child.tag in _WRAPPERS and not _is_contents(child):
            yield from _elements(child)


def _is_contents(control: Any) -> bool:
    gallery = control.find(f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}")
    return gallery is not None and bool(_CONTENTS.search(gallery.get(qn("w:val")) or ""))


def _below(parent: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also those inside content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _below(child, tag)


def _inner(cell: Any) -> Iterator[Any]:
    """The paragraphs of a cell, and of tables inside it."""
    for element in _elements(cell):
        if element.tag == _P:
            yield element
        else:
            for row in _below(element, _ROW):
                for inner in _below(row, _CELL):
                    yield from _inner(inner)


def _merged(cell: Any) -> tuple[bool, int]:
    """Whether a cell goes on from the one above, and how many columns it spans."""
    properties = cell.find(qn("w:tcPr"))
    if properties is None:
        return False, 1
    down = properties.find(qn("w:vMerge"))
    goes_on = down is not None and (down.get(qn("w:val")) or "continue") == "continue"
    span = properties.find(qn("w:gridSpan"))
    columns = span.get(qn("w:val")) if span is not None else "1"
    return goes_on, min(int(columns), _MOST_CELLS) if (columns or "").isdigit() else 1
