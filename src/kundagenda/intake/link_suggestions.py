"""Which agenda items may belong to an initiative that they are not linked to, and why.

People accept a topic, not a row: the items of one topic are one suggestion. What is suggested of a
title is told by three things that a person can check by eye: words that it shares with the name,
the same customer group, and a topic that is linked already. How many are right:
tests/test_link_suggestions.py.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from kundagenda.errors import ReaderError
from kundagenda.intake.knowledge import knowledge_of
from kundagenda.intake.same_topic import nearest
from kundagenda.intake.shared_words import Fit, words_in_order
from kundagenda.intake.titles import read_title
from kundagenda.intake.topics import topic_of
from kundagenda.intake.unlinked_items import TitlesOnAgendas, UnlinkedItem, unlinked_items
from metrics.tables import initiatives

# How much of a name's weight must stand in a title: less where two words that tell something do,
# which are seldom in common by chance, and where both are about one customer group.
MATCHES, MATCHES_OF_TWO, MATCHES_IN_GROUP = 0.7, 0.5, 0.4
# From here on the name stands there nearly whole. Before the launch, when nobody had the name yet,
# and for another group than the initiative's, a single word in common would be chance.
STRONG = 0.85
# The least weight of what is shared, about a word that one title in 400 has, or one in 150 where
# both are about one customer group: few titles are.
LEAST_WEIGHT, LEAST_IN_GROUP = 2.0, 1.0


@dataclass(frozen=True)
class LinkSuggestion:
    """A topic that may belong to an initiative, with its items, newest first, and why.

    Attributes:
        topic: What the items have in common (`topic_of`); it also names the suggestion.
        title: The title of the newest item.
        strength: How much of the name stands in it, 0 to 1; 1 where the topic is linked already.
        words: The words it shares with the initiative's name, as the title has them.
        same_group: Whether any item is about the initiative's own customer group.
        linked: The title of an item that is linked already and of this topic, or nearly; or ''.
        linked_confidential: Whether that title is not for every reader.
        before_launch: Whether any item came up before the initiative was launched.
        confidential: Whether any item is, so that its words are not for every reader.
    """

    topic: str
    title: str
    items: tuple[UnlinkedItem, ...]
    strength: float
    words: tuple[str, ...]
    same_group: bool
    linked: str
    linked_confidential: bool
    before_launch: bool
    confidential: bool


@dataclass(frozen=True)
class _Why:
    """Why a title may belong to the initiative."""

    strength: float
    words: tuple[str, ...]
    linked: str = ""


def link_suggestions(
    connection: Connection, initiative_id: int, limit: int = 20
) -> tuple[LinkSuggestion, ...]:
    """The topics of unlinked items that may belong to an initiative, the surest first.

    Formal items, those of cancelled meetings, and topics that another initiative has an item of
    are never among them; nor is a title that fits another initiative's name better.

    Args:
        connection: The app database; only read.
        initiative_id: The initiative.
        limit: How many topics to give.

    Raises:
        ReaderError: there is no such initiative.
    """
    known = list(connection.execute(select(initiatives).order_by(initiatives.c.id)))
    own = next((row for row in known if row.id == initiative_id), None)
    if own is None:
        raise ReaderError(
            "There is no initiative number {number}. Choose one of the list.", number=initiative_id
        )
    titles = TitlesOnAgendas(connection)
    linked, taken = titles.linked_to(own.id), titles.topics_of_others(own.id)
    others = [words_in_order(row.name) for row in known if row.id != own.id]
    by_name = _by_name(own.name, others, titles)
    why = by_name | _by_linked(connection, linked, by_name, titles)
    why = {title: one for title, one in why.items() if topic_of(title) not in taken}
    items = unlinked_items(connection, sorted(why))
    found = _suggestions(own, why, items, titles.confidential)
    return tuple(sorted(found, key=_surest_first)[:limit])


def _by_name(
    named: str, others: Sequence[tuple[str, ...]], titles: TitlesOnAgendas
) -> dict[str, _Why]:
    """The titles that share enough of the initiative's name, and more than of another's."""
    name, weights = words_in_order(named), titles.weights
    found: dict[str, _Why] = {}
    for title in titles.sharing(name) | titles.holding(name):
        words = titles.words[title]
        fit = weights.fit(name, words)
        strength = _strength(named, title, fit)
        if strength < MATCHES_IN_GROUP:
            continue
        if not any(_fits_better(weights.fit(other, words), fit) for other in others):
            found[title] = _Why(strength, fit.words)
    return found


def _strength(name: str, title: str, fit: Fit) -> float:
    """How surely a title is about what the name names: 0 where what they share says nothing."""
    if fit.weight >= LEAST_WEIGHT:
        enough = fit.telling > 1 and fit.share >= MATCHES_OF_TWO
        return max(fit.share, MATCHES) if enough else fit.share
    # Common words in a row that begin a title are a name all the same: "Ny app: start".
    whole = topic_of(name)
    if " " in whole and f"{topic_of(title)} ".startswith(f"{whole} "):
        return 1.0
    enough = fit.weight >= LEAST_IN_GROUP and fit.share >= MATCHES
    return MATCHES_IN_GROUP if enough else 0.0


def _fits_better(other: Fit, fit: Fit) -> bool:
    return other.share >= MATCHES and other.weight > fit.weight


def _by_linked(
    connection: Connection,
    linked: Sequence[str],
    by_name: Mapping[str, _Why],
    titles: TitlesOnAgendas,
) -> dict[str, _Why]:
    """The titles whose topic is linked to the initiative already, or is nearly one that is."""
    topics = {topic_of(title): title for title in linked}
    near = {title for one in linked for title in _near(one, titles)}
    same = {title: topics[topic_of(title)] for title in near if topic_of(title) in topics}
    # What the name tells needs no likeness, which takes a second or two to learn.
    sure = {title for title, why in by_name.items() if why.strength >= STRONG}
    same |= _nearly(connection, linked, sorted(near - set(same) - sure))
    words = {title: by_name[title].words if title in by_name else () for title in same}
    return {title: _Why(1.0, words[title], one) for title, one in same.items()}


def _nearly(connection: Connection, linked: Sequence[str], titles: list[str]) -> dict[str, str]:
    """The linked title of nearly the same topic, for each title that has one."""
    told = [(title, title) for title in linked]
    found = nearest(titles, told, knowledge_of(connection).customer_words)
    return {title: like[1] for title, like in zip(titles, found, strict=True) if like}


def _near(linked: str, titles: TitlesOnAgendas) -> Iterable[str]:
    """The titles that hold most of a linked one: only they are worth a closer look."""
    words = titles.words[linked]
    yield from titles.holding(words_in_order(read_title(linked).text))
    for title in titles.sharing(words):
        if titles.weights.fit(words, titles.words[title]).share >= MATCHES:
            yield title


def _suggestions(
    own: Row[Any], why: Mapping[str, _Why], items: Iterable[UnlinkedItem], hidden: Collection[str]
) -> Iterable[LinkSuggestion]:
    """One suggestion a topic, of those items for which the reason is enough."""
    topics: dict[str, list[UnlinkedItem]] = defaultdict(list)
    for item in items:
        if why[item.title].strength >= _needed(own, item):
            topics[topic_of(item.title)].append(item)
    for topic, some in topics.items():
        one = why[some[0].title]
        yield LinkSuggestion(
            topic=topic,
            title=some[0].title,
            items=tuple(some),
            strength=one.strength,
            words=one.words,
            same_group=any(own.segment and item.segment == own.segment for item in some),
            linked=one.linked,
            linked_confidential=one.linked in hidden,
            before_launch=any(_is_before_launch(own, item) for item in some),
            confidential=any(item.confidential for item in some),
        )


def _needed(own: Row[Any], item: UnlinkedItem) -> float:
    """How sure a reason must be for an item of this day and customer group."""
    both = bool(own.segment and item.segment)
    if _is_before_launch(own, item) or (both and own.segment != item.segment):
        return STRONG
    return MATCHES_IN_GROUP if both else MATCHES


def _is_before_launch(own: Row[Any], item: UnlinkedItem) -> bool:
    return own.launched_on is not None and item.day < own.launched_on


def _surest_first(one: LinkSuggestion) -> tuple[object, ...]:
    newest = one.items[0]
    reasons = (not one.linked, one.before_launch, not one.same_group)
    return (-one.strength, *reasons, -len(one.items), -newest.day.toordinal(), one.topic)
