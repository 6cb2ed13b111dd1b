"""The company's own tables in the place of ours: one expression a table."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import (
    Column,
    ColumnClause,
    ColumnElement,
    Date,
    Double,
    Enum,
    FromClause,
    Integer,
    MetaData,
    String,
    Table,
    and_,
    cast,
    column,
    literal,
    select,
    table,
)
from sqlalchemy.types import TypeEngine

from kundagenda.database.stands import KEPT, Stand
from kundagenda.database.their_columns import Types, found_name, our_column, unknown
from kundagenda.database.unread import Unread, unread
from kundagenda.errors import ReaderError
from kundagenda.sources import ColumnSource, Condition, Scalar, TableSource
from metrics.tables import (
    outcome_values,
    purchases,
    subscriptions,
    survey_answers,
    survey_invitations,
)

FACTS = {
    each.name: each
    for each in (survey_answers, survey_invitations, subscriptions, purchases, outcome_values)
}
"""The tables that may lie in a warehouse, by name."""

ready_values = Table(
    "ready_values",
    MetaData(),
    Column("metric", String(80), nullable=False),
    Column("month", Integer, nullable=False),
    Column("segment", String(100), server_default=""),
    Column("value", Double),
    Column("n", Double),
    Column("error", Double),
)
"""What a table of ready monthly figures stands for: value, how many stand behind it, its error."""


def mapped(ours: Table, source: TableSource, there: Types, key: str) -> Stand:
    """Their table with our columns.

    Args:
        ours: The table that it stands for.
        source: What the settings say of it.
        there: The columns that their table has, with their types.
        key: The name of the setting, for what is said when something is wrong.

    Raises:
        ReaderError: a column is not there, is needed and not named, or cannot be what ours is.
    """
    _refuse_strange(ours, source, key)
    theirs = table(source.table or "", *_columns(there), schema=source.schema_name)
    kept = _translated(ours, source, there, key)
    made = {each.name: _column(each, source, theirs, there, key) for each in ours.columns}
    chosen = select(
        *(each.label(name) for name, each in made.items()),
        *(theirs.c[name].label(KEPT.format(each)) for each, name in kept.items()),
    ).select_from(theirs)
    if source.where:
        held = [
            _holds(rule, theirs, there, f"{key}.where.{number}", source.place)
            for number, rule in enumerate(source.where)
        ]
        chosen = chosen.where(and_(*held))
    translated = {
        name: (there[of], partial(_meaning, ours.c[name], source.columns[name], key))
        for name, of in kept.items()
    }
    meanings = {name: source.columns[name].values for name in kept if _is_text(there[kept[name]])}
    lost = tuple(_unread(ours, source, theirs, there, made, key))
    return Stand(chosen.subquery(ours.name), translated, meanings, chosen, lost)


def _refuse_strange(ours: Table, source: TableSource, key: str) -> None:
    """Say which column of the settings ours does not have."""
    strange = [name for name in source.columns if name not in ours.c]
    if strange:
        raise ReaderError(
            "There is no setting {key}.columns.{name}: {table} has {columns}.",
            key=key,
            name=strange[0],
            table=ours.name,
            columns=", ".join(ours.c.keys()),
        )


def _unread(
    ours: Table,
    source: TableSource,
    theirs: FromClause,
    there: Types,
    made: Mapping[str, ColumnElement[Any]],
    key: str,
) -> Iterator[Unread]:
    """What may stand in their columns and not be read, of every column of ours made of one."""
    for name, read in made.items():
        said = _said(ours.c[name], source, there)
        if said is None or said.column is None:
            continue
        place = f"{key}.columns.{name}"
        of = found_name(said.column, there, place, source.place)
        lost = unread(ours.c[name], said, theirs.c[of], read, place)
        if lost is not None:
            yield lost


def _said(ours: Column[Any], source: TableSource, there: Collection[str]) -> ColumnSource | None:
    """What the settings say of a column of ours; one of the same name need not be named."""
    said, alike = source.columns.get(ours.name), _alike(ours.name, there)
    return ColumnSource(column=alike) if said is None and alike else said


def _translated(ours: Table, source: TableSource, there: Types, key: str) -> dict[str, str]:
    """Our texts that are translated from values of theirs, and the names of those columns."""
    return {
        name: found_name(said.column, there, f"{key}.columns.{name}", source.place)
        for name, said in source.columns.items()
        if said.values and said.column and isinstance(ours.c[name].type, String)
    }


def _is_text(kind: TypeEngine[Any]) -> bool:
    """Whether a column holds any text; one of a fixed few refuses to be compared with others."""
    return isinstance(kind, String) and not isinstance(kind, Enum)


def _meaning(
    ours: Column[Any], said: ColumnSource, key: str, theirs: ColumnElement[Any]
) -> ColumnElement[Any]:
    return our_column(ours, said, theirs, f"{key}.columns.{ours.name}")


def _columns(there: Types) -> list[ColumnClause[Any]]:
    return [column(name, kind) for name, kind in there.items()]


def _alike(name: str, there: Collection[str]) -> str | None:
    """The column that is called as ours is; capitals are forgiven where one is meant."""
    alike = [each for each in there if each.casefold() == name]
    return name if name in there else alike[0] if len(alike) == 1 else None


def _column(
    ours: Column[Any], source: TableSource, theirs: FromClause, there: Types, key: str
) -> ColumnElement[Any]:
    """One of our columns: as named, by the same name, or what stands where there is none."""
    said, place = _said(ours, source, there), f"{key}.columns.{ours.name}"
    if said is None:
        default = unknown(ours)
        if default is not None:
            return default
        raise ReaderError(
            "The setting {place} is missing: name the column of {theirs} that it comes from, "
            "or a value for all rows.",
            place=place,
            theirs=source.place,
        )
    if said.column is None:
        return our_column(ours, said, None, place)
    name = found_name(said.column, there, place, source.place)
    return our_column(ours, said, theirs.c[name], place)


def _holds(
    rule: Condition, theirs: FromClause, there: Types, key: str, place: str
) -> ColumnElement[bool]:
    """A condition of the settings over their table; unknown is never among what is left out."""
    of = theirs.c[found_name(rule.column, there, f"{key}.column", place)]
    held: list[ColumnElement[bool]] = []
    if rule.is_ is not None:
        held.append(of.in_(_values(rule.is_, of.type)))
    if rule.is_not is not None:
        held.append(of.is_(None) | of.not_in(_values(rule.is_not, of.type)))
    if rule.at_least is not None:
        held.append(of >= _value(rule.at_least, of.type))
    if rule.below is not None:
        held.append(of < _value(rule.below, of.type))
    if rule.known is not None:
        held.append(of.is_not(None) if rule.known else of.is_(None))
    return and_(*held)


def _values(given: Scalar | list[Scalar], kind: TypeEngine[Any]) -> list[Any]:
    return [_value(each, kind) for each in (given if isinstance(given, list) else [given])]


def _value(given: Scalar, kind: TypeEngine[Any]) -> Any:
    """A value as their column holds it; a day is written YYYY-MM-DD."""
    if isinstance(kind, Date) and isinstance(given, str):
        try:
            return date.fromisoformat(given)
        except ValueError as error:
            raise ReaderError(
                "A condition compares a day with '{given}'; write it YYYY-MM-DD.", given=given
            ) from error
    if isinstance(kind, String) and not isinstance(given, str):
        return cast(literal(given), String)
    return given
