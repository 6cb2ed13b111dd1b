"""The first start: the demo company is made aside, the page shows it and then turns by itself."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app_pages import Pages, said
from kundagenda import settings as settings_module
from kundagenda.database.schema import open_database
from kundagenda.demo import first_start
from small_company import fill_small_company

SLOW = (
    sys.executable,
    "-c",
    "import sys,time; print('0.40 Writing', file=sys.stderr); time.sleep(60)",
)
BROKEN = (sys.executable, "-c", "raise SystemExit('The disk is full. Make room and start again.')")


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A database that nobody chose: only such a one is filled."""
    chosen = f"sqlite:///{tmp_path / 'default.db'}"
    monkeypatch.setattr(settings_module, "DEFAULT_DATABASE", chosen)
    monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", chosen)
    settings_module.settings.cache_clear()
    yield chosen
    first_start.end()
    first_start._filling = None  # not by monkeypatch, which would put it back
    settings_module.settings.cache_clear()


def until_over(filling: first_start.Filling, seconds: float = 200) -> None:
    """Wait until the subprocess has ended."""
    end = time.monotonic() + seconds
    while not filling.over and time.monotonic() < end:
        time.sleep(0.05)
    assert filling.over


def test_an_empty_default_database_is_filled_and_shown(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    filling = first_start.begin()
    assert filling is not None
    until_over(filling)
    assert filling.failure is None
    assert first_start.filling() is None
    visit = Pages(monkeypatch, address).open(lang="sv")
    assert not visit.exception
    assert "Nordlog AB är påhittat, liksom alla siffror." in said(visit)


def test_the_page_shows_how_far_it_is(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    filling = first_start.begin(SLOW)
    assert filling is not None
    end = time.monotonic() + 20
    while not filling.share and time.monotonic() < end:
        time.sleep(0.05)
    visit = Pages(monkeypatch, address).open(lang="sv")
    assert visit.title[0].value == "Kundagenda hittar på ett företag att visa."
    assert filling.share == 0.4
    [bar] = visit.get("progress")
    assert (bar.proto.value, bar.proto.text) == (40, "40% klart")


def test_a_failure_is_one_sentence(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    filling = first_start.begin(BROKEN)
    assert filling is not None
    until_over(filling)
    visit = Pages(monkeypatch, address).open(lang="sv")
    assert not visit.exception
    [error] = visit.error
    assert error.value == (
        "Demoföretaget kunde inte tas fram: The disk is full. Make room and start again."
    )


def test_figures_that_another_start_made_are_shown(address: str) -> None:
    filling = first_start.begin(BROKEN)
    assert filling is not None
    until_over(filling)
    fill_small_company(address, 3).dispose()
    assert first_start.filling() is None


def test_a_chosen_database_is_never_filled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", f"sqlite:///{tmp_path / 'own.db'}")
    settings_module.settings.cache_clear()
    assert first_start.begin(BROKEN) is None


def test_a_reader_opens_the_demo_that_was_left(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr(first_start, "COMMAND", SLOW)
    visit = Pages(monkeypatch, address).open(lang="en")
    assert first_start.filling() is None
    [button] = visit.button
    button.click().run()
    assert visit.title[0].value == "Kundagenda is making a company to show you."
    running = first_start.filling()
    assert running is not None
    assert first_start.open_demo(BROKEN) is running, "not a second time beside the first"


def test_no_reader_fills_a_chosen_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    visit = Pages(monkeypatch, f"sqlite:///{tmp_path / 'own.db'}").open(lang="en")
    assert not visit.button
    assert "To look around in a demo company first" in said(visit)
    assert first_start.open_demo(BROKEN) is None


def test_the_demo_is_never_laid_over_rows(address: str) -> None:
    fill_small_company(address, 3).dispose()
    refused = first_start.open_demo()
    assert refused is not None
    until_over(refused)
    assert refused.failure, "the command refuses a database that holds rows"
    assert first_start.filling() is None, "and the figures are shown"


def test_a_database_with_figures_is_never_filled(address: str) -> None:
    fill_small_company(address, 3).dispose()
    assert first_start.begin(BROKEN) is None


def test_an_unreadable_default_database_does_not_stop_the_start(address: str) -> None:
    Path(address.removeprefix("sqlite:///")).write_text("This is no database. " * 100)
    assert first_start.begin(BROKEN) is None


def test_what_is_not_finished_was_never_written(address: str) -> None:
    filling = first_start.begin(SLOW)
    assert filling is not None
    first_start.end()
    until_over(filling)
    engine = open_database(address)
    engine.dispose()
    assert filling.process.returncode != 0
