"""Student's t agrees with scipy's, on both sides of where its sum gives way to its expansion."""

import pytest
from scipy import stats

from metrics.student import student_quantile


@pytest.mark.parametrize("df", [1, 2, 3, 8, 30, 59, 60, 61, 62, 100, 1000, 10**6])
@pytest.mark.parametrize("probability", [0.5, 0.75, 0.975, 0.995])
def test_the_t_quantile_is_the_textbooks(df, probability):
    assert student_quantile(probability, df) == pytest.approx(
        stats.t.ppf(probability, df), rel=2e-8, abs=1e-12
    )


@pytest.mark.parametrize(("probability", "df"), [(0.975, 0), (1, 5), (0.2, 5)])
def test_a_t_quantile_outside_its_range_is_refused(probability, df):
    with pytest.raises(ValueError, match="no t quantile"):
        student_quantile(probability, df)
