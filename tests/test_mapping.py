"""Theirs as ours: every form of a day, number, truth and code, on every database we promise."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from kundagenda.database.mapping import FACTS, mapped
from kundagenda.database.read_only import add_functions
from kundagenda.database.stands import Stand, translator
from kundagenda.database.warehouse import columns_of
from kundagenda.errors import ReaderError
from kundagenda.sources import TableSource
from metrics.periods import parse_month
from metrics.tables import outcome_values, purchases, subscriptions, survey_answers

MARCH = parse_month("2025-03")
DAY = date(2025, 3, 31)
STOCKHOLM = "Europe/Stockholm"
LATE = datetime(2025, 3, 31, 22, 30)  # in UTC: the first of April in Stockholm
NEEDED = {
    survey_answers: {
        "answer_id": {"value": "a"}, "response_id": {"value": "r"},
        "answered_on": {"value": "2025-01-01"}, "instrument": {"value": "nps"},
        "scale_low": {"value": 0}, "scale_high": {"value": 10},
    },
    subscriptions: {
        "subscription_id": {"value": "s"}, "account_id": {"value": "k"},
        "started_on": {"value": "2025-01-01"}, "mrr": {"value": 1.5},
    },
    purchases: {
        "account_id": {"value": "k"}, "bought_on": {"value": "2025-01-01"}, "amount": {"value": 1},
    },
    outcome_values: {"metric": {"value": "m"}, "month": {"value": MARCH}, "value": {"value": 1.0}},
}  # fmt: skip
NUMERIC = sa.Numeric(12, 4).with_variant(sa.Double, "sqlite")

FORMS = [
    (subscriptions.c.started_on, {}, sa.Date, DAY, DAY),
    (subscriptions.c.started_on, {}, sa.DateTime, LATE, DAY),
    (subscriptions.c.started_on, {"zone": STOCKHOLM}, sa.DateTime, LATE, date(2025, 4, 1)),
    (subscriptions.c.started_on, {}, sa.String, "2025-03-31", DAY),
    (subscriptions.c.started_on, {}, sa.String, "2025-03-31T22:30:00", DAY),
    (subscriptions.c.ended_on, {}, sa.String, "", None),
    (subscriptions.c.ended_on, {"written": "DD.MM.YYYY"}, sa.String, "", None),
    (subscriptions.c.started_on, {"written": "DD.MM.YYYY"}, sa.String, "31.03.2025", DAY),
    (subscriptions.c.started_on, {"written": "DD/MM/YYYY"}, sa.String, "31/03/2025", DAY),
    (subscriptions.c.started_on, {"written": "MM/DD/YYYY"}, sa.String, "03/31/2025", DAY),
    (subscriptions.c.started_on, {"written": "YYYYMMDD"}, sa.String, "20250331", DAY),
    (subscriptions.c.started_on, {"written": "YYYYMMDD"}, sa.Integer, 20250331, DAY),
    (outcome_values.c.month, {}, sa.Integer, MARCH, MARCH),
    (outcome_values.c.month, {"written": "YYYY-MM"}, sa.String, "2025-03", MARCH),
    (outcome_values.c.month, {"written": "YYYYMM"}, sa.Integer, 202503, MARCH),
    (outcome_values.c.month, {}, sa.Date, DAY, MARCH),
    (outcome_values.c.month, {}, sa.String, "2025-03-01", MARCH),
    (subscriptions.c.mrr, {}, NUMERIC, Decimal("99.9"), 99.9),
    (subscriptions.c.mrr, {"divide_by": 12}, NUMERIC, Decimal("1198.8"), 99.9),
    (subscriptions.c.mrr, {}, sa.String, "99,9", 99.9),
    (subscriptions.c.mrr, {}, sa.Integer, 99, 99),
    (subscriptions.c.mrr, {}, sa.String, "1 234,50", 1234.5),
    (subscriptions.c.mrr, {}, sa.String, "1\N{NO-BREAK SPACE}234,50", 1234.5),
    (survey_answers.c.score, {}, NUMERIC, Decimal("9"), 9),
    (survey_answers.c.score, {}, NUMERIC, Decimal("8.6"), 9),
    (survey_answers.c.score, {}, sa.String, "8,5", 9),
    (survey_answers.c.score, {"divide_by": 10}, sa.Integer, 86, 9),
    (survey_answers.c.score, {"divide_by": 10}, sa.Integer, 85, 9),
    (survey_answers.c.score, {"divide_by": 10}, sa.Integer, 65, 7),
    (survey_answers.c.score, {}, sa.String, "9", 9),
    (survey_answers.c.score, {}, sa.String, " ", None),
    (survey_answers.c.score, {"values": {"Mycket bra": 5}}, sa.String, "Mycket bra", 5),
    (survey_answers.c.score, {"values": {"Mycket bra": 5}}, sa.String, "Vet ej", None),
    (survey_answers.c.high_is_good, {}, sa.Boolean, False, False),
    (survey_answers.c.high_is_good, {}, sa.Integer, 0, False),
    (
        survey_answers.c.high_is_good,
        {"values": {"Ja": True, "Nej": False}},
        sa.String,
        "Nej",
        False,
    ),
    (survey_answers.c.high_is_good, {}, sa.Boolean, None, True),
    (survey_answers.c.high_is_good, {"values": {"Nej": False}}, sa.String, "JA", True),
    (survey_answers.c.segment, {}, sa.CHAR(12), "Handel", "Handel"),
    (survey_answers.c.segment, {"values": {"H": "Handel"}}, sa.CHAR(12), "H", "Handel"),
    (survey_answers.c.segment, {"values": {"H": "Handel"}}, sa.CHAR(12), "Bygg", "Bygg"),
    (survey_answers.c.segment, {}, sa.Integer, 17, "17"),
    (subscriptions.c.account_id, {}, sa.Integer, 17, 17),
    (subscriptions.c.account_id, {}, sa.String, "017", "017"),
    (survey_answers.c.response_id, {}, sa.BigInteger, 17, 17),
    (survey_answers.c.segment, {"values": {"17": "Handel"}}, sa.Integer, 17, "Handel"),
    (survey_answers.c.segment, {"values": {"17": "Handel"}}, sa.Integer, 18, "18"),
    (survey_answers.c.segment, {"values": {"okänd": ""}}, sa.String, "okänd", ""),
    (survey_answers.c.segment, {"values": {"true": "Ny"}}, sa.Boolean, True, "Ny"),
    (purchases.c.amount, {}, sa.Double, 10.25, 10.25),
]


@pytest.fixture
def there(warehouse_of: Callable[[str], Engine], request: pytest.FixtureRequest) -> Engine:
    engine = warehouse_of(request.param)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", lambda c, _r: add_functions(c))
        engine.dispose()
    return engine


on_each = pytest.mark.parametrize("there", ["sqlite", "postgresql", "duckdb"], indirect=True)


def stand(engine: Engine, ours: sa.Table, columns: dict[str, Any], **more: Any) -> Any:
    """The expression for a table of ours over the table Deras."""
    source = TableSource(table="Deras", columns={**NEEDED[ours], **columns}, **more)
    with engine.connect() as connection:
        types = columns_of(sa.inspect(connection), source, "tables.x")
    return mapped(ours, source, types, f"tables.{ours.name}").rows


def theirs(engine: Engine, kind: Any, values: list[Any]) -> None:
    """Their table, of one column."""
    table = sa.Table("Deras", sa.MetaData(), sa.Column("nr", sa.Integer), sa.Column("Värde", kind))
    with engine.begin() as connection:
        table.drop(connection, checkfirst=True)
        table.create(connection)
        rows = [{"nr": number, "Värde": value} for number, value in enumerate(values)]
        if engine.dialect.name == "sqlite":
            rows = [{k: float(v) if isinstance(v, Decimal) else v for k, v in r.items()}
                    for r in rows]  # fmt: skip
        if rows:
            connection.execute(sa.insert(table), rows)


@on_each
@pytest.mark.parametrize(
    ("ours", "said", "kind", "value", "meant"),
    FORMS,
    ids=[f"{o.name}-{s}-{k}-{v}" for o, s, k, v, _ in FORMS],
)
def test_a_form_is_understood(
    there: Engine, ours: Any, said: Any, kind: Any, value: Any, meant: Any
) -> None:
    theirs(there, kind, [value])
    found = stand(there, ours.table, {ours.name: {"column": "Värde", **said}})
    with there.connect() as connection:
        [read] = connection.execute(sa.select(found.c[ours.name])).scalars()
    assert read == pytest.approx(meant) if isinstance(meant, float) else read == meant
    assert isinstance(read, type(meant)) or isinstance(meant, int)


@on_each
@pytest.mark.parametrize(
    ("rule", "left"),
    [
        ({"is": 2}, [2]),
        ({"is": [1, 3]}, [1, 3]),
        ({"is_not": 2}, [1, 3, None]),
        ({"is_not": [1, 2]}, [3, None]),
        ({"at_least": 2}, [2, 3]),
        ({"below": 2}, [1]),
        ({"known": True}, [1, 2, 3]),
        ({"known": False}, [None]),
        ({"at_least": 1, "below": 3}, [1, 2]),
    ],
    ids=str,
)
def test_a_condition_leaves_the_rows_that_it_says(there: Engine, rule: Any, left: Any) -> None:
    theirs(there, sa.Integer, [1, 2, 3, None])
    where = [{"column": "Värde", **rule}]
    found = stand(there, survey_answers, {"score": "Värde"}, where=where)
    with there.connect() as connection:
        read = [*connection.execute(sa.select(found.c.score)).scalars()]
    assert sorted(read, key=str) == sorted(left, key=str)


@on_each
def test_days_are_compared_as_days(there: Engine) -> None:
    theirs(there, sa.Date, [date(2024, 12, 31), date(2025, 1, 1)])
    where = [{"column": "Värde", "at_least": "2025-01-01"}]
    found = stand(there, purchases, {"bought_on": "Värde"}, where=where)
    with there.connect() as connection:
        assert [*connection.execute(sa.select(found.c.bought_on)).scalars()] == [date(2025, 1, 1)]


@on_each
def test_a_large_whole_amount_can_be_multiplied(there: Engine) -> None:
    theirs(there, sa.Integer, [2_000_000_000])
    found = stand(there, subscriptions, {"mrr": "Värde"})
    with there.connect() as connection:
        asked = sa.select(found.c.mrr * sa.literal_column("12"))
        assert connection.scalar(asked) == 24_000_000_000


@pytest.mark.postgres
@pytest.mark.parametrize("there", ["postgresql"], indirect=True)
def test_a_moment_with_its_own_zone_is_asked_for_the_day_in_ours(there: Engine) -> None:
    theirs(there, sa.DateTime(timezone=True), [LATE.replace(tzinfo=UTC)])
    said = {"column": "Värde", "zone": STOCKHOLM}
    found = stand(there, purchases, {"bought_on": said})
    with there.connect() as connection:
        assert connection.scalar(sa.select(found.c.bought_on)) == date(2025, 4, 1)


@pytest.mark.postgres
@pytest.mark.parametrize("there", ["postgresql"], indirect=True)
def test_a_moment_with_its_own_zone_has_no_day_until_a_zone_is_said(there: Engine) -> None:
    theirs(there, sa.DateTime(timezone=True), [])
    with pytest.raises(ReaderError, match=r"bought_on names a column of moments.*zone = "):
        stand(there, purchases, {"bought_on": "Värde"})


@pytest.mark.parametrize("there", ["sqlite"], indirect=True)
def test_a_computed_column_of_a_view_is_translated(there: Engine) -> None:
    with there.begin() as connection:
        connection.exec_driver_sql('DROP TABLE IF EXISTS "Deras"')
        connection.exec_driver_sql('CREATE VIEW "Deras" AS SELECT 1 + 9 AS "Värde"')
    try:
        said = {"column": "Värde", "values": {"10": "Handel"}}
        found = stand(there, survey_answers, {"segment": said})
        with there.connect() as connection:
            assert connection.scalar(sa.select(found.c.segment)) == "Handel"
    finally:
        with there.begin() as connection:
            connection.exec_driver_sql('DROP VIEW "Deras"')


@pytest.mark.parametrize("there", ["sqlite"], indirect=True)
def test_what_is_not_named_is_the_same_name_the_default_or_unknown(there: Engine) -> None:
    table = sa.Table("Deras", sa.MetaData(), sa.Column("SCORE", sa.Integer),
                     sa.Column("segment", sa.String))  # fmt: skip
    with there.begin() as connection:
        table.drop(connection, checkfirst=True)
        table.create(connection)
        connection.execute(sa.insert(table), {"SCORE": 7, "segment": "Handel"})
    found = stand(there, survey_answers, {"score": "score"})
    with there.connect() as connection:
        row = connection.execute(sa.select(found)).one()
    assert (row.score, row.segment, row.account_id, row.high_is_good) == (7, "Handel", None, True)


WRONG = [
    (sa.String, {"high_is_good": "Värde"}, r"high_is_good cannot be a text without its meaning"),
    (sa.Integer, {"answered_on": "Värde"}, r"answered_on names a column of numbers.*YYYYMMDD"),
    (sa.Integer, {"score": "Vardet"}, r"columns.score names the column 'Vardet'.*mean Värde\?"),
    (sa.Integer, {"score": {"value": "nio"}}, r"columns.score cannot be 'nio'.*whole numbers"),
    (sa.Integer, {"high_is_good": {"value": 1}}, r"high_is_good cannot be 1: .*true or false"),
    (sa.Integer, {"score": {"column": "Värde", "values": {"x": 1}}}, r"score.values has 'x'"),
    (sa.Integer, {"Betyg": "Värde"}, r"no setting tables.survey_answers.columns.Betyg"),
    (sa.String, {"answered_on": {"column": "Värde", "written": "YYYY-MM"}}, r"a day is needed"),
]


@pytest.mark.parametrize(("kind", "columns", "said"), WRONG, ids=[each[2] for each in WRONG])
def test_what_cannot_be_is_told_by_the_name_of_the_setting(
    warehouse_of: Callable[[str], Engine], kind: Any, columns: Any, said: str
) -> None:
    engine = warehouse_of("sqlite")
    theirs(engine, kind, [])
    with pytest.raises(ReaderError, match=said):
        stand(engine, survey_answers, columns)


def test_a_needed_column_that_nobody_names_is_told(warehouse_of: Callable[[str], Engine]) -> None:
    engine = warehouse_of("sqlite")
    theirs(engine, sa.Integer, [])
    with engine.connect() as connection:
        types = columns_of(sa.inspect(connection), TableSource(table="Deras"), "tables.x")
    with pytest.raises(ReaderError, match=r"tables.purchases.columns.account_id is missing"):
        mapped(purchases, TableSource(table="Deras"), types, "tables.purchases")


def test_a_table_that_is_not_there_is_told_with_the_nearest(
    warehouse_of: Callable[[str], Engine],
) -> None:
    with warehouse_of("sqlite").connect() as connection:
        seen, source = sa.inspect(connection), TableSource(table="survey_answer")
        with pytest.raises(ReaderError, match=r"tables.x .*mean survey_answers\?"):
            columns_of(seen, source, "tables.x")


def test_every_mention_of_a_table_is_put_in_another_place() -> None:
    theirs = sa.table("x", *(sa.column(c.name) for c in survey_answers.columns))
    other = sa.select(*theirs.columns).subquery("theirs")
    inner = sa.select(survey_answers.c.score).where(survey_answers.c.score > 3).cte("inner_one")
    asked = sa.select(sa.func.max(inner.c.score), sa.func.count()).select_from(
        inner.join(survey_answers, survey_answers.c.score == inner.c.score)
    )
    said = str(translator({survey_answers: Stand(other, {}, {})})(asked))
    assert "survey_answers" not in said
    assert said.count("AS theirs") == 2
    assert set(FACTS) == {table.name for table in NEEDED} | {"survey_invitations"}
