"""The rows behind a figure, from a company small enough to count by hand."""

from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from app_pages import statements
from kundagenda.database.refresh import refresh
from kundagenda.findings.behind import Kind, Why, behind_of, kind_of
from kundagenda.findings.kpi import parts_of
from kundagenda.findings.view import View
from kundagenda.panels.behind_columns import columns_of, spreadsheet
from metrics import (
    METRICS,
    customer_item_share,
    grr,
    logo_churn,
    logo_churn_month,
    metric_of,
    mrr_churn,
    nki,
    nps,
    nrr,
)
from metrics.periods import Grain, month_number, months_of, parse_month, period_of
from metrics.tables import outcome_values, subscriptions, survey_answers
from small_company import GROUPS, fill_small_company, months_back

MONTHS = [month_number(day) for day in months_back(36)]
LAST = MONTHS[-1]
NAMES = {code: code.title() for code in GROUPS}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The small company, with one account that grows, shrinks and comes back, and an outcome."""
    made = fill_small_company(f"sqlite:///{tmp_path_factory.mktemp('behind') / 'app.db'}")
    mover = {"account_id": "=mover", "segment": "handel"}
    day = months_back(36)
    spells = [
        (day[10], day[20], 10.0), (day[12], day[14], 5.5), (day[22], None, 20.0),
    ]  # fmt: skip
    rows = [
        mover | {"subscription_id": f"m{n}", "started_on": start, "ended_on": end, "mrr": mrr}
        for n, (start, end, mrr) in enumerate(spells)
    ]
    values = [
        {"metric": "uptime", "month": LAST, "segment": "handel", "value": 99.25, "base": 40},
        {"metric": "uptime", "month": LAST, "segment": "", "value": 98.0, "base": None},
    ]
    with made.begin() as connection:
        connection.execute(sa.insert(subscriptions), rows)
        connection.execute(sa.insert(outcome_values), values)
    refresh(made)
    yield made
    made.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as opened:
        yield opened


def view(grain: Grain = Grain.MONTH, **more: object) -> View:
    return View(as_of=date.today(), grain=grain, **more)  # type: ignore[arg-type]


def test_every_metric_but_counts_of_rows_has_some():
    without = {metric.key for metric in METRICS if kind_of(metric) is None}
    assert without == {"response_rate", "nki_incomplete", "repeat_rate"}


def test_items_are_newest_first_and_at_most_as_many_as_asked(connection):
    found = behind_of(connection, view(Grain.ROLLING12), customer_item_share, LAST, 7)
    # 12 meetings of one forum and 4 of the other, five items each.
    assert (found.kind, found.total, len(found.rows)) == (Kind.ITEMS, 80, 7)
    assert found.rows["held_on"].is_monotonic_decreasing


def test_a_forum_narrows_the_items(connection):
    found = behind_of(connection, view(forum="Ledningsgruppen"), customer_item_share, LAST, 500)
    assert found.total == 5


def test_the_limit_stands_in_the_statement(connection):
    for metric in (customer_item_share, nps, logo_churn, logo_churn_month):
        with statements() as sent:
            behind_of(connection, view(), metric, LAST, 500)
        assert "LIMIT" in sent[-1]


def test_answers_tell_neither_day_nor_account(connection):
    found = behind_of(connection, view(), nps, LAST, 500)
    # Twenty a month, ten of either group.
    assert (found.kind, found.total) == (Kind.ANSWERS, 20)
    assert list(found.rows.columns) == ["period", "segment", "instrument", "score"]
    assert found.rows["segment"].value_counts().to_dict() == {"handel": 10, "industri": 10}


def test_answers_of_one_group(connection):
    found = behind_of(connection, view(segment="handel"), nps, LAST, 500)
    assert set(found.rows["segment"]) == {"handel"}
    assert found.total == 10


def test_no_answers_are_no_answers(connection):
    assert behind_of(connection, view(), nki, LAST, 500).why is Why.NONE


def test_answers_that_changed_since_the_figures_are_not_shown(connection):
    newest = survey_answers.c.answer_id.like(f"{months_back(1)[0]:%Y%m}-1%")
    connection.execute(sa.delete(survey_answers).where(newest))
    assert behind_of(connection, view(), nps, LAST, 500).why is Why.ANOTHER_SOURCE
    connection.rollback()


@pytest.mark.parametrize(
    ("place", "kind", "before", "after"),
    [
        (10, "new", None, 10.0),
        (12, "expansion", 10.0, 15.5),
        (14, "contraction", 15.5, 10.0),
        (20, "churn", 10.0, 0.0),
        (22, "reactivation", 0.0, 20.0),
    ],
)
def test_accounts_that_moved(connection, place, kind, before, after):
    found = behind_of(connection, view(), logo_churn_month, MONTHS[place], 500)
    [row] = [r for r in found.rows.to_dict("records") if r["account_id"] == "=mover"]
    assert (row["kind"], row["after"], row["segment"]) == (kind, after, "handel")
    assert row["before"] == before or (before is None and row["before"] != row["before"])


def rows_of_cohort(month: int, segment: str = "") -> dict[str, tuple[float, float]]:
    """What each customer of twelve months before paid then and pays in a month, by hand."""
    spells = [
        (f"a{n}", GROUPS[n % 2], MONTHS[0] - 12, MONTHS[n % 36] if n < 8 else None, 100.0)
        for n in range(60)
    ] + [
        ("=mover", "handel", MONTHS[10], MONTHS[20], 10.0),
        ("=mover", "handel", MONTHS[12], MONTHS[14], 5.5),
        ("=mover", "handel", MONTHS[22], None, 20.0),
    ]

    def paid(account: str, at: int) -> float:
        return sum(
            mrr
            for name, _, start, end, mrr in spells
            if name == account and start <= at and (end is None or at < end)
        )

    there = {(name, group) for name, group, *_ in spells if segment in ("", group)}
    both = {name: (paid(name, month - 12), paid(name, month)) for name, _ in there}
    return {name: pair for name, pair in both.items() if pair[0] > 0}


@pytest.mark.parametrize("segment", ["", "handel"])
@pytest.mark.parametrize("place", [13, 18, 24, 26, 34, 35])
def test_a_cohort_is_everybody_of_a_year_before_and_adds_up_to_the_figure(
    connection, place, segment
):
    wanted = rows_of_cohort(MONTHS[place], segment)
    for metric in (logo_churn, grr, nrr):
        found = behind_of(connection, view(segment=segment), metric, MONTHS[place], 500)
        assert found.kind is Kind.COHORT
        assert found.compared == (MONTHS[place] - 12, MONTHS[place])
        rows = {r["account_id"]: (r["before"], r["after"]) for r in found.rows.to_dict("records")}
        assert rows == wanted
        assert found.total == len(wanted)
        sums = parts_of(connection, metric, segment=segment)[MONTHS[place]]
        assert metric.value(*added_up(metric, wanted)) == metric.value(
            sums.numerator, sums.denominator
        )


def added_up(metric, rows):
    """Numerator and denominator of a figure, from what each customer paid then and pays now."""
    pairs = list(rows.values())
    if metric is logo_churn:
        return sum(now == 0 for _, now in pairs), len(pairs)
    kept = [min(pair) if metric is grr else pair[1] for pair in pairs]
    return sum(kept), sum(then for then, _ in pairs)


def test_a_cohort_tells_what_became_of_each(connection):
    found = behind_of(connection, view(), nrr, MONTHS[24], 500)
    kinds = found.rows.set_index("account_id")["kind"]
    # It paid 15.5 in the month 12 and 20 in the month 24; nobody else has left since.
    assert kinds["=mover"] == "expansion"
    assert set(kinds.drop("=mover")) == {"same"}
    assert found.rows["account_id"].iloc[0] == "=mover"


def test_a_cohort_stops_at_the_last_month_of_its_period_that_has_a_figure(connection):
    found = behind_of(connection, view(Grain.YEAR), grr, period_of(MONTHS[13], Grain.YEAR), 500)
    last = min(
        months_of(period_of(MONTHS[13], Grain.YEAR), Grain.YEAR)[-1], month_number(date.today())
    )
    assert found.compared is not None
    assert found.compared[1] <= last


def test_customers_that_changed_since_the_figures_are_not_shown(connection):
    connection.execute(sa.update(subscriptions).values(mrr=subscriptions.c.mrr + 1))
    assert behind_of(connection, view(), nrr, LAST, 500).why is Why.ANOTHER_SOURCE
    # Who is there has not changed.
    assert behind_of(connection, view(), logo_churn, LAST, 500).why is None
    connection.rollback()


def test_without_a_year_of_customers_there_is_no_cohort(connection):
    early = parse_month("2001-01")
    assert behind_of(connection, view(), grr, early, 500).why is Why.NONE


def test_a_part_of_the_bridge_opens_its_own_accounts(connection):
    found = behind_of(connection, view(Grain.ROLLING12), mrr_churn, MONTHS[20], 500)
    assert set(found.rows["kind"]) == {"churn"}


def test_outcomes_open_their_values(connection):
    metric = metric_of("outcome:uptime")
    assert metric is not None
    found = behind_of(connection, view(), metric, LAST, 500)
    assert found.rows["value"].tolist() == [98.0, 99.25]
    [row] = behind_of(connection, view(segment="handel"), metric, LAST, 500).rows.to_dict("records")
    assert (row["value"], row["base"]) == (99.25, 40)


def test_a_file_is_safe_and_in_the_readers_language(connection):
    found = behind_of(connection, view(), logo_churn_month, MONTHS[12], 500)
    text = spreadsheet(columns_of(found, NAMES, "sv", file=True), "sv").decode()
    assert text.startswith("\ufeffMånad;Kund;Kundgrupp;")
    assert "'=mover;Handel;växte;10;15,5\r\n" in text
    english = spreadsheet(columns_of(found, NAMES, "en", file=True), "en").decode("utf-8-sig")
    month = f"{months_back(36)[12]:%Y-%m}"
    assert f"{month},'=mover,Handel,grew,10,15.5\r\n" in english


def test_a_confidential_item_never_shows_its_title(connection):
    found = behind_of(connection, view(), customer_item_share, LAST, 500)
    for file in (True, False):
        columns = columns_of(found, NAMES, "en", file=file)
        secret = found.rows["confidential"].tolist()
        titles = [title for title, hidden in zip(columns["Item"], secret, strict=True) if hidden]
        assert titles
        assert set(titles) == {"Confidential item"}


def test_days_and_quarters_of_a_file_are_iso(connection):
    items = behind_of(connection, view(), customer_item_share, LAST, 500)
    [first, *_] = columns_of(items, NAMES, "sv", file=True)["Datum"]
    assert date.fromisoformat(str(first))
    assert (
        parse_month(
            str(
                columns_of(behind_of(connection, view(), nps, LAST, 9), NAMES, "sv", file=True)[
                    "Besvarad"
                ][0]
            )
        )
        == LAST
    )
