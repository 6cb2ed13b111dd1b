"""Small agendas as files, read or imported into a database, for tests of the import."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, func, select

from kundagenda.intake.agenda_plan import ImportReport
from kundagenda.intake.commit import commit_agendas
from kundagenda.intake.plan import preview_agendas
from kundagenda.intake.reader import read_agenda
from kundagenda.intake.reading import ReadItem, ReadMeeting
from metrics.tables import METADATA, agenda_items, meetings

TODAY = date(2025, 6, 1)
AGENDA = "## Dagordning\n1. Öppnande\n2. Prislöfte (20 min)\n3. Lagerflytt\n"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def meeting(folder: Path, text: str, name: str = "agenda 2025-03-03.md") -> ReadMeeting:
    """The one meeting that a text is read as."""
    [found] = read_agenda(write(folder, name, text)).meetings
    return found


def items(folder: Path, text: str, name: str = "agenda 2025-03-03.md") -> list[ReadItem]:
    return meeting(folder, text, name).items


def titles(found: list[ReadItem]) -> list[str]:
    return [item.title for item in found]


def take_in(engine: Engine, *paths: Path, forum: str = "Ledningsgruppen") -> ImportReport:
    return commit_agendas(engine, preview_agendas(engine, paths, forum, TODAY))


def counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in METADATA.sorted_tables
        }


def stored(engine: Engine, *columns: Any) -> Sequence[tuple[Any, ...]]:
    """Values of items by date and position."""
    query = (
        select(*columns)
        .join_from(meetings, agenda_items)
        .order_by(meetings.c.held_on, agenda_items.c.position)
    )
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(query)]
