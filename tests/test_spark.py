"""One distributed engine as a warehouse: Spark gives the very figures that SQLite gives.

All rows are laid in one set of tables, and each metric is asked for once, by a refresh as in use.
"""

from datetime import date
from decimal import Decimal
from functools import cache
from time import monotonic

import pytest
import sqlalchemy as sa

import golden_rows
from databases import apart, with_tables
from golden_examples import differences, figures
from golden_rows import MONTH
from golden_together import CASES, OneOfMany, fill_together
from kundagenda.database.connection import clear_failures, open_engine
from kundagenda.database.read_only import read_only_engine
from kundagenda.database.refresh import refresh
from kundagenda.database.schema import open_database
from kundagenda.database.warehouse import Warehouse, open_warehouse
from kundagenda.errors import ReaderError
from kundagenda.settings import Settings
from metrics import METRICS
from metrics.definition import Family
from metrics.movements import movers
from metrics.nki import responses_counted
from metrics.outcomes import values_given
from metrics.satisfaction import answers_counted
from metrics.say_do import given_between
from metrics.scope import Scope
from metrics.tables import (
    METADATA,
    actions,
    agenda_items,
    decisions,
    forums,
    initiatives,
    kpi_cohorts,
    kpi_monthly,
    meetings,
    outcome_values,
    purchases,
    subscriptions,
    survey_answers,
    survey_invitations,
    verdicts,
)
from random_company import draw_company, insert_company
from spark_server import copy_tables, missing, spark_server
from tables import insert_rows, stored_parts
from written_statements import STATEMENTS, YEAR

# The first test waits for the server and for two refreshes.
pytestmark = [pytest.mark.spark, pytest.mark.timeout(900)]

