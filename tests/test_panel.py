"""Segments compared with one another: worked by regressions, planted companies and orders."""

from itertools import permutations
from time import perf_counter

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from kundagenda.demo import parameters as p
from kundagenda.demo.answers import draw_answers
from kundagenda.demo.counts import draw_counts
from metrics.panel import PanelVerdict, panel_verdict
from metrics.periods import parse_month
from monthly_series import wandering

UNTIL = parse_month("2026-09")


def frame(columns, start="2021-01"):
    months = pd.period_range(start, periods=len(columns[0]), freq="M")
    return pd.DataFrame({f"s{n}": column for n, column in enumerate(columns)}, months)


def drawn(segments, months, strength, seed, lag=3):
    """Attention of each segment, and an outcome that echoes the segment's own attention."""
    rng = np.random.default_rng(seed)
    attention = [wandering(months + lag, rng) for _ in range(segments)]
    outcome = [strength * x[:months] + wandering(months, rng) for x in attention]
    return frame([x[lag:] for x in attention]), frame(outcome)


def demo(beta):
    """Segment share of items and segment NPS of the demo company."""
    first = UNTIL - p.LAST
    counts, answers = draw_counts(p.DEFAULT_SEED, first), draw_answers(p.DEFAULT_SEED, first, beta)
    share = counts.segments[: p.MONTHS] / counts.all_by_month()[:, None]
    net = answers.promoters.astype(int) - answers.detractors
    nps = [
        100 * net[:, answers.segment == s].sum(axis=1)
        / answers.answered[:, answers.segment == s].sum(axis=1)
        for s in range(len(p.SEGMENTS))
    ]  # fmt: skip
    return frame(list(share.T)), frame(nps)


def test_the_planted_lead_of_the_demo_is_found_and_its_twin_is_silent():
    begun = perf_counter()
    found, twin = panel_verdict(*demo(p.BETA)), panel_verdict(*demo(0.0))
    assert perf_counter() - begun < 2  # two verdicts of at most a second
    assert (found.status, found.lag, found.n, found.segments) == ("signal", 3, 60, 6)
    assert found.r > 0
    assert found.orders == 6 * 5 * 4 * 3 * 2
    assert found.p < 0.01
    assert twin.status == "no_evidence"


def plain_strengths(x, y, order):
    """Per lag, partial correlation and coefficient of one large regression, every dummy in it."""
    segments, months = y.shape
    rows = [(s, t) for s in range(segments) for t in range(6, months)]
    controls = [[float(s == k) for k in range(segments)] for s, _ in rows]
    controls = [
        c + [float(t == k) for k in range(7, months)]
        for c, (_, t) in zip(controls, rows, strict=True)
    ]
    controls = [
        c + [t * float(s == k) for k in range(1, segments)] + [y[s, t - 1]]
        for c, (s, t) in zip(controls, rows, strict=True)
    ]
    left_y = sm.OLS([y[s, t] for s, t in rows], controls).fit().resid
    for lag in range(1, 7):
        left_x = sm.OLS([x[order[s], t - lag] for s, t in rows], controls).fit().resid
        together, size = left_x @ left_y, left_x @ left_x
        yield together / np.sqrt(size * (left_y @ left_y)), together / size


def test_the_verdict_is_the_strongest_lag_among_all_orders_of_the_segments():
    x, y = drawn(5, 26, strength=0.3, seed=4)
    verdict = panel_verdict(x, y)
    strongest = {
        order: max(
            plain_strengths(x.to_numpy().T, y.to_numpy().T, order), key=lambda fit: abs(fit[0])
        )
        for order in permutations(range(5))
    }
    real, coefficient = strongest[tuple(range(5))]
    assert (verdict.r, verdict.coefficient) == pytest.approx((real, coefficient))
    as_strong = sum(abs(r) >= abs(real) - 1e-9 for r, _ in strongest.values())
    assert verdict.p == pytest.approx(as_strong / 120)
    assert verdict.orders == 120


def test_without_a_lead_signals_are_rare():
    verdicts = [panel_verdict(*drawn(6, 36, strength=0, seed=seed)) for seed in range(60)]
    assert sum(verdict.status == "signal" for verdict in verdicts) <= 5  # 1.5 expected at 2.5 %


def test_a_fall_after_attention_has_a_negative_coefficient():
    x, y = drawn(6, 48, strength=0.8, seed=2)
    up, down = panel_verdict(x, y), panel_verdict(x, -y)
    assert (up.lag, down.lag, up.p) == (3, 3, down.p)
    assert down.coefficient == pytest.approx(-up.coefficient)
    assert up.coefficient == pytest.approx(0.8, abs=0.2)  # as planted


def test_with_the_labels_swapped_the_lead_is_gone():
    x, y = drawn(6, 60, strength=0.7, seed=1)
    assert panel_verdict(x, y).status == "signal"
    swapped = x.set_axis([*x.columns[1:], x.columns[0]], axis=1)
    assert panel_verdict(swapped, y).status == "no_evidence"


