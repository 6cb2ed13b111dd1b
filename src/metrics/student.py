"""Student's t, by its textbook sums: how far a mean of few values may stray.

Standard library only, as `metrics.uncertainty`, which pages import.
"""

from functools import cache
from math import cos, pi, sin, sqrt, tan
from statistics import NormalDist

SERIES_UP_TO = 60


@cache
def student_quantile(probability: float, df: int) -> float:
    """The value that Student's t with ``df`` degrees of freedom stays below so often.

    Args:
        probability: From 0.5 up to, not including, 1.
        df: At least 1.

    Raises:
        ValueError: either lies outside its range.

    Source:
        Abramowitz and Stegun 26.7.3-4, exact for whole ``df``, inverted by halving; beyond 60
        degrees of freedom their expansion 26.7.5, right to nine figures at 95 %.
    """
    if not (0.5 <= probability < 1 and df >= 1):
        raise ValueError(f"no t quantile for probability {probability} and {df} degrees of freedom")
    if df > SERIES_UP_TO:
        return _expanded_quantile(probability, df)
    low, high = 0.0, pi / 2
    while low < (angle := (low + high) / 2) < high:
        if _central_probability(angle, df) < 2 * probability - 1:
            low = angle
        else:
            high = angle
    return sqrt(df) * tan(angle)


def _central_probability(angle: float, df: int) -> float:
    """P(\\|T\\| <= sqrt(df) tan(angle)): a finite sum, since ``df`` is whole."""
    is_odd = df % 2
    term, total = (cos(angle) if is_odd else 1.0), 0.0
    for k in range(1 + is_odd, df, 2):
        total += term
        term *= cos(angle) ** 2 * k / (k + 1)
    return 2 / pi * (angle + sin(angle) * total) if is_odd else sin(angle) * total


def _expanded_quantile(probability: float, df: int) -> float:
    z = NormalDist().inv_cdf(probability)
    return (
        z
        + (z**3 + z) / (4 * df)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * df**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * df**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * df**4)
    )
