"""Events as signs: every one of them, or each tenth of the picture's with their number."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from kundagenda.charts.theme import Look
from kundagenda.charts.timeline import Timeline, rows_of
from kundagenda.texts.catalogue import say
from kundagenda.texts.numbers import short_day

EVENT_COLUMNS = ("day", "kind", "label")

# More signs of a kind than this, and each tenth of the picture has one sign with their number:
# ten of them stand apart on a phone too.
BUNDLE_OVER, BUNDLES = 15, 10
_NAMED_IN_BUNDLE = 3
KINDS = ("decision", "priority", "launch", "note")
# The words over bundles, in heights of a label.
_LINE = 1.3
# How high the lane is, in heights of a title.
LANE = 3.2


@dataclass(frozen=True)
class Sign:
    """One sign in the lane: where, of which kind, for how many events, and what they were."""

    day: pd.Timestamp
    kind: str
    count: int
    tip: str


def event_frame(events: pd.DataFrame) -> pd.DataFrame:
    """The events with every column there, days as days."""
    frame = events.reindex(columns=list(EVENT_COLUMNS))
    return frame.assign(day=pd.to_datetime(frame.day))


def signs(events: pd.DataFrame, timeline: Timeline, lang: str) -> list[Sign]:
    """The events in view, oldest first; kinds with too many of them bundled."""
    found: list[Sign] = []
    for kind in KINDS:
        some = [
            Sign(row["day"], kind, 1, f"{short_day(row['day'], lang)}: {row['label']}")
            for row in rows_of(events[events.kind.eq(kind)].sort_values("day"))
            if timeline.holds(row["day"])
        ]
        bundled = kind != "priority" and len(some) > BUNDLE_OVER
        found += _bundles(some, timeline, lang) if bundled else some
    return found


def _bundles(some: Sequence[Sign], timeline: Timeline, lang: str) -> list[Sign]:
    """One sign a tenth of the picture, in its middle."""
    tenths: dict[int, list[Sign]] = {}
    for sign in some:
        tenth = min(int(BUNDLES * timeline.part(sign.day)), BUNDLES - 1)
        tenths.setdefault(tenth, []).append(sign)
    span = timeline.last - timeline.first
    return [
        _bundle(timeline.first + span * (tenth + 0.5) / BUNDLES, signs, lang)
        for tenth, signs in tenths.items()
    ]


def _bundle(middle: pd.Timestamp, some: list[Sign], lang: str) -> Sign:
    """Several events as one; its words name the first few."""
    tip = "; ".join(sign.tip for sign in some[:_NAMED_IN_BUNDLE])
    if len(some) > _NAMED_IN_BUNDLE:
        tip += "; " + say(lang, "and {n} more", n=len(some) - _NAMED_IN_BUNDLE)
    return Sign(middle, some[0].kind, len(some), tip)


def lane_height(found: Sequence[Sign], look: Look) -> float:
    """How high the lane is, in px; bundles have a line of words over them."""
    if not found:
        return 0
    return round(LANE * look.sizes.title + (look.sizes.label * _LINE if numbered(found) else 0))


def numbered(found: Sequence[Sign]) -> list[str]:
    """The kinds that have numbers in their signs; a stroke has no room for one."""
    return sorted({sign.kind for sign in found if sign.count > 1 and sign.kind != "note"})
