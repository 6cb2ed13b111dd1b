"""How often attention seems to lead, or to follow, an outcome that it has nothing to do with."""

from collections.abc import Iterator
from itertools import product

import numpy as np
import pandas as pd
from bounds import Bound, Row
from series import Floats, as_share, generators, monthly, wandering, with_season

from metrics.lead import ALPHA, LeadVerdict, lead_verdict
from metrics.panel import ALPHA as PANEL_ALPHA
from metrics.panel import panel_verdict

MONTHS, MEMORIES = (36, 48, 60), (0.0, 0.3, 0.6)
PANEL_MONTHS, PANEL_MEMORY, SEGMENTS = (24, 36, 60), 0.3, 6


def is_signal(verdict: LeadVerdict) -> bool:
    """Whether either direction is told."""
    both = (verdict, verdict.reverse)
    return any(found is not None and found.status == "signal" for found in both)


def false_leads(repetitions: int) -> Iterator[Row]:
    """Two unrelated series, each with its own memory and season; any direction counts."""
    for quiet_july in (False, True):
        kind = "share, July 0" if quiet_july else "AR(1)"
        for case, (months, memory) in enumerate(product(MONTHS, MEMORIES)):
            found = 0
            for rng in generators(100 + case, repetitions):
                x, y = (seasonal(rng, months, memory) for _ in range(2))
                first = monthly(as_share(x) if quiet_july else x)
                found += is_signal(lead_verdict(first, monthly(y), directions=2))
            name = f"{kind}, n {months}, rho {memory:g}"
            yield Row("false lead, either direction", name, found, repetitions, Bound(ALPHA))


def seasonal(rng: np.random.Generator, months: int, memory: float) -> Floats:
    """A path with a level of its own for each calendar month."""
    return with_season(rng, wandering(rng, months, memory))


def false_panels(repetitions: int) -> Iterator[Row]:
    """Segments whose outcomes have nothing to do with their attention."""
    for case, months in enumerate(PANEL_MONTHS):
        found = 0
        for rng in generators(200 + case, repetitions):
            attention, outcome = (_segments(rng, months) for _ in range(2))
            found += panel_verdict(attention, outcome).status == "signal"
        name = f"{SEGMENTS} segments, n {months}, rho {PANEL_MEMORY:g}"
        yield Row("false panel signal", name, found, repetitions, Bound(PANEL_ALPHA))


def _segments(rng: np.random.Generator, months: int) -> pd.DataFrame:
    """Segments that share a season and half of their swings."""
    common = seasonal(rng, months, PANEL_MEMORY)
    own = {f"s{n}": wandering(rng, months, PANEL_MEMORY) for n in range(SEGMENTS)}
    return pd.DataFrame({name: monthly(common + path) for name, path in own.items()})
