"""Does attention move before satisfaction or retention?

Each series is freed of season, trend and its own momentum; what is left, the month's surprise,
is compared with the other series' surprises one to six months later. The answer is about order
in time and never about cause: something unseen may have moved both.
"""

from dataclasses import dataclass, replace
from math import atanh, ceil, log1p, sqrt, tanh
from statistics import NormalDist
from typing import Literal

import numpy as np
import pandas as pd

from metrics.innovations import innovations
from metrics.monthly import known_span
from metrics.shifts import Shift, chance_limit

FEWEST_MONTHS = 36
MOST_MISSING = 1
LAGS = range(1, 7)
ALPHA = 0.05
POWER_QUANTILE = 0.84  # the normal quantile of 80 % power
SEASON_AND_TREND_TERMS = 12  # eleven month contrasts and a slope, charged to every correlation
LIKELIHOOD_DROP = 3.84  # the 95 % point of chi-squared with one degree of freedom
MIDDLE_LAG = 4
WORTH_KNOWING = 0.5  # the smallest correlation that a leadership would want to hear of

Status = Literal["signal", "no_evidence", "not_enough_data"]
Reason = Literal["too_few_months", "missing_months", "no_variation"]


@dataclass(frozen=True)
class LeadVerdict:
    """What two monthly series say about which of them moves first.

    Attributes:
        status: ``signal`` when some lag stands out at the familywise ``alpha``.
        n: Months in which both series are known.
        missing: Months inside the common span in which either is unknown.
        reason: Why there is not enough data; null otherwise.
        lag: The months by which the outcome trails at the strongest correlation.
        lag_range: The lags that the data cannot tell from ``lag``, a month wider on both sides.
        r: The correlation of surprises at ``lag``, -1..1.
        p_familywise: Chance of so strong a pattern anywhere among the lags and directions tested.
        detectable_r: The correlation that this much data would reveal eight times out of ten.
        ar_orders: Months of own momentum taken out of attention and of the outcome, 0 to 2.
        df: Degrees of freedom of the correlation at ``lag``.
        directions: 2 when it was also tested whether the outcome leads attention.
        reverse: That other direction, roles swapped; null when not tested or not enough data.
        alpha: The chance of error that is accepted: 5 %, or what other questions leave of it.
        shifts: What was found at every lag tested, beside what chance alone gives at ``alpha``.
        same_month: The correlation within the month; it tells no order and was not tested.
    """

    status: Status
    n: int
    missing: int
    directions: int
    reason: Reason | None = None
    lag: int | None = None
    lag_range: tuple[int, int] | None = None
    r: float | None = None
    p_familywise: float | None = None
    detectable_r: float | None = None
    ar_orders: tuple[int, int] | None = None
    df: int | None = None
    reverse: "LeadVerdict | None" = None
    alpha: float = ALPHA
    shifts: tuple[Shift, ...] = ()
    same_month: float | None = None

    @property
    def together(self) -> bool:
        """Both directions stand out, so the order cannot be told."""
        return (
            self.reverse is not None and self.status == "signal" and self.reverse.status == "signal"
        )

    def months_left(self, r: float = WORTH_KNOWING) -> int:
        """Months still needed before a correlation of ``r`` would be found 8 times out of 10."""
        return when_will_we_know(self.n, r, self.directions, self.alpha)

    def at(self, alpha: float) -> "LeadVerdict":
        """The same verdict where a chance of error of ``alpha`` is accepted for this question."""
        if self.detectable_r is None or alpha == self.alpha:
            return replace(self, alpha=alpha)
        stretched = _reach(self.directions, alpha) / _reach(self.directions, self.alpha)
        return replace(
            self,
            alpha=alpha,
            detectable_r=tanh(stretched * atanh(self.detectable_r)),
            shifts=tuple(shift.at(_at_a_lag(self.directions, alpha)) for shift in self.shifts),
        )


def lead_verdict(attention: pd.Series, outcome: pd.Series, directions: int = 2) -> LeadVerdict:
    """Whether the outcome tends to follow attention by one to six months.

    Own-autoregression prewhitened lag correlation with month dummies and a linear trend removed,
    t tests that charge the removed terms, and Bonferroni's correction over the lags and the
    directions tested. Wants 36 months with both values, at most one missing month between them,
    and series that vary; trailing twelve-month figures must not be given, since their built-in
    memory is exactly what the test looks for.

    Args:
        attention: One value a month on a monthly ``PeriodIndex``; null means unknown.
        outcome: Likewise.
        directions: 1, or 2 to test as well whether attention follows the outcome.

    Raises:
        ValueError: an index is not monthly, or ``directions`` is neither 1 nor 2.

    Source:
        Haugh (1976), "Checking the independence of two covariance-stationary time series",
        JASA 71; Pierce (1977), JASA 72.
    """
    if directions not in (1, 2):
        raise ValueError(f"directions is {directions}; test 1 or 2")
    first, second = _common_span(attention, outcome)
    known = int((first.notna() & second.notna()).sum())
    verdict = LeadVerdict("not_enough_data", known, len(first) - known, directions)
    # Gaps first: they stay, so that a reader told to come back in a month would come in vain.
    if verdict.missing > MOST_MISSING:
        return replace(verdict, reason="missing_months")
    if known < FEWEST_MONTHS:
        return replace(verdict, reason="too_few_months")
    new_in_first, new_in_second = innovations(first), innovations(second)
    if new_in_first is None or new_in_second is None:
        return replace(verdict, reason="no_variation")
    (x, p), (y, q) = new_in_first, new_in_second
    start = max(p, q)
    x, y = x[start:], y[start:]
    forward = _judged(replace(verdict, ar_orders=(p, q)), x, y)
    if directions == 1:
        return forward
    return replace(forward, reverse=_judged(replace(verdict, ar_orders=(q, p)), y, x))


