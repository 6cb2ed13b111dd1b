"""What the page Retention says, as values: what is left, the gap, the bridge and the triangle."""

from datetime import date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from kundagenda.findings.cohort_table import CohortTable
from kundagenda.findings.kept import kept
from kundagenda.findings.retention import Gap, Horizon, Retention, retention_of
from kundagenda.findings.view import View
from metrics import grr, logo_churn, logo_churn_month, repeat_rate
from metrics.periods import Grain, month_text, parse_month
from metrics.tables import kpi_cohorts, kpi_monthly, targets

VIEW = View(date(2025, 12, 31), months=24)


def fill(app: Engine, table: str) -> None:
    """Lines of metric, month, segment (- none), numerator, denominator (- given), base."""
    rows = []
    for line in table.strip().splitlines():
        metric, month, segment, *numbers = line.split()
        one, other, base = (None if n == "-" else float(n) for n in numbers)
        rows.append(
            {
                "metric": metric, "month": parse_month(month), "forum": "",
                "segment": "" if segment == "-" else segment, "numerator": one,
                "denominator": other, "squares": None, "base": base,
                "source": "computed", "refreshed_at": datetime(2026, 1, 1),
            }
        )  # fmt: skip
    with app.begin() as connection:
        connection.execute(sa.insert(kpi_monthly), rows)


def read(app: Engine, view: View = VIEW) -> Retention:
    with app.connect() as connection:
        return retention_of(connection, view)


CHURN = """
logo_churn 2024-12 retail   5 50 50
logo_churn 2024-12 industry 5 50 50
logo_churn 2025-12 retail   2 40 40
logo_churn 2025-12 industry 8 60 60
"""


def test_what_is_lost_is_told_as_what_is_left(app: Engine) -> None:
    fill(app, CHURN)
    with app.begin() as connection:
        aim = {"metric": "logo_churn", "segment": "", "value": 0.08, "valid_from": date(2024, 1, 1)}
        connection.execute(sa.insert(targets), [aim])
    found = read(app)
    lost = found.measures.measured(logo_churn)
    left = found.measured(logo_churn, Horizon.YEAR)
    now = left.figure.now
    assert now is not None
    assert lost.figure.now is not None
    assert now.value == pytest.approx(1 - (2 + 8) / (40 + 60))
    assert (now.numerator, now.denominator, now.base) == (90, 100, 100)
    # The bounds change places: the most that can be lost leaves the least.
    assert now.low == pytest.approx(1 - (lost.figure.now.high or 0))
    assert now.high == pytest.approx(1 - (lost.figure.now.low or 0))
    assert left.target is not None
    assert left.target.value == pytest.approx(1 - 0.08)


def test_a_change_of_what_is_left_has_the_opposite_sign(app: Engine) -> None:
    fill(
        app,
        """
        logo_churn 2024-12 - 10 100 100
        logo_churn 2025-12 - 40 100 100
        """,
    )
    change = read(app).measured(logo_churn, Horizon.YEAR).figure.change
    assert change is not None
    assert change.difference == pytest.approx((1 - 0.4) - (1 - 0.1))
    assert change.low is not None
    assert change.high is not None
    assert change.low < change.difference < change.high < 0
    assert change.real


def test_a_metric_that_counts_no_loss_stays_as_it_is(app: Engine) -> None:
    fill(app, "grr 2025-12 - 90 100 10")
    measured = read(app).measures.measured(grr)
    assert kept(measured) is measured


def test_groups_come_with_those_that_lost_most_first(app: Engine) -> None:
    fill(app, CHURN)
    groups = read(app).groups(Horizon.YEAR)
    assert [(g.segment, g.figure.now and g.figure.now.value) for g in groups] == [
        ("industry", pytest.approx(1 - 8 / 60)),
        ("retail", pytest.approx(1 - 2 / 40)),
    ]
    before = groups[0].figure.before
    assert before is not None
    assert before.value == pytest.approx(1 - 5 / 50)


def test_a_group_in_view_narrows_the_whole_and_no_group(app: Engine) -> None:
    fill(app, CHURN)
    found = read(app, View(VIEW.as_of, segment="retail", months=24))
    now = found.measured(logo_churn, Horizon.YEAR).figure.now
    assert now is not None
    assert now.base == 40
    assert len(found.groups(Horizon.YEAR)) == 2
    assert found.level is None
    assert found.tenure is None


