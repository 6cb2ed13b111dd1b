"""Writes rows over those that are there: new, changed and unchanged ones told apart by key."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, Table, bindparam, insert, select, tuple_, update

from kundagenda.errors import ReaderError
from kundagenda.intake.images import keep_before, keep_new, key_names
from kundagenda.intake.imports_list import IMPORT_ID, is_stamped

Values = dict[str, Any]
_VERSION = "version"


@dataclass(frozen=True)
class Typed:
    """A row ready to be stored.

    ``soft`` names the values that the file did not state: they are for new rows only.
    """

    line: int
    values: Values
    soft: frozenset[str] = frozenset()


@dataclass
class Writer:
    """Counts rows, and stores them unless it is a preview.

    Args:
        connection: In the transaction of the caller.
        table: Where the rows go.
        key: Columns that identify a row; none means that every row is new.
        write: Whether to store anything.
        told: Called with each new or changed row, and the row that was there.
        silent: Columns that do not make a row a changed one.
        import_id: The import that the rows come with; what an undo needs is kept for it.
    """

    connection: Connection
    table: Table
    key: tuple[str, ...]
    write: bool
    told: Callable[[Values, Row[Any] | None], None]
    silent: frozenset[str] = frozenset()
    import_id: int | None = None
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    _seen: set[int] = field(default_factory=set)
    _all: dict[tuple[Any, ...], Row[Any]] | None = None

    def add(self, rows: Sequence[Typed]) -> None:
        """Take in some rows.

        Raises:
            ReaderError: two rows of the file have the same key.
        """
        there = self._there(rows) if self.key else {}
        fresh: list[Values] = []
        updates: defaultdict[frozenset[str], list[Values]] = defaultdict(list)
        old: list[Row[Any]] = []
        for row in rows:
            self._check_once(row)
            before = there.get(self._key_of(row.values))
            if before is None:
                self.new += 1
                fresh.append(row.values)
            elif self._differs(row, before):
                self.changed += 1
                hard = {n: v for n, v in row.values.items() if n not in row.soft}
                updates[frozenset(hard)].append(hard)
                old.append(before)
            else:
                self.unchanged += 1
                continue
            self.told(row.values, before)
        if self.write:
            self._store(fresh, updates, old)

    def _store(
        self,
        fresh: list[Values],
        updates: dict[frozenset[str], list[Values]],
        old: Sequence[Row[Any]],
    ) -> None:
        if self.import_id is not None:
            keep_before(self.connection, self.import_id, self.table, old)
        self._insert(fresh)
        self._update(updates)

    def _key_of(self, values: Values) -> tuple[Any, ...]:
        return tuple(values.get(name) for name in self.key)

    def _check_once(self, row: Typed) -> None:
        """A hash of the key is kept rather than the key: a million cost 60 MB, not 300."""
        if not self.key:
            return
        mark = hash(self._key_of(row.values))
        if mark in self._seen:
            named = ", ".join(f"{name} {row.values.get(name)}" for name in self.key)
            raise ReaderError(f"Line {row.line}: {named} stands twice in the file; remove one row.")
        self._seen.add(mark)

    def _there(self, rows: Sequence[Typed]) -> dict[tuple[Any, ...], Row[Any]]:
        """The stored rows with the keys of these rows.

        A table with ids of its own is small and may have nulls in its key: it is read once. The
        others are asked for a chunk at a time.
        """
        if "id" in self.table.c:
            if self._all is None:
                self._all = self._by_key(select(self.table))
            return self._all
        keys = [self._key_of(row.values) for row in rows]
        columns = [self.table.c[name] for name in self.key]
        if len(columns) == 1:
            wanted = columns[0].in_([key[0] for key in keys])
        else:
            wanted = tuple_(*columns).in_(keys)
        return self._by_key(select(self.table).where(wanted))

    def _by_key(self, query: Any) -> dict[tuple[Any, ...], Row[Any]]:
        found = self.connection.execute(query)
        return {tuple(getattr(row, name) for name in self.key): row for row in found}

    def _differs(self, row: Typed, before: Row[Any]) -> bool:
        return any(
            getattr(before, name) != value
            for name, value in row.values.items()
            if name not in row.soft and name not in self.silent
        )

    def _insert(self, fresh: list[Values]) -> None:
        stamp = {IMPORT_ID: self.import_id} if is_stamped(self.table) else {}
        named = key_names(self.table)
        for group in _alike(fresh):
            query = insert(self.table)
            if "id" in named:
                made = self.connection.execute(query.returning(self.table.c.id), group)
                keys = [[id_] for id_ in made.scalars()]
            else:
                self.connection.execute(query, [row | stamp for row in group])
                keys = [[row[name] for name in named] for row in group]
            if self.import_id is not None and not stamp:
                keep_new(self.connection, self.import_id, self.table, keys)

    def _update(self, updates: dict[frozenset[str], list[Values]]) -> None:
        for names, rows in updates.items():
            values: Values = {n: bindparam(f"new_{n}") for n in names if n not in self.key}
            if _VERSION in self.table.c and _VERSION not in names:
                values[_VERSION] = self.table.c[_VERSION] + 1
            query = update(self.table).values(values)
            for name in self.key:
                query = query.where(
                    self.table.c[name].is_not_distinct_from(bindparam(f"new_{name}"))
                    if self.table.c[name].nullable
                    else self.table.c[name] == bindparam(f"new_{name}")
                )
            self.connection.execute(query, [{f"new_{n}": v for n, v in r.items()} for r in rows])


def _alike(rows: list[Values]) -> Iterator[list[Values]]:
    """Rows grouped by the columns they name: one statement takes rows of one kind."""
    groups: defaultdict[frozenset[str], list[Values]] = defaultdict(list)
    for row in rows:
        groups[frozenset(row)].append(row)
    yield from groups.values()
