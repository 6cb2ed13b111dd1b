"""Can the labels be trusted? How far two coders agree, and who re-tagged before a meeting."""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Connection, Row, String, cast, select

from kundagenda.database.tables import audit, corrections, second_codings
from metrics.agreement import Alpha, agreement_of, as_customer
from metrics.scope import Rows
from metrics.tables import CUSTOMER_LEVELS, agenda_items, forums, meetings

FIRST = "first label"
UNCLEAR = "unclear"
PERSON = "person"
BEFORE_MEETING = timedelta(days=14)
CODED = "review: second coding"
RETAGGING = ("review: correct", "review: undo")


@dataclass(frozen=True)
class Agreement:
    """How far those who labelled the same items independently agree.

    Attributes:
        customer: Krippendorff's alpha, nominal, for the question that decides the share: about
            customers or not.
        levels: The same for the five levels.
        items: Items with labels from two coders or more; who could not tell gave none.
        coders: How many: the roles that coded second, and the first label as one.
        first_by_person: Items whose first label was a person's; the others had the model's, so
            that agreement with them is with the model.
    """

    customer: Alpha
    levels: Alpha
    items: int
    coders: int
    first_by_person: int


@dataclass(frozen=True)
class Retagger:
    """Who changed labels, and how many items towards the customer, away, and within."""

    who: str
    towards: int
    away: int
    within: int


@dataclass(frozen=True)
class Retags:
    """Labels that persons changed in the two weeks before a meeting.

    Attributes:
        meeting_on: The next meeting if it is within two weeks, else the latest; null if none.
        forum: Its forum.
        since: The first day of the two weeks.
        towards: Items that became customer items; ``away`` that ceased to be; ``within`` that
            went from one level about customers to another.
        by: Who did, most items first; an item changed twice counts once, for who came last.
    """

    meeting_on: date | None
    forum: str
    since: date | None
    towards: int
    away: int
    within: int
    by: tuple[Retagger, ...]

    @property
    def items(self) -> int:
        """All items whose label is another than before."""
        return self.towards + self.away + self.within


def agreement(connection: Connection) -> Agreement:
    """Krippendorff's alpha over every item that was coded twice, with its 95 % interval.

    The first label is the one that the figures counted when the second was given, from the audit:
    an item corrected afterwards agrees no better for it. A coder's latest word on an item counts.
    """
    codes: defaultdict[int, dict[str, str]] = defaultdict(dict)
    by: dict[int, str] = {}
    for row in connection.execute(_codings()):
        first: Any = json.loads(row.before) if row.before else row._mapping
        codes[row.agenda_item_id].setdefault(FIRST, _first_label(first))
        by.setdefault(row.agenda_item_id, first["level_by"])
        codes[row.agenda_item_id][f"role {row.coder_role or ''}"] = row.code
    told = {id_: _told(labels) for id_, labels in codes.items()}
    paired = {id_: labels for id_, labels in told.items() if len(labels) > 1}
    units = [tuple(labels.values()) for labels in paired.values()]
    return Agreement(
        customer=agreement_of([as_customer(unit, CUSTOMER_LEVELS) for unit in units]),
        levels=agreement_of(units),
        items=len(units),
        coders=len({coder for labels in paired.values() for coder in labels}),
        first_by_person=sum(by[id_] == PERSON for id_ in paired if FIRST in paired[id_]),
    )


def _codings() -> Rows:
    """Every second coding, oldest first, with the item's label then, as the audit keeps it.

    The moment belongs to it: after a restore SQLite gives a number again that the log names.
    """
    item, coding = agenda_items.c, second_codings.c
    told = (audit.c.action == CODED) & (audit.c.row_id == cast(coding.id, String))
    told &= audit.c.happened_at == coding.coded_at
    return (
        select(
            coding.agenda_item_id,
            coding.coder_role,
            coding.level.label("code"),
            item.level,
            item.level_best,
            item.level_by,
            audit.c.before,
        )
        .select_from(second_codings)
        .join(agenda_items, item.id == coding.agenda_item_id)
        .outerjoin(audit, told)
        .order_by(coding.coded_at, coding.id)
    )


def _first_label(label: Any) -> str:
    """What a person said, or what the figures count of what the model said."""
    return str(label["level"] if label["level_by"] == PERSON else label["level_best"])


def _told(labels: Mapping[str, str]) -> dict[str, str]:
    return {coder: label for coder, label in labels.items() if label != UNCLEAR}


def retags(connection: Connection, today: date) -> Retags:
    """Labels changed by persons in the 14 days up to the next meeting, or to the latest.

    The next one counts as soon as its two weeks have begun. An item is compared with itself as
    the figures counted it before its first change in that time and after its last: what was
    changed and put back is no change.
    """
    meeting = _meeting(connection, today)
    if meeting is None:
        return Retags(None, "", None, 0, 0, 0, ())
    since = meeting.held_on - BEFORE_MEETING
    before, after, who = _changes(connection, since, meeting.held_on)
    counts: dict[str, Counter[str]] = {}
    for item, level in after.items():
        if kind := _kind(before[item], level):
            counts.setdefault(who[item], Counter())[kind] += 1
    by = [Retagger(name, c["towards"], c["away"], c["within"]) for name, c in counts.items()]
    every = sum(counts.values(), Counter())
    return Retags(
        meeting_on=meeting.held_on,
        forum=meeting.name,
        since=since,
        towards=every["towards"],
        away=every["away"],
        within=every["within"],
        by=tuple(sorted(by, key=lambda one: (-one.towards - one.away - one.within, one.who))),
    )


def _meeting(connection: Connection, today: date) -> Row[Any] | None:
    """The next meeting within two weeks, else the latest one."""
    query: Rows = (
        select(meetings.c.held_on, forums.c.name)
        .join_from(meetings, forums, forums.c.id == meetings.c.forum_id)
        .where(meetings.c.status != "cancelled")
        .limit(1)
    )
    day = meetings.c.held_on
    soon = query.where(day >= today, day <= today + BEFORE_MEETING).order_by(day, meetings.c.id)
    past = query.where(day < today).order_by(day.desc(), meetings.c.id)
    return connection.execute(soon).first() or connection.execute(past).first()


def _changes(
    connection: Connection, since: date, until: date
) -> tuple[dict[int, str], dict[int, str], dict[int, str]]:
    """By item: its level before the first change, after the last one, and whose that was."""
    query = (
        select(audit.c.who, audit.c.before, audit.c.after)
        .where(audit.c.action.in_(RETAGGING), audit.c.table_name == corrections.name)
        .where(audit.c.happened_at >= datetime.combine(since, time.min))
        .where(audit.c.happened_at < datetime.combine(until + timedelta(days=1), time.min))
        .order_by(audit.c.happened_at, audit.c.id)
    )
    before: dict[int, str] = {}
    after: dict[int, str] = {}
    who: dict[int, str] = {}
    for name, was, is_now in connection.execute(query):
        old = _levels(was)
        for item, level in _levels(is_now).items():
            before.setdefault(item, old[item])
            after[item], who[item] = level, name
    return before, after, who


def _levels(states: str) -> dict[int, str]:
    return {item: s["level_best"] for s in json.loads(states)["states"] for item in s["items"]}


def _kind(before: str, after: str) -> str | None:
    """How an item moved, as the figures count it; null where it did not."""
    if before == after:
        return None
    was, is_now = before in CUSTOMER_LEVELS, after in CUSTOMER_LEVELS
    if was == is_now:
        return "within"
    return "towards" if is_now else "away"
