"""What every test of a level agrees on: its scale, its season, and how much data it wants."""

from typing import Literal

import numpy as np
import pandas as pd

from metrics.monthly import known_span

Scale = Literal["share", "plain"]

FEWEST_MONTHS = 24
SEASON_FROM = 36  # with fewer months there are too few Julys to know a July by
LONG_FROM = 60
STRICT_P = 0.01
# What two months running must show to be told as a change: momentum is taken for too little in a
# short series, and even for less once few months carry a season too (docs/statistics.md).
SHORT_P = 0.004  # under 36 months
MIDDLE_P = 0.006  # under 60 months
SHARE_OFFSET = 0.01  # keeps a month without any customer item on the logarithmic scale


def on_scale(series: pd.Series, scale: Scale) -> pd.Series:
    """The known span of a series on the scale it is tested on.

    Shares become log(share + 0.01), since a small share is skewed and halves rather than falls
    by points; everything else is tested as it is.

    Raises:
        ValueError: a share lies outside 0..1, or the series is not a monthly one.
    """
    span = known_span(series)
    if scale == "plain":
        return span
    outside = span[(span < 0) | (span > 1 + 1e-9)]
    if len(outside):
        raise ValueError(
            f"the share of {outside.index[0]} is {outside.iloc[0]:g}; a share lies between 0 and 1"
        )
    return pd.Series(np.log(span + SHARE_OFFSET))


def is_enough(span: pd.Series) -> bool:
    """Whether a span from `on_scale` carries a verdict.

    24 known months are needed, and at most one month in twelve may be missing: gaps are left
    out of every mean and every month-to-month product, never filled in.
    """
    known = int(span.notna().sum())
    return known >= FEWEST_MONTHS and 12 * (len(span) - known) <= len(span)


def is_seasonal(span: pd.Series) -> bool:
    """Whether there are enough known months to take each calendar month's own level out."""
    return int(span.notna().sum()) >= SEASON_FROM


def plain_p(months: int) -> float:
    """The p below which two looks running tell of a change, so that 6 % of years err at most.

    >>> plain_p(35), plain_p(36), plain_p(60)
    (0.004, 0.006, 0.01)
    """
    if months >= LONG_FROM:
        return STRICT_P
    return MIDDLE_P if months >= SEASON_FROM else SHORT_P
