"""Is the warehouse there, what was found in it, and does it say what ours may say?"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Date, Table, case, func, or_, select

from kundagenda.database.connection import place_of
from kundagenda.database.found import Check
from kundagenda.database.mapping import FACTS
from kundagenda.database.stands import Stand
from kundagenda.database.unread import unread_checks
from kundagenda.database.warehouse import Warehouse
from kundagenda.errors import ReaderError
from metrics.periods import inline, month_number, month_text
from metrics.scope import Rows
from metrics.tables import (
    INSTRUMENTS,
    outcome_values,
    subscriptions,
    survey_answers,
    survey_invitations,
)

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
APART = (
    "The response rate is not computed: survey_answers and survey_invitations lie in different "
    "databases."
)
DATED = {
    "survey_answers": "answered_on", "survey_invitations": "invited_on",
    "subscriptions": "started_on", "purchases": "bought_on", "outcome_values": "month",
}  # fmt: skip


def warehouse_checks(warehouse: Warehouse, today: date) -> Iterator[Check]:
    """A line a table of ours: how many rows, how new, and every column that says what it may not.

    One statement a table, within the seconds of the settings; what fails is said and the next
    table is asked.
    """
    place = place_of(warehouse.engine)
    yield Check("warehouse", True, "{place} answers ({engine}).",
                {"place": place, "engine": engine_of(warehouse)})  # fmt: skip
    answers, invitations = survey_answers in warehouse.facts, survey_invitations in warehouse.facts
    if answers is not invitations:
        yield Check("warehouse", None, APART)
    for table in FACTS.values():
        if table not in warehouse.facts:
            said = "{table} is read from the app database."
            yield Check("warehouse", None, said, {"table": table.name})
            continue
        try:
            with warehouse.connect() as connection:
                stand = warehouse.stands.get(table)
                yield from table_checks(connection, table, today, stand=stand)
        except ReaderError as error:
            yield Check(table.name, False, error.text, error.values)


def engine_of(warehouse: Warehouse) -> str:
    """The kind and version of the engine."""
    with warehouse.connect() as connection:
        version = connection.dialect.server_version_info
    kind = warehouse.engine.dialect.name
    return f"{kind} {'.'.join(map(str, version))}" if version else kind


def table_checks(
    connection: Connection,
    table: Table,
    today: date,
    meant: Callable[[Rows], Rows] = lambda statement: statement,
    stand: Stand | None = None,
) -> Iterator[Check]:
    """What a table of ours holds; ``meant`` puts theirs in its place where the engine does not.

    With what stands for it, also what stands in theirs and cannot be read.
    """
    faults = dict(_faults(table))
    counted = (func.count(case((fault, inline(1)))).label(f"fault_{i}")
               for i, (_, fault) in enumerate(faults.items()))  # fmt: skip
    dated = table.c[DATED[table.name]]
    newest = func.max(case((_by_now(dated, today), dated)))
    asked = select(func.count().label("rows"), newest.label("newest"), *counted).select_from(table)
    row = connection.execute(meant(asked)).one()
    yield _size(table, row, today)
    for (name, said), count in zip(faults, row[2:], strict=True):
        if count:
            yield Check(table.name, False, said,
                        {"table": table.name, "column": name, "count": count})  # fmt: skip
    if stand is not None and stand.theirs is not None:
        yield from unread_checks(connection, table.name, stand.unread, stand.theirs)


def _by_now(dated: Column[Any], today: date) -> ColumnElement[bool]:
    """Days and months to come are no sign of how new a table is."""
    return dated <= (today if isinstance(dated.type, Date) else month_number(today))


def _size(table: Table, row: Any, today: date) -> Check:
    if not row.rows:
        return Check(table.name, None, "{table} has no rows.", {"table": table.name})
    newest = row.newest
    if newest is None:
        said = "{table}: {rows} rows, none of a day that has come."
        return Check(table.name, False, said, {"table": table.name, "rows": row.rows})
    month = newest if isinstance(newest, int) else month_number(newest)
    values = {"table": table.name, "rows": row.rows,
              "day": month_text(month) if isinstance(newest, int) else newest}  # fmt: skip
    late = month_number(today) - 1 - month > 1
    return Check(
        table.name, None if late else True, "{table}: {rows} rows, the latest of {day}.", values
    )


Fault = tuple[tuple[str, str], ColumnElement[bool]]
WITHOUT = (
    "{table}.{column} is unknown in {count} rows, and may not be: name another column, or "
    "leave those rows out by a condition (tables.{table}.where)."
)
OUT_OF_TIME = (
    "{table}.{column} lies before 1900 or after 2199 in {count} rows: say how days are "
    "written there (tables.{table}.columns.{column})."
)
STRANGE = (
    "{table}.{column} is none of nps, csat, ces, nki_1, nki_2, nki_3 in {count} rows: "
    "translate its values (tables.{table}.columns.{column}.values)."
)
OUTSIDE = "{table}.{column} lies outside its scale in {count} rows, which do not count."
BEFORE = "{table}.{column} lies before the start in {count} rows, which do not count."


def _faults(table: Table) -> Iterator[Fault]:
    for each in table.columns:
        if not each.nullable:
            yield (each.name, WITHOUT), each.is_(None)
        if isinstance(each.type, Date):
            yield (each.name, OUT_OF_TIME), or_(each < EARLIEST, each > LATEST)
    columns = table.c
    if table is outcome_values:
        low, high = month_number(EARLIEST), month_number(LATEST)
        yield ("month", OUT_OF_TIME), ~columns.month.between(low, high)
    if table in (survey_answers, survey_invitations):
        yield ("instrument", STRANGE), columns.instrument.not_in(INSTRUMENTS)
    if table is survey_answers:
        outside = or_(columns.score < columns.scale_low, columns.score > columns.scale_high)
        yield ("score", OUTSIDE), outside
    if table is subscriptions:
        yield ("ended_on", BEFORE), columns.ended_on < columns.started_on
