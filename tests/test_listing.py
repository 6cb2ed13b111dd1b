"""Lists of answers: none shows fewer than ten, nor does what two of them leave."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from kundagenda.findings.listing import listing_of
from kundagenda.findings.reading import Sums
from metrics.periods import Grain, months_of, parse_month, period_of

FIRST = parse_month("2023-01")
MONTHS = range(FIRST, FIRST + 12)
GRAINS = (Grain.MONTH, Grain.QUARTER, Grain.YEAR, Grain.ROLLING12)


def book(**answers: list[int]) -> dict[str, dict[int, Sums]]:
    """Segments with so many answers in the months from January 2023 on."""
    return {
        name: {FIRST + n: Sums(0, count, count, count) for n, count in enumerate(counts) if count}
        for name, counts in answers.items()
    }


def blocks(segments, unit, grain, period):
    """What a list lays out: each named segment's answers of a block, and the rest of the block."""
    listing = listing_of(segments, unit, grain, period)
    if listing is None:
        return []
    found = []
    for first, named in listing.blocks.items():
        months = months_of(first, listing.own)
        inside = {
            (segment, month): segments[segment][month].base
            for segment in (segments if unit is None else [unit])
            for month in months
            if month in segments[segment]
        }
        for name in named:
            found.append({cell for cell in inside if cell[0] == name})
        found.append({cell for cell in inside if cell[0] not in named})
    whole = sum(size(segments, block) for block in found)
    assert whole == listing.answers
    return [frozenset(block) for block in found if block]


def size(segments, cells):
    return sum(segments[segment][month].base for segment, month in cells)


def every_list(segments):
    """What any choice of group, step and period lays out."""
    return [
        blocks(segments, unit, grain, period)
        for unit in (None, *segments)
        for grain in GRAINS
        for period in {period_of(month, grain) for month in MONTHS}
    ]


counts = st.lists(st.sampled_from([0, 0, 1, 3, 4, 6, 9, 11, 14, 30]), min_size=12, max_size=12)
companies = st.dictionaries(st.sampled_from("abcd"), counts, min_size=1, max_size=4)


@settings(max_examples=12, deadline=None)
@given(companies)
def test_no_list_and_no_difference_of_two_tells_fewer_than_ten(answers):
    segments = book(**answers)
    laid_out = every_list(segments)
    wholes = {frozenset().union(*each) for each in laid_out}
    everything = {block for each in laid_out for block in each} | wholes - {frozenset()}
    for cells in everything:
        assert size(segments, cells) >= 10
    for less, more in permutations(everything, 2):
        if less < more:
            assert size(segments, more - less) >= 10


def test_a_group_is_named_where_the_rest_is_nothing_or_ten():
    # a 20 and b 12 and c 12 a month: all are listed, so the company's list names them all.
    segments = book(a=[20] * 24, b=[12] * 24, c=[12] * 24)
    listing = listing_of(segments, None, Grain.QUARTER, FIRST + 12)
    assert listing is not None
    assert listing.own is Grain.MONTH
    assert set(listing.blocks) == {FIRST + 12, FIRST + 13, FIRST + 14}
    assert all(named == {"a", "b", "c"} for named in listing.blocks.values())
    assert listing.answers == 3 * (20 + 12 + 12)


def test_the_smallest_named_group_hides_a_rest_of_fewer_than_ten():
    # b and c have 3 + 4 = 7 answers a month: without a, their seven answers could be told.
    segments = book(a=[20] * 24, b=[3] * 24, c=[4] * 24)
    listing = listing_of(segments, None, Grain.MONTH, FIRST + 12)
    assert listing is not None
    assert listing.blocks == {FIRST + 12: frozenset()}
    assert listing_of(segments, "a", Grain.MONTH, FIRST + 12) is None
    assert listing_of(segments, "b", Grain.MONTH, FIRST + 12) is None


def test_a_withheld_figure_opens_no_list():
    assert listing_of(book(a=[3] * 24), None, Grain.MONTH, FIRST) is None
    assert listing_of({}, None, Grain.MONTH, FIRST) is None
