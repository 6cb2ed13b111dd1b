"""Figures of the company's own: weighed by their bases, shown as given without one."""

from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, insert, text

import restatements_survey
from kundagenda.findings.kpi import monthly_parts, segment_parts
from kundagenda.findings.readings import readings
from metrics import nps
from metrics.definition import Unit
from metrics.outcomes import outcome, outcome_names
from metrics.periods import Grain, parse_month
from metrics.scope import Scope
from metrics.tables import kpi_monthly, outcome_values
from restatements_survey import within
from tables import empty, fill, insert_rows, parts, values

JANUARY = Scope(parse_month("2025-01"), parse_month("2025-01"))
WINTER = Scope(parse_month("2024-12"), parse_month("2025-03"))
UPTIME = outcome("uptime")


def test_a_value_is_weighed_by_its_base_within_its_months_and_its_name(warehouse):
    fill(
        warehouse,
        outcome_values,
        """
        metric   | month   | segment | value | base
        uptime   | 2024-12 | north   | 1     | 1
        uptime   | 2025-01 | north   | 99.5  | 200
        uptime   | 2025-01 |         | -2    | 10
        uptime   | 2025-02 | north   | 1     | 1
        margin   | 2025-01 | north   | 1     | 1
        """,
    )
    assert parts(warehouse, UPTIME, JANUARY) == {
        (JANUARY.first, "", ""): (-2 * 10, 10, None, 10),
        (JANUARY.first, "", "north"): (99.5 * 200, 200, None, 200),
    }
    assert values(warehouse, UPTIME, JANUARY) == [-2, 99.5]


def test_a_value_without_base_stands_alone_and_one_on_nothing_is_null(warehouse):
    fill(
        warehouse,
        outcome_values,
        """
        metric | month   | segment | value | base
        uptime | 2025-01 | north   | 97    |
        uptime | 2025-01 | south   | 98    | 0
        """,
    )
    assert parts(warehouse, UPTIME, JANUARY) == {
        (JANUARY.first, "", "north"): (97, None, None, None),
        (JANUARY.first, "", "south"): (0, 0, None, 0),
    }
    assert values(warehouse, UPTIME, JANUARY) == [None, None]


def test_months_are_pooled_by_their_bases_and_a_given_value_by_nothing(warehouse):
    fill(
        warehouse,
        outcome_values,
        """
        metric | month   | value | base
        uptime | 2024-10 | 90    | 100
        uptime | 2024-12 | 96    | 300
        uptime | 2025-01 | 97    |
        uptime | 2025-02 | 99    | 50
        """,
    )
    scope = Scope(parse_month("2024-10"), parse_month("2025-02"))
    names = ("numerator", "denominator", "squares", "base")
    stored = [
        dict(zip(names, found, strict=True)) | {"metric": UPTIME.key, "month": month}
        for (month, _, _), found in parts(warehouse, UPTIME, scope).items()
    ]
    insert_rows(warehouse, kpi_monthly, stored)
    with warehouse.connect() as connection:
        quarters = readings(connection, UPTIME, grain=Grain.QUARTER, ended=WINTER.last)
        months = readings(connection, UPTIME, ended=WINTER.last)
    assert quarters[0].value == (90 * 100 + 96 * 300) / 400
    assert [month.value for month in months] == [90, None, 96, 97, 99]
    assert {(month.low, month.high) for month in months} == {(None, None)}


