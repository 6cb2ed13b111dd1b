"""What a metric says of itself, beside the function that computes it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from inspect import cleandoc, getdoc
from typing import Any

from sqlalchemy import ColumnElement

from metrics.quotient import quotient
from metrics.scope import Rows, Scope

PARTS = ("month", "forum", "segment", "numerator", "denominator", "squares", "base")


class Unit(StrEnum):
    """What a value is counted in.

    A share of 0..1, percent of 0..100, points of -100..100, an index of 0..100, a mark on the
    survey's own scale, or whatever unit a company's own figure has.
    """

    SHARE = "share"
    PERCENT = "percent"
    POINTS = "points"
    INDEX = "index"
    MARK = "mark"
    OWN = "own"


# What a quotient of 1 is called in a unit, and its least and greatest value.
_USUAL: dict[Unit, tuple[float, tuple[float, float] | None]] = {
    Unit.SHARE: (1, (0, 1)),
    Unit.PERCENT: (100, (0, 100)),
    Unit.POINTS: (100, (-100, 100)),
    Unit.INDEX: (1, (0, 100)),
    Unit.MARK: (1, None),
    Unit.OWN: (1, None),
}


class Better(StrEnum):
    """The direction that is good for customers; an attention share has none of its own."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Family(StrEnum):
    """Where a metric's rows come from, which decides when it is computed and what is withheld."""

    AGENDA = "agenda"
    SURVEY = "survey"
    RETENTION = "retention"
    OUTCOME = "outcome"


class Interval(StrEnum):
    """The method behind the 95 % interval."""

    WILSON = "wilson"
    NPS = "nps"
    MEAN = "mean"
    NONE = "none"


@dataclass(frozen=True)
class Metric:
    """A definition and the query of its additive parts.

    ``formula`` is the arithmetic in words, ``scale`` what a quotient of 1 is called in the unit,
    ``values`` the least and the greatest value there can be (null: no limit), ``dated_by`` the days
    or months of its rows: where its figures begin and end.
    Calling a metric with a `Scope` gives a `Select` with the columns of `PARTS`: one row per
    month, forum and segment that has data; forum and segment are ``''`` where not split.
    """

    key: str
    query: Callable[[Scope], Rows] = field(repr=False)
    label: str
    definition: str
    unit: Unit
    better: Better
    base: str
    source: str
    family: Family
    interval: Interval
    splits: tuple[str, ...]
    formula: str
    dated_by: tuple[ColumnElement[Any], ...] = field(repr=False)
    scale: float
    values: tuple[float, float] | None
    horizon: int = 0

    def __reduce__(self) -> tuple[Any, ...]:
        """A metric travels by its key, so that a page may keep what it has read in a cache."""
        return _by_key, (self.key,)

    def __call__(self, scope: Scope) -> Rows:
        return self.query(scope)

    @property
    def pooled(self) -> bool:
        """Whether months add up; a figure with a twelve-month horizon shows its last month."""
        return self.horizon <= 1

    def value(self, numerator: float | None, denominator: float | None) -> float | None:
        """The value of summed parts, in the metric's unit; null where it is not defined."""
        return quotient(numerator, denominator, self.scale)


def _by_key(key: str) -> Metric:
    from metrics import metric_of  # the catalogue needs this module first

    found = metric_of(key)
    if found is None:
        raise KeyError(key)
    return found


def metric(
    key: str = "", definition: str = "", **fields: Any
) -> Callable[[Callable[[Scope], Rows]], Metric]:
    """Declare the function below to be a metric; the first line of its docstring defines it."""

    def declare(query: Callable[[Scope], Rows]) -> Metric:
        sentence = definition or cleandoc(getdoc(query) or "").partition("\n")[0]
        scale, values = _USUAL[fields["unit"]]
        told = {"scale": scale, "values": values} | fields
        return Metric(key=key or query.__name__, query=query, definition=sentence, **told)

    return declare
