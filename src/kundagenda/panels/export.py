"""What a reader takes away: made when the button is pressed, and told to the log."""

from collections.abc import Callable

from kundagenda.access.current import carried
from kundagenda.access.database import app_database
from kundagenda.database.audit import write_audit
from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.panels.doer import doer

EXPORTED = "export"
LONGEST = 200


def export(page: str, name: str, made: Callable[[], bytes]) -> Callable[[], bytes]:
    """The bytes of a file, made for whoever reads now, when they press the button.

    Nothing leaves that the log does not tell of: while it cannot be written, nothing is made.
    """

    def taken() -> bytes:
        engine = app_database()
        with clear_failures(engine), engine.begin() as connection:
            take_turn(connection)
            write_audit(connection, doer(page), EXPORTED, after=name[:LONGEST])
        return made()

    return carried(taken)
