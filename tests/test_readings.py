"""Readings: the same rows of the KPI table as every reader meets them."""

import pytest

from kundagenda.findings.reading import Status, Sums
from kundagenda.findings.readings import nps_counts, readings
from metrics import (
    customer_item_share,
    customer_meeting_share,
    grr,
    logo_churn,
    logo_churn_month,
    nps,
    response_rate,
)
from metrics.periods import Grain, parse_month, period_text
from metrics.tables import kpi_monthly
from metrics.uncertainty import nps_interval, wilson
from tables import fill, insert_rows

ENDED = parse_month("2025-06")


def read(app, metric, grain=Grain.MONTH, **wanted):
    with app.connect() as connection:
        return readings(connection, metric, **{"grain": grain, "ended": ENDED} | wanted)


def by_period(found, grain=Grain.MONTH):
    return {period_text(r.period, grain): (r.value, str(r.status)) for r in found}


def monthly_answers(app, first, bases, segment="", metric=nps):
    """A row a month of so many answers, all promoters; no row where there are none."""
    rows = [
        {
            "metric": metric.key,
            "month": parse_month(first) + i,
            "segment": segment,
            "numerator": base,
            "denominator": base,
            "squares": base,
            "base": base,
            "source": "survey",
        }
        for i, base in enumerate(bases)
        if base
    ]
    insert_rows(app, kpi_monthly, rows)


def test_months_pool_by_adding_parts_and_carry_their_interval(app):
    fill(
        app,
        kpi_monthly,
        """
        metric              | month   | forum   | segment | numerator | denominator | base | source
        customer_item_share | 2025-01 | Ledning |         | 1         | 20          | 20   | agenda
        customer_item_share | 2025-01 | Ledning | north   | 3         | 4           | 4    | agenda
        customer_item_share | 2025-02 | Styrelse|         | 2         | 16          | 16   | agenda
        """,
    )
    [quarter] = read(app, customer_item_share, Grain.QUARTER)
    assert (quarter.numerator, quarter.denominator, quarter.base) == (6, 40, 40)
    assert quarter.value == 6 / 40  # not the mean of 1/6 and 1/8
    assert (quarter.low, quarter.high) == wilson(6, 40)
    assert quarter.status is Status.OK
    [january, february] = read(
        app, customer_item_share, forum="Ledning", last=parse_month("2025-02")
    )
    assert january.value == 4 / 24
    assert (february.value, february.status) == (None, Status.UNDEFINED)
    [north] = read(app, customer_item_share, segment="north")
    assert (north.value, north.status) == (3 / 4, Status.THIN)


@pytest.mark.parametrize(
    ("base", "status"), [(1, "thin"), (9, "thin"), (29, "thin"), (30, "ok"), (300, "ok")]
)
def test_few_items_are_thin_and_never_withheld(app, base, status):
    row = {"metric": customer_meeting_share.key, "month": ENDED, "source": "agenda"}
    insert_rows(app, kpi_monthly, [row | {"numerator": 1, "denominator": base, "base": base}])
    [found] = read(app, customer_meeting_share)
    assert (found.value, str(found.status)) == (1 / base, status)


@pytest.mark.parametrize(
    ("base", "status"), [(9, "withheld"), (10, "thin"), (29, "thin"), (30, "ok")]
)
def test_few_answers_are_withheld_then_thin(app, base, status):
    monthly_answers(app, "2024-07", [12] * 11 + [base])
    found = read(app, nps)[-1]
    assert str(found.status) == status
    assert found.base == base
    if status == "withheld":
        assert (found.value, found.low, found.high) == (None, None, None)
        assert (found.numerator, found.denominator, found.squares) == (None, None, None)
    else:
        assert found.value == 100
        assert (found.low, found.high) == nps_interval(base, 0, 0)


