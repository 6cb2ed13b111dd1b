"""Minutes on customers: recorded, imputed and bounded, from tables to readings."""

import pytest

from kundagenda.findings.minutes import minute_readings
from kundagenda.findings.reading import Status
from metrics.definition import PARTS
from metrics.minutes import MINUTE_PARTS, customer_minute_share, minute_share
from metrics.periods import Grain, parse_month
from metrics.scope import Scope
from metrics.tables import agenda_items, forums, kpi_monthly, meetings
from tables import fill, insert_rows, parts

JANUARY = parse_month("2025-01")
QUARTER = Scope(JANUARY, JANUARY + 2)
ITEMS = "meeting_id | position | formal | outcome | level_best | planned_minutes | actual_minutes\n"


def hold(engine, meetings_text, items_text):
    """Two forums, their meetings and what was on the agenda."""
    insert_rows(engine, forums, [{"id": 1, "name": "Ledning"}, {"id": 2, "name": "Styrelse"}])
    fill(engine, meetings, meetings_text)
    fill(engine, agenda_items, ITEMS + items_text)


def found_parts(engine, scope=QUARTER):
    """Numerator and denominator of each figure about minutes, of one month and forum."""
    found = {}
    for metric in MINUTE_PARTS:
        [(numerator, denominator, _, _)] = parts(engine, metric, scope).values()
        found[metric.key] = (numerator, denominator)
    return found


def store(engine):
    """The figures as they come to stand in the KPI table."""
    for metric in MINUTE_PARTS:
        rows = [
            {
                "metric": metric.key,
                "source": "computed",
                **dict(zip(PARTS, (*key, *of), strict=True)),
            }
            for key, of in parts(engine, metric, QUARTER).items()
        ]
        insert_rows(engine, kpi_monthly, rows)


GOLDEN_MEETINGS = """
    id | forum_id | held_on    | planned_minutes | actual_minutes
    1  | 1        | 2025-01-14 | 60              | 120
    2  | 1        | 2025-01-28 | 90              |
    """
GOLDEN_ITEMS = """
    1 | 1 | yes | handled | none  |    | 5
    1 | 2 | no  | handled | fix   | 90 | 20
    1 | 3 | no  | handled | none  | 35 |
    1 | 4 | no  | handled | none  |    |
    1 | 5 | no  | handled | value |    |
    2 | 1 | no  | handled | none  |    | 45
    2 | 2 | no  | handled | fix   |    | 15
    2 | 3 | no  | handled | none  |    | 30
    """


def test_the_worked_example_comes_out_of_the_tables(warehouse):
    hold(warehouse, GOLDEN_MEETINGS, GOLDEN_ITEMS)
    left = 120 - 5 - (20 + 35)
    recorded, every = 20 + 35 + 45 + 15 + 30, 20 + 35 + 45 + 15 + 30 + left
    found = found_parts(warehouse)
    assert all(type(part) in (int, float) for pair in found.values() for part in pair)
    assert found == {
        "minutes_recorded": (20 + 15, recorded),
        "minutes_imputed": (20 + 15 + left / 2, every),
        "minutes_low": (20 + 15, every),
        "minutes_high": (20 + 15 + left, every),
        "minutes_coverage": (5, 7),
        "meetings_without_length": (0, 2),
    }
    share = minute_share(found)
    assert share.recorded_share == pytest.approx(0.241379, abs=1e-6)
    assert share.value == pytest.approx(0.317073, abs=1e-6)
    assert (share.low, share.high) == pytest.approx((0.170732, 0.463415), abs=1e-6)
    assert share.coverage == pytest.approx(0.714286, abs=1e-6)


def test_the_worked_example_is_read_as_one_thin_month(app):
    hold(app, GOLDEN_MEETINGS, GOLDEN_ITEMS)
    store(app)
    with app.connect() as connection:
        [january] = minute_readings(connection, ended=JANUARY)
    assert january.metric is customer_minute_share
    assert january.value == pytest.approx(0.317073, abs=1e-6)
    assert (january.low, january.high) == pytest.approx((0.170732, 0.463415), abs=1e-6)
    assert (january.numerator, january.denominator, january.base) == (65, 205, 5)
    assert january.status is Status.THIN


