"""Krippendorff's alpha: published values, a plain restatement, its interval and its verdict."""

import random
from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics import agreement
from metrics.agreement import ENOUGH_ITEMS, Verdict, agreement_of, as_customer, verdict_of
from metrics.tables import CUSTOMER_LEVELS

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), examples A and C: a row a
# coder, a column an item, a point where the coder was silent.
BINARY = ("0100000010", "1110010000")
FOUR_CODERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def units(*coders: str) -> list[tuple[str, ...]]:
    """The labels of each item, from what each coder wrote."""
    return [tuple(code for code in item if code != ".") for item in zip(*coders, strict=True)]


def alpha(of: list[tuple[str, ...]]) -> float | None:
    """Alpha of however few items."""
    return agreement._alpha(agreement._counted([codes for codes in of if len(codes) > 1]))


def restated(of: list[tuple[str, ...]]) -> Fraction | None:
    """1 less observed over expected disagreement, pair by pair as the definition has it."""
    paired = [codes for codes in of if len(codes) > 1]
    pool = [code for codes in paired for code in codes]
    expected = sum(a != b for a, b in permutations(pool, 2))
    if not expected:
        return None
    observed = sum(
        Fraction(sum(a != b for a, b in permutations(codes, 2)), len(codes) - 1) for codes in paired
    )
    return 1 - (len(pool) - 1) * observed / expected


def test_two_coders_of_two_labels_agree_as_published():
    assert alpha(units(*BINARY)) == pytest.approx(0.095, abs=5e-4)


def test_four_coders_who_leave_items_out_agree_as_published():
    assert alpha(units(*FOUR_CODERS)) == pytest.approx(0.743, abs=5e-4)


CODES = st.lists(st.sampled_from(["none", "fix", "value"]), min_size=0, max_size=4).map(tuple)


@given(st.lists(CODES, min_size=ENOUGH_ITEMS, max_size=30))
@settings(max_examples=60, deadline=None)
def test_alpha_agrees_with_a_plain_restatement(of: list[tuple[str, ...]]) -> None:
    if not any(len(codes) > 1 for codes in of):
        return
    expected = restated(of)
    assert alpha(of) == (None if expected is None else pytest.approx(float(expected)))


@given(st.lists(CODES, min_size=5, max_size=15), st.data())
@settings(max_examples=40, deadline=None)
def test_a_resample_has_the_alpha_of_its_items(of: list[tuple[str, ...]], data: st.DataObject):
    paired = [codes for codes in of if len(codes) > 1]
    taken = data.draw(st.lists(st.integers(0, 3), min_size=len(paired), max_size=len(paired)))
    again = [codes for codes, times in zip(paired, taken, strict=True) for _ in range(times)]
    expected = restated(again)
    if paired:
        found = agreement._resampled(agreement._counted(paired), np.array([taken]))
        assert list(found) == ([] if expected is None else [pytest.approx(float(expected))])


def test_full_agreement_is_one_and_labels_at_odds_are_below_none():
    same = [("fix", "fix"), ("none", "none")] * 10
    told = agreement_of(same)
    assert (told.value, told.low, told.high, told.verdict) == (1, 1, 1, Verdict.RELIABLE)
    against = agreement_of([("fix", "none"), ("none", "fix")] * 10)
    # 40 labels, half of each: observed 20 pairs at odds of 20, expected 40 * 20 / (40 * 39).
    assert against.value == pytest.approx(1 - (39 * 40) / (40 * 20))
    assert against.verdict is Verdict.UNRELIABLE


def test_too_few_items_and_items_coded_once_give_no_alpha():
    once = [("fix",)] * 30
    told = agreement_of([("fix", "none")] * (ENOUGH_ITEMS - 1) + once)
    assert (told.value, told.low, told.items) == (None, None, ENOUGH_ITEMS - 1)
    assert told.verdict is Verdict.TOO_FEW
    assert agreement_of([("fix", "none")] * ENOUGH_ITEMS + once).verdict is Verdict.UNRELIABLE


def test_one_label_for_everything_leaves_nothing_to_tell_apart():
    told = agreement_of([("none", "none")] * 40)
    assert (told.value, told.low, told.high) == (None, None, None)
    assert told.verdict is Verdict.UNDEFINED


def test_a_rare_label_has_a_value_but_no_interval():
    # One odd item of 20 is in (1 - 1/20) ** 20 = 36 % of the resamples not at all.
    told = agreement_of([("none", "none")] * 19 + [("fix", "none")])
    assert told.value is not None
    assert (told.low, told.high) == (None, None)


def coded(items: int, seed: int, right: float = 0.85) -> list[tuple[str, str]]:
    """Two coders who each see the true label of an item with some luck."""
    luck = random.Random(seed)
    labels = ("none", "measure", "fix", "improve", "value")

    def see(true: str) -> str:
        return true if luck.random() < right else luck.choice(labels)

    return [(see(true), see(true)) for true in luck.choices(labels, k=items)]


def test_the_interval_is_the_same_for_the_same_seed_and_narrows_with_items():
    few, many = agreement_of(coded(30, 1)), agreement_of(coded(300, 1))
    assert few == agreement_of(coded(30, 1))
    assert few.low is not None
    assert few.high is not None
    assert few.value is not None
    assert few.low < few.value < few.high
    assert many.low is not None
    assert many.high is not None
    assert many.high - many.low < (few.high - few.low) / 2


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (0.8, "reliable"), (0.799, "tentative"), (0.667, "tentative"), (0.666, "unreliable"),
        (-0.2, "unreliable"),
    ],
)  # fmt: skip
def test_the_verdict_follows_krippendorffs_limits(value: float, verdict: str) -> None:
    assert verdict_of(value) == verdict


def test_as_customer_asks_the_one_question_that_decides_the_share():
    assert as_customer(("none", "fix", "value"), CUSTOMER_LEVELS) == ("no", "yes", "yes")
