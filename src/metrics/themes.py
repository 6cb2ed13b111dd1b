"""What the agenda is about: every theme's part of what was discussed, the customer's among them."""

from sqlalchemy import (
    ColumnElement,
    String,
    Subquery,
    case,
    false,
    func,
    literal_column,
    select,
)

from metrics.agenda_rows import customer_item, discussed
from metrics.scope import Rows, Scope
from metrics.tables import agenda_items, forums, meetings

CUSTOMER = "customer"
UNSORTED = "unsorted"
THEMES = (
    "finance", "people", "operations", "sales", "technology", "governance", "strategy", "risk",
    "other",
)  # fmt: skip


def theme_of() -> ColumnElement[str]:
    """An item's theme as it is counted: the customer by level, else as stored, else unsorted.

    The level decides what is about customers here as everywhere. An item that was about customers
    until somebody corrected it may still say so in its theme; it is unsorted until it has another.
    The constants are written into the SQL rather than bound, as in `metrics.periods.month_of`.
    """
    customer, unsorted = (literal_column(f"'{name}'", String) for name in (CUSTOMER, UNSORTED))
    empty = literal_column("''", String)
    stored = func.coalesce(agenda_items.c.theme, empty)
    return case(
        (customer_item() == literal_column("1"), customer),
        (stored.in_([empty, customer]), unsorted),
        else_=stored,
    )


def theme_counts(scope: Scope) -> Rows:
    """One row per theme and forum of what stood on the agendas of held meetings.

    The columns are ``theme, forum``; ``items`` that were discussed, ``timed`` of them with known
    minutes, adding up to ``minutes``; ``deferred`` that were put off; ``compared`` items with both
    planned and actual minutes, which took ``overrun`` minutes more than planned (less: negative).
    """
    rows = _items(scope)
    timed = rows.c.minutes.is_not(None)
    compared = rows.c.planned.is_not(None) & rows.c.actual.is_not(None)
    return (
        select(
            rows.c.theme,
            rows.c.forum,
            func.sum(rows.c.discussed).label("items"),
            func.sum(case((timed, rows.c.discussed), else_=0)).label("timed"),
            func.sum(case((timed, rows.c.minutes * rows.c.discussed), else_=0.0)).label("minutes"),
            func.sum(1 - rows.c.discussed).label("deferred"),
            func.sum(case((compared, rows.c.discussed), else_=0)).label("compared"),
            func.sum(
                case((compared, (rows.c.actual - rows.c.planned) * rows.c.discussed), else_=0.0)
            ).label("overrun"),
        )
        .group_by(rows.c.theme, rows.c.forum)
        .order_by(rows.c.theme, rows.c.forum)
    )


def _items(scope: Scope) -> Subquery:
    """One row per item of a held meeting: discussed is 1, put off 0; formal ones left out.

    Its columns are grouped by name: a CASE with constants may not be repeated in GROUP BY.
    """
    item = agenda_items.c
    actual, planned = known_minutes(item.actual_minutes), known_minutes(item.planned_minutes)
    return (
        select(
            theme_of().label("theme"),
            forums.c.name.label("forum"),
            case((discussed(), 1), else_=0).label("discussed"),
            func.coalesce(actual, planned).label("minutes"),
            planned.label("planned"),
            actual.label("actual"),
        )
        .join_from(meetings, forums, forums.c.id == meetings.c.forum_id)
        .join(agenda_items, item.meeting_id == meetings.c.id)
        .where(meetings.c.status == "held", item.formal == false())
        .where(meetings.c.held_on >= scope.start, meetings.c.held_on < scope.end)
        .subquery("themed")
    )


def known_minutes(column: ColumnElement[float | None]) -> ColumnElement[float | None]:
    """Minutes as recorded; a negative number says nothing and is null."""
    return case((column >= 0, column))
