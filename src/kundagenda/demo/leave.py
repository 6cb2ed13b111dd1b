"""Leaves the demo: its invented rows go, and the database is ready for a company's own data."""

from sqlalchemy import Connection, Engine, delete, select

from kundagenda.database.audit import clear_audit_to, write_audit
from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.state import DEMO, bump_version, remembered
from kundagenda.database.tables import (
    audit,
    customer_words,
    import_choices,
    now,
    role_limits,
    roles,
    sessions,
    state,
)
from kundagenda.errors import ReaderError
from metrics.tables import METADATA

# What persons set up for themselves holds for their own data too.
_KEPT = (audit, customer_words, import_choices, roles, sessions, state)


def leave_demo(engine: Engine, who: str) -> None:
    """Empty a database that holds the demo company, in one transaction.

    What was tried out on the invented rows (corrections, notes, second codings, the audit of all
    that) goes with them. Roles stay, except those limited to an invented forum or group, who would
    else see all; and so do saved choices and the words for customers. The first start does not
    fill the database again; the command ``kundagenda demo`` still can.

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
        _empty(connection, who)
        write_audit(connection, who, "demo: left")
        bump_version(connection)


def _empty(connection: Connection, who: str) -> None:
    limited = select(role_limits.c.email)
    connection.execute(delete(roles).where(roles.c.email.in_(limited)))
    connection.execute(delete(state))
    clear_audit_to(connection, now(), who)
    for table in reversed(METADATA.sorted_tables):
        if table not in _KEPT:
            connection.execute(delete(table))
