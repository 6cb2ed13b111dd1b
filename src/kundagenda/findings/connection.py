"""Does attention come first? The stored verdicts on order in time, and what they rest on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from kundagenda.database.verdicts import DO, SAY
from kundagenda.findings.kpi import BySegment
from kundagenda.findings.measured import Measured, Measures
from kundagenda.findings.overview import Verdict
from kundagenda.findings.reading import Reading
from kundagenda.texts.verdict_texts import TURNED
from metrics.lead import FEWEST_MONTHS, LeadVerdict
from metrics.panel import PanelVerdict
from metrics.periods import Grain, period_of
from metrics.shifts import Shift

ATTENTION = "customer_item_share"
KEYS = (ATTENTION, *SAY, DO)


@dataclass(frozen=True)
class Connection:
    """The verdicts on what follows the agenda, by outcome, and the series they were made of.

    ``main`` is the outcome that shows most; null where nothing from customers is known yet.
    """

    measures: Measures
    leads: Mapping[str, LeadVerdict]
    panels: Mapping[str, PanelVerdict]
    main: str | None

    @property
    def others(self) -> tuple[str, ...]:
        """The outcomes beside the main one."""
        return tuple(key for key in self.leads if key != self.main)


def connection_of(measures: Measures) -> Connection:
    """The stored verdicts in order: what customers say before what they do."""
    leads = {v.against: lead_of(v.detail) for v in _asked(measures, "lead")}
    panels = {v.against: panel_of(v.detail) for v in _asked(measures, "panel")}
    return Connection(measures, leads, panels, _main(leads))


def _asked(measures: Measures, kind: str) -> Sequence[Verdict]:
    """The verdicts of a kind on attention, in the order of `KEYS`."""
    found = [v for v in measures.verdicts if (v.kind, v.metric) == (kind, ATTENTION)]
    return sorted((v for v in found if v.against in KEYS), key=lambda v: KEYS.index(v.against))


def lead_of(detail: Mapping[str, Any]) -> LeadVerdict:
    """A lead verdict as it was stored; one of an earlier version has no shifts."""
    known = {f.name: detail[f.name] for f in fields(LeadVerdict) if f.name in detail}
    reverse = known.get("reverse")
    known |= {
        "reverse": None if reverse is None else lead_of(reverse),
        **{name: tuple(known[name]) for name in ("lag_range", "ar_orders") if known.get(name)},
        "shifts": tuple(Shift(**shift) for shift in known.get("shifts", ())),
    }
    return LeadVerdict(**known)


def panel_of(detail: Mapping[str, Any]) -> PanelVerdict:
    """A panel verdict as it was stored."""
    return PanelVerdict(
        **{f.name: detail[f.name] for f in fields(PanelVerdict) if f.name in detail}
    )


def _main(leads: Mapping[str, LeadVerdict]) -> str | None:
    """An order in time before none to see, and that before too little to ask with."""
    return min(leads, key=lambda key: _rank(leads[key]), default=None)


def _rank(lead: LeadVerdict) -> tuple[int, int]:
    back = lead.reverse is not None and lead.reverse.status == "signal"
    if lead.status == "signal" or back:
        return 0, 0
    return (1, 0) if lead.status == "no_evidence" else (2, -lead.n)


def is_found(lead: LeadVerdict) -> bool:
    """Whether either direction shows more than chance."""
    return _rank(lead)[0] == 0


def all_shifts(lead: LeadVerdict, key: str) -> list[tuple[int, float, float | None]]:
    """Lag, correlation and what chance alone gives, from six months before to six after.

    Before zero the outcome comes first. Within the month no order can be told, so that nothing
    was tested: its limit is null. Up is more of what the figure is named for, customers who stay.
    Empty for a verdict without shifts.
    """
    if not lead.shifts:
        return []
    sign = -1 if key in TURNED else 1
    back = lead.reverse.shifts if lead.reverse else ()
    before = [(-s.lag, sign * s.r, s.limit) for s in reversed(back)]
    within = [] if lead.same_month is None else [(0, sign * lead.same_month, None)]
    return [*before, *within, *((s.lag, sign * s.r, s.limit) for s in lead.shifts)]


def months_to_go(lead: LeadVerdict, left: int) -> tuple[int, int] | None:
    """Months there are, and months it takes; null where something is found or no wait helps.

    Args:
        lead: The verdict.
        left: Months until a relation worth knowing would be seen.
    """
    if lead.reason == "too_few_months":
        return lead.n, FEWEST_MONTHS
    if lead.status != "no_evidence" or is_found(lead) or not left:
        return None
    return lead.n, lead.n + left


def turned(found: Measured) -> Measured:
    """What a figure of loss leaves, period by period: customers kept for customers lost."""
    return replace(found, readings=tuple(_left(reading) for reading in found.readings))


def _left(reading: Reading) -> Reading:
    value, low, high = (
        None if share is None else 1 - share for share in (reading.value, reading.high, reading.low)
    )
    return replace(reading, value=value, low=low, high=high)


def answers_behind(found: Connection, key: str) -> int | None:
    """What the outcome rests on in the months of its verdict, added up.

    Null where some month has a value without a base, or the months cannot be told for certain.
    """
    last = period_of(found.measures.view.last + 1, Grain.QUARTER) - 1
    attention = _bases(found.measures.segments[ATTENTION])
    held = [month for month in attention if month <= last]
    bases = _bases(found.measures.segments[key])
    used = [month for month in bases if held and min(held) <= month <= min(max(held), last)]
    known = [bases[month] for month in used]
    if len(used) != found.leads[key].n or not used:
        return None
    return None if None in known else sum(base for base in known if base is not None)


def _bases(segments: BySegment) -> dict[int, int | None]:
    """What each month rests on, over all groups; null where a part does not say."""
    parts: dict[int, list[int | None]] = {}
    for monthly in segments.values():
        for month, sums in monthly.items():
            parts.setdefault(month, []).append(sums.base)
    return {
        month: None if None in bases else sum(base for base in bases if base is not None)
        for month, bases in parts.items()
    }
