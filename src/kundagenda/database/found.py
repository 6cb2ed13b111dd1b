"""What a look at the database finds: one thing, whether it is right, and a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; ``ok`` is null for a remark that is neither right nor wrong.

    ``said`` is English, with names in braces that ``values`` fill, so that a page can say it in
    the reader's language.
    """

    name: str
    ok: bool | None
    said: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence in English."""
        return self.said.format(**self.values) if self.values else self.said
