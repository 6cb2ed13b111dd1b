"""Who answers the survey and what they think, as numbers; rows are made in `survey`."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kundagenda.demo import parameters as p
from kundagenda.demo.latent import satisfaction
from kundagenda.demo.streams import Floats, Ints, stream


@dataclass(frozen=True)
class Answers:
    """Every invitation of every month, in arrays of shape (MONTHS, invitations a month).

    ``segment`` is the segment of each column; ``own`` what is the respondent's alone.
    """

    segment: Ints
    answered: NDArray[np.bool_]
    feeling: Floats
    own: Floats

    @property
    def promoters(self) -> NDArray[np.bool_]:
        """Whether an invitation was answered with 9 or 10."""
        return self.answered & (self.feeling > p.PROMOTER_ABOVE)

    @property
    def detractors(self) -> NDArray[np.bool_]:
        """Whether an invitation was answered with 0 to 6."""
        return self.answered & (self.feeling <= p.DETRACTOR_UP_TO)

    def nps_by_month(self) -> Floats:
        """The company's NPS per month, -100 to 100."""
        net = self.promoters.sum(axis=1) - self.detractors.sum(axis=1)
        return np.asarray(100 * net / self.answered.sum(axis=1))


def draw_answers(seed: int, first_month: int, beta: float) -> Answers:
    """The answers to a company whose agenda begins in the month of this number."""
    rng = stream(seed, "answers")
    sizes = [round(segment.customers * segment.contacts) for segment in p.SEGMENTS]
    segment = np.repeat(np.arange(len(p.SEGMENTS)), sizes)
    own = rng.standard_normal((p.MONTHS, len(segment)))
    luck = rng.random((p.MONTHS, len(segment)))
    calendar = (first_month + np.arange(p.MONTHS)) % 12
    rate = np.array(p.RESPONSE_RATE)[calendar]
    season = np.array(p.ANSWER_SEASON)[calendar]
    offset = np.array([s.offset for s in p.SEGMENTS])
    level = satisfaction(seed, beta)[p.BURN_IN : p.BURN_IN + p.MONTHS] * p.ANSWER_LOADING + offset
    feeling = level[:, segment] + season[:, None] + own
    return Answers(segment, luck < rate[:, None], feeling, own)
