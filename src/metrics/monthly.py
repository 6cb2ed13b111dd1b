"""A monthly series as the statistics need it: every month in its place, unknown ones as gaps."""

import numpy as np
import pandas as pd


def known_span(series: pd.Series) -> pd.Series:
    """Every month from the first known value to the last, with a gap (NaN) where none is known.

    Args:
        series: One value a month on a ``PeriodIndex`` with frequency ``M``; order does not
            matter, null means unknown.

    Returns:
        Floats on an unbroken, sorted monthly index; empty when nothing is known.

    Raises:
        ValueError: the index is not monthly periods, a month appears twice, or a value is
            infinite.
    """
    index = series.index
    if not isinstance(index, pd.PeriodIndex) or index.freqstr != "M":
        raise ValueError(
            f"the series is indexed by {type(index).__name__}; give it a monthly PeriodIndex"
        )
    if not index.is_unique:
        twice = index[index.duplicated()][0]
        raise ValueError(f"the month {twice} appears more than once; give one value a month")
    values = pd.Series(series.to_numpy(dtype=float, na_value=np.nan), index=index).dropna()
    if np.isinf(values.to_numpy()).any():
        raise ValueError("the series holds an infinite value; leave undefined months empty")
    if values.empty:
        return values
    return values.reindex(pd.period_range(values.index.min(), values.index.max(), freq="M"))


def month_numbers(series: pd.Series) -> np.ndarray:
    """The calendar month, 1 to 12, of every place in a series from `known_span`."""
    return pd.PeriodIndex(series.index).month.to_numpy()


def lag_one(centred: np.ndarray) -> float:
    """How far a month resembles the one before: lag-1 correlation over adjacent known months.

    Args:
        centred: Shape (months,), already without their mean; NaN where unknown.
    """
    size = float(np.nansum(centred**2))
    return float(np.nansum(centred[1:] * centred[:-1])) / size if size else 0.0
