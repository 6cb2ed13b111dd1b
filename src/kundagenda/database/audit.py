"""Who did what and when: written in the transaction of what was done, and only ever added to."""

from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from kundagenda.database.state import remember
from kundagenda.database.tables import audit, now

CLEARED_TO = "audit_cleared_to"
CLEARED = "audit: older rows cleared"
PROGRAM = "Kundagenda"
RESTORED = "database: restored"


def write_audit(
    connection: Connection,
    who: str,
    action: str,
    table: str | None = None,
    row: str | None = None,
    before: str | None = None,
    after: str | None = None,
) -> int:
    """Add a row, in the caller's transaction; its number.

    Args:
        connection: The app database.
        who: The person, or the part of the program.
        action: What was done, in a few words that stay the same.
        table: The table it was done to.
        row: The key of the row.
        before: What stood there, as text.
        after: What stands there now.
    """
    told = {"happened_at": now(), "who": who[:200], "action": action, "table_name": table}
    told |= {"row_id": row and row[:100], "before": before, "after": after}
    made = connection.execute(insert(audit).values(told).returning(audit.c.id))
    return int(made.scalar_one())


def since_restore() -> ColumnElement[bool]:
    """Whether a row of the log is of the database as it is, and of none before a restore.

    SQLite gives the numbers again of rows that a restore has taken away, and the log names them.
    """
    restored = audit.alias("restored").c
    last = select(func.coalesce(func.max(restored.id), 0)).where(restored.action == RESTORED)
    return audit.c.id > last.scalar_subquery()


def clear_audit(connection: Connection, days: int) -> int:
    """Drop what is older than the company keeps it, and say so; how many rows that were.

    By whole days, so that the log is told of it once a day at most.
    """
    today = datetime.combine(now().date(), time())
    return clear_audit_to(connection, today - timedelta(days=days), PROGRAM)


def clear_audit_to(connection: Connection, moment: datetime, who: str) -> int:
    """Drop every row from before a moment; the database lets no other go."""
    older = select(func.count()).where(audit.c.happened_at < moment)
    count = int(connection.execute(older).scalar_one())
    if count:
        remember(connection, CLEARED_TO, moment.isoformat(" "))
        connection.execute(delete(audit).where(audit.c.happened_at < moment))
        said = f"{count} rows from before {moment.isoformat(' ', 'seconds')}"
        write_audit(connection, who, CLEARED, audit.name, before=said)
    return count
