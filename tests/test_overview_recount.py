"""Every figure on Overview equals a naive recount, in plain Python, from the raw rows."""

from datetime import date

import pytest

import restatements
from databases import APP_KINDS
from kundagenda.database.refresh import refresh
from kundagenda.findings.background import background_of
from kundagenda.findings.gather import SHOWN, overview_of
from kundagenda.findings.view import View
from metrics import CATALOGUE
from metrics.periods import Grain, first_day
from metrics.tables import survey_answers
from random_company import END, draw_company, insert_company
from recount import Counted, Recount, difference, interval, value
from tables import fill

SIZES = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}
VIEWS = [
    View(END),
    View(END, forum="Styrelse"),
    View(END, segment="north", grain=Grain.MONTH, months=24),
    View(END, segment="east", forum="Ledning", grain=Grain.YEAR),
    View(date(2025, 3, 31), grain=Grain.MONTH, months=18),
    View(date(2024, 6, 30), months=12),
    View(date(2024, 9, 3), months=24),
]


def approx(wanted):
    """Equal up to rounding; null only equals null."""
    return None if wanted is None else pytest.approx(wanted, abs=1e-9)


@pytest.fixture(scope="module", params=APP_KINDS)
def pages(request, app_of):
    """Overview for every view of a company drawn at random, each beside its recount."""
    counted, app = Counted(draw_company(seed=11)), app_of(request.param)
    insert_company(counted.company, app, app)
    refresh(app, today=END)
    with app.connect() as connection:
        background = background_of(connection)
        return [
            (overview_of(connection, view, background), Recount(counted, view)) for view in VIEWS
        ]


def test_the_figures_and_their_changes_equal_a_recount(pages):
    for page, recount in pages:
        figures = {
            "customer_item_share": page.share,
            "customer_meeting_share": page.meeting_share,
            "nps": page.satisfaction,
            "logo_churn": page.churn,
            "response_rate": page.response_rate,
        } | {f"level_{level}": figure for level, figure in page.levels.items()}
        for key, figure in figures.items():
            assert figure.metric is CATALOGUE[key]
            now = recount.year(figure.metric, recount.last)
            before = recount.year(figure.metric, recount.last - 12)
            check_reading(figure.metric, figure.now, *now)
            check_reading(figure.metric, figure.before, *before)
            check_change(figure, now[0], before[0])


def check_reading(metric, reading, parts, base):
    assert reading.value == approx(value(metric, parts)), metric.key
    assert reading.base == base, metric.key
    if reading.value is not None:
        assert (reading.numerator, reading.denominator) == approx(parts[:2])
        low, high = interval(metric, parts)
        assert (reading.low, reading.high) == (approx(low), approx(high)), metric.key


def check_change(figure, now, before):
    metric = figure.metric
    if value(metric, now) is None or value(metric, before) is None:
        assert figure.change is None
        return
    low, high = difference(metric, now, before)
    assert figure.change.difference == approx(value(metric, now) - value(metric, before))
    assert (figure.change.low, figure.change.high) == (approx(low), approx(high)), metric.key
    assert figure.change.real == (None if low is None else low > 0 or high < 0)


def test_the_latest_value_of_every_metric_equals_a_recount(pages):
    for page, recount in pages:
        assert set(page.latest) == {metric.key for metric in SHOWN}
        for key, reading in page.latest.items():
            check_reading(CATALOGUE[key], reading, *recount.year(CATALOGUE[key], recount.last))


def test_the_rhythm_equals_a_recount(pages):
    for page, recount in pages:
        rhythm, as_of, days = page.rhythm, recount.view.as_of, recount.customer_days
        start = first_day(recount.last - 11)
        year = [items for day, items in recount.held if day >= start]
        assert rhythm.recency_days == ((as_of - max(days)).days if days else None)
        assert rhythm.last_customer_day == max(days, default=None)
        assert rhythm.meetings == sum(bool(items) for items in year)
        assert rhythm.meetings_without_agenda == sum(not items for items in year)
        assert rhythm.last_meeting_day == recount.held[-1][0]
        flags = "".join("ny"[any(map(restatements.is_customer, row))] for row in year if row)
        assert rhythm.streak.current == len(flags.rpartition("n")[2])
        assert rhythm.streak.longest == max(len(run) for run in flags.split("n"))
        since = max(start, recount.held[0][0])
        assert (rhythm.gap.days, rhythm.gap.kind) == recount.longest_gap(since)


