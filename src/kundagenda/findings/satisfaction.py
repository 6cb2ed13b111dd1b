"""What customers say, as its own page shows it: one measure, who answers it, and the groups."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kundagenda.findings.changes import figure_of
from kundagenda.findings.measured import Measured, Measures
from kundagenda.findings.overview import Change, Event, Figure, Verdict
from kundagenda.findings.reading import Reading, Status
from kundagenda.findings.readings import nps_counts
from kundagenda.findings.view import View
from metrics import ces, ces_easy, csat_5, csat_7, csat_10, nki, nki_incomplete, nps
from metrics.definition import Interval, Metric
from metrics.periods import Grain
from metrics.satisfaction import response_rate
from metrics.uncertainty import difference_of_shares

# The first that anyone answered leads.
MEASURES = (nps, csat_7, csat_5, csat_10, ces, nki)
# What stands beside a measure, from the same answers.
BESIDE: Mapping[str, Metric] = {ces.key: ces_easy, nki.key: nki_incomplete}
READ = (*MEASURES, ces_easy, nki_incomplete, response_rate)
GROUPS_DRAWN = 12
YEAR = 12


@dataclass(frozen=True)
class Kind:
    """How many of a year's answers were of a kind (``promoters``, ``detractors``), of how many."""

    name: str
    count: int
    of: int
    change: Change | None


@dataclass(frozen=True)
class Mix:
    """The answers of a period by kind; without counts they are withheld or there are none."""

    reading: Reading
    counts: tuple[int, int, int] | None


@dataclass(frozen=True)
class Group:
    """A customer group: what it says by period, and how many of those invited answer."""

    code: str
    name: str
    said: Measured
    rate: Figure


@dataclass(frozen=True)
class SatisfactionPage:
    """The values of the page; ``waves`` are the two latest that do not overlap.

    ``choices`` are the measures that anybody ever answered, the one that leads first.
    ``verdict`` is that on the level of the whole company's measure, ``told_direction`` whether
    its direction may be told. ``groups`` come by answers in the last year, most first.
    """

    view: View
    choices: tuple[Metric, ...]
    said: Measured
    rate: Measured
    beside: Figure | None
    kinds: tuple[Kind, ...]
    mixes: tuple[Mix, ...]
    waves: Figure | None
    groups: tuple[Group, ...]
    events: tuple[Event, ...]
    verdict: Verdict | None
    told_direction: bool
    mix: Verdict | None
    segment_names: Mapping[str, str]


def satisfaction_of(
    measures: Measures, names: Mapping[str, str], choice: str = ""
) -> SatisfactionPage:
    """The page for one of `choices_of`, or for the one that leads when it is none of them."""
    choices = choices_of(measures)
    metric = next((m for m in choices if m.key == choice), choices[0] if choices else nps)
    said, rate = measures.measured(metric), measures.measured(response_rate)
    beside = BESIDE.get(metric.key)
    return SatisfactionPage(
        view=measures.view,
        choices=choices,
        said=said,
        rate=rate,
        beside=measures.measured(beside).figure if beside else None,
        kinds=_kinds(said.figure) if metric.interval is Interval.NPS else (),
        mixes=_mixes(said) if metric.interval is Interval.NPS else (),
        waves=_waves(said, measures.view),
        groups=_groups(measures, metric, names),
        events=measures.events,
        verdict=_verdict(measures, "level", metric.key),
        told_direction=measures.published(metric).half_year_may_be_told(measures.view.last),
        mix=_verdict(measures, "mix", response_rate.key),
        segment_names=names,
    )


def choices_of(measures: Measures) -> tuple[Metric, ...]:
    """The measures that have answers, one with answers in the last twelve months first."""
    there = [metric for metric in MEASURES if any(measures.segments[metric.key].values())]
    lately = [metric for metric in there if _answered(measures, metric)]
    return (*lately[:1], *(metric for metric in there if metric not in lately[:1]))


def _answered(measures: Measures, metric: Metric) -> bool:
    year = range(measures.view.last - YEAR + 1, measures.view.last + 1)
    return any(
        sums.base or sums.numerator is not None
        for monthly in measures.segments[metric.key].values()
        for month, sums in monthly.items()
        if month in year
    )


def _kinds(figure: Figure) -> tuple[Kind, ...]:
    """Promoters and detractors in the last year, each with its change since the year before."""
    now, before = _counts(figure.now), _counts(figure.before)
    if now is None:
        return ()
    return tuple(
        Kind(name, now[place], sum(now), _change(place, now, before))
        for name, place in (("promoters", 0), ("detractors", 2))
    )


def _counts(reading: Reading | None) -> tuple[int, int, int] | None:
    """Promoters, passives and detractors of a reading that is shown and rests on answers."""
    if reading is None or reading.value is None or not reading.denominator:
        return None
    return None if reading.squares is None else nps_counts(reading)


def _change(place: int, now: Sequence[int], before: Sequence[int] | None) -> Change | None:
    if before is None:
        return None
    (part, whole), (part_before, whole_before) = (
        (counts[place], sum(counts)) for counts in (now, before)
    )
    difference = part / whole - part_before / whole_before
    return Change(difference, *difference_of_shares(part, whole, part_before, whole_before))


def _mixes(said: Measured) -> tuple[Mix, ...]:
    return tuple(Mix(reading, _counts(reading)) for reading in said.readings)


def _waves(said: Measured, view: View) -> Figure | None:
    """The latest period that is over beside the one with figures before it.

    Twelve rolling months stand beside those that ended where they begin: all later ones share
    months with them.
    """
    over = [r for r in said.readings if r.value is not None and r.status is not Status.PARTIAL]
    apart = YEAR if view.grain is Grain.ROLLING12 else 1
    earlier = [r for r in over if r.period <= over[-1].period - apart]
    return figure_of(said.metric, over[-1], earlier[-1]) if earlier else None


def _groups(measures: Measures, metric: Metric, names: Mapping[str, str]) -> tuple[Group, ...]:
    found = [
        Group(code, names.get(code, code), said, measures.measured(response_rate, code).figure)
        for code in measures.groups(metric)
        for said in (measures.measured(metric, code),)
    ]
    return tuple(sorted(found, key=lambda group: (-_base(group.said.figure), group.name)))


def _base(figure: Figure) -> int:
    return (figure.now.base or 0) if figure.now else 0


def _verdict(measures: Measures, kind: str, metric: str) -> Verdict | None:
    """The stored verdict; verdicts are the whole company's, so a group has none."""
    if measures.view.segment:
        return None
    found = (v for v in measures.verdicts if (v.kind, v.metric, v.against) == (kind, metric, ""))
    return next(found, None)
