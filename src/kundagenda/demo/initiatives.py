"""Initiatives: launched, brought up again and again, then completed or quietly faded."""

from dataclasses import dataclass

import numpy as np

from kundagenda.demo import parameters as p
from kundagenda.demo.meeting_days import LEADERSHIP
from kundagenda.demo.streams import Floats, stream

DAYS_A_MONTH = 30.4375
MOST_MEETINGS = 3  # of the leadership team in a month


@dataclass(frozen=True)
class Meeting:
    """A meeting of the leadership team: its month, its place in the month, its nominal day."""

    position: int
    place: int
    day: int

    @property
    def moment(self) -> float:
        """Its nominal time, in months from the start."""
        return self.position + (self.day - 1) / 31


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
        _life(
            number,
            bool(customer[n]),
            float(launched[n]),
            float(fade[n]),
            float(done[n]),
            luck[n],
            meetings,
        )
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


def _leadership_slots(first_month: int) -> list[Meeting]:
    """Every meeting of the leadership team."""
    return [
        Meeting(position, place, day)
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
    meetings: list[Meeting],
) -> Life:
    """Lives from its first meeting on, and is last brought up at the meeting nearest to its end.

    So the time between first and last appearance has the planted distribution.
    """
    to_come = [meeting for meeting in meetings if meeting.moment >= launched]
    if not to_come:
        return Life(number, customer, launched, None, ())
    end = to_come[0].moment + min(fade, done)
    last = min(to_come, key=lambda meeting: abs(meeting.moment - end))
    ended = end <= meetings[-1].moment
    seen = [
        (m.position, m.day)
        for m in to_come
        if m.moment <= last.moment
        and (m is to_come[0] or (ended and m is last) or luck[m.position, m.place] < p.APPEARANCE)
    ]
    return Life(number, customer, launched, end if done < fade else None, tuple(seen))
