"""Series in which nothing happens: memory, season and noise, and no change and no lead."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ROOT = 20260111
FIRST_MONTH = "2021-01"
JULY = 6
TYPICAL_SHARE, SHARE_SWING = 0.2, 0.5  # share of the agenda, and the spread of its log odds


def generators(case: int, repetitions: int) -> Iterator[np.random.Generator]:
    """One source of random numbers per repetition, the same whatever else is measured."""
    for child in np.random.SeedSequence([ROOT, case]).spawn(repetitions):
        yield np.random.default_rng(child)


def monthly(values: Floats) -> "pd.Series[float]":
    """The values from the first January on."""
    return pd.Series(values, pd.period_range(FIRST_MONTH, periods=len(values), freq="M"))


def wandering(rng: np.random.Generator, months: int, memory: float) -> Floats:
    """A stationary AR(1) path of variance 1."""
    path = rng.standard_normal(months)
    for month in range(1, months):
        path[month] = memory * path[month - 1] + np.sqrt(1 - memory**2) * path[month]
    return path


def with_season(rng: np.random.Generator, values: Floats) -> Floats:
    """The values on a random level for each calendar month, of the same spread as the values."""
    return values + np.resize(rng.standard_normal(12), len(values))


def as_share(values: Floats) -> Floats:
    """The values as log odds of a share of the agenda, which is 0 in July: nobody meets."""
    typical = np.log(TYPICAL_SHARE / (1 - TYPICAL_SHARE))
    share = 1 / (1 + np.exp(-typical - SHARE_SWING * values))
    share[np.arange(len(share)) % 12 == JULY] = 0.0
    return np.asarray(share)
