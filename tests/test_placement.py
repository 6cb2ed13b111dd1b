"""Thirds and medians of places on the agenda, from counted rows."""

import pytest

from kundagenda.findings.counted_rows import Row
from kundagenda.findings.placement import Placement, placement_of, third_of


def rows(*counted: tuple[int, int, int]) -> list[Row]:
    """Rows of place, length of the agenda, and how many items stood there."""
    return [Row("place", "", "", None, tuple(map(float, one))) for one in counted]


def test_the_middle_of_an_item_decides_its_third() -> None:
    # Of four the middles lie at 1/8, 3/8, 5/8 and 7/8.
    assert [third_of(place, 4) for place in (1, 2, 3, 4)] == [0, 1, 1, 2]


@pytest.mark.parametrize("among", range(2, 12))
def test_thirds_are_the_same_read_from_either_end(among: int) -> None:
    thirds = [third_of(place, among) for place in range(1, among + 1)]
    assert thirds == [2 - third for third in reversed(thirds)]


def test_places_are_counted_and_their_medians_taken() -> None:
    # First of 2 twice, third of 3, sixth of 9: places 1 1 3 6, lengths 2 2 3 9.
    found = placement_of(rows((1, 2, 2), (3, 3, 1), (6, 9, 1)))
    assert found == Placement(first=2, middle=1, last=1, place=(1 + 3) / 2, among=(2 + 3) / 2)


def test_without_items_there_is_no_place() -> None:
    assert placement_of([]) == Placement(0, 0, 0, None, None)
