"""Has a figure's level really changed, or is this ordinary month-to-month variation?"""

from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from metrics.levels import (
    FEWEST_MONTHS,
    STRICT_P,
    Scale,
    is_seasonal,
    on_scale,
    plain_p,
)
from metrics.look import LAST, Look, look_at, look_worth_telling
from metrics.monthly import known_span
from metrics.split import best_split, largest_step

MONTHS_TOLD = 12

Status = Literal["changed", "may_be_changing", "no_change", "new_level", "not_enough_data"]
Direction = Literal["up", "down"]


@dataclass(frozen=True)
class Change:
    """A change of level that a reader looking every month was told of.

    Attributes:
        confirmed: The month of the look that confirmed it.
        since: First month of the new level, dated with up to a year of hindsight.
        direction: Where the level went.
    """

    confirmed: pd.Period
    since: pd.Period
    direction: Direction


@dataclass(frozen=True)
class Baseline:
    """What the newest months are compared with: the months of the level that now holds.

    Attributes:
        changes: Every confirmed change, oldest first.
        series: Known span from the last change's ``since`` on; the whole of it without a change.
    """

    changes: tuple[Change, ...]
    series: pd.Series


@dataclass(frozen=True)
class LevelChange:
    """Whether the level of a figure has changed, as a reader looking every month is told.

    Attributes:
        status: ``changed`` when this month's look and the one before both say so at p < .01
            (under 60 months .006, under 36 .004) and in the same direction;
            ``may_be_changing`` when this month's does at .01 and no more can be said;
            ``new_level`` once that fades, for a year and until the new level has lasted the 24
            months that its own looks need, unless later months take the change back.
        n: Known months; ``missing``: unknown ones between the first and the last of them.
        p_now: p of the look at the last month; ``p_before_month``: of the look a month earlier.
            Both against the level that now holds, once it has lasted 24 months.
        mean_last: Mean of the last six months, in the figure's own unit.
        mean_before: Mean of the months that they are compared with; after a change, of the old
            level.
        difference: What was tested: last less before on the tested scale, season removed.
        seasonally_adjusted: False under 36 months, which the page must say.
        since: First month of the new level, only when the change is confirmed: here, or by
            its own size two months running.
        confirmed: The month in which the last change was confirmed.
        baseline_months: Known months of the level that now holds: what the next looks rest on.
    """

    status: Status
    n: int
    missing: int
    p_now: float | None = None
    p_before_month: float | None = None
    mean_last: float | None = None
    mean_before: float | None = None
    difference: float | None = None
    seasonally_adjusted: bool = False
    since: pd.Period | None = None
    confirmed: pd.Period | None = None
    baseline_months: int | None = None


def level_change(series: pd.Series, scale: Scale) -> LevelChange:
    """Whether the last six months differ from those before by more than ordinary variation.

    What came before a confirmed change no longer says what is ordinary: from then on a month is
    compared with the level that change began (see `baseline`).

    Args:
        series: One value a month on a monthly ``PeriodIndex``, null where unknown; not a
            trailing figure, whose built-in memory would pass for a change.
        scale: ``share`` for values 0..1, tested as log(share + 0.01); ``plain`` for others.

    Raises:
        ValueError: the index is not monthly, or a share lies outside 0..1.
    """
    span = known_span(series)
    found = baseline(span, scale)
    if not found.changes:
        return _asked(span, found.series, scale)
    last, judged = found.changes[-1], _judged_by_last(span, found)
    is_short = int(found.series.notna().sum()) < FEWEST_MONTHS
    verdict = _asked(span, judged if is_short else found.series, scale)
    new = look_at(on_scale(judged, scale), len(judged.loc[last.since :]))
    is_upheld = new.p < STRICT_P and (new.t > 0) == (last.direction == "up")
    if is_upheld and (is_short or _is_news(last, span, verdict)):
        return _told(verdict, span, found, new)
    # A change that later months took back no longer parts the months before it from the rest.
    if is_short:
        return verdict
    return replace(verdict, since=verdict.since or last.since, confirmed=last.confirmed)


