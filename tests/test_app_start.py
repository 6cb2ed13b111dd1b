"""The start of the app: ready when warm, for this machine only, without statistics libraries."""

import asyncio
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import sleep
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.types import Message, Scope
from starlette.websockets import WebSocket

from kundagenda.access.headers import SafeHeaders
from kundagenda.access.loopback import REFUSAL, LoopbackOnly
from kundagenda.logs import LOGGER, set_up_logs
from running_app import ROOT, running_app
from small_company import fill_small_company


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("start")
    address = f"sqlite:///{folder / 'app.db'}"
    fill_small_company(address, 3).dispose()
    with running_app(address, folder / "server.log") as url:
        yield url


def test_a_warm_server_says_that_it_is_ready(base: str) -> None:
    answer = httpx.get(f"{base}/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True})


def app_alone() -> Any:
    """The module app.py, which nobody serves."""
    spec = importlib.util.spec_from_file_location("app_under_test", ROOT / "app.py")
    assert spec
    assert spec.loader
    app = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(app)
    return app


def test_a_server_that_is_not_warm_says_503() -> None:
    answer = asyncio.run(app_alone().readyz(Request({"type": "http"})))
    told = json.loads(answer.body)
    assert (answer.status_code, told["ready"]) == (503, False)
    assert "still loading" in told["because"]


def test_a_start_that_fails_while_it_serves_already_is_logged_and_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = app_alone()

    def fail_late() -> None:
        sleep(0.1)
        raise ImportError("no module named /secret/path")

    monkeypatch.setattr(app, "warm_up", fail_late)
    monkeypatch.setattr(app, "WARM_WITHIN_SECONDS", 0.01)
    for name in ("log_as_we_do", "stop_calmly"):
        monkeypatch.setattr(app, name, lambda: None)
    monkeypatch.setattr(app.first_start, "begin", lambda: None)
    handler = set_up_logs("info")

    async def start() -> dict[str, Any]:
        async with app.lifespan(None):
            while app.readiness._failed == "":
                await asyncio.sleep(0.02)
            answer = await app.readyz(Request({"type": "http"}))
            return dict(json.loads(answer.body))

    told = asyncio.run(asyncio.wait_for(start(), 10))
    LOGGER.removeHandler(handler)
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line[:1] == "{"]
    [line] = [each for each in lines if each["what"] == "unexpected error"]
    assert line["during"] == "warming up"
    assert "ImportError" in line["where"]
    assert told["ready"] is False
    assert (
        f"could not load what its pages need; its log says where, under the number {line['number']}"
        in told["because"]
    )
    assert "secret" not in json.dumps([line, told])


@pytest.mark.parametrize("path", ["/", "/agenda?lang=en", "/readyz", "/_stcore/health"])
def test_a_forwarded_request_is_refused_with_one_sentence(base: str, path: str) -> None:
    answer = httpx.get(base + path, headers={"X-Forwarded-For": "10.1.1.1"})
    assert (answer.status_code, answer.text) == (403, REFUSAL)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/", "/agenda?lang=en", "/readyz"])
def test_every_answer_carries_the_safe_headers(base: str, path: str) -> None:
    headers = httpx.get(base + path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_websocket_that_was_forwarded_is_refused(base: str) -> None:
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "X-Real-IP": "10.1.1.1",
    }
    assert httpx.get(f"{base}/_stcore/stream", headers=upgrade).status_code == 403


PAGES_IN_A_PROCESS_OF_THEIR_OWN = """
import runpy, sys
runpy.run_path("app.py")["warm_up"]()
from streamlit.testing.v1 import AppTest
visit = AppTest.from_file("src/kundagenda/main.py", default_timeout=60).run()
visit.switch_page("../../pages/agenda.py").run()
assert not visit.exception and visit.dataframe
print([name for name in ("scipy", "statsmodels", "sklearn") if name in sys.modules])
"""


