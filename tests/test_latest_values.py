"""The latest value of every metric, as the list of definitions shows it."""

from app_pages import statements
from kundagenda.findings.definitions import latest_values
from kundagenda.findings.reading import Status
from kundagenda.findings.readings import readings
from metrics import customer_item_share, grr, logo_churn, logo_churn_month, nps
from metrics.periods import Grain, parse_month
from metrics.tables import kpi_monthly
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
