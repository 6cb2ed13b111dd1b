"""Streamlit's and the server's own lines, written as ours are."""

import logging
from typing import Any

import streamlit.logger as streamlit_logger

from kundagenda.logs import set_up_logs
from kundagenda.settings import settings

SERVER = ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi", "websockets")
# Of an error on a page Streamlit writes all that it says, the server of a request its whole
# address; our own lines have a number, and the path, and no more than that.
TOLD_BY_US = ("streamlit.error_util", "uvicorn.access")


def log_as_we_do() -> None:
    """Let every logger of the process write our lines, those that are still to be made too.

    Streamlit gives each of its loggers a handler when it is made and again when its settings
    change, so that what makes them is replaced; uvicorn sets its own up just before it starts.
    """
    chosen = settings().log_level
    handler = set_up_logs(chosen)

    def ours(logger: Any) -> None:
        logger.handlers[:] = [handler]
        logger.streamlit_console_handler = handler
        least = logging.WARNING if logger.name in SERVER else logging.DEBUG
        logger.setLevel(max(least, logging.getLevelName(chosen.upper())))
        logger.disabled = logger.name in TOLD_BY_US

    streamlit_logger.setup_formatter = ours
    for name in TOLD_BY_US:
        streamlit_logger.get_logger(name)
    streamlit_logger.update_formatter()
    for name in SERVER:
        ours(logging.getLogger(name))
    if not (root := logging.getLogger()).handlers:
        root.addHandler(handler)
