"""Statements translated into SQL once in a test run, however many databases they are put to.

Every test has a database, and so an engine, of its own, which would translate each statement anew:
a sixth of the time of a test that opens pages. A server has one engine.
"""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

ALIKE = (SQLiteDialect_pysqlite, PGDialect_psycopg)
MOST = 3000
_KEPT: dict[type, LRUCache[Any, Any]] = {kind: LRUCache(MOST) for kind in ALIKE}
_begin = Engine.__init__


def share_statements() -> None:
    """Let all engines of a kind of database share what they have translated."""
    for kind in ALIKE:  # the dialect is part of a statement's name
        kind.__hash__ = _hash  # type: ignore[method-assign]
        kind.__eq__ = _same  # type: ignore[method-assign]
    Engine.__init__ = _shared  # type: ignore[method-assign]


def _hash(self: object) -> int:
    return hash(type(self))


def _same(self: object, other: object) -> bool:
    return type(self) is type(other)


def _shared(self: Engine, *given: Any, **named: Any) -> None:
    _begin(self, *given, **named)
    kept = _KEPT.get(type(self.dialect))
    if kept is not None:
        self.update_execution_options(compiled_cache=kept)
