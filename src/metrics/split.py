"""When did the level change? The best place to split a monthly series in two."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from metrics.levels import Scale, is_enough, is_seasonal, on_scale
from metrics.monthly import month_numbers

FIRST_EXCLUDED = 12
LAST_EXCLUDED = 4
DRAWS = 2000
SEED = 20260111
MEMORIES = np.linspace(0, 0.9, 10)


@dataclass(frozen=True)
class BestSplit:
    """The split of a series into an old and a new level that explains it best.

    Attributes:
        since: First month of the new level.
        step: New level less old, on the tested scale, season allowed for.
        t: Size of ``step`` over its ordinary least squares standard error.
        memory: Month-to-month memory that the p value allows for, 0..0.9.
        p: Chance of so large a t at the best of all splits of a series with that memory and no
            change; not below 1 / 2001.
        n: Known months.
    """

    since: pd.Period
    step: float
    t: float
    memory: float
    p: float
    n: int


@dataclass(frozen=True)
class _Design:
    """One gap pattern's regressions, prepared so that a series costs two matrix products.

    Attributes:
        season: Orthonormal columns of the season (or of the mean), shape (known, terms).
        steps: A unit column per split, orthogonal to ``season``, shape (known, splits).
        sizes: Length of each step column before it was made a unit, shape (splits,).
        neighbours: Whether each known month but the first follows the one before directly.
    """

    season: np.ndarray
    steps: np.ndarray
    sizes: np.ndarray
    neighbours: np.ndarray


def best_split(series: pd.Series, scale: Scale) -> BestSplit | None:
    """The month from which a new level fits best, and how surprising its size would be.

    The largest step t over all months but the first 12 and last 4, with calendar-month levels
    fitted jointly from 36 months on. Its p comes from simulation: 2000 AR(1) series without a
    change, with the same months known, for ten strengths of memory; the strength is the one at
    which the remainders of simulated series resemble their neighbours as much as these do,
    which undoes the downward bias of that estimate. Seeded and kept per pattern of months.

    Returns:
        Null when there is too little data for a verdict.

    Raises:
        ValueError: the index is not monthly, or a share lies outside 0..1.
    """
    span = on_scale(series, scale)
    if not is_enough(span):
        return None
    found = _found(span)
    likeness_of_null, largest_of_null = _null(*_pattern(span))
    memory = float(np.interp(found.likeness, likeness_of_null, MEMORIES))
    chance = (1 + (largest_of_null >= found.t).sum(axis=1)) / (DRAWS + 1)
    return BestSplit(
        since=found.since,
        step=found.step,
        t=found.t,
        memory=memory,
        p=float(np.interp(memory, MEMORIES, chance)),
        n=int(span.notna().sum()),
    )


def largest_step(series: pd.Series, scale: Scale) -> tuple[pd.Period, float] | None:
    """The date and the step of `best_split` without its chance, which is what takes time.

    Raises:
        ValueError: the index is not monthly, or a share lies outside 0..1.
    """
    span = on_scale(series, scale)
    if not is_enough(span):
        return None
    found = _found(span)
    return found.since, found.step


@dataclass(frozen=True)
class _Found:
    since: pd.Period
    step: float
    t: float
    likeness: float


def _pattern(span: pd.Series) -> tuple[tuple[bool, ...], int, bool]:
    """What a design depends on: the known months, the first calendar month, and the season."""
    return tuple(span.notna().tolist()), int(month_numbers(span)[0]), is_seasonal(span)


def _found(span: pd.Series) -> _Found:
    """The best split of a span that is long enough to have one."""
    design = _design(*_pattern(span))
    values = span.dropna().to_numpy()
    [best], [t], [likeness] = _search(design, values[np.newaxis])
    return _Found(
        since=pd.PeriodIndex(span.index)[FIRST_EXCLUDED + int(best)],
        step=float(values @ design.steps[:, best] / design.sizes[best]),
        t=float(t),
        likeness=float(likeness),
    )


@lru_cache(maxsize=128)
def _design(known: tuple[bool, ...], first_month: int, seasonal: bool) -> _Design:
    places = np.flatnonzero(known)
    months = (first_month - 1 + places) % 12
    terms = months[:, None] == np.unique(months) if seasonal else np.ones((len(places), 1))
    season, _ = np.linalg.qr(terms.astype(float))
    splits = np.arange(FIRST_EXCLUDED, len(known) - LAST_EXCLUDED + 1)
    steps = (places[:, None] >= splits).astype(float)
    steps -= season @ (season.T @ steps)
    sizes = np.linalg.norm(steps, axis=0)
    return _Design(season, steps / sizes, sizes, np.diff(places) == 1)


def _search(design: _Design, values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For each row: its best split's place, that split's t, and the remainders' lag-1 likeness.

    Args:
        design: For the known months.
        values: Shape (series, known months).
    """
    level = values - (values @ design.season) @ design.season.T
    speck = (1e-9 * np.abs(values).max(axis=1)) ** 2 * values.shape[1]
    scores = level @ design.steps
    best = np.abs(scores).argmax(axis=1)
    score = scores[np.arange(len(values)), best]
    left = level - score[:, None] * design.steps[:, best].T
    unexplained = np.maximum((left**2).sum(axis=1), np.maximum(speck, 1e-300))
    df = values.shape[1] - design.season.shape[1] - 1
    t = np.abs(score) / np.sqrt(unexplained / df)
    likeness = (left[:, 1:] * left[:, :-1] * design.neighbours).sum(axis=1) / unexplained
    return best, np.where(score**2 <= speck, 0, t), likeness


@lru_cache(maxsize=128)
def _null(
    known: tuple[bool, ...], first_month: int, seasonal: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Without a change, per strength of memory: mean likeness, and each draw's largest t.

    Returns:
        Shapes (memories,) and (memories, draws).
    """
    design = _design(known, first_month, seasonal)
    noise = np.random.default_rng(SEED).standard_normal((len(known), DRAWS))
    likeness, largest = [], []
    for memory in MEMORIES:
        series = noise.copy()
        series[0] /= np.sqrt(1 - memory**2)
        for month in range(1, len(known)):
            series[month] += memory * series[month - 1]
        _, t, like = _search(design, series.T[:, list(known)])
        likeness.append(like.mean())
        largest.append(t)
    return np.maximum.accumulate(likeness), np.array(largest)
