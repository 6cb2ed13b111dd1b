"""What a person says of a topic: one label for its items, at once, with a way back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, select, update

from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.refresh import refresh_agenda
from kundagenda.database.state import bump_version
from kundagenda.database.tables import audit, corrections, now
from kundagenda.errors import ReaderError
from kundagenda.intake.alike_items import Following, following, get_ready
from kundagenda.intake.commit import NOBODY
from kundagenda.intake.item_states import (
    Label,
    as_json,
    as_states,
    items_of,
    label_of,
    months_of,
    write_labels,
)
from kundagenda.intake.labels import Said, checked, labelled, merged
from kundagenda.intake.topics import named_topic, titles_of

CORRECTED = "review: correct"
TOLD_WITHIN = timedelta(minutes=10)
"""Earlier versions told the log of a correction a moment after it was made."""


@dataclass(frozen=True)
class Correction:
    """A person's word on a topic, and what it did.

    Attributes:
        id: Its number, by which it can be undone.
        level: Null where only the theme was said, and nothing of the level before.
        theme: Null where none was said; always null beside a level about customers.
        items: The topic's items, in all forums.
        changed: Those whose label it changed.
        replaced: The earlier correction of the topic that it took the place of, 0 if none.
        alike: Items of other topics, nearly the same, whose label it changed too.
    """

    id: int
    topic: str
    title: str
    level: str | None
    theme: str | None
    items: int
    changed: int
    replaced: int
    alike: int = 0


def correct(
    engine: Engine,
    title: str,
    level: str | None = None,
    theme: str | None = None,
    who: str = NOBODY,
    seen: int | None = None,
) -> Correction:
    """Label a topic: every item of its words, in all forums, and those that come.

    Items of nearly the same topics follow, where no person labelled them: `following`.
    ``unclear`` is a label too: the person looked, and it cannot be told. It is counted as no
    customer item. What is left out stays as an earlier correction of the topic said it. Figures of
    the touched months are computed anew, and the audit keeps how each item was labelled before.

    Args:
        engine: The app database.
        title: Any title of the topic, as it stands on an agenda.
        level: One of `LEVELS`.
        theme: One of `THEMES`, for a topic that is not about customers.
        who: The person, for the audit.
        seen: The ``standing`` of the topic as the person saw it; null overwrites what came since.

    Raises:
        ReaderError: nothing or something unknown was said, no item has such a title, or somebody
            else was first; then nothing was written.
    """
    said, topic = checked(level, theme), named_topic(title)
    get_ready(engine)
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        before = standing_of(connection, topic)
        _refuse_stale(before, seen)
        rows = items_of(connection, titles_of(connection, topic))
        whole = merged(said, before and Said(before.level, before.theme), title, rows)
        new = {row.id: labelled(label_of(row), whole) for row in rows}
        changed = {row.id: new[row.id] for row in rows if label_of(row) != new[row.id]}
        if before and not changed and whole == Said(before.level, before.theme):
            told = (before.id, topic, before.title, whole.level, whole.theme)
            return Correction(*told, len(rows), 0, before.id)
        number = _record(connection, topic, rows[-1].title, whole, who, before)
        others = following(connection, topic, rows[-1].title)
        _tell(connection, number, rows, changed, others, whole, who, before)
        _write(connection, [*rows, *others.rows], changed | others.labels)
    replaced = before.id if before else 0
    kept = (number, topic, rows[-1].title, whole.level, whole.theme)
    return Correction(*kept, len(rows), len(changed), replaced, len(others.rows))


def standing_of(connection: Connection, topic: str) -> Row[Any] | None:
    """The correction that holds for a topic: its newest that was neither undone nor replaced."""
    query = (
        select(corrections)
        .where(corrections.c.topic == topic, corrections.c.undone_at.is_(None))
        .order_by(corrections.c.id.desc())
    )
    return connection.execute(query.limit(1)).first()


def _refuse_stale(standing: Row[Any] | None, seen: int | None) -> None:
    """Nobody overwrites what somebody else said after the person opened the topic."""
    held = standing.id if standing else 0
    if seen is None or seen == held:
        return
    if standing is not None and held > seen:
        raise ReaderError(
            "{who} was first and labelled this as {label} at {time} UTC. "
            "Look at it again before you label it.",
            who=standing.made_by,
            label=standing.level or standing.theme,
            time=f"{standing.made_at:%H:%M}",
        )
    raise ReaderError(
        "The label that you saw has been undone since. Look at it again before you label it."
    )


def _record(
    connection: Connection, topic: str, title: str, said: Said, who: str, before: Row[Any] | None
) -> int:
    moment = now()
    if before is not None:
        earlier = (corrections.c.topic == topic) & corrections.c.undone_at.is_(None)
        connection.execute(update(corrections).where(earlier).values(undone_at=moment))
    row = {
        "topic": topic,
        "title": title,
        "level": said.level,
        "theme": said.theme,
        "made_by": who,
        "made_at": moment,
    }
    number = insert(corrections).values(row).returning(corrections.c.id)
    return int(connection.execute(number).scalar_one())


def _write(connection: Connection, rows: list[Row[Any]], changed: Mapping[int, Label]) -> None:
    """The labels that changed, and the figures that follow from them."""
    write_labels(connection, changed)
    refresh_agenda(connection, months_of(row for row in rows if row.id in changed))
    bump_version(connection)


def _tell(
    connection: Connection,
    number: int,
    rows: list[Row[Any]],
    changed: Mapping[int, Label],
    others: Following,
    said: Said,
    who: str,
    before: Row[Any] | None,
) -> None:
    """The audit row: how each item was labelled, those that follow too, and what was said."""
    was: Mapping[str, Any] = {
        "replaces": before.id if before else 0,
        "states": as_states({row.id: label_of(row) for row in (*rows, *others.rows)}),
        "alike": [row.id for row in others.rows],
    }
    is_now: dict[str, Any] = {"level": said.level, "theme": said.theme, "items": len(rows)}
    is_now["states"] = as_states({**changed, **others.labels})
    made_at = select(corrections.c.made_at).where(corrections.c.id == number).scalar_subquery()
    told = {
        "happened_at": made_at,  # by which `told_of` finds it, also where the clock is put back
        "who": who,
        "action": CORRECTED,
        "table_name": corrections.name,
        "row_id": str(number),
        "before": as_json(was),
        "after": as_json(is_now),
    }
    connection.execute(insert(audit).values(told))


def told_of(connection: Connection, made: Row[Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the audit keeps of the items as they were before a correction, and as it made them.

    After a restore SQLite gives the number of a correction again that the log tells of: the row
    of this one is the first from when it was made.

    Raises:
        ReaderError: the audit has no such row, so nothing can be put back.
    """
    query = select(audit.c.before, audit.c.after).where(
        audit.c.action == CORRECTED,
        audit.c.table_name == corrections.name,
        audit.c.row_id == str(made.id),
        audit.c.happened_at.between(made.made_at, made.made_at + TOLD_WITHIN),
    )
    kept = connection.execute(query.order_by(audit.c.happened_at, audit.c.id).limit(1)).first()
    if kept is None:
        raise ReaderError(
            "How the items were before correction {number} is not in the audit, so it cannot be "
            "undone. Label the topic anew instead.",
            number=made.id,
        )
    return json.loads(kept.before), json.loads(kept.after)
