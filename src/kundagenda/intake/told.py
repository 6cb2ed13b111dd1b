"""A sentence for a person, in English and ready to be said in another language."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Told:
    """A text with names in braces and what they stand for; ``str`` gives the English sentence."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return self.text.format(**self.values) if self.values else self.text


def told(text: str, **values: object) -> Told:
    """A sentence with its values."""
    return Told(text, values)
