"""What the model sees of a text: its words, and the runs of letters within them."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

WORD = re.compile(r"\w+(?:[-'’&]\w+)*")
PART = re.compile(r"\w+")
DIGIT = re.compile(r"\d")
GRAM_LENGTHS = range(2, 6)
WORD_WEIGHT = 0.5


def words_in(text: str) -> list[str]:
    """The words of a text as written, lower-case, letters with their accents composed."""
    return WORD.findall(unicodedata.normalize("NFC", text).lower())


def untrained_vectorizer() -> Any:
    """TF-IDF of words and of letter runs, each of length 1, words weighed by `WORD_WEIGHT`."""
    # Imported here: it costs over a second, and most starts of the program classify nothing.
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import FeatureUnion

    return FeatureUnion(
        [
            ("parts", TfidfVectorizer(analyzer=_all_parts, sublinear_tf=True)),
            ("grams", TfidfVectorizer(analyzer=_all_grams, sublinear_tf=True)),
        ],
        transformer_weights={"parts": WORD_WEIGHT},
    )


def names_of(word: str) -> list[str]:
    """The names under which the vectorizer knows the features of one word."""
    return [*(f"parts__{part}" for part in _parts(word)), *(f"grams__{g}" for g in _grams(word))]


def _parts(word: str) -> Iterator[str]:
    # Figures differ from meeting to meeting and say nothing of the level: only their length stays.
    return (DIGIT.sub("0", part) for part in PART.findall(word))


def _grams(word: str) -> Iterator[str]:
    marked = f" {DIGIT.sub('0', word)} "
    for length in GRAM_LENGTHS:
        for start in range(max(len(marked) - length, 0) + 1):
            yield marked[start : start + length]


def _all_parts(text: str) -> list[str]:
    return [part for word in words_in(text) for part in _parts(word)]


def _all_grams(text: str) -> list[str]:
    return [gram for word in words_in(text) for gram in _grams(word)]
