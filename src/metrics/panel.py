"""Does a segment that got more attention later do better than the other segments?

What moves all segments alike (a season, a price change, a push in the whole company) is taken
out with one level per month, so only differences between segments are left to compare. The
answer is about order in time and never about cause.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import permutations
from typing import Literal

import numpy as np
import pandas as pd

from metrics.monthly import known_span

FEWEST_SEGMENTS = 5  # four have 24 orders, and no chance below 1 in 24
FEWEST_MONTHS = 24
MOST_MISSING = 1
LAGS = range(1, 7)
ALPHA = 0.025  # half of 5 %, since the company's own verdict takes the other half
MOST_EXACT = 6
ORDERS = 5000
SEED = 20260111

Status = Literal["signal", "no_evidence", "not_enough_data"]
Reason = Literal["too_few_segments", "too_few_months", "no_variation"]


@dataclass(frozen=True)
class PanelVerdict:
    """What segments, compared with one another, say about attention before an outcome.

    Attributes:
        status: ``signal`` when fewer than 1 in 40 orders of the segments show as much.
        n: Months in which every segment used is known; ``segments``: how many there are.
        reason: Why there is not enough data; null otherwise.
        lag: Months by which the outcome trails at the strongest coefficient.
        r: Partial correlation at ``lag``, -1..1; ``coefficient``: outcome per unit of attention.
        p: Share of orders whose strongest lag is as strong as the real one's, two-sided; made
            larger where several outcomes are asked about.
        orders: How many orders were compared, the real one among them.
    """

    status: Status
    n: int
    segments: int
    reason: Reason | None = None
    lag: int | None = None
    r: float | None = None
    coefficient: float | None = None
    p: float | None = None
    orders: int | None = None


def panel_verdict(
    attention: pd.DataFrame, outcome: pd.DataFrame, alpha: float = ALPHA
) -> PanelVerdict:
    """Whether segments whose attention rose later did better, or worse, than the others.

    Per lag of 1 to 6 months: the outcome on attention, with a level per segment and per month,
    a trend per segment and the segment's own month before. The strongest of the six is compared
    with what it would be if whole attention histories were swapped between segments, which
    leaves every history its season and its momentum.

    Args:
        attention: One row a month on a monthly ``PeriodIndex``, one column per segment, null
            where unknown; segments are those named in both frames.
        outcome: Likewise.
        alpha: The chance of a false signal that is accepted.

    Raises:
        ValueError: an index is not monthly or names a month twice, or a value is infinite.

    Source:
        Permutation of whole units: own, checked by simulation against the cluster-robust t and
        the wild cluster bootstrap, which find less or cry wolf more.
    """
    x, y = _used(attention, outcome)
    n = int((x.notna() & y.notna()).all(axis=1).sum())
    verdict = PanelVerdict("not_enough_data", n, x.shape[1])
    if verdict.segments < FEWEST_SEGMENTS:
        return replace(verdict, reason="too_few_segments")
    if n < FEWEST_MONTHS:
        return replace(verdict, reason="too_few_months")
    fits = _fits(x.to_numpy().T, y.to_numpy().T)
    if fits is None:
        return replace(verdict, reason="no_variation")
    return _judged(verdict, fits, alpha)


def _judged(verdict: PanelVerdict, fits: "_Fits", alpha: float) -> PanelVerdict:
    """The verdict with its figures: the real order of segments among all orders."""
    orders = _orders(verdict.segments)
    strengths, coefficients = _strengths(fits, orders)
    strongest = np.abs(strengths).max(axis=1)
    lag = int(np.abs(strengths[0]).argmax())
    p = float((strongest >= strongest[0] - 1e-12).mean())
    return replace(
        verdict,
        status="signal" if p < alpha else "no_evidence",
        lag=LAGS[lag],
        r=float(strengths[0, lag]),
        coefficient=float(coefficients[lag]),
        p=p,
        orders=len(orders),
    )


def _used(attention: pd.DataFrame, outcome: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The segments of both frames, over the months in which enough of them are known.

    A segment that lacks more than one of those months, or whose attention never varies, is left
    out: it has no history of its own to swap.
    """
    names = [name for name in attention.columns if name in outcome.columns]
    x = pd.DataFrame({name: known_span(attention[name]) for name in names}, dtype=float)
    y = pd.DataFrame({name: known_span(outcome[name]) for name in names}, dtype=float)
    if not len(x) or not len(y):
        return x.iloc[:0], y.iloc[:0]
    y = y.reindex(x.index)
    known = x.notna() & y.notna()
    enough = known.sum(axis=1) >= min(FEWEST_SEGMENTS, len(names))
    if not enough.any():
        return x.iloc[:0], y.iloc[:0]
    months = pd.period_range(enough[enough].index[0], enough[enough].index[-1], freq="M")
    x, y, known = (frame.reindex(months) for frame in (x, y, known))
    chosen = [
        name
        for name in names
        if len(months) - known[name].sum() <= MOST_MISSING and x[name].nunique() > 1
    ]
    return x[chosen], y[chosen]


