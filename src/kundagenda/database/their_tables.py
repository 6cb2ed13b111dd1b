"""A look at a company's database before anything is mapped: its tables, columns and first rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Engine, Table, column, func, inspect, select, table

from kundagenda.database.connection import clear_failures
from kundagenda.database.found import Check
from kundagenda.database.mapping import FACTS, mapped, ready_values
from kundagenda.database.read_only import read_only_engine, view_name, views
from kundagenda.database.stands import Stand
from kundagenda.database.their_columns import Types
from kundagenda.database.warehouse import Warehouse, columns_of, tables_of
from kundagenda.database.warehouse_checks import table_checks
from kundagenda.errors import ReaderError
from kundagenda.settings import Settings
from kundagenda.sources import TableSource
from metrics.tables import METADATA

LOOK_SECONDS = 20  # a person waits for it
FIRST_ROWS = 5
SAMPLED = 100
MAPPED = {**FACTS, ready_values.name: ready_values}
"""What a table of theirs can stand for: a table of facts, or one of ready figures."""


@dataclass(frozen=True)
class Theirs:
    """A table of theirs as it is: its columns, and its first rows."""

    columns: Types
    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class AsOurs:
    """The same as it stands for ours: first rows, how many there are, and what is wrong in it.

    ``count`` is null where counting took too long.
    """

    rows: Sequence[Mapping[str, Any]]
    count: int | None
    checks: tuple[Check, ...]


def reading_engine(chosen: Settings, source: TableSource | None = None) -> Engine:
    """An engine to look with, patient for as long as a person is; files of a source are views.

    Made anew at every touch of a control, it leaves no connection open behind it.
    """
    address = chosen.warehouse_url.get_secret_value() or chosen.database_url
    shown = views({"look": source}) if source is not None else []
    return read_only_engine(address, LOOK_SECONDS, shown, pooled=False)


def schemas_and_tables(engine: Engine) -> dict[str, list[str]]:
    """The tables and views of every schema; where there is but one, under ''."""
    with clear_failures(engine), engine.connect() as connection:
        seen = inspect(connection)
        default = seen.default_schema_name
        schemas = [each for each in seen.get_schema_names() if each not in _OF_THE_ENGINE]
        if engine.dialect.name in ("sqlite", "duckdb") or len(schemas) < 2:
            return {"": _without_own(tables_of(seen))}
        found = {each: _without_own(tables_of(seen, each)) for each in sorted(schemas)}
        return {name: there for name, there in found.items() if there or name == default}


_OF_THE_ENGINE = {"information_schema", "pg_catalog", "sys", "INFORMATION_SCHEMA"}
_OWN = frozenset({*METADATA.tables, "alembic_version"}) - FACTS.keys()


def _without_own(names: list[str]) -> list[str]:
    """The tables without those in which an app database of ours keeps what is nobody's to map.

    A single table of such a name is the company's.
    """
    return [each for each in names if each not in _OWN] if set(names) >= _OWN else names


def their_table(engine: Engine, source: TableSource) -> Theirs:
    """Columns and first rows of a table of theirs.

    Raises:
        ReaderError: it is not there, or cannot be read.
    """
    with clear_failures(engine), engine.connect() as connection:
        place, seen = _seen(source), inspect(connection)
        name = place.table or ""
        if name not in _without_own([*tables_of(seen, place.schema_name), name]):
            raise ReaderError("The table {name} is Kundagenda's own.", name=name)
        there = columns_of(seen, place, "table")
        columns = (column(name, kind) for name, kind in there.items())
        named = table(place.table or "", *columns, schema=place.schema_name)
        rows = connection.execute(select(*named.columns).limit(SAMPLED)).mappings()
        return Theirs(there, [dict(row) for row in rows])


def _seen(source: TableSource) -> TableSource:
    """The place to look at: files are seen through their view."""
    if source.parquet is None:
        return source
    return source.model_copy(update={"table": view_name("look"), "schema_name": None})


def as_ours(engine: Engine, ours: str, source: TableSource, key: str, today: date) -> AsOurs:
    """A table of theirs as it would stand for ours.

    Raises:
        ReaderError: it cannot, under the name of the setting.
    """
    target, place = MAPPED[ours], _seen(source)
    with clear_failures(engine), engine.connect() as connection:
        there = columns_of(inspect(connection), place, key)
        stand = mapped(target, place, there, key)
        first = connection.execute(
            select(*(stand.rows.c[each.name] for each in target.columns)).limit(FIRST_ROWS)
        ).mappings()
        rows = [dict(row) for row in first]
    return AsOurs(rows, *_counted(engine, target, stand, today))


def _counted(
    engine: Engine, target: Table, stand: Stand, today: date
) -> tuple[int | None, tuple[Check, ...]]:
    """How many rows there are, and what is wrong in them; unknown where that takes too long."""
    looked = Warehouse(engine, frozenset({target}), {}, {target: stand}, LOOK_SECONDS)
    try:
        with looked.connect() as connection:
            count = connection.scalar(select(func.count()).select_from(stand.rows))
            if target is ready_values:
                return count, ()
            return count, tuple(table_checks(connection, target, today, looked.meant, stand))
    except ReaderError as error:
        return None, (Check(target.name, None, error.text, error.values),)
