"""How many statements a refresh asks, and that it may be killed at any of them."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from kundagenda.cli import figures
from kundagenda.database.connection import open_engine
from kundagenda.database.refresh import refresh, refresh_agenda
from metrics import METRICS, Metric
from metrics.definition import Family
from metrics.outcomes import outcome
from metrics.periods import parse_month
from metrics.tables import kpi_monthly, survey_answers
from random_company import END, draw_company, insert_company
from tables import empty, insert_rows

ROOT = Path(__file__).resolve().parents[1]


def statements_of(engine: Engine) -> list[str]:
    """The questions put to a database from now on, those to the KPI table left out."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith(("SELECT", "WITH")) and "FROM kpi_monthly" not in statement:
            asked.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    return asked


def test_a_metric_asks_one_statement_and_a_column_of_days_another(sqlite_app: Engine) -> None:
    insert_company(draw_company(seed=6), sqlite_app, sqlite_app)
    asked, here = statements_of(sqlite_app), []

    def counting(metrics: Sequence[Metric]) -> Iterator[Metric]:
        for metric in metrics:
            before = len(asked)
            yield metric
            here.extend(asked[before:])

    refresh(sqlite_app, today=END, progress=counting)
    metrics = [*METRICS, outcome("uptime")]
    columns = {str(column) for metric in metrics for column in metric.dated_by}
    spans = [statement for statement in here if statement.startswith("SELECT min(")]
    assert len(spans) == len(columns)
    assert len(here) == len(metrics) + len(columns)
    # Cohorts and verdicts ask for one day more: when the first customer left.
    assert sum(statement.startswith("SELECT min(") for statement in asked) == len(columns) + 1


# 2020-01 and a later month, so many months after it: a year apart is one span, more is two.
@pytest.mark.parametrize(("apart", "spans"), [(0, 1), (1, 1), (12, 1), (13, 2)])
def test_touched_months_up_to_a_year_apart_are_recomputed_at_once(
    sqlite_app: Engine, apart: int, spans: int
) -> None:
    first, asked = parse_month("2020-01"), statements_of(sqlite_app)
    with sqlite_app.begin() as connection:
        refresh_agenda(connection, [first + apart, first])
    agenda = [metric for metric in METRICS if metric.family is Family.AGENDA]
    assert len(asked) == spans * len(agenda)


def test_months_between_touched_ones_keep_their_figures(sqlite_app: Engine) -> None:
    insert_company(draw_company(seed=8), sqlite_app, sqlite_app)
    refresh(sqlite_app, today=END)
    before = without_moment(kpi_table(sqlite_app))
    with sqlite_app.connect() as connection:
        months = sorted(connection.execute(sa.select(kpi_monthly.c.month).distinct()).scalars())
    with sqlite_app.begin() as connection:
        refresh_agenda(connection, months[::5])
    assert without_moment(kpi_table(sqlite_app)) == before != []


@pytest.mark.parametrize("terminal", [True, False])
def test_the_bar_is_shown_on_a_terminal_and_silent_elsewhere(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], terminal: bool
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    assert list(figures._bar(METRICS)) == list(METRICS)
    told = capsys.readouterr()
    assert told.out == ""
    assert (f"0/{len(METRICS)}" in told.err) == terminal
    assert bool(told.err) == terminal


# Kills itself as a power cut would, when half of the metrics have been written.
KILLED = """
import os, signal, sys
from datetime import date
from kundagenda.database.connection import open_engine
from kundagenda.database.refresh import refresh

def killed(metrics):
    for n, metric in enumerate(metrics):
        if n == len(metrics) // 2:
            os.kill(os.getpid(), signal.SIGKILL)
        yield metric

refresh(open_engine(sys.argv[1]), today=date.fromisoformat(sys.argv[2]), progress=killed)
"""


def kpi_table(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return sorted(map(repr, connection.execute(sa.select(kpi_monthly))))


def without_moment(rows: list[str]) -> list[str]:
    """The rows without their last column, when they were made."""
    return [row.partition(", datetime.datetime(")[0] for row in rows]


def test_a_refresh_that_is_killed_leaves_the_figures_as_they_were(app: Engine) -> None:
    insert_company(draw_company(seed=7), app, app)
    refresh(app, today=END)
    before = kpi_table(app)
    empty(app, survey_answers)
    insert_rows(app, survey_answers, [{"answered_on": date(2024, 1, 5), "score": 9}])
    address = make_url(app.url).render_as_string(hide_password=False)
    run = [sys.executable, "-c", KILLED, address, END.isoformat()]
    path = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    ended = subprocess.run(run, env=path, capture_output=True, text=True, timeout=120)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    again = open_engine(address)
    assert kpi_table(again) == before
    refresh(again, today=END)
    after = kpi_table(again)
    again.dispose()
    assert without_moment(after) != without_moment(before)
    assert sum(row.startswith("('nps',") for row in after) == 1
