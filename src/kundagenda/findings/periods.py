"""The periods of a picture: attention, satisfaction and retention side by side."""

from collections.abc import Mapping

import pandas as pd

from kundagenda.findings.kpi import Monthly
from kundagenda.findings.reading import Reading
from kundagenda.findings.readings import plain_readings, survey_readings
from kundagenda.findings.view import View
from kundagenda.findings.withholding import Published
from metrics import customer_item_share, customer_meeting_share, logo_churn
from metrics.definition import Metric
from metrics.periods import Grain, month_number, months_of, period_of

LEVELS = ("measure", "fix", "improve", "value")


def periods_frame(
    view: View, plain: Mapping[str, Monthly], survey: Mapping[str, Published], said: Metric
) -> pd.DataFrame:
    """One row per period in view, oldest first, with the columns that `Overview` names.

    The running period is there too, as partial, once something has happened in it.
    """
    periods = periods_of(view)
    kept = plain_readings(logo_churn, plain[logo_churn.key], periods, view.grain, view.last)
    answers = survey_readings(said, survey[said.key], periods, view.grain, view.last, view.segment)
    rows = [
        row | _retained(churn) | _answers(answer)
        for row, churn, answer in zip(_attention_rows(view, plain), kept, answers, strict=True)
    ]
    return _without_empty_end(pd.DataFrame(rows))


def attention_frame(view: View, plain: Mapping[str, Monthly]) -> pd.DataFrame:
    """The same rows with attention alone."""
    return _without_empty_end(pd.DataFrame(_attention_rows(view, plain)))


def periods_of(view: View) -> list[int]:
    """Every period of the view, oldest first, the running one too."""
    newest = month_number(view.as_of)
    return sorted({period_of(month, view.grain) for month in range(view.first, newest + 1)})


def _attention_rows(view: View, plain: Mapping[str, Monthly]) -> list[dict[str, object]]:
    periods = periods_of(view)
    rows = [_span(period, view) for period in periods]
    for metric, columns in (
        (customer_item_share, _attention),
        (customer_meeting_share, _meetings),
    ):
        found = plain_readings(metric, plain[metric.key], periods, view.grain, view.last)
        rows = [row | columns(reading) for row, reading in zip(rows, found, strict=True)]
    for row, period in zip(rows, periods, strict=True):
        for level in LEVELS:
            row[level] = _level(plain[f"level_{level}"], period, view.grain, row["items"])
    return rows


def _span(period: int, view: View) -> dict[str, object]:
    months = months_of(period, view.grain)
    last = months[-1]
    return {"period": period, "first": months[0], "last": last, "partial": last > view.last}


def _attention(reading: Reading) -> dict[str, object]:
    return {
        "items": int(reading.denominator or 0),
        "customer": int(reading.numerator or 0),
        "share": reading.value,
        "share_low": reading.low,
        "share_high": reading.high,
    }


def _meetings(reading: Reading) -> dict[str, object]:
    return {"meetings": reading.base or 0, "customer_meetings": int(reading.numerator or 0)}


def _retained(reading: Reading) -> dict[str, object]:
    value = None if reading.value is None else 1 - reading.value
    return {"retained": value, "retained_base": reading.base or 0}


def _answers(reading: Reading) -> dict[str, object]:
    return {
        "satisfaction": reading.value,
        "satisfaction_low": reading.low,
        "satisfaction_high": reading.high,
        "satisfaction_base": reading.base or 0,
        "satisfaction_status": str(reading.status),
    }


def _level(monthly: Monthly, period: int, grain: Grain, items: object) -> float | None:
    """Items at a level as a share of all items of the period; null without items."""
    counted = sum(
        monthly[month].numerator or 0 for month in months_of(period, grain) if month in monthly
    )
    return counted / items if isinstance(items, int) and items else None


def _without_empty_end(frame: pd.DataFrame) -> pd.DataFrame:
    """A running period in which nothing has happened yet is not drawn."""
    last = frame.iloc[-1]
    said = last.get("satisfaction_base") or pd.notna(last.get("satisfaction"))
    empty = last["partial"] and not last["items"] and not said
    return frame.iloc[:-1] if empty and len(frame) > 1 else frame
