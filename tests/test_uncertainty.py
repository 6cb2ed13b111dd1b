"""Intervals: known figures, agreement with statistics libraries, and promises for any counts."""

import ast
import sys
from math import floor, sqrt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from metrics import student, uncertainty
from metrics.uncertainty import (
    difference_of_means,
    difference_of_nps,
    difference_of_shares,
    mean_interval,
    nps_interval,
    nps_standard_error,
    wilson,
)

Z = 1.959963984540054
counts = st.integers(0, 500)


@st.composite
def shares(draw: st.DrawFn) -> tuple[int, int]:
    base = draw(st.integers(1, 500))
    return draw(st.integers(0, base)), base


@pytest.mark.parametrize(
    ("successes", "base", "low", "high"),
    [
        (3, 12, 0.088942, 0.532305),
        (2, 4, 0.150039, 0.849961),
        (1, 4, 0.045587, 0.699358),
    ],
)
def test_wilson_gives_the_published_figures(successes, base, low, high):
    assert wilson(successes, base) == pytest.approx((low, high), abs=1e-6)


@given(of=shares(), confidence=st.sampled_from([0.8, 0.95, 0.99]))
def test_wilson_agrees_with_statsmodels(of, confidence):
    expected = proportion_confint(*of, alpha=1 - confidence, method="wilson")
    assert wilson(*of, confidence) == pytest.approx(expected, abs=1e-9)


@given(of=shares())
def test_a_wilson_interval_holds_its_share_and_stays_between_nothing_and_all(of):
    successes, base = of
    low, high = wilson(successes, base)
    assert 0 <= low <= successes / base <= high <= 1
    assert low < high


def test_none_of_ten_starts_at_exactly_zero_and_ten_of_ten_ends_at_exactly_one():
    assert wilson(0, 10)[0] == 0
    assert wilson(10, 10)[1] == 1


def test_a_share_within_rounding_of_nothing_or_all_stays_between_them():
    assert wilson(1e-16, 2)[0] == 0
    assert wilson(14 - 1e-15, 14)[1] == 1


@pytest.mark.parametrize(
    "of", [(0, 0), (1, 0), (-1, 5), (6, 5), (float("nan"), 5), (1, -1), (1, float("inf"))]
)
def test_an_impossible_share_is_refused(of):
    with pytest.raises(ValueError, match=r"base above 0|is impossible"):
        wilson(*of)


@pytest.mark.parametrize("confidence", [0, 1, 95, float("nan")])
def test_a_confidence_is_a_share_strictly_between_nothing_and_all(confidence):
    with pytest.raises(ValueError, match="give one between 0 and 1"):
        wilson(1, 2, confidence)


def test_nps_of_nine_promoters_five_passives_five_detractors():
    # p = 9/19, d = 5/19: SE = 100 sqrt((p + d - (p - d)^2) / 19)
    assert nps_standard_error(9, 5, 5) == pytest.approx(100 * sqrt((14 / 19 - (4 / 19) ** 2) / 19))
    assert nps_standard_error(9, 5, 5) == pytest.approx(19.09148, abs=1e-5)
    # three answers more: N = 22, P' = 9.75/22, D' = 5.75/22, E = 4/22
    margin = Z * sqrt((15.5 / 22 - (4 / 22) ** 2) / 22)
    assert nps_interval(9, 5, 5) == pytest.approx(
        (100 * (4 / 22 - margin), 100 * (4 / 22 + margin))
    )
    assert nps_interval(9, 5, 5) == pytest.approx((-16.059916, 52.423552), abs=1e-6)


@given(promoters=counts, passives=counts, detractors=counts)
def test_an_nps_interval_has_width_stays_on_the_scale_and_mirrors(promoters, passives, detractors):
    if promoters + passives + detractors == 0:
        return
    low, high = nps_interval(promoters, passives, detractors)
    assert -100 <= low < high <= 100
    assert nps_interval(detractors, passives, promoters) == pytest.approx((-high, -low))


