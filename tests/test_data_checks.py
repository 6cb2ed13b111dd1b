"""What `kundagenda check` says of stored data that is unlikely or stands twice."""

from datetime import date

from sqlalchemy import Engine

from kundagenda.database.checks import check
from kundagenda.database.found import Check
from metrics.tables import (
    agenda_items,
    forums,
    meetings,
    outcome_values,
    purchases,
    survey_answers,
    target_groups,
)
from tables import fill

TODAY = date(2025, 6, 15)


def found(app: Engine) -> dict[str, Check]:
    checks = check(app, TODAY)
    assert len({one.name for one in checks}) == len(checks)
    return {one.name: one for one in checks}


def leadership(app: Engine) -> None:
    fill(app, forums, "id | name\n1 | Ledning\n2 | Styrelsen")


def test_a_meeting_without_any_minutes_is_told_with_its_day(app: Engine) -> None:
    leadership(app)
    fill(
        app,
        meetings,
        """
        id | forum_id | held_on    | planned_minutes
        1  | 1        | 2025-03-03 |
        2  | 1        | 2025-03-10 | 60
        3  | 2        | 2025-03-11 |
    """,
    )
    fill(
        app,
        agenda_items,
        """
        meeting_id | position | title  | planned_minutes
        1          | 1        | Läget  |
        2          | 1        | Läget  |
        3          | 1        | Läget  |
        3          | 2        | Priser | 10
    """,
    )
    told = found(app)["missing minutes"]
    assert told.ok is None
    assert told.text.startswith("Meetings without any minutes or length: 1, such as 2025-03-03 ")


def test_values_of_an_outcome_without_a_name_are_told(app: Engine) -> None:
    with app.begin() as connection:
        for name in ("", " ", "uptime"):
            row = {"metric": name, "month": 24300, "value": 1}
            connection.execute(outcome_values.insert().values(row))
    told = found(app)["nameless outcomes"]
    assert told.ok is False
    assert told.text.startswith("Values in outcome_values without a name: 2; they count nowhere.")


def test_items_that_last_longer_than_their_meeting_are_told(app: Engine) -> None:
    leadership(app)
    fill(
        app,
        meetings,
        """
        id | forum_id | held_on    | planned_minutes | actual_minutes
        1  | 1        | 2025-03-03 | 60              | 30
        2  | 1        | 2025-03-10 | 60              |
    """,
    )
    fill(
        app,
        agenda_items,
        """
        meeting_id | position | title | planned_minutes | actual_minutes | outcome
        1          | 1        | A     | 10              | 20             | handled
        1          | 2        | B     | 15              |                | handled
        1          | 3        | C     | 90              |                | deferred
        2          | 1        | D     | 60              |                | handled
    """,
    )
    told = found(app)["overlapping minutes"]
    # 20 recorded and 15 planned; what was put off took no time.
    assert "1, such as 2025-03-03 (Ledning), 35 of 30 minutes" in told.text


def test_meetings_of_a_forum_at_the_same_time_are_told(app: Engine) -> None:
    leadership(app)
    fill(
        app,
        meetings,
        """
        id | forum_id | held_on    | planned_minutes
        1  | 1        | 2025-03-03 | 60
        2  | 1        | 2025-03-03 | 60
        3  | 2        | 2025-03-03 | 60
    """,
    )
    checks = found(app)
    assert "same time: 1, such as 2025-03-03 (Ledning)" in checks["overlapping meetings"].text
    assert "Days with two meetings of one forum: 1" in checks["duplicate meetings"].text


def test_unknown_groups_are_wrong_only_where_there_are_target_groups(app: Engine) -> None:
    fill(
        app,
        survey_answers,
        """
        answered_on | segment | score
        2025-03-03  | norr    | 9
        2025-03-03  | nor     | 9
        2025-03-04  | nor     | 9
    """,
    )
    assert "unknown groups" not in found(app)
    fill(app, target_groups, "code | name\nnorr | Norr")
    told = found(app)["unknown groups"]
    assert told.ok is False
    assert "1, such as 'nor' on 2 rows" in told.text


def test_marks_outside_their_scale_are_wrong(app: Engine) -> None:
    fill(
        app,
        survey_answers,
        """
        answer_id | answered_on | scale_low | scale_high | score
        a1        | 2025-03-03  | 0         | 10         | 11
        a2        | 2025-03-03  | 1         | 5          | 0
        a3        | 2025-03-03  | 1         | 5          | 5
        a4        | 2025-03-03  | 1         | 5          |
    """,
    )
    told = found(app)["impossible scores"]
    assert told.ok is False
    assert "2, such as 11 on 0-10 (a1)" in told.text


def test_rows_that_stand_twice_are_told(app: Engine) -> None:
    fill(
        app,
        survey_answers,
        """
        answer_id | response_id | answered_on | score
        a1        | r1          | 2025-03-03  | 9
        a2        | r1          | 2025-03-03  | 9
        a3        | r2          | 2025-03-03  | 9
    """,
    )
    fill(
        app,
        purchases,
        """
        account_id | bought_on  | amount | import_id
        k1         | 2025-03-03 | 10     | 1
        k1         | 2025-03-03 | 10     | 2
        k2         | 2025-03-03 | 10     | 1
        k2         | 2025-03-03 | 10     | 1
    """,
    )
    checks = found(app)
    assert "1, such as r1, nps" in checks["duplicate answers"].text
    assert "two imports: 1, such as k1, 2025-03-03, 10" in checks["duplicate purchases"].text
