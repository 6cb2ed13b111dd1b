"""The company's own outcomes against their targets, at the last meeting and now."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kundagenda.findings.aims import Aim, aim_of
from kundagenda.findings.definitions import grain_of
from kundagenda.findings.kpi import BySegment, Monthly
from kundagenda.findings.rates import as_rate
from kundagenda.findings.reading import Reading, Sums
from kundagenda.findings.readings import plain_readings
from kundagenda.findings.targets import Target
from kundagenda.findings.view import View
from metrics import metric_of
from metrics.definition import Metric

Row = tuple[Any, ...]


@dataclass(frozen=True)
class AimMoved:
    """An outcome of a group (empty: all) against the target that holds now, then and now."""

    metric: Metric
    target: Target
    before: Reading
    now: Reading
    was: Aim
    aim: Aim


def aims_moved(
    aimed: Sequence[Row], rows: Sequence[Row], view: View, before: int
) -> Iterator[AimMoved]:
    """Every target of the company's own outcomes that can be held against both years."""
    given = by_segment(rows)
    held = sorted((_target(*row) for row in aimed), key=lambda t: t.valid_from)
    for (key, group), target in sorted({(t.metric, t.segment): t for t in held}.items()):
        named = metric_of(key)
        if named is None or view.segment not in ("", group):
            continue
        segments = given.get(key, {})
        metric = as_rate(named, segments, [t.value for t in held if t.metric == key])
        monthly = segments.get(group, {}) if group else whole_of(segments)
        grain, pair = grain_of(metric), [before, view.last]
        then, now = plain_readings(metric, monthly, pair, grain, view.last)
        was, aim = (aim_of(metric, each, target.value) for each in (then, now))
        if was.is_told and aim.is_told:
            yield AimMoved(metric, target, then, now, was, aim)


def _target(metric: str, segment: str, value: float, valid_from: date) -> Target:
    return Target(metric, segment, value, valid_from, None)


def whole_of(segments: BySegment) -> Monthly:
    """An outcome of all customers: the value given for them, else its groups added."""
    months = sorted({month for monthly in segments.values() for month in monthly})
    return {month: _whole(segments, month) for month in months}


def _whole(segments: BySegment, month: int) -> Sums:
    own = segments.get("", {}).get(month)
    if own is not None:
        return own
    first, *rest = (monthly[month] for monthly in segments.values() if month in monthly)
    for sums in rest:
        first = first + sums
    return first


def by_segment(rows: Iterable[Row]) -> dict[str, dict[str, dict[int, Sums]]]:
    """Parts by metric, segment and month, of rows of `kpi.segment_parts`."""
    found: dict[str, dict[str, dict[int, Sums]]] = {}
    for key, segment, month, *parts in rows:
        found.setdefault(key, {}).setdefault(segment, {})[month] = Sums(*parts)
    return found
