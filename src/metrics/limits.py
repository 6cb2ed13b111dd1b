"""Which months are unusual? Limits of ordinary month-to-month variation around a centre line."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import pandas as pd

from metrics.monthly import known_span, lag_one

MEAN_RANGE_OF_TWO = 1.128  # expected distance of two normal values, in standard deviations
SIGMAS = 3
MOST_MEMORY = 0.85


@dataclass(frozen=True)
class NaturalLimits:
    """Centre line and limits that only an unusual month leaves.

    Attributes:
        centre: Mean of the known months, in the figure's own unit.
        moving_range: Mean distance between adjacent known months.
        r1: Lag-1 correlation; ``r1_corrected``: freed of its bias and held to 0..0.85.
        sigma: Month-to-month spread, widened for that memory; ``sigma_plain``: not widened.
        low: Lower limit; ``high``: upper.
        outside: The months beyond a limit.
        low_plain: Lower limit with ``sigma_plain``, wherever the figure's floor is;
            ``high_plain``: upper; ``outside_plain``: the months beyond those.
    """

    centre: float
    moving_range: float
    r1: float
    r1_corrected: float
    sigma: float
    sigma_plain: float
    low: float
    high: float
    outside: tuple[pd.Period, ...]
    low_plain: float
    high_plain: float
    outside_plain: tuple[pd.Period, ...]


@dataclass(frozen=True)
class LaneyLimits:
    """Limits for shares whose bases vary strongly: one pair per month.

    Attributes:
        centre: Pooled share, 0..1.
        sigma_z: How much more (above 1) or less the months vary than counting alone explains.
        low: Lower limits, 0..1, one a month, null for a month without a base; ``high``: upper.
        outside: Positions of the months beyond a limit, from 0.
    """

    centre: float
    sigma_z: float
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    outside: tuple[int, ...]


def natural_limits(
    series: pd.Series, lowest: float | None = None, highest: float | None = None
) -> NaturalLimits:
    """The band that ordinary months stay in, widened where a month resembles the one before.

    Three sigma around the mean, sigma from the mean moving range divided by sqrt(1 - r1). No
    run rules: under month-to-month memory they are what raises false alarms.

    Args:
        series: One value a month on a monthly ``PeriodIndex``, null where unknown.
        lowest: The figure's own floor, such as 0 for a share; limits stop there.
        highest: Its ceiling, likewise.

    Raises:
        ValueError: no two adjacent months are known.

    Source:
        Wheeler and Chambers, "Understanding Statistical Process Control" (XmR chart); the
        widening is our own, against false alarms under memory.
    """
    span = known_span(series)
    values = span.to_numpy()
    ranges = np.abs(np.diff(values))
    if not np.isfinite(ranges).any():
        raise ValueError("limits need two known months in a row; give a longer series")
    centre, moving_range = float(np.nanmean(values)), float(np.nanmean(ranges))
    r1 = lag_one(values - centre)
    corrected = float(np.clip(r1 + (1 + 3 * r1) / span.notna().sum(), 0, MOST_MEMORY))
    plain = moving_range / MEAN_RANGE_OF_TWO
    sigma = plain / sqrt(1 - corrected)
    low, high, low_plain, high_plain = (
        centre + side * SIGMAS * width for width in (sigma, plain) for side in (-1, 1)
    )
    return NaturalLimits(
        centre, moving_range, r1, corrected, sigma, plain,
        low if lowest is None else max(low, lowest),
        high if highest is None else min(high, highest),
        _months_beyond(span, low, high),
        low_plain,
        high_plain,
        _months_beyond(span, low_plain, high_plain),
    )  # fmt: skip


def _months_beyond(span: pd.Series, low: float, high: float) -> tuple[pd.Period, ...]:
    speck = 1e-9 * float(span.abs().max())  # rounding is no reason to call a month unusual
    beyond = ((span < low - speck) | (span > high + speck)).to_numpy()
    return tuple(pd.PeriodIndex(span.index)[beyond])


def laney_limits(events: Sequence[int], bases: Sequence[int]) -> LaneyLimits:
    """Limits of a monthly share that widen where its base is thin.

    Laney's p': the counting error of each month, scaled by how much the months really differ.

    Args:
        events: Counts per month, such as customer items.
        bases: What they are counted among, such as all items; 0 gives no limits that month.

    Raises:
        ValueError: the lists differ in length, nothing was counted, or a count is impossible.

    Source:
        Laney (2002), "Improved control charts for attributes", Quality Engineering 14.
    """
    x, n = np.asarray(events, dtype=float), np.asarray(bases, dtype=float)
    if x.shape != n.shape:
        raise ValueError(f"{len(x)} counts for {len(n)} bases; give one base for each count")
    if not ((x >= 0) & (x <= n)).all():
        raise ValueError("a month counts less than none or more than its base; correct the counts")
    if not n.sum() > 0:
        raise ValueError("every base is 0; limits need at least one month with a base")
    pooled = float(x.sum() / n.sum())
    known = n > 0
    share = x[known] / n[known]
    error = np.sqrt(pooled * (1 - pooled) / n[known])
    z = np.divide(share - pooled, error, out=np.zeros_like(error), where=error > 0)
    sigma_z = float(np.abs(np.diff(z)).mean()) / MEAN_RANGE_OF_TWO if len(z) > 1 else 0.0
    reach = SIGMAS * error * sigma_z
    outside = np.abs(share - pooled) > reach + 1e-12
    return LaneyLimits(
        pooled,
        sigma_z,
        _by_month(np.maximum(pooled - reach, 0), known),
        _by_month(np.minimum(pooled + reach, 1), known),
        tuple(np.flatnonzero(known)[outside].tolist()),
    )


def _by_month(limits: np.ndarray, known: np.ndarray) -> tuple[float | None, ...]:
    """The limits in their months, null where there is none."""
    left = iter(limits.tolist())
    return tuple(next(left) if is_known else None for is_known in known)
