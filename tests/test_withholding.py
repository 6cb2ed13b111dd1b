"""Withholding: grain, threshold, coarser figures and the complement, each by its own case."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import restatements_withholding as restatements
from kundagenda.findings.answer_counts import (
    answers_of,
    by_rule,
    joined_places,
    nothing_hidden,
    own_places,
)
from kundagenda.findings.reading import Sums
from kundagenda.findings.withholding import (
    WHOLE,
    Published,
    pooled,
    publication_grain,
    total,
)
from metrics.periods import Grain, parse_month

JANUARY = parse_month("2024-01")
MONTHS = range(JANUARY, JANUARY + 24)
MONTH, QUARTER, YEAR = Grain.MONTH, Grain.QUARTER, Grain.YEAR


def answers(*bases):
    """Parts of so many answers a month from January on, all of them promoters; 0 is no row."""
    return {JANUARY + i: Sums(base, base, base, base) for i, base in enumerate(bases) if base}


def every_month(base, **others):
    """Two years of the same number of answers, save in the months named m1 to m24."""
    return answers(*(others.get(f"m{i}", base) for i in range(1, 25)))


def shown_bases(segments, grain, unit):
    return {
        period - JANUARY: sums.base
        for period, sums in Published(segments).parts(unit)[grain].items()
    }


@pytest.mark.parametrize(
    ("monthly", "grain"),
    [
        (every_month(10), MONTH),
        (every_month(10, m3=9, m7=0), MONTH),  # 22 of 24 months
        (every_month(10, m3=9, m7=0, m9=9), QUARTER),  # 21 of 24 months, 8 of 8 quarters
        (every_month(9), QUARTER),  # 27 in each quarter
        (every_month(3), YEAR),  # 9 in each quarter, 36 in each year
        (every_month(4, m1=0), YEAR),  # 7 of 8 quarters
        (answers(9), None),
        (answers(*[0] * 23, 9), None),
    ],
)
def test_the_finest_grain_at_which_nine_in_ten_periods_have_ten_answers(monthly, grain):
    assert publication_grain(monthly, MONTHS[0], MONTHS[-1]) is grain


def test_only_the_last_two_years_decide():
    long = answers(*[0] * 12, *[10] * 24)
    assert publication_grain(long, JANUARY, JANUARY + 35) is MONTH
    assert publication_grain(long, JANUARY, JANUARY + 33) is MONTH  # 22 of 24
    assert publication_grain(long, JANUARY, JANUARY + 32) is YEAR  # 21 of 24, 7 of 8


def test_a_survey_that_began_lately_is_judged_on_the_months_it_has():
    assert publication_grain(answers(12), JANUARY, JANUARY) is MONTH
    assert publication_grain(answers(6, 6), JANUARY, JANUARY + 1) is QUARTER


def test_a_period_under_ten_is_withheld_at_its_own_grain():
    segments = {"": every_month(12, m5=9)}
    assert 4 not in shown_bases(segments, MONTH, "")
    assert shown_bases(segments, MONTH, "")[5] == 12


def test_nothing_is_shown_finer_than_the_own_grain():
    segments = {"": every_month(4)}
    assert shown_bases(segments, MONTH, "") == {}
    assert set(shown_bases(segments, QUARTER, "").values()) == {3 * 4}
    assert set(shown_bases(segments, YEAR, "").values()) == {12 * 4}


def test_coarser_figures_sum_shown_periods_only():
    segments = {"": every_month(12, m5=9)}
    assert shown_bases(segments, QUARTER, "")[3] == 12 + 12  # May is not in it
    assert shown_bases(segments, YEAR, "")[0] == 11 * 12


def test_the_smallest_shown_segment_is_hidden_beside_a_lone_hidden_one():
    segments = {
        "big": every_month(40),
        "middle": every_month(20),
        "small": every_month(12, m5=3),
    }
    may = 4
    assert shown_bases(segments, MONTH, WHOLE)[may] == 40 + 20 + 3
    assert shown_bases(segments, MONTH, "big")[may] == 40
    assert may not in shown_bases(segments, MONTH, "middle")
    assert may not in shown_bases(segments, MONTH, "small")
    # The quarter holds April and June of both, so that no subtraction gives May.
    assert shown_bases(segments, QUARTER, "middle")[3] == 20 + 20
    assert shown_bases(segments, QUARTER, "small")[3] == 12 + 12


def test_two_hidden_segments_hide_each_other():
    segments = {
        "big": every_month(40),
        "small": every_month(12, m5=3),
        "tiny": every_month(12, m5=2),
    }
    assert 4 in shown_bases(segments, MONTH, "big")


def test_a_segment_in_which_nobody_answered_hides_nobody():
    silent = every_month(12, m5=0)
    # Invited, and none answered: a row with no answers.
    asked = every_month(12, m5=0) | {JANUARY + 4: Sums(0, 7, None, 0)}
    for small in (silent, asked):
        segments = {"big": every_month(40), "small": small}
        assert shown_bases(segments, MONTH, "big")[4] == 40
        assert 4 not in shown_bases(segments, MONTH, "small")


def test_no_segment_is_hidden_where_the_total_is_hidden_too():
    segments = {"a": every_month(10, m5=0), "b": every_month(0)}
    segments["b"] = {JANUARY + 4: Sums(5, 5, 5, 5)}
    assert 4 not in shown_bases(segments, MONTH, WHOLE)
    assert len(shown_bases(segments, MONTH, "a")) == 23


def test_a_segment_alone_at_a_coarse_grain_is_joined_there_by_the_smallest_other():
    segments = {"big": every_month(40), "middle": every_month(20), "small": every_month(4)}
    assert shown_bases(segments, MONTH, "big")[0] == 40
    assert shown_bases(segments, MONTH, "middle") == shown_bases(segments, MONTH, "small") == {}
    assert shown_bases(segments, QUARTER, "middle")[0] == 3 * 20
    assert shown_bases(segments, QUARTER, "small")[0] == 3 * 4


def test_old_answers_do_not_make_another_the_smallest():
    segments = {
        "big": every_month(40) | {JANUARY - 100: Sums(9000, 9000, 9000, 9000)},
        "middle": every_month(41),
        "small": every_month(4),
    }
    assert shown_bases(segments, MONTH, "big") == {}  # the smallest of the last 24 months
    assert shown_bases(segments, MONTH, "middle")[0] == 41


def test_a_segment_that_is_never_shown_hides_another_only_where_it_answered():
    segments = {"big": every_month(40), "small": every_month(20), "two": every_month(0, m7=2)}
    assert set(shown_bases(segments, MONTH, "small")) == set(range(24)) - {6}
    assert shown_bases(segments, MONTH, "two") == {}
    assert shown_bases(segments, QUARTER, "small")[6] == 2 * 20
    assert shown_bases(segments, QUARTER, "big")[6] == 3 * 40


def test_no_subtraction_at_a_coarser_grain_gives_a_withheld_month():
    segments = {
        "a": every_month(4),  # shown by quarter, as b is
        "b": every_month(5),
        "c": every_month(12, m5=3),
        "d": every_month(40),
    }
    # May hides a, b and c. Total less a, b, d and the rest of c would be c's three in May.
    assert shown_bases(segments, QUARTER, WHOLE)[3] == 3 * (4 + 5 + 40) + 12 + 3 + 12
    assert shown_bases(segments, QUARTER, "c")[3] == 12 + 12
    assert 3 not in shown_bases(segments, QUARTER, "a")
    assert shown_bases(segments, QUARTER, "b")[3] == 3 * 5
    assert shown_bases(segments, QUARTER, "a")[0] == 3 * 4


def test_the_company_has_a_grain_of_its_own():
    segments = {"a": every_month(6), "b": every_month(6)}
    assert shown_bases(segments, MONTH, WHOLE)[0] == 12
    assert shown_bases(segments, MONTH, "a") == {}
    assert shown_bases(segments, QUARTER, "a")[0] == 18


def test_rolling_twelve_months_sum_what_is_shown_at_its_finest():
    segments = {"": every_month(12, m5=9)}
    assert Published(segments).rolling(WHOLE, JANUARY + 11).base == 11 * 12
    assert Published(segments).rolling("", JANUARY + 16).base == 12 * 12
    quarterly = {"": every_month(4)}
    # To February 2025: March alone stands in no shown quarter within the window.
    assert Published(quarterly).rolling("", JANUARY + 13).base == 3 * 12
    assert Published(quarterly).rolling("", JANUARY + 14).base == 4 * 12
    assert Published({"": every_month(0, m1=9)}).rolling("", JANUARY + 11) is None


def test_the_total_of_values_given_without_a_base_is_the_one_given_for_all():
    given_value = Sums(34.5, None, None, 0)
    segments = {"": {JANUARY: given_value}, "north": {JANUARY: Sums(20.0, None, None, 0)}}
    assert total(segments) == {JANUARY: given_value}
    del segments[""]
    assert total(segments)[JANUARY].numerator is None


bases = st.lists(st.sampled_from([0, 0, 3, 9, 10, 10, 12, 40]), min_size=1, max_size=30)


@settings(max_examples=200, deadline=None)
@given(drawn=st.dictionaries(st.sampled_from(["", "east", "north", "south"]), bases, max_size=4))
@example(drawn={})
def test_what_is_shown_agrees_with_a_plain_restatement_and_leaves_none_alone(drawn):
    segments = {segment: answers(*row) for segment, row in drawn.items()}
    plain = {
        segment: {month: (s.numerator, s.denominator, s.squares, s.base) for month, s in m.items()}
        for segment, m in segments.items()
    }
    expected, shown = restatements.may_be_shown(plain), Published(segments)
    for grain, size in ((MONTH, 1), (QUARTER, 3), (YEAR, 12)):
        for unit in segments.keys() | {WHOLE}:
            found = {
                period: (s.numerator, s.denominator, s.squares, s.base)
                for period, s in shown.parts(unit)[grain].items()
            }
            assert found == expected[size][unit]
            assert all(row[-1] >= 10 for row in found.values())
        for period in shown.parts(WHOLE)[grain]:
            asked = {
                s: sum(m[month].base for month in range(period, period + size) if month in m)
                for s, m in segments.items()
            }
            told = {
                s: sums[period].base for s in asked if period in (sums := shown.parts(s)[grain])
            }
            short = [s for s in asked if asked[s] != told.get(s, 0)]
            assert len(short) != 1 or len([s for s in asked if asked[s]]) == 1


def secrets_that_can_be_had(segments):
    """Every figure of one to nine answers that shown ones add up to, with their signs and sizes.

    The answers of a segment in a month are an axis of their own, so a figure's numerator says of
    whose answers it is the sum; whatever is a combination of shown ones is no secret.
    """
    cells = [(segment, month) for segment, monthly in segments.items() for month in monthly]
    axes = dict(zip(cells, np.eye(len(cells)), strict=True))
    vectors = {
        s: {m: Sums(axes[s, m], sums.base, 0, sums.base) for m, sums in monthly.items()}
        for s, monthly in segments.items()
    }
    shown = Published(vectors)
    units = {WHOLE: total(vectors)} | vectors
    told = [sums for unit in units for p in shown.parts(unit).values() for sums in p.values()]
    told += [
        sums
        for unit in units
        for month in range(JANUARY, JANUARY + 41)
        if (sums := shown.rolling(unit, month))
    ]
    secrets = [
        (unit, grain, period - JANUARY, sums)
        for unit, monthly in units.items()
        for grain in (MONTH, QUARTER, YEAR)
        for period, sums in pooled(monthly, grain).items()
        if sums.base < 10
    ]
    if not told or not secrets:
        return []
    known = np.array([sums.numerator for sums in told]).T
    wanted = np.array([sums.numerator for *_, sums in secrets]).T
    mix = np.linalg.lstsq(known, wanted, rcond=None)[0]
    found = np.abs(known @ mix - wanted).max(axis=0) < 1e-9
    return [secret[:3] for secret, can in zip(secrets, found, strict=True) if can]


few = st.lists(st.sampled_from([0, 2, 4, 5, 6, 9, 10, 11, 14, 30]), min_size=1, max_size=30)


@settings(max_examples=150, deadline=None)
@given(drawn=st.dictionaries(st.sampled_from(["", "east", "north", "south"]), few, max_size=4))
@example(drawn={"a": [11, 13, 11, 9, 0, 8], "b": [16, 10, 1, 16, 10, 0]})
def test_no_withheld_figure_can_be_had_from_shown_ones(drawn):
    assert secrets_that_can_be_had({s: answers(*row) for s, row in drawn.items()}) == []


def test_a_figure_is_hidden_where_the_rule_alone_would_let_another_be_had():
    # b did not answer in April 2025 (m16), so the company's eight are a's. Both are withheld, but
    # the quarter less the other two months would give them away.
    segments = {
        "a": answers(11, 13, 11, 9, 9, 7, 3, 6, 4, 9, 9, 11, 9, 7, 0, 8, 9, 12, 6, 9, 18, 9, 15, 7),
        "b": answers(16, 10, 1, 16, 12, 10, 10, 21, 12, 11, 11, 10, 17, 12, 10, 0, 3, 14, 13, 10,
                     11, 5, 5, 16),
    }  # fmt: skip
    counted = answers_of(segments)
    own = joined_places(own_places(counted), counted)
    by_the_rule = by_rule(counted.counts, own, nothing_hidden(*counted.counts.shape))
    shown = Published(segments)
    told = sum(len(p) for unit in counted.units for p in shown.parts(unit).values())
    assert told < sum(np.count_nonzero(of_grain) for of_grain in by_the_rule)
    assert secrets_that_can_be_had(segments) == []
