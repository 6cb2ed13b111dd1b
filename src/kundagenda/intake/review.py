"""What waits for a person: topics that nobody has labelled, those that matter most first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import nsmallest
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, case, false, func, select, true

from kundagenda.database.tables import corrections
from kundagenda.intake.topics import AT_A_TIME, chunks, topic_of
from metrics.agenda_rows import discussed
from metrics.periods import first_day, month_number
from metrics.scope import Rows
from metrics.tables import agenda_items, forums, meetings

PERSON = "person"
MONTHS = 24


@dataclass(frozen=True)
class Waiting:
    """A topic that waits for a person's label, as its latest item was labelled.

    Attributes:
        topic: What its items have in common (`topic_of`).
        times_seen: Its items without a person's label, on held and planned agendas.
        discussed: Those of them that were discussed in the last 24 months.
        weight: How many of these are expected to be counted wrongly: the sum of 1 - confidence.
        forum: The forum of its latest meeting, on ``last_seen``; ``forums`` all of them.
        confidential: Whether any of them is, so that its words are not for every reader.
        standing: The correction that holds for the topic (of its theme alone, since its level
            waits), 0 if none; `correct` takes it to notice that somebody else was first.
    """

    topic: str
    title: str
    level: str
    level_best: str
    confidence: float | None
    because: str
    theme: str | None
    times_seen: int
    discussed: int
    weight: float
    forums: tuple[str, ...]
    first_seen: date
    last_seen: date
    forum: str
    meeting_id: int
    confidential: bool
    standing: int


@dataclass(frozen=True)
class Queue:
    """The topics to look at first, and how much there is in all.

    Attributes:
        waiting: The first topics of the queue.
        topics: All that wait, shown or not.
        items: The items of these.
        reviewed: Items that a person has labelled.
    """

    waiting: tuple[Waiting, ...]
    topics: int
    items: int
    reviewed: int

    @property
    def reviewed_share(self) -> float | None:
        """Items labelled by a person as a share of all; null when there are none."""
        every = self.items + self.reviewed
        return self.reviewed / every if every else None


@dataclass
class _Topic:
    """What is kept of a topic while the items stream by."""

    title: str
    last: date
    first: date
    seen: int = 0
    discussed: int = 0
    weight: float = 0.0
    unclear: bool = False
    confidential: bool = False
    forums: set[str] = field(default_factory=set)

    def add(self, row: Row[Any]) -> None:
        self.first = min(self.first, row.first)
        if row.last > self.last:
            self.last, self.title = row.last, row.title
        self.seen += row.seen
        self.discussed += row.discussed
        self.weight += float(row.weight)
        self.unclear = self.unclear or bool(row.unclear)
        self.confidential = self.confidential or bool(row.confidential)
        self.forums.add(row.forum)


def review_queue(connection: Connection, forum: str | None = None, limit: int = 50) -> Queue:
    """The topics that no person has labelled, in the order in which a look at them pays.

    Weight is the number of discussed items of the last 24 months times how likely their label is
    wrong, 1 - confidence: what comes up often and is a toss-up comes first. Then what is
    unclear, then what came up last. The 24 months end with the latest held meeting. Items of
    cancelled meetings, formal items and titles without a word are left out.

    Args:
        connection: The app database; only read.
        forum: The items of one forum alone; of all when null. A label is for all forums anyway.
        limit: How many topics to give.
    """
    topics: dict[str, _Topic] = {}
    rows = _by_title(_since(connection), forum).execution_options(yield_per=AT_A_TIME)
    for row in connection.execute(rows):
        if topic := topic_of(row.title):
            topics.setdefault(topic, _Topic(row.title, row.last, row.first)).add(row)
    chosen = nsmallest(limit, topics.items(), key=_order)
    return Queue(
        waiting=tuple(_waiting(connection, chosen, forum)),
        topics=len(topics),
        items=sum(topic.seen for topic in topics.values()),
        reviewed=connection.execute(_reviewed(forum)).scalar_one(),
    )


def _order(named: tuple[str, _Topic]) -> tuple[object, ...]:
    name, topic = named
    # Sums of fractions come in another order from another database: the sixth decimal is noise.
    return (-round(topic.weight, 6), not topic.unclear, -topic.last.toordinal(), name)


def _since(connection: Connection) -> date:
    """The first day of the 24 months that end with the latest held meeting."""
    last = select(func.max(meetings.c.held_on)).where(meetings.c.status == "held")
    newest = connection.execute(last).scalar() or date.today()
    return first_day(month_number(newest) - MONTHS + 1)


def _items(*columns: Any, forum: str | None) -> Rows:
    """Items on held and planned agendas, formal ones left out."""
    query = (
        select(*columns)
        .select_from(agenda_items)
        .join(meetings, meetings.c.id == agenda_items.c.meeting_id)
        .join(forums, forums.c.id == meetings.c.forum_id)
        .where(agenda_items.c.formal == false(), meetings.c.status != "cancelled")
    )
    return query if forum is None else query.where(forums.c.name == forum)


def _unreviewed() -> ColumnElement[bool]:
    return agenda_items.c.level_by != PERSON


def _by_title(since: date, forum: str | None) -> Rows:
    """One row per title and forum: repeats are counted by the database, topics here."""
    item = agenda_items.c
    counts = discussed() & (meetings.c.held_on >= since)
    doubt = 1 - func.coalesce(item.level_confidence, 0.0)
    return (
        _items(
            item.title,
            forums.c.name.label("forum"),
            func.count().label("seen"),
            func.sum(case((counts, 1), else_=0)).label("discussed"),
            func.sum(case((counts, doubt), else_=0.0)).label("weight"),
            func.max(case((item.level == "unclear", 1), else_=0)).label("unclear"),
            func.max(case((item.confidential == true(), 1), else_=0)).label("confidential"),
            func.min(meetings.c.held_on).label("first"),
            func.max(meetings.c.held_on).label("last"),
            forum=forum,
        )
        .where(_unreviewed())
        .group_by(item.title, forums.c.name)
        .order_by(item.title, forums.c.name)
    )


def _reviewed(forum: str | None) -> Rows:
    return _items(func.count(), forum=forum).where(agenda_items.c.level_by == PERSON)


def _waiting(
    connection: Connection, chosen: Sequence[tuple[str, _Topic]], forum: str | None
) -> Iterable[Waiting]:
    latest = _latest(connection, [topic.title for _, topic in chosen], forum)
    standing = _standing(connection, [name for name, _ in chosen])
    for name, topic in chosen:
        yield _told(name, topic, latest[topic.title], standing.get(name, 0))


def _told(name: str, topic: _Topic, item: Row[Any], standing: int) -> Waiting:
    return Waiting(
        topic=name,
        title=item.title,
        level=item.level,
        level_best=item.level_best,
        confidence=item.level_confidence,
        because=item.level_because or "",
        theme=item.theme,
        times_seen=topic.seen,
        discussed=topic.discussed,
        weight=round(topic.weight, 6),
        forums=tuple(sorted(topic.forums)),
        first_seen=topic.first,
        last_seen=item.held_on,
        forum=item.forum,
        meeting_id=item.meeting_id,
        confidential=topic.confidential,
        standing=standing,
    )


def _latest(
    connection: Connection, titles: Sequence[str], forum: str | None
) -> dict[str, Row[Any]]:
    """The latest unreviewed item of each title."""
    item = agenda_items.c
    columns = (
        item.title, item.level, item.level_best, item.level_confidence, item.level_because,
        item.theme, item.meeting_id, meetings.c.held_on,
        forums.c.name.label("forum"),
    )  # fmt: skip
    found: dict[str, Row[Any]] = {}
    for some in chunks(titles):
        query = _items(*columns, forum=forum).where(_unreviewed(), item.title.in_(some))
        for row in connection.execute(query.order_by(meetings.c.held_on, item.id)):
            found[row.title] = row
    return found


def _standing(connection: Connection, topics: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in chunks(topics):
        query = (
            select(corrections.c.topic, corrections.c.id)
            .where(corrections.c.undone_at.is_(None), corrections.c.topic.in_(some))
            .order_by(corrections.c.id)
        )
        found |= {row.topic: row.id for row in connection.execute(query)}
    return found
