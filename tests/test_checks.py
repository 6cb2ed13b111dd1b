"""What `kundagenda check` finds: version, freshness, coverage and orphan rows."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from kundagenda.database.checks import check
from kundagenda.database.connection import open_engine
from kundagenda.database.schema import upgrade
from kundagenda.errors import ReaderError
from kundagenda.findings.background import background_of
from metrics.tables import (
    agenda_items,
    forums,
    kpi_monthly,
    meetings,
    subscriptions,
    survey_answers,
)
from tables import fill, insert_rows

TODAY = date(2025, 6, 15)


def found(engine, today=TODAY):
    checks = check(engine, today)
    assert len({one.name for one in checks}) == len(checks)
    assert all(one.text.endswith(".") for one in checks)
    return {one.name: one for one in checks}


def figure(app, month, computed_at):
    row = {"metric": "nps", "month": month, "refreshed_at": computed_at, "source": "survey"}
    insert_rows(app, kpi_monthly, [row])


def test_an_empty_database_is_right_but_has_no_figures(app):
    checks = found(app)
    assert {name: one.ok for name, one in checks.items()} == {
        "connection": True,
        "schema": True,
        "freshness": None,
        "items": None,
        "minutes": None,
        "unclear": None,
        "planned": True,
        "orphans": True,
    }
    assert "No figures yet" in checks["freshness"].text


def test_a_database_without_a_schema_says_what_makes_one(empty_app):
    checks = found(empty_app)
    assert list(checks) == ["connection", "schema"]
    assert checks["schema"].ok is False
    assert "kundagenda" in checks["schema"].text


def test_an_older_or_newer_schema_is_named(empty_app):
    upgrade(empty_app)
    with empty_app.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0000'"))
    assert found(empty_app)["schema"].ok is False
    assert "0000" in found(empty_app)["schema"].text


@pytest.mark.parametrize(
    ("month", "days_old", "ok"),
    [
        ("2025-05", 0, True),
        ("2025-06", 40, True),
        ("2025-05", 46, False),
        ("2025-04", 0, True),
        ("2025-03", 0, False),
    ],
)
def test_figures_are_fresh_when_recent_and_computed_lately(app, month, days_old, ok):
    year, of_year = map(int, month.split("-"))
    now = datetime.now(UTC).replace(tzinfo=None)
    figure(app, year * 12 + of_year - 1, now - timedelta(days=days_old, minutes=1))
    told = found(app)["freshness"]
    assert told.ok is ok
    assert f"Figures to {month}, computed {days_old} days ago." in told.text
    assert ("kundagenda refresh" in told.text) is not ok


def test_a_fresh_agenda_does_not_hide_that_nothing_else_was_computed_for_months(app):
    """A warehouse may have been away all the time: every import of an agenda computes its own."""
    now = datetime.now(UTC).replace(tzinfo=None)
    figure(app, 2025 * 12 + 4, now - timedelta(days=90, minutes=1))
    agenda = {"metric": "customer_item_share", "month": 2025 * 12 + 4, "source": "agenda"}
    insert_rows(app, kpi_monthly, [agenda | {"numerator": 1.0, "refreshed_at": now}])
    told = found(app)["freshness"]
    assert told.ok is False
    assert "computed 90 days ago" in told.text
    with app.connect() as connection:
        computed = background_of(connection).refreshed_at
    assert now - computed > timedelta(days=89)


def test_fresh_subscriptions_do_not_hide_stale_agendas(app):
    figure(app, 2025 * 12 + 4, datetime.now(UTC).replace(tzinfo=None))
    insert_rows(app, forums, [{"id": 1}])
    fill(
        app,
        meetings,
        """
        forum_id | held_on    | status
        1        | 2025-03-31 | held
        1        | 2025-06-10 | cancelled
        """,
    )
    fill(
        app,
        subscriptions,
        """
        subscription_id | started_on | ended_on
        A               | 2024-01-01 | 2025-06-01
        B               | 2025-05-01 | 2025-07-01
        """,
    )
    checks = found(app)
    assert checks["freshness"].ok is True
    assert checks["agendas"].ok is False
    assert checks["agendas"].text == (
        "The latest held meeting is of 2025-03-31, over a month behind; load newer ones if there "
        "are any."
    )
    # The end on 1 July lies ahead.
    assert checks["subscriptions"].text == (
        "The latest start or end of a subscription is of 2025-06-01."
    )
    assert "answers" not in checks


@pytest.mark.parametrize(("day", "ok"), [("2025-04-01", True), ("2025-03-31", None)])
def test_a_survey_that_is_old_is_a_remark_since_it_may_be_yearly(app, day, ok):
    fill(app, survey_answers, f"answer_id | answered_on\na | {day}")
    told = found(app)["answers"]
    assert told.ok is ok
    assert f"The latest survey answer is of {day}" in told.text


def test_ready_values_have_a_month(app):
    row = {"metric": "nps", "month": 2025 * 12 + 4, "source": "given"}
    insert_rows(app, kpi_monthly, [row | {"refreshed_at": datetime(2025, 6, 1)}])
    told = found(app)["ready values"]
    assert (told.ok, told.text) == (True, "The latest ready value is of 2025-05.")


def test_coverage_counts_discussed_items_only(app):
    insert_rows(app, forums, [{"id": 1}])
    fill(
        app,
        meetings,
        """
        id | held_on    | status
        1  | 2025-05-13 | held
        2  | 2025-06-10 | planned
        """,
    )
    fill(
        app,
        agenda_items,
        """
        meeting_id | formal | outcome  | level   | level_by | planned_minutes | actual_minutes
        1          | no     | handled  | unclear | model    |                 |
        1          | no     | handled  | fix     | person   | 10              |
        1          | no     | handled  | none    | rule     |                 | 0
        1          | yes    | handled  | none    | rule     | 5               | 5
        1          | no     | deferred | unclear | person   | 20              |
        2          | no     | handled  | unclear | person   | 20              |
        """,
    )
    checks = found(app)
    assert checks["items"].text == "3 discussed items; 1 reviewed by a person."
    assert checks["minutes"].text == "Minutes are known for 2 of 3 items."
    assert checks["unclear"].text == "1 items are too unclear to be sure of their level."


def test_rows_that_point_at_nothing_are_counted(sqlite_app):
    with sqlite_app.connect() as connection:
        connection.execute(sa.text("PRAGMA foreign_keys = OFF"))
        for number in (1, 2):
            row = {"id": number, "forum_id": 4711, "held_on": date(2025, 5, 13)}
            connection.execute(sa.insert(meetings), row)
        connection.commit()
        connection.execute(sa.text("PRAGMA foreign_keys = ON"))
    told = found(sqlite_app)["orphans"]
    assert told.ok is False
    assert told.text.startswith("2 rows point at rows that are gone")


def test_an_unreachable_database_is_one_sentence():
    with pytest.raises(ReaderError, match="did not answer"):
        check(open_engine("postgresql://u:pw@127.0.0.1:9/x"), TODAY)


def test_a_planned_meeting_that_has_passed_is_remarked_on(app):
    fill(app, forums, "id | name\n1 | Styrelse")
    fill(
        app,
        meetings,
        """
        id | forum_id | held_on    | status
        1  | 1        | 2025-06-14 | planned
        2  | 1        | 2025-06-15 | planned
        """,
    )
    told = found(app)["planned"]
    assert told.ok is None
    assert "passed: 1" in told.text