FACTS = (survey_answers, survey_invitations, subscriptions, purchases, outcome_values)
AGENDA = (forums, meetings, initiatives, agenda_items, decisions, actions)
TODAY = date(2025, 9, 3)
# What a refresh or a worked example runs; the other statements are asked one by one.
RUN = {metric.key for metric in METRICS if metric.family is not Family.AGENDA} | {
    "outcome:uptime", "outcome_names", "cohorts", "tenures", "respondents", "arrivals", "bound",
}  # fmt: skip
OTHERS = {key: each for key, each in STATEMENTS.items() if key not in RUN} | {
    "given_between": given_between(date(2024, 1, 1), date(2024, 12, 31)),
    "answers_counted": answers_counted("ces", Scope(MONTH, MONTH)),
    "responses_counted": responses_counted(Scope(MONTH, MONTH)),
    "movers": movers(YEAR),
    "values_given": values_given("uptime", YEAR),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("spark")


@pytest.fixture(scope="module")
def lite(folder):
    """The rows of a random company, and of every worked example beside it, in SQLite."""
    engine = with_tables(open_engine(f"sqlite:///{folder / 'facts.db'}"))
    insert_company(draw_company(5), engine, engine)
    follow_up(engine)
    fill_together(engine)
    yield engine
    engine.dispose()


def follow_up(engine):
    """An action, late, and an initiative that was on some agendas: the drawn company has none."""
    taken, late = date(2024, 4, 2), {"due_on": date(2024, 5, 1), "done_on": date(2024, 6, 1)}
    insert_rows(engine, decisions, [{"id": 0, "agenda_item_id": 1, "decided_on": taken}])
    insert_rows(engine, actions, [{"id": 1, "decision_id": 0, "text": "Ring", **late}])
    insert_rows(engine, initiatives, [{"id": 1, "launched_on": date(2024, 2, 1)}])
    with engine.begin() as connection:
        seen = agenda_items.c.id.in_([4, 40, 90, 140])
        connection.execute(sa.update(agenda_items).where(seen).values(initiative_id=1))


@pytest.fixture(scope="module")
def spark(folder, lite):
    """The same rows in Spark."""
    if absent := missing():
        pytest.skip(f"Spark's tests need {absent}")
    with spark_server(folder) as address:
        engine = open_engine(address)
        copy_tables(lite, engine, (*FACTS, *AGENDA), folder / "rows")
        with engine.connect() as connection:
            connection.exec_driver_sql("CREATE VIEW answers AS SELECT * FROM survey_answers")
        yield engine
        engine.dispose()


@pytest.fixture(scope="module")
def refreshed(folder, spark, lite):
    """Two app databases, refreshed from Spark and from SQLite."""
    apps = [open_database(f"sqlite:///{folder / name}.db") for name in ("spark", "lite")]
    address = spark.url.render_as_string(hide_password=False)
    apart_of = (open_warehouse(Settings(warehouse_url=address, warehouse_seconds=600)), apart(lite))
    for app, warehouse in zip(apps, apart_of, strict=True):
        refresh(app, today=TODAY, warehouse=warehouse)
    apart_of[0].engine.dispose()
    yield apps
    for app in apps:
        app.dispose()


@pytest.fixture(scope="module")
def asked(spark):
    """The rows of a statement on Spark, which runs it once."""

    @cache
    def run(_sql, statement):
        return rows_of(spark, statement)

    written = {"literal_binds": True}
    return lambda statement: run(str(statement.compile(compile_kwargs=written)), statement)


def rows_of(engine, statement):
    with engine.connect() as connection:
        return connection.execute(statement).all()


def kept(engine, table):
    """The rows of a table by their key, but for the time at which they were written."""
    told = [column for column in table.columns if not column.name.endswith("_at")]
    keys = [column for column in told if column.primary_key]
    others = [column for column in told if not column.primary_key]
    rows = rows_of(engine, sa.select(*keys, *others))
    return {tuple(row[: len(keys)]): tuple(row[len(keys) :]) for row in rows}


def nearly(value):
    """A number but for its last digits, sums being added up in another order; else as it is."""
    return pytest.approx(value, rel=1e-9, abs=1e-9) if isinstance(value, float) else value


@pytest.mark.parametrize("table", [kpi_monthly, kpi_cohorts, verdicts], ids=str)
def test_a_refresh_from_spark_keeps_what_one_from_sqlite_keeps(table, refreshed):
    found, expected = (kept(app, table) for app in refreshed)
    assert found.keys() == expected.keys()
    for key, row in expected.items():
        assert found[key] == tuple(nearly(value) for value in row), key


def test_every_metric_of_the_warehouse_has_figures_there(refreshed):
    metrics = {metric.key for metric in METRICS if metric.family is not Family.AGENDA}
    # No example has marks on these scales; the statement is that of csat_5, with another number.
    metrics -= {"csat_7", "csat_10"}
    assert {key[0] for key in kept(refreshed[0], kpi_monthly)} == metrics | {"outcome:uptime"}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_worked_example_out_of_spark(case, refreshed, asked, monkeypatch):
    def parts_kept(company, metric, scope):
        months = range(scope.first, scope.last + 1)
        rows = stored_parts(refreshed[0], metric).items()
        return {key: row for key, row in rows if key[0] in months and key[2] == company.segment}

    monkeypatch.setattr(golden_rows, "parts", parts_kept)
    assert not differences(figures(case, OneOfMany(case["id"], asked)), case)


@pytest.mark.parametrize("key", OTHERS)
def test_a_statement_gives_the_rows_that_it_gives_on_sqlite(key, spark, lite):
    found, expected = (rows_of(engine, OTHERS[key]) for engine in (spark, lite))
    assert expected, "rows to compare"
    assert not any(isinstance(value, Decimal) for row in found for value in row)
    pairs = zip(in_order(found), in_order(expected), strict=True)
    for one, other in pairs:
        assert tuple(one) == tuple(nearly(value) for value in other)


def in_order(rows):
    """Rows sorted by what is no fraction, which may differ in its last digits."""
    return sorted(rows, key=lambda row: [str(v) for v in row if not isinstance(v, float)])


def test_tables_and_views_are_found_with_their_columns(spark):
    inspector = sa.inspect(spark)
    assert set(inspector.get_table_names()) == {table.name for table in (*FACTS, *AGENDA)}
    assert inspector.get_view_names() == ["answers"]
    asked = {name: inspector.has_table(name) for name in ("subscriptions", "Answers", "nothing")}
    assert asked == {"subscriptions": True, "Answers": True, "nothing": False}
    found = {each["name"]: type(each["type"]) for each in inspector.get_columns("answers")}
    assert list(found) == list(survey_answers.columns.keys())
    assert (found["answered_on"], found["high_is_good"]) == (sa.Date, sa.Boolean)


@pytest.mark.parametrize("name", ["subscriptions", "answers"])
def test_a_table_is_read_as_it_is_found(name, spark, lite):
    table = sa.Table(name, sa.MetaData(), autoload_with=spark)
    ours = METADATA.tables.get(name, survey_answers)
    day = next(column.name for column in ours.columns if isinstance(column.type, sa.Date))
    since = date(2024, 6, 1)
    query, other = (sa.select(of).where(of.c[day] >= since) for of in (table, ours))
    assert sorted(map(str, rows_of(spark, query))) == sorted(map(str, rows_of(lite, other)))


def test_a_table_that_is_not_there_is_told_by_name(spark):
    with pytest.raises(sa.exc.NoSuchTableError, match="nothing"):
        sa.Table("nothing", sa.MetaData(), autoload_with=spark)


@pytest.mark.parametrize("text", ["a'b", 'd"q', "100 % of", "%(x)s :y", "back\\slash", "å\n\t€"])
def test_a_text_arrives_as_it_was_sent(text, spark):
    assert rows_of(spark, sa.select(sa.literal(text))) == [(text,)]


def test_a_refused_statement_is_told_in_one_sentence(spark):
    statement = sa.select(sa.column("nope")).select_from(survey_answers)
    with pytest.raises(ReaderError) as told, clear_failures(spark):
        rows_of(spark, statement)
    assert "`nope` cannot be resolved" in str(told.value)
    assert "org.apache" not in str(told.value)


def test_a_statement_that_cannot_be_read_is_told_with_what_is_wrong(spark):
    with pytest.raises(ReaderError) as told, clear_failures(spark):
        rows_of(spark, sa.text("SELEKT 1"))
    assert "SELEKT" in str(told.value)
    assert "org.apache" not in str(told.value)


def test_a_statement_is_given_up_after_the_seconds_of_the_settings(spark):
    address = spark.url.render_as_string(hide_password=False)
    found = Warehouse(read_only_engine(address, 2), frozenset(), {}, {}, 2)
    slow = sa.text("SELECT count(*) FROM range(1000000000000) WHERE hash(id) % 7 = 1")
    begun = monotonic()
    said = pytest.raises(ReaderError, match=r"within 2 seconds.*warehouse_seconds")
    with said, found.connect() as connection:
        connection.execute(slow).all()  # Spark says so when the rows are fetched
    assert monotonic() - begun < 60
    with found.connect() as connection:
        assert connection.scalar(sa.select(sa.literal(1))) == 1, "the next one is not cut short"
    found.engine.dispose()


def test_a_session_that_was_cut_off_is_opened_again(spark):
    with spark.connect() as connection:
        connection.connection.dbapi_connection._transport.close()
    assert rows_of(spark, sa.select(sa.literal(1))) == [(1,)]


def test_a_server_out_of_reach_is_told_in_one_sentence(spark):
    away = open_engine("spark+thrift://127.0.0.1:1/default?auth=NOSASL")
    with pytest.raises(ReaderError, match="did not answer"), clear_failures(away):
        rows_of(away, sa.select(1))
