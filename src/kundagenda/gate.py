"""The lock at the door: nothing of the app is sent before it is known who asks.

It stands before every route and every websocket. The script behind looks again, so that this is
never the only lock.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from html import escape
from http.cookies import SimpleCookie
from urllib.parse import quote, unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kundagenda.access.current import SESSION, door, reader_of
from kundagenda.access.database import app_database
from kundagenda.access.identity import COOKIE, SignInWay, claims_in
from kundagenda.access.loopback import POLICY_VIOLATION, is_signed_brief
from kundagenda.access.roles import Reader
from kundagenda.access.sessions import begin_session, end_session
from kundagenda.errors import ReaderError
from kundagenda.settings import settings
from kundagenda.texts.catalogue import LANGUAGES, say, say_error
from kundagenda.texts.told import telling_in

NEXT = "kundagenda_next"
NEXT_SECONDS = 600
CALLBACK, LOGOUT = "/oauth2callback", "/auth/logout"
SIGNED_OUT, FAILED = "/signed-out", "/sign-in-failed"
OPEN = frozenset({"/readyz", "/_stcore/health", "/auth/login", CALLBACK, LOGOUT})
READ = ("GET", "HEAD")
LONGEST_NEXT = 2000


class Gate:
    """Let in whoever is signed in and has a role; show everybody else the way, and no more."""

    def __init__(self, app: ASGIApp, way: SignInWay) -> None:
        self.app, self.way = app, way

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it here."""
        if scope["type"] == "lifespan" or is_signed_brief(scope):
            await self.app(scope, receive, send)
            return
        cookies = cookie_parser(Headers(scope=scope).get("cookie", ""))
        if scope["type"] == "websocket":
            await self._websocket(scope, receive, send, cookies)
            return
        send = self._securely(send)
        if scope["path"] == CALLBACK:
            await self.app(scope, receive, self._coming_back(scope, cookies, send))
        elif scope["path"] == LOGOUT:
            await asyncio.to_thread(sign_out, cookies.get(SESSION, ""))
            await self.app(scope, receive, self._leaving(send))
        elif scope["path"] in OPEN:
            await self.app(scope, receive, send)
        else:
            await self._http(scope, receive, send, cookies)

    async def _http(
        self, scope: Scope, receive: Receive, send: Send, cookies: Mapping[str, str]
    ) -> None:
        language = _language(scope)
        if scope["path"] in (SIGNED_OUT, FAILED):
            await said_page(scope["path"], language)(scope, receive, send)
            return
        try:
            reader = await asyncio.to_thread(reader_of, cookies, self.way)
        except ReaderError as error:
            await _page(say_error(language, error), language, 503)(scope, receive, send)
            return
        if reader is None:
            await self._to_sign_in(scope)(scope, receive, send)
        elif reader.role is None:
            await unknown_page(reader, language)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _to_sign_in(self, scope: Scope) -> Response:
        """The way to sign in, for a page that was asked for; a plain refusal for all else."""
        wanted = Headers(scope=scope).get("sec-fetch-dest", "document")
        if scope["method"] not in READ or wanted != "document":
            return PlainTextResponse("Sign in.", 401)
        answer = RedirectResponse(self.way.address(), 302, {"Cache-Control": "no-store"})
        query = scope["query_string"].decode("latin-1")
        asked = scope["path"] + (f"?{query}" if query else "")
        if len(asked) <= LONGEST_NEXT:
            answer.set_cookie(
                NEXT, quote(asked, safe=""), NEXT_SECONDS, httponly=True, samesite="lax"
            )
        return answer

    def _coming_back(self, scope: Scope, cookies: Mapping[str, str], send: Send) -> Send:
        """Begin our own sign-in once Streamlit's has succeeded, and go where the link pointed."""

        async def back(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 302:
                headers = MutableHeaders(scope=message)
                claims = claims_in(_cookies_set(headers), self.way.origin)
                if claims is None:
                    asked = b"state=" in scope["query_string"]
                    headers["location"] = FAILED if asked else SIGNED_OUT
                else:
                    await self._begin(headers, claims, cookies)
            await send(message)

        return back

    async def _begin(
        self, headers: MutableHeaders, claims: Mapping[str, object], cookies: Mapping[str, str]
    ) -> None:
        if former := cookies.get(SESSION):
            await asyncio.to_thread(sign_out, former)
        secret = await asyncio.to_thread(begin_session, app_database(), claims, settings())
        door().forget()
        place = unquote(cookies.get(NEXT, ""))
        if place.startswith("/") and not place.startswith(("//", "/\\")):
            headers["location"] = place
        kept = Response()
        hours = settings().session_hours
        kept.set_cookie(SESSION, secret, hours * 3600, httponly=True, samesite="lax")
        kept.delete_cookie(NEXT)
        for value in kept.headers.getlist("set-cookie"):
            headers.append("set-cookie", value)

    def _leaving(self, send: Send) -> Send:
        """Take our cookie away together with Streamlit's; back at a page that says so."""

        async def away(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("location") == "/":
                    headers["location"] = SIGNED_OUT
                gone = Response()
                gone.delete_cookie(SESSION)
                headers.append("set-cookie", gone.headers["set-cookie"])
            await send(message)

        return away

    def _securely(self, send: Send) -> Send:
        """Every cookie only through https, where the app is reached so."""

        async def securely(message: Message) -> None:
            if message["type"] == "http.response.start" and self.way.secure:
                message["headers"] = [
                    (name, value + b"; Secure" if _is_bare_cookie(name, value) else value)
                    for name, value in message["headers"]
                ]
            await send(message)

        return securely

    async def _websocket(
        self, scope: Scope, receive: Receive, send: Send, cookies: Mapping[str, str]
    ) -> None:
        async def known() -> bool:
            try:
                reader = await asyncio.to_thread(reader_of, cookies, self.way)
            except ReaderError:
                return False
            return reader is not None and reader.role is not None

        if await known():
            await self.app(scope, _until_unknown(receive, send, known), send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})


LOOK_SECONDS = 5.0


def _until_unknown(receive: Receive, send: Send, known: Callable[[], Awaitable[bool]]) -> Receive:
    """What a browser sends, until its sign-in is over: then the connection is closed."""
    waiting: list[asyncio.Task[Message]] = []

    async def received() -> Message:
        waiting[:] = waiting or [asyncio.ensure_future(receive())]
        while True:
            done, _ = await asyncio.wait(waiting, timeout=LOOK_SECONDS)
            if not done and await known():
                continue
            if done and (await known() or done.pop().result()["type"] != "websocket.receive"):
                return waiting.pop().result()
            waiting.pop().cancel()
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
            return {"type": "websocket.disconnect", "code": POLICY_VIOLATION}

    return received


def sign_out(secret: str) -> None:
    """End a sign-in for every copy of its cookies."""
    if secret:
        end_session(app_database(), secret)
        door().forget()


def _cookies_set(headers: MutableHeaders) -> dict[str, str]:
    """The cookies that an answer sets."""
    found: SimpleCookie = SimpleCookie()
    for value in headers.getlist("set-cookie"):
        found.load(value)
    return {name: each.value for name, each in found.items() if name.startswith(COOKIE)}


def _is_bare_cookie(name: bytes, value: bytes) -> bool:
    return name.lower() == b"set-cookie" and b"; secure" not in value.lower()


def said_page(path: str, language: str) -> Response:
    """That somebody is signed out, or that a sign-in did not succeed, and the way back in."""
    said = {
        SIGNED_OUT: say(language, "You are signed out."),
        FAILED: say(language, "The sign-in did not succeed. Try again, or ask your IT department."),
    }
    return _page(said[path], language, 200, "/", say(language, "Sign in"))


def unknown_page(reader: Reader, language: str) -> Response:
    """One sentence to whoever is signed in and has no role here."""
    said = say(
        language,
        "{email} has no access to Kundagenda. Ask whoever administers it for a role.",
        email=reader.email or "?",
    )
    return _page(said, language, 403, LOGOUT, say(language, "Sign out"))


def _page(said: str, language: str, status: int, href: str = "", link: str = "") -> Response:
    from kundagenda.reports.brief import page_of  # what draws is loaded while warming up

    with telling_in(language):
        way = f'<p><a href="{href}">{escape(link)}</a></p>' if href else ""
        page = page_of("Kundagenda", f"<h1>{escape(said)}</h1>{way}")
    return HTMLResponse(page, status, {"Cache-Control": "no-store"})


def _language(scope: Scope) -> str:
    """Asked for in the address, else what the browser prefers."""
    query = scope["query_string"].decode("latin-1")
    asked = next((code for code in LANGUAGES if f"lang={code}" in query.split("&")), "")
    prefers = Headers(scope=scope).get("accept-language", "sv").lower()
    return asked or ("sv" if prefers.startswith("sv") else "en")
