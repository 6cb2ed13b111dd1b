"""Ready monthly figures out of a warehouse: as they were given, with intervals where they allow."""

from datetime import date
from math import isclose
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from kundagenda.database.facts import Asking
from kundagenda.database.ready import READY, ready_rows
from kundagenda.database.refresh import refresh
from kundagenda.database.warehouse import open_warehouse
from kundagenda.errors import ReaderError
from kundagenda.findings.readings import readings
from kundagenda.settings import Settings
from metrics import ces, grr, metric_of, nps, response_rate
from metrics.periods import Grain, parse_month
from metrics.tables import kpi_monthly, survey_answers
from metrics.uncertainty import wilson
from tables import insert_rows

LATER = date(2025, 7, 2)
JANUARY, MARCH, JUNE = map(parse_month, ("2025-01", "2025-03", "2025-06"))
COLUMNS = {
    "metric": "kpi",
    "month": {"column": "period", "written": "YYYYMM"},
    "segment": "grp",
    "value": "v",
    "n": "antal",
    "error": "se",
}


@pytest.fixture
def chosen(tmp_path: Path) -> Settings:
    """A company that keeps its figures in a table of its own, as yet empty."""
    address = f"sqlite:///{tmp_path / 'kpi.db'}"
    engine = sa.create_engine(address)
    with engine.begin() as connection:
        connection.execute(
            sa.text("CREATE TABLE KPI (kpi TEXT, period INT, grp TEXT, v REAL, antal INT, se REAL)")
        )
    engine.dispose()
    return Settings(warehouse_url=address, ready={"egna": {"table": "KPI", "columns": COLUMNS}})


def given(chosen: Settings, *rows: tuple[Any, ...]) -> None:
    engine = sa.create_engine(chosen.warehouse_url.get_secret_value())
    with engine.begin() as connection:
        connection.execute(sa.text("DELETE FROM KPI"))
        for row in rows:
            connection.exec_driver_sql("INSERT INTO KPI VALUES (?, ?, ?, ?, ?, ?)", row)
    engine.dispose()


def refreshed(app: Engine, chosen: Settings) -> None:
    warehouse = open_warehouse(chosen)
    assert warehouse is not None
    refresh(app, today=LATER, warehouse=warehouse)
    warehouse.engine.dispose()


def told(app: Engine, metric: Any, grain: Grain = Grain.MONTH) -> list[tuple[Any, ...]]:
    with app.connect() as connection:
        found = readings(connection, metric, grain=grain, ended=JUNE)
    return [(r.period, r.value, r.low, r.high, r.base) for r in found]


def test_a_share_with_its_base_has_its_interval_and_adds_up(app: Engine, chosen: Settings) -> None:
    given(chosen, ("response_rate", 202501, None, 0.25, 400, None),
          ("response_rate", 202502, "", 0.5, 100, None))  # fmt: skip
    refreshed(app, chosen)
    january, _ = told(app, response_rate)
    assert january == pytest.approx((JANUARY, 0.25, *wilson(100, 400), 400))
    [quarter] = told(app, response_rate, Grain.QUARTER)
    assert quarter[1] == pytest.approx((0.25 * 400 + 0.5 * 100) / 500)


def test_without_either_it_stands_as_it_was_given(app: Engine, chosen: Settings) -> None:
    given(chosen, ("grr", 202503, None, 0.9, None, None), ("grr", 202506, None, 0.8, None, None))
    refreshed(app, chosen)
    assert told(app, grr) == [
        (MARCH, 0.9, None, None, None), (MARCH + 1, None, None, None, 0),
        (MARCH + 2, None, None, None, 0), (JUNE, 0.8, None, None, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("key", "value", "n", "error", "low", "high"),
    [
        ("nps", 20, None, 5, 20 - 9.799819922700268, 20 + 9.799819922700268),
        ("nps", 97, None, 5, 97 - 9.799819922700268, 100),
        ("nps", 20, 50, 5, 20 - 9.799819922700268, 20 + 9.799819922700268),
        ("ces", 5.5, 30, 0.1, 5.5 - 0.19599639845400536, 5.5 + 0.19599639845400536),
        ("outcome:uptime", 98, None, 0.5, 98 - 0.9799819922700268, 98 + 0.9799819922700268),
        ("nps", 20, 50, None, None, None),
        # Told beside n, as of a weighted survey, it goes before the interval of a plain share.
        ("response_rate", 0.8, 400, 0.06, 0.8 - 0.11759783964324320, 0.8 + 0.11759783964324320),
    ],
)
def test_a_standard_error_gives_an_interval(
    app: Engine, chosen: Settings, key: Any, value: Any, n: Any, error: Any, low: Any, high: Any
) -> None:
    given(chosen, (key, 202503, None, value, n, error))
    refreshed(app, chosen)
    metric = metric_of(key)
    assert metric in (nps, ces, response_rate) or key.startswith("outcome:")
    [found] = told(app, metric)
    assert found == pytest.approx((MARCH, value, low, high, n))


def test_errors_of_months_are_pooled_by_what_stands_behind_them(
    sqlite_app: Engine, chosen: Settings
) -> None:
    given(chosen, ("nps", 202501, None, 10, 100, 3), ("nps", 202503, None, 40, 50, 6))
    refreshed(sqlite_app, chosen)
    [(_, value, low, high, base)] = told(sqlite_app, nps, Grain.QUARTER)
    error = ((100 * 3) ** 2 + (50 * 6) ** 2) ** 0.5 / 150
    assert isclose(value, (100 * 10 + 50 * 40) / 150)
    assert isclose(high - low, 2 * 1.959963984540054 * error)
    assert base == 150


def test_computed_months_give_way_and_typed_in_ones_stay(
    sqlite_app: Engine, chosen: Settings
) -> None:
    insert_rows(sqlite_app, survey_answers, [{"answered_on": date(2025, 1, 5), "score": 9}] * 1)
    insert_rows(sqlite_app, survey_answers,
                [{"answer_id": "b", "answered_on": date(2025, 3, 5), "score": 9}])  # fmt: skip
    typed = {"metric": "nps", "month": JUNE, "numerator": 77.0, "source": "given"}
    insert_rows(sqlite_app, kpi_monthly, [typed])
    given(chosen, ("nps", 202503, None, 12, None, None), ("nps", 202506, None, 13, None, None))
    refreshed(sqlite_app, chosen)
    assert values(sqlite_app) == {JANUARY: (1.0, "survey"), MARCH: (12.0, READY),
                                  JUNE: (77.0, "given")}  # fmt: skip
    given(chosen)
    refreshed(sqlite_app, chosen)
    assert values(sqlite_app) == {JANUARY: (1.0, "survey"), MARCH: (1.0, "survey"),
                                  JUNE: (77.0, "given")}  # fmt: skip


def values(app: Engine) -> dict[int, tuple[float, str]]:
    of = kpi_monthly.c
    with app.connect() as connection:
        rows = connection.execute(
            sa.select(of.month, of.numerator, of.source).where(of.metric == "nps")
        )
        return {row.month: (row.numerator, row.source) for row in rows}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("npz", 202503, None, 1, None, None)], "ready.egna has values of the metric 'npz'"),
        ([("nps", 25, None, 1, None, None)], r"ready.egna has the month .*written = 'YYYYMM'"),
        ([("nps", 202503, "a", 1, None, None)] * 2, r"two values of nps .*'a'"),
        (
            [("nps", 202503, "", 20, 100, None), ("nps", 202503, "a", 30, 50, None)],
            r"nps for 2025-03 both without a segment and for 'a'.*count customers twice",
        ),
    ],
    ids=["metric", "month", "twice", "whole and part"],
)
def test_what_cannot_be_is_told_and_nothing_changes(
    sqlite_app: Engine, chosen: Settings, rows: Any, said: str
) -> None:
    given(chosen, ("nps", 202501, None, 1, None, None))
    refreshed(sqlite_app, chosen)
    before = values(sqlite_app)
    given(chosen, *rows)
    with pytest.raises(ReaderError, match=said):
        refreshed(sqlite_app, chosen)
    assert values(sqlite_app) == before


