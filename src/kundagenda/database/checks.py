"""Is everything there, whole and fresh? What `kundagenda check` looks at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    Select,
    Table,
    case,
    func,
    select,
)

from kundagenda.database.connection import clear_failures
from kundagenda.database.data_checks import data_faults
from kundagenda.database.ready import GIVEN
from kundagenda.database.schema import newest_revision, schema_revision
from metrics.attention import discussed
from metrics.periods import month_number, month_text
from metrics.tables import (
    METADATA,
    agenda_items,
    kpi_monthly,
    meetings,
    outcome_values,
    purchases,
    subscriptions,
    survey_answers,
    survey_invitations,
)

STALE_DAYS = 45
Newest = Callable[[date], Select[Any]]


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; ``ok`` is null for a remark that is neither right nor wrong."""

    name: str
    ok: bool | None
    text: str


def check(engine: Engine, today: date) -> list[Check]:
    """Look at the app database: connection, schema, freshness, coverage, orphan rows.

    Raises:
        ReaderError: it cannot be reached.
    """
    with clear_failures(engine), engine.connect() as connection:
        place = engine.url.render_as_string(hide_password=True)
        found = [Check("connection", True, f"{place} answers.")]
        revision = schema_revision(connection)
        if revision is None:
            missing = "There is no schema; run kundagenda demo or import."
            return [*found, Check("schema", False, missing)]
        found.append(_schema(revision))
        found += [_freshness(connection, today), *_sources(connection, today)]
        found += _coverage(connection)
        found += [_passed(connection, today), *_orphans(connection)]
        found += [Check(*fault) for fault in data_faults(connection)]
    return found


def _schema(revision: str) -> Check:
    newest = newest_revision()
    if revision == newest:
        return Check("schema", True, f"Schema version {revision}, the newest.")
    return Check("schema", False, f"Schema version {revision}, but this program needs {newest}.")


def _freshness(connection: Connection, today: date) -> Check:
    """The newest figure and when it was computed; ready values and running months included."""
    at, month = connection.execute(
        select(func.max(kpi_monthly.c.refreshed_at), func.max(kpi_monthly.c.month))
    ).one()
    if at is None or month is None:
        return Check("freshness", None, "No figures yet; import agendas or tables, then refresh.")
    days = (datetime.now(UTC).replace(tzinfo=None) - at).days
    late = month_number(today) - 1 - month
    text = f"Figures to {month_text(month)}, computed {days} days ago."
    if days > STALE_DAYS or late > 1:
        text += " Bring in newer data, then run kundagenda refresh."
        return Check("freshness", False, text)
    return Check("freshness", True, text)


def _sources(connection: Connection, today: date) -> Iterator[Check]:
    """The newest row of each source that has any: a fresh one must not hide a stale one.

    Old agendas are wrong, since meetings go on. The others may rightly be quiet (a survey once a
    year, no customer won or lost), so that they are old is a remark.
    """
    for name, (what, newest) in _NEWEST.items():
        last = max(filter(None, connection.execute(newest(today)).one()), default=None)
        if last is None:
            continue
        month = last if isinstance(last, int) else month_number(last)
        text = f"The latest {what} is of {month_text(last) if isinstance(last, int) else last}"
        if month_number(today) - 1 - month > 1:
            ok = False if name == AGENDAS else None
            yield Check(name, ok, f"{text}, over a month behind; load newer ones if there are any.")
        else:
            yield Check(name, True, f"{text}.")


def _newest(*columns: Column[Any], where: ColumnElement[bool] | None = None) -> Newest:
    """Asks for the newest date or month of each column, those to come left out."""

    def asked(today: date) -> Select[Any]:
        now = {True: month_number(today), False: today}
        past = [func.max(case((c <= now[isinstance(c.type, Integer)], c))) for c in columns]
        return select(*past).where(*([] if where is None else [where]))

    return asked


AGENDAS = "agendas"
_NEWEST: dict[str, tuple[str, Newest]] = {
    AGENDAS: ("held meeting", _newest(meetings.c.held_on, where=meetings.c.status == "held")),
    "answers": ("survey answer", _newest(survey_answers.c.answered_on)),
    "invitations": ("survey invitation", _newest(survey_invitations.c.invited_on)),
    "subscriptions": (
        "start or end of a subscription",
        _newest(subscriptions.c.started_on, subscriptions.c.ended_on),
    ),
    "purchases": ("purchase", _newest(purchases.c.bought_on)),
    "outcomes": ("outcome value", _newest(outcome_values.c.month)),
    "ready values": (
        "ready value",
        _newest(kpi_monthly.c.month, where=kpi_monthly.c.source == GIVEN),
    ),
}


def _coverage(connection: Connection) -> Iterator[Check]:
    minutes_of = func.coalesce(agenda_items.c.actual_minutes, agenda_items.c.planned_minutes)
    known = case((minutes_of >= 0, 1))
    reviewed = case((agenda_items.c.level_by == "person", 1))
    unclear = case((agenda_items.c.level == "unclear", 1))
    items, minutes, by_person, open_ones = connection.execute(
        select(func.count(), func.count(known), func.count(reviewed), func.count(unclear))
        .select_from(agenda_items.join(meetings))
        .where(discussed())
    ).one()
    yield Check("items", None, f"{items} discussed items; {by_person} reviewed by a person.")
    yield Check("minutes", None, f"Minutes are known for {minutes} of {items} items.")
    yield Check("unclear", None, f"{open_ones} items are too unclear to be sure of their level.")


def _passed(connection: Connection, today: date) -> Check:
    """Planned meetings whose day has passed count for nothing until their file is read again."""
    planned = (meetings.c.status == "planned") & (meetings.c.held_on < today)
    count = connection.execute(select(func.count()).select_from(meetings).where(planned)).scalar()
    if count:
        text = f"Planned meetings whose day has passed: {count}; import their agendas again."
        return Check("planned", None, text)
    return Check("planned", True, "No planned meeting has passed without its minutes.")


def _orphans(connection: Connection) -> Iterator[Check]:
    """Rows that point at a row that is not there."""
    count = sum(_orphans_of(connection, table) for table in METADATA.sorted_tables)
    if count:
        yield Check("orphans", False, f"{count} rows point at rows that are gone; use a backup.")
    else:
        yield Check("orphans", True, "No row points at a row that is not there.")


def _orphans_of(connection: Connection, table: Table) -> int:
    found = 0
    for key in table.foreign_keys:
        parent = key.column.table.alias()
        there = select(parent.c[key.column.name]).where(parent.c[key.column.name] == key.parent)
        lost = select(func.count()).where(key.parent.is_not(None), ~there.exists())
        found += connection.execute(lost.select_from(table)).scalar_one()
    return found
