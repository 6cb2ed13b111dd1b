"""What stands behind the figures: the decision, events, verdicts, sources and choices."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Integer,
    String,
    case,
    cast,
    func,
    literal,
    null,
    select,
    true,
    union_all,
)

from kundagenda.database.age import computed_at
from kundagenda.database.ready import AS_GIVEN
from kundagenda.database.state import DEMO
from kundagenda.database.tables import notes, state
from kundagenda.findings.overview import Event, Priority, Verdict
from kundagenda.findings.view import View
from metrics.attention import customer_item, discussed
from metrics.initiative_standing import shown_name
from metrics.periods import Grain, last_day, period_of
from metrics.scope import Rows
from metrics.tables import (
    CUSTOMER_LEVELS,
    agenda_items,
    decisions,
    forums,
    initiatives,
    kpi_monthly,
    meetings,
    priorities,
    target_groups,
    verdicts,
)

Column = ColumnElement[Any] | None


@dataclass(frozen=True)
class Background:
    """What does not depend on the view: choices, demo or not, and how far the data reach.

    ``given`` are the keys of the metrics that have values which nobody here computed.
    """

    demo: str | None
    forums: tuple[str, ...]
    segments: tuple[str, ...]
    segment_names: tuple[tuple[str, str], ...]
    unreviewed: int
    unclear: int
    customer: int
    customer_by_level_alone: int
    items: int
    last_data_day: date | None
    refreshed_at: datetime | None
    has_kpi: bool
    given: frozenset[str] = frozenset()


def background_of(connection: Connection) -> Background:
    """The background of every page, in one statement."""
    rows: dict[str, list[tuple[str, int | None, date | None, datetime | None]]] = {}
    for row in connection.execute(_background_query()):
        rows.setdefault(row.kind, []).append((row.text, row.number, row.day, row.moment))
    counts = {kind: found[0][1] or 0 for kind, found in rows.items()}
    reach = rows["reach"][0]
    ends = [rows["held"][0][2], last_day(reach[1]) if reach[1] else None]
    groups = sorted(_code_and_name(text) for text, *_ in rows.get("group", []))
    segments = {text for text, *_ in rows.get("segment", []) if text} | {code for code, _ in groups}
    return Background(
        demo=json.loads(rows["demo"][0][0])["company"] if "demo" in rows else None,
        forums=tuple(sorted(text for text, *_ in rows.get("forum", []))),
        segments=tuple(sorted(segments)),
        segment_names=tuple(groups),
        unreviewed=counts["unreviewed"],
        unclear=counts["unclear"],
        customer=counts["customer"],
        customer_by_level_alone=counts["level alone"],
        items=counts["items"],
        last_data_day=max((day for day in ends if day), default=None),
        refreshed_at=reach[3],
        has_kpi=reach[1] is not None,
        given=frozenset(text for text, *_ in rows.get("given", [])),
    )


def _code_and_name(text: str) -> tuple[str, str]:
    code, _, name = text.partition("\t")
    return code, name


def _background_query() -> Rows:
    items = agenda_items.join(meetings, meetings.c.id == agenda_items.c.meeting_id)
    counted = {
        "items": discussed(),
        "unreviewed": discussed() & (agenda_items.c.level_by != "person"),
        "unclear": discussed() & (agenda_items.c.level == "unclear"),
        "customer": discussed() & (customer_item() == 1),
        "level alone": discussed() & agenda_items.c.level.in_(CUSTOMER_LEVELS),
    }
    rows = [
        _row("demo", text=state.c.value).where(state.c.key == DEMO),
        _row("forum", text=forums.c.name),
        _row("segment", text=kpi_monthly.c.segment).distinct(),
        _row("given", text=kpi_monthly.c.metric)
        .where(kpi_monthly.c.source.in_(AS_GIVEN))
        .distinct(),
        _row("group", text=target_groups.c.code + literal("\t") + target_groups.c.name),
        _row("held", day=func.max(meetings.c.held_on)).where(meetings.c.status == "held"),
        _row("reach", number=func.max(kpi_monthly.c.month), moment=computed_at()),
        *(
            _row(kind, number=func.count()).select_from(items).where(condition)
            for kind, condition in counted.items()
        ),
    ]
    return select(union_all(*rows).subquery("background"))


def _row(
    kind: str, text: Column = None, number: Column = None, day: Column = None, moment: Column = None
) -> Rows:
    """A row of one shape for every kind, so that one statement brings them all."""
    return select(
        literal(kind).label("kind"),
        cast(null() if text is None else text, String).label("text"),
        cast(null() if number is None else number, Integer).label("number"),
        cast(null(), Date).label("day") if day is None else day.label("day"),
        cast(null(), DateTime).label("moment") if moment is None else moment.label("moment"),
    )


def priority_of(connection: Connection, view: View) -> Priority | None:
    """The decision about the customer that holds on the day of the view; the forum's own first."""
    return newest_priority(connection.execute(priorities_held(view)), view)


