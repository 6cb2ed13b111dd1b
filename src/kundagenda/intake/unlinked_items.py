"""The items on agendas that may be linked to an initiative, and the titles they stand under."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, false, func, select

from kundagenda.intake.shared_words import TitlesByWord
from kundagenda.intake.topics import chunks, topic_of
from metrics.scope import Rows
from metrics.tables import agenda_items, forums, meetings


@dataclass(frozen=True)
class UnlinkedItem:
    """An item that no initiative has."""

    id: int
    day: date
    forum: str
    title: str
    segment: str
    confidential: bool


class TitlesOnAgendas(TitlesByWord):
    """The titles on agendas, and which initiatives have an item of each.

    ``confidential`` are those of which any item is.
    """

    def __init__(self, connection: Connection) -> None:
        item = agenda_items.c
        query = _on_agendas(item.title, item.initiative_id, item.confidential).distinct()
        rows = list(connection.execute(query.order_by(item.title)))
        self._linked: dict[int, set[str]] = defaultdict(set)
        for row in rows:
            if row.initiative_id is not None:
                self._linked[row.initiative_id].add(row.title)
        self.confidential = frozenset(row.title for row in rows if row.confidential)
        super().__init__(dict.fromkeys(row.title for row in rows))

    def linked_to(self, initiative_id: int) -> list[str]:
        """The titles that an initiative has items of."""
        return sorted(self._linked.get(initiative_id, ()))

    def topics_of_others(self, initiative_id: int) -> set[str]:
        """The topics that another initiative has items of and this one has not."""
        own = {topic_of(title) for title in self.linked_to(initiative_id)}
        others = (titles for number, titles in self._linked.items() if number != initiative_id)
        return {topic_of(title) for title in set().union(*others)} - own

    def linked(self) -> set[str]:
        """The titles that any initiative has items of."""
        return set().union(*self._linked.values())


def unlinked_items(connection: Connection, titles: Sequence[str]) -> list[UnlinkedItem]:
    """The unlinked items of titles, newest first."""
    item = agenda_items.c
    columns = (
        item.id, meetings.c.held_on, forums.c.name, item.title,
        func.coalesce(item.segment, ""), item.confidential,
    )  # fmt: skip
    query = _on_agendas(*columns).where(item.initiative_id.is_(None))
    found = [
        UnlinkedItem(*row)
        for some in chunks(titles)
        for row in connection.execute(query.where(item.title.in_(some)))
    ]
    return sorted(found, key=lambda one: (-one.day.toordinal(), one.id))


def first_agendas(connection: Connection) -> Mapping[str, date]:
    """The day of each forum's first agenda."""
    first = func.min(meetings.c.held_on)
    query = _on_agendas(forums.c.name, first).group_by(forums.c.name)
    return {name: day for name, day in connection.execute(query)}


def _on_agendas(*columns: ColumnElement[Any]) -> Rows:
    """Items on held and planned agendas, formal ones left out: nobody saw a cancelled one."""
    return (
        select(*columns)
        .select_from(agenda_items)
        .join(meetings, meetings.c.id == agenda_items.c.meeting_id)
        .join(forums, forums.c.id == meetings.c.forum_id)
        .where(agenda_items.c.formal == false(), meetings.c.status != "cancelled")
    )
