"""Which tables the last refresh read from the warehouse, so that one that is away is missed."""

import json
from collections.abc import Collection

from sqlalchemy import Connection

from kundagenda.database.connection import place_of
from kundagenda.database.state import remember, remembered
from kundagenda.database.warehouse import Warehouse
from kundagenda.errors import ReaderError

READ = "warehouse_tables"


def refuse_missing(
    connection: Connection, warehouse: Warehouse, without: Collection[str] = ()
) -> None:
    """Refuse where a table is gone that the last refresh read from the same warehouse.

    One that is built anew each night is away for a moment; the app's own table of its name, empty
    as a rule, would be read instead, and its figures go.

    Raises:
        ReaderError: there is one, and it is not among those that are to be done ``without``.
    """
    read = json.loads(remembered(connection, READ) or "{}")
    if read.get("place") != _place(warehouse):
        return
    gone = {*read["tables"]}.difference(_names(warehouse), without)
    if gone:
        raise ReaderError(
            "The warehouse {place} had the table {table} at the last refresh and has it no longer, "
            "or it may not be read any more. Nothing was changed; where it is gone for good, run "
            "kundagenda refresh --without {table}.",
            place=place_of(warehouse.engine),
            table=min(gone),
        )


def remember_read(connection: Connection, warehouse: Warehouse) -> None:
    """Keep which tables this refresh read, and from where."""
    said = {"place": _place(warehouse), "tables": _names(warehouse)}
    remember(connection, READ, json.dumps(said))


def _names(warehouse: Warehouse) -> list[str]:
    return sorted(table.name for table in warehouse.facts)


def _place(warehouse: Warehouse) -> str:
    return warehouse.engine.url.render_as_string(hide_password=True)
