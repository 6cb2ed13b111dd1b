"""What the agenda is about, theme by theme, and the customer's place among the themes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from kundagenda.findings.facts import Fact
from kundagenda.findings.said import Said
from kundagenda.findings.view import View
from metrics.minutes import ENOUGH_COVERAGE
from metrics.quotient import quotient
from metrics.scope import Scope
from metrics.themes import CUSTOMER, UNSORTED, theme_counts

YEAR = 12
# Customer items are known by their level and never unsorted, all others may be: with more than
# this unsorted, the customer would seem to come before themes that are merely not told apart.
MOST_UNSORTED = 0.2


@dataclass(frozen=True)
class Theme:
    """A theme's part of what was discussed.

    Attributes:
        share: Of all discussed items, unsorted ones included.
        rank: By items, 1 the most; themes with as many items have the same. Null for
            unsorted, and for a theme that was only put off.
        minutes: Known minutes; ``minute_share`` of them all and ``minute_rank`` are null where
            fewer than half of the items have any.
        deferred: Items that were put off, and so not discussed.
        compared: Items with planned and actual minutes, which took ``overrun`` minutes more.
    """

    theme: str
    items: int
    share: float | None
    rank: int | None
    minutes: float
    minute_share: float | None
    minute_rank: int | None
    deferred: int
    compared: int
    overrun: float


@dataclass(frozen=True)
class ThemeRanking:
    """The themes of twelve months, most items first, unsorted last.

    Attributes:
        items: All discussed items; ``unsorted`` of them without a theme.
        coverage: Items with known minutes as a share of items.
        of: How many themes were discussed, the customer always among them, unsorted not.
        customer: The customer's row; null when nothing was discussed.
        told: Whether enough items have a theme for the customer's place to be told.
    """

    themes: tuple[Theme, ...]
    items: int
    unsorted: int
    coverage: float | None
    of: int
    customer: Theme | None
    told: bool


@dataclass
class _Sums:
    """The counts of a theme over the forums in view."""

    items: int = 0
    timed: int = 0
    minutes: float = 0.0
    deferred: int = 0
    compared: int = 0
    overrun: float = 0.0


def theme_ranking(connection: Connection, view: View) -> ThemeRanking:
    """The themes of the twelve months up to the view's last that ended, in the forum in view."""
    scope = Scope(view.last - YEAR + 1, view.last)
    return ranking_of(connection.execute(theme_counts(scope)), view.forum)


def ranking_of(rows: Iterable[Sequence[Any]], of_forum: str = "") -> ThemeRanking:
    """The ranking from rows as `theme_counts` gives them, of one forum, or of all."""
    sums = _sums(rows, of_forum)
    items = sum(one.items for one in sums.values())
    if items:
        sums.setdefault(CUSTOMER, _Sums())
    coverage = quotient(sum(one.timed for one in sums.values()), items)
    timed = coverage is not None and coverage >= ENOUGH_COVERAGE
    themes = tuple(_theme(name, sums, items, timed) for name in _in_order(sums))
    unsorted = sums[UNSORTED].items if UNSORTED in sums else 0
    return ThemeRanking(
        themes=themes,
        items=items,
        unsorted=unsorted,
        coverage=coverage,
        of=sum(theme.rank is not None for theme in themes),
        customer=next((theme for theme in themes if theme.theme == CUSTOMER), None),
        told=items > 0 and unsorted <= MOST_UNSORTED * items,
    )


def theme_facts(ranking: ThemeRanking) -> tuple[Fact, ...]:
    """The customer's place among the themes, by items; its base are the discussed items."""
    customer = ranking.customer
    if customer is None:
        said = Said("fact_unknown", {"metric": "theme_rank"})
        return (Fact("customer_theme_rank", None, None, None, 0, said),)
    if not ranking.told:
        counts: dict[str, object] = {"count": ranking.unsorted, "items": ranking.items}
        said = Said("fact_theme_unsorted", counts)
        return (Fact("customer_theme_rank", None, None, None, ranking.items, said),)
    values: dict[str, object] = {"rank": customer.rank, "themes": ranking.of}
    said = Said("fact_theme_rank", values)
    if ranking.unsorted:
        counts = {"count": ranking.unsorted, "items": ranking.items}
        said = Said("fact_theme_rank_unsorted", values | counts)
    return (Fact("customer_theme_rank", customer.rank, None, None, ranking.items, said),)


def _sums(rows: Iterable[Sequence[Any]], of_forum: str) -> dict[str, _Sums]:
    found: dict[str, _Sums] = {}
    for theme, forum, items, timed, minutes, *others in rows:
        if of_forum and forum != of_forum:
            continue
        deferred, compared, overrun = others
        one = found.setdefault(theme, _Sums())
        one.items, one.timed = one.items + int(items), one.timed + int(timed)
        one.minutes, one.deferred = one.minutes + float(minutes), one.deferred + int(deferred)
        one.compared, one.overrun = one.compared + int(compared), one.overrun + float(overrun)
    return found


def _in_order(sums: dict[str, _Sums]) -> list[str]:
    return sorted(sums, key=lambda name: (name == UNSORTED, -sums[name].items, name))


def _theme(name: str, sums: dict[str, _Sums], items: int, timed: bool) -> Theme:
    own, every = sums[name], sum(one.minutes for one in sums.values())
    others = [one for other, one in sums.items() if other != UNSORTED]
    ranked = name == CUSTOMER or (name != UNSORTED and own.items > 0)
    by_minutes = _rank(own.minutes, [one.minutes for one in others])
    return Theme(
        theme=name,
        items=own.items,
        share=quotient(own.items, items),
        rank=_rank(own.items, [one.items for one in others]) if ranked else None,
        minutes=own.minutes,
        minute_share=quotient(own.minutes, every) if timed else None,
        minute_rank=by_minutes if ranked and timed else None,
        deferred=own.deferred,
        compared=own.compared,
        overrun=own.overrun,
    )


def _rank(own: float, every: Sequence[float]) -> int:
    return 1 + sum(other > own for other in every)


__all__ = ["Theme", "ThemeRanking", "ranking_of", "theme_facts", "theme_ranking"]