@dataclass(frozen=True)
class _Fits:
    """What the regressions of any order of segments need, prepared for all lags.

    With one level per month and a level and trend per segment taken out, which every order of
    segments has in common, only the product of histories depends on the order.

    Attributes:
        with_outcome: Product of each history with each segment's outcome, own month before
            taken out, shape (lags, histories, segments).
        with_own_past: Likewise with the segments' own month before, made a unit.
        sizes: Squared length of each lag's attention, shape (lags,).
        outcome_size: Length of the outcome.
    """

    with_outcome: np.ndarray
    with_own_past: np.ndarray
    sizes: np.ndarray
    outcome_size: float


def _fits(x: np.ndarray, y: np.ndarray) -> _Fits | None:
    """Prepared regressions from arrays of shape (segments, months); null without variation."""
    longest, months = LAGS[-1], x.shape[1]
    past = {lag: x[:, longest - lag : months - lag] for lag in LAGS}
    now, before = y[:, longest:], y[:, longest - 1 : -1]
    whole = np.isfinite(np.stack([*past.values(), now, before])).all(axis=(0, 1))
    places = np.flatnonzero(whole)
    x_free = np.stack([_freed(past[lag][:, whole], places) for lag in LAGS])
    y_free, own = _freed(now[:, whole], places), _freed(before[:, whole], places)
    length = float(np.linalg.norm(own))
    own = own / length if length > 1e-9 * np.nanmax(np.abs(y)) else np.zeros_like(own)
    y_free = y_free - (own * y_free).sum() * own
    sizes, outcome_size = (x_free**2).sum(axis=(1, 2)), float(np.linalg.norm(y_free))
    specks = 1e-9 * np.nanmax(np.abs(x)), 1e-9 * np.nanmax(np.abs(y))
    if np.sqrt(sizes.min()) <= specks[0] or outcome_size <= specks[1]:
        return None
    return _Fits(x_free @ y_free.T, x_free @ own.T, sizes, outcome_size)


def _freed(values: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Segments by months, without each month's mean and each segment's own level and trend."""
    terms, _ = np.linalg.qr(np.column_stack([np.ones(len(places)), places]))
    left = values - values.mean(axis=0)
    return np.asarray(left - (left @ terms) @ terms.T)


def _strengths(fits: _Fits, orders: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Partial correlations, shape (orders, lags), and the real order's coefficients, (lags,)."""
    segments = np.arange(orders.shape[1])
    products = fits.with_outcome[:, orders, segments].sum(axis=2).T
    shared = fits.with_own_past[:, orders, segments].sum(axis=2).T
    left = np.maximum(fits.sizes - shared**2, 1e-12 * fits.sizes)
    return products / np.sqrt(left) / fits.outcome_size, products[0] / left[0]


@lru_cache(maxsize=16)
def _orders(segments: int) -> np.ndarray:
    """Orders of the segments, the real one first: all of them, or 5,000 drawn with a seed."""
    if segments <= MOST_EXACT:
        return np.array(list(permutations(range(segments))))
    rng = np.random.default_rng(SEED)
    drawn = rng.permuted(np.tile(np.arange(segments), (ORDERS, 1)), axis=1)
    return np.vstack([np.arange(segments), drawn])
