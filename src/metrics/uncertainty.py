"""How sure a figure is: intervals around shares, Net Promoter Scores and means.

Standard library only: pages import this, and a statistics library would slow every start.
"""

from math import floor, inf, isfinite, sqrt
from statistics import NormalDist

from metrics.student import student_quantile

NPS_PSEUDO_ANSWERS = (0.75, 1.5, 0.75)  # added to promoters, passives, detractors: three in all


def wilson(successes: float, base: float, confidence: float = 0.95) -> tuple[float, float]:
    """The range in which the true share plausibly lies, 0..1.

    Raises:
        ValueError: the base is 0, or there are more successes than base or fewer than none.

    Source:
        Wilson (1927), JASA 22.

    >>> low, high = wilson(3, 12)
    >>> round(low, 3), round(high, 3)
    (0.089, 0.532)
    """
    _check_share(successes, base)
    z = _normal_quantile(confidence)
    share, weight = successes / base, z * z / base
    middle = (share + weight / 2) / (1 + weight)
    margin = z * sqrt(share * (1 - share) / base + weight / (4 * base)) / (1 + weight)
    low = 0.0 if successes == 0 else max(middle - margin, 0.0)
    high = 1.0 if successes == base else min(middle + margin, 1.0)
    return low, high


def nps_interval(
    promoters: float, passives: float, detractors: float, confidence: float = 0.95
) -> tuple[float, float]:
    """The range in which the true Net Promoter Score plausibly lies, in points, -100..100.

    Adjusted Wald: three answers are added, spread 3/4, 3/2, 3/4, before the normal
    approximation. The score itself stays unadjusted, so the interval does not lie evenly
    around it. Even so it reaches 20 points either way at 50 answers and 14 at 100.

    Args:
        promoters: Answers of 9 or 10.
        passives: Answers of 7 or 8.
        detractors: Answers of 0 to 6.
        confidence: Coverage, strictly between 0 and 1.

    Raises:
        ValueError: there are no answers, or a count is negative.

    Source:
        Rocks (2016), "Interval estimation for the Net Promoter Score", Am. Stat. 70.

    >>> low, high = nps_interval(promoters=9, passives=5, detractors=5)
    >>> round(low, 1), round(high, 1)
    (-16.1, 52.4)
    """
    score, error = _adjusted_nps(promoters, passives, detractors)
    margin = _normal_quantile(confidence) * error
    return max(score - margin, -100.0), min(score + margin, 100.0)


def nps_standard_error(promoters: float, passives: float, detractors: float) -> float:
    """The standard error of a Net Promoter Score, in points, without any adjustment.

    It is 0 when all answer alike, however few they are: give readers `nps_interval`.

    Raises:
        ValueError: there are no answers, or a count is negative.

    Source:
        Variance of the difference of two multinomial shares, p + d - (p - d)^2.
    """
    return _nps_and_error(promoters, passives, detractors)[1]


def difference_of_nps(
    first: tuple[float, float, float],
    second: tuple[float, float, float],
    confidence: float = 0.95,
) -> tuple[float, float]:
    """The range in which the true difference of two scores, first less second, plausibly lies.

    Independent groups of answers; the adjusted scores of `nps_interval` and the root of their
    summed squared errors. Zero inside means that the two may well be equal.

    Args:
        first: Promoters, passives, detractors.
        second: Likewise.
        confidence: Coverage, strictly between 0 and 1.

    Returns:
        Points, each within -200 to 200.

    Raises:
        ValueError: either has no answers, or a count is negative.
    """
    (score_1, error_1), (score_2, error_2) = _adjusted_nps(*first), _adjusted_nps(*second)
    margin = _normal_quantile(confidence) * sqrt(error_1**2 + error_2**2)
    difference = score_1 - score_2
    return max(difference - margin, -200.0), min(difference + margin, 200.0)


def difference_of_shares(
    successes_1: float, base_1: float, successes_2: float, base_2: float, confidence: float = 0.95
) -> tuple[float, float]:
    """The range in which the true difference of two shares, first less second, plausibly lies.

    Independent groups. Zero inside means that the two may well be equal.

    Returns:
        Each within -1 to 1.

    Raises:
        ValueError: a base is 0, or there are more successes than base or fewer than none.

    Source:
        Newcombe (1998), Statistics in Medicine 17, method 10 (hybrid of Wilson scores).
    """
    low_1, high_1 = wilson(successes_1, base_1, confidence)
    low_2, high_2 = wilson(successes_2, base_2, confidence)
    share_1, share_2 = successes_1 / base_1, successes_2 / base_2
    difference = share_1 - share_2
    below = sqrt((share_1 - low_1) ** 2 + (high_2 - share_2) ** 2)
    above = sqrt((high_1 - share_1) ** 2 + (share_2 - low_2) ** 2)
    return difference - below, difference + above  # within -1..1, since Wilson's ends are in 0..1


