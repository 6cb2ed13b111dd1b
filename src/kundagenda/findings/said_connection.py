"""What can be said of order in time between the agenda and what customers say and do."""

from collections.abc import Mapping

from kundagenda.findings.overview import Overview, Verdict
from kundagenda.findings.said import Candidate, Need, Said, known
from kundagenda.findings.said_levels import verdict_of

OUTCOMES = {"nps": "nps", "logo_churn_month": "kept"}
MONTHS_NEEDED = 36
PAGE = "connection"


def connection_candidate(overview: Overview) -> Candidate | None:
    """The outcome that shows most: an order in time, else that there is none to see, else when.

    Null where no outcome shares a month with the agenda.
    """
    told = [found for verdict in lead_verdicts(overview) if (found := _candidate(verdict))]
    return min(told, key=lambda found: (found.need, _is_waiting(found)), default=None)


def lead_verdicts(overview: Overview) -> list[Verdict]:
    """The verdicts on whether each outcome follows the agenda, those that concern this view."""
    if overview.view.forum:
        return []
    found = (verdict_of(overview, "lead", "customer_item_share", key) for key in OUTCOMES)
    return [verdict for verdict in found if verdict]


def _candidate(verdict: Verdict) -> Candidate | None:
    outcome = OUTCOMES[verdict.against]
    order = order_said(verdict)
    if order is not None:
        return Candidate(Need.NEWS, order)
    if verdict.status == "no_evidence":
        return Candidate(Need.STATE, Said(f"lead_none_{outcome}", {}, PAGE))
    return _waiting(verdict.detail)


def order_said(verdict: Verdict) -> Said | None:
    """Which of the two moved first, where chance does not explain it; null where it may."""
    outcome, detail = OUTCOMES[verdict.against], verdict.detail
    reverse = detail.get("reverse")
    back = reverse if isinstance(reverse, Mapping) else {}
    first, second = verdict.status == "signal", back.get("status") == "signal"
    if first and second:
        return Said(f"lead_{outcome}_together", {}, PAGE)
    lag = lag_range(detail if first else back)
    if lag is None or not (first or second):
        return None
    if second:
        return Said(f"lead_{outcome}_reverse", {"lag": lag}, PAGE)
    higher = ((known(detail.get("r")) or 0) > 0) != (outcome == "kept")
    return Said(f"lead_{outcome}_{'up' if higher else 'down'}", {"lag": lag}, PAGE)


def lag_range(detail: Mapping[str, object]) -> tuple[int, int] | None:
    """The months between the two, from and to."""
    lags = detail.get("lag_range")
    if not isinstance(lags, (list, tuple)) or len(lags) != 2:
        return None
    low, high = known(lags[0]), known(lags[1])
    return None if low is None or high is None else (round(low), round(high))


def _waiting(detail: Mapping[str, object]) -> Candidate | None:
    """When it can be told at the earliest, or that it cannot be told yet."""
    months = months_left(detail)
    if months is None:
        return None
    if months > 0:
        return Candidate(Need.STATE, Said("lead_wait", {"months": months}, PAGE))
    return Candidate(Need.STATE, Said("lead_unknown", {}, PAGE))


def months_left(detail: Mapping[str, object]) -> int | None:
    """Months until the test can be made; null before the first month with both."""
    there = known(detail.get("n"))
    return MONTHS_NEEDED - round(there) if there else None


def _is_waiting(found: Candidate) -> bool:
    return found.said.key in ("lead_wait", "lead_unknown")
