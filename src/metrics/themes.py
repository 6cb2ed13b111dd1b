"""What the agenda is about: every theme's part of what was discussed, the customer's among them."""

from sqlalchemy import ColumnElement, String, case, func, literal_column, select

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
    """One row per theme and forum: ``theme, forum, items, timed, minutes, deferred``.

    ``items`` were discussed, ``timed`` of them with known minutes, which add up to ``minutes``
    (null when none has any); ``deferred`` were on a held meeting's agenda and put off.
    """
    # Grouped by a column of a subquery: a CASE with constants may not be repeated in GROUP BY.
    rows = _rows(scope)
    timed = rows.c.discussed & rows.c.minutes.is_not(None)
    return select(
        rows.c.theme,
        rows.c.forum,
        func.sum(rows.c.discussed).label("items"),
    ).group_by(rows.c.theme, rows.c.forum)
