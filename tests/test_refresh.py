"""Refresh: what it fills, what it leaves alone, and that it is all or nothing."""

from datetime import date, datetime

import pytest
import sqlalchemy as sa

import restatements_retention
from databases import apart
from kundagenda.database.connection import open_engine
from kundagenda.database.mapping import FACTS
from kundagenda.database.refresh import refresh, refresh_agenda
from kundagenda.database.state import data_version
from kundagenda.database.warehouse import Warehouse, open_warehouse
from kundagenda.errors import ReaderError
from kundagenda.settings import Settings
from metrics import METRICS, customer_item_share, grr_month, logo_churn_month, nps
from metrics.definition import Family
from metrics.outcomes import outcome
from metrics.periods import month_number, parse_month
from metrics.scope import Scope
from metrics.tables import (
    agenda_items,
    forums,
    kpi_cohorts,
    kpi_monthly,
    meetings,
    outcome_values,
    subscriptions,
    survey_answers,
    verdicts,
)
from random_company import END, draw_company, insert_company
from restatements_all import every
from tables import empty, fill, insert_rows, stored_parts

JANUARY, FEBRUARY, MARCH = (parse_month(f"2025-0{month}") for month in (1, 2, 3))
LATER = date(2025, 6, 15)


def everything(engine, *tables):
    """Every row of the tables as it stands, in an order of its own."""
    with engine.connect() as connection:
        return [sorted(map(repr, connection.execute(sa.select(table)))) for table in tables]


def figures(engine):
    """The KPI table without the moment of its making."""
    columns = [column for column in kpi_monthly.c if column.name != "refreshed_at"]
    with engine.connect() as connection:
        return sorted(map(repr, connection.execute(sa.select(*columns))))


def as_numbers(parts):
    return tuple(None if part is None else float(part) for part in parts)


def a_year_of_meetings(app):
    """One meeting in January, February and March, each with a customer item of two."""
    insert_rows(app, forums, [{"id": 1}])
    days = [date(2025, month, 11) for month in (1, 2, 3)]
    insert_rows(app, meetings, [{"id": n, "held_on": day} for n, day in enumerate(days, start=1)])
    items = [{"meeting_id": n, "level_best": level} for n in (1, 2, 3) for level in ("fix", "none")]
    insert_rows(app, agenda_items, items)


def shares(app):
    """Numerator and denominator of the item share by month."""
    return {key[0]: row[:2] for key, row in stored_parts(app, customer_item_share).items()}


def test_the_kpi_table_equals_a_plain_restatement_of_every_metric(places):
    company = draw_company(seed=3)
    insert_company(company, places.app, places.facts)
    lines = refresh(places.app, today=END, warehouse=places.warehouse)
    expected = every(company)
    for metric, line in zip([*METRICS, outcome("uptime")], lines, strict=True):
        found = stored_parts(places.app, metric)
        assert set(found) == set(expected[metric.key]), metric.key
        for key, row in found.items():
            # Minutes and amounts are not whole: they agree up to rounding.
            assert row == pytest.approx(as_numbers(expected[metric.key][key])), (metric.key, key)
        assert (line.metric, line.rows, line.kept) == (metric.key, len(found), False)
    assert sum(line.rows for line in lines) > 1000


def test_a_second_refresh_changes_no_figure_but_names_the_data_anew(app):
    insert_company(draw_company(seed=4), app, app)
    names, found = [], []
    for _ in range(2):
        refresh(app, today=END)
        found.append(figures(app))
        with app.connect() as connection:
            names.append(data_version(connection))
    assert found[0] == found[1] != []
    assert names[0] != names[1] != ""


def test_since_leaves_earlier_months_as_they_were(app):
    a_year_of_meetings(app)
    refresh(app, today=LATER)
    empty(app, agenda_items)
    refresh(app, since=FEBRUARY, today=LATER)
    assert shares(app) == {JANUARY: (1, 2)}
    refresh(app, today=LATER)
    assert shares(app) == {}


def test_since_brings_new_months_in(app):
    a_year_of_meetings(app)
    refresh(app, since=MARCH, today=LATER)
    assert shares(app) == {MARCH: (1, 2)}


def test_retention_is_computed_for_months_that_have_ended_and_no_later(app):
    insert_rows(app, subscriptions, [{"started_on": date(2025, 1, 1)}])
    refresh(app, today=date(2025, 3, 31))
    assert max(key[0] for key in stored_parts(app, logo_churn_month)) == FEBRUARY
    refresh(app, today=date(2025, 4, 1))
    assert max(key[0] for key in stored_parts(app, logo_churn_month)) == MARCH


