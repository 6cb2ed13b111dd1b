"""Stored verdicts: what they are computed from, and which of their figures may be told."""

from datetime import date

import pytest
from sqlalchemy import Engine

from kundagenda.database.refresh import refresh
from kundagenda.database.verdicts import monthly_series
from kundagenda.findings.background import background_of
from kundagenda.findings.gather import overview_of
from kundagenda.findings.summary import facts
from kundagenda.findings.view import View
from metrics import customer_item_share
from metrics.periods import parse_month
from metrics.tables import kpi_monthly, survey_answers
from tables import fill, insert_rows

FIRST, LAST = parse_month("2022-01"), parse_month("2025-12")
TODAY = date(2026, 1, 10)


def test_a_month_with_a_value_given_without_its_base_is_unknown(app: Engine) -> None:
    fill(
        app,
        kpi_monthly,
        """
        metric              | month   | segment | numerator | denominator | base | source
        customer_item_share | 2025-01 | north   | 0.9       |             |      | given
        customer_item_share | 2025-01 | south   | 2         | 2           | 2    | given
        customer_item_share | 2025-02 | south   | 1         | 2           | 2    | given
        """,
    )
    with app.connect() as connection:
        series = monthly_series(connection, customer_item_share, LAST)
    assert series.isna().tolist() == [True, False]
    assert series.iloc[1] == 0.5
    refresh(app, today=TODAY)


@pytest.mark.parametrize(("a_month", "told"), [(1, False), (12, True)])
def test_the_means_of_a_verdict_are_withheld_like_any_figure(
    sqlite_app: Engine, a_month: int, told: bool
) -> None:
    """One answer a month is ten in a year, and never enough for half a year's mean."""
    days = [date(month // 12, month % 12 + 1, 5) for month in range(FIRST, LAST + 1)]
    # Eight late months of 0 or 1 after forty of 8 to 10: a fall beyond doubt.
    answers = [
        {"answered_on": day, "score": 9 + n % 2 if n < 40 else (n + i) % 2 * 9}
        for n, day in enumerate(days)
        for i in range(a_month)
    ]
    insert_rows(sqlite_app, survey_answers, answers)
    refresh(sqlite_app, today=TODAY)
    with sqlite_app.connect() as connection:
        overview = overview_of(connection, View(TODAY), background_of(connection))
    [level] = [v for v in overview.verdicts if (v.kind, v.metric) == ("level", "nps")]
    assert level.detail["n"] == len(days)
    assert (level.detail["mean_last"] is not None) is told
    [fact] = [fact for fact in facts(overview) if fact.key == "level_change:nps"]
    assert told or fact.value is None