def test_a_month_without_rows_is_a_gap_and_a_zero_base_is_undefined_or_withheld(app):
    fill(
        app,
        kpi_monthly,
        """
        metric                 | month   | numerator | denominator | base | source
        customer_meeting_share | 2025-01 | 0         | 40          | 40   | agenda
        customer_meeting_share | 2025-03 | 0         | 0           | 0    | agenda
        """,
    )
    assert by_period(read(app, customer_meeting_share)) == {
        "2025-01": (0.0, "ok"),
        "2025-02": (None, "undefined"),
        "2025-03": (None, "undefined"),
    }
    rates = {"metric": response_rate.key, "month": ENDED, "source": "survey"}
    insert_rows(app, kpi_monthly, [rates | {"numerator": 0, "denominator": 12, "base": 0}])
    assert by_period(read(app, response_rate)) == {"2025-06": (None, "withheld")}


def test_a_period_is_partial_until_it_has_ended(app):
    rows = [
        {
            "metric": customer_item_share.key,
            "month": month,
            "numerator": 10,
            "denominator": 50,
            "base": 50,
            "source": "agenda",
        }
        for month in range(ENDED - 5, ENDED + 2)
    ]
    insert_rows(app, kpi_monthly, rows)
    months = [str(r.status) for r in read(app, customer_item_share)]
    assert months == ["ok"] * 6 + ["partial"]
    quarters = by_period(read(app, customer_item_share, Grain.QUARTER), Grain.QUARTER)
    assert quarters == {
        "2025-Q1": (0.2, "ok"),
        "2025-Q2": (0.2, "ok"),
        "2025-Q3": (0.2, "partial"),
    }
    rolling = read(app, customer_item_share, Grain.ROLLING12)
    assert [r.base for r in rolling] == [50, 100, 150, 200, 250, 300, 350]
    assert [str(r.status) for r in rolling[-2:]] == ["ok", "partial"]


def test_a_twelve_month_figure_shows_its_last_month_at_any_grain(app):
    fill(
        app,
        kpi_monthly,
        """
        metric     | month   | segment | numerator | denominator | base | source
        logo_churn | 2025-04 | north   | 9         | 40          | 40   | retention
        logo_churn | 2025-05 | north   | 8         | 40          | 40   | retention
        logo_churn | 2025-05 | south   | 1         | 20          | 20   | retention
        grr        | 2025-04 |         | 700.5     | 1000        | 40   | retention
        grr        | 2025-05 |         | 900.5     | 1000        | 40   | retention
        """,
    )
    for grain in (Grain.QUARTER, Grain.YEAR):
        [found] = read(app, logo_churn, grain)
        assert (found.value, found.base) == ((8 + 1) / (40 + 20), 60)
        assert (found.low, found.high) == wilson(9, 60)
        [kept] = read(app, grr, grain)
        assert (kept.value, kept.low, kept.high) == (900.5 / 1000, None, None)
    assert [r.base for r in read(app, logo_churn, Grain.ROLLING12)] == [40, 60]


def test_monthly_churn_pools_over_months(app):
    fill(
        app,
        kpi_monthly,
        """
        metric           | month   | numerator | denominator | base | source
        logo_churn_month | 2025-04 | 1         | 40          | 40   | retention
        logo_churn_month | 2025-05 | 3         | 39          | 39   | retention
        """,
    )
    [quarter] = read(app, logo_churn_month, Grain.QUARTER)
    assert quarter.value == (1 + 3) / (40 + 39)


