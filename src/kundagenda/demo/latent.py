"""What nobody sees: the swings of attention, and satisfaction that trails them."""

import numpy as np

from kundagenda.demo import parameters as p
from kundagenda.demo.streams import Floats, autoregression, stream

STEPS = p.BURN_IN + p.MONTHS + p.AHEAD


def attention(seed: int) -> tuple[Floats, Floats]:
    """Attention per month and segment, and its part common to the company.

    Shapes (STEPS, segments) and (STEPS,); the first BURN_IN rows lie before the agenda begins.
    """
    rng = stream(seed, "attention")
    common = autoregression(rng, p.COMMON_MEMORY, (STEPS,))
    own = autoregression(rng, p.SEGMENT_MEMORY, (STEPS, len(p.SEGMENTS)))
    return p.COMMON_PART * common[:, None] + p.SEGMENT_PART * own, common


def satisfaction(seed: int, beta: float) -> Floats:
    """Satisfaction per month and segment, LEAD months behind attention; (STEPS, segments).

    With ``beta`` 0 it is the same noise without a trace of attention.
    """
    rng = stream(seed, "satisfaction")
    common = autoregression(rng, p.COMMON_MEMORY, (STEPS,))
    own = autoregression(rng, p.SEGMENT_MEMORY, (STEPS, len(p.SEGMENTS)))
    noise = p.SATISFACTION_COMMON * common[:, None] + p.SATISFACTION_OWN * own
    seen, _ = attention(seed)
    trailing = np.vstack([seen[: p.LEAD], seen[: -p.LEAD]])
    return np.asarray(beta * trailing + np.sqrt(1 - beta**2) * noise)
