"""A figure is the same in every view that shows it, however few years were read for it."""

from collections.abc import Callable
from datetime import date, datetime
from random import Random

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from databases import APP_KINDS
from kundagenda.findings.kpi import segment_parts
from kundagenda.findings.measured import measures_of
from kundagenda.findings.reading import Reading
from kundagenda.findings.view import View
from metrics import nps
from metrics.periods import Grain, parse_month
from metrics.tables import kpi_monthly

LAST = parse_month("2026-10")
YEARS = 8
USUAL = {"": 2, "east": 14, "north": 11, "south": 5, "west": 3}  # answers a month, more or less


def answers(seed: int) -> list[dict[str, object]]:
    """Eight years of answers of five groups, some months thin and some without any."""
    rng = Random(seed)
    return [
        {
            "metric": "nps", "month": month, "segment": group,
            "numerator": 2 * rng.randint(0, n) - n, "denominator": n, "squares": n, "base": n,
            "source": "warehouse", "refreshed_at": datetime(2026, 11, 1),
        }
        for month in range(LAST - 12 * YEARS + 1, LAST + 1)
        for group, usual in USUAL.items()
        if (n := rng.randint(0, 2 * usual))
    ]  # fmt: skip


@pytest.mark.parametrize("kind", APP_KINDS)
@pytest.mark.parametrize("seed", range(3))
def test_a_shorter_view_shows_the_same_of_what_it_shows(
    app_of: Callable[[str], Engine], kind: str, seed: int
) -> None:
    engine = app_of(kind)
    with engine.begin() as connection:
        connection.execute(sa.insert(kpi_monthly), answers(seed))
        for grain in Grain:
            whole = shown(connection, 12 * YEARS, grain)
            assert any(reading.value is not None for reading in whole.values())
            for months in (12, 24, 60):
                part = shown(connection, months, grain)
                assert part == {key: whole[key] for key in part}


def shown(connection: sa.Connection, months: int, grain: Grain) -> dict[tuple[str, int], Reading]:
    """The readings of every group and of the company, by group and period."""
    view = View(date(2026, 10, 31), months=months, grain=grain)
    measures = measures_of(connection, [nps], view)
    return {
        (group, reading.period): reading
        for group in USUAL
        for reading in measures.measured(nps, group).readings
        if reading.period >= view.first
    }


def test_only_the_years_of_a_view_and_the_last_three_are_read(
    app_of: Callable[[str], Engine],
) -> None:
    engine = app_of("sqlite")
    with engine.begin() as connection:
        connection.execute(sa.insert(kpi_monthly), answers(0))
        read = segment_parts(connection, [nps], LAST - 3)["nps"]["east"]
        assert min(read) >= parse_month("2024-01")
        assert min(segment_parts(connection, [nps], parse_month("2021-05"))["nps"]["east"]) < (
            parse_month("2021-05")
        )
