"""What is said of an agenda item: its title, unless it is confidential, and its level."""

from kundagenda.charts.timeline import Row
from kundagenda.shown.levels import level_names
from kundagenda.texts.catalogue import say


def shown_title(row: Row, language: str) -> str:
    """The title, or that it is confidential: such an item counts, and says nothing else."""
    return say(language, "Confidential item") if row["confidential"] else str(row["title"])


def shown_level(row: Row, language: str) -> str:
    """The likeliest level, with a question mark where the program cannot tell."""
    name = level_names(language)[row["level_best"]]
    return say(language, "{level}?", level=name) if row["level"] == "unclear" else name
