"""Is everything there, whole and fresh? What `kundagenda check` looks at."""

from collections.abc import Callable, Iterator
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

from kundagenda.database.age import computed_at
from kundagenda.database.connection import clear_failures, place_of
from kundagenda.database.data_checks import data_faults
from kundagenda.database.found import Check
from kundagenda.database.one_refresh import last_failure
from kundagenda.database.ready import GIVEN
from kundagenda.database.schema import newest_revision, schema_revision
from kundagenda.database.tables import refresh_steps
from kundagenda.database.warehouse import Warehouse
from kundagenda.database.warehouse_checks import warehouse_checks
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


def check(engine: Engine, today: date, warehouse: Warehouse | None = None) -> list[Check]:
    """Look at the app database: connection, schema, freshness, coverage, orphan rows.

    A warehouse is looked at after it; the facts that lie there are not looked for in the app's own
    tables.

    Raises:
        ReaderError: it cannot be reached.
    """
    with clear_failures(engine), engine.connect() as connection:
        place = place_of(engine)
        found = [Check("connection", True, "{place} answers.", {"place": place})]
        revision = schema_revision(connection)
        if revision is None:
            missing = "There is no schema; run kundagenda demo or import."
            return [*found, Check("schema", False, missing)]
        found.append(_schema(revision))
        apart = warehouse.facts if warehouse else frozenset()
        found += [_freshness(connection, today), *_last_refresh(connection)]
        found += _sources(connection, today, apart)
        found += _coverage(connection)
        found += [_passed(connection, today), *_orphans(connection)]
        found += data_faults(connection)
    return [*found, *(warehouse_checks(warehouse, today) if warehouse else ())]


def _schema(revision: str) -> Check:
    newest = newest_revision()
    if revision == newest:
        return Check("schema", True, "Schema version {revision}, the newest.",
                     {"revision": revision})  # fmt: skip
    needs = "Schema version {revision}, but this program needs {newest}."
    return Check("schema", False, needs, {"revision": revision, "newest": newest})


def _freshness(connection: Connection, today: date) -> Check:
    """The newest figure and when it was computed; ready values and running months included."""
    newest = select(computed_at(), func.max(kpi_monthly.c.month))
    at, month = connection.execute(newest).one()
    if at is None or month is None:
        return Check("freshness", None, "No figures yet; import agendas or tables, then refresh.")
    days = (datetime.now(UTC).replace(tzinfo=None) - at).days
    late = month_number(today) - 1 - month
    values = {"month": month_text(month), "days": days}
    if days > STALE_DAYS or late > 1:
        text = (
            "Figures to {month}, computed {days} days ago. Bring in newer data, then run "
            "kundagenda refresh."
        )
        return Check("freshness", False, text, values)
    return Check("freshness", True, "Figures to {month}, computed {days} days ago.", values)


def _last_refresh(connection: Connection) -> Iterator[Check]:
    """That the last refresh failed, which leaves the figures as they were, and on what it took."""
    failure = last_failure(connection)
    if failure is not None:
        at, why = failure
        said = "The last refresh failed ({at} UTC); the figures are those of before it."
        yield Check("refresh", False, said, {"at": at})
        yield Check("refresh", False, why.text, why.values)
    steps = refresh_steps.c
    slowest = connection.execute(
        select(steps.step, steps.seconds).order_by(steps.seconds.desc()).limit(1)
    ).first()
    if slowest is not None:
        said = "The slowest statement of the last refresh took {seconds} s ({step})."
        values = {"seconds": f"{slowest.seconds:.1f}", "step": slowest.step}
        yield Check("refresh", None, said, values)


def _sources(connection: Connection, today: date, apart: frozenset[Table]) -> Iterator[Check]:
    """The newest row of each source that has any: a fresh one must not hide a stale one.

    Old agendas are wrong, since meetings go on. The others may rightly be quiet (a survey once a
    year, no customer won or lost), so that they are old is a remark.
    """
    for name, (what, newest) in _NEWEST.items():
        if any(table.name == TABLE_OF.get(name) for table in apart):
            continue
        last = max(filter(None, connection.execute(newest(today)).one()), default=None)
        if last is None:
            continue
        month = last if isinstance(last, int) else month_number(last)
        values = {"day": month_text(last) if isinstance(last, int) else last}
        if month_number(today) - 1 - month > 1:
            ok = False if name == AGENDAS else None
            yield Check(name, ok, f"{what}{BEHIND}", values)
        else:
            yield Check(name, True, f"{what}.", values)


def _newest(*columns: Column[Any], where: ColumnElement[bool] | None = None) -> Newest:
    """Asks for the newest date or month of each column, those to come left out."""

    def asked(today: date) -> Select[Any]:
        now = {True: month_number(today), False: today}
        past = [func.max(case((c <= now[isinstance(c.type, Integer)], c))) for c in columns]
        return select(*past).where(*([] if where is None else [where]))

    return asked


AGENDAS = "agendas"
BEHIND = ", over a month behind; load newer ones if there are any."
TABLE_OF = {
    "answers": "survey_answers",
    "invitations": "survey_invitations",
    "subscriptions": "subscriptions",
    "purchases": "purchases",
    "outcomes": "outcome_values",
}
_NEWEST: dict[str, tuple[str, Newest]] = {
    AGENDAS: (
        "The latest held meeting is of {day}",
        _newest(meetings.c.held_on, where=meetings.c.status == "held"),
    ),
    "answers": ("The latest survey answer is of {day}", _newest(survey_answers.c.answered_on)),
    "invitations": (
        "The latest survey invitation is of {day}",
        _newest(survey_invitations.c.invited_on),
    ),
    "subscriptions": (
        "The latest start or end of a subscription is of {day}",
        _newest(subscriptions.c.started_on, subscriptions.c.ended_on),
    ),
    "purchases": ("The latest purchase is of {day}", _newest(purchases.c.bought_on)),
    "outcomes": ("The latest outcome value is of {day}", _newest(outcome_values.c.month)),
    "ready values": (
        "The latest ready value is of {day}",
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
    values = {"items": items, "count": by_person}
    yield Check("items", None, "{items} discussed items; {count} reviewed by a person.", values)
    values = {"items": items, "count": minutes}
    yield Check("minutes", None, "Minutes are known for {count} of {items} items.", values)
    said = "{count} items are too unclear to be sure of their level."
    yield Check("unclear", None, said, {"count": open_ones})


def _passed(connection: Connection, today: date) -> Check:
    """Planned meetings whose day has passed count for nothing until their file is read again."""
    planned = (meetings.c.status == "planned") & (meetings.c.held_on < today)
    count = connection.execute(select(func.count()).select_from(meetings).where(planned)).scalar()
    if count:
        text = "Planned meetings whose day has passed: {count}; import their agendas again."
        return Check("planned", None, text, {"count": count})
    return Check("planned", True, "No planned meeting has passed without its minutes.")


def _orphans(connection: Connection) -> Iterator[Check]:
    """Rows that point at a row that is not there."""
    count = sum(_orphans_of(connection, table) for table in METADATA.sorted_tables)
    if count:
        text = "{count} rows point at rows that are gone; use a backup."
        yield Check("orphans", False, text, {"count": count})
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
