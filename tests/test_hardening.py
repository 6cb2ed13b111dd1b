"""Before every page: names, headers, readiness, a calm log, and a calm end."""

import asyncio
import json
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Message, Scope
from starlette.websockets import WebSocket

from kundagenda.access.headers import HSTS, SafeHeaders, content_policy, scripts_of_the_shell
from kundagenda.access.hosts import REFUSAL, AllowedHosts, is_secure, names_of
from kundagenda.access.identity import SignInWay
from kundagenda.access.ready import (
    AWAY,
    NO_FILE,
    NO_FOLDER,
    OLD,
    SETTINGS,
    WARMING,
    Readiness,
    reason_of,
)
from kundagenda.access.stopping import edits_finished
from kundagenda.access.watch import Watch
from kundagenda.brief_route import HEADERS as OF_THE_BRIEF
from kundagenda.database.schema import open_database
from kundagenda.logs import LOGGER, Lines, note, note_error, note_slow, without_secrets
from kundagenda.page_scripts import ALL
from kundagenda.settings import Settings, settings
from running_app import ROOT, free_port, wait_until_ready
from small_company import fill_small_company

TITLE = "Köpa upp Bolaget Hemligt"
POLICY = content_policy([*scripts_of_the_shell(), *ALL])


async def _page(_request: Request) -> Response:
    return HTMLResponse("<p>figures</p>")


async def fails(_scope: Scope, _receive: Any, _send: Any) -> None:
    raise ValueError(TITLE)


async def _own(_request: Request) -> Response:
    return PlainTextResponse("x", headers={"Content-Security-Policy": "default-src 'none'"})


