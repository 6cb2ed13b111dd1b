"""A calm end: who asks the server to stop (SIGTERM) gets status 0, and running edits finish."""

import asyncio
import os
import signal
import threading
from time import monotonic
from types import FrameType
from typing import cast

from sqlalchemy import Engine, QueuePool

from kundagenda.logs import note

EDITS_SECONDS = 5.0
LONGEST_SECONDS = 15.0
_LOOK_SECONDS = 0.05
# The server raises the signal that it was stopped by once more when all is done, which would end
# the process with that signal's status. This one does nothing where nobody waits for it.
_HARMLESS = signal.SIGCHLD


def stop_calmly() -> None:
    """Stop with status 0 when asked to, also where a browser does not hang up.

    To be called when the server has set its own handler. A second request ends at once.
    """
    servers = signal.getsignal(signal.SIGTERM)
    if threading.current_thread() is not threading.main_thread() or not callable(servers):
        return

    def stop(_number: int, frame: FrameType | None) -> None:
        note("stopping")
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        last = threading.Timer(LONGEST_SECONDS, os._exit, (0,))
        last.daemon = True
        last.start()
        servers(_HARMLESS, frame)

    signal.signal(signal.SIGTERM, stop)


async def edits_finished(engine: Engine, within: float = EDITS_SECONDS) -> bool:
    """Wait until no connection of the app database is in use; false where one still is."""
    until, pool = monotonic() + within, cast(QueuePool, engine.pool)
    while pool.checkedout() and monotonic() < until:
        await asyncio.sleep(_LOOK_SECONDS)
    return not pool.checkedout()