def test_given_values_stand_in_their_months_and_other_months_are_computed(app):
    days = [date(2025, 1, 5), date(2025, 2, 5)]
    insert_rows(app, survey_answers, [{"answered_on": day, "score": 9} for day in days])
    fill(
        app,
        kpi_monthly,
        """
        metric | month   | numerator | source
        nps    | 2025-02 | 34.5      | given
        """,
    )
    for _ in range(2):
        lines = {line.metric: line for line in refresh(app, today=LATER)}
        assert stored_parts(app, nps) == {
            (JANUARY, "", ""): (1, 1, 1, 1),
            (FEBRUARY, "", ""): (34.5, None, None, None),
        }
        assert (lines["nps"].rows, lines["nps"].kept) == (1, True)
        assert (lines["response_rate"].rows, lines["response_rate"].kept) == (2, False)


def test_an_edit_of_the_agenda_leaves_given_attention_alone(app):
    a_year_of_meetings(app)
    fill(
        app,
        kpi_monthly,
        """
        metric              | month   | forum   | numerator | source
        customer_item_share | 2025-02 | Ledning | 0.4       | given
        """,
    )
    with app.begin() as connection:
        refresh_agenda(connection, [JANUARY, FEBRUARY])
    assert shares(app) == {JANUARY: (1, 2), FEBRUARY: (0.4, None)}


def test_months_before_the_first_row_that_is_left_are_forgotten(app):
    a_year_of_meetings(app)
    refresh(app, today=LATER)
    with app.begin() as connection:
        connection.execute(sa.delete(agenda_items).where(agenda_items.c.meeting_id == 1))
        connection.execute(sa.delete(meetings).where(meetings.c.id == 1))
    refresh(app, today=LATER)
    assert set(shares(app)) == {FEBRUARY, MARCH}
    empty(app, agenda_items, meetings)
    refresh(app, today=LATER)
    assert figures(app) == []


def test_every_row_says_where_it_came_from_and_when(app):
    a_year_of_meetings(app)
    insert_rows(app, survey_answers, [{"answered_on": date(2025, 1, 5), "score": 9}])
    insert_rows(app, subscriptions, [{"started_on": date(2025, 1, 1)}])
    refresh(app, today=LATER)
    with app.connect() as connection:
        rows = connection.execute(sa.select(kpi_monthly)).all()
    families = {metric.key: str(metric.family) for metric in METRICS}
    assert {row.source for row in rows} == {"agenda", "survey", "retention"}
    assert all(row.source == families[row.metric] for row in rows)
    assert all(isinstance(row.refreshed_at, datetime) for row in rows)


def test_touched_agenda_months_are_recomputed_in_the_callers_transaction(app):
    a_year_of_meetings(app)
    refresh(app, today=LATER)
    turned = sa.update(agenda_items).where(agenda_items.c.meeting_id.in_([1, 3]))
    with app.connect() as connection:
        connection.execute(turned.values(level_best="value"))
        refresh_agenda(connection, [MARCH, MARCH])
        inside = {
            row.month: row.numerator
            for row in connection.execute(
                sa.select(kpi_monthly).where(kpi_monthly.c.metric == customer_item_share.key)
            )
        }
        assert inside == {JANUARY: 1, FEBRUARY: 1, MARCH: 2}
        connection.rollback()
    assert shares(app) == dict.fromkeys((JANUARY, FEBRUARY, MARCH), (1, 2))
    with app.begin() as connection:
        connection.execute(turned.values(level_best="value"))
        refresh_agenda(connection, [JANUARY, MARCH])
    assert shares(app) == {JANUARY: (2, 2), FEBRUARY: (1, 2), MARCH: (2, 2)}


def test_a_touched_month_without_meetings_has_no_figure_left(app):
    a_year_of_meetings(app)
    refresh(app, today=LATER)
    with app.begin() as connection:
        connection.execute(sa.update(meetings).where(meetings.c.id == 2).values(status="cancelled"))
        refresh_agenda(connection, [FEBRUARY])
    assert set(shares(app)) == {JANUARY, MARCH}


class Cut(Exception):
    """The moment in which everything stops."""


def cut_before(key):
    def some(metrics):
        for metric in metrics:
            if metric.key == key:
                raise Cut
            yield metric

    return some


