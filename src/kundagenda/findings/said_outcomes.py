"""What can be said of satisfaction and retention, also where there are no figures."""

from kundagenda.findings.overview import Figure, Overview
from kundagenda.findings.reading import SHOWN_FROM, Reading, Status
from kundagenda.findings.said import Candidate, Need, Said
from kundagenda.findings.said_levels import level_candidate

ALL = 1.0


def satisfaction(overview: Overview) -> Candidate | None:
    """What customers say, in one sentence; null without answers, which `missing` tells."""
    figure, now = overview.satisfaction, overview.satisfaction.now
    if now is None:
        return None
    if now.status is Status.WITHHELD:
        return Candidate(Need.GAP, withheld(now))
    if now.value is None:
        return None
    if now.status is Status.THIN:
        return Candidate(Need.GAP, measured("satisfaction_thin", now, answers=now.base))
    change, before = figure.change, figure.before
    if change is None or before is None:
        return Candidate(Need.STATE, _alone(now))
    if change.real:
        key = "satisfaction_rose" if change.difference > 0 else "satisfaction_fell"
        return Candidate(Need.NEWS, measured(key, now, satisfaction_before=before.value))
    level = level_candidate(overview, now.metric.key)
    return level or Candidate(Need.STATE, _steady(figure, now, before.value))


def _alone(now: Reading) -> Said:
    if now.base:
        return measured("satisfaction_alone", now, answers=now.base)
    return measured("satisfaction_bare", now)


def _steady(figure: Figure, now: Reading, before: float | None) -> Said:
    if before is None or round(now.value or 0) == round(before):
        return measured("satisfaction_same", now)
    sure = figure.change is not None and figure.change.real is not None
    key = "satisfaction_within" if sure else "satisfaction_from"
    return measured(key, now, satisfaction_before=before)


def withheld(reading: Reading) -> Said:
    """Why what customers said is not shown."""
    values: dict[str, object] = {"measure": reading.metric.key}
    if reading.base is not None and reading.base < SHOWN_FROM:
        key, values["answers"] = "satisfaction_withheld", reading.base
    else:
        key = "satisfaction_protected"
    return Said(key, values, "satisfaction")


def measured(key: str, reading: Reading, **values: object) -> Said:
    """A sentence on the measure of satisfaction that the company has."""
    of = {"measure": reading.metric.key, "satisfaction": reading.value}
    return Said(key, of | values, "satisfaction")


def retention(overview: Overview) -> Candidate | None:
    """Customers kept over a year in one sentence; null without customers."""
    now, before = overview.churn.now, overview.churn.before
    if now is None or now.value is None:
        return None
    kept = ALL - now.value
    if now.status is Status.THIN and now.denominator:
        remaining = round(now.denominator) - round(now.numerator or 0)
        values = {"remaining": remaining, "customers": round(now.denominator)}
        return Candidate(Need.STATE, _kept("kept_thin", **values))
    change = overview.churn.change
    if change is None or before is None or before.value is None:
        return Candidate(Need.STATE, _kept("kept_alone", kept=kept))
    if change.real:
        return Candidate(Need.NEWS, _kept(_moved(change.difference), kept=kept))
    level = level_candidate(overview, "logo_churn_month")
    return level or Candidate(Need.STATE, _steady_kept(overview.churn, kept, ALL - before.value))


def _moved(churn_change: float) -> str:
    return "kept_fell" if churn_change > 0 else "kept_rose"


def _steady_kept(figure: Figure, kept: float, before: float) -> Said:
    if round(100 * kept, 1) == round(100 * before, 1):
        return _kept("kept_same", kept=kept)
    sure = figure.change is not None and figure.change.real is not None
    return _kept("kept_within" if sure else "kept_from", kept=kept, kept_before=before)


def _kept(key: str, **values: object) -> Said:
    return Said(key, values, "retention")


def missing(overview: Overview) -> list[Candidate]:
    """What there is no data on: answers, customers or both, and how to add them."""
    answers, customers = _answers_lack(overview), _customers_lack(overview)
    if answers == "no_answers" and customers == "no_customers":
        return [Candidate(Need.MUST, Said("no_kpi", {}, "data"))]
    pages = {"answers_old": "satisfaction", "kept_later": "retention"}
    return [
        Candidate(Need.GAP, Said(key, {}, pages.get(key, "data")))
        for key in (answers, customers)
        if key
    ]


def _answers_lack(overview: Overview) -> str | None:
    now = overview.satisfaction.now
    if now is not None and (now.value is not None or now.status is Status.WITHHELD):
        return None
    periods = overview.periods
    earlier = "satisfaction_base" in periods and bool(
        periods["satisfaction_base"].fillna(0).sum() > 0
    )
    return "answers_old" if earlier else "no_answers"


def _customers_lack(overview: Overview) -> str | None:
    now = overview.churn.now
    if now is not None and now.value is not None:
        return None
    monthly = overview.latest.get("logo_churn_month")
    there = monthly is not None and monthly.value is not None
    return "kept_later" if there else "no_customers"