def test_ten_promoters_alone_have_no_error_yet_still_an_interval():
    assert nps_standard_error(10, 0, 0) == 0
    low, high = nps_interval(10, 0, 0)
    # N = 13, P' = 10.75/13, D' = .75/13, E = 10/13
    assert low == pytest.approx(100 * (10 / 13 - Z * sqrt((11.5 / 13 - (10 / 13) ** 2) / 13)))
    assert high == 100


@pytest.mark.parametrize("interval", [nps_interval, nps_standard_error])
@pytest.mark.parametrize(
    "answers", [(0, 0, 0), (-1, 3, 3), (float("nan"), 1, 1), (float("inf"), 1, 1)]
)
def test_no_answers_or_impossible_answers_have_no_score(interval, answers):
    with pytest.raises(ValueError, match=r"at least one answer|cannot be negative"):
        interval(*answers)


def test_the_difference_of_two_scores_adds_their_squared_errors():
    # both at N = 22: E1 = 4/22, E2 = -4/22, equal variances
    variance = (15.5 / 22 - (4 / 22) ** 2) / 22
    expected = (100 * (8 / 22 - Z * sqrt(2 * variance)), 100 * (8 / 22 + Z * sqrt(2 * variance)))
    assert difference_of_nps((9, 5, 5), (5, 5, 9)) == pytest.approx(expected)


def test_the_difference_of_equal_scores_lies_evenly_around_zero():
    low, high = difference_of_nps((40, 40, 20), (40, 40, 20))
    assert low == pytest.approx(-high)
    assert high > 0


def test_a_difference_of_scores_stays_on_the_scale():
    # N = 53, E = 50/53 and -50/53: 188.7 points apart, at 99 % give or take 14.3
    assert difference_of_nps((50, 0, 0), (0, 0, 50), 0.99)[1] == 200
    assert difference_of_nps((0, 0, 50), (50, 0, 0), 0.99)[0] == -200


def test_a_difference_of_scores_needs_answers_on_both_sides():
    with pytest.raises(ValueError, match="at least one answer"):
        difference_of_nps((1, 1, 1), (0, 0, 0))


@given(first=shares(), second=shares())
def test_the_difference_of_shares_agrees_with_statsmodels(first, second):
    expected = confint_proportions_2indep(*first, *second, method="newcomb", compare="diff")
    assert difference_of_shares(*first, *second) == pytest.approx(expected, abs=1e-9)


def test_the_difference_of_shares_gives_newcombes_own_example():
    # Newcombe (1998), table II, first row, method 10: 56/70 less 48/80
    assert difference_of_shares(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_a_difference_of_shares_needs_a_base_on_both_sides():
    with pytest.raises(ValueError, match="base above 0"):
        difference_of_shares(1, 2, 0, 0)


def test_a_mean_of_nine_answers_has_the_t_interval():
    answers = [7, 6, 5, 3, 6, 2, 7, 5, 4]  # mean 45/9 = 5
    squares = sum(answer**2 for answer in answers)  # 249; spread 249 - 225 = 24 = 8 x 3
    margin = stats.t.ppf(0.975, 8) * sqrt(3 / 9)
    assert mean_interval(45, squares, 9) == pytest.approx((5 - margin, 5 + margin))


@settings(deadline=None)
@given(values=st.lists(st.integers(-1000, 1000), min_size=2, max_size=80))
def test_a_mean_interval_agrees_with_scipy(values):
    low, high = mean_interval(sum(values), sum(value**2 for value in values), len(values))
    mean, error = sum(values) / len(values), stats.sem(values)
    if error == 0:
        assert (low, high) == (mean, mean)
    else:
        expected = stats.t.interval(0.95, len(values) - 1, mean, error)
        assert (low, high) == pytest.approx(expected, rel=1e-8, abs=1e-8)


@pytest.mark.parametrize(("value", "count"), [(0.1, 10), (0.1, 24), (0.7, 5)])
def test_rounding_in_the_squares_does_not_make_a_spread_impossible(value, count):
    values = [value] * count  # count x squares - sum^2 is -9e-16 for 24 values, -2e-15 for 5
    low, high = mean_interval(sum(values), sum(value**2 for value in values), count)
    assert (low, high) == pytest.approx((value, value), abs=1e-7)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ((0, 0, 0), "at least two values, got 0"),
        ((3, 9, 1), "at least two values, got 1"),
        ((10, 1, 5), "no 5 values sum to 10"),
        ((float("nan"), 1, 5), "finite"),
    ],
)
def test_a_mean_without_spread_or_with_an_impossible_one_is_refused(parts, message):
    with pytest.raises(ValueError, match=message):
        mean_interval(*parts)


