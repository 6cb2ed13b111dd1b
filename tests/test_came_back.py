"""What is said of initiatives that came back, and of promises too few for an interval."""

from datetime import date, timedelta

import pytest

from kundagenda.findings.promises import HitRate
from kundagenda.panels.life_curve import _came_back
from kundagenda.shown.promise_words import sure_of
from kundagenda.texts.told import telling_in
from metrics.initiatives import Initiative, attention_life

START, AS_OF = date(2024, 1, 10), date(2025, 12, 31)


@pytest.fixture(autouse=True)
def english():
    with telling_in("en"):
        yield


def initiative(number, *after, completed=None):
    days = tuple(START + timedelta(days=each) for each in after)
    done = None if completed is None else START + timedelta(days=completed)
    return Initiative(number, f"I{number}", None, done, days)


def test_one_that_came_back_and_was_completed_faded_first_and_the_page_says_so():
    back = initiative(1, 0, 30, 150, 170, completed=180)  # away from day 30 to 150: 120 days
    found = attention_life([back, initiative(2, 0, 30, completed=40)], AS_OF)
    assert (found.faded, found.completed, found.revived) == (1, 1, 1)
    said = _came_back(found)
    assert said.startswith("1 came back after such a silence: only its first time")
    assert said.endswith("even where it was completed later.")


def test_without_a_return_nothing_is_said_of_returns():
    assert _came_back(attention_life([initiative(1, 0, 30)], AS_OF)) == ""


@pytest.mark.parametrize("judged", [1, 4])
def test_a_few_promises_have_no_interval(judged):
    assert sure_of(HitRate(1, judged, 0.2, 1.0)) == "Too few to say how often."


def test_five_promises_have_one_and_none_has_nothing():
    assert sure_of(HitRate(2, 5, 0.12, 0.77)) == "12–77 percent (95% interval)."
    assert sure_of(None) == ""
