"""Settings come from the environment, and a wrong one is said in one sentence."""

from collections.abc import Iterator

import pytest

from kundagenda.errors import ReaderError
from kundagenda.settings import DEFAULT_DATABASE, settings


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("KUNDAGENDA_DATABASE_URL", raising=False)
    settings.cache_clear()
    yield
    settings.cache_clear()


def test_only_the_database_that_nobody_chose_may_be_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings().database_url == DEFAULT_DATABASE
    assert settings().may_fill_demo
    settings.cache_clear()
    monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", "sqlite:///data/company.db")
    assert not settings().may_fill_demo


def test_a_demo_that_is_not_wanted_is_not_filled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNDAGENDA_DEMO", "false")
    assert not settings().may_fill_demo


def test_a_wrong_setting_is_named_with_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUNDAGENDA_DEMO", "maybe")
    with pytest.raises(ReaderError, match="KUNDAGENDA_DEMO cannot be 'maybe'"):
        settings()
