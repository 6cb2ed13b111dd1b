"""What a metric says of itself, beside the function that computes it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from inspect import cleandoc, getdoc
from typing import Any

from sqlalchemy import ColumnElement

from metrics.periods import Grain
from metrics.quotient import quotient
from metrics.scope import Rows, Scope

PARTS = ("month", "forum", "segment", "numerator", "denominator", "squares", "base")


class Unit(StrEnum):
    """What a value is counted in.

    A share of 0..1, percent of 0..100, points of -100..100, an index of 0..100, a mark on the
    survey's own scale, a place of 0 (last) to 1 (first), time, meetings, or whatever unit a
    company's own figure has.
    """

    SHARE = "share"
    PERCENT = "percent"
    POINTS = "points"
    INDEX = "index"
    MARK = "mark"
    PLACE = "place"
    DAYS = "days"
    MONTHS = "months"
    MEETINGS = "meetings"
    OWN = "own"


# What a quotient of 1 is called in a unit, and its least and greatest value.
_USUAL: dict[Unit, tuple[float, tuple[float, float] | None]] = {
    Unit.SHARE: (1, (0, 1)),
    Unit.PERCENT: (100, (0, 100)),
    Unit.POINTS: (100, (-100, 100)),
    Unit.INDEX: (1, (0, 100)),
    Unit.MARK: (1, None),
    Unit.PLACE: (1, (0, 1)),
    Unit.DAYS: (1, None),
    Unit.MONTHS: (1, None),
    Unit.MEETINGS: (1, None),
    Unit.OWN: (1, None),
}


class Better(StrEnum):
    """The direction that is good for customers; an attention share has none of its own."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


class Family(StrEnum):
    """Where a figure's rows come from, which decides when it is computed and what is withheld."""

    AGENDA = "agenda"
    FOLLOW_UP = "follow_up"
    SURVEY = "survey"
    RETENTION = "retention"
    OUTCOME = "outcome"


class Interval(StrEnum):
    """The method behind the 95 % interval."""

    WILSON = "wilson"
    NPS = "nps"
    MEAN = "mean"
    LOG_LOG = "log_log"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Definition:
    """What a figure says of itself, whether or not its parts add up over months.

    ``formula`` is the arithmetic in words, ``values`` the least and the greatest value there can
    be (null: no limit).
    """

    key: str
    label: str
    definition: str
    formula: str
    unit: Unit
    better: Better
    base: str
    source: str
    family: Family
    interval: Interval
    splits: tuple[str, ...]
    values: tuple[float, float] | None = None

    @property
    def grains(self) -> tuple[Grain, ...]:
        """The periods it can be had for; none for what is told as of a day."""
        return ()


@dataclass(frozen=True, kw_only=True)
class Metric(Definition):
    """A definition and the query of its additive parts.

    ``scale`` is what a quotient of 1 is called in the unit, ``dated_by`` the days or months of its
    rows: where its figures begin and end.
    Calling a metric with a `Scope` gives a `Select` with the columns of `PARTS`: one row per
    month, forum and segment that has data; forum and segment are ``''`` where not split.
    """

    query: Callable[[Scope], Rows] = field(repr=False)
    dated_by: tuple[ColumnElement[Any], ...] = field(repr=False)
    scale: float
    horizon: int = 0

    def __reduce__(self) -> tuple[Any, ...]:
        """A metric travels by its key, so that a page may keep what it has read in a cache."""
        return _by_key, (self.key,)

    def __call__(self, scope: Scope) -> Rows:
        return self.query(scope)

    @property
    def grains(self) -> tuple[Grain, ...]:
        """Each of them for its parts; see `pooled` for what the longer ones show."""
        return Grain.MONTH, Grain.QUARTER, Grain.ROLLING12

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
