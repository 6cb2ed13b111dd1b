"""Undo of a table: the rows that it made go, and those that it changed are put back."""

from collections.abc import Collection, Iterator

from sqlalchemy import Column, Connection, Table, delete, select

from kundagenda.database.tables import import_rows, imports
from kundagenda.errors import ReaderError
from kundagenda.intake.by_hand import refuse_by_hand, refuse_untold
from kundagenda.intake.carry_over import link_carried_over
from kundagenda.intake.images import Image, images_of, images_where
from kundagenda.intake.imports_list import is_stamped
from kundagenda.intake.meeting_items import delete_items
from kundagenda.intake.put_back import Taken, Undoing, has_key, put_back, rows_by_key
from metrics.periods import month_number
from metrics.tables import METADATA, agenda_items, decisions, forums, kpi_monthly, meetings

_OF_AGENDA = (forums, meetings, agenda_items, decisions)


def undo_table(connection: Connection, undoing: Undoing) -> Taken:
    """Take the import of a table back.

    Raises:
        ReaderError: a later import or a person changed the same rows, or other rows point to those
            that would go.
    """
    table, number = METADATA.tables[undoing.row.target], undoing.row.id
    taken = Taken(months=_months(connection) if table in _OF_AGENDA else set())
    if is_stamped(table):
        gone = connection.execute(delete(table).where(table.c.import_id == number))
        taken.deleted[table.name] = gone.rowcount
        return taken
    _refuse_later(connection, undoing, table)
    keys = [key for one in images_of(connection, number) for key in one.keys]
    refuse_untold(connection, images_of(connection, number), undoing)
    refuse_by_hand(connection, table, keys, undoing.row.imported_at, number)
    # Two rounds: what is put back may take the place of what goes.
    for one in _images(connection, number, made=True):
        taken.deleted[table.name] += _take(connection, undoing, one)
    for one in _images(connection, number, made=False):
        taken.restored[table.name] += put_back(connection, one)
    _settle(connection, undoing, table, taken)
    return taken


def _settle(connection: Connection, undoing: Undoing, table: Table, taken: Taken) -> None:
    """Have links and months follow."""
    if table in (meetings, agenda_items):
        every = connection.execute(select(forums.c.id)).scalars().all()
        link_carried_over(connection, every)
    if table in _OF_AGENDA:
        taken.months |= _months(connection)
    if table is kpi_monthly:
        place = [column.name for column in table.primary_key.columns].index("month")
        for one in images_of(connection, undoing.row.id):
            taken.months |= {key[place] for key in one.keys}


def _images(connection: Connection, number: int, made: bool) -> Iterator[Image]:
    return (one for one in images_of(connection, number) if (one.before is None) == made)


def _take(connection: Connection, undoing: Undoing, made: Image) -> int:
    """Delete the rows that the import made; how many there were."""
    there = rows_by_key(connection, made.table, made.keys)
    ids = [key[0] for key in there]
    _refuse_pointed(connection, undoing, made.table, ids)
    if made.table is agenda_items:
        delete_items(connection, ids)
    elif there:
        connection.execute(delete(made.table).where(has_key(made.table, list(there))))
    return len(there)


def _refuse_pointed(
    connection: Connection, undoing: Undoing, table: Table, ids: Collection[int]
) -> None:
    for column in _pointing(table) if ids else ():
        query = select(column).where(column.in_(ids)).limit(1)
        if connection.execute(query).first() is not None:
            raise ReaderError(
                "Import {number} cannot be undone, since rows of {child} point to its rows of "
                "{table}. Undo the import of those first.",
                number=undoing.row.id,
                child=column.table.name,
                table=table.name,
            )


def _pointing(table: Table) -> Iterator[Column[int]]:
    """The columns that point to a table from another; links between items are made anew."""
    for child in METADATA.sorted_tables:
        for key in child.foreign_keys if child is not table else ():
            if key.column.table is table:
                yield key.parent


def _refuse_later(connection: Connection, undoing: Undoing, table: Table) -> None:
    """Refuse when what a later import did to the same rows would be lost."""
    number = undoing.row.id
    later = (import_rows.c.table_name == table.name) & (import_rows.c.import_id > number)
    if connection.execute(select(import_rows.c.id).where(later).limit(1)).first() is not None:
        # A hash of the key is kept rather than the key, as when a table is loaded.
        mine = {hash(key) for one in images_of(connection, number) for key in one.keys}
        for one in images_where(connection, later):
            if any(hash(key) in mine for key in one.keys):
                raise _changed_since(connection, number, one.import_id)
    for one in images_of(connection, number) if table in (meetings, agenda_items) else ():
        reader = _read_since(connection, number, one)
        if reader is not None:
            raise _changed_since(connection, number, reader)


def _read_since(connection: Connection, number: int, one: Image) -> int | None:
    """The agenda that was read into one of the rows' meetings later, if any."""
    query = select(meetings.c.source_id).where(meetings.c.source_id > number)
    if one.table is agenda_items:
        query = query.join(agenda_items, agenda_items.c.meeting_id == meetings.c.id)
    return connection.execute(query.where(has_key(one.table, one.keys)).limit(1)).scalar()


def _changed_since(connection: Connection, number: int, later: int) -> ReaderError:
    path = connection.execute(select(imports.c.path).where(imports.c.id == later)).scalar_one()
    return ReaderError(
        "Import {number} cannot be undone, since import {later} ({file}) changed the same rows "
        "later. Undo import {later} first.",
        number=number,
        later=later,
        file=path.rpartition("/")[2],
    )


def _months(connection: Connection) -> set[int]:
    """Every month with a meeting."""
    days = connection.execute(select(meetings.c.held_on).distinct()).scalars()
    return {month_number(day) for day in days}
