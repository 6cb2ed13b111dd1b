"""The level and theme of items as they are stored: formal ones by rule, the others as judged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kundagenda.intake.classify import classify
from kundagenda.intake.knowledge import NOTHING, Knowledge
from kundagenda.intake.reading import ReadItem
from kundagenda.intake.themes import CUSTOMER, themes_of, told_theme


@dataclass(frozen=True)
class Judged:
    """An item's level, who says so, how sure, by which words, and its theme."""

    level: str
    best: str
    confidence: float
    because: str
    by: str = "model"
    theme: str | None = None


FORMAL = Judged("none", "none", 1.0, "", by="rule", theme="governance")


def judged(items: Iterable[ReadItem], knowledge: Knowledge = NOTHING) -> dict[str, Judged]:
    """The level and theme of each item by its title."""
    formal = {item.title: item.formal for item in items}
    titles = [title for title, is_formal in formal.items() if not is_formal]
    return {title: FORMAL for title in formal} | judged_titles(titles, knowledge)


def judged_titles(titles: Iterable[str], knowledge: Knowledge = NOTHING) -> dict[str, Judged]:
    """The level and theme of each title: what persons said of it, else what the models say."""
    wanted = list(dict.fromkeys(titles))
    found = dict(zip(wanted, classify(wanted, knowledge), strict=True)) if wanted else {}
    themes = themes_by_title({title: one.best for title, one in found.items()}, knowledge)
    return {
        title: Judged(
            one.level, one.best, one.confidence, ", ".join(one.because), one.by, themes[title]
        )
        for title, one in found.items()
    }


def themes_by_title(best: Mapping[str, str], knowledge: Knowledge = NOTHING) -> dict[str, str]:
    """The theme of each title, given its likeliest level: customer where that is not none."""
    others = [title for title, level in best.items() if level == "none"]
    themes = dict(zip(others, themes_of(others, knowledge), strict=True)) if others else {}
    return {title: themes.get(title) or told_theme(title, knowledge) or CUSTOMER for title in best}
