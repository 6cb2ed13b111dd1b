"""Ids for rows that have none: the same row gets the same id in the next export."""

from collections import defaultdict
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any


class StableIds:
    """Makes ids from what rows say; rows that say the same are numbered.

    A number of eight bytes is kept for each row that was seen, not the row.

    Args:
        kind: What the ids are for, so that two tables never share one.
    """

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._seen: defaultdict[int, int] = defaultdict(int)

    def of(self, values: Iterable[Any]) -> str:
        """An id of sixteen letters, and a number from the second such row on."""
        text = "\x1f".join([self._kind, *("" if v is None else str(v) for v in values)])
        digest = blake2b(text.encode(), digest_size=8)
        return self._numbered(digest.hexdigest(), int.from_bytes(digest.digest()))

    def again(self, name: str) -> str:
        """A name as an id; numbered from the second time on."""
        digest = blake2b(name.encode(), digest_size=8).digest()
        return self._numbered(name, int.from_bytes(digest))

    def _numbered(self, text: str, mark: int) -> str:
        self._seen[mark] += 1
        number = self._seen[mark]
        return text if number == 1 else f"{text}-{number}"
