"""What an item is about: customers, or one of the matters that compete with them for time."""

from collections.abc import Sequence
from functools import lru_cache

from kundagenda.intake.evidence import Model, train
from kundagenda.intake.examples import EXAMPLES, THEMES, read_theme_examples
from kundagenda.intake.knowledge import NOTHING, Knowledge
from kundagenda.intake.same_topic import nearest
from kundagenda.intake.titles import normal_title

CUSTOMER, OTHER = "customer", "other"

# Texts judged at a time, as in classify.
BATCH = 2000


def themes_of(texts: Sequence[str], knowledge: Knowledge = NOTHING) -> list[str]:
    """The theme of items that are not about customers, one per text in order.

    What a person said of the topic goes first, then what was said of one nearly the same, then the
    model. A text with nothing to judge is about something else.

    Raises:
        ReaderError: The examples that the model learns from are missing or damaged.
    """
    distinct = list(dict.fromkeys(texts))
    found: dict[str, str] = {}
    for start in range(0, len(distinct), BATCH):
        batch = distinct[start : start + BATCH]
        found |= zip(batch, _themes(batch, knowledge), strict=True)
    return [found[text] for text in texts]


def told_theme(text: str, knowledge: Knowledge) -> str | None:
    """The theme that a person set for this very topic, about customers or not."""
    said = knowledge.by_topic.get(normal_title(text)) if knowledge.themes else None
    return said.theme if said else None


def told_themes(texts: Sequence[str], knowledge: Knowledge) -> list[str | None]:
    """The theme that a person set for each text's topic, or for one nearly the same."""
    near = nearest(texts, knowledge.themes, knowledge.customer_words)
    return [
        told_theme(text, knowledge) or (one[0] if one else None)
        for text, one in zip(texts, near, strict=True)
    ]


def theme_model(knowledge: Knowledge = NOTHING) -> Model:
    """The model of our examples and the organisation's own, trained at first use."""
    # A theme of the organisation's own making cannot be learned from one or two titles.
    return _trained(tuple(told for told in knowledge.themes if told[0] in THEMES))


@lru_cache(maxsize=2)
def _trained(corrections: tuple[tuple[str, str], ...]) -> Model:
    return train(read_theme_examples(EXAMPLES), corrections, labels=THEMES, none_share=None)


def _themes(texts: Sequence[str], knowledge: Knowledge) -> list[str]:
    model = theme_model(knowledge)
    judgement = model.judge(texts)
    likeliest = judgement.probabilities.argmax(axis=1)
    known = judgement.features.getnnz(axis=1) > 0
    return [
        told or (THEMES[int(best)] if has_words else OTHER)
        for told, best, has_words in zip(
            told_themes(texts, knowledge), likeliest, known, strict=True
        )
    ]
