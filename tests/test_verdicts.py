"""Stored verdicts: what they are computed from, and which of their figures may be told."""

import json
from collections.abc import Iterable
from datetime import date

import numpy as np
import pytest
from sqlalchemy import Engine, delete, select, update

from conftest import Places
from kundagenda.database.facts import InPlace, Sources
from kundagenda.database.refresh import refresh
from kundagenda.database.segments_by_month import tagged_by_segment
from kundagenda.database.verdicts import monthly_series, store_verdicts
from kundagenda.findings.background import background_of
from kundagenda.findings.gather import overview_of
from kundagenda.findings.summary import facts
from kundagenda.findings.view import View
from metrics import customer_item_share
from metrics.periods import parse_month
from metrics.tables import kpi_monthly, subscriptions, survey_answers, verdicts
from tables import empty, fill, insert_rows

FIRST, LAST = parse_month("2022-01"), parse_month("2025-12")
TODAY = date(2026, 1, 10)
MONTH = kpi_monthly.c.month
OF_NPS = kpi_monthly.c.metric == "nps"


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


def months_of(metric: str, values: Iterable[tuple[float, int]], segment: str = "") -> list[dict]:
    """Rows of the KPI table from a numerator and a denominator a month, oldest first."""
    return [
        {
            "metric": metric, "month": FIRST + n, "segment": segment, "numerator": numerator,
            "denominator": denominator, "base": denominator, "source": "computed",
        }
        for n, (numerator, denominator) in enumerate(values)
    ]  # fmt: skip


def echo(seed: int, months: int = 48, strength: float = 1.0) -> tuple[list, list]:
    """Monthly parts of attention, and of an outcome that echoes it three months later."""
    rng = np.random.default_rng(seed)
    attention = rng.standard_normal(months + 3)
    outcome = strength * attention[:months] + 0.4 * rng.standard_normal(months)
    return (
        [(round(40 + 8 * a), 200) for a in attention[3:]],
        [(round(80 + 20 * o), 400) for o in outcome],
    )


def stored(app: Engine, kind: str) -> dict[str, tuple[str, dict]]:
    """Status and detail of the stored verdicts of a kind, by what they are held against."""
    with app.connect() as connection:
        rows = connection.execute(select(verdicts).where(verdicts.c.kind == kind)).all()
    return {row.against or row.metric: (row.status, json.loads(row.detail)) for row in rows}


def told(app: Engine, on: date = TODAY) -> dict[str, tuple[str, dict]]:
    """The lead verdicts after they were computed on a day."""
    with app.begin() as connection:
        store_verdicts(connection, Sources(InPlace(connection)), on)
    return stored(app, "lead")


def test_every_monthly_figure_with_rows_has_a_verdict_on_its_level(sqlite_app: Engine) -> None:
    attention, outcome = echo(1)
    for key in ("customer_item_share", "nps", "response_rate", "logo_churn_month", "nrr_month"):
        insert_rows(sqlite_app, kpi_monthly, months_of(key, attention))
    insert_rows(sqlite_app, kpi_monthly, months_of("grr", outcome))  # trailing: never tested
    told(sqlite_app)
    levels = stored(sqlite_app, "level")
    assert set(levels) == {
        "customer_item_share", "nps", "response_rate", "logo_churn_month", "nrr_month"
    }  # fmt: skip
    assert all(detail["n"] == 48 for _, detail in levels.values())


def test_several_outcomes_pay_for_one_another(sqlite_app: Engine) -> None:
    attention, outcome = echo(1)
    insert_rows(sqlite_app, kpi_monthly, months_of("customer_item_share", attention))
    insert_rows(sqlite_app, kpi_monthly, months_of("nps", outcome))
    alone = told(sqlite_app)["nps"][1]["p_familywise"]
    for seed, key in ((2, "csat_5"), (3, "logo_churn_month")):
        insert_rows(sqlite_app, kpi_monthly, months_of(key, echo(seed)[1]))
    with sqlite_app.begin() as connection:
        connection.execute(delete(verdicts))
    found = told(sqlite_app)
    # What customers say, by the measure that the Overview shows, and what they do: two questions.
    assert set(found) == {"nps", "logo_churn_month"}
    assert found["nps"][1]["p_familywise"] == pytest.approx(2 * alone)


def test_a_told_order_in_time_stays_for_its_quarter(sqlite_app: Engine) -> None:
    attention, outcome = echo(1)
    insert_rows(sqlite_app, kpi_monthly, months_of("customer_item_share", attention))
    insert_rows(sqlite_app, kpi_monthly, months_of("nps", outcome))
    before = told(sqlite_app)["nps"]
    assert before[0] == "signal"
    with sqlite_app.begin() as connection:  # corrected figures, as many months
        connection.execute(update(kpi_monthly).where(OF_NPS).values(numerator=7 * MONTH % 11))
    assert told(sqlite_app, date(2026, 2, 20))["nps"] == before
    with sqlite_app.begin() as connection:  # an older month read in is another history
        connection.execute(delete(kpi_monthly).where(OF_NPS, MONTH == FIRST))
    assert told(sqlite_app, date(2026, 2, 21))["nps"][0] == "no_evidence"


