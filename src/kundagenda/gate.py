"""The lock at the door: nothing of the app is sent before it is known who asks.

It stands before every route and every websocket. The script behind looks again, so that this is
never the only lock.
"""

import asyncio
from collections.abc import Mapping
from urllib.parse import unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kundagenda.access.cookies import (
    NEXT,
    SESSION,
    begin_cookies,
    cookies_set,
    end_cookies,
    keep_next,
    leave_out,
    next_place,
    securely,
)
from kundagenda.access.current import door, reader_of
from kundagenda.access.database import app_database
from kundagenda.access.identity import COOKIE, SignInWay, claims_in, short_identity
from kundagenda.access.loopback import POLICY_VIOLATION, is_signed_brief
from kundagenda.access.roles import Act
from kundagenda.access.sessions import begin_session, end_session
from kundagenda.access.watch import language_of
from kundagenda.errors import ReaderError
from kundagenda.gate_pages import (
    FAILED,
    LOGOUT,
    SIGNED_OUT,
    fault_page,
    said_page,
    unknown_page,
)
from kundagenda.logs import note, note_away
from kundagenda.settings import settings
from kundagenda.watched import Watched

LOGIN, CALLBACK = "/auth/login", "/oauth2callback"
OPEN = frozenset({"/readyz", "/_stcore/health"})
METRICS = "/_stcore/metrics"
READ = ("GET", "HEAD")


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
        send = securely(send) if self.way.secure else send
        path = scope["path"]
        if path == LOGIN:
            await self.app(scope, receive, _going(send))
        elif path == CALLBACK:
            await self.app(scope, receive, self._coming_back(scope, cookies, send))
        elif path == LOGOUT:
            await self._leave(scope, receive, send, cookies)
        elif path in OPEN:
            await self.app(scope, receive, send)
        else:
            await self._http(scope, receive, send, cookies)

    async def _http(
        self, scope: Scope, receive: Receive, send: Send, cookies: Mapping[str, str]
    ) -> None:
        language = language_of(scope)
        if scope["path"] in (SIGNED_OUT, FAILED):
            await said_page(scope["path"], language)(scope, receive, send)
            return
        try:
            reader = await asyncio.to_thread(reader_of, cookies, self.way)
        except ReaderError as error:
            note_away("request", error)
            await fault_page(language)(scope, receive, send)
            return
        if reader is None:
            await self._to_sign_in(scope)(scope, receive, send)
        elif reader.role is None:
            await unknown_page(reader, language)(scope, receive, send)
        elif scope["path"] == METRICS and not reader.may(Act.GOVERN):
            await PlainTextResponse("For admins.", 403)(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def _to_sign_in(self, scope: Scope) -> Response:
        """The way to sign in, for a page that was asked for; a plain refusal for all else."""
        wanted = Headers(scope=scope).get("sec-fetch-dest", "document")
        if scope["method"] not in READ or wanted != "document":
            return PlainTextResponse("Sign in.", 401, {"Cache-Control": "no-store"})
        answer = RedirectResponse(self.way.address(), 302, {"Cache-Control": "no-store"})
        keep_next(answer, scope)
        return answer

    def _coming_back(self, scope: Scope, cookies: Mapping[str, str], send: Send) -> Send:
        """Begin our own sign-in once Streamlit's has succeeded, and go where the link pointed."""

        async def back(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 302:
                headers = MutableHeaders(scope=message)
                claims = claims_in(cookies_set(headers), self.way)
                leave_out(headers, COOKIE)
                try:
                    if claims is None:
                        headers["location"] = await self._without_claims(scope, cookies)
                    else:
                        await self._begin(headers, claims, cookies)
                except ReaderError as error:  # the database is away: nobody can be let in
                    note_away("sign-in", error)
                    headers["location"] = FAILED
            await send(message)

        return back

    async def _without_claims(self, scope: Scope, cookies: Mapping[str, str]) -> str:
        """Where somebody goes whom the provider did not name: a way back, a logout, a failure."""
        if await asyncio.to_thread(reader_of, cookies, self.way) is not None:
            return "/"
        if b"state=" not in scope["query_string"]:
            return SIGNED_OUT
        note("sign-in failed")
        return FAILED

    async def _begin(
        self, headers: MutableHeaders, claims: Mapping[str, object], cookies: Mapping[str, str]
    ) -> None:
        if former := cookies.get(SESSION):
            await asyncio.to_thread(sign_out, former)
        secret = await asyncio.to_thread(begin_session, app_database(), claims, settings())
        door().forget()
        headers["location"] = next_place(unquote(cookies.get(NEXT, "")))
        given = {SESSION: secret, COOKIE: short_identity(claims, settings().email_claim)}
        begin_cookies(headers, given, settings().session_hours)

    async def _leave(
        self, scope: Scope, receive: Receive, send: Send, cookies: Mapping[str, str]
    ) -> None:
        """End the sign-in for every copy of its cookies, here and then at the provider."""
        try:
            await asyncio.to_thread(sign_out, cookies.get(SESSION, ""))
        except ReaderError as error:
            note_away("sign-out", error)
            await fault_page(language_of(scope))(scope, receive, send)
        else:
            await self.app(scope, receive, _leaving(send))

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
            watched = Watched(receive, send, known)
            await self.app(scope, watched.receive, watched.send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})


def sign_out(secret: str) -> None:
    """End a sign-in for every copy of its cookies.

    Raises:
        ReaderError: the database does not answer; the sign-in goes on.
    """
    if secret:
        end_session(app_database(), secret)
        door().forget()


def _going(send: Send) -> Send:
    """Say calmly that the provider cannot be reached."""

    async def going(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] >= 400:
            message["status"] = 302
            MutableHeaders(scope=message)["location"] = FAILED
        await send(message)

    return going


def _leaving(send: Send) -> Send:
    """Take our cookie away together with Streamlit's; back at a page that says so."""

    async def away(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("location") == "/":
                headers["location"] = SIGNED_OUT
            end_cookies(headers)
        await send(message)

    return away
