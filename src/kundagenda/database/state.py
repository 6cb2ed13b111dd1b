"""What the program remembers between runs: the version of the data, and whether it is a demo."""

from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select

from kundagenda.database.tables import state
from kundagenda.errors import ReaderError

DATA_VERSION = "data_version"
DEMO = "demo"


def remember(connection: Connection, key: str, value: str) -> None:
    """Keep a value under a key, in the transaction of the caller."""
    connection.execute(delete(state).where(state.c.key == key))
    connection.execute(insert(state).values(key=key, value=value))


def remembered(connection: Connection, key: str) -> str | None:
    """The value under a key, or null."""
    return connection.execute(select(state.c.value).where(state.c.key == key)).scalar()


def refuse_demo(connection: Connection) -> None:
    """Keep a company's own data out of the demo, where invented figures would mix with them.

    Raises:
        ReaderError: the database holds the demo company.
    """
    if remembered(connection, DEMO) is not None:
        raise ReaderError(
            "This is the demo company's database, and your own data would mix with it: set "
            "KUNDAGENDA_DATABASE_URL to a database of your own, such as "
            "sqlite:///data/company.db, and run the command again."
        )


def bump_version(connection: Connection) -> None:
    """Say that figures have changed, so that every page reads anew.

    A random name rather than a number: two writers can never arrive at the same one.
    """
    remember(connection, DATA_VERSION, uuid4().hex)


def data_version(connection: Connection) -> str:
    """The name of the data as it stands; empty before anything was written."""
    return remembered(connection, DATA_VERSION) or ""
