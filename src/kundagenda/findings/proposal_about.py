"""The five rules for the next agenda, each from its rows to proposals, the most urgent first."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from kundagenda.findings.initiative_lines import stretches_of
from kundagenda.findings.life import Life
from kundagenda.findings.overview import Figure, Priority
from kundagenda.findings.proposal import Kind, Proposal
from kundagenda.findings.proposal_ground import Ground
from kundagenda.findings.proposal_rows import DEEP
from kundagenda.findings.reading import SHOWN_FROM
from kundagenda.findings.silence import Silence, Turn
from metrics.initiatives import Initiative
from metrics.minutes import ENOUGH_COVERAGE
from metrics.quotient import quotient

# Old enough that four fifths of the time in which half of all initiatives are dropped has passed,
# and not asked about for a third of the silence that means dropped.
NEAR, QUIET = 0.8, 1 / 3
WORSE = (Turn.FELL, Turn.LOWER)


def not_done(rows: Iterable[tuple[Any, ...]], ground: Ground) -> list[Proposal]:
    """Customer decisions with actions past their date, the longest overdue first."""
    planned = {each.topic for each in ground.planned}
    found = [
        Proposal(
            Kind.OVERDUE, title, ground.forum_for(forum), ground.minutes, level, item=topic,
            initiative=initiative, segment=segment, days=(ground.view.today - due_on).days,
            count=actions, due_on=due_on,
        )
        for topic, title, forum, level, segment, initiative, due_on, actions in rows
        if topic not in planned
    ]  # fmt: skip
    return sorted(found, key=lambda p: (-(p.days or 0), p.item or 0))


class About(NamedTuple):
    """An initiative's latest open item: a row of `proposal_rows.initiative_rows`."""

    initiative: int
    forum: str
    level: str
    segment: str | None


def near_half_life(rows: Iterable[tuple[Any, ...]], life: Life, ground: Ground) -> list[Proposal]:
    """Initiatives still alive that are about to be dropped as half are, the quietest first."""
    half = life.attention.half_life if life.attention and life.attention.enough else None
    if half is None:
        return []
    about = {row[0]: About(*row) for row in rows}
    planned = {each.initiative for each in ground.planned}
    found = [
        _initiative(each, about[each.id], life, half, ground)
        for each in life.initiatives
        if each.id in about and each.id not in planned and _is_near(each, life, half)
    ]
    return sorted(found, key=lambda p: (-(p.days or 0), p.initiative or 0))


def _is_near(each: Initiative, life: Life, half_life: float) -> bool:
    """Not completed, not silent for the window yet, old enough and quiet for long enough."""
    if each.completed_on is not None and each.completed_on <= life.view.today:
        return False
    silent = (life.view.as_of - each.days[-1]).days
    is_alive = silent < life.window
    return is_alive and silent >= QUIET * life.window and _age(each, life) >= NEAR * half_life


def _age(each: Initiative, life: Life) -> int:
    """Days since the present stretch of attention began."""
    return (life.view.as_of - stretches_of(each.days, life.window)[-1][0]).days


def _initiative(
    each: Initiative, about: About, life: Life, half_life: float, ground: Ground
) -> Proposal:
    return Proposal(
        Kind.HALF_LIFE, each.name, ground.forum_for(about.forum), ground.minutes, about.level,
        initiative=each.id, segment=each.segment or about.segment,
        days=(life.view.as_of - each.days[-1]).days, age=_age(each, life), half_life=half_life,
    )  # fmt: skip


def falling_silent(clocks: Iterable[Silence], ground: Ground) -> list[Proposal]:
    """Target groups that are worse off and not talked about, in the order of the silence clock."""
    planned = {each.segment for each in ground.planned if each.is_customer}
    return [
        Proposal(
            Kind.SILENT, clock.group.name, ground.forum_for(), ground.minutes, "fix",
            segment=clock.group.code, days=clock.group.days, figure=_worse(clock),
        )
        for clock in clocks
        if clock.silent and clock.falling and clock.group.code not in planned
    ]  # fmt: skip


def _worse(clock: Silence) -> Figure | None:
    """Their own outcome where it is worse, else what they say."""
    return clock.group.outcome if clock.outcome in WORSE else clock.group.satisfaction


def too_shallow(rows: Sequence[tuple[Any, ...]], ground: Ground) -> list[Proposal]:
    """Something better or new for customers, where a quarter of meetings had none."""
    [(items, customer, deep, deep_on)] = rows
    view = ground.view
    planned = any(p.level in DEEP and view.forum in ("", p.forum) for p in ground.planned)
    if not items or deep or planned:
        return []
    days = (view.as_of - deep_on).days if deep_on else None
    return [
        Proposal(
            Kind.SHALLOW, "", ground.forum_for(), ground.minutes, "improve", days=days,
            count=customer,
        )
    ]  # fmt: skip


def below_share(
    rows: Iterable[tuple[Any, ...]], priority: Priority | None, ground: Ground
) -> list[Proposal]:
    """Forums that gave the customer less than was declared, the furthest below first."""
    declared = priority.declared_share if priority else None
    if priority is None or declared is None:
        return []
    parts = {(metric, forum): (numerator, denominator) for metric, forum, numerator, denominator
             in rows}  # fmt: skip
    shares = {
        forum: share
        for forum in sorted({forum for _, forum in parts})
        if priority.forum in ("", forum)
        and (share := _share(parts, forum, priority.basis)) is not None
    }
    found = [
        Proposal(
            Kind.BELOW, forum, forum, ground.minutes, "measure", share=share, declared=declared
        )
        for forum, share in shares.items()
        if share < declared and not _has_customer_next(forum, ground)
    ]
    return sorted(found, key=lambda p: (p.share or 0.0, p.forum))


def _share(
    parts: dict[tuple[str, str], tuple[float, float]], forum: str, basis: str
) -> float | None:
    """The forum's share of twelve months; null where too few items or minutes are known."""
    items = parts.get(("customer_item_share", forum), (0, 0))
    if items[1] < SHOWN_FROM:
        return None
    if basis == "items":
        return quotient(*items)
    known = quotient(*parts.get(("minutes_coverage", forum), (0, 0)))
    if known is None or known < ENOUGH_COVERAGE:
        return None
    return quotient(*parts.get(("minutes_imputed", forum), (0, 0)))


def _has_customer_next(forum: str, ground: Ground) -> bool:
    """Whether the forum's next planned agenda has the customer on it."""
    own = [each for each in ground.planned if each.forum == forum]
    first = min((each.held_on for each in own), default=None)
    return any(each.is_customer for each in own if each.held_on == first)
