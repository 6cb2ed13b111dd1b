"""The changes that people made by hand, the latest first, and the way back from each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, false, insert, select, update

from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.tables import audit
from kundagenda.edits.forms import FORMS, Form
from kundagenda.edits.listed import open_decisions, rows_of
from kundagenda.edits.rows import VERSION, Values, from_json, has_key, key_of, row_of
from kundagenda.edits.save import Saved, check_targets, record, refuse_hanging, settle
from kundagenda.errors import ReaderError
from kundagenda.intake.by_hand import BY_HAND, TOOK_BACK
from metrics.tables import actions, agenda_items, decisions

SHOWN, LOOKED_AT = 10, 100


@dataclass(frozen=True)
class Change:
    """One change: ``before`` is null where a row is new, ``after`` where it was taken away."""

    id: int
    made_at: datetime
    who: str
    action: str
    before: Values | None
    after: Values | None


def changes_of(connection: Connection, form: Form, most: int = SHOWN) -> tuple[Change, ...]:
    """The latest changes of a form's rows, the newest first.

    Those about confidential items are left out, and those whose item nobody can look up any more.
    """
    query = select(audit).where(audit.c.table_name == form.name, audit.c.action.in_(BY_HAND))
    rows = connection.execute(query.order_by(audit.c.id.desc()).limit(LOOKED_AT))
    every = [_change(form, row) for row in rows]
    hidden = _hidden(connection, form) if every else set[Any]()
    told = _told(connection, form) if every else None
    shown = [
        each for each in every
        for row in [each.after or each.before or {}]
        if _named(form, row) not in hidden and (told is None or row[told.column] in told.open)
    ]  # fmt: skip
    return tuple(shown[:most])


@dataclass(frozen=True)
class _Told:
    """By which column a row hangs on another, and the values of those that may be told of."""

    column: str
    open: frozenset[int]


def _told(connection: Connection, form: Form) -> _Told | None:
    """What rows of a form hang on where that decides whether they are told; null elsewhere.

    A row that was taken away is told by what it hung on, for it is in no list any more.
    """
    if form.table is decisions:
        column, query = (
            "agenda_item_id",
            select(agenda_items.c.id).where(agenda_items.c.confidential == false()),
        )
    elif form.table is actions:
        column, query = "decision_id", open_decisions()
    else:
        return None
    return _Told(column, frozenset(connection.execute(query).scalars()))


def _hidden(connection: Connection, form: Form) -> set[Any]:
    """The keys of the rows of a form that are there and not shown."""
    columns = [form.table.c[name] for name in form.key]
    there = {tuple(row) for row in connection.execute(select(*columns))}
    return there - {_named(form, row) for row in rows_of(connection, form)}


def _named(form: Form, row: Values) -> tuple[Any, ...]:
    return tuple(row[name] for name in form.key)


def take_back(engine: Engine, number: int, who: str) -> Saved:
    """Make a row what it was before a change, which is a change itself.

    Raises:
        ReaderError: there is no such change, the row has changed since, or others hang on it;
            nothing was changed.
    """
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        return take_back_within(connection, number, who)


def take_back_within(connection: Connection, number: int, who: str) -> Saved:
    """The same in the caller's transaction, whose turn it is."""
    form, change = _find(connection, number)
    key = key_of(form.table, change.after or change.before or {})
    stands = row_of(connection, form.table, key)
    if not _same(stands, change.after):
        raise ReaderError("This row has changed again since. Take back the later change first.")
    now = _put_back(connection, form, key, stands, change.before)
    made = record(connection, form, TOOK_BACK, who, stands, now)
    settle(connection, form, stands, now)
    return Saved(key, now[VERSION] if now else None, made)


def _put_back(
    connection: Connection, form: Form, key: Values, stands: Values | None, before: Values | None
) -> Values | None:
    """The row as it was, as a version of its own; null where there was none."""
    this = has_key(form.table, key)
    if before is None:
        refuse_hanging(connection, form, key)
        connection.execute(delete(form.table).where(this))
        return None
    # A version that nobody has seen: whoever has the row open is told that it changed.
    now = before | {VERSION: max(row[VERSION] for row in (before, stands) if row) + 1}
    check_targets(connection, form, now)
    if stands is None:
        connection.execute(insert(form.table).values(now))
    else:
        connection.execute(update(form.table).where(this).values(now))
    return now


def _same(stands: Values | None, after: Values | None) -> bool:
    """Whether a row says what a change left it saying.

    Its version may be newer, where a later change was taken back; and a column that an upgrade
    has added since says nothing.
    """
    if stands is None or after is None:
        return stands is after
    return all(stands[name] == value for name, value in after.items() if name != VERSION)


def _find(connection: Connection, number: int) -> tuple[Form, Change]:
    row = connection.execute(select(audit).where(audit.c.id == number)).first()
    if row is None or row.table_name not in FORMS:
        raise ReaderError("There is no change {number} to take back.", number=number)
    form = FORMS[row.table_name]
    return form, _change(form, row)


def _change(form: Form, row: Row[Any]) -> Change:
    before, after = (
        from_json(form.table, text) if text else None for text in (row.before, row.after)
    )
    return Change(row.id, row.happened_at, row.who, row.action, before, after)
