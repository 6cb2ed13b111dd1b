"""Which agenda items are about customers, and what the leadership is doing with them."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kundagenda.errors import ReaderError
from kundagenda.intake.evidence import LEVELS, Example, Judgement, Model, train, words_in

EXAMPLES = Path(__file__).resolve().parents[3] / "data" / "examples"

# Below this confidence an item is `unclear` and waits for a person. The lowest multiple of 0.05 at
# which nine in ten of the decided items were right, each file of examples judged by a model that
# had not seen it (benchmarks/classify.md).
THRESHOLD = 0.7

# Items judged at a time, so that memory does not grow with the size of an import.
BATCH = 2000


@dataclass(frozen=True)
class Classification:
    """The level of an agenda item, with how sure the model is and why.

    ``best`` is the likeliest of none, measure, fix, improve and value; ``confidence`` its
    calibrated probability; ``level`` the same, or unclear where that is below `THRESHOLD`;
    ``because`` up to three words of the item, lower-case, that speak most for ``best``, strongest
    first, and none where the model settled on it for want of evidence for another.
    """

    level: str
    best: str
    confidence: float
    because: tuple[str, ...]


def classify(texts: Sequence[str]) -> list[Classification]:
    """Classify agenda items, one result per text in order.

    The same text gives the same result whatever stands beside it. A text without letters, an empty
    one above all, or in a script of which the examples hold nothing, is no error but unclear:
    ``best`` is what the model takes an unknown item for, ``confidence`` 0 and ``because`` empty.

    Raises:
        ReaderError: The examples that the model learns from are missing or damaged.
    """
    distinct = list(dict.fromkeys(texts))
    found: dict[str, Classification] = {}
    for start in range(0, len(distinct), BATCH):
        batch = distinct[start : start + BATCH]
        found |= zip(batch, _classified(trained_model(), batch), strict=True)
    return [found[text] for text in texts]


@lru_cache(maxsize=1)
def trained_model() -> Model:
    """The model of all examples, trained at first use and kept while the program runs."""
    return train(read_examples(EXAMPLES))


def read_examples(folder: Path) -> list[Example]:
    """The labelled items of every CSV file in a folder (columns label, language, text).

    Raises:
        ReaderError: No files, a missing column, an unknown label or an item without words.
    """
    examples = [example for path in sorted(folder.glob("*.csv")) for example in read_file(path)]
    if not examples:
        raise ReaderError(f"No labelled items in {folder}: restore the examples of the program.")
    return examples


def read_file(path: Path) -> Iterator[Example]:
    """The labelled items of one CSV file, in order; errors as `read_examples`."""
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            example = Example(*(row.get(field) or "" for field in Example._fields))
            if example.label not in LEVELS or not words_in(example.text):
                raise ReaderError(
                    f"Row {number} of {path.name} needs a label ({', '.join(LEVELS)}) "
                    f"and a text, not {example.label!r} and {example.text!r}."
                )
            yield example


def _classified(model: Model, texts: Sequence[str]) -> list[Classification]:
    judgement = model.judge(texts)
    return [_classification(model, judgement, n, text) for n, text in enumerate(texts)]


def _classification(model: Model, judgement: Judgement, n: int, text: str) -> Classification:
    odds, row = judgement.probabilities[n], judgement.features[[n]]
    values = {
        int(column): float(value) for column, value in zip(row.indices, row.data, strict=True)
    }
    best, confidence = LEVELS[int(odds.argmax())], round(float(odds.max()), 4)
    if not values or not any(letter.isalpha() for letter in text):
        return Classification("unclear", best, 0.0, ())
    level = best if confidence >= THRESHOLD else "unclear"
    because = model.reasons(text, values, odds)
    return Classification(level, best, confidence, because)
