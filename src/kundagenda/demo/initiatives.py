"""Initiatives: launched, brought up again and again, then completed or quietly faded."""

from dataclasses import dataclass

import numpy as np

from kundagenda.demo import parameters as p
from kundagenda.demo.meeting_days import LEADERSHIP
from kundagenda.demo.streams import Floats, stream

DAYS_A_MONTH = 30.4375
MOST_MEETINGS = 3  # of the leadership team in a month


@dataclass(frozen=True)
class Life:
    """One initiative on the leadership team's agenda; moments are in months from the start.

    ``seen`` are (position, nominal day) of its appearances. ``completed`` is the moment of its
    completion, null when it faded first.
    """

    number: int
    customer: bool
    launched: float
    completed: float | None
    seen: tuple[tuple[int, int], ...]


def lives(seed: int, first_month: int) -> list[Life]:
    """All initiatives in order of launch, customer and other, for a company whose first month
    has this number."""
    rng = stream(seed, "initiatives")
    customer = np.arange(p.INITIATIVES) < p.CUSTOMER_INITIATIVES
    launched = _launches(rng)
    fade = rng.exponential(p.FADE_MEDIAN_DAYS / np.log(2) / DAYS_A_MONTH, p.INITIATIVES)
    done = rng.exponential(p.COMPLETION_MEDIAN_DAYS / np.log(2) / DAYS_A_MONTH, p.INITIATIVES)
    luck = rng.random((p.INITIATIVES, p.MONTHS, MOST_MEETINGS))
    meetings = _leadership_slots(first_month)
    order = np.argsort(launched)
    return [
        _life(number, bool(customer[n]), launched[n], fade[n], done[n], luck[n], meetings)
        for number, n in enumerate(order)
    ]


def _launches(rng: np.random.Generator) -> Floats:
    """Customer initiatives come mostly before attention falls; others at any time."""
    early = p.CUSTOMER_INITIATIVES - p.LATE_CUSTOMER_INITIATIVES
    others = p.INITIATIVES - p.CUSTOMER_INITIATIVES
    return np.concatenate(
        [
            rng.uniform(1, p.DROP_BEGINS - 2, early),
            rng.uniform(p.DROP_BEGINS + 1, p.LAST - 4, p.LATE_CUSTOMER_INITIATIVES),
            rng.uniform(1, p.LAST - 1, others),
        ]
    )


def _leadership_slots(first_month: int) -> list[tuple[int, int, int]]:
    """(position, place in the month, nominal day) of every meeting of the leadership team."""
    return [
        (position, place, day)
        for position in range(p.MONTHS)
        for place, day in enumerate(LEADERSHIP.slots[(first_month + position) % 12 + 1])
    ]


def _life(
    number: int,
    customer: bool,
    launched: float,
    fade: float,
    done: float,
    luck: Floats,
    meetings: list[tuple[int, int, int]],
) -> Life:
    end = launched + min(fade, done)
    seen: list[tuple[int, int]] = []
    for position, place, day in meetings:
        moment = position + (day - 1) / 31
        first = not seen and moment >= launched
        again = bool(seen) and moment <= end and luck[position, place] < p.APPEARANCE
        if first or again:
            seen.append((position, day))
    completed = float(end) if done < fade else None
    return Life(number, customer, float(launched), completed, tuple(seen))