@pytest.mark.parametrize("key", [METRICS[1].key, grr_month.key])
def test_a_failure_in_the_middle_leaves_everything_as_it_was(app, key):
    insert_company(draw_company(seed=5), app, app)
    refresh(app, today=date(2025, 3, 1))
    before = everything(app, kpi_monthly, verdicts)
    empty(app, survey_answers, subscriptions)
    with pytest.raises(Cut):
        refresh(app, today=END, progress=cut_before(key))
    assert everything(app, kpi_monthly, verdicts) == before
    assert before[0]
    assert before[1]


def test_a_warehouse_that_is_down_is_one_sentence_and_leaves_the_last_figures(sqlite_app):
    insert_rows(sqlite_app, survey_answers, [{"answered_on": date(2025, 1, 5), "score": 9}])
    refresh(sqlite_app, today=LATER)
    before = everything(sqlite_app, kpi_monthly)
    down = open_engine("postgresql://reader:hush@127.0.0.1:9/facts")
    away = Warehouse(down, frozenset(FACTS.values()), {}, {}, 600)
    with pytest.raises(ReaderError, match=r"reader:\*\*\*@127.0.0.1:9/facts did not") as told:
        refresh(sqlite_app, today=LATER, warehouse=away)
    assert "hush" not in str(told.value)
    assert everything(sqlite_app, kpi_monthly) == before


def test_a_warehouse_without_the_tables_is_one_sentence(tmp_path):
    file = tmp_path / "bare.db"
    file.touch()
    with pytest.raises(ReaderError, match=r"bare.db.* has no table .*survey_answers"):
        open_warehouse(Settings(warehouse_url=f"sqlite:///{file}"))


@pytest.mark.parametrize("kind", ["duckdb", "postgresql"])
def test_agendas_are_read_from_the_app_and_facts_from_the_warehouse(sqlite_app, warehouse_of, kind):
    facts = warehouse_of(kind)
    a_year_of_meetings(sqlite_app)
    # The same tables on the wrong side: neither may be read.
    insert_rows(sqlite_app, survey_answers, [{"answered_on": date(2025, 1, 5), "score": 0}])
    insert_rows(facts, survey_answers, [{"answered_on": date(2025, 2, 5), "score": 9}])
    refresh(sqlite_app, today=LATER, warehouse=apart(facts))
    assert set(shares(sqlite_app)) == {JANUARY, FEBRUARY, MARCH}
    assert stored_parts(sqlite_app, nps) == {(FEBRUARY, "", ""): (1, 1, 1, 1)}


def test_an_empty_database_is_refreshed_to_no_figures(app):
    lines = refresh(app, today=LATER)
    assert [line.rows for line in lines] == [0] * len(METRICS)
    assert figures(app) == []
    assert {metric.family for metric in METRICS} == set(Family) - {Family.FOLLOW_UP, Family.OUTCOME}


def test_cohorts_are_filled_and_follow_the_book(places):
    company = draw_company(seed=5)
    insert_company(company, places.app, places.facts)
    refresh(places.app, today=END, warehouse=places.warehouse)
    scope = Scope(month_number(date(2021, 6, 1)), month_number(END) - 1)
    expected = restatements_retention.cohorts(company.subscriptions, scope)
    assert cohort_rows(places.app) == expected != {}
    empty(places.facts, subscriptions)
    refresh(places.app, today=END, warehouse=places.warehouse)
    assert cohort_rows(places.app) == {}


def cohort_rows(app):
    with app.connect() as connection:
        rows = [tuple(row) for row in connection.execute(sa.select(kpi_cohorts))]
    return {row[:3]: row[3:] for row in rows}


def test_an_outcome_whose_values_are_gone_leaves_no_figures(app):
    insert_rows(app, outcome_values, [{"metric": "uptime", "month": MARCH, "value": 0.9}])
    refresh(app, today=LATER)
    assert stored_parts(app, outcome("uptime")) == {(MARCH, "", ""): (0.9, None, None, None)}
    empty(app, outcome_values)
    refresh(app, today=LATER)
    assert stored_parts(app, outcome("uptime")) == {}


def test_who_answers_is_compared_with_the_year_before(sqlite_app):
    def answers(year, segment, count):
        return [{"answered_on": date(year, 1, 5), "segment": segment, "score": 9}] * count

    rows = [*answers(2024, "north", 50), *answers(2024, "south", 50)]
    rows += [*answers(2025, "north", 90), *answers(2025, "south", 10)]
    insert_rows(sqlite_app, survey_answers, rows)
    refresh(sqlite_app, today=LATER)
    with sqlite_app.connect() as connection:
        mix = sa.select(verdicts).where(verdicts.c.kind == "mix")
        [row] = connection.execute(mix).mappings()
    assert (row["metric"], row["status"]) == ("response_rate", "shifted")