def test_the_order_of_columns_and_rows_does_not_matter():
    x, y = drawn(6, 48, strength=0.5, seed=3)
    one, other = panel_verdict(x, y), panel_verdict(x[x.columns[::-1]][::-1], y)
    assert (one.status, one.lag, one.p) == (other.status, other.lag, other.p)
    assert one.r == pytest.approx(other.r)


@pytest.mark.parametrize("unit", [1e-12, 1e12])
def test_the_units_do_not_matter(unit):
    x, y = drawn(5, 36, strength=0.5, seed=3)
    one = panel_verdict(x, y)
    in_outcome, in_attention = panel_verdict(x, unit * y), panel_verdict(unit * x, y)
    for other, times in ((in_outcome, unit), (in_attention, 1 / unit)):
        assert (other.p, other.lag) == (one.p, one.lag)
        assert (other.r, other.coefficient) == pytest.approx((one.r, times * one.coefficient))


def test_attention_that_is_the_outcome_itself_is_not_mistaken_for_its_own_past():
    _, y = drawn(5, 36, strength=0, seed=3)
    verdict = panel_verdict(y, y)
    assert verdict.lag != 1  # a month back it is the very past that is allowed for
    assert -1 <= verdict.r <= 1


def test_the_level_does_not_matter():
    x, y = drawn(5, 36, strength=0.5, seed=3)
    one = panel_verdict(x, y)
    for other in (panel_verdict(x, y + 1000), panel_verdict(x + 1000, y)):
        assert (other.p, other.lag) == (one.p, one.lag)
        assert other.r == pytest.approx(one.r)


def test_an_outcome_that_moves_in_the_last_month_alone_has_no_past_to_allow_for():
    x, _ = drawn(5, 36, strength=0.5, seed=3)
    still = [[0.0] * 35 + [float(segment**2)] for segment in range(5)]
    assert -1 <= panel_verdict(x, frame(still)).r <= 1


def test_a_push_in_the_whole_company_is_invisible():
    x, y = drawn(6, 60, strength=0.0, seed=5)
    rng = np.random.default_rng(9)
    push = 5 * wandering(63, rng)
    pushed = panel_verdict(x.add(push[3:], axis=0), y.add(push[:60], axis=0))
    plain = panel_verdict(x, y)
    assert pushed.status == plain.status == "no_evidence"
    assert pushed.p == pytest.approx(plain.p, abs=0.02)


def test_four_segments_are_too_few():
    verdict = panel_verdict(*drawn(4, 60, strength=0.9, seed=1))
    assert verdict == PanelVerdict("not_enough_data", 60, 4, reason="too_few_segments")
    assert panel_verdict(pd.DataFrame(), pd.DataFrame()).segments == 0


def test_a_chance_of_exactly_one_in_forty_is_no_signal():
    verdict = panel_verdict(*drawn(5, 26, strength=0.5, seed=34))
    assert (verdict.p, verdict.status) == (3 / 120, "no_evidence")


def test_attention_that_is_only_there_or_not_there_is_attention_of_its_own():
    x, y = drawn(6, 48, strength=0.9, seed=1)
    assert panel_verdict(1.0 * (x > 0), y).segments == 6


def test_a_segment_without_attention_of_its_own_is_not_counted():
    x, y = drawn(5, 48, strength=0.9, seed=1)
    x["s4"] = 0.0
    assert panel_verdict(x, y).reason == "too_few_segments"


@pytest.mark.parametrize(("months", "status"), [(23, "not_enough_data"), (24, "signal")])
def test_24_months_are_needed(months, status):
    verdict = panel_verdict(*drawn(6, months, strength=1.5, seed=1))
    assert (verdict.status, verdict.n) == (status, months)


def test_a_segment_that_lacks_months_is_left_out_and_one_month_is_left_a_gap():
    x, y = drawn(7, 48, strength=0.9, seed=1)
    y.iloc[20, 0] = np.nan
    y.iloc[10:12, 1] = np.nan
    verdict = panel_verdict(x, y)
    assert (verdict.status, verdict.segments, verdict.n) == ("signal", 6, 47)


def test_segments_that_never_differ_cannot_be_compared():
    x, y = drawn(6, 48, strength=0.5, seed=1)
    same = frame([x["s0"].to_numpy()] * 6)
    assert panel_verdict(same, y).reason == "no_variation"
    assert panel_verdict(x, frame([y["s0"].to_numpy()] * 6)).reason == "no_variation"


def test_from_seven_segments_on_the_orders_are_drawn():
    assert panel_verdict(*drawn(7, 30, strength=0.5, seed=6)).orders == 5000 + 1


def test_many_segments_are_compared_in_drawn_orders_and_always_the_same_ones():
    x, y = drawn(8, 36, strength=0.6, seed=6)
    verdict = panel_verdict(x, y)
    assert verdict == panel_verdict(x, y)
    assert verdict.orders == 5000 + 1
    assert verdict.status == "signal"