def test_the_page_is_about_the_month_until_there_is_a_year(app: Engine) -> None:
    fill(app, "logo_churn_month 2025-12 - 1 50 50")
    lead = read(app).lead(Horizon.YEAR)
    assert lead is not None
    assert (lead[0].metric.key, lead[1]) == (logo_churn_month.key, Horizon.MONTH)


def test_a_company_without_subscriptions_is_told_who_buys_again(app: Engine) -> None:
    fill(app, "repeat_rate 2025-12 - 30 60 60")
    lead = read(app).lead(Horizon.YEAR)
    assert lead is not None
    assert lead[0].metric is repeat_rate


def test_nothing_known_is_no_lead(app: Engine) -> None:
    found = read(app)
    assert found.lead(Horizon.YEAR) is None
    assert found.gap(Horizon.YEAR) is None
    assert found.bridge() is None
    assert found.cohorts is None
    assert found.groups(Horizon.YEAR) == []


def test_a_single_month_is_drawn_month_by_month(app: Engine) -> None:
    fill(
        app,
        """
        logo_churn_month 2025-11 - 1 50 50
        logo_churn_month 2025-12 - 2 50 50
        """,
    )
    readings = read(app).measured(logo_churn_month, Horizon.MONTH).readings
    assert [r.value for r in readings[-2:]] == [
        pytest.approx(1 - 1 / 50),
        pytest.approx(1 - 2 / 50),
    ]


@pytest.mark.parametrize(
    ("kept_now", "now", "before", "target", "hides"),
    [
        (0.90, 1.02, 0.90, 0.92, True),  # below its target
        (0.90, 1.02, 0.93, None, True),  # falls
        (0.90, 1.02, 0.90, None, False),
        (0.93, 1.02, 0.90, 0.92, False),
        (0.90, 0.99, 0.93, 0.92, False),  # nothing hidden: the sum is below all there was
        (0.90, 1.00, None, 0.92, True),
        (0.9000, 1.02, 0.9004, None, False),  # a fall that one decimal does not show
    ],
)
def test_increases_hide_a_loss_where_the_sum_looks_well(
    kept_now: float, now: float, before: float | None, target: float | None, hides: bool
) -> None:
    gap = Gap(kept_now, now, before, target)
    assert gap.hides is hides
    assert gap.made_up == pytest.approx(now - kept_now)


BRIDGE = """
mrr_new          2025-11 - 10 100 1
mrr_expansion    2025-11 -  5 100 3
mrr_contraction  2025-11 -  2 100 1
mrr_churn        2025-11 -  8 100 2
mrr_reactivation 2025-11 -  0 100 0
mrr_new          2025-12 -  0 105 0
mrr_expansion    2025-12 -  4 105 2
mrr_contraction  2025-12 -  0 105 0
mrr_churn        2025-12 -  6 105 1
mrr_reactivation 2025-12 -  2 105 1
"""


def test_movements_add_up_from_what_there_was_at_first(app: Engine) -> None:
    fill(app, BRIDGE)
    bridge = read(app).bridge()
    assert bridge is not None
    assert (month_text(bridge.first), month_text(bridge.last)) == ("2025-11", "2025-12")
    assert bridge.moves == pytest.approx(
        {
            "mrr_new": 10 / 100,
            "mrr_reactivation": 2 / 100,
            "mrr_expansion": (5 + 4) / 100,
            "mrr_contraction": -2 / 100,
            "mrr_churn": -(8 + 6) / 100,
        }
    )
    assert bridge.closing == pytest.approx((100 + 10 + 5 - 2 - 8 + 4 - 6 + 2) / 100)
    assert bridge.accounts["mrr_expansion"] == 3 + 2


def test_a_period_begins_with_its_own_revenue(app: Engine) -> None:
    fill(app, BRIDGE)
    (newest, bridge), *_ = read(app, View(VIEW.as_of, months=24, grain=Grain.MONTH)).bridges()
    assert newest == parse_month("2025-12")
    assert bridge.moves["mrr_churn"] == pytest.approx(-6 / 105)


@pytest.mark.parametrize(
    "table",
    [
        BRIDGE.replace("2025-11", "2025-10"),  # a month is missing
        BRIDGE.replace("100", "0"),  # there was nothing to begin with
        BRIDGE.replace("mrr_new          2025-12 -  0 105", "mrr_new 2025-12 - 0.1 -"),  # given
    ],
)
def test_there_is_no_bridge_over_what_is_not_known(app: Engine, table: str) -> None:
    fill(app, table)
    assert read(app).bridge() is None


