"""One look at the end of a series: do its last months differ from those before them?"""

from dataclasses import dataclass
from math import copysign, inf, sqrt

import numpy as np
import pandas as pd

from metrics.levels import Scale, is_enough, is_seasonal, on_scale
from metrics.monthly import lag_one, month_numbers

LAST = 6
FEWEST_OF_LAST = 5
MOST_MEMORY = 0.85
FEWEST_DF = 4


@dataclass(frozen=True)
class Look:
    """The last months against those before: one look, at the end of a series.

    Attributes:
        n: Known months.
        difference: Last months less before, on the tested scale, season removed from 36 months.
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


def last_six(series: pd.Series, scale: Scale = "plain") -> Look | None:
    """Last six months against all before: a t test that allows for month-to-month memory.

    From 36 months on, each calendar month's own mean is removed first and the remainders are
    scaled by sqrt(n / (n - 12)) for what that removal hides. Null only without a known month
    among the last six or before them; how much is enough to tell of is for `look_worth_telling`.

    The familiar shortcut, least squares with a HAC standard error, cries wolf 18 to 41 times in
    a hundred at a nominal 5 for a step of six months, and is therefore not used.
    """
    span = on_scale(series, scale)
    last, before = span.iloc[-LAST:].notna(), span.iloc[:-LAST].notna()
    return look_at(span, LAST) if last.any() and before.any() else None


def look_worth_telling(series: pd.Series, scale: Scale = "plain") -> Look | None:
    """`last_six`, null when the months are too few to tell a reader anything.

    See `metrics.levels.is_enough`; and five of the last six months must be known.
    """
    span = on_scale(series, scale)
    if not is_enough(span) or span.iloc[-LAST:].notna().sum() < FEWEST_OF_LAST:
        return None
    return look_at(span, LAST)


def look_at(span: pd.Series, last_months: int) -> Look:
    """The same test of any number of last months.

    Args:
        span: From `metrics.levels.on_scale`.
        last_months: How many make up the new part; some known month on either side.
    """
    known = span.notna().to_numpy()
    values = without_season(span) if is_seasonal(span) else span.to_numpy()
    last, before = values[-last_months:], values[:-last_months]
    difference = float(np.nanmean(last) - np.nanmean(before))
    remainders = np.concatenate([before - np.nanmean(before), last - np.nanmean(last)])
    n, sizes = int(known.sum()), (int(known[-last_months:].sum()), int(known[:-last_months].sum()))
    r1 = lag_one(remainders)
    r = float(np.clip(r1 + (2 + 4 * r1) / n, 0, MOST_MEMORY))
    error = _standard_error(remainders, sizes, r)
    df = max((n - 2) * (1 - r) / (1 + r), FEWEST_DF)
    t = _ratio(difference, error, speck=1e-9 * float(span.abs().max()))
    return Look(n, difference, r, t, df, _two_sided(t, df))


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