def test_the_sources_equal_a_recount(pages):
    for page, recount in pages:
        company, sources = recount.company, page.sources
        every = restatements.discussed(company.forums, company.meetings, company.items)
        assert sources.meetings == sum(bool(items) for _, items in recount.held)
        assert sources.items == sum(len(items) for _, items in recount.held)
        assert sources.unreviewed == sum(item["level_by"] != "person" for *_, item in every)
        assert sources.unclear == sum(item["level"] == "unclear" for *_, item in every)
        assert sources.answers == recount.year(CATALOGUE["nps"], recount.last)[1]
        assert sources.customers == recount.year(CATALOGUE["logo_churn"], recount.last)[1]
        assert sources.forums == ("Ledning", "Styrelse")
        assert sources.segments == ("east", "north", "south")


def test_every_period_equals_a_recount(pages):
    for page, recount in pages:
        view, size = recount.view, SIZES[recount.view.grain]
        newest = restatements.month_of(view.as_of)
        starts = {m - m % size for m in range(recount.last - view.months + 1, newest + 1)}
        found = page.periods.astype(object).where(page.periods.notna(), None)
        rows = {row["period"]: row for row in found.to_dict("records")}
        assert list(rows) == sorted(rows)
        # Only a running period in which nothing has happened is left out.
        assert rows.keys() in (starts, starts - {max(starts)})
        for start, row in rows.items():
            months = range(start, start + size)
            assert (row["first"], row["last"]) == (months[0], months[-1])
            assert row["partial"] == (months[-1] > recount.last)
            check_attention(row, recount, months)
            check_outcomes(row, recount, months)


def check_attention(row, recount, months):
    """The agenda columns of one period."""
    share, _ = recount.period(CATALOGUE["customer_item_share"], months)
    customer, items, _, _ = share or (0, 0, None, 0)
    assert (row["items"], row["customer"]) == (items, customer)
    assert row["share"] == approx(customer / items if items else None)
    for level in restatements.CUSTOMER:
        at_level, _ = recount.period(CATALOGUE[f"level_{level}"], months)
        expected = (at_level[0] if at_level else 0) / items if items else None
        assert row[level] == approx(expected)
    held, base = recount.period(CATALOGUE["customer_meeting_share"], months)
    assert (row["meetings"], row["customer_meetings"]) == (base, held[0] if held else 0)


def check_outcomes(row, recount, months):
    """The columns of one period on what customers say and do."""
    metric = CATALOGUE["nps"]
    score, base = recount.period(metric, months)
    assert row["satisfaction"] == approx(value(metric, score))
    assert row["satisfaction_base"] == base
    assert row["satisfaction_status"] == satisfaction_status(score, base, row["partial"])
    low, high = interval(metric, score) if score else (None, None)
    assert (row["satisfaction_low"], row["satisfaction_high"]) == (approx(low), approx(high))
    churn, base = recount.period(CATALOGUE["logo_churn"], months)
    lost = value(CATALOGUE["logo_churn"], churn)
    assert row["retained"] == approx(None if lost is None else 1 - lost)
    assert row["retained_base"] == base


def satisfaction_status(score, base, partial):
    if score is None:
        return "withheld" if base else "undefined"
    return "partial" if partial else "thin" if base < 30 else "ok"


def test_the_decision_and_the_events_equal_a_recount(pages):
    for page, recount in pages:
        [declared] = recount.company.priorities
        holds = declared["valid_from"] <= recount.view.as_of
        assert (page.priority is not None) == holds
        kept = page.share.now.value >= declared["declared_share"] if holds else None
        assert page.promise_kept is kept
        decided = recount.decision_days
        assert page.rhythm.last_decision_day == max(decided, default=None)
        first = recount.last - recount.view.months + 1
        drawn = [event.day for event in page.events if event.kind == "decision"]
        assert drawn == [day for day in decided if restatements.month_of(day) >= first]


def test_the_company_has_figures_of_every_standing(pages):
    found = {status for page, _ in pages for status in page.periods["satisfaction_status"]}
    assert found >= {"ok", "thin", "withheld", "partial"}
    assert len(pages[0][1].decision_days) > 5


def test_a_company_that_asks_for_marks_is_shown_by_its_marks(app):
    fill(
        app,
        survey_answers,
        "answer_id | response_id | answered_on | instrument | scale_low | scale_high | score\n"
        + "".join(
            f"{n} | {n} | 2026-10-{n:02} | csat | 1 | 7 | {n % 4 + 4}\n" for n in range(1, 29)
        ),
    )
    refresh(app, today=date(2026, 11, 2))
    with app.connect() as connection:
        background = background_of(connection)
        page = overview_of(connection, View(date(2026, 10, 31)), background)
    assert page.satisfaction.metric.key == "csat_7"
    assert page.satisfaction.now.value == 50  # 14 of 28 answers are 6 or 7
    assert page.periods["satisfaction"].iloc[-1] == 50