# cohort, month, size, accounts, revenue
COHORTS = """
2023-01 2023-01 40 40 400
2023-01 2024-01 40 30 450
2023-01 2025-01 40 20 200
2023-04 2023-04 10 10 100
2023-04 2024-04 10  9 100
2023-04 2025-04 10  8  60
2024-12 2024-12 20 20 100
2024-12 2025-12 20 15  50
2025-06 2025-06 25 25 250
2020-01 2025-01 99 99 999
"""


def cohorts(app: Engine, table: str, view: View = VIEW) -> CohortTable | None:
    rows = [
        dict(zip(("cohort_month", "month", "size", "accounts", "mrr"), line.split(), strict=True))
        for line in table.strip().splitlines()
    ]
    with app.begin() as connection:
        connection.execute(
            sa.insert(kpi_cohorts),
            [
                {
                    "cohort_month": parse_month(row["cohort_month"]),
                    "month": parse_month(row["month"]), "segment": "a", "size": int(row["size"]),
                    "accounts": int(row["accounts"]), "mrr": float(row["mrr"]),
                }
                for row in rows
            ],
        )  # fmt: skip
    return read(app, view).cohorts


def test_those_who_came_in_a_year_are_followed_year_by_year(app: Engine) -> None:
    table = cohorts(app, COHORTS)
    assert table is not None
    assert table.grain is Grain.YEAR
    # Who came before the rows begin is left out, and so is a year nobody has been here since.
    assert table.sizes == {2023 * 12: 40 + 10, 2024 * 12: 20}
    cells = {(c.cohort // 12, c.step): (c.customers, c.revenue, c.whole) for c in table.cells}
    assert cells == {
        (2023, 1): (pytest.approx((30 + 9) / 50), pytest.approx((450 + 100) / 500), True),
        (2023, 2): (pytest.approx((20 + 8) / 50), pytest.approx((200 + 60) / 500), True),
        (2024, 1): (pytest.approx(15 / 20), pytest.approx(50 / 100), True),
    }


def test_a_year_that_some_have_not_been_here_for_is_not_whole(app: Engine) -> None:
    table = cohorts(app, COHORTS, View(date(2025, 2, 28), months=24))
    assert table is not None
    last = next(cell for cell in table.cells if (cell.cohort // 12, cell.step) == (2023, 2))
    # Those of January alone have been here for two years by February 2025.
    assert (last.size, last.customers, last.whole) == (40, pytest.approx(20 / 40), False)


def test_quarters_of_many_newcomers_are_followed_by_quarter(app: Engine) -> None:
    table = cohorts(
        app,
        """
        2025-01 2025-01 40 40 400
        2025-01 2025-04 40 36 380
        2025-01 2025-07 40 30 300
        2025-04 2025-04 50 50 500
        2025-04 2025-07 50 40 450
        """,
    )
    assert table is not None
    assert table.grain is Grain.QUARTER
    assert [(cell.step, cell.customers) for cell in table.cells] == [
        (1, pytest.approx(36 / 40)), (2, pytest.approx(30 / 40)), (1, pytest.approx(40 / 50)),
    ]  # fmt: skip


def test_a_company_without_newcomers_of_late_is_followed_by_year(app: Engine) -> None:
    table = cohorts(
        app,
        """
        2021-01 2021-01 60 60 600
        2021-01 2022-01 60 50 500
        2021-01 2025-01 60 40 400
        """,
    )
    assert table is not None
    # Twelve quarters on would end in 2024 and never reach the forty that are left.
    assert table.grain is Grain.YEAR
    assert [(cell.step, cell.customers) for cell in table.cells] == [
        (1, pytest.approx(50 / 60)), (4, pytest.approx(40 / 60)),
    ]  # fmt: skip


def test_the_triangle_is_never_larger_than_twelve_by_twelve(app: Engine) -> None:
    first = parse_month("2008-01")
    lines = [
        f"{month_text(came)} {month_text(came + 12 * age)} 50 {50 - age} 500"
        for came in range(first, first + 12 * 17, 12)
        for age in range(0, 1 + (VIEW.last - came) // 12)
    ]
    table = cohorts(app, "\n".join(lines))
    assert table is not None
    assert len(table.sizes) == 12
    assert max(cell.step for cell in table.cells) == 12
    assert max(table.sizes) == 2024 * 12
