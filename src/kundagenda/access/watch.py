"""What the log tells of requests, and the one sentence in place of an unexpected error."""

from html import escape
from time import perf_counter

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kundagenda.logs import LOGGER, note, note_error
from kundagenda.texts.catalogue import LANGUAGES, say

REFUSED = (400, 401, 403, 410, 429)
UNEXPECTED = (
    "Something went wrong that should not. Try again; if it stays so, tell whoever looks after "
    "Kundagenda the number {number}."
)


class Watch:
    """Note what is refused, each brief and each failure; say one sentence where all else fails."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and look at its answer."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        seen, begun = _Seen(send), perf_counter()
        try:
            await self.app(scope, receive, seen)
        except Exception as error:
            number = note_error(error, f"{scope['type']} {scope['path']}")
            if scope["type"] == "http" and seen.status is None:
                await unexpected_page(number, language_of(scope))(scope, receive, seen)
        _note_answer(scope, seen.status, perf_counter() - begun)


class _Seen:
    """Sends on, and remembers how it was answered; a refused websocket is 403 to its browser."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.status: int | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        elif message["type"] == "websocket.accept":
            self.status = 101
        elif message["type"] == "websocket.close" and self.status is None:
            self.status = 403
        await self.send(message)


def _note_answer(scope: Scope, status: int | None, seconds: float) -> None:
    told = {"path": scope["path"], "status": status, "seconds": round(seconds, 3)}
    if status in REFUSED:
        LOGGER.warning("refused", extra=told)
    elif scope["path"] == "/brief" or scope["path"].startswith("/brief/"):
        note("brief", **told)


def unexpected_page(number: str, language: str) -> Response:
    """A page that says no more than that something went wrong, and under which number."""
    said = escape(say(language, UNEXPECTED, number=number))
    page = (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>Kundagenda</title>'
        f"<h1>Kundagenda</h1><p>{said}</p></html>"
    )
    return HTMLResponse(page, 500, {"Cache-Control": "no-store"})


def language_of(scope: Scope) -> str:
    """Asked for in the address, else what the browser prefers."""
    query = scope["query_string"].decode("latin-1").split("&")
    asked = next((code for code in LANGUAGES if f"lang={code}" in query), "")
    prefers = Headers(scope=scope).get("accept-language", "sv").lower()
    return asked or ("sv" if prefers.startswith("sv") else "en")
