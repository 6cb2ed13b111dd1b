"""Whether the app can serve right now, for whatever sends readers to it: the truth, and quickly."""

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor

from starlette.responses import JSONResponse

from kundagenda.database.connection import clear_failures, open_engine, still_there, wait_at_most
from kundagenda.database.schema import newest_revision, schema_revision
from kundagenda.errors import ReaderError
from kundagenda.settings import settings

WITHIN_SECONDS = 2
WARMING = "The app is still loading what its pages need."
AWAY = f"The app database did not answer within {WITHIN_SECONDS} seconds."
OLD = "The schema of the app database is not the one of this version."


class Readiness:
    """Asks the app database in a thread of its own, one question at a time.

    A database that swallows a question would otherwise be asked by a thread more at every look.
    """

    def __init__(self) -> None:
        self._asking = ThreadPoolExecutor(1, "readyz")
        self._asked: Future[str] | None = None

    async def answer(self, warm: bool) -> JSONResponse:
        """200 where pages can be served; else 503 with the reason in a sentence."""
        because = await self.reason() if warm else WARMING
        if because:
            return JSONResponse({"ready": False, "because": because}, 503)
        return JSONResponse({"ready": True})

    async def reason(self) -> str:
        """Why the app cannot serve; empty where it can."""
        if self._asked is None or self._asked.done():
            self._asked = self._asking.submit(reason_of, settings().database_url)
        asked = asyncio.shield(asyncio.wrap_future(self._asked))
        try:
            return await asyncio.wait_for(asked, WITHIN_SECONDS)
        except TimeoutError:
            return AWAY


def reason_of(address: str) -> str:
    """Why the app database cannot be used; empty where it can. Nothing is made or moved forward."""
    try:
        engine = open_engine(address, WITHIN_SECONDS)
        still_there(engine)
        with clear_failures(engine), engine.connect() as connection:
            wait_at_most(connection, WITHIN_SECONDS)
            found = schema_revision(connection)
    except ReaderError:
        return AWAY
    engine.dispose()
    return "" if found == newest_revision() else OLD
