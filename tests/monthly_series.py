"""Monthly series for tests: written out, or drawn with a known memory, season and step."""

from math import sqrt

import numpy as np
import pandas as pd


def monthly(values, start="2021-01"):
    return pd.Series(values, pd.period_range(start, periods=len(values), freq="M"), dtype=float)


def ordinary(months, memory=0.0, seed=1):
    """An AR(1) series of about unit spread, without any change."""
    return wandering(months, np.random.default_rng(seed), memory)


def wandering(months, rng, memory=0.3):
    values = rng.standard_normal(months)
    for month in range(1, months):
        values[month] = memory * values[month - 1] + sqrt(1 - memory**2) * values[month]
    return values


def with_season(values, rng):
    """The values on a random level of its own for each calendar month."""
    return values + np.resize(rng.standard_normal(12), len(values))


def stepped(months, at, step, seed=1):
    return ordinary(months, seed=seed) + step * (np.arange(months) >= at)
