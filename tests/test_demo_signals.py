"""The planted truths are found in the shipped company, and nothing is found in its null twin."""

from functools import cache
from itertools import pairwise

import pandas as pd
import pytest

from kundagenda.demo import parameters as p
from kundagenda.demo.book import draw_book
from kundagenda.demo.signals import monthly_signals
from metrics.change import confirmed_at, level_change
from metrics.lead import LeadVerdict, lead_verdict
from metrics.periods import Grain, parse_month, period_of

# One year of last months: the company depends on the calendar month that it ends in, and on
# nothing else (see the test of two years below).
ALIGNMENTS = [parse_month(f"2026-{month:02d}") for month in range(1, 13)]
every_alignment = pytest.mark.parametrize("until", ALIGNMENTS)
HOLM_OF_TWO = 0.025  # still a signal when NPS and churn were both asked about

signals = cache(monthly_signals)


def spans(until: int) -> list[int]:
    """All sixty months, and those up to the last whole quarter, of which verdicts are kept."""
    return [p.MONTHS, p.MONTHS - (until + 1 - period_of(until + 1, Grain.QUARTER))]


def is_silent(verdict: LeadVerdict) -> bool:
    assert verdict.reverse is not None
    return verdict.status == "no_evidence" and verdict.reverse.status == "no_evidence"


def churn(until: int, null_twin: bool) -> "pd.Series[float]":
    """Accounts lost in a month over those at the month before, from the last 60 snapshots."""
    book = draw_book(p.DEFAULT_SEED, until - p.LAST, null_twin)
    months = [{a for accounts in m.values() for a in accounts} for m in book.active]
    lost = [len(before - now) / len(before) for before, now in pairwise(months)]
    attention, _ = signals(p.DEFAULT_SEED, until)
    return pd.Series(lost[-p.MONTHS :], attention.index)


@every_alignment
def test_attention_before_nps_is_found_with_a_range_that_covers_three_months(until: int) -> None:
    attention, nps = signals(p.DEFAULT_SEED, until)
    for months in spans(until):
        verdict = lead_verdict(attention[:months], nps[:months], directions=2)
        assert verdict.status == "signal"
        assert verdict.p_familywise is not None
        assert verdict.p_familywise < HOLM_OF_TWO
        assert verdict.lag_range is not None
        assert verdict.lag_range[0] <= p.LEAD <= verdict.lag_range[1]
        assert verdict.r is not None
        assert verdict.r > 0
        assert not verdict.together


@every_alignment
def test_the_drop_is_confirmed_within_a_year_and_dated(until: int) -> None:
    attention, _ = signals(p.DEFAULT_SEED, until)
    confirmed = confirmed_at(attention, "share")
    assert confirmed is not None
    assert p.DROP_BEGINS <= attention.index.get_loc(confirmed) < p.DROP_BEGINS + 12
    since = level_change(attention, "share").since
    assert since is not None
    assert abs(attention.index.get_loc(since) - p.DROP_BEGINS) <= 1


@every_alignment
def test_the_story_is_a_promise_reached_and_then_forgotten(until: int) -> None:
    attention, _ = signals(p.DEFAULT_SEED, until)
    assert 0.22 < attention[: p.DROP_BEGINS].mean() < 0.31
    assert attention[p.PRIORITY_DECIDED : p.DROP_BEGINS].mean() > p.DECLARED_SHARE
    assert 0.06 < attention[p.DROP_BEGINS :].mean() < 0.12
    assert 0.06 < attention[-12:].mean() < 0.12


@every_alignment
def test_the_null_twin_is_silent_on_nps(until: int) -> None:
    attention, _ = signals(p.DEFAULT_SEED, until)
    same, nps = signals(p.DEFAULT_SEED, until, null_twin=True)
    assert attention.equals(same)
    assert all(is_silent(lead_verdict(attention[:n], nps[:n])) for n in spans(until))


@every_alignment
def test_the_null_twin_is_silent_on_churn(until: int) -> None:
    attention, _ = signals(p.DEFAULT_SEED, until)
    lost = churn(until, null_twin=True)
    assert all(is_silent(lead_verdict(attention[:n], lost[:n])) for n in spans(until))


def test_churn_follows_at_five_months_without_being_found() -> None:
    attention, _ = signals(p.DEFAULT_SEED, ALIGNMENTS[9])
    verdict = lead_verdict(attention, churn(ALIGNMENTS[9], null_twin=False))
    assert verdict.status == "no_evidence"
    assert verdict.lag == p.LEAD + p.CHURN_TRAIL
    assert verdict.r is not None
    assert verdict.r < 0


@every_alignment
def test_a_year_later_it_is_the_same_company(until: int) -> None:
    for later in (12, 24):  # one of them moves a leap day in or out
        for now, then in zip(
            signals(p.DEFAULT_SEED, until), monthly_signals(p.DEFAULT_SEED, until + later),
            strict=True,
        ):  # fmt: skip
            assert now.tolist() == then.tolist()
            assert (then.index[0] - now.index[0]).n == later
