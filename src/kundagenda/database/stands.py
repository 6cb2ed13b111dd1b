"""What stands for our tables in any statement, so that the company's are read as they lie."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BinaryExpression,
    BindParameter,
    Column,
    ColumnElement,
    Select,
    Subquery,
    Table,
    column,
)
from sqlalchemy.sql import operators
from sqlalchemy.sql.visitors import replacement_traverse
from sqlalchemy.types import TypeEngine

from kundagenda.database.unread import Unread
from kundagenda.sources import Scalar
from metrics.scope import AsKept, Meant

KEPT = "{}_kept"
"""How the column that ours is translated from is called beside ours."""


@dataclass(frozen=True)
class Stand:
    """What stands for one of our tables.

    Attributes:
        rows: Their table with our columns, as an expression that can stand in any statement.
        translated: How our column is made of theirs, of those that their values are translated to.
        meanings: What their texts mean, by our column, of those made of texts.
        theirs: The statement that the rows come of.
        unread: What may stand in their columns that ours cannot say.
    """

    rows: Subquery
    translated: Mapping[str, tuple[TypeEngine[Any], Callable[[Any], ColumnElement[Any]]]]
    meanings: Mapping[str, Mapping[str, Scalar | None]]
    theirs: Select[Any] | None = None
    unread: tuple[Unread, ...] = ()

    def kept(self, name: str) -> ColumnElement[Any]:
        """A column of ours as their table keeps it."""
        return self.rows.c[KEPT.format(name) if name in self.translated else name]

    def meant(self, element: Meant) -> ColumnElement[Any]:
        """What a column means that holds what their table keeps for one of ours."""
        if element.of.name not in self.translated:
            return column(element.name, element.type)
        kind, translate = self.translated[element.of.name]
        return translate(column(element.name, kind))

    def is_one_of(self, name: str, ours: Collection[Any]) -> ColumnElement[bool] | None:
        """Whether a column of ours is one of some values, asked of theirs; null if it cannot be.

        Their indexes and statistics know what they keep, and not what it means.
        """
        if name not in self.meanings or not all(isinstance(value, str) for value in ours):
            return None
        meanings = self.meanings[name]
        theirs = {text for text, meaning in meanings.items() if meaning in ours}
        theirs |= {value for value in ours if value not in meanings}
        return self.kept(name).in_(sorted(theirs))


def translator(stands: Mapping[Table, Stand]) -> Callable[[Any], Any]:
    """A function that puts their tables in the place of ours, wherever a statement names them."""

    def stand_of(element: Any) -> Stand | None:
        of = getattr(element, "table", None)
        return stands.get(of) if isinstance(element, Column) and isinstance(of, Table) else None

    def other(element: Any, **_options: Any) -> Any:
        if isinstance(element, Table):
            return stands[element].rows if element in stands else None
        if stand := stand_of(element):
            return stand.rows.c[element.name]
        if isinstance(element, BinaryExpression) and (stand := stand_of(element.left)):
            return stand.is_one_of(element.left.name, _compared(element))
        if isinstance(element, AsKept) and (stand := stand_of(element.of)):
            return stand.kept(element.of.name)
        if isinstance(element, Meant) and (stand := stand_of(element.of)):
            return stand.meant(element)
        return None

    return lambda statement: replacement_traverse(statement, {}, other)


def _compared(asked: BinaryExpression[Any]) -> Collection[Any]:
    """The values that a column is asked to be one of; null among them where it is not so."""
    value = asked.right.value if isinstance(asked.right, BindParameter) else None
    if asked.operator is operators.in_op:
        return list(value) if value is not None else [None]
    return [value] if asked.operator is operators.eq else [None]
