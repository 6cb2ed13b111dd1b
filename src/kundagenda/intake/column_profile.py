"""What the values of a column are: days, months, marks, amounts, names, truths."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from typing import Any

from kundagenda.intake.amounts import amount, mark_of, says_nothing
from kundagenda.intake.cells import BadCell, is_missing
from kundagenda.intake.dates import date_in
from kundagenda.intake.days import is_day, month_in

_MOST = 0.85
_TRUTHS = {
    "true", "false", "ja", "nej", "yes", "no", "sant", "falskt", "1", "0", "j", "n", "y",
    "left", "active", "aktiv", "avslutad", "uppsagd", "churned", "inactive", "kvar", "lämnat",
}  # fmt: skip
_FIGURE = re.compile(r"[+\-−]?[\d\s\u00a0\u202f.,]*\d[\d\s\u00a0\u202f.,]*\s?%?")
_LONG = 60


def is_number_or_day(cell: Any) -> bool:
    """Whether a cell holds a figure or a day, which a header does not."""
    if isinstance(cell, bool | int | float | date | time):
        return True
    text = str(cell).strip()
    return bool(_FIGURE.fullmatch(text)) or is_day(text)


@dataclass(frozen=True)
class Profile:
    """The filled cells of a column's sample."""

    filled: tuple[Any, ...]

    @cached_property
    def texts(self) -> list[str]:
        """The cells as they read."""
        return [str(cell).strip() for cell in self.filled]

    @cached_property
    def different(self) -> int:
        """How many different values there are."""
        return len(set(self.texts))

    @cached_property
    def numbers(self) -> list[float]:
        """The values that are amounts, whatever stands around them."""
        return list(_numbers(self.filled))

    @cached_property
    def marks(self) -> list[int]:
        """The values that are marks of a survey."""
        return [found for found in map(mark_of, self.filled) if found is not None]

    @cached_property
    def days(self) -> int:
        """How many values are days."""
        return sum(isinstance(cell, date) or is_day(str(cell)) for cell in self.filled)

    @cached_property
    def months(self) -> int:
        """How many values are months or days."""
        return sum(map(_is_month, self.filled))

    def mostly(self, count: int) -> bool:
        """Whether nearly all of the cells are among those counted."""
        return bool(self.filled) and count >= _MOST * len(self.filled)

    def fits(self, kind: str) -> bool:
        """Whether the values can be of a kind; a column without values can be anything."""
        if not self.filled:
            return True
        if kind == "days":
            return self.mostly(self.days) or self.mostly(self.months)
        if kind == "months":
            return self.mostly(self.months)
        if kind == "amounts":
            return self.mostly(len(self.numbers)) and not self.mostly(self._real_days)
        if kind == "marks":
            return self.mostly(len(self.marks)) and self._within(-999, 999)
        if kind == "truths":
            return self.different <= 3 and all(t.casefold() in _TRUTHS for t in self.texts)
        if kind == "ids":
            return not any(len(text) > _LONG for text in self.texts) and not self._is_measure
        if kind == "groups":
            return self.different <= max(20, len(self.filled) // 4) and not self._is_measure
        return True

    @cached_property
    def _real_days(self) -> int:
        return sum(isinstance(cell, date) or date_in(str(cell)) is not None for cell in self.filled)

    @cached_property
    def _is_measure(self) -> bool:
        """Figures with a fraction, or days: no name of anything."""
        fractions = sum(number != int(number) for number in self.numbers)
        return fractions > 0.1 * len(self.filled) or self.mostly(self._real_days)

    def _within(self, low: int, high: int) -> bool:
        return all(low <= mark <= high for mark in self.marks)


def profile_of(cells: Iterable[Any]) -> Profile:
    """The profile of a column's cells, without those that are empty or say "don't know"."""
    return Profile(tuple(cell for cell in cells if not _is_nothing(cell)))


def _is_nothing(cell: Any) -> bool:
    return cell is None or says_nothing(cell) or (isinstance(cell, str) and is_missing(cell))


def _numbers(cells: Iterable[Any]) -> Iterable[float]:
    for cell in cells:
        try:
            yield amount(cell)
        except BadCell:
            continue


def _is_month(cell: Any) -> bool:
    text = str(cell).strip()
    bare = isinstance(cell, int | float) or text.isdigit()
    return (not bare or len(text) == 6) and month_in(cell) is not None