def mean_interval(
    total: float, squares: float, base: int, confidence: float = 0.95
) -> tuple[float, float]:
    """The range in which the true mean plausibly lies, by Student's t, in the values' own unit.

    Args:
        total: Sum of the values.
        squares: Sum of their squares.
        base: How many values; at least two, since one says nothing of spread.
        confidence: Coverage, strictly between 0 and 1.

    Raises:
        ValueError: the base is under 2, or no values have this sum and this sum of squares.

    >>> low, high = mean_interval(total=2 + 4 + 6, squares=4 + 16 + 36, base=3)
    >>> round(low, 2), round(high, 2)
    (-0.97, 8.97)
    """
    error = sqrt(_squared_error(total, squares, base))
    margin = student_quantile((1 + confidence) / 2, base - 1) * error
    return total / base - margin, total / base + margin


def difference_of_means(
    first: tuple[float, float, int],
    second: tuple[float, float, int],
    confidence: float = 0.95,
) -> tuple[float, float]:
    """The range in which the true difference of two means, first less second, plausibly lies.

    Independent groups, each with its own spread. Zero inside means that the two may well be
    equal. Fractional degrees of freedom are rounded down, which widens the range. Without any
    spread in either group the range is the difference itself, as in `mean_interval`.

    Args:
        first: Sum of the values, sum of their squares, how many; at least two.
        second: Likewise.
        confidence: Coverage, strictly between 0 and 1.

    Raises:
        ValueError: a base is under 2, or no values have such sums.

    Source:
        Welch (1947), Biometrika 34; Satterthwaite (1946), Biometrics Bulletin 2.
    """
    error_1, error_2 = _squared_error(*first), _squared_error(*second)
    difference = first[0] / first[2] - second[0] / second[2]
    error = error_1 + error_2
    if error == 0:
        return difference, difference
    # As shares of their sum, whose squares cannot vanish however small the errors are.
    shares = (error_1 / error, first[2] - 1), (error_2 / error, second[2] - 1)
    df = 1 / sum(share**2 / fewer for share, fewer in shares)
    whole = floor(df + 1e-9)  # equal spreads give whole ones, which rounding may just miss
    margin = student_quantile((1 + confidence) / 2, whole) * sqrt(error)
    return difference - margin, difference + margin


def _squared_error(total: float, squares: float, base: int) -> float:
    """The squared standard error of a mean."""
    if base < 2:
        raise ValueError(f"an interval around a mean needs at least two values, got {base}")
    if not (isfinite(total) and isfinite(squares)):
        raise ValueError(f"a sum of {total} and squares of {squares} are not both finite numbers")
    spread = base * squares - total * total
    if spread < -1e-9 * total * total:
        raise ValueError(f"no {base} values sum to {total} with squares summing to {squares}")
    return max(spread, 0.0) / (base - 1) / base**2


def _normal_quantile(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence of {confidence} is impossible; give one between 0 and 1")
    return NormalDist().inv_cdf((1 + confidence) / 2)


def _check_share(successes: float, base: float) -> None:
    if not 0 < base < inf:
        raise ValueError(f"a share needs a base above 0, got {base}")
    if not 0 <= successes <= base:
        raise ValueError(f"{successes} of {base} is impossible; give 0 to {base}")


def _nps_and_error(promoters: float, passives: float, detractors: float) -> tuple[float, float]:
    counts = (promoters, passives, detractors)
    if not all(0 <= count < inf for count in counts):
        raise ValueError(f"counts of answers cannot be negative or unknown, got {counts}")
    answers = sum(counts)
    if answers == 0:
        raise ValueError("a Net Promoter Score needs at least one answer, got none")
    p, d = promoters / answers, detractors / answers
    return 100 * (p - d), 100 * sqrt((p + d - (p - d) ** 2) / answers)


def _adjusted_nps(promoters: float, passives: float, detractors: float) -> tuple[float, float]:
    """Score and standard error, in points, after three pseudo-answers."""
    _nps_and_error(promoters, passives, detractors)
    more_p, more_n, more_d = NPS_PSEUDO_ANSWERS
    return _nps_and_error(promoters + more_p, passives + more_n, detractors + more_d)
