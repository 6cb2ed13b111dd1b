"""Minutes of meetings and items, with the gaps that real agendas have."""

from dataclasses import dataclass

import numpy as np

from kundagenda.demo.drafts import Draft
from kundagenda.demo.meeting_days import BOARD, Forum
from kundagenda.demo.streams import Bools, Floats

FORMAL_MINUTES = 20
STEP = 5
CONSENT = 0.06  # of the board's items: decided without discussion, in 0 minutes
ACTUAL_RECORDED = {"Styrelse": 0.9, "Ledningsgrupp": 0.5, "Kundråd": 0.3}
LENGTH_RECORDED = 0.9
SHORTER_WHEN_CUSTOMER = 0.85


@dataclass(frozen=True)
class Minutes:
    """Of one meeting: its actual length, and planned and actual minutes of its items.

    Null is unknown. A deferred item has no actual minutes, since nobody discussed it.
    """

    length: float | None
    planned: list[float | None]
    actual: list[float | None]


def meeting_minutes(
    rng: np.random.Generator, forum: Forum, drafts: list[Draft], held: bool
) -> Minutes:
    """How long a meeting and its items were planned and took."""
    size = len(drafts)
    weights = rng.lognormal(0, 0.5, size)
    weights *= [SHORTER_WHEN_CUSTOMER if draft.customer else 1.0 for draft in drafts]
    known = rng.random(size) >= forum.unknown_minutes
    consent = (rng.random(size) < CONSENT) & (forum is BOARD)
    over = rng.normal(0.05, 0.25, size)
    recorded = (rng.random(size) < ACTUAL_RECORDED[forum.name]) & held
    length = _steps(forum.minutes * rng.normal(1.02, 0.07))
    length_known = held and rng.random() < LENGTH_RECORDED
    planned = [_steps(m) for m in (forum.minutes - FORMAL_MINUTES) * weights / weights.sum()]
    planned = [0.0 if is_consent else m for m, is_consent in zip(planned, consent, strict=True)]
    return Minutes(
        length if length_known else None,
        [m if is_known else None for m, is_known in zip(planned, known, strict=True)],
        _actual(drafts, planned, known & recorded, over),
    )


def _actual(
    drafts: list[Draft], planned: list[float], recorded: Bools, over: Floats
) -> list[float | None]:
    return [
        (_steps(m * (1 + more)) if m else 0.0) if known and draft.outcome != "deferred" else None
        for draft, m, known, more in zip(drafts, planned, recorded, over, strict=True)
    ]


def _steps(minutes: float) -> float:
    """Rounded to five minutes, and never less."""
    return float(max(STEP, STEP * round(minutes / STEP)))
