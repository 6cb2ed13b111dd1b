"""A fact: one figure of the summary, and facts made from readings and from stored verdicts."""

from dataclasses import dataclass

from kundagenda.findings.overview import Verdict
from kundagenda.findings.reading import Reading, Status
from kundagenda.findings.said import Said, known
from kundagenda.findings.said_connection import OUTCOMES, lag_range, order_said
from kundagenda.findings.said_levels import PAGE_OF, SUBJECTS, level_difference, level_said
from kundagenda.findings.said_outcomes import measured, withheld
from metrics.definition import Family, Unit

MONTHS_FOR_LEVEL = 24
MONTHS_FOR_LEAD = 36


@dataclass(frozen=True)
class Fact:
    """A value in its metric's unit, null where unknown, with interval, base and sentence."""

    key: str
    value: float | None
    low: float | None
    high: float | None
    base: int | None
    said: Said


def reading_fact(reading: Reading, thin: bool) -> Fact:
    """The fact of a reading; under few meetings an agenda share is told as counts alone."""
    said = _said_of(reading, thin)
    return Fact(reading.metric.key, reading.value, reading.low, reading.high, reading.base, said)


def _said_of(reading: Reading, thin: bool) -> Said:
    key, page = reading.metric.key, _page(reading)
    if reading.status is Status.WITHHELD:
        return _withheld(reading)
    if reading.value is None:
        return Said("fact_unknown", {"metric": key}, page)
    if reading.numerator is None or not reading.denominator:
        return _given(reading, page)
    match reading.metric.family:
        case Family.AGENDA:
            return _agenda(reading, thin)
        case Family.SURVEY:
            return _survey(reading)
        case Family.RETENTION | Family.OUTCOME | Family.FOLLOW_UP:
            return _retention(reading)


def _page(reading: Reading) -> str:
    pages = {Family.AGENDA: "agenda", Family.SURVEY: "satisfaction", Family.RETENTION: "retention"}
    return pages[reading.metric.family]


def _withheld(reading: Reading) -> Said:
    if reading.metric.unit is Unit.SHARE:
        return Said("fact_withheld", {"metric": reading.metric.key}, "satisfaction")
    return withheld(reading)


def _given(reading: Reading, page: str) -> Said:
    """A ready value, as it was given."""
    if reading.metric.unit is not Unit.SHARE:
        return measured("satisfaction_bare", reading)
    return Said("fact_given", {"metric": reading.metric.key, "rate": reading.value}, page)


def _agenda(reading: Reading, thin: bool) -> Said:
    key = reading.metric.key
    of = "meetings" if key == "customer_meeting_share" else "items"
    values: dict[str, object] = {
        "count": round(reading.numerator or 0),
        of: round(reading.denominator or 0),
    }
    if key not in ("customer_item_share", "customer_meeting_share"):
        return Said(f"fact_{key}", values)
    if thin:
        return Said(f"fact_{key}_thin", values)
    return Said(f"fact_{key}", values | {"share": reading.value})


def _survey(reading: Reading) -> Said:
    if reading.metric.key == "response_rate":
        returned = {
            "answers": round(reading.numerator or 0),
            "invited": round(reading.denominator or 0),
            "rate": reading.value,
        }
        return Said("fact_response_rate", returned, "satisfaction")
    if reading.low is None or reading.high is None:
        return measured("satisfaction_bare", reading)
    values = {"low": reading.low, "high": reading.high, "answers": reading.base}
    return measured("fact_satisfaction", reading, **values)


def _retention(reading: Reading) -> Said:
    key = reading.metric.key
    if key != "logo_churn":
        return Said(f"fact_{key}", {"revenue": reading.value}, "retention")
    customers = round(reading.denominator or 0)
    values = {
        "remaining": customers - round(reading.numerator or 0),
        "customers": customers,
        "kept": 1 - (reading.value or 0),
    }
    return Said("fact_logo_churn", values, "retention")


def level_fact(verdict: Verdict) -> Fact:
    """Whether a level has changed; the value is by how much, null unless it has."""
    key = f"level_change:{verdict.metric}"
    changed = verdict.status == "changed"
    value = level_difference(verdict) if changed else None
    return Fact(key, value, None, None, _months(verdict), _level_sentence(verdict))


def _level_sentence(verdict: Verdict) -> Said:
    subject, months = SUBJECTS[verdict.metric], _months(verdict)
    page, named = PAGE_OF[subject], {"metric": verdict.metric}
    told = _means(verdict, subject, page) or level_said(verdict)
    if told is not None:
        return told
    if verdict.status == "no_change":
        return Said("fact_level_steady", named, page)
    if months is not None and months < MONTHS_FOR_LEVEL:
        return Said("fact_level_early", named | {"months": months}, page)
    return Said("fact_level_missing", named, page)


def _means(verdict: Verdict, subject: str, page: str) -> Said | None:
    """The two means of a change that is confirmed."""
    now = known(verdict.detail.get("mean_last"))
    before = known(verdict.detail.get("mean_before"))
    if verdict.status != "changed" or now is None or before is None:
        return None
    if subject == "kept":
        now, before = 1 - now, 1 - before
    return Said(f"fact_changed_{subject}", {subject: now, f"{subject}_before": before}, page)


def lead_fact(verdict: Verdict) -> Fact:
    """Whether an outcome follows the agenda; the value is the months between, null unless so."""
    signal = verdict.status == "signal"
    lag = known(verdict.detail.get("lag")) if signal else None
    low, high = (lag_range(verdict.detail) if signal else None) or (None, None)
    said = _lead_sentence(verdict)
    return Fact(f"lead:{verdict.against}", lag, low, high, _months(verdict), said)


def _lead_sentence(verdict: Verdict) -> Said:
    order, months = order_said(verdict), _months(verdict)
    if order is not None:
        return Said(f"fact_{order.key}", order.values, order.page)
    if verdict.status == "no_evidence" and months is not None:
        key = f"fact_lead_{OUTCOMES[verdict.against]}_none"
        return Said(key, {"months": months}, "connection")
    if months is not None and months < MONTHS_FOR_LEAD:
        return Said("fact_lead_early", {"months": months}, "connection")
    return Said("fact_lead_unknown", {}, "connection")


def _months(verdict: Verdict) -> int | None:
    months = known(verdict.detail.get("n"))
    return None if months is None else round(months)
