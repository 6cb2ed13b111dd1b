"""Topics that look like an initiative that nobody has entered.

An initiative is told by its titles: one name with the stages of a project beside it, that change
("Kundportalen: start", "Lägesrapport Kundportalen", "Kundportalen, etapp 2"), begun while agendas
were already kept. A report that comes back every month under one title is none, and of what was
there from the first meetings on nobody can tell whether it is one.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, select

from kundagenda.intake.link_suggestions import LEAST_WEIGHT, STRONG
from kundagenda.intake.shared_words import words_in_order
from kundagenda.intake.titles import read_title
from kundagenda.intake.topics import topic_of
from kundagenda.intake.unlinked_items import (
    TitlesOnAgendas,
    UnlinkedItem,
    first_agendas,
    unlinked_items,
)
from metrics.scope import Rows
from metrics.tables import initiatives

FEWEST_DAYS = 3
FEWEST_TITLES = 2
# A forum's standing items all come up within a quarter of its first agenda.
STANDING = timedelta(days=90)

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_STAGES = frozenset({
    "start", "uppstart", "startmöte", "startskott", "läge", "läget", "lägesrapport", "lägesbild",
    "nuläge", "status", "statusrapport", "uppföljning", "delrapport", "slutrapport",
    "avrapportering", "avstämning", "pilot", "piloten", "pilotresultat", "förstudie", "förstudien",
    "etapp", "fas", "steg", "milstolpe", "milstolpar", "delmål", "införande", "införandet",
    "lansering", "lanseringen", "utrullning", "utrullningen", "avslut", "tidplan", "nästa",
    "kick-off", "kickoff", "update", "updates", "progress", "launch", "rollout", "roll-out",
    "phase", "stage", "milestone", "milestones", "follow-up", "checkpoint", "wrap-up", "next",
    "steps",
})  # fmt: skip
_JOINING = frozenset({
    "av", "för", "om", "från", "i", "på", "till", "och", "of", "for", "on", "the", "to", "in",
    "and", "med", "with",
})  # fmt: skip


@dataclass(frozen=True)
class NewInitiative:
    """A name that may be an initiative, with its items, newest first.

    Attributes:
        name: As the newest title with a stage has it, without the stage.
        segment: The customer group that its items name, where it is one and the same; or ''.
        first_on: The day it first came up at a stage: the bare name may be talked of long before.
        last_on: The latest day it came up; may be to come.
        days: On how many days it came up.
        items: Its items, which are linked to nothing.
        confidential: Whether any item is, so that its words are not for every reader.
    """

    name: str
    segment: str
    first_on: date
    last_on: date
    days: int
    items: tuple[UnlinkedItem, ...]
    confidential: bool


def new_initiatives(connection: Connection, limit: int = 10) -> tuple[NewInitiative, ...]:
    """The names on agendas that may be initiatives, those that came up on most days first.

    Args:
        connection: The app database; only read.
        limit: How many to give.
    """
    titles, begun = TitlesOnAgendas(connection), first_agendas(connection)
    known = [words_in_order(name) for name in connection.execute(_names()).scalars()]
    linked = {topic_of(name_in(title)) for title in titles.linked()}
    found = []
    for topic, some in _titles_by_name(titles).items():
        if topic in linked or not _says_enough(some[0], known, titles):
            continue
        items = unlinked_items(connection, some)
        first = next((item for item in reversed(items) if _has_stage(item.title)), None)
        if first and _is_one(items) and first.day >= begun[first.forum] + STANDING:
            found.append(_found(items, first.day))
    return tuple(sorted(found, key=_most_first)[:limit])


def _titles_by_name(titles: TitlesOnAgendas) -> Mapping[str, list[str]]:
    """The titles of each name that stands beside a stage, and those that are the name alone."""
    named: dict[str, list[str]] = defaultdict(list)
    for title in titles.words:
        if _may_have_stage(title) and _has_stage(title):
            named[topic_of(name_in(title))].append(title)
    for topic, some in named.items():
        bare = titles.holding(words_in_order(name_in(some[0])))
        some += sorted(title for title in bare if topic_of(title) == topic)
    # A name of one title stands under one stage alone, and so is a report.
    return {topic: some for topic, some in named.items() if len(some) >= FEWEST_TITLES}


def _may_have_stage(title: str) -> bool:
    """Whether a stage stands in it at all: much quicker than reading the title."""
    return any(word in _STAGES for word in _WORD.findall(title.casefold()))


def _has_stage(title: str) -> bool:
    return topic_of(name_in(title)) != topic_of(title)


def _says_enough(title: str, known: Sequence[tuple[str, ...]], titles: TitlesOnAgendas) -> bool:
    """Whether the name tells what it is about, and no initiative that is known is called so."""
    words, weights = words_in_order(name_in(title)), titles.weights
    taken = any(weights.fit(name, words).share >= STRONG for name in known)
    return weights.total(words) >= LEAST_WEIGHT and not taken


def _is_one(items: Sequence[UnlinkedItem]) -> bool:
    """Whether items came up on several days, under titles that changed."""
    topics = {topic_of(item.title) for item in items}
    return len({item.day for item in items}) >= FEWEST_DAYS and len(topics) >= FEWEST_TITLES


def _found(items: Sequence[UnlinkedItem], first_on: date) -> NewInitiative:
    segments = {item.segment for item in items}
    return NewInitiative(
        name=next(name_in(item.title) for item in items if _has_stage(item.title)),
        segment=segments.pop() if len(segments) == 1 else "",
        first_on=first_on,
        last_on=items[0].day,
        days=len({item.day for item in items}),
        items=tuple(items),
        confidential=any(item.confidential for item in items),
    )


def _most_first(one: NewInitiative) -> tuple[object, ...]:
    return (-one.days, -one.last_on.toordinal(), one.name)


def _names() -> Rows:
    return select(initiatives.c.name).order_by(initiatives.c.id)


def name_in(title: str) -> str:
    """A title without the stages of a project at its ends; the whole title where it has none.

    >>> name_in("3. Kundportalen: lägesrapport"), name_in("Status of Pay per Lift, phase 2")
    ('Kundportalen', 'Pay per Lift')
    """
    text = read_title(title).text
    words = list(_WORD.finditer(text))
    first, last = _without_stage(words), len(words) - _without_stage(words[::-1])
    return text[words[first].start() : words[last - 1].end()] if first < last else text


def _without_stage(words: Sequence[re.Match[str]]) -> int:
    """How many words from the start are a stage, with numbers and small words around it."""
    stripped = 0
    for n, word in enumerate(words, 1):
        plain = word[0].casefold()
        if plain in _STAGES:
            stripped = n
        elif not (plain.isdecimal() or plain in _JOINING):
            break
    while 0 < stripped < len(words) and words[stripped][0].casefold() in _JOINING:
        stripped += 1
    return stripped
