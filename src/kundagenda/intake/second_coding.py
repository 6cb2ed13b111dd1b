"""Double coding: a sample of items that a second person labels without seeing the first label."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Engine, Row, false, insert, select

from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.state import bump_version
from kundagenda.database.tables import audit, second_codings
from kundagenda.errors import ReaderError
from kundagenda.intake.commit import NOBODY
from kundagenda.intake.item_states import as_json
from kundagenda.intake.topics import AT_A_TIME, topic_of
from metrics.agenda_rows import discussed
from metrics.periods import Grain, first_day, month_number, period_of
from metrics.scope import Rows
from metrics.tables import LEVELS, agenda_items, forums, meetings

CODED = "review: second coding"
MONTHS = 24
SAMPLE = 60


@dataclass(frozen=True)
class ToCode:
    """An item of the sample, without its label: who codes second must not see it.

    ``coded_by`` are the roles that have coded it.
    """

    item_id: int
    title: str
    detail: str | None
    forum: str
    held_on: date
    confidential: bool
    coded_by: tuple[str, ...]


def coding_sample(
    connection: Connection, n: int = SAMPLE, seed: int | None = None, today: date | None = None
) -> list[ToCode]:
    """Items for a second coder, the same ones all through a quarter, in no telling order.

    They were discussed in the 24 months before the quarter began (where there are none, in those
    that end with the latest held meeting), one a topic, as many of each level as of any other:
    the rare levels are where coders differ. A level that has too few leaves its places to the rest.

    Args:
        connection: The app database; only read.
        n: How many.
        seed: Which draw; the number of the quarter when null.
        today: The day that decides which quarter.
    """
    on = today or date.today()
    quarter = period_of(month_number(on), Grain.QUARTER)
    draw = f"{quarter if seed is None else seed}"
    strata = _strata(connection, first_day(quarter), draw)
    chosen = sorted(_shared_out(strata, n), key=lambda row: _luck(draw, row.id))
    coded = _coded_by(connection, [row.id for row in chosen])
    return [
        ToCode(
            item_id=row.id,
            title=row.title,
            detail=row.detail,
            forum=row.forum,
            held_on=row.held_on,
            confidential=row.confidential,
            coded_by=tuple(coded.get(row.id, ())),
        )
        for row in chosen
    ]


def code_second(
    engine: Engine,
    item_id: int,
    level: str,
    coder_role: str,
    confidence: float | None = None,
    who: str = NOBODY,
) -> int:
    """Keep what a second coder says of an item; its level stays what it is.

    The audit keeps the label that the item had at that moment: what is corrected afterwards is
    no longer independent, and does not count as agreement.

    Args:
        engine: The app database.
        item_id: An item of the sample, or any other that is not formal.
        level: One of `LEVELS`; unclear where the coder cannot tell.
        coder_role: The coder's role, never a name. Coding an item again replaces what was said.
        confidence: How sure the coder is, 0 to 1.
        who: The person, for the audit.

    Raises:
        ReaderError: an item, a level or a confidence that does not exist, or no role.
    """
    role = _checked(level, coder_role, confidence)
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        item = _item(connection, item_id)
        moment = datetime.now(UTC).replace(tzinfo=None)
        row = {
            "agenda_item_id": item_id,
            "level": level,
            "coder_role": role,
            "confidence": confidence,
            "coded_at": moment,
        }
        kept = insert(second_codings).values(row).returning(second_codings.c.id)
        number = int(connection.execute(kept).scalar_one())
        told = {"happened_at": moment, "who": who, "action": CODED}
        told |= {"table_name": second_codings.name, "row_id": str(number)}
        told |= {"before": as_json(_label(item)), "after": as_json({"level": level, "role": role})}
        connection.execute(insert(audit).values(told))
        bump_version(connection)
    return number


def _checked(level: str, coder_role: str, confidence: float | None) -> str:
    role = " ".join(coder_role.split())
    if level not in LEVELS:
        raise ReaderError(
            "There is no level '{level}'. Use one of {known}.", level=level, known=", ".join(LEVELS)
        )
    if not 0 < len(role) <= 100:
        raise ReaderError(
            "The second coder needs a role of at most 100 letters, got '{role}'. "
            "Say for instance 'customer insight'.",
            role=role[:120],
        )
    if confidence is not None and not 0 <= confidence <= 1:
        raise ReaderError(
            "A confidence is a number from 0 to 1, got {confidence}. Leave it out if unsure.",
            confidence=confidence,
        )
    return role


def _item(connection: Connection, item_id: int) -> Row[Any]:
    item = agenda_items.c
    query: Rows = select(item.level, item.level_best, item.level_by).where(
        item.id == item_id, item.formal == false()
    )
    found = connection.execute(query).first()
    if found is None:
        raise ReaderError(
            "There is no item {number} that can be coded. Take one of the sample.", number=item_id
        )
    return found


def _label(item: Row[Any]) -> Mapping[str, str]:
    return {"level": item.level, "level_best": item.level_best, "level_by": item.level_by}


def _strata(connection: Connection, until: date, draw: str) -> dict[str, list[Row[Any]]]:
    """Candidates by level, one a topic, each level in the order of the draw."""
    rows = _latest_of_topics(connection, until)
    if not rows:
        rows = _latest_of_topics(connection, None)
    strata: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: _luck(draw, row.id)):
        strata[row.level_best].append(row)
    return strata


def _latest_of_topics(connection: Connection, until: date | None) -> list[Row[Any]]:
    """The latest discussed item of each topic in 24 months, those before a day or the last ones."""
    if until is None:
        last = select(meetings.c.held_on).where(meetings.c.status == "held")
        newest = connection.execute(last.order_by(meetings.c.held_on.desc()).limit(1)).scalar()
        until = first_day(month_number(newest) + 1) if newest else date.today()
    item = agenda_items.c
    query: Rows = (
        select(
            item.id, item.title, item.detail, item.level_best, item.confidential,
            meetings.c.held_on, forums.c.name.label("forum"),
        )
        .join_from(agenda_items, meetings, meetings.c.id == item.meeting_id)
        .join(forums, forums.c.id == meetings.c.forum_id)
        .where(discussed(), meetings.c.held_on < until)
        .where(meetings.c.held_on >= first_day(month_number(until) - MONTHS))
        .order_by(meetings.c.held_on, item.id)
    )  # fmt: skip
    rows = connection.execute(query.execution_options(yield_per=AT_A_TIME))
    return list({topic_of(row.title): row for row in rows}.values())


def _shared_out(strata: Mapping[str, Sequence[Row[Any]]], n: int) -> list[Row[Any]]:
    """As many of each level as there are, a round at a time, until ``n`` are chosen."""
    chosen: list[Row[Any]] = []
    for place in range(max(map(len, strata.values()), default=0)):
        for level in LEVELS:
            if place < len(strata.get(level, ())) and len(chosen) < n:
                chosen.append(strata[level][place])
    return chosen


def _luck(draw: str, item_id: int) -> str:
    """An item's place in a draw: its own, so that new items move no others."""
    return sha256(f"{draw}:{item_id}".encode()).hexdigest()


def _coded_by(connection: Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    c = second_codings.c
    query = select(c.agenda_item_id, c.coder_role).where(c.agenda_item_id.in_(ids)).distinct()
    found: defaultdict[int, list[str]] = defaultdict(list)
    for item_id, role in connection.execute(query.order_by(c.agenda_item_id, c.coder_role)):
        found[item_id].append(role or "")
    return found
