"""Actions that were not done by their date."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, case, false, or_, select, true

from metrics.follow_through import decided_rows
from metrics.scope import Rows
from metrics.tables import actions, agenda_items, decisions


@dataclass(frozen=True)
class Undone:
    """An action that is overdue; ``text`` is null where its item is confidential."""

    id: int
    due_on: date
    owner_role: str | None
    text: str | None


def undone_of(connection: Connection, day: date) -> tuple[Undone, ...]:
    """The actions overdue on a day, the longest first."""
    return tuple(Undone(*row) for row in connection.execute(_undone_on(day)))


def _undone_on(day: date) -> Rows:
    """As `metrics.decision_log` has it: due by the day, and not done or cancelled by then."""
    of, hidden = actions.c, agenda_items.c.confidential == true()
    return (
        select(of.id, of.due_on, of.owner_role, case((hidden, None), else_=of.text).label("text"))
        .select_from(decided_rows().join(actions, of.decision_id == decisions.c.id))
        .where(decisions.c.decided_on <= day, of.cancelled == false(), of.due_on <= day)
        .where(or_(of.done_on.is_(None), of.done_on > day))
        .order_by(of.due_on, of.id)
    )
