"""Leaves the demo: its invented rows go, and the database is ready for a company's own data."""

from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, delete, insert

from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.state import DEMO, bump_version, remembered
from kundagenda.database.tables import audit, customer_words, import_choices, roles, state
from kundagenda.errors import ReaderError
from metrics.tables import METADATA

# What persons set up for themselves holds for their own data too.
_KEPT = (audit, customer_words, import_choices, roles, state)


def leave_demo(engine: Engine, who: str) -> None:
    """Empty a database that holds the demo company, in one transaction.

    What was tried out on the invented rows (corrections, notes, second codings, the audit of all
    that) goes with them. Roles stay, except those in an invented forum, and so do saved choices
    and the words for customers. The first start does not fill the database again; the command
    ``kundagenda demo`` still can.

    Raises:
        ReaderError: the database does not hold the demo company; nothing was changed.
    """
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        if remembered(connection, DEMO) is None:
            raise ReaderError(
                "The database does not hold the demo company, so nothing was taken away. "
                "Undo single imports with kundagenda import undo."
            )
        _empty(connection)
        now = datetime.now(UTC).replace(tzinfo=None)
        told = {"happened_at": now, "who": who, "action": "demo: left"}
        connection.execute(insert(audit).values(told))
        bump_version(connection)


def _empty(connection: Connection) -> None:
    connection.execute(delete(roles).where(roles.c.forum_id.is_not(None)))
    connection.execute(delete(audit))
    connection.execute(delete(state))
    for table in reversed(METADATA.sorted_tables):
        if table not in _KEPT:
            connection.execute(delete(table))
