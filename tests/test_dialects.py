"""Every statement is written by the real dialect of every database that a company may have."""

import json
import re
import sys
from functools import cache
from pathlib import Path
from subprocess import run

import pytest

import written_statements
from written_statements import DIALECTS, STATEMENTS

# A bound value as each dialect writes it; two colons are a cast.
BOUND = re.compile(r"(?<!:):[\"`]?\w|%\(|@\w|\?")
ROUND = re.compile(r"\bround\((?:[^()]|\([^()]*\))*\)", re.IGNORECASE)
WITHOUT_GROUPS = {
    "answers_counted", "appearances", "cohort", "meeting_days", "movers", "outcome_names",
    "tenures", "values_given",
}  # fmt: skip
ROOT = Path(__file__).parents[1]
INSTALLED = re.compile(r"pip install \"?([\w-]+)(?:\[\w+\])?==([\d.]+)")
METRICS_AND_MORE = [key for key in STATEMENTS if key != "bound"]

each_dialect = pytest.mark.parametrize("name", DIALECTS)


@cache
def written(name):
    command = [sys.executable, "-W", "error", written_statements.__file__, name]
    return json.loads(run(command, check=True, capture_output=True, text=True).stdout)


def group_bys(sql):
    """The text after every GROUP BY, up to the end of its own select."""
    return [_up_to_the_end(rest) for rest in re.split(r"\bGROUP BY\b", sql)[1:]]


def _up_to_the_end(text):
    depth = 0
    for token in re.finditer(r"[()]|\b(?:ORDER BY|UNION|HAVING|LIMIT)\b", text):
        depth += {"(": 1, ")": -1}.get(token[0], 0)
        if depth < 0 or (depth == 0 and token[0] not in "()"):
            return text[: token.start()]
    return text


@each_dialect
@pytest.mark.parametrize("key", METRICS_AND_MORE)
def test_a_statement_is_written_and_its_groups_name_no_bound_value(name, key):
    found = group_bys(written(name)[key])
    assert found or key in WITHOUT_GROUPS, "a metric adds up rows"
    for clause in found:
        assert not BOUND.search(clause), clause


@pytest.mark.parametrize("name", ["mssql", "mysql", "oracle", "snowflake", "bigquery"])
def test_no_statement_counts_by_filter_which_these_cannot(name):
    assert [key for key, sql in written(name).items() if "FILTER" in sql] == []


def test_sql_server_is_told_how_many_places_to_round_to():
    found = [call for sql in written("mssql").values() for call in ROUND.findall(sql)]
    assert found, "amounts are rounded to hundredths"
    assert {call for call in found if not call.endswith(", 0)")} == set()


@pytest.mark.parametrize("key", METRICS_AND_MORE)
def test_bigquery_groups_by_no_name_that_the_statement_never_gives(key):
    sql = written("bigquery")[key]
    given = re.findall(r"AS `(\w+)`", sql)
    for clause in group_bys(sql):
        assert set(re.findall(r"(?<![.])`(\w+)`(?![.])", clause)) <= set(given)


@each_dialect
def test_no_column_is_named_by_a_number(name):
    named = re.compile(r"\bAS [\"`\[]?\d")
    assert [key for key, sql in written(name).items() if named.search(sql)] == []


@each_dialect
def test_what_is_distinct_is_ordered_by_the_name_it_is_given(name):
    assert re.search(r"ORDER BY [\"`]?name[\"`]?$", written(name)["outcome_names"])


@pytest.mark.parametrize("page", ["snowflake", "bigquery", "databricks", "trino"])
def test_the_driver_that_a_page_names_is_the_one_of_the_tests(page):
    text = (ROOT / f"docs/connect/{page}.md").read_text(encoding="utf-8")
    [driver] = INSTALLED.findall(text)
    pinned = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").split()
    assert "==".join(driver) in pinned


@each_dialect
def test_a_bound_value_in_a_group_is_seen(name):
    [clause] = group_bys(written(name)["bound"])
    assert BOUND.search(clause)


def test_every_group_by_is_read_to_its_end():
    inner = "SELECT 1 GROUP BY CAST(a AS INTEGER), f(b, :x)"
    sql = f"SELECT x FROM ({inner}) AS y GROUP BY z ORDER BY :y"
    assert group_bys(sql) == [" CAST(a AS INTEGER), f(b, :x)", " z "]
