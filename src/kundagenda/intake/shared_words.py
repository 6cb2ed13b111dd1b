"""The words that a name and a title share, inflected or not, and how much that says.

A word that stands in many titles says little. How many is counted in the organisation's own titles
and in our examples together: in a young database every word would be rare, and *för* and *the* too.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log

from kundagenda.intake.customer_words import AGENT, ENDINGS
from kundagenda.intake.examples import EXAMPLES, read_examples

# A word of one title in so many says nothing of what a title is about.
COMMON = 50

# A number stays whole, with its point: the 2 and the 0 of 2.0 are no words.
_WORD = re.compile(r"\d+(?:[.,]\d+)*(?!\w)|\w+")
_NUMBER = re.compile(r"[\d.,]+")
# Figures differ from meeting to meeting, so that each is rare and none says much.
NUMBER_SAYS = 0.8
# Beside what inflects a noun: flytta and flytt, programmet and program.
_ENDINGS = frozenset({*ENDINGS, *AGENT, "a", "met", "men", "mens", "mets"})
_BY_LENGTH = sorted(_ENDINGS - {""}, key=lambda ending: (-len(ending), ending))
_SHORTEST_WORD = 3
KEPT = 65_536
# Lager and lagar begin alike too; where both words have an ending more must be alike.
_SHORTEST_STEM = 4


@dataclass(frozen=True)
class Fit:
    """How a title fits a name.

    Attributes:
        share: How much of the name's weight stands in the title, 0 (nothing) to 1.
        weight: The weight itself: 0 for words that every other title has, about 4 for a rare one.
        words: The shared words as they are written in the title, in the order of the name.
        telling: How many of them say more than a number does.
    """

    share: float
    weight: float
    words: tuple[str, ...]
    telling: int


class Weights:
    """How much each word says, from the titles of an organisation and our examples."""

    def __init__(self, titles: Iterable[frozenset[str]]) -> None:
        """Each title as its `words_in_order`; those that differ by a number count as one."""
        texts, self._seen = _seen_in_examples()
        own = {frozenset(map(_form, words)) for words in titles}
        self._own = Counter(form for forms in own for form in forms)
        self._texts = texts + len(own)

    def of(self, word: str) -> float:
        """The logarithm of how much rarer a word is than a common one; 0 for a common one."""
        if _NUMBER.fullmatch(word):
            return NUMBER_SAYS
        form = _form(word)
        seen = 1 + self._seen.get(form, 0) + self._own[form]
        return max(0.0, log(self._texts / (COMMON * seen)))

    def total(self, words: Iterable[str]) -> float:
        """The weight of words together."""
        return sum(map(self.of, words))

    def fit(self, name: Collection[str], title: Collection[str]) -> Fit:
        """How the words of a title fit those of a name; nothing where the name says nothing."""
        pairs = {word: other for word in name if (other := _same(word, title)) is not None}
        whole, shared = self.total(name), self.total(pairs)
        # Sums of logarithms in another order differ in their last digits.
        share = round(shared / whole, 6) if whole else 0.0
        telling = sum(self.of(word) > NUMBER_SAYS for word in pairs)
        return Fit(share, round(shared, 6), tuple(dict.fromkeys(pairs.values())), telling)


class TitlesByWord:
    """Distinct titles, found by the words that they hold."""

    def __init__(self, titles: Iterable[str]) -> None:
        self.words = {title: frozenset(words_in_order(title)) for title in titles}
        self.weights = Weights(self.words.values())
        self._holding: dict[str, set[str]] = defaultdict(set)
        for title, words in self.words.items():
            for word in words:
                self._holding[word].add(title)
        self._beginning: dict[str, list[str]] = defaultdict(list)
        for word in self._holding:
            self._beginning[word[:_SHORTEST_WORD]].append(word)

    def sharing(self, name: Iterable[str]) -> set[str]:
        """The titles that hold any word of a name, inflected or not, that says something."""
        found: set[str] = set()
        for word in name:
            if self.weights.of(word):
                alike = self._beginning.get(word[:_SHORTEST_WORD], ())
                found.update(*(self._holding[o] for o in alike if is_same_word(word, o)))
        return found

    def holding(self, words: Collection[str]) -> set[str]:
        """The titles that hold every word as it is written; none where there are no words."""
        sets = [self._holding.get(word, set()) for word in words]
        return set.intersection(*sets) if sets else set()


def words_in_order(title: str) -> tuple[str, ...]:
    """The words of a title as it is stored: quicker than `topics.topic_of`, which reads it."""
    return tuple(dict.fromkeys(_WORD.findall(unicodedata.normalize("NFKC", title).casefold())))


def is_same_word(one: str, other: str) -> bool:
    """Whether two words are one, inflected: Swedish and English endings, never a compound.

    >>> is_same_word("portalen", "portal"), is_same_word("drifttid", "drifttidsgaranti")
    (True, False)
    """
    if one == other:
        return True
    alike = _alike_from_the_start(one, other)
    return any(
        one[length:] in _ENDINGS and other[length:] in _ENDINGS
        for length in range(alike, _SHORTEST_WORD - 1, -1)
        if length >= _SHORTEST_STEM or length in (len(one), len(other))
    )


def _alike_from_the_start(one: str, other: str) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
                min(len(one), len(other)))  # fmt: skip


def _same(word: str, others: Collection[str]) -> str | None:
    """The word itself where it is there, else the first that is the same one inflected."""
    if word in others:
        return word
    return min((other for other in others if is_same_word(word, other)), default=None)


@lru_cache(maxsize=KEPT)  # a large organisation's words, which stay the same
def _form(word: str) -> str:
    """Under what a word is counted: without its ending, and every number as one."""
    if _NUMBER.fullmatch(word):
        return "0"
    for ending in _BY_LENGTH:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


@lru_cache(maxsize=1)
def _seen_in_examples() -> tuple[int, Mapping[str, int]]:
    texts = [frozenset(words_in_order(example.text)) for example in read_examples(EXAMPLES)]
    return len(texts), Counter(form for words in texts for form in set(map(_form, words)))
