"""Every headline figure as a fact: a key, a value with its interval and base, and what to say."""

from collections.abc import Iterator

from kundagenda.findings.facts import Fact, lead_fact, level_fact, reading_fact
from kundagenda.findings.overview import Overview
from kundagenda.findings.reading import Status
from kundagenda.findings.said import Said
from kundagenda.findings.said_connection import lead_verdicts
from kundagenda.findings.said_levels import SUBJECTS, verdict_of
from kundagenda.findings.said_mix import mix_facts
from kundagenda.findings.standing import decimals_of, is_thin

AGENDA = (
    "customer_item_share",
    "customer_meeting_share",
    "level_measure",
    "level_fix",
    "level_improve",
    "level_value",
    "first_appearance_share",
)
OUTCOMES = ("nps", "csat_5", "csat_7", "csat_10", "response_rate", "logo_churn", "grr", "nrr")
IF_THERE = ("csat_5", "csat_7", "csat_10")


def facts(overview: Overview) -> tuple[Fact, ...]:
    """The facts of an Overview: agenda, promise, satisfaction, retention, then verdicts."""
    return (
        *_rhythm(overview),
        *_readings(overview, AGENDA),
        _declared(overview),
        *_readings(overview, OUTCOMES),
        *_verdicts(overview),
    )


def _rhythm(overview: Overview) -> Iterator[Fact]:
    rhythm, meetings = overview.rhythm, overview.sources.meetings
    yield Fact("recency_days", rhythm.recency_days, None, None, meetings, _recency(overview))
    days = rhythm.gap.days if rhythm.gap else None
    yield Fact("longest_gap_days", days, None, None, rhythm.meetings, _gap(overview))
    runs = {"current": rhythm.streak.current, "longest": rhythm.streak.longest}
    for which, run in runs.items():
        value = run if rhythm.meetings else None
        said = _streak(which, value)
        yield Fact(f"streak_{which}", value, None, None, rhythm.meetings, said)


def _recency(overview: Overview) -> Said:
    rhythm, meetings = overview.rhythm, overview.sources.meetings
    if rhythm.recency_days is not None and rhythm.last_customer_day is not None:
        values = {"days": rhythm.recency_days, "day": rhythm.last_customer_day}
        return Said("fact_recency", values)
    if meetings:
        return Said("fact_recency_never", {"meetings": meetings})
    return Said("fact_unknown", {"metric": "recency"})


def _gap(overview: Overview) -> Said:
    gap = overview.rhythm.gap
    if gap is None:
        return Said("fact_unknown", {"metric": "gap"})
    return Said("longest_gap_at_least" if gap.at_least else "longest_gap", {"days": gap.days})


def _streak(which: str, run: int | None) -> Said:
    if run is None:
        return Said("fact_unknown", {"metric": "streak"})
    if run == 0:
        return Said(f"fact_streak_{which}_none")
    return Said(f"fact_streak_{which}", {"meetings": run})


def _readings(overview: Overview, keys: tuple[str, ...]) -> Iterator[Fact]:
    thin = is_thin(overview)
    for key in keys:
        reading = overview.latest.get(key)
        if reading is None:
            continue
        if key not in IF_THERE or reading.status is not Status.UNDEFINED:
            yield reading_fact(reading, thin)


def _declared(overview: Overview) -> Fact:
    priority = overview.priority
    if priority is None or priority.declared_share is None:
        said = Said("fact_declared_none", {}, "overview")
        return Fact("declared_share", None, None, None, None, said)
    share = priority.declared_share
    key = "promise_items" if priority.basis == "items" else "promise_minutes"
    said = Said(key, {"declared": share, "decimals": decimals_of(share)}, "overview")
    return Fact("declared_share", share, None, None, None, said)


def _verdicts(overview: Overview) -> Iterator[Fact]:
    for metric in SUBJECTS:
        level = verdict_of(overview, "level", metric)
        if level:
            yield level_fact(level)
    for lead in lead_verdicts(overview):
        yield lead_fact(lead)
    yield from mix_facts(overview)


__all__ = ["Fact", "facts"]