def test_pages_never_load_a_statistics_library(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'app.db'}"
    fill_small_company(address).dispose()
    done = subprocess.run(
        [sys.executable, "-c", PAGES_IN_A_PROCESS_OF_THEIR_OWN],
        cwd=ROOT,
        env=os.environ | {"KUNDAGENDA_DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip().splitlines()[-1] == "[]"


async def _page(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("figures")


async def _stream(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.close()


GUARDED = SafeHeaders(
    LoopbackOnly(Starlette(routes=[Route("/", _page), WebSocketRoute("/stream", _stream)]))
)


def _answer(kind: str, client: str | None, headers: dict[str, str]) -> Message:
    """The first message with which the guarded app answers a connection."""
    scope: Scope = {
        "type": kind,
        "method": "GET",
        "path": "/" if kind == "http" else "/stream",
        "query_string": b"",
        "subprotocols": [],
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": (client, 50_000) if client else None,
    }
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request" if kind == "http" else "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(GUARDED(scope, receive, send))
    return sent[0]


LOCAL = [
    ("127.0.0.1", "localhost:8501"),
    ("127.0.0.5", "127.0.0.1"),
    ("::1", "[::1]:8501"),
    ("::ffff:127.0.0.1", "kundagenda.localhost"),
]
ELSEWHERE = [
    ("192.168.1.20", {"host": "localhost"}),
    ("10.0.0.7", {"host": "10.0.0.1:8501"}),
    ("testclient", {"host": "localhost"}),
    (None, {"host": "localhost"}),
    ("127.0.0.1", {"host": "evil.example"}),
    ("127.0.0.1", {}),
    ("127.0.0.1", {"host": "localhost", "x-forwarded-for": "127.0.0.1"}),
    ("127.0.0.1", {"host": "localhost", "forwarded": "for=10.1.1.1"}),
    ("127.0.0.1", {"host": "localhost", "x-forwarded-proto": "https"}),
    ("127.0.0.1", {"host": "127.0.0.1:8501", "origin": "https://intranet.example"}),
    ("127.0.0.1", {"host": "127.0.0.1:8501", "origin": "null"}),
]


@pytest.mark.parametrize(("client", "host"), LOCAL)
def test_this_machine_is_served(client: str, host: str) -> None:
    assert _answer("http", client, {"host": host})["status"] == 200
    assert _answer("websocket", client, {"host": host})["type"] == "websocket.accept"


@pytest.mark.parametrize(("client", "headers"), ELSEWHERE)
def test_any_other_machine_is_refused(client: str | None, headers: dict[str, str]) -> None:
    assert _answer("http", client, headers)["status"] == 403
    assert _answer("websocket", client, headers) == {"type": "websocket.close", "code": 1008}


def test_the_address_in_the_configuration_is_loopback() -> None:
    assert 'address = "127.0.0.1"' in (ROOT / ".streamlit" / "config.toml").read_text("utf-8")


def test_the_log_says_who_is_served(base: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    [log] = tmp_path_factory.getbasetemp().glob("start[0-9]*/server.log")
    assert "serves this machine only" in log.read_text()


def test_a_server_that_is_opened_wider_without_sign_in_says_so_aloud(tmp_path: Path) -> None:
    log, wider = tmp_path / "server.log", {"KUNDAGENDA_SERVE_WITHOUT_SIGN_IN": "true"}
    with running_app(f"sqlite:///{tmp_path / 'app.db'}", log, **wider) as url:
        answer = httpx.get(url, headers={"X-Forwarded-For": "10.1.1.1"})
        assert answer.status_code == 200
    assert "EVERYBODY who reaches it sees and changes everything" in log.read_text()


def test_half_a_sign_in_stops_the_start_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_text('[auth]\ncookie_secret = "short"\n')
    done = subprocess.run(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=os.environ | {"KUNDAGENDA_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "auth.cookie_secret is missing or too short" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
