"""Where the rows of facts come from: the app database, the warehouse, or what it answered before.

A refresh asks the warehouse first and keeps every answer as it comes, so that the app database is
never locked while a warehouse counts, and one that is stopped goes on where it was.
"""

import json
from collections import namedtuple
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from time import perf_counter
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, Table, delete, insert, inspect, select, update

from kundagenda.database.connection import clear_failures
from kundagenda.database.tables import now, refresh_steps
from kundagenda.database.warehouse import Warehouse
from kundagenda.errors import ReaderError
from metrics.scope import Rows

KEPT_FOR = timedelta(hours=12)
"""For how long an answer of a refresh that was stopped is still as good as a new one."""


class Facts(Protocol):
    """Something that answers statements over fact tables."""

    def holds(self, table: Table) -> bool:
        """Whether such a table is there."""

    def rows(self, step: str, statement: Rows) -> Sequence[Any]:
        """The rows of a statement; ``step`` names it for people, once a refresh."""


@dataclass(frozen=True)
class InPlace:
    """Facts that lie in the app database itself, over the transaction that stores them."""

    connection: Connection

    def holds(self, table: Table) -> bool:
        """Whether the app database has the table."""
        return inspect(self.connection).has_table(table.name)

    def rows(self, step: str, statement: Rows) -> Sequence[Any]:
        """Asked anew; how long it took is kept."""
        begun = perf_counter()
        found = self.connection.execute(statement).all()
        _note(self.connection, step, len(found), perf_counter() - begun)
        return found


@dataclass(frozen=True)
class Looking:
    """Facts that lie in the app database, while a warehouse is asked for others.

    Each look ends its transaction: a server may cut off one that is idle while the warehouse
    counts, and could clean up nothing for as long.
    """

    engine: Engine

    def holds(self, table: Table) -> bool:
        """Whether the app database has the table."""
        with clear_failures(self.engine), self.engine.connect() as app:
            return inspect(app).has_table(table.name)

    def rows(self, step: str, statement: Rows) -> Sequence[Any]:
        """Asked anew."""
        with clear_failures(self.engine), self.engine.connect() as app:
            return app.execute(statement).all()


@dataclass(frozen=True)
class Asking:
    """The warehouse, each answer kept in the app database as soon as it is there.

    Every statement has a connection of its own: a file is not held for longer than one takes.
    """

    engine: Engine
    warehouse: Warehouse

    def holds(self, table: Table) -> bool:
        """Whether the warehouse has the table."""
        return table in self.warehouse.facts

    def rows(self, step: str, statement: Rows) -> Sequence[Any]:
        """Asked, unless the same was answered a short while ago by a refresh that was stopped."""
        name = _digest(self.warehouse, statement)
        with clear_failures(self.engine), self.engine.connect() as app:
            kept = _kept(app, step, name, now() - KEPT_FOR)
        if kept is not None:
            return kept
        begun = perf_counter()
        with self.warehouse.connect() as connection:
            result = connection.execute(statement)
            columns, rows = list(result.keys()), [tuple(map(_plain, row)) for row in result]
        content = json.dumps({"columns": columns, "rows": rows}, default=_written)
        with clear_failures(self.engine), self.engine.begin() as app:
            _note(app, step, len(rows), perf_counter() - begun, name, content)
        return _named(columns, rows)


@dataclass(frozen=True)
class Answered:
    """What the warehouse has answered to a refresh, read in the transaction that stores it."""

    connection: Connection
    warehouse: Warehouse

    def holds(self, table: Table) -> bool:
        """Whether the warehouse has the table."""
        return table in self.warehouse.facts

    def rows(self, step: str, statement: Rows) -> Sequence[Any]:
        """The rows that were kept.

        Raises:
            ReaderError: somebody else's refresh took them away.
        """
        # However long the others took: it was young enough when this refresh went on with it.
        name = _digest(self.warehouse, statement)
        kept = _kept(self.connection, step, name, datetime.min)
        if kept is None:
            raise ReaderError(
                "What the warehouse said of {step} is gone. Nothing was changed; "
                "run kundagenda refresh again.",
                step=step,
            )
        return kept


@dataclass(frozen=True)
class Sources:
    """Who is asked about a table: the warehouse where it lies there, else the app database."""

    own: Facts
    apart: Facts | None = None

    def together(self, *tables: Table) -> bool:
        """Whether the tables lie in one database, so that one statement can be asked of them."""
        apart = {self.apart is not None and self.apart.holds(table) for table in tables}
        return len(apart) == 1

    def of(self, *tables: Table) -> Facts:
        """Who answers a statement over these tables, which lie together."""
        if self.apart is not None and all(self.apart.holds(table) for table in tables):
            return self.apart
        return self.own


def _digest(warehouse: Warehouse, statement: Rows) -> str:
    """A name for a statement as it is asked: another mapping or month is another question."""
    asked = warehouse.meant(statement).compile(dialect=warehouse.engine.dialect)
    place = warehouse.engine.url.render_as_string(hide_password=True)
    said = (place, warehouse.files, str(asked), sorted(asked.params.items()))
    return sha256(repr(said).encode()).hexdigest()


def _note(
    app: Connection, step: str, rows: int, seconds: float, digest: str = "", content: str = ""
) -> None:
    """Keep how long a statement took, and what it answered until that is stored."""
    app.execute(delete(refresh_steps).where(refresh_steps.c.step == step))
    row = {"step": step, "rows": rows, "seconds": seconds, "asked_at": now()}
    app.execute(insert(refresh_steps).values(**row, digest=digest, content=content or None))


def _kept(app: Connection, step: str, digest: str, since: datetime) -> Sequence[Any] | None:
    """What was answered to a statement since a moment and is not stored yet."""
    steps = refresh_steps.c
    young = steps.asked_at > since
    content = app.scalar(
        select(steps.content).where(steps.step == step, steps.digest == digest, young)
    )
    if content is None:
        return None
    read = json.loads(content, object_hook=_read)
    return _named(read["columns"], read["rows"])


def forget_answers(app: Connection) -> None:
    """Drop what was answered, once it is stored or refused; how long it took stays."""
    app.execute(update(refresh_steps).values(content=None))


def _named(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> Sequence[Any]:
    kind = namedtuple("kind", columns, rename=True)  # type: ignore[misc]  # named by the statement
    return [kind(*row) for row in rows]


def _plain(value: Any) -> Any:
    """Sums of whole numbers come as decimals from some databases."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.date() if isinstance(value, datetime) else value


def _written(value: Any) -> dict[str, str]:
    if isinstance(value, date):
        return {"day": value.isoformat()}
    raise TypeError(f"{value!r} is no part of a figure")


def _read(said: dict[str, Any]) -> Any:
    return date.fromisoformat(said["day"]) if said.keys() == {"day"} else said
