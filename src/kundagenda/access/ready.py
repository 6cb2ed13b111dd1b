"""Whether the app can serve right now, for whatever sends readers to it: the truth, and quickly."""

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor

from starlette.responses import JSONResponse

from kundagenda.database.connection import clear_failures, open_engine, wait_at_most
from kundagenda.database.same_file import FileGone, watch_file
from kundagenda.database.schema import newest_revision, schema_revision
from kundagenda.errors import ReaderError
from kundagenda.settings import settings

WITHIN_SECONDS = 2
WARMING = "The app is still loading what its pages need."
FAILED = (
    "The app could not load what its pages need; its log says where, under the number {number}. "
    "Start it anew when that is mended."
)
SETTINGS = "The settings cannot be understood; kundagenda check says which of them."
AWAY = f"The app database did not answer, or not within {WITHIN_SECONDS} seconds."
NO_FILE = "The file of the app database is not where the settings say."
NO_FOLDER = "The folder of the app database is not there."
OLD = "The schema of the app database is not the one of this version."


class Readiness:
    """Asks the app database in a thread of its own, one question at a time.

    A database that swallows a question would otherwise be asked by a thread more at every look.
    """

    def __init__(self) -> None:
        self._asking = ThreadPoolExecutor(1, "readyz")
        self._asked: Future[str] | None = None
        self._failed = ""

    async def answer(self, warm: bool) -> JSONResponse:
        """200 where pages can be served; else 503 with the reason in a sentence."""
        because = await self.reason() if warm else self._failed or WARMING
        if because:
            return JSONResponse({"ready": False, "because": because}, 503)
        return JSONResponse({"ready": True})

    def never_warm(self, number: str) -> None:
        """Say from now on that loading failed, with the number under which the log tells of it."""
        self._failed = FAILED.format(number=number)

    async def reason(self) -> str:
        """Why the app cannot serve; empty where it can."""
        if self._asked is None or self._asked.done():
            try:
                address = settings().database_url
            except ReaderError:  # its sentence may hold what is set
                return SETTINGS
            self._asked = self._asking.submit(reason_of, address)
        asked = asyncio.shield(asyncio.wrap_future(self._asked))
        try:
            return await asyncio.wait_for(asked, WITHIN_SECONDS)
        except TimeoutError:
            return AWAY


def reason_of(address: str) -> str:
    """Why the app database cannot be used; empty where it can. Nothing is made or moved forward."""
    try:
        engine = watch_file(open_engine(address, WITHIN_SECONDS))
    except ReaderError as error:  # of a folder the sentence holds its path
        return NO_FOLDER if "folder" in error.values else str(error)
    try:
        with clear_failures(engine), engine.connect() as connection:
            wait_at_most(connection, WITHIN_SECONDS)
            found = schema_revision(connection)
    except FileGone:
        return NO_FILE
    except ReaderError:
        return AWAY
    finally:
        engine.dispose()
    return "" if found == newest_revision() else OLD
