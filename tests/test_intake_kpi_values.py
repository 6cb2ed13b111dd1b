"""Ready KPI values: a row each, or a column a metric."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert

from kundagenda.errors import ReaderError
from kundagenda.findings.readings import readings
from kundagenda.intake.table_commit import commit_table
from metrics import logo_churn
from metrics.tables import (
    kpi_monthly,
)
from table_files import MARCH, load, rows, told, write


def test_ready_values_a_row_each_with_and_without_their_base(app: Engine, tmp_path: Path) -> None:
    text = (
        "metric,month,value,n\nnps,2025-03,25,20\nnps,2025-04,30,\noutcome:uptime,2025-03,99.1,\n"
    )
    assert told(load(app, tmp_path, "kpi_monthly", text)) == ("imported", 3, 0, 0)
    assert told(load(app, tmp_path, "kpi_monthly", text)) == ("unchanged", 0, 0, 3)
    # 25 points of 20 answers are 5 promoters more than detractors.
    columns = ("metric", "month", "numerator", "denominator", "base", "source")
    assert rows(app, kpi_monthly, *columns) == [
        ("nps", MARCH, 5.0, 20.0, 20, "given"),
        ("nps", MARCH + 1, 30.0, None, None, "given"),
        ("outcome:uptime", MARCH, 99.1, None, None, "given"),
    ]


def test_ready_values_a_column_a_metric_as_a_swedish_report_has_them(
    app: Engine, tmp_path: Path
) -> None:
    path = write(
        tmp_path,
        "Kundmätning 2025;;;\nMånad;NPS;Antal svar;Uppsägningar\n"
        "mars 2025;25,0;1\u00a0200;1,8 %\napr 2025;–;0;2,4 %\n",
        encoding="cp1252",
    )
    assert commit_table(app, path, "kpi_monthly").new == 3
    found = rows(app, kpi_monthly, "metric", "month", "numerator", "denominator", "base")
    assert [(key, month) for key, month, *_ in found] == [
        ("logo_churn_month", MARCH),
        ("logo_churn_month", MARCH + 1),
        ("nps", MARCH),
    ]
    assert found[0][2:] == (pytest.approx(0.018), None, None)
    assert found[2][2:] == (300.0, 1200.0, 1200)


def test_a_ready_value_takes_the_place_of_the_computed_one(app: Engine, tmp_path: Path) -> None:
    computed = {
        "metric": "nps",
        "month": MARCH,
        "forum": "",
        "numerator": 1,
        "denominator": 2,
        "base": 2,
        "source": "survey",
        "refreshed_at": datetime(2025, 4, 1),
    }
    with app.begin() as connection:
        rows_there = [computed | {"segment": segment} for segment in ("", "norr")]
        connection.execute(insert(kpi_monthly), rows_there)
    load(app, tmp_path, "kpi_monthly", "metric,month,value\nnps,2025-03,40\n")
    assert rows(app, kpi_monthly, "segment", "numerator", "denominator", "source") == [
        ("", 40.0, None, "given")
    ]


@pytest.mark.parametrize(
    ("row", "part"),
    [
        ("nps,10,20,2,", "squares is 2"),
        ("logo_churn,7,5,,", "logo_churn is 1.4"),
        ("nps,10,-20,,", "denominator is -20"),
        ("nps,10,20,,-5", "base is -5"),
    ],
)
def test_parts_that_no_answers_can_have_are_refused(
    app: Engine, tmp_path: Path, row: str, part: str
) -> None:
    key, *parts = row.split(",")
    text = "metric,month,numerator,denominator,squares,n\n" + ",".join([key, "2025-03", *parts])
    with pytest.raises(ReaderError, match=part):
        load(app, tmp_path, "kpi_monthly", text)
    assert rows(app, kpi_monthly, "metric") == []


def test_every_metric_is_named_once_when_one_is_unknown(app: Engine, tmp_path: Path) -> None:
    with pytest.raises(ReaderError) as refused:
        load(app, tmp_path, "kpi_monthly", "metric,month,value\nnbs,2025-03,40\n")
    named = str(refused.value).partition("use one of ")[2].rstrip(".").split(", ")
    assert {"nps", "csat_5", "nki"} <= set(named)
    assert len(named) == len(set(named))


def test_a_share_of_less_than_one_has_no_interval(app: Engine, tmp_path: Path) -> None:
    text = "metric,month,numerator,denominator\nlogo_churn,2025-03,0.2,0.4\n"
    load(app, tmp_path, "kpi_monthly", text)
    with app.connect() as connection:
        [reading] = readings(connection, logo_churn, ended=MARCH)
    assert (reading.value, reading.low, reading.high) == (0.5, None, None)
