"""How often a reader who looks every month for a year is told of a change that never was."""

from collections.abc import Callable, Iterator
from itertools import product
from unittest.mock import patch

import numpy as np
import pandas as pd
from bounds import Bound, Row
from screen import may_be_told
from series import Floats, as_share, generators, monthly, wandering, with_season

import metrics.change
from metrics.change import level_change
from metrics.levels import Scale, on_scale
from metrics.look import Look, look_worth_telling

MEMORIES = (0.0, 0.3, 0.6)
LOOKS = 12
MOST = 0.06

Path = Callable[[np.random.Generator, int, float], Floats]


def with_a_season(rng: np.random.Generator, months: int, memory: float) -> Floats:
    """A path with a level of its own for each calendar month."""
    return with_season(rng, wandering(rng, months, memory))


def of_the_agenda(rng: np.random.Generator, months: int, memory: float) -> Floats:
    """The share of an agenda that wanders, without a meeting in July."""
    return as_share(wandering(rng, months, memory))


# How a path is drawn, the scale it is tested on, and the months there are before the year begins.
KINDS: dict[str, tuple[Path, Scale, tuple[int, ...]]] = {
    "AR(1)": (wandering, "plain", (24, 36, 60)),
    "AR(1) and season": (with_a_season, "plain", (24, 36)),
    "share, July 0": (of_the_agenda, "share", (24, 36, 60)),
}


def false_changes(repetitions: int) -> Iterator[Row]:
    """Nothing changes, in the year looked at or in the months before it."""
    for number, (kind, (*_, starts)) in enumerate(KINDS.items()):
        for case, (start, memory) in enumerate(product(starts, MEMORIES)):
            found = _told(300 + 20 * number + case, repetitions, kind, start, memory)
            name = f"{kind}, n {start} at the start, rho {memory:g}"
            yield Row("false change in 12 looks", name, found, repetitions, Bound(MOST))


def _told(case: int, repetitions: int, kind: str, start: int, memory: float) -> int:
    """In how many repetitions a reader was told."""
    path, scale, _ = KINDS[kind]
    drawn = [path(rng, start + LOOKS, memory) for rng in generators(case, repetitions)]
    tested = np.stack([on_scale(monthly(values), scale).to_numpy() for values in drawn])
    possible = np.flatnonzero(may_be_told(tested))
    return sum(is_told(monthly(drawn[place]), start, scale) for place in possible)


def is_told(series: "pd.Series[float]", start: int, scale: Scale) -> bool:
    """Whether a look at the end of any month after the first ``start`` tells of a change."""
    with patch.object(metrics.change, "look_worth_telling", _remembering()):
        return any(looks(series, start, scale))


def _remembering() -> Callable[["pd.Series[float]", Scale], Look | None]:
    """The program's look at months of one series, taken once: a year of looks walks them anew."""
    taken: dict[tuple[object, object], Look | None] = {}

    def look(series: "pd.Series[float]", scale: Scale) -> Look | None:
        months = (series.index[0], series.index[-1])
        if months not in taken:
            taken[months] = look_worth_telling(series, scale)
        return taken[months]

    return look


def looks(series: "pd.Series[float]", start: int, scale: Scale) -> Iterator[bool]:
    """Whether each month's verdict tells of a change confirmed since the year began.

    The best split gives a verdict its date and never its status; the chance of its size is a
    simulation per look, which is left out here.
    """
    with patch.object(metrics.change, "best_split", return_value=None):
        for end in range(start + 1, len(series) + 1):
            verdict = level_change(series.iloc[:end], scale)
            fresh = verdict.confirmed is not None and verdict.confirmed >= series.index[start]
            yield verdict.status == "changed" or (verdict.status == "new_level" and fresh)
