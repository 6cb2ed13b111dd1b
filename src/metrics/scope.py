"""The months that a question is about, and the segment that a row belongs to."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Select,
    String,
    column,
    func,
    literal_column,
    type_coerce,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from metrics.periods import first_day

Rows = Select[*tuple[Any, ...]]
"""A statement whose columns its function names in words."""


@dataclass(frozen=True)
class Scope:
    """Whole months from ``first`` to ``last``, both included, as month numbers."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"scope ends ({self.last}) before it starts ({self.first})")

    @property
    def start(self) -> date:
        """The first day in scope."""
        return first_day(self.first)

    @property
    def end(self) -> date:
        """The first day after the scope, so that ranges are half-open on the raw column."""
        return first_day(self.last + 1)


def segment_of(column: ColumnElement[Any]) -> ColumnElement[str]:
    """The segment that a row names, '' where it names none, as a SQL expression to group by.

    The constant is written into the SQL rather than bound, as in `metrics.periods.month_of`. The
    dialect of BigQuery groups by a bare function under a name that nothing has; said to be a text,
    it is written out.
    """
    return type_coerce(func.coalesce(column, literal_column("''", String)), String)


class AsKept(FunctionElement[Any]):
    """A column as its rows keep it: a company's own code where there is one, else ours.

    Codes are quicker to group by than their meanings, of which one may stand for many codes: who
    groups by them adds up again by `Meant`.
    """

    inherit_cache = True

    def __init__(self, of: Column[Any]) -> None:
        super().__init__(of)
        self.of, self.type = of, of.type


class Meant(FunctionElement[Any]):
    """What a code means, of a statement whose only rows have it in a column of a name."""

    inherit_cache = False  # what it is the meaning of is no part of the name that it is kept under

    def __init__(self, of: Column[Any], name: str) -> None:
        super().__init__(column(name, of.type))
        self.of, self.name, self.type = of, name, of.type


@compiles(AsKept)
@compiles(Meant)
def _spell_as_it_is(element: AsKept | Meant, compiler: SQLCompiler, **options: Any) -> str:
    (of,) = element.clauses
    return compiler.process(of, **options)
