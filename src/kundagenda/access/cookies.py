"""The cookies of a sign-in: who somebody is, where they wanted to go, and how they are sent."""

import re
from collections.abc import Mapping
from http.cookies import SimpleCookie
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import Message, Scope, Send

SESSION = "kundagenda_session"
"""The cookie that holds the secret of a sign-in."""
NEXT = "kundagenda_next"
"""The cookie that holds the address which was asked for before the sign-in."""
NEXT_SECONDS = 600
LONGEST_NEXT = 2000
# An address here, in signs that no browser leaves out: it drops tabs and turns \ into /, and
# what begins with two strokes names another machine.
HERE = re.compile(r"/(?:[!-.0-\[\]-~][!-\[\]-~]*)?")


def asked_for(scope: Scope) -> str:
    """The address that a request asks for, without the machine, as it may stand in a header."""
    query = scope["query_string"].decode("latin-1")
    return quote(scope["path"], safe="/") + (f"?{query}" if query else "")


def keep_next(answer: Response, scope: Scope) -> None:
    """Have the browser remember where somebody wanted to go."""
    place = asked_for(scope)
    if HERE.fullmatch(place) and len(place) <= LONGEST_NEXT:
        value = quote(place, safe="")
        answer.set_cookie(NEXT, value, NEXT_SECONDS, httponly=True, samesite="lax")


def next_place(place: str) -> str:
    """Where a remembered address leads; the start for any that leads elsewhere.

    >>> next_place("/agenda?lang=en"), next_place("//evil.example"), next_place("/%5Cevil.example")
    ('/agenda?lang=en', '/', '/%5Cevil.example')
    """
    return place if HERE.fullmatch(place) else "/"


def begin_cookies(headers: MutableHeaders, given: Mapping[str, str], hours: int) -> None:
    """Give the browser the cookies of its sign-in, and take the remembered address back."""
    answer = Response()
    for name, value in given.items():
        answer.set_cookie(name, value, hours * 3600, httponly=True, samesite="lax")
    answer.delete_cookie(NEXT, httponly=True, samesite="lax")
    _add(headers, answer)


def leave_out(headers: MutableHeaders, name: str) -> None:
    """Give the browser no cookie that begins with the name; what takes one back stays."""
    kept = [
        value
        for value in headers.getlist("set-cookie")
        if not value.startswith(name) or "max-age=0" in value.lower()
    ]
    del headers["set-cookie"]
    for value in kept:
        headers.append("set-cookie", value)


def end_cookies(headers: MutableHeaders) -> None:
    """Take the secret back."""
    answer = Response()
    answer.delete_cookie(SESSION, httponly=True, samesite="lax")
    _add(headers, answer)


def _add(headers: MutableHeaders, answer: Response) -> None:
    for value in answer.headers.getlist("set-cookie"):
        headers.append("set-cookie", value)


def cookies_set(headers: MutableHeaders) -> dict[str, str]:
    """The cookies that an answer sets, by name."""
    found: SimpleCookie = SimpleCookie()
    for value in headers.getlist("set-cookie"):
        found.load(value)
    return {name: each.value for name, each in found.items()}


def securely(send: Send) -> Send:
    """Have every cookie sent through https alone, whoever sets it."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [
                (name, value + b"; Secure" if _is_bare_cookie(name, value) else value)
                for name, value in message["headers"]
            ]
        await send(message)

    return sent


def _is_bare_cookie(name: bytes, value: bytes) -> bool:
    return name.lower() == b"set-cookie" and b"; secure" not in value.lower()
