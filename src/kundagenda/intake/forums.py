"""Which forum a name means: an existing one, a new one, or a slip of the pen."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher

from kundagenda.errors import ReaderError

LONGEST_NAME = 200
_ALIKE = 0.8
_SHORT_WORD = 3
_KINDS = (
    ("board", r"styrelse|\bboard\b"),
    ("leadership team", r"ledning|leadership|management team|executive|\bvd\b|koncernled"),
    ("business unit", r"affärsområde|business unit|division|region"),
)


def known_forum(name: str, existing: Iterable[str]) -> str | None:
    """The existing forum of exactly this name; null when it would be a new one.

    Raises:
        ReaderError: an existing name is so close that a new forum would be a slip of the pen.
    """
    names = list(existing)
    if name in names:
        return name
    if not name.strip():
        raise ReaderError("The forum has no name: give one with --forum.")
    if len(name) > LONGEST_NAME:
        raise ReaderError(f"The forum {name[:40]!r}... has a name of over {LONGEST_NAME} letters.")
    near = next((other for other in names if is_near(name, other)), None)
    if near is not None:
        raise ReaderError(
            f"There is no forum {name!r}, but there is {near!r}: "
            "write that name, or one that cannot be mistaken for it."
        )
    return None


def is_near(one: str, other: str) -> bool:
    """Whether two names differ only in case, spaces, accents, or a few letters of a word.

    Numbers and words of up to three letters tell forums apart ("Region A", "Styrelse 2").

    >>> is_near("Ledningsgruppen", "ledningsgrupp"), is_near("Styrelse 1", "Styrelse 2")
    (True, False)
    """
    first, second = _words(one), _words(other)
    if "".join(first) == "".join(second):
        return True
    return len(first) == len(second) and all(map(_alike, first, second))


def kind_of_forum(name: str) -> str:
    """The kind that a forum's name suggests; other when it suggests none."""
    for kind, pattern in _KINDS:
        if re.search(pattern, name.casefold()):
            return kind
    return "other"


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) <= _SHORT_WORD or one.isdigit() or other.isdigit():
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _words(name: str) -> list[str]:
    """A name's words without case and accents: å, ä and ö become a and o."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))
