"""The app as its users start it: a server of its own on a free port, for tests that need one."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[1]
START_WITHIN_SECONDS = 90


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def running_app(
    address: str, log: Path, port: int | None = None, **variables: str
) -> Iterator[str]:
    """The address of a ready server on the given database; it is ended afterwards.

    On that port, where its settings must name it; with more variables in its environment.
    """
    port = port or free_port()
    command = [
        *(sys.executable, "-m", "streamlit", "run", "app.py"),
        *("--server.port", str(port), "--server.headless", "true"),
    ]
    environment = os.environ | {"KUNDAGENDA_DATABASE_URL": address, "NO_COLOR": "1"} | variables
    with log.open("w") as output:
        server = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        yield wait_until_ready(f"http://127.0.0.1:{port}", server, log)
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_until_ready(base: str, server: subprocess.Popen[bytes], log: Path) -> str:
    """The address, once the server says that it is ready."""
    until = time.monotonic() + START_WITHIN_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            if httpx.get(f"{base}/readyz", timeout=2).status_code == 200:
                return base
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise AssertionError(f"the app did not become ready:\n{log.read_text()}")