def _common_span(attention: pd.Series, outcome: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Both series over the months from the first to the last in which both are known."""
    both = pd.concat([known_span(attention), known_span(outcome)], axis=1, keys=["x", "y"])
    months = known_span(both["x"].where(both["y"].notna())).index
    return both["x"].reindex(months), both["y"].reindex(months)


def _judged(verdict: LeadVerdict, x: np.ndarray, y: np.ndarray) -> LeadVerdict:
    """The verdict on whether surprises ``y`` echo surprises ``x``, with all its figures."""
    tests = {lag: _correlation(x[:-lag], y[lag:]) for lag in LAGS}
    lag = min(tests, key=lambda lag: tests[lag][2])
    r, df, p = tests[lag]
    p_familywise = min(1.0, p * len(LAGS) * verdict.directions)
    return replace(
        verdict,
        status="signal" if p_familywise < ALPHA else "no_evidence",
        lag=lag,
        lag_range=_lag_range({lag: (r, df) for lag, (r, df, _) in tests.items()}),
        r=r,
        p_familywise=p_familywise,
        detectable_r=_detectable(tests[MIDDLE_LAG][1], verdict.directions),
        df=df,
        shifts=_shifts(tests, verdict.directions),
        same_month=_correlation(x, y)[0],
    )


def _shifts(tests: dict[int, tuple[float, int, float]], directions: int) -> tuple[Shift, ...]:
    """Every lag that was tested, with what chance alone gives there."""
    chance = _at_a_lag(directions, ALPHA)
    return tuple(Shift(lag, r, df, chance_limit(df, chance)) for lag, (r, df, _) in tests.items())


def _at_a_lag(directions: int, alpha: float) -> float:
    """What each lag and direction may have of the chance of error of all of them."""
    return alpha / (len(LAGS) * directions)


def _correlation(x: np.ndarray, y: np.ndarray) -> tuple[float, int, float]:
    """Pearson's r over the months known in both, its degrees of freedom and two-sided p."""
    from scipy.special import stdtr

    known = np.isfinite(x) & np.isfinite(y)
    x, y = x[known] - x[known].mean(), y[known] - y[known].mean()
    size = sqrt((x @ x) * (y @ y))
    r = float(np.clip(x @ y / size, -1, 1)) if size else 0.0
    df = int(known.sum()) - 2 - SEASON_AND_TREND_TERMS
    t = abs(r) * sqrt(df / max(1 - r * r, 1e-300))
    return r, df, 2 * float(stdtr(df, -t))


def _lag_range(tests: dict[int, tuple[float, int]]) -> tuple[int, int]:
    """The lags within reach of the likeliest one, widened by a month on both sides.

    Without the widening, an effect spread over three months was covered too seldom.
    """
    likelihood = {lag: -df / 2 * log1p(-min(r * r, 1 - 1e-15)) for lag, (r, df) in tests.items()}
    best = max(likelihood.values())
    near = [lag for lag, value in likelihood.items() if 2 * (best - value) <= LIKELIHOOD_DROP]
    return max(min(near) - 1, LAGS[0]), min(max(near) + 1, LAGS[-1])


def months_needed(r: float, directions: int = 2, outcomes: int = 1, alpha: float = ALPHA) -> int:
    """Months of history in which a correlation of ``r`` would be found 8 times out of 10.

    Args:
        r: The correlation of surprises, above 0 and below 1.
        directions: 2 when it is also asked whether the outcome leads attention.
        outcomes: How many outcomes are asked about, each paying for the others.
        alpha: The chance of error that is accepted for all of them together.

    Raises:
        ValueError: ``r`` is not between 0 and 1, or a count is impossible.
    """
    if not 0 < r < 1:
        raise ValueError(f"r is {r:g}; give a correlation above 0 and below 1")
    if directions not in (1, 2) or outcomes < 1:
        raise ValueError(
            f"{directions} directions and {outcomes} outcomes; test 1 or 2, of 1 or more"
        )
    df = 1 + (_reach(directions, alpha / outcomes) / atanh(r)) ** 2
    return max(ceil(df + MIDDLE_LAG + 2 + SEASON_AND_TREND_TERMS), FEWEST_MONTHS)


def when_will_we_know(
    n: int, r: float = WORTH_KNOWING, directions: int = 2, alpha: float = ALPHA
) -> int:
    """Months still needed on top of ``n``; 0 when there are enough."""
    return max(months_needed(r, directions, alpha=alpha) - n, 0)


def _detectable(df: int, directions: int) -> float:
    """The correlation found with 80 % power by the two-sided test of every lag and direction.

    Fisher's transformation, at the middle lag's degrees of freedom.
    """
    return tanh(_reach(directions) / sqrt(df - 1))


def _reach(directions: int, alpha: float = ALPHA) -> float:
    """How many standard errors from 0 a correlation lies that is found with 80 % power."""
    return NormalDist().inv_cdf(1 - _at_a_lag(directions, alpha) / 2) + POWER_QUANTILE
