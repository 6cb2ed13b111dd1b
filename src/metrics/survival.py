"""How long things last while many still go on: attention (A12, A13) and customers (R5).

Written out here and not taken from a library: pages show these curves, and a page never loads a
statistics library. The tests hold every figure to one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist

ROUNDING = 1e-9
STILL_GOING = 0


@dataclass(frozen=True)
class Spell:
    """So many alike: how long they were watched, and what ended them.

    Attributes:
        duration: Time from the start to the end, or to where our knowledge stops.
        cause: What ended it, 1 or more; 0 for one still going when our knowledge stops.
        entered: The age at which it came under watch; null when watched from its start. Those
            that ended earlier were never seen, so it counts among those at risk only after this
            age, and not at all if it lasted no longer.
        count: How many such there are.

    Raises:
        ValueError: it lasted less than no time, or there are fewer than one.
    """

    duration: float
    cause: int = STILL_GOING
    entered: float | None = None
    count: int = 1

    def __post_init__(self) -> None:
        if self.duration < 0 or self.count < 1:
            raise ValueError(f"{self.count} that lasted {self.duration} cannot be; none is below 0")


@dataclass(frozen=True)
class Step:
    """The share still going after a time at which something ended, with its 95 % interval.

    The interval is null where the share is 1 or 0, at which the method knows no spread.
    """

    at: float
    alive: float
    low: float | None
    high: float | None
    at_risk: int


@dataclass(frozen=True)
class Incidence:
    """The shares ended by a time, by cause, with a 95 % interval each."""

    at: float
    shares: tuple[float, ...]
    intervals: tuple[tuple[float, float] | None, ...]


@dataclass(frozen=True)
class _Moment:
    """A time at which something ended: how many were at risk, and how many ended of each cause."""

    at: float
    at_risk: int
    ended: tuple[int, ...]

    @property
    def all_ended(self) -> int:
        return sum(self.ended)


def survival_curve(
    spells: Iterable[Spell], causes: Sequence[int] = (1,), confidence: float = 0.95
) -> list[Step]:
    """The Kaplan-Meier curve, a step for every time at which an event happened.

    What ended for another cause counts as still going until then. With log-log intervals, which
    stay within 0..1.

    Source:
        Kaplan and Meier (1958), JASA 53; variance: Greenwood (1926).
    """
    alive, variance, steps = 1.0, 0.0, []
    z = _quantile(confidence)
    for moment in _moments(list(spells), causes):
        ended, at_risk = moment.all_ended, moment.at_risk
        alive *= 1 - ended / at_risk
        if ended < at_risk:
            variance += ended / (at_risk * (at_risk - ended))
        low, high = _log_log(alive, z * sqrt(variance)) or (None, None)
        steps.append(Step(moment.at, alive, low, high, at_risk))
    return steps


def median(curve: Sequence[Step]) -> float | None:
    """The first time after which half or fewer are still going; null if more than half are.

    A share of exactly one half counts, whichever way it was rounded on its way here.
    """
    return next((step.at for step in curve if step.alive <= 0.5 + ROUNDING), None)


def median_interval(curve: Sequence[Step]) -> tuple[float | None, float | None]:
    """The times whose curve cannot be told from one half; an end is null where it is not reached.

    Source:
        Brookmeyer and Crowley (1982), Biometrics 38, on the log-log scale.
    """
    lows = (step.at for step in curve if step.low is not None and step.low <= 0.5 + ROUNDING)
    highs = (step.at for step in curve if step.high is not None and step.high <= 0.5 + ROUNDING)
    return next(lows, median(curve)), next(highs, None)


def incidence_curve(
    spells: Iterable[Spell], causes: Sequence[int] = (1, 2), confidence: float = 0.95
) -> list[Incidence]:
    """The share that has ended of each cause by each time at which something ended.

    Unlike one less the survival curve it needs no assumption that the causes are unrelated, and
    shares and those still going add up to 1.

    Source:
        Aalen and Johansen (1978), Scandinavian Journal of Statistics 5; variance by the delta
        method: Marubini and Valsecchi (1995), Analysing Survival Data, ch. 10.
    """
    moments = _moments(list(spells), causes)
    before = _alive_before(moments)
    z, found = _quantile(confidence), []
    shares = [0.0] * len(causes)
    paths: list[list[float]] = [[] for _ in causes]
    for count, moment in enumerate(moments, start=1):
        for place, ended in enumerate(moment.ended):
            shares[place] += before[count - 1] * ended / moment.at_risk
            paths[place].append(shares[place])
        margins = [
            z * _incidence_error(moments[:count], before, path, place)
            for place, path in enumerate(paths)
        ]
        around = [_log_log_share(share, m) for share, m in zip(shares, margins, strict=True)]
        found.append(Incidence(moment.at, tuple(shares), tuple(around)))
    return found


def at(curve: Sequence[Incidence], time: float) -> Incidence | None:
    """The curve's last step at or before a time; null before the first."""
    return next((step for step in reversed(curve) if step.at <= time), None)


def _moments(spells: Sequence[Spell], causes: Sequence[int]) -> list[_Moment]:
    times = sorted({s.duration for s in spells if s.cause in causes and _is_at_risk(s, s.duration)})
    return [
        _Moment(
            time,
            sum(s.count for s in spells if _is_at_risk(s, time)),
            tuple(_ended(spells, time, cause) for cause in causes),
        )
        for time in times
    ]


def _ended(spells: Sequence[Spell], time: float, cause: int) -> int:
    return sum(
        s.count for s in spells if s.duration == time and s.cause == cause and _is_at_risk(s, time)
    )


def _is_at_risk(spell: Spell, time: float) -> bool:
    return spell.duration >= time and (spell.entered is None or spell.entered < time)


def _alive_before(moments: Sequence[_Moment]) -> list[float]:
    """The share still going just before each moment."""
    alive = [1.0]
    for moment in moments:
        alive.append(alive[-1] * (1 - moment.all_ended / moment.at_risk))
    return alive[:-1]


def _incidence_error(
    moments: Sequence[_Moment], before: Sequence[float], path: Sequence[float], place: int
) -> float:
    """The standard error of a cause's share at the last of the moments."""
    total = 0.0
    for moment, alive, share in zip(moments, before, path, strict=False):
        n, ended, all_ended = moment.at_risk, moment.ended[place], moment.all_ended
        rest = path[-1] - share
        if all_ended < n:
            total += rest**2 * all_ended / (n * (n - all_ended))
        total += alive**2 * ended * (n - ended) / n**3
        total -= 2 * rest * alive * ended / n**2
    return sqrt(max(total, 0.0))


def _log_log(share: float, margin: float) -> tuple[float, float] | None:
    """Ends around a share, even on the scale log(-log), from the error of its logarithm."""
    if not ROUNDING < share < 1 - ROUNDING:
        return None
    width = margin / abs(log(share))
    return share ** exp(width), share ** exp(-width)


def _log_log_share(share: float, margin: float) -> tuple[float, float] | None:
    """The same from the error of the share itself."""
    return _log_log(share, margin / share) if share > ROUNDING else None


def _quantile(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence of {confidence} is impossible; give one between 0 and 1")
    return NormalDist().inv_cdf((1 + confidence) / 2)
