"""Who answers: whether the mix of respondents has shifted, so that figures compare like with like.

A score can rise because customers are happier, or because other customers answer. The shares of
each segment among those who answered tell the two apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from sqlalchemy import func, select

from metrics.periods import month_of
from metrics.responses import responses
from metrics.scope import Rows, Scope

SHIFT_P = 0.01
SHIFT_V = 0.1  # Cohen's small effect; below it the mix moves too little to move a score
LEAST_EXPECTED = 5
MOST_SMALL_CELLS = 0.2

MixStatus = Literal["shifted", "steady", "not_enough_data"]


@dataclass(frozen=True)
class MixShift:
    """How the mix of respondents compares with that of the year before.

    Attributes:
        status: ``shifted`` when the mix differs by more than chance and by enough to matter.
        chi_square: Of the table of segments by year, without continuity correction.
        df: Its degrees of freedom, the number of segments less one.
        p: The chance of so great a difference, had the mix not changed.
        cramers_v: The size of the difference, 0 (the same mix) to 1 (nobody in common).
        shares_now: Each segment's share of the respondents, 0..1; empty where nobody answered.
        shares_before: Likewise, the year before.
        largest: The segment whose share changed most; the lowest code if several did.

    The figures of the test are null when there is not enough data, ``largest`` when nothing
    can be compared or no share changed.
    """

    status: MixStatus
    chi_square: float | None
    df: int | None
    p: float | None
    cramers_v: float | None
    shares_now: Mapping[str, float]
    shares_before: Mapping[str, float]
    largest: str | None


def mix_shift(now: Mapping[str, int], before: Mapping[str, int]) -> MixShift:
    """Whether the segments' shares of the respondents differ from those of the year before.

    With many answers every difference is significant, and with few a large one is not. So a
    shift takes both: p under 1 % and an effect (Cramer's V) of at least 0.1.

    Args:
        now: Respondents by segment, the last twelve months; '' names no segment.
        before: Likewise, the twelve months before.

    Raises:
        ValueError: a count is negative.

    Source:
        Pearson's chi-square test of homogeneity; Cochran (1954), Biometrics 10, on how few
        answers it stands; Cramer (1946) and Cohen (1988) on the size of an effect.
    """
    if min([*now.values(), *before.values()], default=0) < 0:
        raise ValueError(f"respondents cannot be fewer than none, got {dict(now)}, {dict(before)}")
    segments = sorted({s for counts in (now, before) for s, n in counts.items() if n})
    table = [[counts.get(segment, 0) for segment in segments] for counts in (now, before)]
    shares = _shares(segments, table[0]), _shares(segments, table[1])
    largest = _largest_change(segments, *shares)
    if not _testable(table):
        return MixShift("not_enough_data", None, None, None, None, *shares, largest)
    chi_square, df, p = _chi_square(table)
    cramers_v = sqrt(chi_square / (sum(table[0]) + sum(table[1])))
    status: MixStatus = "shifted" if p < SHIFT_P and cramers_v >= SHIFT_V else "steady"
    return MixShift(status, chi_square, df, p, cramers_v, *shares, largest)


def respondents(scope: Scope) -> Rows:
    """Responses by month and segment: ``month, segment, respondents``, in that order.

    The same count as in the response rate: a response counts once, in the month of its first
    answer, however many questions it answers or skips and however long that takes.
    """
    response = responses(scope)
    month, segment = month_of(response.c.first_on), response.c.segment
    return (
        select(month.label("month"), segment.label("segment"), func.count().label("respondents"))
        .group_by(month, segment)
        .order_by("month", "segment")
    )


def _shares(segments: list[str], counts: list[int]) -> dict[str, float]:
    total = sum(counts)
    if not total:
        return {}
    return {segment: n / total for segment, n in zip(segments, counts, strict=True)}


def _largest_change(
    segments: list[str], now: Mapping[str, float], before: Mapping[str, float]
) -> str | None:
    """The segment that gained or lost most; rounding must not decide between equals."""
    if not (now and before):
        return None
    changes = {segment: round(abs(now[segment] - before[segment]), 12) for segment in segments}
    greatest = max(changes.values())
    return next(s for s in segments if changes[s] == greatest) if greatest else None


def _expected(table: list[list[int]]) -> list[list[float]]:
    """The counts of each year, had both years the same mix."""
    total = sum(map(sum, table))
    columns = [sum(column) for column in zip(*table, strict=True)]
    return [[sum(row) * column / total for column in columns] for row in table]


def _testable(table: list[list[int]]) -> bool:
    """Whether there are two segments, and four in five cells expect five respondents or more."""
    if len(table[0]) < 2:
        return False
    cells = [cell for row in _expected(table) for cell in row]
    small = sum(cell < LEAST_EXPECTED for cell in cells)
    return small <= MOST_SMALL_CELLS * len(cells)


def _chi_square(table: list[list[int]]) -> tuple[float, int, float]:
    """Pearson's statistic, its degrees of freedom and the chance of one as great."""
    from scipy.special import chdtrc  # slow to load, and few pages test anything

    statistic = sum(
        (seen - expected) ** 2 / expected
        for row, expected_row in zip(table, _expected(table), strict=True)
        for seen, expected in zip(row, expected_row, strict=True)
    )
    df = len(table[0]) - 1
    return statistic, df, float(chdtrc(df, statistic))