def test_the_difference_of_two_means_has_welchs_interval():
    # 2, 4, 6 less 1, 2, 3, 4: variances 4 and 5/3, squared errors 4/3 and 5/12
    error = 4 / 3 + 5 / 12
    df = error**2 / ((4 / 3) ** 2 / 2 + (5 / 12) ** 2 / 3)  # 3.23, rounded down to 3
    assert floor(df) == 3
    margin = stats.t.ppf(0.975, 3) * sqrt(error)
    assert difference_of_means((12, 56, 3), (10, 30, 4)) == pytest.approx(
        (1.5 - margin, 1.5 + margin)
    )


def test_whole_degrees_of_freedom_are_not_lost_to_rounding():
    # 2, 4, 6 and 1, 1, 3, 7: squared errors 4/3 and 8/4, which have exactly five:
    # (10/3)^2 / ((4/3)^2 / 2 + 2^2 / 3) = (100/9) / (20/9)
    margin = stats.t.ppf(0.975, 5) * sqrt(4 / 3 + 8 / 4)
    assert difference_of_means((12, 56, 3), (12, 60, 4)) == pytest.approx((1 - margin, 1 + margin))


samples = st.lists(st.integers(-1000, 1000), min_size=2, max_size=40)


# scipy doubts its own variance where all values are one and the same; ours are whole sums.
@pytest.mark.filterwarnings("ignore:Precision loss occurred:RuntimeWarning")
@settings(deadline=None)
@given(first=samples, second=samples)
def test_the_difference_of_means_holds_scipys_and_is_hardly_wider(first, second):
    low, high = difference_of_means(sums_of(first), sums_of(second))
    if len({*first}) == len({*second}) == 1:
        assert low == high == first[0] - second[0]
        return
    welch = stats.ttest_ind(first, second, equal_var=False)
    inner = welch.confidence_interval(0.95)
    assert low <= inner.low + 1e-6
    assert high >= inner.high - 1e-6
    widening = stats.t.ppf(0.975, floor(welch.df + 1e-9)) / stats.t.ppf(0.975, welch.df)
    assert high - low == pytest.approx((inner.high - inner.low) * widening, rel=1e-6)
    assert difference_of_means(sums_of(second), sums_of(first)) == pytest.approx((-high, -low))


def sums_of(values):
    return sum(values), sum(value**2 for value in values), len(values)


@pytest.mark.parametrize("impossible", [(3, 9, 1), (0, 0, 0), (10, 1, 5), (float("nan"), 1, 5)])
def test_a_difference_of_means_needs_a_spread_on_both_sides(impossible):
    for first, second in ((impossible, (12, 56, 3)), ((12, 56, 3), impossible)):
        with pytest.raises(ValueError, match=r"at least two values|no 5 values sum|finite"):
            difference_of_means(first, second)


@pytest.mark.parametrize("module", [uncertainty, student])
def test_intervals_need_the_standard_library_only(module):
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    modules = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name)
        for node in imports
    }
    assert modules
    assert modules - {"metrics.student"} <= sys.stdlib_module_names
