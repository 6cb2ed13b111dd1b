"""What the words of an agenda item say about its level: the model behind `classify`.

Every feature lies within one written word: the word itself, or a run of two to five of its letters
with its edges marked. Letter runs read Swedish compounds that no example holds (*kundbortfall*
shares runs with *kunder* and *bortfall*), and because no feature spans two words the score of an
item is exactly the sum of what its words add. That sum is the reason shown for a level.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

LEVELS = ("fix", "improve", "measure", "none", "value")

# The examples hold as many customer items as others, an agenda does not: an untouched model would
# find too many. With `none` weighed up to this share, held-out customer items are missed about as
# often as others are taken for them, so that a share of items stays nearly unbiased; figures in
# benchmarks/classify.md.
NONE_SHARE = 0.7

# Divides the scores before they become probabilities. Fitted on examples that the model had not
# seen, one file held out at a time; run `python benchmarks/classify.py` to fit it again.
TEMPERATURE = 0.98

WORD = re.compile(r"\w+(?:[-'’&]\w+)*")
PART = re.compile(r"\w+")
DIGIT = re.compile(r"\d")
GRAM_LENGTHS = range(2, 6)
WORD_WEIGHT = 0.5
INVERSE_REGULARISATION = 30.0
REASONS = 3

# A word that adds less than this part of what the strongest adds is no reason worth reading.
LEAST_OF_STRONGEST = 0.25

# Nor is a word that joins others (*of*, *för*). The examples tell which: those that hardly ever
# begin or end a title. They count as evidence, for no list of ours says that they may not, but
# "because: of" tells an executive nothing.
JOINING_TIMES = 8
JOINING_AT_EDGE = 0.1

Floats = NDArray[np.float64]


class Example(NamedTuple):
    """A labelled agenda item."""

    label: str
    language: str
    text: str


def words_in(text: str) -> list[str]:
    """The words of a text as written, lower-case, letters with their accents composed."""
    return WORD.findall(unicodedata.normalize("NFC", text).lower())


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


@dataclass(frozen=True)
class Judgement:
    """What the model makes of some texts.

    ``features`` is a sparse matrix (texts, features); ``probabilities`` an array (texts, levels)
    in the order of `LEVELS`, rows summing to 1.
    """

    features: Any
    probabilities: Floats


@dataclass(frozen=True)
class Model:
    """A trained model: ``coefficients`` (levels, features) and ``intercepts`` (levels,).

    ``joining`` are the words that are never shown as a reason.
    """

    vectorizer: Any
    columns: dict[str, int]
    coefficients: Floats
    intercepts: Floats
    joining: frozenset[str]

    def scores(self, texts: Sequence[str]) -> tuple[Any, Floats]:
        """The features of the texts and their untempered scores, an array (texts, levels)."""
        features = self.vectorizer.transform(texts).tocsr()
        return features, features @ self.coefficients.T + self.intercepts

    def judge(self, texts: Sequence[str]) -> Judgement:
        """The probability of each level for each text."""
        features, scores = self.scores(texts)
        return Judgement(features, tempered(scores, TEMPERATURE))

    def reasons(self, text: str, values: dict[int, float], odds: Floats) -> tuple[str, ...]:
        """The words of a text that speak most for its likeliest level, strongest first.

        Args:
            text: The item.
            values: Its features, column to tf-idf value.
            odds: Probability of each level for it, an array (levels,).
        """
        margin = self._margin(list(values), odds)
        gain = {column: values[column] * add for column, add in zip(values, margin, strict=True)}
        columns_of = {word: self._columns(word) for word in words_in(text)}
        times = Counter(words_in(text))
        used = Counter(
            column for word, n in times.items() for column in columns_of[word] for _ in range(n)
        )
        weight = {
            word: times[word] * sum(gain[column] / used[column] for column in columns_of[word])
            for word in times
            if word not in self.joining
        }
        return _strongest(weight)

    def _margin(self, columns: list[int], odds: Floats) -> Floats:
        """How each feature moves the log odds of the likeliest level against all others."""
        best = int(odds.argmax())
        rivals = np.delete(odds, best) / np.delete(odds, best).sum()
        chosen = self.coefficients[:, columns]
        against: Floats = rivals @ np.delete(chosen, best, axis=0)
        margin: Floats = chosen[best] - against
        return margin

    def _columns(self, word: str) -> list[int]:
        names = [*(f"parts__{part}" for part in _parts(word))]
        names += [f"grams__{gram}" for gram in _grams(word)]
        return [self.columns[name] for name in names if name in self.columns]


def _strongest(weight: dict[str, float]) -> tuple[str, ...]:
    helping = (word for word in weight if weight[word] > 0)
    ranked = sorted(helping, key=lambda word: -weight[word])[:REASONS]
    return tuple(word for word in ranked if weight[word] >= LEAST_OF_STRONGEST * weight[ranked[0]])


def tempered(scores: Floats, temperature: float) -> Floats:
    """Scores (texts, levels) as probabilities; a higher temperature makes them less sure."""
    scaled = scores / temperature
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    probabilities: Floats = powers / powers.sum(axis=1, keepdims=True)
    return probabilities


def train(examples: Sequence[Example]) -> Model:
    """A model of these examples, the same for the same examples in the same order.

    Raises:
        ValueError: The labels are not exactly those of `LEVELS`.
    """
    texts = [example.text for example in examples]
    labels = np.array([example.label for example in examples])
    if tuple(np.unique(labels)) != LEVELS:
        raise ValueError(f"The examples need the labels {LEVELS}, not {set(labels.tolist())}.")
    vectorizer, regression = _untrained(_weight_of_none(labels))
    regression.fit(vectorizer.fit_transform(texts), labels)
    columns = {name: n for n, name in enumerate(vectorizer.get_feature_names_out())}
    joining = _joining_words(texts)
    return Model(vectorizer, columns, regression.coef_, regression.intercept_, joining)


def _untrained(weight_of_none: float) -> tuple[Any, Any]:
    # Imported here: it costs over a second, and most starts of the program classify nothing.
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import FeatureUnion

    vectorizer = FeatureUnion(
        [
            ("parts", TfidfVectorizer(analyzer=_all_parts, sublinear_tf=True)),
            ("grams", TfidfVectorizer(analyzer=_all_grams, sublinear_tf=True)),
        ],
        transformer_weights={"parts": WORD_WEIGHT},
    )
    regression = LogisticRegression(
        C=INVERSE_REGULARISATION,
        solver="newton-cg",  # deterministic, and the quickest of those tried
        tol=1e-3,
        class_weight={"none": weight_of_none},
    )
    return vectorizer, regression


def _weight_of_none(labels: NDArray[np.str_]) -> float:
    share = float((labels == "none").mean())
    return NONE_SHARE / (1 - NONE_SHARE) * (1 - share) / share


def _joining_words(texts: Sequence[str]) -> frozenset[str]:
    titles = [words_in(text) for text in texts]
    times = Counter(word for title in titles for word in title)
    inside = Counter(word for title in titles for word in title[1:-1])
    return frozenset(
        word
        for word, n in times.items()
        if n >= JOINING_TIMES and n - inside[word] < JOINING_AT_EDGE * n
    )
