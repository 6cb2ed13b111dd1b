"""The schema of the app database: created and moved forward by Alembic, never by hand."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

import kundagenda.database.tables  # noqa: F401  (completes the metadata)
from kundagenda.database.connection import clear_failures, open_engine, take_turn
from kundagenda.database.same_file import file_of
from kundagenda.errors import ReaderError

MIGRATIONS = Path(__file__).parent / "migrations"


def open_database(address: str) -> Engine:
    """The app database, with its schema created or moved forward to this version.

    Raises:
        ReaderError: it cannot be reached, or was made by a newer version of Kundagenda.
    """
    engine = open_engine(address)
    with clear_failures(engine):
        upgrade(engine)
    return engine


def open_there(address: str) -> Engine:
    """The same of a database that is there: none is made where an address is written wrongly.

    Raises:
        ReaderError: as `open_database`, or its file is not there.
    """
    file = file_of(open_engine(address))
    if file is not None and not Path(file).exists():
        raise ReaderError(
            "There is no database file {file}. Correct KUNDAGENDA_DATABASE_URL, or put the file "
            "back; the app makes a new one when it starts.",
            file=file,
        )
    return open_database(address)


def open_for_dry_run(address: str) -> Engine:
    """The app database as it is; an empty one in memory when there is none yet.

    So a dry run makes neither a file nor tables.

    Raises:
        ReaderError: as `open_database`.
    """
    engine = open_engine(address)
    if not _has_schema(engine):
        engine.dispose()
        engine = open_engine("sqlite://")
    with clear_failures(engine):
        upgrade(engine)
    return engine


def _has_schema(engine: Engine) -> bool:
    file = file_of(engine)
    # Connecting would make the file, and write its first page. An address of the form file:...
    # is left to SQLite.
    if file is not None and not _holds_bytes(Path(file)):
        return False
    with clear_failures(engine), engine.connect() as connection:
        return schema_revision(connection) is not None


def _holds_bytes(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def upgrade(engine: Engine) -> None:
    """Move the schema forward; a database that is up to date costs one look."""
    with engine.connect() as connection:
        found = schema_revision(connection)
    if found == newest_revision():
        return
    if found is not None and found not in known_revisions():
        raise ReaderError(
            "The database has schema version {found}, which this version of Kundagenda does not "
            "know. Update Kundagenda, or restore a backup made with this version.",
            found=found,
        )
    with engine.begin() as connection:
        # Two first starts must not both create the tables, nor one be cut off half-way.
        take_turn(connection)
        if schema_revision(connection) != newest_revision():
            command.upgrade(_configuration(connection), "head")


def schema_revision(connection: Connection) -> str | None:
    """The revision that the database says it has; null when it has no schema."""
    return MigrationContext.configure(connection).get_current_revision()


@cache
def newest_revision() -> str | None:
    """The revision that this program needs."""
    return _scripts().get_current_head()


@cache
def known_revisions() -> tuple[str, ...]:
    """Every schema revision there has been, the first one first."""
    return tuple(script.revision for script in _scripts().walk_revisions())[::-1]


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(MIGRATIONS))


def _configuration(connection: Connection) -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS))
    configuration.attributes["connection"] = connection
    return configuration
