"""The log: one line of JSON each on stderr, for whoever runs the app.

It holds what was done, when and how long it took; never a title, an answer, an address with its
password, or the text of an unexpected error, which may quote any of them. What a person did stands
in the table `audit`.
"""

import logging
import re
import sys
import traceback
from secrets import randbelow
from types import TracebackType
from typing import Any

from pythonjsonlogger.json import JsonFormatter

LOGGER = logging.getLogger("kundagenda")
# What stands before the last sign @ of an address; a user's name may hold one itself.
_PASSWORD = re.compile(r"(?<=://)[^/\s]*:[^/\s]*@")
# A link to a brief opens it for whoever holds it.
_TOKEN = re.compile(r"(?<=/brief/)[\w.-]{20,}")
# What follows the name of a file or a database in an address may open it: a signature, a token.
_SIGNED = re.compile(r"(?<=://)([^\s\"?]*)\?[^\s\"]*=[^\s\"]*")
_DEEPEST = 12
SLOW_SECONDS = 2.0
Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Lines(JsonFormatter):
    """A line: when, how grave, who tells, what; of an error its kind and where it arose."""

    def __init__(self) -> None:
        super().__init__(
            "{levelname}{name}{message}",
            style="{",
            rename_fields={"levelname": "level", "name": "from", "message": "what"},
            timestamp="at",
            json_ensure_ascii=False,
        )

    def formatException(self, ei: Raised) -> str:
        """The kinds of the errors and the places in the program, without what they say."""
        return where(ei[1]) if ei[1] else ""

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        """Take out what nobody should read in a log, whoever wrote the line."""
        return {
            name: without_secrets(value) if isinstance(value, str) else value
            for name, value in super().process_log_record(log_data).items()
        }


def set_up_logs(level: str) -> logging.Handler:
    """Write our own lines from a level on; returns what writes them, for other loggers too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    LOGGER.handlers[:] = [handler]
    LOGGER.setLevel(level.upper())
    LOGGER.propagate = False
    return handler


def note(what: str, **more: object) -> None:
    """A line of something that went as it should.

    Args:
        what: A few words that stay the same, so that they can be searched for.
        more: Numbers, seconds and codes beside it; nothing that people wrote.
    """
    LOGGER.info(what, extra=more)


def note_slow(what: str, seconds: float, **more: object) -> None:
    """A warning of something that took longer than a reader waits gladly; else nothing."""
    if seconds > SLOW_SECONDS:
        LOGGER.warning(f"slow {what}", extra={"seconds": round(seconds, 3), **more})


def note_away(during: str, error: Exception) -> None:
    """A warning that something was not done since the database refused or was away, and how."""
    kind = type(error.__cause__ or error).__name__
    LOGGER.warning("database away", extra={"during": during, "kind": kind})


def note_error(error: BaseException, during: str) -> str:
    """A line of an unexpected error; returns its number, for whoever met it to tell."""
    number = f"{randbelow(10**8):08d}"
    told = {"number": number, "during": during, "where": where(error)}
    LOGGER.error("unexpected error", extra=told)
    return number


def where(error: BaseException) -> str:
    """The kinds of an error and of what led to it, and the last places in the program."""
    kinds: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(kinds) < _DEEPEST:
        kinds.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        cause = cause.__cause__ or cause.__context__
    frames = traceback.extract_tb(error.__traceback__)[-_DEEPEST:]
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return " < ".join(kinds) + ": " + " > ".join(places)


def without_secrets(text: str) -> str:
    """The text without the passwords and options of addresses and the tokens of links.

    >>> without_secrets("no answer from postgresql://anna:s3cret@db/app")
    'no answer from postgresql://***@db/app'
    """
    return _SIGNED.sub(r"\1?***", _TOKEN.sub("***", _PASSWORD.sub("***@", text)))
