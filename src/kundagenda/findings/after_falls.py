"""Do we only talk when it hurts? Months after a real fall in what customers say, and all others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kundagenda.findings.changes import figure_of
from kundagenda.findings.kpi import BySegment
from kundagenda.findings.reading import Reading
from kundagenda.findings.readings import periods_in, survey_readings
from kundagenda.findings.rhythm import Meeting
from kundagenda.findings.view import View
from kundagenda.findings.withholding import WHOLE, Published
from metrics import csat_5, csat_7, csat_10, nps
from metrics.after_falls import AfterFalls, after_falls
from metrics.definition import Metric
from metrics.periods import Grain, month_number, months_of, period_of

# The first that anyone answered is the one that is looked at.
MEASURES = (nps, csat_7, csat_5, csat_10)


@dataclass(frozen=True)
class AfterFallsFound:
    """What was counted, of which measure, and of what length its periods are."""

    metric: Metric
    grain: Grain
    counts: AfterFalls


def after_falls_of(
    survey: Mapping[str, BySegment], held: Sequence[Meeting], view: View
) -> AfterFallsFound | None:
    """The months in view that follow a period of the measure, by whether it had really fallen.

    Null where no measure has a period that may be shown.

    Args:
        survey: Parts of `MEASURES` by segment and month.
        held: The meetings looked at, those without an agenda too.
        view: What the reader looks at; answers are the whole company's whatever it narrows.
    """
    metric = next((m for m in MEASURES if any(survey[m.key].values())), None)
    said = Published(survey[metric.key]) if metric else None
    grain = said.grains.get(WHOLE) if said else None
    if metric is None or said is None or grain is None:
        return None
    fell = _fell(metric, said, grain, view)
    with_customer: dict[int, bool] = {}
    for meeting in held:
        month = month_number(meeting.held_on)
        if meeting.items and view.first <= month <= view.last:
            with_customer[month] = with_customer.get(month, False) or meeting.customer > 0
    return AfterFallsFound(metric, grain, after_falls(fell, with_customer))


def _fell(metric: Metric, said: Published, grain: Grain, view: View) -> dict[int, bool | None]:
    """By the month after a period, whether the period was really lower than the one before."""
    periods = periods_in(said.whole, grain)
    readings = survey_readings(metric, said, periods, grain, view.last)
    by_period = {reading.period: reading for reading in readings}
    return {
        months_of(period, grain)[-1] + 1: _is_fall(
            metric, now, by_period.get(_before(period, grain))
        )
        for period, now in by_period.items()
    }


def _before(period: int, grain: Grain) -> int:
    return period_of(period - 1, grain)


def _is_fall(metric: Metric, now: Reading, before: Reading | None) -> bool | None:
    """Null where either is withheld or unknown, or has no interval to judge by."""
    change = figure_of(metric, now, before).change if before else None
    if change is None or change.real is None:
        return None
    return change.real and change.difference < 0
