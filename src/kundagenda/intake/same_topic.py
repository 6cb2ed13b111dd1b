"""Topics so alike that a correction of one is taken for the other too."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from kundagenda.intake.customer_words import CustomerWords, vocabulary
from kundagenda.intake.examples import EXAMPLES, read_examples
from kundagenda.intake.titles import read_title
from kundagenda.intake.word_features import untrained_vectorizer

# The cosine of two titles' features from which they are taken for one topic. "Kundenkät våren" and
# "Kundenkäten i våras" are; "Kundenkät" and "Kundevent" are not. Figures in benchmarks/classify.md.
ALIKE_FROM = 0.8

# Titles whose features are kept together, and how many such lots: about 40 MB in all.
AT_A_TIME, LOTS = 2000, 8


@dataclass(frozen=True)
class Looks:
    """What titles look like to the model of our examples alone, whatever was corrected since.

    So a correction changes nothing of how alike two other titles are, and none has to be trained
    for: the features are those of `classify.trained_model` before it was taught anything.
    """

    words: CustomerWords
    vectorizer: Any

    def of(self, titles: Sequence[str]) -> Any:
        """The features of titles, each row of length 1, a sparse matrix (titles, features).

        A number or a length beside the words is no part of what a title looks like.
        """
        read = [self.words.read(read_title(title).text) for title in titles]
        return _of_length_one(self.vectorizer.transform(read).tocsr())


@lru_cache(maxsize=2)
def looks(customer_words: tuple[str, ...] = ()) -> Looks:
    """How titles are read where customers are called so; learned at first use, in a second.

    Raises:
        ReaderError: The examples are missing or damaged.
    """
    examples = read_examples(EXAMPLES)
    known = vocabulary((example.language, example.text) for example in examples)
    words, vectorizer = CustomerWords(customer_words, known), untrained_vectorizer()
    return Looks(words, vectorizer.fit([words.read(example.text) for example in examples]))


def nearest(
    texts: Sequence[str], told: Sequence[tuple[str, str]], customer_words: tuple[str, ...] = ()
) -> list[tuple[str, str] | None]:
    """What persons said of the title most like each text, if one is alike enough.

    Args:
        texts: The titles to look up.
        told: What was said (a level, a theme) and of which title, the newest last.
        customer_words: What the organisation calls its customers.
    """
    if not told or not texts:
        return [None] * len(texts)
    seen = looks(customer_words)
    cosines = (seen.of(texts) @ seen.of([title for _, title in told]).T).tocsr()
    return [_best(cosines[[row]], told) for row in range(len(texts))]


def alike(title: str, titles: Sequence[str], customer_words: tuple[str, ...] = ()) -> list[str]:
    """Those of the titles that are alike enough to one, itself among them."""
    found: list[str] = []
    one = looks(customer_words).of([title]).T
    for start in range(0, len(titles), AT_A_TIME):
        some = tuple(titles[start : start + AT_A_TIME])
        cosines = (_kept(customer_words, some) @ one).toarray().ravel()
        found += [some[row] for row in np.flatnonzero(cosines >= ALIKE_FROM)]
    return found


@lru_cache(maxsize=LOTS)  # the titles stay the same from one correction to the next
def _kept(customer_words: tuple[str, ...], titles: tuple[str, ...]) -> Any:
    return looks(customer_words).of(titles)


def _best(cosines: Any, told: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    if not cosines.nnz or cosines.data.max() < ALIKE_FROM:
        return None
    # Of two equally alike the newer one counts.
    columns = cosines.indices[cosines.data == cosines.data.max()]
    return told[int(columns.max())]


def _of_length_one(features: Any) -> Any:
    from scipy.sparse import diags_array

    lengths = np.sqrt(np.asarray(features.multiply(features).sum(axis=1)).ravel())
    inverse = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return diags_array(inverse) @ features