def test_too_early_is_asked_anew_in_the_same_quarter(sqlite_app: Engine) -> None:
    attention, outcome = echo(1)
    insert_rows(sqlite_app, kpi_monthly, months_of("customer_item_share", attention))
    insert_rows(sqlite_app, kpi_monthly, months_of("nps", outcome[:30]))
    assert told(sqlite_app)["nps"][0] == "not_enough_data"
    insert_rows(sqlite_app, kpi_monthly, months_of("nps", outcome)[30:])
    assert told(sqlite_app)["nps"][0] == "signal"


def test_figures_that_are_gone_take_their_verdicts_along(sqlite_app: Engine) -> None:
    attention, outcome = echo(1)
    insert_rows(sqlite_app, kpi_monthly, months_of("customer_item_share", attention))
    insert_rows(sqlite_app, kpi_monthly, months_of("nps", outcome))
    told(sqlite_app)
    with sqlite_app.begin() as connection:
        connection.execute(delete(kpi_monthly).where(OF_NPS))
    assert told(sqlite_app) == {}
    assert set(stored(sqlite_app, "level")) == {"customer_item_share"}


@pytest.mark.parametrize(("segments", "verdict"), [(5, "signal"), (4, None)])
def test_five_segments_are_compared_with_one_another(
    sqlite_app: Engine, segments: int, verdict: str | None
) -> None:
    for seed in range(segments):
        attention, outcome = echo(seed)
        name = f"s{seed}"
        insert_rows(sqlite_app, kpi_monthly, months_of("customer_item_share", attention, name))
        insert_rows(sqlite_app, kpi_monthly, months_of("nps", outcome, name))
    told(sqlite_app)
    panels = stored(sqlite_app, "panel")
    assert (panels.get("nps", (None,))[0]) == verdict
    if verdict:
        assert panels["nps"][1]["lag"] == 3
        assert panels["nps"][1]["orders"] == 120


def test_attention_of_a_segment_is_its_items_over_all_items(sqlite_app: Engine) -> None:
    fill(
        sqlite_app,
        kpi_monthly,
        """
        metric              | month   | segment | numerator | denominator | base | source
        customer_item_share | 2025-01 |         | 1         | 15          | 15   | agenda
        customer_item_share | 2025-01 | north   | 3         | 5           | 5    | agenda
        customer_item_share | 2025-03 |         | 0         | 10          | 10   | agenda
        """,
    )
    with sqlite_app.connect() as connection:
        found = tagged_by_segment(connection, customer_item_share, LAST)
    assert found["north"].tolist() == [3 / (15 + 5), 0, 0]


def customers(many: int, months: int | None, since: date = date(2024, 1, 1)) -> list[dict]:
    """Subscriptions of so many customers that were there at so many month-ends; null: still."""
    ended = date(2024, 1 + months, 20) if months else None
    return [
        {"account_id": f"{many}-{months}-{n}", "started_on": since, "ended_on": ended, "mrr": 9.0}
        for n in range(many)
    ]


def test_how_long_customers_stay_is_kept_with_its_curve(places: Places) -> None:
    """Twelve customers: three leave after two month-ends, three after four, six stay two years."""
    for many, months in ((3, 2), (3, 4), (6, None)):
        insert_rows(places.facts, subscriptions, customers(many, months))
    refresh(places.app, today=TODAY, warehouse=places.warehouse)
    [(status, told)] = stored(places.app, "survival").values()
    assert status == "ok"
    assert (told["n"], told["ended"], told["longest"], told["last"]) == (12, 6, 23, LAST)
    curve = [(months, alive) for months, alive, _, _ in told["curve"]]
    assert curve == [(2, pytest.approx(9 / 12)), (4, pytest.approx(6 / 12))]
    assert (told["median"], told["low"], told["high"]) == (4, 2, None)
    assert all(low < alive < high for _, alive, low, high in told["curve"])


def test_nine_customers_are_too_few_to_say_how_long_they_stay(sqlite_app: Engine) -> None:
    insert_rows(sqlite_app, subscriptions, [*customers(4, 2), *customers(5, None)])
    refresh(sqlite_app, today=TODAY)
    [(status, told)] = stored(sqlite_app, "survival").values()
    assert (status, told["n"], told["median"], told["curve"]) == ("not_enough_data", 9, None, [])


def test_a_refresh_of_the_last_months_still_watches_customers_from_their_first(
    sqlite_app: Engine,
) -> None:
    insert_rows(sqlite_app, subscriptions, [*customers(5, 2), *customers(6, None)])
    refresh(sqlite_app, today=TODAY)
    whole = stored(sqlite_app, "survival")
    refresh(sqlite_app, since=LAST - 1, today=TODAY)
    assert stored(sqlite_app, "survival") == whole
    assert whole["customer_tenure"][1]["n"] == 11


def test_a_book_that_is_gone_takes_the_stay_of_customers_along(sqlite_app: Engine) -> None:
    insert_rows(sqlite_app, subscriptions, customers(10, None))
    refresh(sqlite_app, today=TODAY)
    assert set(stored(sqlite_app, "survival")) == {"customer_tenure"}
    empty(sqlite_app, subscriptions)
    refresh(sqlite_app, today=TODAY)
    assert stored(sqlite_app, "survival") == {}