def test_a_figure_given_without_its_base_is_shown_as_given_and_never_pooled(app):
    fill(
        app,
        kpi_monthly,
        """
        metric     | month   | segment | numerator | source
        nps        | 2025-01 |         | 34.5      | given
        nps        | 2025-02 |         | 36.5      | given
        nps        | 2025-02 | north   | 12        | given
        logo_churn | 2025-01 | north   | 0.02      | given
        logo_churn | 2025-01 | south   | 0.03      | given
        logo_churn | 2025-02 |         | 0.04      | given
        """,
    )
    [january, february] = read(app, nps)
    assert (january.value, january.low, january.base) == (34.5, None, None)
    assert (february.value, february.status) == (36.5, Status.OK)
    assert by_period(read(app, nps, segment="north")) == {"2025-02": (12.0, "ok")}
    for grain in (Grain.QUARTER, Grain.YEAR, Grain.ROLLING12):
        assert read(app, nps, grain)[-1].value == 36.5  # its last month, as given
    # Two segments make no company.
    assert by_period(read(app, logo_churn)) == {
        "2025-01": (None, "undefined"),
        "2025-02": (0.04, "ok"),
    }
    assert by_period(read(app, logo_churn, segment="south")) == {"2025-01": (0.03, "ok")}


def test_given_months_do_not_lift_withholding_from_computed_ones(app):
    fill(
        app,
        kpi_monthly,
        """
        metric | month   | numerator | source
        nps    | 2024-06 | 34.5      | given
        """,
    )
    monthly_answers(app, "2024-07", [12] * 11 + [4])
    found = by_period(read(app, nps))
    assert found["2024-06"] == (34.5, "ok")
    assert found["2024-07"] == (100.0, "thin")
    assert found["2025-06"] == (None, "withheld")


def test_a_given_value_with_its_base_is_pooled_like_any_other(app):
    fill(
        app,
        kpi_monthly,
        """
        metric        | month   | numerator | denominator | base | source
        response_rate | 2025-01 | 30        | 100         | 30   | given
        response_rate | 2025-02 | 10        | 20          | 10   | survey
        """,
    )
    [quarter] = read(app, response_rate, Grain.QUARTER)
    assert (quarter.value, quarter.base) == ((30 + 10) / (100 + 20), 40)


def test_an_nps_without_squares_has_no_interval(app):
    row = {"metric": "nps", "month": ENDED, "numerator": 20, "denominator": 40, "base": 40}
    insert_rows(app, kpi_monthly, [row])
    [found] = read(app, nps)
    assert (found.value, found.low, found.high) == (50, None, None)


def test_more_answers_than_invitations_have_a_value_and_no_interval(app):
    row = {"metric": "response_rate", "month": ENDED, "source": "survey"}
    insert_rows(app, kpi_monthly, [row | {"numerator": 30, "denominator": 20, "base": 30}])
    [found] = read(app, response_rate)
    assert (found.value, found.low, found.high) == (1.5, None, None)


def test_a_segment_is_read_at_its_own_grain(app):
    monthly_answers(app, "2024-01", [30] * 18, "big")
    monthly_answers(app, "2024-01", [20] * 18, "middle")
    monthly_answers(app, "2024-01", [4] * 18, "small")
    assert {str(r.status) for r in read(app, nps, segment="small")} == {"withheld"}
    assert {r.base for r in read(app, nps, segment="small")} == {4}
    assert {str(r.status) for r in read(app, nps, segment="big")} == {"ok"}
    assert {r.base for r in read(app, nps)} == {30 + 20 + 4}


def test_first_and_last_narrow_what_is_read_and_no_data_gives_no_readings(app):
    monthly_answers(app, "2025-01", [40] * 6)
    found = read(app, nps, first=parse_month("2025-02"), last=parse_month("2025-03"))
    assert list(by_period(found)) == ["2025-02", "2025-03"]
    assert read(app, nps, segment="nowhere") == []
    assert read(app, grr) == []


@pytest.mark.parametrize("counts", [(0, 0, 0), (3, 0, 0), (9, 5, 5), (0, 4, 7)])
def test_promoters_passives_and_detractors_come_back_from_their_sums(counts):
    promoters, passives, detractors = counts
    sums = Sums(promoters - detractors, sum(counts), promoters + detractors, sum(counts))
    assert nps_counts(sums) == (promoters, passives, detractors)