def baseline(series: pd.Series, scale: Scale) -> Baseline:
    """The confirmed changes of a series, and the months of the level that now holds.

    The months are walked as a reader looking every month would: after a confirmed change, what
    follows is compared only with the months since that change.

    Raises:
        ValueError: the index is not monthly, or a share lies outside 0..1.
    """
    span = known_span(series)
    changes: list[Change] = []
    start, before = 0, None
    for end in range(FEWEST_MONTHS, len(span) + 1):
        if pd.isna(span.iloc[end - 1]):
            continue
        now = look_worth_telling(span.iloc[start:end], scale)
        if now is not None and _status(now, before) == "changed":
            changes.append(_dated(span, start, end, now, scale))
            start, now = int((span.index < changes[-1].since).sum()), None
        before = now
    return Baseline(tuple(changes), span.iloc[start:])


def confirmed_at(series: pd.Series, scale: Scale) -> pd.Period | None:
    """The first month at which a reader looking every month would have been told of a change."""
    changes = baseline(series, scale).changes
    return changes[0].confirmed if changes else None


def _dated(span: pd.Series, start: int, end: int, look: Look, scale: Scale) -> Change:
    """A change confirmed by the look at months ``start`` to ``end``, dated as well as can be.

    A year after the change its date rests on more months of the new level; one found beyond the
    confirming look would be another change's, and then the date is that of the look itself.
    """
    confirmed = span.index[end - 1]
    direction: Direction = "up" if look.t > 0 else "down"
    for until in (end + MONTHS_TOLD, end):
        found = largest_step(span.iloc[start:until], scale)
        if found is not None and found[0] <= confirmed and found[1] * look.t > 0:
            return Change(confirmed, found[0], direction)
    return Change(confirmed, confirmed - (LAST - 1), direction)


def _judged_by_last(span: pd.Series, found: Baseline) -> pd.Series:
    """The months that the last change was found in: from the change before it on."""
    return span.loc[found.changes[-2].since :] if len(found.changes) > 1 else span


def _is_news(last: Change, span: pd.Series, verdict: LevelChange) -> bool:
    """A change of the last year, on a level that has lasted long enough to show no new one."""
    return (span.index[-1] - last.confirmed).n < MONTHS_TOLD and verdict.status == "no_change"


def _told(verdict: LevelChange, span: pd.Series, found: Baseline, new: Look) -> LevelChange:
    """The verdict of a change that still holds, with the mean of the old level beside the new."""
    last, end = found.changes[-1], span.index[-1]
    old = _judged_by_last(span, found).loc[: min(last.since, end - (LAST - 1)) - 1]
    return replace(
        verdict,
        status="changed" if verdict.status == "changed" else "new_level",
        mean_last=float(span.iloc[-LAST:].mean()),
        mean_before=float(old.mean()),
        difference=new.difference,
        since=last.since,
        confirmed=last.confirmed,
        baseline_months=int(found.series.notna().sum()),
    )


def _asked(span: pd.Series, asked: pd.Series, scale: Scale) -> LevelChange:
    """What this month's look and the one before say of the months of one level."""
    known = int(span.notna().sum())
    verdict = LevelChange("not_enough_data", known, len(span) - known)
    now = look_worth_telling(asked, scale)
    if now is None:
        return verdict
    before = look_worth_telling(asked.iloc[:-1], scale)
    status = _status(now, before)
    return LevelChange(
        status,
        verdict.n,
        verdict.missing,
        p_now=now.p,
        p_before_month=before.p if before else None,
        mean_last=float(asked.iloc[-LAST:].mean()),
        mean_before=float(asked.iloc[:-LAST].mean()),
        difference=now.difference,
        seasonally_adjusted=is_seasonal(asked),
        since=_since(asked, scale, confirmed=status == "changed"),
        baseline_months=now.n,
    )


def _status(now: Look, before: Look | None) -> Status:
    if now.p >= STRICT_P:
        return "no_change"
    if before is None or now.t * before.t < 0:
        return "may_be_changing"
    return "changed" if _is_plain(now) and _is_plain(before) else "may_be_changing"


def _is_plain(look: Look) -> bool:
    """Whether a look says enough to be told when the next one agrees."""
    return look.p < plain_p(look.n)


def _since(span: pd.Series, scale: Scale, confirmed: bool) -> pd.Period | None:
    """Where the new level begins, once a change is beyond doubt by either test."""
    split = best_split(span, scale)
    if split is None or confirmed:
        return split.since if split else None
    before = best_split(span.iloc[:-1], scale)
    if before is None or max(split.p, before.p) >= STRICT_P:
        return None
    return split.since