def test_a_whole_beside_groups_without_numbers_and_of_an_outcome_is_the_whole(
    sqlite_app: Engine, chosen: Settings
) -> None:
    given(chosen, ("grr", 202503, "", 0.9, None, None), ("grr", 202503, "a", 0.8, 50, None),
          ("outcome:uptime", 202503, "", 98, 10, None),
          ("outcome:uptime", 202503, "a", 97, 5, None))  # fmt: skip
    refreshed(sqlite_app, chosen)
    assert [value for _, value, *_ in told(sqlite_app, grr)] == [0.9]
    assert [value for _, value, *_ in told(sqlite_app, metric_of("outcome:uptime"))] == [98]


def test_what_no_setting_names_any_more_goes(sqlite_app: Engine, chosen: Settings) -> None:
    given(chosen, ("nps", 202503, None, 20, 50, None))
    refreshed(sqlite_app, chosen)
    assert values(sqlite_app)
    refresh(sqlite_app, today=LATER)
    assert values(sqlite_app) == {}


def test_other_files_are_another_question(tmp_path: Path, sqlite_app: Engine) -> None:
    """A statement names the view of Parquet files alone: an answer is not that of others."""
    said = []
    for name, value in (("old", 10), ("new", 40)):
        file = tmp_path / f"{name}.parquet"
        frame = pd.DataFrame(
            {"kpi": ["nps"], "period": [202503], "grp": [""], "v": [float(value)],
             "antal": [50], "se": [1.0]}
        )  # fmt: skip
        frame.to_parquet(file)
        chosen = Settings(
            warehouse_url="duckdb:///:memory:",
            ready={"egna": {"parquet": str(file), "columns": COLUMNS}},
        )
        warehouse = open_warehouse(chosen)
        assert warehouse is not None
        asking = Asking(sqlite_app, warehouse)  # a refresh that is stopped before it stores
        said += [row.value for _, row in ready_rows(asking, warehouse)]
        warehouse.engine.dispose()
    assert said == [10, 40]


def test_from_a_month_on_earlier_ready_months_stay_as_computed_ones_do(
    sqlite_app: Engine, chosen: Settings
) -> None:
    given(chosen, *(("nps", month, None, 1, None, None) for month in (202501, 202503)))
    refreshed(sqlite_app, chosen)
    given(chosen, ("nps", 202501, None, 2, None, None), ("nps", 202506, None, 2, None, None))
    warehouse = open_warehouse(chosen)
    refresh(sqlite_app, since=MARCH, today=LATER, warehouse=warehouse)
    assert values(sqlite_app) == {JANUARY: (1, READY), JUNE: (2, READY)}


def test_a_value_that_is_no_number_is_none(tmp_path: Path, sqlite_app: Engine) -> None:
    file = tmp_path / "kpi.parquet"
    frame = pd.DataFrame(
        {"kpi": ["nps"] * 2, "period": [202501, 202503], "grp": ["", ""], "antal": [50, 50],
         "v": [float("nan"), 10.0], "se": [1.0, 1.0]}
    )  # fmt: skip
    frame.to_parquet(file)
    ready = {"egna": {"parquet": str(file), "columns": COLUMNS}}
    refreshed(sqlite_app, Settings(warehouse_url="duckdb:///:memory:", ready=ready))
    assert [*values(sqlite_app)] == [MARCH]
