"""Stores a row that a person wrote, or takes it away: one transaction, audit, no overwriting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.refresh import refresh_agenda
from kundagenda.database.state import bump_version
from kundagenda.database.tables import audit, now
from kundagenda.edits.faults import Fault, faults, tidy
from kundagenda.edits.forms import Form
from kundagenda.edits.rows import VERSION, Values, as_json, has_key, key_of, row_of
from kundagenda.errors import ReaderError
from kundagenda.intake.by_hand import REMOVED, WROTE
from metrics.periods import month_number
from metrics.tables import agenda_items, decisions, meetings


class Faulty(ReaderError):
    """A row cannot be stored as it is; ``faults`` say at which fields."""

    def __init__(self, found: tuple[Fault, ...]) -> None:
        super().__init__(found[0].said.text, **found[0].said.values)
        self.faults = found


class ChangedMeanwhile(ReaderError):
    """Somebody else changed the row after the person opened it; ``now`` is how it stands."""

    def __init__(self, now: Values | None) -> None:
        super().__init__(
            "Somebody else changed this after you opened it. Nothing of theirs or yours is lost: "
            "look at what it says now, and choose."
            if now
            else "Somebody else took this away after you opened it. What you wrote is still here: "
            "write it down as a new one if it is needed."
        )
        self.now = now


@dataclass(frozen=True)
class Saved:
    """What was done: the row's key, its version (null where it is gone), and the change's number.

    By that number it is taken back.
    """

    key: Values
    version: int | None
    change: int


def save(
    engine: Engine,
    form: Form,
    values: Mapping[str, Any],
    who: str,
    key: Mapping[str, Any] | None = None,
    seen: int | None = None,
    today: date | None = None,
) -> Saved:
    """Store a row as a person wrote it: a new one, or over the one that they saw.

    Args:
        engine: The app database.
        form: Which kind of row it is.
        values: By field; what is left out is unknown.
        who: The person, for the audit.
        key: The primary key of the row that is changed; null for a new one.
        seen: The version of it that the person saw.
        today: The day on which it is written.

    Raises:
        Faulty: something in it cannot be true.
        ChangedMeanwhile: somebody else changed it or took it away since.
        ReaderError: its key is taken, or it points at a row that is gone; nothing was written.
    """
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        return save_within(connection, form, values, who, key, seen, today)


def save_within(
    connection: Connection,
    form: Form,
    values: Mapping[str, Any],
    who: str,
    key: Mapping[str, Any] | None = None,
    seen: int | None = None,
    today: date | None = None,
) -> Saved:
    """The same in the caller's transaction, whose turn it is."""
    wanted = tidy(form, values)
    found = faults(form, wanted, today or date.today())
    if found:
        raise Faulty(found)
    check_targets(connection, form, wanted)
    before = _seen(connection, form, key, seen) if key is not None else None
    now = _store(connection, form, wanted, before)
    change = record(connection, form, WROTE, who, before, now)
    settle(connection, form, before, now)
    return Saved(key_of(form.table, now), now[VERSION], change)


def remove(engine: Engine, form: Form, key: Mapping[str, Any], seen: int, who: str) -> Saved:
    """Take a row away, unless others hang on it.

    Raises:
        ChangedMeanwhile: somebody else changed it or took it away since.
        ReaderError: other rows hang on it; nothing was changed.
    """
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        before = _seen(connection, form, key, seen)
        refuse_hanging(connection, form, key)
        connection.execute(delete(form.table).where(has_key(form.table, key)))
        change = record(connection, form, REMOVED, who, before, None)
        settle(connection, form, before, None)
    return Saved(dict(key), None, change)


def refuse_hanging(connection: Connection, form: Form, key: Mapping[str, Any]) -> None:
    """Keep a row that others point at.

    Raises:
        ReaderError: there are such rows.
    """
    for table in form.hanging:
        pointing = next(c for c in table.columns if c.references(form.table.c.id))
        count = select(func.count()).where(pointing == key["id"])
        if rows := connection.execute(count).scalar_one():
            raise ReaderError(
                "{count} rows of {table} hang on this. Take those away first, or let them point "
                "at another.",
                count=rows,
                table=table.name,
            )


def record(
    connection: Connection,
    form: Form,
    action: str,
    who: str,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> int:
    """Write a change into the audit; its number."""
    row = after or before or {}
    told: Values = {"happened_at": now(), "who": who}
    told |= {"action": action, "table_name": form.name}
    told["row_id"] = " ".join(str(part) for part in key_of(form.table, row).values())[:100]
    told |= {"before": as_json(before) if before else None}
    told |= {"after": as_json(after) if after else None}
    made = connection.execute(insert(audit).values(told).returning(audit.c.id))
    return int(made.scalar_one())


def settle(
    connection: Connection,
    form: Form,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
) -> None:
    """Compute anew what hangs on the row, and let every page read again."""
    if form.table is decisions:
        items = {row["agenda_item_id"] for row in (before, after) if row}
        refresh_agenda(connection, _months(connection, items))
    bump_version(connection)


def _months(connection: Connection, items: set[int]) -> set[int]:
    query = (
        select(meetings.c.held_on)
        .join_from(agenda_items, meetings, meetings.c.id == agenda_items.c.meeting_id)
        .where(agenda_items.c.id.in_(items))
    )
    return {month_number(day) for day in connection.execute(query).scalars()}


def _seen(connection: Connection, form: Form, key: Mapping[str, Any], seen: int | None) -> Values:
    """The row as it stands, which is as the person saw it."""
    row = row_of(connection, form.table, key)
    if row is None or row[VERSION] != seen:
        raise ChangedMeanwhile(row)
    return row


def _store(connection: Connection, form: Form, wanted: Values, before: Values | None) -> Values:
    """Insert or update; the row as it then stands."""
    table = form.table
    if before is None:
        _refuse_taken(connection, form, wanted)
        made = connection.execute(insert(table).values(wanted).returning(*table.columns))
        return dict(made.mappings().one())
    free = {field.name: wanted[field.name] for field in form.fields if not field.fixed}
    this = update(table).where(has_key(table, key_of(table, before)))
    done = this.values(free | {VERSION: before[VERSION] + 1}).returning(*table.columns)
    return dict(connection.execute(done).mappings().one())


def _refuse_taken(connection: Connection, form: Form, wanted: Values) -> None:
    """A row whose key a person gives must be a new one."""
    key = {name: wanted[name] for name in form.key if name in wanted}
    if len(key) == len(form.key) and row_of(connection, form.table, key):
        raise ReaderError(
            "There is one already with {key}. Choose it from the list to change it.",
            key=", ".join(str(part) for part in key.values() if part),
        )


def check_targets(connection: Connection, form: Form, wanted: Mapping[str, Any]) -> None:
    """What the row points at must still be there.

    Raises:
        ReaderError: it has been taken away.
    """
    for name, value in wanted.items():
        for key in form.table.c[name].foreign_keys:
            there = select(key.column).where(key.column == value)
            if value is not None and connection.execute(there).first() is None:
                raise ReaderError(
                    "What you chose in {table} has been taken away since. Choose another.",
                    table=key.column.table.name,
                )
