"""The company's warehouse: read, never written; its tables stand for ours in every statement."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from time import monotonic, sleep
from typing import Any

from sqlalchemy import Connection, Engine, FromClause, Inspector, Table, event, inspect, select
from sqlalchemy.exc import DBAPIError, NoSuchTableError
from sqlalchemy.sql import ClauseElement

from kundagenda.database.connection import BUSY_SECONDS, clear_failures, place_of
from kundagenda.database.limits import watch_limits
from kundagenda.database.mapping import FACTS, mapped, ready_values
from kundagenda.database.read_only import read_only_engine, view_name, views
from kundagenda.database.stands import Stand, translator
from kundagenda.database.their_columns import Types
from kundagenda.errors import ReaderError
from kundagenda.settings import Settings
from kundagenda.sources import TableSource

RETRY_SECONDS = 0.5
# What SQLite and DuckDB, PostgreSQL and Spark say of a statement that was given up; a server that
# cannot be reached in time says something else.
GIVEN_UP = ("interrupt", "statement timeout", "timed out after", "found timedout")
NO_TABLE = "The setting {key} names the table '{place}', which is not there: {there}."
NO_TABLE_NEAR = (
    "The setting {key} names the table '{place}', which is not there. Did you mean {there}?"
)


@dataclass(frozen=True)
class Warehouse:
    """Where facts lie beside the app database.

    Attributes:
        engine: Reads alone; every statement on it means the company's tables.
        facts: The tables of ours that are found there, under their names or mapped.
        ready: The tables of ready figures, by the name that the settings give them.
        stands: The expressions that stand for mapped tables.
        seconds: After which a statement is given up.
        files: The Parquet files of the settings, which no statement names.
    """

    engine: Engine
    facts: frozenset[Table]
    ready: Mapping[str, FromClause]
    stands: Mapping[Table, Stand]
    seconds: int
    files: tuple[str, ...] = ()

    def meant(self, statement: Any) -> Any:
        """A statement over our tables as it is asked, over theirs."""
        return translator(self.stands)(statement)

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        """A connection for as long as it is needed; waits for whoever writes the file.

        Raises:
            ReaderError: it cannot be reached, or refuses or gives up a statement.
        """
        with clear_failures(self.engine), self._clear_waits(), _patiently(self.engine) as found:
            yield found

    @contextmanager
    def _clear_waits(self) -> Iterator[None]:
        """Say of a statement that was given up how long it had."""
        try:
            yield
        except DBAPIError as error:
            said = str(error.orig).casefold()
            if not any(words in said for words in GIVEN_UP):
                raise
            raise ReaderError(
                "The warehouse {place} did not answer within {seconds} seconds. Nothing was "
                "changed; raise warehouse_seconds, or refresh fewer months (--since).",
                place=place_of(self.engine),
                seconds=self.seconds,
            ) from error


def open_warehouse(chosen: Settings) -> Warehouse | None:
    """The warehouse of the settings; null where facts lie in the app database under our names.

    Raises:
        ReaderError: it cannot be reached, or a table or column of the settings is not there.
    """
    address = chosen.warehouse_url.get_secret_value()
    if not address and not chosen.tables and not chosen.ready:
        return None
    _refuse_strange_tables(chosen)
    named = {f"tables.{name}": each for name, each in chosen.tables.items()}
    named |= {f"ready.{name}": each for name, each in chosen.ready.items()}
    engine = read_only_engine(
        address or chosen.database_url, chosen.warehouse_seconds, views(named)
    )
    with clear_failures(engine), _patiently(engine) as connection:
        seen = inspect(connection)
        stands = {
            FACTS[name]: _stand(seen, FACTS[name], each, f"tables.{name}")
            for name, each in chosen.tables.items()
        }
        ready = {
            name: _stand(seen, ready_values, each, f"ready.{name}").rows
            for name, each in chosen.ready.items()
        }
        there = {
            each for each in FACTS.values() if each not in stands and _readable(connection, each)
        }
    _translate(watch_limits(engine), stands)
    # Without an address of its own only what is mapped is read apart: the rest is the app's own.
    facts = frozenset(stands if not address else {*stands, *there})
    if not facts and not ready:
        raise ReaderError(
            "The warehouse {place} has no table that Kundagenda knows: it may hold {there}. Name "
            "yours under tables in kundagenda.toml.",
            place=place_of(engine),
            there=", ".join(FACTS),
        )
    files = tuple(f"{name} {each.parquet}" for name, each in sorted(named.items()) if each.parquet)
    return Warehouse(engine, facts, ready, stands, chosen.warehouse_seconds, files)


def _refuse_strange_tables(chosen: Settings) -> None:
    for name in chosen.tables:
        if name not in FACTS:
            raise ReaderError(
                "There is no setting tables.{name}: a warehouse may hold {there}.",
                name=name,
                there=", ".join(FACTS),
            )


@contextmanager
def _patiently(engine: Engine) -> Iterator[Connection]:
    """A connection; a DuckDB file that another process holds is asked for again for a while."""
    until = monotonic() + BUSY_SECONDS
    while True:
        try:
            connection = engine.connect()
            break
        except DBAPIError as error:
            if "lock" not in str(error.orig).casefold() or monotonic() > until:
                raise
            sleep(RETRY_SECONDS)
    with connection:
        yield connection


def _readable(connection: Connection, ours: Table) -> bool:
    """Whether a table of our name is there and may be read: a reader may be shown others."""
    if not inspect(connection).has_table(ours.name):
        return False
    try:
        connection.execute(select(*ours.columns).limit(0))
    except DBAPIError as error:
        connection.rollback()
        if any(word in str(error.orig).casefold() for word in ("denied", "permission")):
            return False
        raise
    return True


def _stand(seen: Inspector, ours: Table, source: TableSource, key: str) -> Stand:
    """The expression that stands for a table of ours."""
    if source.parquet is not None:
        source = source.model_copy(update={"table": view_name(key), "schema_name": None})
    elif source.table is None:
        source = source.model_copy(update={"table": ours.name})
    return mapped(ours, source, columns_of(seen, source, key), key)


def columns_of(seen: Inspector, source: TableSource, key: str) -> Types:
    """The columns of a table or view of theirs, with their types, in its order.

    Raises:
        ReaderError: there is no such table, under the name of the setting.
    """
    try:
        found = seen.get_columns(source.table or "", schema=source.schema_name)
    except NoSuchTableError as error:
        names = tables_of(seen, source.schema_name)
        near = get_close_matches(source.table or "", names, n=1, cutoff=0.5)
        raise ReaderError(
            NO_TABLE_NEAR if near else NO_TABLE,
            key=key,
            place=source.place,
            there=near[0] if near else ", ".join(names),
        ) from error
    return {each["name"]: each["type"] for each in found}


def tables_of(seen: Inspector, schema: str | None = None) -> list[str]:
    """The names of the tables and views of a schema, in order."""
    return sorted({*seen.get_table_names(schema=schema), *seen.get_view_names(schema=schema)})


def _translate(engine: Engine, stands: Mapping[Table, Stand]) -> None:
    """Let every statement on the engine mean their tables, whoever wrote it."""
    theirs = translator(stands)

    def before(_c: Connection, statement: Any, many: Any, once: Any, _options: Any) -> Any:
        meant = theirs(statement) if isinstance(statement, ClauseElement) else statement
        return meant, many, once

    if stands:
        event.listen(engine, "before_execute", before, retval=True)
