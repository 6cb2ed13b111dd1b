"""Writes a decision down together with who does it by when: both, or neither."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Engine

from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.edits.changes import take_back_within
from kundagenda.edits.faults import Fault, faults, tidy
from kundagenda.edits.forms import FORMS
from kundagenda.edits.save import Faulty, save_within

DECISION, ACTION = FORMS["decisions"], FORMS["actions"]
ACTED = ("owner_role", "due_on")


def decide(engine: Engine, values: Mapping[str, Any], who: str, today: date) -> tuple[int, ...]:
    """Store a decision, and an action in its words where an owner or a day is given.

    Args:
        engine: The app database.
        values: The fields of a decision, and ``owner_role`` and ``due_on`` of its action.
        who: The person, for the audit.
        today: The day on which it is written.

    Returns:
        The numbers of the changes, by which `take_decision_back` takes them back together.

    Raises:
        Faulty: something in either cannot be true; all faults at once.
        ReaderError: the item is gone; nothing was written.
    """
    is_acted = any(values.get(name) for name in ACTED)
    action = {name: values.get(name) for name in ACTED} | {"text": values.get("text")}
    found = _faults(values, action if is_acted else None, today)
    if found:
        raise Faulty(found)
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        taken = save_within(connection, DECISION, _of_decision(values), who, today=today)
        if not is_acted:
            return (taken.change,)
        to_do = action | {"decision_id": taken.key["id"]}
        return taken.change, save_within(connection, ACTION, to_do, who, today=today).change


def take_decision_back(engine: Engine, changes: Sequence[int], who: str) -> None:
    """Take a decision and its action back, the last written first.

    Raises:
        ReaderError: one has changed since, or others hang on it; nothing was changed.
    """
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        for number in reversed(changes):
            take_back_within(connection, number, who)


def _of_decision(values: Mapping[str, Any]) -> dict[str, Any]:
    return {field.name: values.get(field.name) for field in DECISION.fields}


def _faults(
    values: Mapping[str, Any], action: Mapping[str, Any] | None, today: date
) -> tuple[Fault, ...]:
    """Those of the decision, then those of its action, which has no decision to name yet."""
    found = faults(DECISION, tidy(DECISION, _of_decision(values)), today)
    if action is None:
        return found
    more = faults(ACTION, tidy(ACTION, action), today)
    # The words of an action are those of its decision, and told of once.
    return *found, *(fault for fault in more if fault.field in ACTED)
