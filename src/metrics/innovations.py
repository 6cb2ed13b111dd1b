"""What is new in each month of a series, once season, trend and own momentum are taken out."""

from math import log

import numpy as np
import pandas as pd

from metrics.monthly import month_numbers

MOST_MOMENTUM = 2


def innovations(series: pd.Series) -> tuple[np.ndarray, int] | None:
    """The part of each month that the season, the trend and the months before do not foretell.

    Least squares takes out one level per calendar month and a linear trend. What remains is
    fitted to its own last 0, 1 or 2 months, the number chosen by BIC over the same rows: the
    figures of statsmodels' ``ar_select_order(ic="bic", trend="n")`` and ``AutoReg``, with one
    addition. A gap is left a gap: neither it nor the months that would need it are filled in.

    Args:
        series: Floats on an unbroken monthly index, NaN where unknown.

    Returns:
        The innovations, one per month with NaN where they cannot be had, and the order chosen;
        null when nothing is left to explain because the series does not vary.
    """
    # Rounding leaves specks where nothing varies; correlating specks would invent a finding.
    speck = 1e-9 * float(series.abs().max())
    remainder = _without_season_and_trend(series)
    if np.nanmax(np.abs(remainder)) <= speck:
        return None
    order = _order(remainder)
    surprises = _residuals(remainder, order)
    return None if np.nanmax(np.abs(surprises)) <= speck else (surprises, order)


def _without_season_and_trend(series: pd.Series) -> np.ndarray:
    values = series.to_numpy()
    months = month_numbers(series)
    time = np.linspace(-1, 1, len(values))
    terms = np.column_stack([*(months == month for month in range(1, 13)), time]).astype(float)
    known = np.isfinite(values)
    coefficients, *_ = np.linalg.lstsq(terms[known], values[known], rcond=None)
    return np.asarray(values - terms @ coefficients)


def _order(values: np.ndarray) -> int:
    """The number of own past months, 0 to 2, with the smallest BIC."""
    rows = np.isfinite(_past(values, MOST_MOMENTUM)).all(axis=1) & np.isfinite(values)
    n = int(rows.sum())

    def criterion(order: int) -> float:
        left = _residuals(values, order, rows)[rows]
        return n * log(max(float(left @ left), 1e-300)) + log(n) * order

    return min(range(MOST_MOMENTUM + 1), key=criterion)


def _residuals(values: np.ndarray, order: int, rows: np.ndarray | None = None) -> np.ndarray:
    """``values`` less their regression on the ``order`` months before, fitted over ``rows``."""
    past = _past(values, order)
    if rows is None:
        rows = np.isfinite(past).all(axis=1) & np.isfinite(values)
    coefficients, *_ = np.linalg.lstsq(past[rows], values[rows], rcond=None)
    return np.asarray(values - past @ coefficients)


def _past(values: np.ndarray, order: int) -> np.ndarray:
    """One row per month and one column per month back, NaN before the beginning."""
    padded = np.concatenate([np.full(order, np.nan), values])
    columns = [padded[order - back : len(padded) - back] for back in range(1, order + 1)]
    return np.column_stack(columns) if columns else np.empty((len(values), 0))
