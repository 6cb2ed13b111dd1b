"""An organisation's own words for customers, read as the word customer wherever they stand.

*Brukare* in a care company and *adopters* in a foundation mean what *kunder* and *customers* mean
elsewhere. So the model reads them as those, in the items and in the examples it learns from: then
it also learns again what is not about customers (*board members*, *missbrukare* stays itself).
Inflections count, and Swedish compounds that begin with the word (*brukarråd* is read *kundråd*).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kundagenda.intake.word_features import words_in

SWEDISH, ENGLISH = "kunder", "customers"
COMPOUND = "kund"

_SWEDISH_PLURALS = ("arna", "erna", "orna", "ar", "er", "or", "en")
ENDINGS = (
    "", "n", "en", "et", "ar", "er", "or", "na", "ena", "arna", "erna", "orna", "ens", "ets", "s",
    "ars", "ers", "nas", "arnas", "ernas", "ornas", "'s", "’s", "y", "ies", "y's", "y’s",
)  # fmt: skip
AGENT = ("e", "en", "es", "ens", "na", "nas")
_PARTICIPLE = ("", "s", "na", "nas")
# Råd stands in our examples in kundråd and brukarråd only.
_HEADS = ("kund", "brukar", "medlems", "elev", "patient", "användar", "medborgar", "hyresgäst")
_SHORTEST_STEM = 4
_SHORTEST_REST = 3
_REST_SEEN = 4


@dataclass(frozen=True)
class Vocabulary:
    """Words of the examples by language: they tell a text's language, and a compound's rest.

    ``rests`` are Swedish words, alone or after a word for customers, and their beginnings.
    """

    swedish: frozenset[str]
    english: frozenset[str]
    rests: frozenset[str]


def vocabulary(texts: Iterable[tuple[str, str]]) -> Vocabulary:
    """The words of texts, given as (language, text)."""
    words: dict[str, set[str]] = {"sv": set(), "en": set()}
    for language, text in texts:
        words.setdefault(language, set()).update(words_in(text))
    swedish = words["sv"]
    rests = swedish | {
        word.removeprefix(head) for word in swedish for head in _HEADS if word.startswith(head)
    }
    beginnings = {word[:_REST_SEEN] for word in rests if len(word) >= _REST_SEEN}
    return Vocabulary(frozenset(swedish), frozenset(words["en"]), frozenset(rests | beginnings))


class CustomerWords:
    """Reads texts with an organisation's words for customers in place of the word customer."""

    def __init__(self, words: Sequence[str], known: Vocabulary) -> None:
        """Words in any form, singular or plural, of one word or several."""
        phrases = [words_in(word) for word in words]
        self._phrases = [(tuple(p[:-1]), _stem(p[-1], known.swedish), p[-1]) for p in phrases if p]
        self._known = known

    def pairs(self, text: str) -> list[tuple[str, str]]:
        """Each word of a text as written and as read."""
        words = words_in(text)
        if not self._phrases:
            return [(word, word) for word in words]
        customer = self._customer(words)
        return [(word, self._read(words, n, customer)) for n, word in enumerate(words)]

    def read(self, text: str) -> str:
        """A text as the model is to see it."""
        return " ".join(read for _, read in self.pairs(text)) if self._phrases else text

    def _customer(self, words: Sequence[str]) -> str:
        """The word customer in the language of a text; where nothing tells, Swedish."""
        swedish = sum(word in self._known.swedish for word in words)
        english = sum(word in self._known.english for word in words)
        alike = swedish == english and any(word.endswith("s") for word in words)
        return ENGLISH if english > swedish or alike else SWEDISH

    def _read(self, words: Sequence[str], n: int, customer: str) -> str:
        for before, stem, whole in self._phrases:
            if before and tuple(words[max(n - len(before), 0) : n]) != before:
                continue
            if _inflected(words[n], stem, whole):
                return customer
            if rest := self._rest(words[n], stem):
                return COMPOUND + rest
        return words[n]

    def _rest(self, word: str, stem: str) -> str:
        """What follows in a compound: a known Swedish word, or the beginning of one."""
        if len(stem) < _SHORTEST_STEM or not word.startswith(stem):
            return ""
        rest = word[len(stem) :].lstrip("-")
        for tail in (rest, rest[1:] if rest.startswith("s") else ""):
            beginning = tail[:_REST_SEEN]
            if len(tail) >= _SHORTEST_REST and beginning in self._known.rests:
                return tail
        return ""


def _stem(word: str, swedish: frozenset[str]) -> str:
    """What the forms of a word share: *brukar-*, *elev*, *medlem*, *adopter*, *famil-*."""
    if word.endswith("are"):
        return word[:-1]
    if word.endswith("ies"):
        return word[:-3]
    if re.search(r"[^aeiouyåäö]y$", word):
        return word[:-1]
    for plural in _SWEDISH_PLURALS:
        stem = word.removesuffix(plural)
        single = stem[:-1] if stem.endswith("mm") else stem
        # Elever, but not member and adopter.
        if stem != word and (single in swedish or word in swedish):
            return single
    return word.removesuffix("s") if len(word) > _SHORTEST_STEM else word


def _inflected(word: str, stem: str, whole: str) -> bool:
    if word == whole:
        return True
    endings: tuple[str, ...] = ENDINGS
    if whole == stem + "e" and stem.endswith("ar"):
        endings = AGENT
    elif whole.endswith(("ande", "ende")):
        # Boendet and boenden are places, not those who live there.
        endings = _PARTICIPLE
    # Medlem doubles its m before an ending: medlemmen, medlemmar.
    stems = (stem, stem + "m") if stem.endswith("m") else (stem,)
    return any(word == start + ending for start in stems for ending in endings)
