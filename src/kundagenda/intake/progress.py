"""How far a long piece of work has come: told by wrapping what it goes through."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

Thing = TypeVar("Thing")


class Progress(Protocol):
    """Goes through things one by one, and tells a person how many are done on the way."""

    def __call__(self, things: Sequence[Thing], doing: str) -> Iterable[Thing]:
        """The same things in the same order; ``doing`` says what is done with them."""


def silent(things: Sequence[Thing], doing: str) -> Iterable[Thing]:
    """Tells nobody anything."""
    return things
