"""The latest value of every metric, as the list of definitions shows it."""

from datetime import date

import pytest

from app_pages import statements
from kundagenda.findings.definitions import company_outcomes, latest_values, listed
from kundagenda.findings.minutes import minute_readings
from kundagenda.findings.outcomes import outcomes_of
from kundagenda.findings.reading import Status
from kundagenda.findings.readings import readings
from kundagenda.findings.view import View
from metrics import (
    CATALOGUE,
    FIGURES,
    customer_item_share,
    customer_minute_share,
    grr,
    logo_churn,
    logo_churn_month,
    nps,
)
from metrics.definition import Unit
from metrics.outcomes import outcome
from metrics.periods import Grain, parse_month
from metrics.tables import kpi_monthly, targets
from tables import fill

LAST = parse_month("2025-06")


def latest(app, *wanted):
    with app.connect() as connection, statements() as sent:
        found = latest_values(connection, wanted, LAST)
    assert len(sent) <= 2
    return found


def test_a_latest_value_is_the_reading_of_twelve_months(app):
    fill(
        app,
        kpi_monthly,
        """
        metric              | month   | segment | numerator | denominator | base | source
        customer_item_share | 2024-06 |         | 9         | 9           | 9    | agenda
        customer_item_share | 2024-07 |         | 1         | 20          | 20   | agenda
        customer_item_share | 2025-06 | north   | 3         | 20          | 20   | agenda
        customer_item_share | 2025-07 |         | 9         | 9           | 9    | agenda
        logo_churn          | 2025-05 |         | 8         | 40          | 40   | retention
        logo_churn          | 2025-06 |         | 5         | 50          | 50   | retention
        logo_churn_month    | 2025-05 |         | 3         | 40          | 40   | retention
        logo_churn_month    | 2025-06 |         | 1         | 50          | 50   | retention
        """,
    )
    found = latest(app, customer_item_share, logo_churn, logo_churn_month, grr, nps)
    assert found["customer_item_share"].value == (1 + 3) / (20 + 20)
    assert (found["logo_churn"].value, found["logo_churn"].base) == (5 / 50, 50)
    assert (found["logo_churn_month"].value, found["logo_churn_month"].base) == (1 / 50, 50)
    assert found["grr"] is None
    assert found["nps"] is None
    with app.connect() as connection:
        for each in (customer_item_share, logo_churn):
            [same] = readings(
                connection, each, grain=Grain.ROLLING12, first=LAST, last=LAST, ended=LAST
            )
            assert found[each.key] == same


def test_answers_under_ten_are_withheld_and_old_figures_are_not_passed_off_as_new(app):
    fill(
        app,
        kpi_monthly,
        """
        metric | month   | segment | numerator | denominator | squares | base | source
        nps    | 2025-06 | north   | 4         | 9           | 8       | 9    | survey
        grr    | 2023-06 |         | 4         | 9           |         | 9    | retention
        """,
    )
    found = latest(app, nps, grr)
    assert (found["nps"].value, found["nps"].base) == (None, 9)
    assert found["nps"].status is Status.WITHHELD
    assert (found["grr"].value, found["grr"].status) == (None, Status.UNDEFINED)


MINUTES = """
    metric                  | month   | numerator | denominator | base | source
    minutes_recorded        | 2025-05 | 20        | 100         | 10   | agenda
    minutes_imputed         | 2025-05 | 30        | 120         | 10   | agenda
    minutes_low             | 2025-05 | 20        | 120         | 10   | agenda
    minutes_high            | 2025-05 | 40        | 120         | 10   | agenda
    minutes_coverage        | 2025-05 | 10        | 12          | 12   | agenda
    meetings_without_length | 2025-05 | 0         | 3           | 3    | agenda
"""


def test_the_customer_share_of_minutes_is_made_of_its_parts_with_its_bounds(app):
    fill(app, kpi_monthly, MINUTES)
    share = latest(app, customer_minute_share)["customer_minute_share"]
    assert (share.value, share.low, share.high) == (30 / 120, 20 / 120, 40 / 120)
    assert share.base == 10
    with app.connect() as connection:
        [same] = minute_readings(
            connection, grain=Grain.ROLLING12, first=LAST, last=LAST, ended=LAST
        )
    assert share == same


def test_with_few_minutes_known_the_share_is_null_and_its_bounds_stand(app):
    few = MINUTES.replace("10        | 12          | 12", "10        | 21          | 21")
    fill(app, kpi_monthly, few)
    share = latest(app, customer_minute_share)["customer_minute_share"]
    assert (share.value, share.low, share.high) == (None, 20 / 120, 40 / 120)
    assert share.status is Status.UNDEFINED


@pytest.mark.parametrize(
    ("given", "target", "unit"),
    [(0.925, 0.97, Unit.SHARE), (92.5, 97.0, Unit.OWN), (0.925, 97.0, Unit.OWN)],
)
def test_a_part_of_a_whole_is_a_share_here_where_it_is_one_on_outcomes(app, given, target, unit):
    row = f"metric | month | numerator | source\noutcome:uptime | 2025-06 | {given} | given"
    fill(app, kpi_monthly, row)
    row = f"metric | value | valid_from\noutcome:uptime | {target} | 2025-01-01"
    fill(app, targets, row)
    with app.connect() as connection:
        found = listed(connection, LAST)
        there = outcomes_of(connection, View(date(2025, 6, 30)))
    [outcome_there] = there.others or there.own
    reading = found.latest["outcome:uptime"]
    assert reading.metric.unit is outcome_there.measured.metric.unit is unit
    assert reading.value == outcome_there.measured.figure.now.value == given


def test_the_company_s_own_outcomes_are_found_by_name_and_weighed_over_the_year(app):
    fill(
        app,
        kpi_monthly,
        """
        metric           | month   | segment | numerator | denominator | base | source
        outcome:uptime   | 2024-06 |         | 10        | 10          | 10   | outcome
        outcome:uptime   | 2025-05 | north   | 9         | 10          | 10   | outcome
        outcome:uptime   | 2025-06 | south   | 27        | 30          | 30   | outcome
        outcome:50 %_off | 2025-06 |         | 7         |             |      | given
        outcomes         | 2025-06 |         | 1         | 1           | 1    | given
        """,
    )
    with app.connect() as connection, statements() as sent:
        own = company_outcomes(connection)
    assert len(sent) == 1
    assert {metric.key for metric in own} == {"outcome:uptime", "outcome:50 %_off"}
    found = latest(app, *own)
    assert found["outcome:uptime"].value == (9 + 27) / (10 + 30)
    assert (found["outcome:50 %_off"].value, found["outcome:50 %_off"].base) == (7, None)


def test_everything_is_listed_once_with_a_place_for_its_latest_value(app):
    row = "metric | month | numerator | source\noutcome:uptime | 2025-06 | 0.97 | given"
    fill(app, kpi_monthly, row)
    with app.connect() as connection:
        found = listed(connection, LAST)
    keys = [figure.key for figure in found.definitions]
    expected = [*CATALOGUE, outcome("uptime").key, *(figure.key for figure in FIGURES)]
    assert keys == expected
    assert set(found.latest) == set(keys)
    assert [key for key in keys if found.latest[key]] == ["outcome:uptime"]
