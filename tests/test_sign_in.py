"""The parts of sign-in by themselves: settings, cookies, the way back, the watched websocket."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from kundagenda import watched
from kundagenda.access import current
from kundagenda.access.cookies import NEXT, keep_next, leave_out, next_place
from kundagenda.access.identity import SignInWay, _is_meant_for, sign_in_way
from kundagenda.access.people import give_role
from kundagenda.access.roles import Role, email_of
from kundagenda.access.sessions import begin_session, end_session
from kundagenda.database.limits import Limits
from kundagenda.errors import ReaderError
from kundagenda.gate import Gate
from kundagenda.settings import Settings
from kundagenda.watched import Watched

WAY = SignInWay("default", "https://kundagenda.example.org", "ours")
GIVEN = {
    "redirect_uri": "https://kundagenda.example.org/oauth2callback",
    "cookie_secret": "x" * 32,
    "client_id": "ours",
    "client_secret": "secret",
    "server_metadata_url": "https://login.example.org/.well-known/openid-configuration",
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("KUNDAGENDA_HOME", str(tmp_path))
    sign_in_way.cache_clear()
    (tmp_path / ".streamlit").mkdir()
    yield tmp_path / ".streamlit" / "secrets.toml"
    sign_in_way.cache_clear()


def told(given: dict[str, str], section: str = "auth") -> str:
    return f"[{section}]\n" + "".join(f'{key} = "{value}"\n' for key, value in given.items())


def test_without_auth_nobody_signs_in(home: Path) -> None:
    home.write_text('[kundagenda]\nwarehouse_url = "sqlite://"\n')
    assert sign_in_way() is None


def test_the_way_is_read_from_the_secrets(home: Path) -> None:
    home.write_text(told(GIVEN))
    assert sign_in_way() == WAY
    assert WAY.secure


def test_a_named_provider_is_found(home: Path) -> None:
    of_all = {key: GIVEN[key] for key in ("redirect_uri", "cookie_secret")}
    own = {key: value for key, value in GIVEN.items() if key not in of_all}
    home.write_text(told(of_all) + told(own, "auth.microsoft"))
    way = sign_in_way()
    assert way
    assert (way.provider, way.client_id) == ("microsoft", "ours")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("cookie_secret", "short"),
        ("redirect_uri", "https://kundagenda.example.org/"),
        ("redirect_uri", "http://localhost:{port}/oauth2callback"),
        ("redirect_uri", "/oauth2callback"),
        ("client_id", ""),
        ("client_secret", ""),
        ("server_metadata_url", ""),
    ],
)
def test_a_sign_in_that_is_half_set_up_is_told_by_its_key(home: Path, key: str, value: str) -> None:
    home.write_text(told(GIVEN | {key: value}))
    with pytest.raises(ReaderError, match=re.escape(f"auth.{key}")):
        sign_in_way()


@pytest.mark.parametrize(
    ("audience", "meant"),
    [
        ("ours", True),
        (["other", "ours"], True),
        ("other", False),
        (["other"], False),
        (None, False),
    ],
)
def test_a_token_is_meant_for_those_whom_its_audience_names(audience: object, meant: bool) -> None:
    assert _is_meant_for(WAY, audience) == meant


def as_a_browser_reads(place: str) -> str:
    """Where a browser at our address goes: it drops tabs and line ends, and turns \\ into /."""
    return urljoin("https://here.example/", re.sub(r"[\t\r\n]", "", place).replace("\\", "/"))


@given(st.text() | st.from_regex(r"[/\\\t\n]{1,4}(evil\.example)?.*"))
def test_no_remembered_address_leads_elsewhere(place: str) -> None:
    assert urlsplit(as_a_browser_reads(next_place(place))).netloc == "here.example"


@given(st.text(), st.binary())
def test_what_is_asked_for_is_remembered_as_a_place_here_or_not_at_all(
    path: str, query: bytes
) -> None:
    answer = Response()
    keep_next(
        answer, {"path": f"/{path}".encode("utf-8", "replace").decode(), "query_string": query}
    )
    for cookie in answer.headers.getlist("set-cookie"):
        assert re.fullmatch(
            rf"{NEXT}=%2F[!-:<-~]*; HttpOnly; Max-Age=600; Path=/; SameSite=lax", cookie
        )


def test_an_address_is_remembered_with_its_codes() -> None:
    answer = Response()
    keep_next(answer, {"path": "/agenda", "query_string": b"lang=en&forum=Styrelsen"})
    assert answer.headers["set-cookie"].startswith(
        f"{NEXT}=%2Fagenda%3Flang%3Den%26forum%3DStyrelsen;"
    )


def test_cookies_that_are_left_out_are_still_taken_back() -> None:
    answer = Response()
    answer.set_cookie("_streamlit_user_1", "long")
    answer.set_cookie("_streamlit_xsrf", "kept")
    answer.delete_cookie("_streamlit_user_tokens")
    headers = MutableHeaders(raw=answer.raw_headers)
    leave_out(headers, "_streamlit_user")
    names = [value.partition("=")[0] for value in headers.getlist("set-cookie")]
    assert names == ["_streamlit_xsrf", "_streamlit_user_tokens"]


async def _streamlit(scope: Scope, receive: Receive, send: Send) -> None:
    """An app that sets a cookie without care."""
    answer = Response()
    answer.set_cookie("_streamlit_session", "state")
    await answer(scope, receive, send)


def answered(gate: Gate, path: str, query: bytes = b"") -> list[Message]:
    """All that is sent for a request without cookies."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": []}
    asyncio.run(gate(scope, receive, send))
    return sent


