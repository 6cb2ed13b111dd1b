"""Has a figure's level really changed, or is this ordinary month-to-month variation?"""

from dataclasses import dataclass
from math import copysign, inf, sqrt
from typing import Literal

import numpy as np
import pandas as pd

from metrics.levels import STRICT_P, Scale, is_enough, is_seasonal, on_scale
from metrics.monthly import known_span, lag_one, month_numbers
from metrics.split import best_split

LAST = 6
FEWEST_OF_LAST = 5
MOST_MEMORY = 0.85
FEWEST_DF = 4

Status = Literal["changed", "may_be_changing", "no_change", "not_enough_data"]


@dataclass(frozen=True)
class LastSix:
    """The last six months against those before: one look, at the end of a series.

    Attributes:
        n: Known months.
        difference: Last six less before, on the tested scale, season removed from 36 months.
        r1_corrected: The month-to-month memory allowed for, 0..0.85.
        t: ``difference`` over its standard error.
        df: Degrees of freedom left by that memory, at least 4.
        p: Two-sided.
    """

    n: int
    difference: float
    r1_corrected: float
    t: float
    df: float
    p: float


@dataclass(frozen=True)
class LevelChange:
    """Whether the level of a figure has changed, from two consecutive months' looks.

    Attributes:
        status: ``changed`` when this month's look and the one before both say so at p < .01 and
            in the same direction; ``may_be_changing`` when only this month's does.
        n: Known months; ``missing``: unknown ones between the first and the last of them.
        p_now: p of the look at the last month; ``p_before_month``: of the look a month earlier.
        mean_last: Mean of the last six months, in the figure's own unit.
        mean_before: Mean of all months before them, likewise.
        difference: What was tested: last less before on the tested scale, season removed.
        seasonally_adjusted: False under 36 months, which the page must say.
        since: First month of the new level, only when the change is confirmed: here, or by
            its own size two months running.
    """

    status: Status
    n: int
    missing: int
    p_now: float | None = None
    p_before_month: float | None = None
    mean_last: float | None = None
    mean_before: float | None = None
    difference: float | None = None
    seasonally_adjusted: bool = False
    since: pd.Period | None = None


def level_change(series: pd.Series, scale: Scale) -> LevelChange:
    """Whether the last six months differ from those before by more than ordinary variation.

    After a confirmed change the months before it no longer say what is ordinary: give the
    series from ``since`` on to start a new baseline there.

    Args:
        series: One value a month on a monthly ``PeriodIndex``, null where unknown; not a
            trailing figure, whose built-in memory would pass for a change.
        scale: ``share`` for values 0..1, tested as log(share + 0.01); ``plain`` for others.

    Raises:
        ValueError: the index is not monthly, or a share lies outside 0..1.
    """
    span = known_span(series)
    known = int(span.notna().sum())
    verdict = LevelChange("not_enough_data", known, len(span) - known)
    now = last_six(span, scale)
    if now is None:
        return verdict
    before = last_six(span.iloc[:-1], scale)
    status = _status(now, before)
    return LevelChange(
        status,
        verdict.n,
        verdict.missing,
        p_now=now.p,
        p_before_month=before.p if before else None,
        mean_last=float(span.iloc[-LAST:].mean()),
        mean_before=float(span.iloc[:-LAST].mean()),
        difference=now.difference,
        seasonally_adjusted=is_seasonal(span),
        since=_since(span, scale, confirmed=status == "changed"),
    )


def confirmed_at(series: pd.Series, scale: Scale) -> pd.Period | None:
    """The first month at which a reader looking every month would have been told of a change."""
    span = known_span(series)
    before: LastSix | None = None
    for end in range(1, len(span) + 1):
        if not np.isfinite(span.iloc[end - 1]):
            continue
        now = last_six(span.iloc[:end], scale)
        if now is not None and _status(now, before) == "changed":
            return pd.PeriodIndex(span.index)[end - 1]
        before = now
    return None


def last_six(series: pd.Series, scale: Scale = "plain") -> LastSix | None:
    """Last six months against all before: a t test that allows for month-to-month memory.

    From 36 months on, each calendar month's own mean is removed first and the remainders are
    scaled by sqrt(n / (n - 12)) for what that removal hides. Null when there is too little to
    look at: see `metrics.levels.is_enough`; and five of the last six months must be known.

    The familiar shortcut, least squares with a HAC standard error, cries wolf 18 to 41 times in
    a hundred at a nominal 5 for a step of six months, and is therefore not used.
    """
    span = on_scale(series, scale)
    known = span.notna().to_numpy()
    if not is_enough(span) or known[-LAST:].sum() < FEWEST_OF_LAST:
        return None
    values = without_season(span) if is_seasonal(span) else span.to_numpy()
    last, before = values[-LAST:], values[:-LAST]
    difference = float(np.nanmean(last) - np.nanmean(before))
    remainders = np.concatenate([before - np.nanmean(before), last - np.nanmean(last)])
    n, sizes = int(known.sum()), (int(known[-LAST:].sum()), int(known[:-LAST].sum()))
    r1 = lag_one(remainders)
    r = float(np.clip(r1 + (2 + 4 * r1) / n, 0, MOST_MEMORY))
    error = _standard_error(remainders, sizes, r)
    df = max((n - 2) * (1 - r) / (1 + r), FEWEST_DF)
    t = _ratio(difference, error, speck=1e-9 * float(span.abs().max()))
    return LastSix(n, difference, r, t, df, _two_sided(t, df))


def without_season(span: pd.Series) -> np.ndarray:
    """Each value less its own calendar month's mean, scaled for the variation that removes."""
    months, values = month_numbers(span), span.to_numpy()
    left = values.copy()
    for month in np.unique(months):
        left[months == month] -= np.nanmean(values[months == month])
    n = int(span.notna().sum())
    return np.asarray(left * sqrt(n / (n - 12)))


def _standard_error(remainders: np.ndarray, sizes: tuple[int, int], r: float) -> float:
    """Standard error of the difference between two neighbouring means of an AR(1) series."""
    last, before = sizes
    inflated = _inflation(last, r), _inflation(before, r)
    variance = float(np.nansum(remainders**2)) / max(last + before - sum(inflated), 6)
    return sqrt(variance * (inflated[0] / last + inflated[1] / before))


def _inflation(months: int, r: float) -> float:
    """By how much memory multiplies the variance of a mean of so many months."""
    back = np.arange(1, months)
    return 1 + 2 * float(np.sum((1 - back / months) * r**back))


def _ratio(difference: float, error: float, speck: float) -> float:
    """t, where a spread or a difference no larger than rounding counts as none."""
    if abs(difference) <= speck:
        return 0.0
    return difference / error if error > speck else copysign(inf, difference)


def _two_sided(t: float, df: float) -> float:
    from scipy.special import stdtr

    return 2 * float(stdtr(df, -abs(t)))


def _status(now: LastSix, before: LastSix | None) -> Status:
    if now.p >= STRICT_P:
        return "no_change"
    if before is None or before.p >= STRICT_P or now.t * before.t < 0:
        return "may_be_changing"
    return "changed"


def _since(span: pd.Series, scale: Scale, confirmed: bool) -> pd.Period | None:
    """Where the new level begins, once a change is beyond doubt by either test."""
    split = best_split(span, scale)
    if split is None or confirmed:
        return split.since if split else None
    before = best_split(span.iloc[:-1], scale)
    if before is None or max(split.p, before.p) >= STRICT_P:
        return None
    return split.since
