"""What an organisation taught the classifier: its corrections, and its own words for customers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import Connection, select

from kundagenda.database.tables import corrections as corrections_table
from kundagenda.database.tables import customer_words as words_table

UNCLEAR = "unclear"


class Correction(NamedTuple):
    """What a person said of a topic; ``topic`` is its `titles.normal_title`."""

    topic: str
    title: str
    level: str | None = None
    theme: str | None = None


@dataclass(frozen=True)
class Knowledge:
    """Corrections, one a topic, and words for customers; the same content is the same key."""

    corrections: tuple[Correction, ...] = ()
    customer_words: tuple[str, ...] = field(default=())

    @cached_property
    def by_topic(self) -> dict[str, Correction]:
        """The corrections by their topic; one without words is of no topic."""
        return {said.topic: said for said in self.corrections if said.topic}

    @cached_property
    def levels(self) -> tuple[tuple[str, str], ...]:
        """Titles with the level a person set: what there is to learn from, so nothing unclear."""
        told = ((said.level, said.title) for said in self.corrections)
        return tuple((level, title) for level, title in told if level and level != UNCLEAR)

    @cached_property
    def themes(self) -> tuple[tuple[str, str], ...]:
        """Titles with the theme a person set."""
        return tuple((said.theme, said.title) for said in self.corrections if said.theme)


NOTHING = Knowledge()


def knowledge_of(connection: Connection) -> Knowledge:
    """What stands in the database: corrections that were not undone, and the customer words.

    The latest correction of a topic wins, for its level and for its theme.
    """
    standing = select(
        corrections_table.c.topic,
        corrections_table.c.title,
        corrections_table.c.level,
        corrections_table.c.theme,
    ).where(corrections_table.c.undone_at.is_(None))
    latest: dict[str, Correction] = {}
    for row in connection.execute(standing.order_by(corrections_table.c.id)):
        before = latest.get(row.topic, Correction(row.topic, row.title))
        level, theme = row.level or before.level, row.theme or before.theme
        latest[row.topic] = Correction(row.topic, row.title, level, theme)
    return Knowledge(tuple(latest.values()), tuple(_words(connection)))


def _words(connection: Connection) -> Iterator[str]:
    yield from connection.execute(select(words_table.c.word).order_by(words_table.c.word)).scalars()
