"""Runs the tests of one mutant after another, each in a fork of a process that is already warm.

    python nursery.py serve SOCKET SECONDS SOURCE   loads the libraries, then forks for every call
    python nursery.py SOCKET TEST...                runs the tests there; ends with their status

Starting Python and loading scipy, statsmodels and pandas takes longer than most tests do.
"""

import os
import signal
import socket
import sys
from contextlib import suppress

LIBRARIES = (
    "alembic.command", "babel.messages", "duckdb_sqlalchemy", "hypothesis.strategies",
    "hypothesis.internal.conjecture.engine", "pandas", "pydantic_settings", "pytest",
    "scipy.stats", "sqlalchemy.dialects.sqlite", "statsmodels.api", "statsmodels.tsa.ar_model",
    "statsmodels.stats.multitest", "statsmodels.duration.survfunc",
)  # fmt: skip


def serve(path: str, seconds: int) -> None:
    """Fork for every call that comes, until the process is ended."""
    for name in LIBRARIES:
        __import__(name)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        while True:
            caller, _ = listening.accept()
            with caller:
                status = _fork(caller.recv(1 << 16).decode().split("\n"), seconds)
                with suppress(BrokenPipeError):  # a caller that was ended does not wait
                    caller.sendall(bytes([status]))


def _fork(tests: list[str], seconds: int) -> int:
    """The exit status of pytest in a child, or 1 when the child had to be ended."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else 1
    import pytest

    signal.alarm(seconds)  # its default is to end the process, whatever C code is running
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 1)
    os.dup2(sink, 2)
    os._exit(pytest.main(["-x", "-n", "0", "--assert=plain", "-p", "no:cacheprovider", *tests]))


def ask(path: str, tests: list[str]) -> int:
    """Have the tests run by the process that serves."""
    with socket.socket(socket.AF_UNIX) as calling:
        calling.connect(path)
        calling.sendall("\n".join(tests).encode())
        return (calling.recv(1) or b"\1")[0]


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        sys.path.insert(0, sys.argv[4])
        serve(sys.argv[2], int(sys.argv[3]))
    sys.exit(ask(sys.argv[1], sys.argv[2:]))