@pytest.mark.parametrize(
    ("missing", "low", "high"), [("fix", 40 / 60, 40 / 60), ("none", 10 / 60, 10 / 60)]
)
def test_time_left_over_is_sure_when_all_who_lack_minutes_are_alike(warehouse, missing, low, high):
    # Deferred minutes take no time, a negative number says nothing, a zero was recorded.
    hold(
        warehouse,
        "id | forum_id | held_on | planned_minutes\n 1 | 1 | 2025-01-14 | 60",
        f"""
        1 | 1 | no  | handled  | fix       |    | 10
        1 | 2 | no  | handled  | none      |    | 20
        1 | 3 | no  | handled  | {missing} | 15 | -5
        1 | 4 | no  | handled  | none      | 15 | 0
        1 | 5 | no  | deferred | fix       |    | 25
        1 | 6 | yes | handled  | none      |    |
        """,
    )
    share = minute_share(found_parts(warehouse))
    assert (share.low, share.value, share.high) == (low, low, high)
    assert share.coverage == 3 / 4


@pytest.mark.parametrize(("length", "left"), [(30.5, 0.5), (30, 0), (29.5, 0)])
def test_half_a_minute_over_is_shared_and_half_a_minute_short_takes_nothing(
    warehouse, length, left
):
    hold(
        warehouse,
        f"id | forum_id | held_on | planned_minutes\n 1 | 1 | 2025-01-14 | {length}",
        """
        1 | 1 | no | handled | none |    | 30
        1 | 2 | no | handled | fix  |    |
        """,
    )
    assert found_parts(warehouse)["minutes_imputed"] == (left, 30 + left)


def test_without_a_length_there_are_no_bounds_and_with_few_minutes_no_value(app):
    hold(
        app,
        """
        id | forum_id | held_on    | planned_minutes
        1  | 1        | 2025-01-14 |
        2  | 1        | 2025-02-11 | 60
        3  | 2        | 2025-03-11 | 60
        """,
        """
        1 | 1 | no | handled | fix  | 10 |
        1 | 2 | no | handled | none | 30 |
        1 | 3 | no | handled | none |    |
        2 | 1 | no | handled | fix  | 20 |
        2 | 2 | no | handled | none |    |
        2 | 3 | no | handled | fix  |    |
        3 | 1 | no | handled | fix  | 70 |
        3 | 2 | no | handled | none |    |
        """,
    )
    store(app)
    with app.connect() as connection:
        months = minute_readings(connection, ended=JANUARY + 1)
        [quarter] = minute_readings(connection, Grain.QUARTER, ended=JANUARY + 2)
        lone = minute_readings(connection, first=JANUARY, ended=JANUARY + 2, forum="Styrelse")
    assert [(month.value, month.low, month.high) for month in months] == [
        (10 / (10 + 30), None, None),
        (None, 20 / 60, (20 + 40) / 60),
        (70 / 70, 70 / 70, 70 / 70),
    ]
    assert [month.status for month in months] == [Status.THIN, Status.UNDEFINED, Status.PARTIAL]
    # In the quarter 4 of 8 items have minutes, which is just enough.
    assert quarter.value == (10 + 20 + 40 / 2 + 70) / (40 + 60 + 70)
    assert (quarter.low, quarter.base) == (None, 2 + 1 + 1)
    assert [(month.value, month.base, month.status) for month in lone] == [
        (None, 0, Status.UNDEFINED),
        (None, 0, Status.UNDEFINED),
        (1, 1, Status.THIN),
    ]


def test_nothing_known_at_all_is_null_not_zero(warehouse):
    hold(
        warehouse,
        "id | forum_id | held_on | planned_minutes\n 1 | 1 | 2025-01-14 | ",
        "1 | 1 | no | handled | fix | | ",
    )
    share = minute_share(found_parts(warehouse))
    assert (share.value, share.low, share.high, share.recorded_share) == (None,) * 4
    assert share.coverage == 0


def test_no_months_give_no_readings(app):
    with app.connect() as connection:
        assert minute_readings(connection, ended=JANUARY) == []
