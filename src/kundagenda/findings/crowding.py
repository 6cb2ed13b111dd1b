"""Crowding-out: where customer items lost time or stood last, and which themes ran over there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import CTE, ColumnElement, FromClause, and_, case, func, or_, select, true

from kundagenda.findings.counted_rows import Counts, Row, counted, in_year, row_of
from kundagenda.findings.placement import third_of
from kundagenda.findings.view import View
from metrics.agenda_rows import customer_item, discussed
from metrics.attention import places
from metrics.scope import Rows
from metrics.tables import agenda_items, forums, meetings
from metrics.themes import UNSORTED, known_minutes, theme_of

LAST_THIRD = 2

_item = agenda_items.c
PLANNED, ACTUAL = known_minutes(_item.planned_minutes), known_minutes(_item.actual_minutes)
ON_HELD = (meetings.c.status == "held") & _item.formal.is_(False)
DEFERRED = ON_HELD & (_item.outcome == "deferred")
COMPARED = discussed() & PLANNED.is_not(None) & ACTUAL.is_not(None)


@dataclass(frozen=True)
class Crowded:
    """A customer item that took less time than planned, was put off, or stood last.

    Its place is on the agenda as it was set, with what was put off and without formalities. The
    title is empty where the item is confidential; minutes are null where they are not known, and
    ``actual`` where it was put off.
    """

    day: date
    forum: str
    meeting: int
    place: int
    among: int
    title: str
    planned: float | None
    actual: float | None
    deferred: bool

    @property
    def lost(self) -> bool:
        """Whether it lost time: stood there and got less of it than planned, or none."""
        known = self.planned is not None and self.actual is not None
        return self.deferred or (known and (self.actual or 0.0) < (self.planned or 0.0))

    @property
    def last(self) -> bool:
        """Whether it stood after everything else; an item alone stands nowhere."""
        return 1 < self.among == self.place

    @property
    def in_last_third(self) -> bool:
        """Whether it stood in the last third of the agenda."""
        return self.among > 1 and third_of(self.place, self.among) == LAST_THIRD


@dataclass(frozen=True)
class Overrun:
    """A theme that ran over plan where customer items lost time: on how many meetings, by what."""

    theme: str
    meetings: int
    minutes: float


@dataclass(frozen=True)
class Crowding:
    """The customer items of a year that were crowded out, and what crowded them.

    Attributes:
        items: Those that lost time or stood last, newest first, in agenda order.
        over: The themes that ran over on the meetings where any lost time, most minutes first; a
            theme that nobody named is left out.
        over_at: What ran over on each meeting of the items, by its number.
        meetings: Those with a customer item on the agenda, put off or not.
        discussed: The customer items that were discussed; of so many ``planned`` minutes are
            known, of so many ``actual`` ones, and of so many both: ``compared``.
    """

    items: tuple[Crowded, ...]
    over: tuple[Overrun, ...]
    over_at: Mapping[int, Mapping[str, float]]
    meetings: int
    discussed: int
    planned: int
    actual: int
    compared: int

    @property
    def lost_on(self) -> int:
        """On how many meetings a customer item lost time."""
        return len(_meetings(item for item in self.items if item.lost))

    @property
    def late_on(self) -> int:
        """On how many of those one that lost time stood in the last third."""
        return len(_meetings(item for item in self.items if item.lost and item.in_last_third))

    @property
    def last_on(self) -> int:
        """On how many meetings a customer item stood last, whether it lost time or not."""
        return len(_meetings(item for item in self.items if item.last))


def crowding_rows(view: View) -> tuple[Rows, ...]:
    """The three parts of it, of one reading of the year's agendas.

    Crowded: planned, actual, put off, meeting, place, among of the items that lost time or stood
    last. Overrun: meeting and minutes over plan, by theme, of other items on their meetings.
    Customer meetings: meetings, items discussed, with planned, with actual and with both minutes.
    """
    agendas = _on_agendas(view)
    return _crowded_rows(agendas), _overrun_rows(agendas), _customer_meetings(agendas)


def crowding_of(counts: Counts) -> Crowding:
    """What crowded the customer out, from the three kinds of rows."""
    items = [_item_of(row, row.day) for row in counts.get("crowded", ()) if row.day]
    items.sort(key=lambda item: (-item.day.toordinal(), item.forum, item.meeting, item.place))
    over_at: dict[int, dict[str, float]] = defaultdict(dict)
    for row in counts.get("overrun", ()):
        if row.name != UNSORTED:
            over_at[row.count(0)][row.name] = row.sum(1)
    [base] = counts.get("customer meetings", ()) or [Row("", "", "", None, (None,) * 5)]
    return Crowding(
        tuple(items),
        _over([over_at.get(m, {}) for m in sorted(_meetings(item for item in items if item.lost))]),
        over_at,
        *(base.count(n) for n in range(5)),
    )


def _on_agendas(view: View) -> CTE:
    """Every item of a held meeting of the year with its place on the agenda, put off or not."""
    place, among = places()
    return (
        in_year(
            select(
                _item.meeting_id.label("meeting"),
                meetings.c.held_on.label("day"),
                forums.c.name.label("forum"),
                case((_item.confidential == true(), ""), else_=_item.title).label("title"),
                theme_of().label("theme"),
                customer_item().label("customer"),
                PLANNED.label("planned"),
                case((_item.outcome != "deferred", ACTUAL)).label("actual"),
                case((DEFERRED, 1), else_=0).label("deferred"),
                case((COMPARED & (ACTUAL > PLANNED), ACTUAL - PLANNED)).label("over"),
                place,
                among,
            ),
            view,
        )
        .where(ON_HELD)
        .cte("on_agendas")
    )


def _crowded_rows(agendas: CTE) -> Rows:
    of = agendas.c
    query = row_of(
        "crowded", of.planned, of.actual, of.deferred, of.meeting, of.place, of.among,
        name=of.title, forum=of.forum, day=of.day,
    )  # fmt: skip
    return query.where(_is_crowded(agendas))


def _overrun_rows(agendas: CTE) -> Rows:
    of, there = agendas.c, agendas.alias("there")
    query = row_of("overrun", of.meeting, func.sum(of.over), name=of.theme)
    crowded = select(there.c.meeting).where(_is_crowded(there))
    where = (of.customer == 0, of.over > 0, of.meeting.in_(crowded))
    return query.where(*where).group_by(of.theme, of.meeting)


def _customer_meetings(agendas: CTE) -> Rows:
    of = agendas.c
    held = of.deferred == 0
    planned, actual = and_(held, of.planned.is_not(None)), and_(held, of.actual.is_not(None))
    counts = (
        func.count(of.meeting.distinct()), counted(held), counted(planned), counted(actual),
        counted(and_(planned, actual)),
    )  # fmt: skip
    return row_of("customer meetings", *counts).where(of.customer == 1)


def _is_crowded(agendas: FromClause) -> ColumnElement[bool]:
    of = agendas.c
    last = (of.place == of.among) & (of.among > 1)
    return and_(of.customer == 1, or_(of.deferred == 1, of.actual < of.planned, last))


def _item_of(row: Row, day: date) -> Crowded:
    return Crowded(
        day=day,
        forum=row.forum,
        meeting=row.count(3),
        place=row.count(4),
        among=row.count(5),
        title=row.name,
        planned=row.numbers[0],
        actual=row.numbers[1],
        deferred=row.count(2) == 1,
    )


def _over(meetings_over: Sequence[Mapping[str, float]]) -> tuple[Overrun, ...]:
    """The themes of some meetings together, most minutes first."""
    found: dict[str, list[float]] = defaultdict(list)
    for over in meetings_over:
        for theme, minutes in over.items():
            found[theme].append(minutes)
    together = [Overrun(theme, len(each), sum(each)) for theme, each in found.items()]
    return tuple(sorted(together, key=lambda one: (-one.minutes, one.theme)))


def _meetings(items: Iterable[Crowded]) -> set[int]:
    return {item.meeting for item in items}
