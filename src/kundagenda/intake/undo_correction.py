"""Takes a person's word on a topic back: every item as it was before, unless it moved on since."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, select, update

from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.refresh import refresh_agenda
from kundagenda.database.state import bump_version
from kundagenda.database.tables import audit, corrections, now
from kundagenda.errors import ReaderError
from kundagenda.intake.alike_items import Labels, as_told, followers
from kundagenda.intake.classify import RULE
from kundagenda.intake.commit import NOBODY
from kundagenda.intake.correct import standing_of, told_of
from kundagenda.intake.item_states import (
    as_json,
    as_states,
    from_states,
    items_by_id,
    items_of,
    label_of,
    months_of,
    says_the_same,
    write_labels,
)
from kundagenda.intake.knowledge import knowledge_of
from kundagenda.intake.labels import Said, labelled
from kundagenda.intake.meeting_items import PERSON
from kundagenda.intake.rejudge import judged_anew
from kundagenda.intake.topics import titles_of, topic_of

UNDONE = "review: undo"


@dataclass(frozen=True)
class UndoneCorrection:
    """What was put back.

    Attributes:
        restored: Items of the topic that have the label they had before, or the one that nearly
            the same topics have got since.
        judged: Items that came in while the correction held, and are judged anew.
        left: Items that were labelled otherwise since, and were left so.
        again: The earlier correction of the topic that holds again, 0 if none.
        alike: Items of nearly the same topics, likewise.
    """

    id: int
    title: str
    restored: int
    judged: int
    left: int
    again: int
    alike: int = 0


@dataclass(frozen=True)
class MadeCorrection:
    """A correction as it is listed: the latest first, those that no longer hold marked."""

    id: int
    title: str
    level: str | None
    theme: str | None
    made_by: str
    made_at: datetime
    holds: bool


def undo_correction(engine: Engine, correction_id: int, who: str = NOBODY) -> UndoneCorrection:
    """Put back how the items of a topic were labelled before a correction.

    Only the correction that holds can be undone; the one that it replaced then holds again. An
    item that says something else by now is left alone and counted. Where a topic nearly the same
    was labelled while the correction held, the item follows that.

    Raises:
        ReaderError: there is no such correction, or it no longer holds; then nothing was written.
    """
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        made = _holding(connection, correction_id)
        before, after = told_of(connection, made)
        again = _take_back(connection, made, before["replaces"])
        told, new, rows = _put_back(connection, made, before, after, again)
        write_labels(connection, {row.id: new[row.id] for row in rows})
        _tell(connection, told, rows, new, who)
        refresh_agenda(connection, months_of(rows))
        bump_version(connection)
    return told


def corrections_of(connection: Connection, limit: int = 20) -> list[MadeCorrection]:
    """The latest corrections, newest first."""
    c = corrections.c
    query = select(c.id, c.title, c.level, c.theme, c.made_by, c.made_at, c.undone_at)
    rows = connection.execute(query.order_by(c.id.desc()).limit(limit))
    return [MadeCorrection(*row[:-1], holds=row.undone_at is None) for row in rows]


def _holding(connection: Connection, correction_id: int) -> Row[Any]:
    query = select(corrections).where(corrections.c.id == correction_id)
    made = connection.execute(query).first()
    if made is None:
        raise ReaderError(
            "There is no correction {number}. See kundagenda review list --corrected.",
            number=correction_id,
        )
    if made.undone_at is None:
        return made
    later = standing_of(connection, made.topic)
    if later is not None and later.id > made.id:
        raise ReaderError(
            "Correction {number} of '{title}' was replaced by {later}. Undo {later} first.",
            number=made.id,
            title=made.title,
            later=later.id,
        )
    raise ReaderError(
        "Correction {number} of '{title}' no longer holds: it was undone or replaced "
        "{time:%Y-%m-%d %H:%M} UTC. There is nothing to undo.",
        number=made.id,
        title=made.title,
        time=made.undone_at,
    )


def _take_back(connection: Connection, made: Row[Any], replaced: int) -> Row[Any] | None:
    """Let the correction hold no longer, and the one before it hold again."""
    this, earlier = corrections.c.id == made.id, corrections.c.id == replaced
    connection.execute(update(corrections).where(this).values(undone_at=now()))
    connection.execute(update(corrections).where(earlier).values(undone_at=None))
    return connection.execute(select(corrections).where(earlier)).first()


def _put_back(
    connection: Connection,
    made: Row[Any],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    again: Row[Any] | None,
) -> tuple[UndoneCorrection, Labels, list[Row[Any]]]:
    """What the undo does, the labels that items shall have, and the items that it changes."""
    was, said = from_states(before["states"]), Said(made.level, made.theme)
    alike = {
        id_: label
        for id_, label in from_states(after["states"]).items()
        if id_ in before.get("alike", ())
    }
    known = items_by_id(connection, list(was))
    gave = {row.id: alike.get(row.id) or labelled(was[row.id], said) for row in known}
    # A theme that nobody said may have been found by the model since.
    told = said.theme is not None
    same = [row for row in known if _as_given(row, gave[row.id], told)]
    since = _since(connection, made, was)
    orphans = _orphans(connection, same, was)
    new = as_told(connection, {row.id: row.title for row in same}, was)
    # The correction that holds again, if any, is known by now; else the model has the word.
    new |= judged_anew(connection, [*since, *orphans]) if since or orphans else {}
    done = UndoneCorrection(
        id=made.id,
        title=made.title,
        restored=sum(row.id not in alike for row in same),
        judged=len(since),
        left=len(known) - len(same),
        again=again.id if again else 0,
        alike=sum(row.id in alike for row in same),
    )
    return done, new, [row for row in (*same, *since) if label_of(row) != new[row.id]]


def _as_given(row: Row[Any], gave: Mapping[str, Any], theme: bool) -> bool:
    """Whether an item still says what the correction gave it, and for the same reason."""
    same_reason = row.level_by != RULE or row.level_because == gave["level_because"]
    return same_reason and says_the_same(row, gave, theme)


def _since(connection: Connection, made: Row[Any], was: Labels) -> list[Row[Any]]:
    """Items that came in while the correction held, and were labelled by it."""
    of_topic = items_of(connection, titles_of(connection, made.topic))
    own = [row for row in of_topic if _inherited(row, Said(made.level, made.theme))]
    return [row for row in (*own, *followers(connection, made.topic)) if row.id not in was]


def _orphans(connection: Connection, rows: list[Row[Any]], was: Labels) -> list[Row[Any]]:
    """Items that followed another correction before, which no longer holds itself."""
    ruled = [row for row in rows if was[row.id]["level_by"] == RULE]
    if not ruled:
        return []
    held = {topic_of(title) for _, title in knowledge_of(connection).levels}
    return [row for row in ruled if topic_of(was[row.id]["level_because"] or "") not in held]


def _inherited(row: Row[Any], said: Said) -> bool:
    """Whether an item came in after the correction and was labelled by it."""
    return bool(row.level_by == PERSON and row.level == said.level)


def _tell(
    connection: Connection, told: UndoneCorrection, rows: list[Row[Any]], new: Labels, who: str
) -> None:
    is_now: dict[str, Any] = {"restored": told.restored, "judged": told.judged, "left": told.left}
    is_now |= {"holds_again": told.again, "states": as_states({r.id: new[r.id] for r in rows})}
    row = {
        "happened_at": now(),
        "who": who,
        "action": UNDONE,
        "table_name": corrections.name,
        "row_id": str(told.id),
        "before": as_json({"states": as_states({row.id: label_of(row) for row in rows})}),
        "after": as_json(is_now),
    }
    connection.execute(insert(audit).values(row))
