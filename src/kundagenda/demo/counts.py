"""How many items of each kind the agenda holds, month by month."""

from dataclasses import dataclass

import numpy as np

from kundagenda.demo import parameters as p
from kundagenda.demo.initiatives import Life, lives
from kundagenda.demo.latent import attention
from kundagenda.demo.meeting_days import customer_capacity, meetings_in, others_expected
from kundagenda.demo.streams import Floats, Ints, poisson, stream

POSITIONS = p.MONTHS + p.AHEAD


@dataclass(frozen=True)
class Counts:
    """Items that the meetings of each month discuss, initiatives apart.

    ``segments`` has shape (POSITIONS, segments); ``general`` are customer items of no segment
    and ``others`` items that are not about customers, each (POSITIONS,).
    """

    segments: Ints
    general: Ints
    others: Ints
    initiatives: tuple[Life, ...]

    def customer_by_month(self) -> Ints:
        """Customer items per month of the agenda, initiatives included."""
        drawn = (self.segments.sum(axis=1) + self.general)[: p.MONTHS]
        return np.asarray(drawn + self._appearances(customer=True))

    def all_by_month(self) -> Ints:
        """All items that are discussed per month of the agenda, formal ones never counted."""
        return (
            self.customer_by_month() + self.others[: p.MONTHS] + self._appearances(customer=False)
        )

    def _appearances(self, customer: bool) -> Ints:
        seen = [
            position
            for life in self.initiatives
            if life.customer == customer
            for position, _ in life.seen
        ]
        return np.bincount(seen, minlength=p.MONTHS)


def draw_counts(seed: int, first_month: int) -> Counts:
    """The counts of a company whose agenda begins in the month of this number."""
    rng = stream(seed, "counts")
    uniform = rng.random((POSITIONS, len(p.SEGMENTS) + 2))
    months = [first_month + position for position in range(POSITIONS)]
    by_segment, common = attention(seed)
    swing = by_segment[p.BURN_IN :], common[p.BURN_IN :]
    base = np.array([customer_capacity(m) * np.exp(p.AGENDA_SEASON[m % 12]) for m in months])
    base = base * np.exp(p.DROP * (np.arange(POSITIONS) >= p.DROP_BEGINS))
    weights = np.array([segment.weight for segment in p.SEGMENTS])
    intensity = p.CUSTOMER_ITEMS * weights * np.exp(p.LOADING * swing[0]) * base[:, None]
    intensity *= _price_rise()
    general = p.GENERAL_ITEMS * np.exp(p.GENERAL_LOADING * swing[1]) * base
    others = np.array([others_expected(month) for month in months])
    drawn = poisson(uniform, np.column_stack([intensity, general, others]))
    # A meeting without a single ordinary item would be a meeting without an agenda.
    others = np.maximum(drawn[:, -1], [2 * meetings_in(month) for month in months])
    return Counts(drawn[:, :-2], drawn[:, -2], others, tuple(lives(seed, first_month)))


def _price_rise() -> Floats:
    """The month in which one segment's price rise fills the agenda: it causes nothing later."""
    lift = np.ones((POSITIONS, len(p.SEGMENTS)))
    codes = [segment.code for segment in p.SEGMENTS]
    lift[p.PRICE_RISE, codes.index(p.PRICE_RISE_SEGMENT)] = np.exp(p.PRICE_RISE_ATTENTION)
    return lift
