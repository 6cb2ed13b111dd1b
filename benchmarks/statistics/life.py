"""How often the interval of the half-life of attention holds the one that was planted."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
from bounds import Bound, Row
from series import generators

from kundagenda.demo import parameters as p
from kundagenda.demo.initiatives import Life, lives
from kundagenda.demo.meeting_days import LEADERSHIP, nearest, slots_of
from metrics.initiatives import AttentionLife, Initiative, attention_life
from metrics.periods import parse_month

FIRST_MONTH = parse_month("2021-01")
AS_OF = date(2025, 12, 31)
LEAST = 0.90
MEDIANS = (p.FADE_MEDIAN_DAYS, p.COMPLETION_MEDIAN_DAYS)
SCALE = 1 / np.log(2)  # the mean of an exponential with median 1


def half_lives(seeds: int, slack: bool) -> Iterator[Row]:
    """Initiatives at every meeting of every forum, of one forum, and as the demo draws them."""
    everywhere, leadership = meeting_days(None), meeting_days(LEADERSHIP.name)
    cases = {
        "any forum": [_drawn(rng, everywhere) for rng in generators(400, seeds)],
        "leadership team only": [_drawn(rng, leadership) for rng in generators(401, seeds)],
        "as the demo draws them": [_of_demo(seed) for seed in range(1, seeds + 1)],
    }
    for case, drawn in cases.items():
        found = [attention_life(initiatives, AS_OF, p.W_DAYS) for initiatives in drawn]
        name = f"{case}; middle estimate {_middle(found):.0f} d"
        bound = Bound(LEAST, "least", slack)
        yield Row("half-life's interval holds it", name, sum(map(holds, found)), seeds, bound)
        endless = sum(life.half_life_interval[1] is None for life in found)
        yield Row("half-life's interval has no upper end", case, endless, seeds)


def holds(life: AttentionLife) -> bool:
    """Whether the interval holds the planted half-life; an end not reached is no bound."""
    low, high = life.half_life_interval
    reached = low is not None and low <= p.FADE_MEDIAN_DAYS
    return reached and (high is None or high >= p.FADE_MEDIAN_DAYS)


def _middle(found: Sequence[AttentionLife]) -> float:
    return float(
        np.median([np.inf if life.half_life is None else life.half_life for life in found])
    )


def meeting_days(forum: str | None) -> list[date]:
    """Every day in five years on which a forum, or any forum, meets."""
    slots = (slot for n in range(p.MONTHS) for slot in slots_of(n, FIRST_MONTH + n))
    return sorted({slot.held_on for slot in slots if forum in (None, slot.forum.name)})


def _drawn(rng: np.random.Generator, days: Sequence[date]) -> list[Initiative]:
    """Initiatives launched at any time, brought up with a chance until they fade or are done."""
    found = []
    for number in range(p.INITIATIVES):
        launch = days[0] + timedelta(days=float(rng.uniform(0, (AS_OF - days[0]).days)))
        fade, done = (float(rng.exponential(m * SCALE)) for m in MEDIANS)
        end = launch + timedelta(days=min(fade, done))
        luck = rng.random(len(days)) < p.APPEARANCE
        seen = tuple(d for d, lucky in zip(days, luck, strict=True) if lucky and launch <= d <= end)
        completed = end if done < fade and end <= AS_OF else None
        found.append(Initiative(number, "", None, completed, seen))
    return found


def _of_demo(seed: int) -> list[Initiative]:
    return [_on_days(life) for life in lives(seed, FIRST_MONTH)]


def _on_days(life: Life) -> Initiative:
    """A life of the demo with its nominal days moved to the weekday of the meetings."""
    seen = tuple(nearest(FIRST_MONTH + n, day, LEADERSHIP.weekday) for n, day in life.seen)
    completed = None
    if life.completed is not None and life.completed < p.MONTHS:
        position = int(life.completed)
        day = 1 + int((life.completed - position) * 31)
        completed = nearest(FIRST_MONTH + position, day, LEADERSHIP.weekday)
    return Initiative(life.number, "", None, completed, seen)
