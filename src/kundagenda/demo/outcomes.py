"""What customers get: their own outcomes by month and segment. Nothing planted moves them."""

from dataclasses import dataclass

import numpy as np

from kundagenda.demo import parameters as p
from kundagenda.demo.agenda import Row
from kundagenda.demo.streams import autoregression, stream


@dataclass(frozen=True)
class Outcome:
    """An outcome of customers: its level, its month-to-month swing and its drift over all months.

    ``base`` is the mean number of observations a month: machines, deliveries, contracts.
    """

    metric: str
    segments: tuple[str, ...]
    level: float
    swing: float
    drift: float
    most: float
    base: int


MACHINES = ("Tillverkning", "Logistik", "Offentlig sektor")
OUTCOMES = (
    Outcome("uptime", MACHINES, 0.968, 0.006, 0.006, 1, 640),
    Outcome("delivery_precision", ("Handel", "Logistik"), 0.93, 0.015, -0.005, 1, 410),
    Outcome("price_premium", ("Fastighet",), 0.04, 0.008, 0.0, 1, 90),
    Outcome("growth", ("Småföretag",), 0.045, 0.02, 0.0, 1, 110),
    Outcome("margin", ("Handel",), 0.055, 0.008, 0.0, 1, 75),
)  # fmt: skip


def outcome_rows(seed: int, first_month: int) -> list[Row]:
    """One value per outcome, month and segment, as a share 0..1."""
    rng = stream(seed, "outcomes")
    rows: list[Row] = []
    for outcome in OUTCOMES:
        for segment in outcome.segments:
            path = autoregression(rng, 0.5, (p.MONTHS,)) * outcome.swing
            path += outcome.level + rng.normal(0, outcome.swing / 2)
            path += outcome.drift * np.linspace(-0.5, 0.5, p.MONTHS)
            bases = rng.poisson(outcome.base, p.MONTHS)
            rows += [
                {
                    "metric": outcome.metric,
                    "month": first_month + position,
                    "segment": segment,
                    "value": round(min(float(path[position]), outcome.most), 4),
                    "base": int(bases[position]),
                }
                for position in range(p.MONTHS)
            ]
    return rows
