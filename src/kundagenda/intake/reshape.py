"""Rows of a company's own file as rows under our columns' names, one at a time."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any

from kundagenda.errors import ReaderError
from kundagenda.intake.amounts import amount, is_grouped
from kundagenda.intake.cells import BadCell, is_missing
from kundagenda.intake.dates import AmbiguousDate
from kundagenda.intake.days import day_of, month_in, needs_order, order_in
from kundagenda.intake.guess_columns import QUESTIONS
from kundagenda.intake.guess_given import DAY_COLUMNS, needs_for
from kundagenda.intake.reading import Remark
from kundagenda.intake.shape_figures import figures_of
from kundagenda.intake.shape_subscriptions import subscription_of
from kundagenda.intake.shape_survey import answers_of, respondents_of
from kundagenda.intake.stable_ids import StableIds
from kundagenda.intake.table_choice import Choice, check_choice
from kundagenda.intake.table_rows import Line, Sheet
from kundagenda.intake.table_shape import KPI
from kundagenda.intake.table_source import Source, rows_below

MONEY = ("mrr", "arr", "amount")
NAMES = ("answer_id", "response_id", "account_id", "subscription_id", "segment", "code")
_SUMS = {
    "summa",
    "total",
    "totalt",
    "sum",
    "totals",
    "summering",
    "grand total",
    "medel",
    "average",
}
_LONGEST_NOTHING = 20
Row = dict[str, Any]


@contextmanager
def reshaped(source: Source, choice: Choice) -> Iterator[Sheet]:
    """The file's rows under the names of the chosen table's columns, as a stream.

    A cell that cannot be understood is passed on as it is, so that who checks it can say so.

    Raises:
        ReaderError: a column is not in the file, or something must be said by a person first.
    """
    check_choice(source, choice)
    needs = needs_for(source, choice)
    if needs:
        raise ReaderError(f"{source.path.name}: {needs[0]}")
    cells = Cells(source, choice)
    sheet = Sheet([], iter(()))
    with rows_below(source) as lines:
        rows = _rows(source, choice, cells, _data(source, choice, lines, sheet.remarks), sheet)
        first = next(rows, None)
        if first is None:
            raise ReaderError(f"{source.path.name} has no rows below its header.")
        header = _header(choice, first[1])
        sheet.header = list(enumerate(header))
        sheet.rows = ((n, [row.get(name) for name in header]) for n, row in chain([first], rows))
        yield sheet


class Cells:
    """Reads the cells of a file's rows as our columns' values.

    Args:
        source: The file.
        choice: Which column is which of ours.
    """

    def __init__(self, source: Source, choice: Choice) -> None:
        self._source, self._choice = source, choice
        self.places = {ours: source.place(theirs) for ours, theirs in choice.columns.items()}
        self._grouped = {n for n in MONEY if n in self.places and self._is_grouped(n)}
        self._orders = {n: self._order(n) for n in DAY_COLUMNS if n in self.places}

    def row(self, line: int, cells: Sequence[Any]) -> Row:
        """A row's values by our columns' names; empty cells are null."""
        found: Row = {}
        for ours, place in self.places.items():
            raw = cells[place] if place < len(cells) else None
            if isinstance(raw, str) and len(raw) <= _LONGEST_NOTHING and is_missing(raw):
                raw = None
            found[ours] = raw if raw is None else self._value(ours, raw, line)
        return found

    def _value(self, ours: str, raw: Any, line: int) -> Any:
        if ours in self._orders:
            return self._day(ours, raw, line)
        if ours == "month":
            found = month_in(raw)
            return raw if found is None else found
        if ours in MONEY:
            return self._money(ours, raw)
        return str(raw).strip() if ours in NAMES and isinstance(raw, str) else raw

    def _day(self, ours: str, raw: Any, line: int) -> Any:
        try:
            return day_of(raw, self._orders[ours])
        except AmbiguousDate as error:
            raise ReaderError(
                f"{self._source.path.name}, line {line}: {raw} can be read two ways; say "
                "day_first=yes or no."
            ) from error

    def _money(self, ours: str, raw: Any) -> Any:
        try:
            found = amount(raw, ours in self._grouped)
        except BadCell:
            return raw
        return found * float(self._choice.given.get(f"{ours}_times", 1))

    def _is_grouped(self, ours: str) -> bool:
        return is_grouped(self._source.cells(self.places[ours]))

    def _order(self, ours: str) -> bool | None:
        """Of days such as 3/4/2025: what a person said, or what the whole column proves."""
        said = self._choice.given.get("day_first")
        if said is not None:
            return said == "yes"
        place = self.places[ours]
        sample = self._source.cells(place)
        found = order_in(sample)
        if found is None and needs_order(sample):
            with rows_below(self._source) as lines:
                return order_in(cells[place] for _, cells in lines if place < len(cells))
        return found


def _data(
    source: Source, choice: Choice, lines: Iterator[Line], remarks: list[Remark]
) -> Iterator[Line]:
    """The rows that hold data: no sums below them, and no footnotes."""
    places = [source.names.index(theirs) for theirs in choice.columns.values()]
    for line, cells in lines:
        filled = list(islice((c for c in cells if c is not None and str(c).strip(" \u00a0")), 2))
        if not filled:
            continue
        first = str(filled[0]).strip(" :").casefold()
        if first in _SUMS:
            remarks.append(Remark(line, f"The row is left out: it is a sum ({first})."))
        elif len(filled) == 1 and len(source.names) > 2 and len(places) > 1:
            remarks.append(Remark(line, f"The row is left out: it holds nothing but {first!r}."))
        else:
            yield line, cells


def _rows(
    source: Source, choice: Choice, cells: Cells, lines: Iterator[Line], sheet: Sheet
) -> Iterator[tuple[int, Row]]:
    given = choice.given
    if choice.table == KPI:
        yield from figures_of(source, choice, lines)
        return
    ids = StableIds(choice.table)
    for line, raw in lines:
        row = cells.row(line, raw)
        if choice.table == "survey_answers":
            shape = respondents_of if set(QUESTIONS) & choice.columns.keys() else answers_of
            for answer in shape(row, given, ids):
                yield line, answer
        elif choice.table == "subscriptions":
            yield line, subscription_of(row, given, ids)
        else:
            yield line, {n: v for n, v in given.items() if n in ("instrument", "segment")} | row


def _header(choice: Choice, first: Row) -> list[str]:
    """The columns of the rows; every row of a choice has the same."""
    return list(first)