def test_a_value_of_the_whole_company_is_not_added_to_those_of_its_groups(app):
    fill(
        app,
        kpi_monthly,
        """
        metric         | month   | segment | numerator | denominator | base | source
        outcome:uptime | 2025-01 |         | 18000     | 200         | 200  | outcome
        outcome:uptime | 2025-01 | north   | 8000      | 100         | 100  | outcome
        outcome:uptime | 2025-01 | south   | 10500     | 105         | 105  | outcome
        outcome:uptime | 2025-02 | north   | 8000      | 100         | 100  | outcome
        outcome:uptime | 2025-02 | south   | 10000     | 300         | 300  | outcome
        outcome:uptime | 2025-03 |         | 18000     | 200         | 200  | outcome
        outcome:uptime | 2025-03 | north   | 97        |             |      | given
        nps            | 2025-01 |         | 9         | 10          | 10   | survey
        nps            | 2025-01 | north   | 5         | 20          | 20   | survey
        """,
    )
    months = [JANUARY.first + i for i in range(3)]
    with app.connect() as connection:
        parts_of_all = monthly_parts(connection, [UPTIME, nps])
        of_a_group = monthly_parts(connection, [UPTIME, nps], segments=["north"])
        read = readings(connection, UPTIME, ended=months[-1])
        north = readings(connection, UPTIME, segment="north", ended=months[-1])
        known = segment_parts(connection, [UPTIME])
    whole = [parts_of_all[UPTIME.key][month] for month in months]
    assert [(of.numerator, of.base) for of in whole] == [
        (18000, 200),  # 90 of the whole company, not (18000 + 8000 + 10500) / 405
        (8000 + 10000, 100 + 300),  # its groups, where nobody gave the whole
        (18000, 200),  # a group without base takes nothing from it
    ]
    assert [reading.value for reading in read] == [18000 / 200, 18000 / 400, 18000 / 200]
    assert of_a_group[UPTIME.key][months[0]].base == 100
    assert [reading.value for reading in north] == [80, 80, 97]
    assert set(known[UPTIME.key]) == {"", "north", "south"}
    # Of answers an empty segment is the customers without a group: a part like any.
    assert parts_of_all["nps"][months[0]].base == 10 + 20


def test_names_come_once_each_in_order(warehouse):
    fill(
        warehouse,
        outcome_values,
        """
        metric | month   | segment | value
        uptime | 2025-01 |         | 1
        margin | 2025-02 | north   | 1
        uptime | 2025-02 | north   | 1
        """,
    )
    with warehouse.connect() as connection:
        assert [row.name for row in connection.execute(outcome_names())] == ["margin", "uptime"]


@pytest.mark.parametrize("address", ["duckdb:///:memory:", "sqlite://"])
def test_rows_without_a_name_are_of_no_outcome(address):
    """A table of the company's own need not have the keys of ours."""
    with create_engine(address).begin() as connection:
        connection.execute(text("create table outcome_values (metric varchar(60))"))
        for name in (None, "", "  ", "uptime"):
            connection.execute(text("insert into outcome_values values (:name)"), {"name": name})
        assert [row.name for row in connection.execute(outcome_names())] == ["uptime"]


def test_several_rows_of_a_warehouse_without_keys_are_one_figure(warehouse_of):
    warehouse = warehouse_of("duckdb")
    month = {"metric": "uptime", "month": JANUARY.first}
    rows = [("north", 90, 10), ("north", 99, 20), ("south", 5, 10), ("south", 7, None)]
    with warehouse.begin() as connection:
        for segment, value, base in rows:
            row = month | {"segment": segment, "value": value, "base": base}
            connection.execute(insert(outcome_values), row)
    assert parts(warehouse, UPTIME, JANUARY) == {
        (JANUARY.first, "", "north"): (90 * 10 + 99 * 20, 30, None, 30),
        (JANUARY.first, "", "south"): (7, None, None, None),
    }


def test_an_outcome_says_what_it_is():
    assert (UPTIME.key, UPTIME.label, UPTIME.unit) == ("outcome:uptime", "uptime", Unit.OWN)
    assert UPTIME.value(3, 2) == 3 / 2
    with pytest.raises(ValueError, match="an outcome needs a name"):
        outcome(" ")


def some_values(draw):
    """Values of twenty segments around the scope, with large, absent and empty bases."""
    keys = {
        (
            draw.choice(["uptime", "uptime", "margin"]),
            draw.randrange(WINTER.first - 2, WINTER.last + 3),
            draw.choice(["", *(f"s{number}" for number in range(20))]),
        )
        for _ in range(150)
    }
    return [
        {
            "metric": name,
            "month": month,
            "segment": segment,
            "value": draw.randrange(-400, 400) / 4,  # quarters have no rounding
            "base": draw.choice([None, 0, 1, draw.randrange(1000), 10**9]),
        }
        for name, month, segment in sorted(keys)
    ]


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(seed=1)
@given(seed=st.integers(0, 2**32))
def test_an_outcome_agrees_with_a_plain_restatement(warehouse, seed):
    rows = some_values(Random(seed))
    empty(warehouse, outcome_values)
    insert_rows(warehouse, outcome_values, rows)
    restated = restatements_survey.outcome(rows, "uptime")
    expected = within(restated, WINTER)
    assert parts(warehouse, UPTIME, WINTER) == expected
    assert {None, 0, 10**9} <= {base for *_, base in expected.values()}
    assert {WINTER.first, WINTER.last} <= {month for month, *_ in expected}
    assert len(expected) < len(restated)  # some lie outside the scope
