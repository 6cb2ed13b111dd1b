"""A topic: what agenda items of the same words have in common, wherever and whenever they stood."""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from sqlalchemy import Connection, false, select

from kundagenda.errors import ReaderError
from kundagenda.intake.titles import normal_title
from metrics.tables import agenda_items

# An organisation's titles repeat; this many hold ten years of a large one in about 20 MB.
KEPT = 65_536
# Databases take only so many bound values in one statement.
CHUNK = 500
AT_A_TIME = 2000

Value = TypeVar("Value")


@lru_cache(maxsize=KEPT)
def topic_of(title: str) -> str:
    """The topic of a title (`normal_title`), remembered: reading one takes a tenth of a ms."""
    return normal_title(title)


def titles_of(connection: Connection, topic: str) -> list[str]:
    """The titles of a topic as they are stored, formal items left out."""
    words = topic.split()
    query = select(agenda_items.c.title).where(agenda_items.c.formal == false()).distinct()
    return [
        title
        for title in connection.execute(query.execution_options(yield_per=AT_A_TIME)).scalars()
        if _may_be(title, words) and topic_of(title) == topic
    ]


def named_topic(title: str) -> str:
    """The topic that a person names by a title.

    Raises:
        ReaderError: the title holds no word.
    """
    topic = topic_of(title)
    if not topic:
        raise ReaderError(
            "The title '{title}' holds no word, so no topic can be told by it. "
            "Give a title as kundagenda review list shows it.",
            title=title,
        )
    return topic


def chunks(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """The values a few hundred at a time."""
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


def _may_be(title: str, words: list[str]) -> bool:
    """Whether every word stands in the title at all: much quicker than reading the title."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    return all(word in plain for word in words)