@pytest.mark.parametrize(("origin", "secure"), [("https://a.example", 1), ("http://a.example", 0)])
@pytest.mark.parametrize("path", ["/_stcore/health", "/auth/logout"])
def test_cookies_go_through_https_alone_where_the_app_is_reached_so(
    origin: str, secure: int, path: str
) -> None:
    start = answered(Gate(_streamlit, SignInWay("default", origin, "ours")), path)[0]
    set_by_streamlit = [
        value.decode().lower()
        for name, value in start["headers"]
        if name == b"set-cookie" and value.startswith(b"_streamlit_session")
    ]
    assert [value.count("; secure") for value in set_by_streamlit] == [secure]


def test_a_logout_that_the_database_did_not_hear_of_is_no_logout(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(_secret: str) -> None:
        raise ReaderError("The database does not answer.")

    monkeypatch.setattr("kundagenda.gate.sign_out", away)
    start, body = answered(Gate(_streamlit, WAY), "/auth/logout", b"lang=en")
    assert start["status"] == 503
    assert b"The database does not answer right now." in body["body"]


def test_a_provider_that_cannot_be_reached_is_told_calmly() -> None:
    async def no_provider(scope: Scope, receive: Receive, send: Send) -> None:
        await Response("Authentication error", 400)(scope, receive, send)

    start = answered(Gate(no_provider, WAY), "/auth/login")[0]
    assert (start["status"], dict(start["headers"])[b"location"]) == (302, b"/sign-in-failed")


def watched_by(answers: list[bool], messages: list[Message]) -> tuple[list[Message], list[Message]]:
    """What the app hears and the browser is sent, as the sign-in is asked for again."""
    waiting, sent = iter(messages), []

    async def receive() -> Message:
        message = next(waiting, None)
        if message is None:
            await asyncio.Event().wait()
        assert message
        return message

    async def send(message: Message) -> None:
        sent.append(message)

    async def known() -> bool:
        return answers.pop(0)

    async def use() -> list[Message]:
        socket = Watched(receive, send, known)
        heard = [await socket.receive()]
        while heard[-1]["type"] != "websocket.disconnect":
            heard.append(await socket.receive())
        await socket.send({"type": "websocket.send", "bytes": b"figures"})
        return heard

    return asyncio.run(use()), sent


CLOSED = {"type": "websocket.close", "code": 1008}


def test_a_quiet_page_is_closed_once_its_sign_in_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watched, "LOOK_SECONDS", 0.01)
    asked = {"type": "websocket.receive", "bytes": b"rerun"}
    heard, sent = watched_by([True, True, True, False], [asked])
    assert heard == [asked, {"type": "websocket.disconnect", "code": 1008}]
    assert sent == [CLOSED]


def test_what_a_browser_sends_after_its_sign_in_is_not_heard() -> None:
    heard, sent = watched_by([False], [{"type": "websocket.receive", "bytes": b"rerun"}])
    assert heard == [{"type": "websocket.disconnect", "code": 1008}]
    assert sent == [CLOSED]


def test_a_file_asked_for_on_a_page_is_not_made_once_the_sign_in_is_over(
    app: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the page is still open: its buttons act for whoever they were drawn for."""
    monkeypatch.setattr(current, "app_database", lambda: app)
    chosen = Settings(admins=["anna@example.org"])
    monkeypatch.setattr(current, "settings", lambda: chosen)
    current.door.clear()
    secret = begin_session(app, {"email": "anna@example.org"}, chosen)
    anna = current.door().reader(app, secret, chosen)
    assert anna
    with current.acting_as(anna):
        pressed = current.carried(lambda: current.current().email)
    assert pressed() == "anna@example.org"
    end_session(app, secret)
    current.door().forget()
    with pytest.raises(current.NotSignedIn, match="sign-in is over"):
        pressed()


def test_nor_once_they_see_something_else(app: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack is kept under the name of what its reader saw, and must hold no more and no less."""
    monkeypatch.setattr(current, "app_database", lambda: app)
    monkeypatch.setattr(current, "settings", Settings)
    current.door.clear()
    board, everything = Limits(frozenset({"Styrelsen"})), Limits()
    person = give_role(app, "vera@example.org", Role.VIEWER, board, "Ada")
    secret = begin_session(app, {"email": "vera@example.org"}, Settings())
    vera = current.door().reader(app, secret, Settings())
    assert vera
    assert vera.limits == board
    with current.acting_as(vera):
        pressed = current.carried(lambda: current.current().limits)
    assert pressed() == board
    give_role(app, "vera@example.org", Role.VIEWER, everything, "Ada", person.version)
    current.door().forget()
    with pytest.raises(current.NotSignedIn, match="What you may see has been changed"):
        pressed()


@pytest.mark.parametrize(
    ("claims", "email"),
    [
        ({"email": " Anna@Example.org "}, "anna@example.org"),
        ({"email": "a@b", "email_verified": True}, "a@b"),
        ({"email": "a@b", "email_verified": "true"}, "a@b"),
        ({"email": "a@b", "email_verified": False}, ""),
        ({"email": "a@b", "email_verified": "false"}, ""),
        ({"email": "a@b", "email_verified": 0}, ""),
        ({"email": ["a@b"]}, ""),
        ({}, ""),
    ],
)
def test_an_address_that_the_provider_doubts_is_none(claims: dict[str, object], email: str) -> None:
    assert email_of(claims, Settings()) == email
