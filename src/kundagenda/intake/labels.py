"""What a person may say of a topic, and the label that its items then have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from kundagenda.errors import ReaderError
from kundagenda.intake.meeting_items import PERSON
from metrics.tables import CUSTOMER_LEVELS, LEVELS
from metrics.themes import CUSTOMER, THEMES


@dataclass(frozen=True)
class Said:
    """A level and a theme as a person said them; null where nothing was said."""

    level: str | None
    theme: str | None

    @property
    def of_customers(self) -> bool:
        """Whether the level is one about customers."""
        return self.level in CUSTOMER_LEVELS


def checked(level: str | None, theme: str | None) -> Said:
    """The two, where they exist and fit together.

    Raises:
        ReaderError: nothing was said, one of them is unknown, or they contradict each other.
    """
    if level is None and theme is None:
        raise ReaderError("Nothing was said of the topic. Give a level, a theme, or both.")
    if level is not None and level not in LEVELS:
        raise ReaderError(
            "There is no level '{level}'. Use one of {known}.", level=level, known=", ".join(LEVELS)
        )
    if theme is not None and theme not in (*THEMES, CUSTOMER):
        raise ReaderError(
            "There is no theme '{theme}'. Use one of {known}.", theme=theme, known=", ".join(THEMES)
        )
    if level in CUSTOMER_LEVELS and theme not in (None, CUSTOMER):
        raise ReaderError(
            "An item about customers has no other theme, got '{theme}' beside the level "
            "'{level}'. Leave the theme out, or say none.",
            theme=theme,
            level=level,
        )
    if theme == CUSTOMER and level not in CUSTOMER_LEVELS:
        raise ReaderError(
            "The theme 'customer' follows from the level. Use one of {known} instead.",
            known=", ".join(CUSTOMER_LEVELS),
        )
    return Said(level, None if theme == CUSTOMER else theme)


def merged(said: Said, before: Said | None, title: str, rows: Sequence[Row[Any]]) -> Said:
    """What now holds for a topic: what was said, and for the rest what was said before.

    Raises:
        ReaderError: the topic has no items, or a theme was said of items about customers.
    """
    if not rows:
        raise ReaderError(
            "No item is called '{title}'. Give a title as kundagenda review list shows it.",
            title=title,
        )
    level = said.level or (before.level if before else None)
    if said.level is None and _of_customers(level, rows):
        raise ReaderError(
            "'{title}' counts as about customers and has no other theme, got '{theme}'. "
            "Give the level none too if it is not.",
            title=title,
            theme=said.theme,
        )
    theme = said.theme or (before.theme if before else None)
    return Said(level, None if level in CUSTOMER_LEVELS else theme)


def labelled(label: Mapping[str, Any], said: Said) -> dict[str, Any]:
    """The label of an item after a person's word; what nobody spoke of stays.

    An item that is found not to be about customers loses that theme: it has none until somebody
    says which.
    """
    new = dict(label)
    if said.level is not None:
        best = "none" if said.level == "unclear" else said.level
        new |= {"level": said.level, "level_best": best, "level_by": PERSON}
        new |= {"level_confidence": 1.0, "level_because": None}
    if new["level_best"] in CUSTOMER_LEVELS:
        return new | {"theme": CUSTOMER}
    return new | {"theme": said.theme or (None if new["theme"] == CUSTOMER else new["theme"])}


def _of_customers(level: str | None, rows: Sequence[Row[Any]]) -> bool:
    if level is not None:
        return level in CUSTOMER_LEVELS
    return any(row.level_best in CUSTOMER_LEVELS for row in rows)
