"""The start of Kundagenda: warms up, says when it is ready, and opens src/kundagenda/main.py."""

import asyncio
import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from kundagenda.access.headers import SafeHeaders
from kundagenda.access.loopback import LoopbackOnly
from kundagenda.demo import first_start
from kundagenda.errors import ReaderError

# Streamlit watches the folders named here, so that an edit in src/metrics shows at once.
os.environ.setdefault("PYTHONPATH", str(Path(__file__).parent / "src"))

WARM_WITHIN_SECONDS = 6
warm = asyncio.Event()


def warm_up() -> None:
    """Load what every page needs, draw one picture both ways, and keep it out of collections.

    Streamlit collects garbage after every run of a page. Frozen, the hundred thousand objects
    of the libraries are not looked through each time, which is most of the cost of a run.
    """
    import pandas as pd

    import kundagenda.panels  # noqa: F401  (altair, sqlalchemy and the findings)
    from kundagenda.access.figures import version
    from kundagenda.charts.overview import overview_chart
    from kundagenda.charts.theme import specification
    from kundagenda.reports.picture import svg

    with suppress(ReaderError):  # an unreachable database is said on the page
        version()
    chart = overview_chart(pd.DataFrame(), pd.DataFrame())
    specification(chart)
    svg(chart)
    gc.collect()
    gc.freeze()


async def warm_up_aside() -> None:
    """Warm up in a thread, then say that the server is ready."""
    await asyncio.to_thread(warm_up)
    warm.set()


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Start the demo company if it is wanted, and serve once warm, or soon on a slow machine."""
    print("Kundagenda has no sign-in configured: it serves this machine only.")
    first_start.begin()
    warming = asyncio.create_task(warm_up_aside())
    await asyncio.wait({warming}, timeout=WARM_WITHIN_SECONDS)
    if warming.done():
        warming.result()
    yield
    warm.clear()
    first_start.end()


async def readyz(_request: Request) -> JSONResponse:
    """200 once everything is loaded; 503 until then."""
    return JSONResponse({"ready": warm.is_set()}, status_code=200 if warm.is_set() else 503)


app = st.App(
    "src/kundagenda/main.py",
    lifespan=lifespan,
    routes=[Route("/readyz", readyz)],
    middleware=[Middleware(SafeHeaders), Middleware(LoopbackOnly)],
)
