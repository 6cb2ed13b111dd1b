"""Which agenda items are about customers, and what the leadership is doing with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from kundagenda.intake.evidence import LEVELS, Judgement, Model, train
from kundagenda.intake.examples import EXAMPLES, read_examples
from kundagenda.intake.knowledge import NOTHING, UNCLEAR, Knowledge
from kundagenda.intake.same_topic import nearest
from kundagenda.intake.titles import normal_title

# Below this confidence an item is `unclear` and waits for a person. The lowest multiple of 0.05 at
# which 95 % of the decided items were right on trades that the model had not met: three in four
# are decided then (benchmarks/classify.md).
THRESHOLD = 0.8

# Items judged at a time, so that memory does not grow with the size of an import.
BATCH = 2000

# What a person said of a topic is sure; what is said of nearly the same topic was right as often
# as this among our own examples (benchmarks/classify.md).
PERSON, RULE, MODEL = "person", "rule", "model"
SURE, ALIKE = 1.0, 0.95


@dataclass(frozen=True)
class Classification:
    """The level of an agenda item, with who says so, how sure, and why.

    ``best`` is the likeliest of none, measure, fix, improve and value; ``confidence`` its
    calibrated probability; ``level`` the same, or unclear where that is below `THRESHOLD`;
    ``because`` up to three words of the item, lower-case, that speak most for ``best``, strongest
    first, and none where the model settled on it for want of evidence for another. ``by`` is
    person where someone set the level of this very topic, and rule where someone set that of a
    topic so alike that it is taken for the same: then ``because`` is the title of that one.
    """

    level: str
    best: str
    confidence: float
    because: tuple[str, ...]
    by: str = MODEL


def classify(texts: Sequence[str], knowledge: Knowledge = NOTHING) -> list[Classification]:
    """Classify agenda items, one result per text in order.

    The same text gives the same result whatever stands beside it. A text without letters, an empty
    one above all, or in a script of which the examples hold nothing, is no error but unclear:
    ``best`` is what the model takes an unknown item for, ``confidence`` 0 and ``because`` empty.

    Args:
        texts: The items as written.
        knowledge: What the organisation corrected, which goes before the model, and what it calls
            its customers.

    Raises:
        ReaderError: The examples that the model learns from are missing or damaged.
    """
    distinct = list(dict.fromkeys(texts))
    found: dict[str, Classification] = {}
    for start in range(0, len(distinct), BATCH):
        batch = distinct[start : start + BATCH]
        found |= zip(batch, _classified(batch, knowledge), strict=True)
    return [found[text] for text in texts]


def trained_model(knowledge: Knowledge = NOTHING) -> Model:
    """The model of our examples and what the organisation taught, trained at first use."""
    return _trained(knowledge.levels, knowledge.customer_words)


# Kept while the program runs: as one learns, and as it was without what was taught.
@lru_cache(maxsize=2)
def _trained(corrections: tuple[tuple[str, str], ...], customer_words: tuple[str, ...]) -> Model:
    return train(read_examples(EXAMPLES), corrections, customer_words)


def told_levels(texts: Sequence[str], knowledge: Knowledge) -> list[Classification | None]:
    """What persons said of each text's topic, or of one nearly the same; null where they did not.

    This decides of items that come in and of those that are stored, and needs no model.
    """
    near = nearest(texts, knowledge.levels, knowledge.customer_words)
    return [_told(knowledge, text, one) for text, one in zip(texts, near, strict=True)]


def _classified(texts: Sequence[str], knowledge: Knowledge) -> list[Classification]:
    model = trained_model(knowledge)
    judgement = model.judge(texts)
    told = told_levels(texts, knowledge)
    return [
        said or _classification(model, judgement, n, text)
        for n, (text, said) in enumerate(zip(texts, told, strict=True))
    ]


def _told(knowledge: Knowledge, text: str, near: tuple[str, str] | None) -> Classification | None:
    said = knowledge.by_topic.get(normal_title(text)) if knowledge.corrections else None
    if said is not None and said.level is not None:
        best = "none" if said.level == UNCLEAR else said.level
        return Classification(said.level, best, SURE, (), PERSON)
    if near is not None:
        level, title = near
        return Classification(level, level, ALIKE, (title,), RULE)
    return None


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
