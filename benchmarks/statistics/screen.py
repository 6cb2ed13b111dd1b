"""Which series without gaps could be told as changed at all, many at a time.

The look of `metrics.look` written out anew for whole arrays. It judges nothing: the few series
that pass are put to the program itself, and the others are those that it would be silent about.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr
from series import Floats

from metrics.levels import FEWEST_MONTHS, SEASON_FROM, plain_p
from metrics.look import FEWEST_DF, LAST, MOST_MEMORY

ROUNDING = 1.001  # a p so near its bound is for the program to judge


def may_be_told(values: Floats) -> NDArray[np.bool_]:
    """Whether two looks running, at the end of any two months, agree on a change.

    Args:
        values: Shape (series, months), from a January on, on the scale that is tested.
    """
    told = np.zeros(len(values), dtype=bool)
    before = np.zeros(len(values))
    for months in range(FEWEST_MONTHS, values.shape[1] + 1):
        t, p = _look(values[:, :months])
        now = np.where(p < ROUNDING * plain_p(months), np.sign(t), 0)
        told |= now * before > 0
        before = now
    return told


def _look(values: Floats) -> tuple[Floats, Floats]:
    """t and p of the last six months against those before, per series."""
    n = values.shape[1]
    if n >= SEASON_FROM:
        season = np.stack([values[:, month::12].mean(axis=1) for month in range(12)], axis=1)
        values = (values - season[:, np.arange(n) % 12]) * np.sqrt(n / (n - 12))
    last, before = values[:, -LAST:], values[:, :-LAST]
    means = before.mean(axis=1, keepdims=True), last.mean(axis=1, keepdims=True)
    left = np.concatenate([before - means[0], last - means[1]], axis=1)
    size = (left**2).sum(axis=1)
    r1 = (left[:, 1:] * left[:, :-1]).sum(axis=1) / size
    r = np.clip(r1 + (2 + 4 * r1) / n, 0, MOST_MEMORY)
    inflated = _inflation(LAST, r), _inflation(n - LAST, r)
    variance = size / np.maximum(n - sum(inflated), LAST)
    error = np.sqrt(variance * (inflated[0] / LAST + inflated[1] / (n - LAST)))
    t = (means[1] - means[0])[:, 0] / error
    df = np.maximum((n - 2) * (1 - r) / (1 + r), FEWEST_DF)
    return t, 2 * stdtr(df, -np.abs(t))


def _inflation(months: int, r: Floats) -> Floats:
    back = np.arange(1, months)
    return np.asarray(1 + 2 * (r[:, None] ** back) @ (1 - back / months))
