"""How a text that may be for one or for many is written down."""

from typing import NamedTuple


class Counted(NamedTuple):
    """A text for one and a text for many; ``by`` names the value that is counted."""

    by: str
    one: str
    many: str


Words = str | Counted
