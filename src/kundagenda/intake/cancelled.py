"""Whether a meeting was called off."""

import re

_CANCELLED = re.compile(
    r"\b(inställt|inställd|inställda|ställs in|cancell?ed|cancell?ing|called off)\b", re.IGNORECASE
)
_MOST_WORDS = 8


def says_cancelled(text: str) -> bool:
    """Whether a title, a status or a short line says that the meeting was called off.

    >>> says_cancelled("Ledningsgrupp 3 mars (inställt)")
    True
    """
    return bool(_CANCELLED.search(text))


def line_says_cancelled(text: str) -> bool:
    """The same of a line in a text, which must be about the meeting and say little else."""
    short = len(text.split()) <= _MOST_WORDS
    about = re.search(r"\b(möte|mötet|sammanträde|sammanträdet|meeting)\b", text, re.IGNORECASE)
    alone = len(text.split()) == 1
    return short and says_cancelled(text) and (alone or bool(about))
