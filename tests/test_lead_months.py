"""How many months it takes before a relation worth knowing would be seen."""

from math import sqrt

import numpy as np
import pytest
from scipy import stats

from metrics.lead import LeadVerdict, lead_verdict, months_needed, when_will_we_know
from monthly_series import monthly


@pytest.mark.parametrize(("r", "directions"), [(0.5, 1), (0.5, 2), (0.3, 2), (0.62, 2)])
def test_the_months_needed_are_the_first_that_detect_the_correlation(r, directions):
    months = months_needed(r, directions)

    def detectable(n):  # the published formula, at lag 4 with the season and trend charged
        strict = stats.norm.ppf(1 - 0.05 / (2 * 6 * directions))
        return np.tanh((strict + 0.84) / sqrt(n - 4 - 2 - 12 - 1))

    assert detectable(months) <= r < detectable(months - 1)


def test_60_months_show_a_correlation_of_a_half_and_fewer_than_36_never_do():
    assert months_needed(0.5, directions=1) == 60
    assert months_needed(0.95) == 36
    assert months_needed(0.5, outcomes=3) > months_needed(0.5)


def test_a_verdict_says_how_many_months_are_left():
    rng = np.random.default_rng(1)
    verdict = lead_verdict(*(monthly(rng.standard_normal(40)) for _ in range(2)))
    assert verdict.months_left() == when_will_we_know(40) == months_needed(0.5) - 40
    assert verdict.months_left(0.9) == 0
    assert LeadVerdict("not_enough_data", 12, 0, 1).months_left() == 60 - 12


@pytest.mark.parametrize(
    ("r", "directions", "outcomes"), [(0, 2, 1), (1, 2, 1), (0.5, 3, 1), (0.5, 2, 0)]
)
def test_impossible_questions_have_no_months(r, directions, outcomes):
    with pytest.raises(ValueError, match=r"give a correlation|test 1 or 2"):
        months_needed(r, directions, outcomes)
