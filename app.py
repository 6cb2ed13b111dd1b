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
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from streamlit import config

from kundagenda.access.current import acting_as
from kundagenda.access.database import app_database
from kundagenda.access.headers import SafeHeaders, content_policy, scripts_of_the_shell
from kundagenda.access.hosts import AllowedHosts, is_secure, names_of
from kundagenda.access.identity import SignInWay, sign_in_way
from kundagenda.access.loopback import LoopbackOnly
from kundagenda.access.ready import Readiness
from kundagenda.access.roles import PROGRAM
from kundagenda.access.server_logs import log_as_we_do
from kundagenda.access.stopping import edits_finished, stop_calmly
from kundagenda.access.watch import Watch
from kundagenda.demo import first_start
from kundagenda.errors import ReaderError
from kundagenda.logs import note, note_error
from kundagenda.page_scripts import ALL
from kundagenda.settings import Settings, secrets_file, settings

# Streamlit watches the folders named here, so that an edit in src/metrics shows at once.
os.environ.setdefault("PYTHONPATH", str(Path(__file__).parent / "src"))

# Streamlit reads how people sign in from the file that we read, and from no other.
config.set_option("secrets.files", [str(secrets_file())])

WARM_WITHIN_SECONDS = 6
warm, readiness = asyncio.Event(), Readiness()


def warm_up() -> None:
    """Load what every page needs, draw one picture both ways, and keep it out of collections.

    Frozen, the hundred thousand objects of the libraries are not looked through each time. That
    Streamlit collects after every run of a page is switched off in .streamlit/config.toml.
    """
    import pandas as pd

    import kundagenda.panels  # noqa: F401  (altair, sqlalchemy and the findings)
    from kundagenda.access.figures import version
    from kundagenda.charts.overview import overview_chart
    from kundagenda.charts.theme import specification
    from kundagenda.reports.picture import svg

    with suppress(ReaderError), acting_as(PROGRAM):  # one out of reach is said on the page
        version()
    chart = overview_chart(pd.DataFrame(), pd.DataFrame())
    specification(chart)
    svg(chart)
    gc.collect()
    gc.freeze()


def write_brief() -> None:
    """Write the newest brief before anybody asks: a phone then waits for the network alone."""
    from kundagenda.brief_route import written

    with suppress(ReaderError), acting_as(PROGRAM):
        written({}, "sv")


async def warm_up_aside() -> None:
    """Warm up in a thread, say that the server is ready, and then write the brief."""
    await asyncio.to_thread(warm_up)
    warm.set()
    await asyncio.to_thread(write_brief)


def tell_failed(warming: asyncio.Task[None]) -> None:
    """Have the log, and `/readyz`, tell of a start that fails when readers are served already."""
    error = None if warming.cancelled() else warming.exception()
    if error is None:
        return
    number = note_error(error, "warming up")
    if not warm.is_set():  # a brief that could not be written keeps no page from being served
        readiness.never_warm(number)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Start the demo company if it is wanted, and serve once warm, or soon on a slow machine."""
    log_as_we_do()  # once more: the server has set up its own since
    stop_calmly()
    note("start", served=served_to())
    first_start.begin()
    warming, ready = asyncio.create_task(warm_up_aside()), asyncio.create_task(warm.wait())
    warming.add_done_callback(tell_failed)
    waited = {warming, ready}
    await asyncio.wait(waited, timeout=WARM_WITHIN_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    if warming.done():
        warming.result()
    yield
    ready.cancel()
    warm.clear()
    first_start.end()
    with suppress(ReaderError):
        note("stopped", edits_finished=await edits_finished(app_database()))


async def readyz(_request: Request) -> JSONResponse:
    """200 where pages can be served; 503 with the reason while they cannot."""
    return await readiness.answer(warm.is_set())


async def brief(request: Request) -> Response:
    """The brief, on one page without the app; what draws it is loaded while warming up."""
    from kundagenda.brief_route import answered

    return await answered(request)


def served_to() -> str:
    """Whom the app serves, in a sentence for whoever starts it."""
    if sign_in_way():
        return "Kundagenda serves whoever signs in and has a role."
    if settings().serve_without_sign_in:
        return (
            "Kundagenda has no sign-in configured, and serve_without_sign_in is set: "
            "EVERYBODY who reaches it sees and changes everything."
        )
    return "Kundagenda has no sign-in configured: it serves this machine only."


def before_every_route() -> list[Middleware]:
    """What every request goes through, the outermost first."""
    try:
        way, chosen = sign_in_way(), settings()
    except ReaderError as error:  # half a sign-in is none, and nobody is served meanwhile
        raise SystemExit(str(error)) from None
    policy = content_policy([*scripts_of_the_shell(), *ALL])
    stands = [
        Middleware(SafeHeaders, policy=policy, secure=is_secure(chosen, way)),
        Middleware(Watch),
    ]
    if names := names_of(chosen, way):
        stands.append(Middleware(AllowedHosts, names=names))
    return [*stands, *locks(way, chosen)]


def locks(way: SignInWay | None, chosen: Settings) -> list[Middleware]:
    """What lets in whoever may come in, and nobody else."""
    if way:
        from kundagenda.gate import Gate

        return [Middleware(Gate, way=way)]
    return [] if chosen.serve_without_sign_in else [Middleware(LoopbackOnly)]


def tell_unexpected(error: Exception) -> bool:
    """One sentence for the reader, and a number; what says it is loaded while warming up."""
    from kundagenda.panels.unexpected import tell_unexpected

    return tell_unexpected(error)


log_as_we_do()
app = st.App(
    "src/kundagenda/main.py",
    lifespan=lifespan,
    routes=[Route("/readyz", readyz), Route("/brief", brief), Route("/brief/{token}", brief)],
    middleware=before_every_route(),
    on_script_error=tell_unexpected,
)
