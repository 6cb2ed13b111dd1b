"""What the words of an agenda item say about its level: the model behind `classify`.

Every feature lies within one written word: the word itself, or a run of two to five of its letters
with its edges marked. Letter runs read Swedish compounds that no example holds (*kundbortfall*
shares runs with *kunder* and *bortfall*), and because no feature spans two words the score of an
item is exactly the sum of what its words add. That sum is the reason shown for a level.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kundagenda.intake.customer_words import CustomerWords, vocabulary
from kundagenda.intake.word_features import names_of, untrained_vectorizer, words_in

LEVELS = ("fix", "improve", "measure", "none", "value")

# The examples hold as many customer items as others, an agenda does not: an untouched model would
# find too many. With `none` weighed up to this share, held-out customer items are missed about as
# often as others are taken for them, so that a share of items stays nearly unbiased; figures in
# benchmarks/classify.md.
NONE_SHARE = 0.7

# Divides the scores before they become probabilities. Fitted on examples that the model had not
# seen, one file held out at a time; run `python benchmarks/classify.py` to fit it again.
TEMPERATURE = 0.98

INVERSE_REGULARISATION = 30.0
REASONS = 3

# How many of our examples one correction of the organisation's own weighs as. Chosen on our own
# files by trade, each in turn an organisation that corrects some of its items (classify.md).
CORRECTION_WEIGHT = 3.0

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


@dataclass(frozen=True)
class Judgement:
    """What the model makes of some texts.

    ``features`` is a sparse matrix (texts, features); ``probabilities`` an array (texts, labels)
    in the order of the labels, rows summing to 1.
    """

    features: Any
    probabilities: Floats


@dataclass(frozen=True)
class Model:
    """A trained model: ``coefficients`` (labels, features) and ``intercepts`` (labels,).

    ``words`` reads the organisation's words for customers; ``joining`` are the words that are
    never shown as a reason.
    """

    words: CustomerWords
    vectorizer: Any
    columns: dict[str, int]
    coefficients: Floats
    intercepts: Floats
    joining: frozenset[str]

    def features(self, texts: Sequence[str]) -> Any:
        """The features of the texts, a sparse matrix (texts, features)."""
        return self.vectorizer.transform([self.words.read(text) for text in texts]).tocsr()

    def scores(self, texts: Sequence[str]) -> tuple[Any, Floats]:
        """The features of the texts and their untempered scores, an array (texts, labels)."""
        features = self.features(texts)
        return features, features @ self.coefficients.T + self.intercepts

    def judge(self, texts: Sequence[str]) -> Judgement:
        """The probability of each label for each text."""
        features, scores = self.scores(texts)
        return Judgement(features, tempered(scores, TEMPERATURE))

    def reasons(self, text: str, values: dict[int, float], odds: Floats) -> tuple[str, ...]:
        """The words of a text that speak most for its likeliest label, strongest first.

        Args:
            text: The item.
            values: Its features, column to tf-idf value.
            odds: Probability of each label for it, an array (labels,).
        """
        margin = self._margin(list(values), odds)
        gain = {column: values[column] * add for column, add in zip(values, margin, strict=True)}
        pairs = self.words.pairs(text)
        columns_of = {written: self._columns(read) for written, read in pairs}
        times = Counter(written for written, _ in pairs)
        used = Counter(
            column for word, n in times.items() for column in columns_of[word] for _ in range(n)
        )
        weight = {
            word: times[word] * sum(gain[column] / used[column] for column in columns_of[word])
            for word in times
            if word not in self.joining and not word.isdecimal()
        }
        return _strongest(weight)

    def _margin(self, columns: list[int], odds: Floats) -> Floats:
        """How each feature moves the log odds of the likeliest label against all others."""
        best = int(odds.argmax())
        rivals = np.delete(odds, best) / np.delete(odds, best).sum()
        chosen = self.coefficients[:, columns]
        against: Floats = rivals @ np.delete(chosen, best, axis=0)
        margin: Floats = chosen[best] - against
        return margin

    def _columns(self, word: str) -> list[int]:
        return [self.columns[name] for name in names_of(word) if name in self.columns]


def _strongest(weight: dict[str, float]) -> tuple[str, ...]:
    helping = (word for word in weight if weight[word] > 0)
    ranked = sorted(helping, key=lambda word: -weight[word])[:REASONS]
    return tuple(word for word in ranked if weight[word] >= LEAST_OF_STRONGEST * weight[ranked[0]])


def tempered(scores: Floats, temperature: float) -> Floats:
    """Scores (texts, labels) as probabilities; a higher temperature makes them less sure."""
    scaled = scores / temperature
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    probabilities: Floats = powers / powers.sum(axis=1, keepdims=True)
    return probabilities


def train(
    examples: Sequence[Example],
    corrections: Sequence[tuple[str, str]] = (),
    customer_words: Sequence[str] = (),
    labels: tuple[str, ...] = LEVELS,
    none_share: float | None = NONE_SHARE,
) -> Model:
    """A model of these examples, the same for the same examples in the same order.

    Args:
        examples: Ours.
        corrections: Labels and titles that the organisation set itself; they weigh more.
        customer_words: What the organisation calls its customers.
        labels: Those that the examples have, in alphabetical order.
        none_share: How often an item of an agenda is ``none``; null where all labels weigh alike.

    Raises:
        ValueError: The labels are not exactly those of ``labels``.
    """
    told = np.array([example.label for example in examples])
    if tuple(np.unique(told)) != labels:
        raise ValueError(f"The examples need the labels {labels}, not {set(told.tolist())}.")
    known = vocabulary((example.language, example.text) for example in examples)
    words = CustomerWords(customer_words, known)
    texts = [words.read(text) for text in _texts(examples, corrections)]
    every = np.array([*told, *(label for label, _ in corrections)])
    weight = np.ones(len(every))
    weight[len(told) :] = CORRECTION_WEIGHT
    if none_share is not None:
        weight[every == "none"] *= _weight_of_none(told, none_share)
    vectorizer, regression = untrained_vectorizer(), _regression()
    regression.fit(vectorizer.fit_transform(texts), every, sample_weight=weight)
    columns = {name: n for n, name in enumerate(vectorizer.get_feature_names_out())}
    joining = _joining_words([example.text for example in examples])
    return Model(words, vectorizer, columns, regression.coef_, regression.intercept_, joining)


def _texts(examples: Sequence[Example], corrections: Sequence[tuple[str, str]]) -> list[str]:
    return [*(example.text for example in examples), *(title for _, title in corrections)]


def _regression() -> Any:
    # Imported here for the same reason as in word_features.
    from sklearn.linear_model import LogisticRegression

    # newton-cg is deterministic, and the quickest of those tried.
    return LogisticRegression(C=INVERSE_REGULARISATION, solver="newton-cg", tol=1e-3)


def _weight_of_none(labels: NDArray[np.str_], none_share: float) -> float:
    share = float((labels == "none").mean())
    return none_share / (1 - none_share) * (1 - share) / share


def _joining_words(texts: Sequence[str]) -> frozenset[str]:
    titles = [words_in(text) for text in texts]
    times = Counter(word for title in titles for word in title)
    inside = Counter(word for title in titles for word in title[1:-1])
    return frozenset(
        word
        for word, n in times.items()
        if n >= JOINING_TIMES and n - inside[word] < JOINING_AT_EDGE * n
    )
