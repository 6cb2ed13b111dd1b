"""How long the script of a page takes, and how many statements it sends.

    python benchmarks/pages.py --address sqlite:///data/kundagenda.db

Cold is the first run of a server that has started and warmed up; one of its statements looks at
the schema, once in the life of a server. Warm is the best of many, since
whatever else the machine does only ever adds.
"""

import argparse
import gc
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import streamlit as st
from sqlalchemy import Engine, event
from streamlit.testing.v1 import AppTest

from kundagenda.database.schema import open_database
from kundagenda.settings import settings

MAIN = Path(__file__).resolve().parents[1] / "src" / "kundagenda" / "main.py"
NAMES = (
    "overview",
    "agenda",
    "satisfaction",
    "retention",
    "outcomes",
    "connection",
    "follow_through",
)
PAGES = {name: f"../../pages/{name}.py" for name in NAMES}
WARM_RUNS = 40


def main() -> None:
    """Read the command line and print one line a page."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--address", help="the app database; the default one when left out")
    chosen = asked.parse_args()
    if chosen.address:
        os.environ["KUNDAGENDA_DATABASE_URL"] = chosen.address
    settings.cache_clear()
    open_database(settings().database_url).dispose()
    # The first run of all pays for imports, which the app does before it says that it is ready.
    opened(PAGES["overview"])
    gc.collect()
    gc.freeze()
    print("page         cold ms  statements  warm ms  statements")
    for name, page in PAGES.items():
        visit = opened(page)
        st.cache_resource.clear()
        cold, cold_sent = measured(visit.run)
        runs = [measured(visit.run) for _ in range(WARM_RUNS)]
        warm, warm_sent = min(took for took, _ in runs), max(sent for _, sent in runs)
        print(f"{name:<12} {cold:7.0f}  {cold_sent:10}  {warm:7.1f}  {warm_sent:10}")


def opened(page: str) -> AppTest:
    """A visit that stands on a page; a page that fails is no measure of anything."""
    visit = AppTest.from_file(str(MAIN), default_timeout=60).run()
    visit.switch_page(page).run()
    for failure in (*visit.exception, *visit.error):
        raise SystemExit(f"{page} failed: {failure.value}")
    return visit


def measured(run: Callable[[], Any]) -> tuple[float, int]:
    """Milliseconds of a run, and the statements it sent; settings of a connection left out."""
    with statements() as sent:
        start = time.perf_counter()
        run()
        return 1000 * (time.perf_counter() - start), len(sent)


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is sent to any database inside."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("PRAGMA"):
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


if __name__ == "__main__":
    main()