def priorities_held(view: View) -> Rows:
    """The decisions that hold on the day of the view: the fields of `Priority`, and the id."""
    return (
        select(
            priorities.c.statement,
            priorities.c.declared_share,
            priorities.c.basis,
            priorities.c.decided_on,
            priorities.c.valid_from,
            func.coalesce(forums.c.name, "").label("forum"),
            priorities.c.id,
        )
        .select_from(priorities.outerjoin(forums, forums.c.id == priorities.c.forum_id))
        .where(priorities.c.valid_from <= view.today)
        .where(priorities.c.valid_to.is_(None) | (priorities.c.valid_to >= view.today))
    )


def newest_priority(rows: Iterable[Sequence[Any]], view: View) -> Priority | None:
    """The newest of the rows of `priorities_held` that the forum in view may be held to."""
    numbered = [(Priority(*fields), number) for *fields, number in rows]
    found = [each for each in numbered if not view.forum or each[0].forum in ("", view.forum)]
    newest = max(found, key=lambda each: (each[0].decided_on, each[1]), default=None)
    return newest[0] if newest else None


def events_of(connection: Connection, view: View, priority: Priority | None) -> tuple[Event, ...]:
    """Customer decisions, launches, notes and the priority up to the view's day, oldest first."""
    return events_with(connection.execute(events_until(view)), priority, view)


def events_until(view: View) -> Rows:
    """Customer decisions, launches and notes up to the view's day: the fields of `Event`.

    A note written since then is there too: whoever wrote it looks for it.
    """
    # A decision on a confidential item is an event without words, and so is such an initiative.
    words = case((agenda_items.c.confidential == true(), ""), else_=decisions.c.text)
    none = cast(literal(""), String)
    decided = (
        select(
            decisions.c.decided_on.label("day"),
            literal("decision").label("kind"),
            words.label("label"),
            none.label("metric"),
            none.label("author"),
        )
        .join_from(decisions, agenda_items, agenda_items.c.id == decisions.c.agenda_item_id)
        .join(meetings, meetings.c.id == agenda_items.c.meeting_id)
        .join(forums, forums.c.id == meetings.c.forum_id)
        .where(customer_item() == 1)
    )
    if view.forum:
        decided = decided.where(forums.c.name == view.forum)
    named = func.coalesce(shown_name(), "")
    launched = select(initiatives.c.launched_on, literal("launch"), named, none, none)
    about = (func.coalesce(column, "") for column in (notes.c.metric, notes.c.author))
    noted = select(notes.c.noted_on, literal("note"), notes.c.text, *about)
    every = union_all(decided, launched, noted).subquery("events")
    known = (every.c.day <= view.as_of) | ((every.c.kind == "note") & (every.c.day <= view.today))
    return select(every).where(known).order_by(every.c.day)


def events_with(
    rows: Iterable[Sequence[Any]], priority: Priority | None, view: View
) -> tuple[Event, ...]:
    """The events of the rows of `events_until`, and the priority, oldest first."""
    found = [Event(*row) for row in rows]
    if priority and priority.decided_on <= view.as_of:  # a picture ends where figures do
        found.append(Event(priority.decided_on, "priority", priority.statement))
    return tuple(sorted(found, key=lambda event: event.day))


def verdicts_of(connection: Connection, view: View) -> tuple[Verdict, ...]:
    """The newest verdict of each kind and metric, up to the quarter of the view."""
    return newest_verdicts(connection.execute(verdicts_until(view)))


def verdicts_until(view: View) -> Rows:
    """The stored verdicts on the whole company: the fields of `Verdict`, and the quarter."""
    return (
        select(
            verdicts.c.kind, verdicts.c.metric, verdicts.c.against, verdicts.c.status,
            verdicts.c.detail, verdicts.c.quarter,
        )
        .where(verdicts.c.forum == "", verdicts.c.segment == "")
        .where(verdicts.c.quarter <= period_of(view.last, Grain.QUARTER))
    )  # fmt: skip


def newest_verdicts(rows: Iterable[Sequence[Any]]) -> tuple[Verdict, ...]:
    """The newest of each kind and metric among the rows of `verdicts_until`."""
    newest = {
        (kind, metric, against): Verdict(kind, metric, against, status, json.loads(detail))
        for kind, metric, against, status, detail, _ in sorted(rows, key=lambda row: row[-1])
    }
    return tuple(newest.values())
