"""Random numbers: one stream per table, so that a new table shifts no old number."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

# Order is part of the company: add at the end only.
NAMES = (
    "attention", "counts", "initiatives", "satisfaction", "answers", "book", "meetings", "items",
    "titles", "minutes", "decisions", "actions", "outcomes", "purchases", "accounts",
)  # fmt: skip


def stream(seed: int, name: str) -> np.random.Generator:
    """The random numbers of one table."""
    children = np.random.SeedSequence(seed).spawn(len(NAMES))
    return np.random.default_rng(children[NAMES.index(name)])


def autoregression(rng: np.random.Generator, memory: float, shape: tuple[int, ...]) -> Floats:
    """Stationary AR(1) paths of variance 1 along the first axis."""
    noise = rng.standard_normal(shape)
    path = np.empty(shape)
    path[0] = noise[0]
    for step in range(1, shape[0]):
        path[step] = memory * path[step - 1] + np.sqrt(1 - memory**2) * noise[step]
    return path


def poisson(uniform: Floats, mean: Floats) -> Ints:
    """Poisson counts by inversion, so that a slightly other mean gives a nearly equal draw."""
    steps = np.arange(_STEPS)
    log_probability = steps * np.log(mean[..., None]) - mean[..., None] - _log_factorials()
    cumulated = np.cumsum(np.exp(log_probability), axis=-1)
    below = cumulated < uniform[..., None]
    return np.asarray(below.sum(axis=-1), dtype=np.int64)


_STEPS = 160


@cache
def _log_factorials() -> Floats:
    return np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, _STEPS)))])
