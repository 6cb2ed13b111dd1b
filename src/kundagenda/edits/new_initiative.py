"""Writes an initiative down together with the agenda items that it is about: both, or neither."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Engine

from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.edits.forms import FORMS
from kundagenda.edits.links import link_within
from kundagenda.edits.save import Saved, save_within


def write_with_items(
    engine: Engine,
    values: Mapping[str, Any],
    items: Collection[int],
    who: str,
    today: date | None = None,
) -> Saved:
    """Store a new initiative, and let items belong to it.

    Args:
        engine: The app database.
        values: The fields of an initiative.
        items: The ids of the items, which belong to no other.
        who: The person, for the audit.
        today: The day on which it is written.

    Raises:
        Faulty: something in it cannot be true.
        ReaderError: an item is gone, or belongs to another initiative by now; nothing was written.
    """
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        made = save_within(connection, FORMS["initiatives"], values, who, today=today)
        link_within(connection, made.key["id"], items, who)
    return made
