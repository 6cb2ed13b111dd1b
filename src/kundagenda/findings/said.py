"""Something to say, as a key and values: the words stand in `kundagenda.texts`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from math import isfinite
from typing import NamedTuple

PAGES = (
    "overview", "agenda", "satisfaction", "retention", "connection", "follow_through", "data",
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """What to say (``key``), with which values, and the page whose figures it comes from."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    page: str = "agenda"


class Need(IntEnum):
    """How badly a sentence is needed under the title; `headline` explains each."""

    MUST = 1
    NEWS = 2
    GAP = 3
    STATE = 4
    BASE = 5


class Candidate(NamedTuple):
    """What could be said, and how badly it is needed."""

    need: Need
    said: Said


def known(value: object) -> float | None:
    """The value if it is a finite number, else null: a verdict's detail comes out of JSON."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if isfinite(value) else None