async def _stream(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.close()


ROUTES = Starlette(
    routes=[
        Route("/", _page),
        Route("/own", _own),
        Route("/brief/{token}", _page),
        WebSocketRoute("/stream", _stream),
    ]
)


def answer(
    app: ASGIApp,
    path: str = "/",
    headers: Mapping[str, str] | None = None,
    kind: str = "http",
    client: str = "10.0.0.7",
    query: bytes = b"",
) -> list[Message]:
    """Everything with which an app answers a connection."""
    scope: Scope = {
        "type": kind,
        "method": "GET",
        "path": path,
        "query_string": query,
        "subprotocols": [],
        "headers": [(name.encode(), value.encode()) for name, value in (headers or {}).items()],
        "client": (client, 50_000),
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request" if kind == "http" else "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return sent


def headers_of(sent: list[Message]) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}


NAMED = AllowedHosts(ROUTES, {"k.example.org"})


@pytest.mark.parametrize("host", ["k.example.org", "K.Example.org:8443", "k.example.org."])
def test_the_names_of_the_settings_are_served(host: str) -> None:
    assert answer(NAMED, headers={"host": host})[0]["status"] == 200
    accepted = answer(NAMED, "/stream", {"host": host}, "websocket")[0]["type"]
    assert accepted == "websocket.accept"


@pytest.mark.parametrize(
    "host",
    ["evil.example", "k.example.org.evil.example", "10.0.0.1:8501", "localhost", "", "[", "[::1]"],
)
def test_any_other_name_is_refused(host: str) -> None:
    sent = answer(NAMED, headers={"host": host})
    assert (sent[0]["status"], sent[1]["body"].decode()) == (400, REFUSAL)
    refused = answer(NAMED, "/stream", {"host": host}, "websocket")
    assert refused == [{"type": "websocket.close", "code": 1008}]


def test_no_name_and_two_names_are_refused() -> None:
    assert answer(NAMED)[0]["status"] == 400
    two = [(b"host", b"k.example.org"), (b"host", b"evil.example")]

    async def twice(scope: Scope, receive: Any, send: Any) -> None:
        await NAMED({**scope, "headers": two}, receive, send)

    assert answer(twice)[0]["status"] == 400


def test_on_the_machine_itself_its_own_names_pass_unless_a_proxy_forwards() -> None:
    here = {"host": "localhost:8501"}
    assert answer(NAMED, headers=here, client="127.0.0.1")[0]["status"] == 200
    forwarded = here | {"x-forwarded-for": "10.1.1.1"}
    assert answer(NAMED, headers=forwarded, client="127.0.0.1")[0]["status"] == 400


def test_names_and_https_come_from_every_address_of_the_settings() -> None:
    way = SignInWay("default", "https://In.example.org", "ours")
    chosen = Settings(address="http://k.example.org:80/x", allowed_hosts=["b.example.org"])
    assert names_of(chosen, way) == {"k.example.org", "b.example.org", "in.example.org"}
    assert names_of(Settings(), None) == frozenset()
    assert is_secure(chosen, way)
    assert not is_secure(chosen, None)
    assert is_secure(Settings(address="HTTPS://k.example.org"), None)


def test_headers_say_what_a_page_may_do_and_leave_a_stricter_policy() -> None:
    app = SafeHeaders(ROUTES, policy=POLICY, secure=True)
    found = headers_of(answer(app))
    assert found["content-security-policy"] == POLICY
    assert found["strict-transport-security"] == HSTS
    assert found["cache-control"] == "no-store"
    assert "camera=()" in found["permissions-policy"]
    own = headers_of(answer(app, "/own"))
    assert own["content-security-policy"] == "default-src 'none'"
    assert "cache-control" not in own
    assert "strict-transport-security" not in headers_of(answer(SafeHeaders(ROUTES)))


def test_no_script_runs_but_files_of_ours_and_those_named_letter_by_letter() -> None:
    said = dict(each.split(" ", 1) for each in POLICY.split("; "))
    assert "'unsafe-" not in said["script-src"], "neither inline scripts nor eval"
    assert said["script-src"].count("sha256-") == len(scripts_of_the_shell()) + len(ALL)
    for kind in ("default-src", "base-uri", "object-src"):
        assert said[kind] == "'none'"
    assert "'unsafe-inline'" not in OF_THE_BRIEF["Content-Security-Policy"].split("style-src")[0]


@pytest.fixture
def lines() -> Iterator[list[dict[str, Any]]]:
    """The lines of the log, as they are read again."""
    written: list[dict[str, Any]] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(json.loads(Lines().format(record)))

    before = LOGGER.handlers[:], LOGGER.level
    LOGGER.handlers[:] = [Kept()]
    LOGGER.setLevel("INFO")
    yield written
    LOGGER.handlers[:], _ = before
    LOGGER.setLevel(before[1])


@pytest.mark.parametrize(("lang", "said"), [("sv", "Något gick fel"), ("en", "Something went")])
def test_an_unexpected_error_is_a_sentence_and_a_number_of_the_log(
    lines: list[dict[str, Any]], lang: str, said: str
) -> None:
    sent = answer(Watch(fails), query=f"lang={lang}".encode())
    page = b"".join(each.get("body", b"") for each in sent[1:]).decode()
    assert sent[0]["status"] == 500
    [line] = lines
    assert said in page
    assert line["number"] in page
    assert TITLE not in page + json.dumps(line, ensure_ascii=False)
    assert "ValueError" not in page
    assert line["where"].startswith("builtins.ValueError: ")
    assert line["where"].endswith(" fails")


def test_refusals_and_briefs_are_lines_without_the_token(lines: list[dict[str, Any]]) -> None:
    token = "eyJ0b2tlbiI6MX0.abcdefghijklmn"
    answer(Watch(ROUTES), f"/brief/{token}")
    answer(Watch(NAMED), "/agenda", {"host": "evil.example"}, query=b"forum=Hemligt")
    answer(Watch(NAMED), "/stream", {"host": "evil.example"}, "websocket")
    told = [(line["what"], line["path"], line["status"]) for line in lines]
    assert told == [
        ("brief", "/brief/***", 200),
        ("refused", "/agenda", 400),
        ("refused", "/stream", 403),
    ]
    assert token not in json.dumps(lines)
    assert "Hemligt" not in json.dumps(lines), "what an address asks for stands in no line"


def test_a_line_never_holds_a_password_or_what_an_error_says(lines: list[dict[str, Any]]) -> None:
    engine = sa.create_engine("sqlite://")
    try:
        with engine.connect() as connection:
            connection.execute(sa.text("SELECT nothing FROM x WHERE t = :t"), {"t": TITLE})
    except sa.exc.OperationalError as error:
        note_error(error, "postgresql://anna:s3cret@db/app")
        LOGGER.exception("failed")
    engine.dispose()
    text = json.dumps(lines, ensure_ascii=False)
    assert len(lines) == 2
    assert "s3cret" not in text
    assert TITLE not in text
    assert "sqlalchemy.exc.OperationalError < sqlite3.OperationalError" in text


def test_of_addresses_with_odd_passwords_nothing_is_left() -> None:
    said = without_secrets("mailtos://me@x:p:w@mail.example.com and https://a.example.org/b@c")
    assert "p:w" not in said
    assert said.endswith("https://a.example.org/b@c")


def test_only_what_is_slow_is_called_slow(lines: list[dict[str, Any]]) -> None:
    note_slow("run", 0.3, page="agenda")
    note_slow("run", 2.3456, page="agenda")
    note("refresh ended", seconds=1.5)
    assert [(line["level"], line["what"]) for line in lines] == [
        ("WARNING", "slow run"),
        ("INFO", "refresh ended"),
    ]
    assert (lines[0]["seconds"], lines[0]["page"]) == (2.346, "agenda")


@pytest.fixture
def chosen_database(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Makes an address the app database of the settings."""
    settings.cache_clear()
    yield lambda address: monkeypatch.setattr(settings(), "database_url", address)
    settings.cache_clear()


def _answered(warm: bool = True) -> tuple[int, dict[str, Any]]:
    found = asyncio.run(Readiness().answer(warm))
    return found.status_code, json.loads(bytes(found.body))


def test_it_is_ready_only_with_a_database_of_this_version(
    tmp_path: Path, chosen_database: Any
) -> None:
    file = tmp_path / "app.db"
    chosen_database(f"sqlite:///{file}")
    assert _answered() == (503, {"ready": False, "because": NO_FILE})
    assert not file.exists(), "a look makes no database"
    engine = open_database(f"sqlite:///{file}")
    assert _answered() == (200, {"ready": True})
    assert _answered(warm=False) == (503, {"ready": False, "because": WARMING})
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    engine.dispose()
    assert _answered() == (503, {"ready": False, "because": OLD})


def test_no_reason_holds_an_address(empty_app: Engine) -> None:
    empty_app.connect().close()  # a file of SQLite is there once somebody has connected
    assert reason_of(empty_app.url.render_as_string(hide_password=False)) == OLD
    assert reason_of("postgresql://anna:s3cret@127.0.0.1:1/none") == AWAY
    assert reason_of("nonsense").startswith("The database address cannot be read. Write it as")
    assert reason_of("oracle://anna:s3cret@x/y").startswith("There is no driver for databases")


def test_a_folder_that_is_gone_is_said_without_its_path(tmp_path: Path) -> None:
    assert reason_of(f"sqlite:///{tmp_path / 'gone' / 'app.db'}") == NO_FOLDER


def test_settings_that_cannot_be_understood_are_a_reason_and_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KUNDAGENDA_HOME", str(tmp_path))
    (tmp_path / "kundagenda.toml").write_text("stale_days = 's3cret'\n")
    settings.cache_clear()
    assert _answered() == (503, {"ready": False, "because": SETTINGS})
    settings.cache_clear()


def test_a_database_that_swallows_questions_is_asked_once_and_holds_nobody_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def swallow(_address: str) -> str:
        asked.append(1)
        time.sleep(3)
        return ""

    monkeypatch.setattr("kundagenda.access.ready.reason_of", swallow)

    async def looks() -> tuple[str, str, int]:
        readiness, turns = Readiness(), 0

        async def turn() -> None:
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0.05)

        other = asyncio.create_task(turn())
        first, second = await asyncio.gather(readiness.reason(), readiness.reason())
        other.cancel()
        return first, second, turns

    first, second, turns = asyncio.run(looks())
    assert (first, second, len(asked)) == (AWAY, AWAY, 1)
    assert turns > 10


def test_a_stop_waits_for_an_edit_but_not_for_ever(sqlite_app: Engine) -> None:
    assert asyncio.run(edits_finished(sqlite_app))

    async def stop_during_an_edit(seconds: float) -> tuple[bool, float]:
        edit, begun = sqlite_app.connect(), time.monotonic()
        asyncio.get_running_loop().call_later(seconds, edit.close)
        finished = await edits_finished(sqlite_app, within=1)
        took = time.monotonic() - begun
        edit.close()
        return finished, took

    finished, took = asyncio.run(stop_during_an_edit(0.3))
    assert finished
    assert 0.3 <= took < 1
    assert not asyncio.run(stop_during_an_edit(9))[0]


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, float, list[str], str]:
    """A server asked to stop while a browser holds a connection: status, seconds, log."""
    folder = tmp_path_factory.mktemp("stop")
    address, port = f"sqlite:///{folder / 'app.db'}", free_port()
    fill_small_company(address, 3).dispose()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.port", str(port)]
    log = folder / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | {"KUNDAGENDA_DATABASE_URL": address},
            stdout=subprocess.DEVNULL,
            stderr=output,
        )
    try:
        base = wait_until_ready(f"http://127.0.0.1:{port}", server, log)
        page = httpx.get(f"{base}/agenda").headers["content-security-policy"]
        upgrade = {
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        }
        with httpx.stream("GET", f"{base}/_stcore/stream", headers=upgrade) as held:
            assert held.status_code == 101
            begun = time.monotonic()
            server.send_signal(signal.SIGTERM)
            status = server.wait(timeout=30)
        return status, time.monotonic() - begun, log.read_text().splitlines(), page
    finally:
        server.kill()


def test_the_server_stops_with_status_0_within_seconds(stopped: Any) -> None:
    status, seconds, lines, _page = stopped
    assert status == 0
    assert seconds < 20
    told = [json.loads(line) for line in lines]
    assert [line["what"] for line in told if line["from"] == "kundagenda"][-2:] == [
        "stopping",
        "stopped",
    ]
    assert told[-1]["edits_finished"] is True


def test_every_line_of_the_server_is_json_with_a_time(stopped: Any) -> None:
    told = [json.loads(line) for line in stopped[2]]
    assert told
    assert all({"at", "level", "from", "what"} <= line.keys() for line in told)
    assert "this machine only" in told[0]["served"]


def test_the_server_sends_the_policy(stopped: Any) -> None:
    assert stopped[3] == POLICY
