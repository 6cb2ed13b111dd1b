"""Days added to a date in SQL, over leap days and in the words of each database; and periods."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine.default import DefaultDialect

from metrics.periods import (
    Grain,
    days_after,
    first_day,
    last_day,
    month_text,
    months_of,
    parse_month,
    period_of,
    period_text,
)
from metrics.tables import actions, agenda_items, decisions, forums, meetings
from tables import insert_rows


def rows_of(engine, statement):
    with engine.connect() as connection:
        return connection.execute(statement).all()


DAYS = ("2023-02-28", "2024-02-28", "2024-02-29", "2024-12-31", "2025-03-29", "1999-12-31")


@pytest.mark.parametrize("days", [0, 1, 90, 366, -1])
def test_days_are_added_over_leap_days_and_years_ends(warehouse, days):
    dates = [date.fromisoformat(day) for day in DAYS]
    rows = [{"id": n, "agenda_item_id": 11, "decided_on": day} for n, day in enumerate(dates)]
    insert_rows(warehouse, forums, [{"id": 1}])
    insert_rows(warehouse, meetings, [{"id": 1}])
    insert_rows(warehouse, agenda_items, [{"id": 11, "meeting_id": 1}])
    insert_rows(warehouse, decisions, rows)
    later = days_after(decisions.c.decided_on, days)
    expected = [day + timedelta(days=days) for day in dates]
    found = rows_of(warehouse, sa.select(later).order_by(decisions.c.id))
    assert [day for (day,) in found] == expected
    # Compared with a column of dates as well, which SQLite keeps as text.
    insert_rows(
        warehouse,
        actions,
        [{"decision_id": n, "text": "Gör", "done_on": day} for n, day in enumerate(expected)],
    )
    same = (
        sa.select(sa.func.count()).join_from(actions, decisions).where(actions.c.done_on == later)
    )
    assert rows_of(warehouse, same) == [(len(DAYS),)]


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("mssql", "DATEADD(day, 90, decisions.decided_on)"),
        ("snowflake", "DATEADD(day, 90, decisions.decided_on)"),
        ("mysql", "DATE_ADD(decisions.decided_on, INTERVAL 90 DAY)"),
        ("mariadb", "DATE_ADD(decisions.decided_on, INTERVAL 90 DAY)"),
        ("bigquery", "DATE_ADD(decisions.decided_on, INTERVAL 90 DAY)"),
        ("trino", "date_add('day', 90, decisions.decided_on)"),
        ("databricks", "date_add(decisions.decided_on, 90)"),
        ("some other", "(decisions.decided_on + INTERVAL '90' DAY)"),
    ],
)
def test_days_are_added_in_the_words_of_each_database(name, spelt):
    dialect = DefaultDialect()
    dialect.name = name
    assert str(days_after(decisions.c.decided_on, 90).compile(dialect=dialect)) == spelt


def test_two_numbers_of_days_are_two_statements_to_a_cache():
    short, long = (days_after(decisions.c.decided_on, days) for days in (30, 90))
    assert short._generate_cache_key() != long._generate_cache_key()
    assert long._generate_cache_key() is not None


def test_a_month_ends_on_its_own_last_day():
    assert last_day(parse_month("2024-02")) == date(2024, 2, 29)
    assert last_day(parse_month("2024-12")) == date(2024, 12, 31)
    assert first_day(parse_month("2024-12")) == date(2024, 12, 1)


@pytest.mark.parametrize(
    ("grain", "first", "last", "text"),
    [
        (Grain.MONTH, "2025-05", "2025-05", "2025-05"),
        (Grain.QUARTER, "2025-04", "2025-06", "2025-Q2"),
        (Grain.YEAR, "2025-01", "2025-12", "2025"),
        (Grain.ROLLING12, "2024-06", "2025-05", "2025-05"),
    ],
)
def test_a_period_that_holds_may_2025(grain, first, last, text):
    period = period_of(parse_month("2025-05"), grain)
    months = months_of(period, grain)
    assert (month_text(months[0]), month_text(months[-1])) == (first, last)
    assert period_text(period, grain) == text
    ends = {period_of(month, grain) for month in (months[0], months[-1])}
    assert grain is Grain.ROLLING12 or ends == {period}
