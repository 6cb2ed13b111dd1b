"""What stands in an app database, without the ids and times that differ from run to run."""

from typing import Any

from sqlalchemy import Connection, Engine, select

from metrics.tables import METADATA, agenda_items, forums, meetings

# Of the program's own doings, and the ids by which other rows are named here.
_LEFT_OUT = ("audit", "imports", "import_rows", "state", "forums", "meetings", "agenda_items")
# Of how often a row was changed, what it says does not hang.
_TIMES = (
    *("refreshed_at", "computed_at", "asked_at", "seconds"),
    *("import_id", "version"),
)


def content(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Every table's rows: agendas by forum, date and position, the others in order."""
    with engine.connect() as connection:
        found = {
            table.name: _rows(connection, select(*(c for c in table.c if c.name not in _TIMES)))
            for table in METADATA.sorted_tables
            if table.name not in _LEFT_OUT
        }
        return found | {
            "forums": _rows(connection, select(forums.c.name, forums.c.kind)),
            "meetings": _rows(connection, _meetings()),
            "agenda_items": _rows(connection, _items()),
        }


def _rows(connection: Connection, query: Any) -> list[tuple[Any, ...]]:
    return sorted((tuple(row) for row in connection.execute(query)), key=repr)


def _meetings() -> Any:
    own = [c for c in meetings.c if c.name not in ("id", "forum_id", "source_id")]
    return select(forums.c.name, *own).join_from(meetings, forums)


def _items() -> Any:
    first, of_first = agenda_items.alias(), meetings.alias()
    left = ("id", "meeting_id", "first_seen_item_id", "version")
    own = [c for c in agenda_items.c if c.name not in left]
    return (
        select(forums.c.name, meetings.c.held_on, *own, of_first.c.held_on, first.c.position)
        .join_from(agenda_items, meetings, agenda_items.c.meeting_id == meetings.c.id)
        .join(forums, forums.c.id == meetings.c.forum_id)
        .outerjoin(first, first.c.id == agenda_items.c.first_seen_item_id)
        .outerjoin(of_first, of_first.c.id == first.c.meeting_id)
    )
