"""The level of items as they are stored: formal ones by rule, the others by the model."""

from collections.abc import Iterable
from dataclasses import dataclass

from kundagenda.intake.classify import classify
from kundagenda.intake.reading import ReadItem


@dataclass(frozen=True)
class Judged:
    """An item's level, who says so, how sure, and by which words."""

    level: str
    best: str
    confidence: float
    because: str
    by: str = "model"


FORMAL = Judged("none", "none", 1.0, "", by="rule")


def judged(items: Iterable[ReadItem]) -> dict[str, Judged]:
    """The level of each item by its title."""
    formal = {item.title: item.formal for item in items}
    titles = [title for title, is_formal in formal.items() if not is_formal]
    return {title: FORMAL for title in formal} | judged_titles(titles)


def judged_titles(titles: Iterable[str]) -> dict[str, Judged]:
    """The model's level of each title."""
    wanted = list(dict.fromkeys(titles))
    found = classify(wanted) if wanted else []
    return {
        title: Judged(one.level, one.best, one.confidence, ", ".join(one.because))
        for title, one in zip(wanted, found, strict=True)
    }
