"""Events as signs: every one of them, or each calendar period's with their number."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from kundagenda.charts.theme import Look
from kundagenda.charts.timeline import Timeline, rows_of
from kundagenda.texts.catalogue import say
from kundagenda.texts.numbers import short_day

EVENT_COLUMNS = ("day", "kind", "label")

# More signs of a kind than this, and each calendar period has one sign with their number: pages
# with other spans then say the same of the same months. So many of them stand apart on a phone.
BUNDLE_OVER, BUNDLES = 15, 11
# The lengths of those periods in months, as they are called; the shortest that is few enough.
_STEPS = {
    1: "month",
    3: "quarter",
    6: "half-year",
    12: "year",
    24: "two years",
    60: "five years",
    120: "ten years",
}
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
    """One sign a calendar period, in the middle of what is seen of it.

    A period that began before the picture has none, unless there is no other: two of its months
    would be taken for the whole.
    """
    step = bundle_months(timeline)
    periods: dict[int, list[Sign]] = {}
    for sign in some:
        periods.setdefault(_month(sign.day) // step, []).append(sign)
    whole = {n: signs for n, signs in periods.items() if n * step >= _month(timeline.first)}
    return [
        _bundle(_middle(n, step, timeline), signs, lang) for n, signs in (whole or periods).items()
    ]


def bundle_months(timeline: Timeline) -> int:
    """How many months a bundle in this picture counts."""
    first, last = _month(timeline.first), _month(timeline.last - pd.Timedelta(days=1))
    fitting = (step for step in _STEPS if last // step - -(-first // step) < BUNDLES)
    return next(fitting, max(_STEPS))


def bundle_name(timeline: Timeline, lang: str) -> str:
    """What the period that a bundle counts is called, as in "per half-year"."""
    return say(lang, _STEPS[bundle_months(timeline)])


def _month(day: pd.Timestamp) -> int:
    return day.year * 12 + day.month - 1


def _middle(period: int, step: int, timeline: Timeline) -> pd.Timestamp:
    """The middle of what a picture shows of a calendar period."""
    first, last = (
        pd.Timestamp(n // 12, n % 12 + 1, 1) for n in (period * step, (period + 1) * step)
    )
    first, last = max(first, timeline.first), min(last, timeline.last)
    return first + (last - first) / 2


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
