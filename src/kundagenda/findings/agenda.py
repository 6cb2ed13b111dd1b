"""Everything the Agenda page says, as values without words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from sqlalchemy import Connection, and_, case, func, or_, select, true

from kundagenda.findings.after_falls import MEASURES
from kundagenda.findings.agenda_counts import agenda_counts
from kundagenda.findings.agenda_sections import AgendaSections, sections_of
from kundagenda.findings.background import Background, priority_of
from kundagenda.findings.gather import PLAIN, plain_figure
from kundagenda.findings.kpi import monthly_and_segment_parts
from kundagenda.findings.minutes import MINUTES_READ
from kundagenda.findings.overview import Figure, Priority
from kundagenda.findings.periods import attention_frame
from kundagenda.findings.rhythm import Meeting, meetings_of
from kundagenda.findings.view import View
from metrics import customer_item_share, customer_meeting_share
from metrics.attention import discussed, position_index
from metrics.definition import Family
from metrics.periods import first_day
from metrics.scope import Rows
from metrics.tables import agenda_items, forums, meetings

READ = (*(m for m in PLAIN if m.family is Family.AGENDA), *MINUTES_READ, position_index)
IN_STRIP = 24
PLANNED_IN_STRIP = 3
ITEM_COLUMNS = (
    "item_id", "meeting_id", "held_on", "forum", "planned", "position", "title", "minutes",
    "level", "level_best", "level_by", "because", "confidence", "segment", "confidential",
)  # fmt: skip


@dataclass(frozen=True)
class AgendaPage:
    """The values of the Agenda page.

    ``strip`` has one row per discussed (or planned) item of the last 24 meetings and the next
    three, in agenda order, with `ITEM_COLUMNS`; ``older`` the meetings before those, oldest
    first; ``periods`` as in `Overview`, attention only. ``minutes_known`` counts the items of the
    held meetings in the strip whose minutes are known; ``sections`` is everything below.
    """

    view: View
    priority: Priority | None
    share: Figure
    meeting_share: Figure
    strip: pd.DataFrame
    older: tuple[Meeting, ...]
    recent: tuple[Meeting, ...]
    periods: pd.DataFrame
    minutes_known: int
    items: int
    unreviewed: int
    unclear: int
    customer_items: int
    customer_by_level_alone: int
    sections: AgendaSections


def agenda_of(connection: Connection, view: View, background: Background) -> AgendaPage:
    """The values of the Agenda page for a view; five statements, none on a fact table."""
    since = view.known_from - 12  # a fall is told from the period before it: of two years at most
    monthly, survey = monthly_and_segment_parts(connection, READ, view.forums, MEASURES, since)
    # Every forum's meetings are read at once: forums are compared whichever one is looked at.
    every = meetings_of(connection, replace(view, forum=""))
    held = [m for m in every if m.items and view.forum in ("", m.forum)]
    recent, older = held[-IN_STRIP:], held[:-IN_STRIP]
    strip, priority = _strip(connection, view, recent), priority_of(connection, view)
    counts = agenda_counts(connection, view)
    return AgendaPage(
        view=view,
        priority=priority,
        share=plain_figure(customer_item_share, monthly, view),
        meeting_share=plain_figure(customer_meeting_share, monthly, view),
        strip=strip,
        older=tuple(older),
        recent=tuple(recent),
        periods=attention_frame(view, monthly),
        minutes_known=int(strip.loc[~strip["planned"], "minutes"].notna().sum()),
        items=background.items,
        unreviewed=background.unreviewed,
        unclear=background.unclear,
        customer_items=background.customer,
        customer_by_level_alone=background.customer_by_level_alone,
        sections=sections_of(counts, monthly, survey, every, view, priority, background),
    )


def items_of_month(connection: Connection, view: View, month: int) -> pd.DataFrame:
    """Every discussed item of a month, by day and position, with `ITEM_COLUMNS`."""
    inside = and_(
        discussed(),
        meetings.c.held_on >= first_day(month),
        meetings.c.held_on < first_day(month + 1),
        meetings.c.held_on <= view.as_of,
    )
    return _frame(connection, _items(view.forum).where(inside))


def items_named(connection: Connection, ids: Sequence[int]) -> pd.DataFrame:
    """Some items by their ids, by day and position, with `ITEM_COLUMNS`."""
    return _frame(connection, _items().where(agenda_items.c.id.in_(ids)))


def items_between(
    connection: Connection, view: View, first: int, last: int, most: int
) -> tuple[pd.DataFrame, int]:
    """The newest discussed items of some months, with `ITEM_COLUMNS`, and how many there are."""
    newest_first = (meetings.c.held_on.desc(), meetings.c.id.desc(), agenda_items.c.position)
    query = (
        _items(view.forum)
        .add_columns(func.count().over())
        .where(
            discussed(),
            meetings.c.held_on >= first_day(first),
            meetings.c.held_on < first_day(last + 1),
            meetings.c.held_on <= view.as_of,
        )
        .order_by(None)
        .order_by(*newest_first)
        .limit(most)
    )
    rows = [tuple(row) for row in connection.execute(query)]
    return _framed([row[:-1] for row in rows]), rows[0][-1] if rows else 0


def _strip(connection: Connection, view: View, recent: Sequence[Meeting]) -> pd.DataFrame:
    """The items of the given meetings and of the next planned ones."""
    planned = (
        select(meetings.c.id)
        .join_from(meetings, forums, forums.c.id == meetings.c.forum_id)
        .where(meetings.c.status == "planned", meetings.c.held_on > view.as_of)
        .order_by(meetings.c.held_on, meetings.c.id)
        .limit(PLANNED_IN_STRIP)
    )
    if view.forum:
        planned = planned.where(forums.c.name == view.forum)
    shown = or_(
        and_(discussed(), meetings.c.id.in_([meeting.meeting_id for meeting in recent])),
        meetings.c.id.in_(planned.scalar_subquery()),
    )
    return _frame(connection, _items(view.forum).where(shown))


def _items(forum: str = "") -> Rows:
    item = agenda_items.c
    query = (
        select(
            item.id,
            meetings.c.id.label("meeting_id"),
            meetings.c.held_on,
            forums.c.name.label("forum"),
            meetings.c.status == "planned",
            item.position,
            # What is confidential is about leaves the database only through access.confidential.
            case((item.confidential == true(), ""), else_=item.title),
            func.coalesce(item.actual_minutes, item.planned_minutes),
            item.level,
            item.level_best,
            item.level_by,
            case((item.confidential == true(), None), else_=item.level_because),
            item.level_confidence,
            item.segment,
            item.confidential,
        )
        .join_from(agenda_items, meetings, meetings.c.id == item.meeting_id)
        .join(forums, forums.c.id == meetings.c.forum_id)
        .where(item.formal.is_(False))
        .order_by(meetings.c.held_on, meetings.c.id, item.position)
    )
    return query.where(forums.c.name == forum) if forum else query


def _frame(connection: Connection, query: Rows) -> pd.DataFrame:
    return _framed([tuple(row) for row in connection.execute(query)])


def _framed(rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(ITEM_COLUMNS))
    return frame.astype({"planned": bool, "confidential": bool, "minutes": float})
