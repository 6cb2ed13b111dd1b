"""Forums that an import made: they go with it when nothing else is in them."""

from collections import Counter

from sqlalchemy import Connection, Table, delete, func, select, update

from kundagenda.database.ready import GIVEN
from kundagenda.database.tables import import_rows
from kundagenda.intake.images import images_of
from metrics.tables import METADATA, forums, kpi_monthly, meetings


def take_forums(connection: Connection, import_id: int) -> Counter[str]:
    """Delete the forums that an import made and nothing else uses; how many they are.

    One that another import has filled stays, and goes with that one instead.
    """
    taken: Counter[str] = Counter()
    for image in images_of(connection, import_id):
        if image.table is not forums or image.before is not None:
            continue
        [(forum_id,)] = image.keys
        if not _is_used(connection, forum_id):
            connection.execute(delete(forums).where(forums.c.id == forum_id))
            taken[forums.name] += 1
        elif (heir := _filled_by(connection, forum_id)) is not None:
            kept = update(import_rows).where(import_rows.c.id == image.id)
            connection.execute(kept.values(import_id=heir))
    return taken


def _is_used(connection: Connection, forum_id: int) -> bool:
    if any(_points(connection, table, forum_id) for table in METADATA.sorted_tables):
        return True
    name = select(forums.c.name).where(forums.c.id == forum_id).scalar_subquery()
    given = (kpi_monthly.c.forum == name) & (kpi_monthly.c.source == GIVEN)
    return connection.execute(select(kpi_monthly.c.metric).where(given)).first() is not None


def _points(connection: Connection, table: Table, forum_id: int) -> bool:
    return any(
        connection.execute(select(key.parent).where(key.parent == forum_id)).first() is not None
        for key in table.foreign_keys
        if key.column is forums.c.id
    )


def _filled_by(connection: Connection, forum_id: int) -> int | None:
    """The import that first told of a meeting of a forum."""
    first = select(func.min(meetings.c.source_id)).where(meetings.c.forum_id == forum_id)
    return connection.execute(first).scalar()
