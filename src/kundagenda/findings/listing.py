"""Which lists of survey answers may be opened: none shows fewer than ten, nor do two of them.

A list is laid out by the periods in which its unit (a segment, or the company) is published, and
says nothing finer: neither the day nor, where that would tell too few apart, the segment. So
lists are sums of the blocks below, and taking one from another leaves none or at least ten.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kundagenda.findings.answer_counts import GRAINS
from kundagenda.findings.kpi import BySegment
from kundagenda.findings.reading import SHOWN_FROM
from kundagenda.findings.withholding import WHOLE, Published
from metrics.periods import Grain, months_of, period_of


@dataclass(frozen=True)
class Told:
    """A figure that is shown: of a segment (null: the company), for a period of its own grain."""

    unit: str | None
    grain: Grain
    period: int


@dataclass(frozen=True)
class Listing:
    """The answers that may be listed for a unit and a period.

    ``blocks`` holds, by each period of the grain ``own``, the segments whose answers are named in
    it; ``answers`` counts all rows.
    """

    unit: str | None
    own: Grain
    blocks: Mapping[int, frozenset[str]]
    answers: int


def listing_of(segments: BySegment, unit: str | None, grain: Grain, period: int) -> Listing | None:
    """What may be listed of a unit in a period; null where that is nothing.

    A figure that is withheld opens no list. One that is shown may rest on more answers than its
    list, where the rest would tell too few apart.
    """
    segments = {
        segment: {month: sums for month, sums in monthly.items() if sums.poolable}
        for segment, monthly in segments.items()
    }
    if not any(segments.values()):
        return None
    said = Published(segments)
    if not _is_shown(said, unit, grain, period):
        return None
    own, open_ = said.grains.get(unit), blocks_of(said)
    months = months_of(period, grain)
    inside = [b for b in open_ if b.unit == unit and _within(b, months)]
    if own is None or not inside:
        return None
    named = {
        block.period: frozenset([unit] if unit is not None else _named(segments, open_, block))
        for block in inside
    }
    return Listing(unit, own, named, sum(open_[block] for block in inside))


def blocks_of(said: Published) -> dict[Told, int]:
    """The shown figures whose answers may be listed, and how many each has.

    Of every month, quarter and year of the company, what the listed segments leave is nothing or
    at least ten; otherwise the smallest of those segments is not listed.
    """
    told = {
        Told(unit, grain, period): sums.base or 0
        for unit, grain in said.grains.items()
        if grain is not None
        for period, sums in said.parts(unit)[grain].items()
    }
    for months in _windows(said.segments):
        inside = [block for block in told if _within(block, months)]
        parts = sorted(
            (block for block in inside if block.unit is not WHOLE),
            key=lambda block: (told[block], block.unit or "", block.period),
        )
        rest = sum(told[b] for b in inside if b.unit is WHOLE) - sum(told[b] for b in parts)
        if not any(block.unit is WHOLE for block in inside):
            continue
        if sum(told[b] for b in inside if b.unit is WHOLE) != _answers(said.segments, None, months):
            continue
        while parts and 0 < rest < SHOWN_FROM:
            rest += told.pop(parts.pop(0))
    return told


def _is_shown(said: Published, unit: str | None, grain: Grain, period: int) -> bool:
    if grain is Grain.ROLLING12:
        return said.rolling(unit, period) is not None
    return period in said.parts(unit)[grain]


def _windows(segments: BySegment) -> Iterator[range]:
    """Every month, then every quarter, then every year in which anybody answered."""
    months = {month for monthly in segments.values() for month in monthly}
    for grain in GRAINS:
        for period in sorted({period_of(month, grain) for month in months}):
            yield months_of(period, grain)


def _within(block: Told, months: range) -> bool:
    own = months_of(block.period, block.grain)
    return own[0] >= months[0] and own[-1] <= months[-1]


def _named(segments: BySegment, open_: Mapping[Told, int], block: Told) -> Iterator[str]:
    """The segments all of whose answers in a block of the company stand in lists of their own."""
    months = months_of(block.period, block.grain)
    listed: dict[str, int] = {}
    for other, answers in open_.items():
        if other.unit is not WHOLE and _within(other, months):
            listed[other.unit] = listed.get(other.unit, 0) + answers
    for segment, answers in sorted(listed.items()):
        if answers == _answers(segments, segment, months):
            yield segment


def _answers(segments: BySegment, unit: str | None, months: range) -> int:
    units = segments if unit is None else [unit]
    return sum(
        segments[each][month].base or 0 for each in units for month in months
        if month in segments[each]
    )  # fmt: skip
