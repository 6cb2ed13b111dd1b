"""A process that reads and writes a database as a user who owns nothing, as it is asked to."""

import os
from collections.abc import Callable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine

from kundagenda.database.connection import clear_failures, open_engine
from kundagenda.database.tables import notes
from kundagenda.edits.forms import FORMS
from kundagenda.edits.save import save
from kundagenda.errors import ReaderError

NOBODY = 65534
NOTED_ON = date(2025, 3, 4)


def write(engine: Engine, text: str = "Anteckning") -> None:
    """Save a note."""
    row = {"noted_on": NOTED_ON, "text": text, "author": None}
    save(engine, FORMS["notes"], row, "anna@example.org")


def texts(engine: Engine) -> list[str]:
    """The notes, in the order in which they were written."""
    with clear_failures(engine), engine.connect() as connection:
        return list(connection.execute(sa.select(notes.c.text).order_by(notes.c.id)).scalars())


def as_nobody(address: str, pipe: Any) -> None:
    """Do what comes through the pipe, and send back what came of it, until the end."""
    if os.geteuid() == 0:  # whom no permission stops
        os.setuid(NOBODY)
    engine = open_engine(address)
    asked: dict[str, Callable[[], object]] = {
        "read": lambda: len(texts(engine)),
        "write": lambda: write(engine),
        "close": engine.dispose,
    }
    while (what := pipe.recv()) != "end":
        try:
            pipe.send(str(asked[what]()))
        except ReaderError as error:
            pipe.send(str(error))
