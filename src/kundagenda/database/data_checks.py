"""Is what was brought in likely? Minutes, meetings, groups, marks and rows that stand twice."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from kundagenda.database.found import Check
from metrics.attention import discussed
from metrics.tables import (
    METADATA,
    agenda_items,
    forums,
    meetings,
    outcome_values,
    purchases,
    survey_answers,
    target_groups,
)

_MINUTES = func.coalesce(agenda_items.c.actual_minutes, agenda_items.c.planned_minutes)
_LENGTH = func.coalesce(meetings.c.actual_minutes, meetings.c.planned_minutes)
_HELD = meetings.c.status == "held"


def data_faults(connection: Connection) -> Iterator[Check]:
    """Name, whether it is wrong (null: a remark), and a sentence with the count and an example.

    Only what was found is told.
    """
    yield from _without_minutes(connection)
    yield from _too_many_minutes(connection)
    yield from _overlapping(connection)
    yield from _unknown_groups(connection)
    yield from _impossible_marks(connection)
    yield from _nameless(connection)
    yield from _twice(connection)


def _without_minutes(connection: Connection) -> Iterator[Check]:
    """Held meetings with items of which none has minutes, and no length of their own."""
    asked = (
        select(meetings.c.held_on, forums.c.name)
        .select_from(agenda_items.join(meetings).join(forums))
        .where(discussed(), _LENGTH.is_(None))
        .group_by(meetings.c.id, meetings.c.held_on, forums.c.name)
        .having(func.count(_MINUTES) == 0)
        .order_by(meetings.c.held_on.desc())
    )
    count, first = _counted(connection, asked)
    if first is not None:
        yield Check(
            "missing minutes",
            None,
            "Meetings without any minutes or length: {count}, such as {day} ({forum}); bring in "
            "their minutes for the share of time.",
            {"count": count, "day": first.held_on, "forum": first.name},
        )


def _too_many_minutes(connection: Connection) -> Iterator[Check]:
    total = func.sum(_MINUTES)
    asked = (
        select(meetings.c.held_on, forums.c.name, total.label("minutes"), _LENGTH.label("length"))
        .select_from(agenda_items.join(meetings).join(forums))
        .where(_HELD, agenda_items.c.outcome != "deferred", _LENGTH.is_not(None))
        .group_by(
            meetings.c.id,
            meetings.c.held_on,
            forums.c.name,
            meetings.c.actual_minutes,
            meetings.c.planned_minutes,
        )
        .having(total > _LENGTH)
        .order_by(meetings.c.held_on.desc())
    )
    count, first = _counted(connection, asked)
    if first is not None:
        of = {"minutes": f"{first.minutes:g}", "length": f"{first.length:g}"}
        yield Check(
            "overlapping minutes",
            None,
            "Meetings whose items last longer than the meeting: {count}, such as {day} ({forum}), "
            "{minutes} of {length} minutes; correct one of them.",
            {"count": count, "day": first.held_on, "forum": first.name} | of,
        )


def _overlapping(connection: Connection) -> Iterator[Check]:
    """Two meetings of one forum at the same time: most likely one meeting that stands twice."""
    a, b = meetings.alias("a"), meetings.alias("b")
    length = func.coalesce(a.c.actual_minutes, a.c.planned_minutes)
    same = (a.c.forum_id == b.c.forum_id) & (a.c.held_on == b.c.held_on) & (a.c.id != b.c.id)
    asked = (
        select(a.c.held_on, forums.c.name, a.c.starts_at, length, b.c.starts_at)
        .select_from(a.join(b, same).join(forums, forums.c.id == a.c.forum_id))
        .where(a.c.status != "cancelled", b.c.status != "cancelled")
        .where(or_(a.c.starts_at < b.c.starts_at, a.c.id < b.c.id))
        .order_by(a.c.held_on.desc(), a.c.id)
    )
    found = [row for row in connection.execute(asked) if _at_once(row[2], row[3], row[4])]
    if found:
        yield Check(
            "overlapping meetings",
            None,
            "Meetings of one forum at the same time: {count}, such as {day} ({forum}); one of "
            "them may stand twice.",
            {"count": len(found), "day": found[0].held_on, "forum": found[0].name},
        )


def _at_once(start: time | None, minutes: float | None, other: time | None) -> bool:
    """Whether a meeting is still going on when the other begins; unknown times are the same day."""
    if start is None or other is None:
        return start is other
    if start >= other:
        return start == other
    begun = datetime.combine(datetime.min, start)
    return begun + timedelta(minutes=minutes or 0) > datetime.combine(datetime.min, other)


def _nameless(connection: Connection) -> Iterator[Check]:
    """Values of outcomes that have no name, which no figure is made of."""
    nameless = func.trim(outcome_values.c.metric) == ""
    rows = connection.scalar(select(func.count()).select_from(outcome_values).where(nameless))
    if rows:
        yield Check(
            "nameless outcomes",
            False,
            "Values in outcome_values without a name: {rows}; they count nowhere. Name their "
            "outcome in the column metric, or undo the import that brought them.",
            {"rows": rows},
        )


def _unknown_groups(connection: Connection) -> Iterator[Check]:
    """Segments that are no target group, where there are target groups."""
    codes = select(target_groups.c.code)
    if connection.execute(codes.limit(1)).first() is None:
        return
    unknown: dict[str, int] = {}
    for table in METADATA.sorted_tables:
        if table.name not in _SPLIT:
            continue
        segment = table.c.segment
        where = segment.is_not(None) & (segment != "") & segment.not_in(codes)
        query = select(segment, func.count()).where(where).group_by(segment)
        for name, count in connection.execute(query):
            unknown[name] = unknown.get(name, 0) + count
    if unknown:
        name, rows = max(unknown.items(), key=lambda one: (one[1], one[0]))
        yield Check(
            "unknown groups",
            False,
            "Segments that are no target group: {count}, such as {name} on {rows} rows; "
            "load it into target_groups or correct the rows.",
            {"count": len(unknown), "name": repr(name), "rows": rows},
        )


_SPLIT = (
    "agenda_items", "initiatives", "survey_answers", "survey_invitations", "subscriptions",
    "purchases", "outcome_values", "kpi_monthly", "targets",
)  # fmt: skip


def _impossible_marks(connection: Connection) -> Iterator[Check]:
    answers = survey_answers.c
    outside = or_(answers.score < answers.scale_low, answers.score > answers.scale_high)
    asked = select(answers.answer_id, answers.score, answers.scale_low, answers.scale_high).where(
        outside
    )
    count, first = _counted(connection, asked.order_by(answers.answer_id))
    if first is not None:
        scale = f"{first.scale_low}-{first.scale_high}"
        yield Check(
            "impossible scores",
            False,
            "Marks outside their scale: {count}, such as {score} on {scale} ({answer}); load "
            "those answers again.",
            {"count": count, "score": first.score, "scale": scale, "answer": first.answer_id},
        )


TWICE = ": {count}, such as {example}; one of each may be wrong."


def _twice(connection: Connection) -> Iterator[Check]:
    """Rows with ids of their own that say the same: an answer, a meeting, a purchase."""
    answers, bought = survey_answers.c, purchases.c
    for name, what, columns, where in (
        ("duplicate answers", "Responses with two answers to one question",
         (answers.response_id, answers.instrument), answers.score.is_not(None)),
        ("duplicate meetings", "Days with two meetings of one forum",
         (meetings.c.forum_id, meetings.c.held_on), meetings.c.status != "cancelled"),
        ("duplicate purchases", "Purchases of the same customer, day and amount in two imports",
         (bought.account_id, bought.bought_on, bought.amount), None),
    ):  # fmt: skip
        yield from _groups_of_two(connection, name, what, columns, where)


def _groups_of_two(
    connection: Connection,
    name: str,
    what: str,
    columns: tuple[ColumnElement[Any], ...],
    where: ColumnElement[bool] | None,
) -> Iterator[Check]:
    # Two like purchases in one file are two purchases; in two files most likely one.
    often = func.count() > 1
    if name == "duplicate purchases":
        often = func.count(purchases.c.import_id.distinct()) > 1
    asked = select(*columns).group_by(*columns).having(often).order_by(*columns)
    count, first = _counted(connection, asked if where is None else asked.where(where))
    if first is not None:
        example = ", ".join(map(str, first))
        values = {"count": count, "example": example}
        yield Check(name, None, f"{what}{TWICE}", values)


def _counted(connection: Connection, asked: Select[Any]) -> tuple[int, Any]:
    """How many rows a query finds, and the first."""
    first = connection.execute(asked.limit(1)).first()
    if first is None:
        return 0, None
    every = asked.order_by(None).subquery()
    return connection.execute(select(func.count()).select_from(every)).scalar_one(), first
