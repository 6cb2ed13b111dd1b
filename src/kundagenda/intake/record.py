"""What the table of imports remembers of a file: enough to build its meetings again."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, time

from sqlalchemy import Connection, select

from kundagenda.database.tables import imports
from kundagenda.intake.reading import ReadItem, ReadMeeting

AGENDA = "agenda"
Key = tuple[str, date]


@dataclass(frozen=True)
class Imported:
    """A file imported earlier, and its meetings with the forum they went to."""

    id: int
    path: str
    checksum: str
    meetings: dict[Key, ReadMeeting]


def earlier_imports(connection: Connection) -> list[Imported]:
    """Every agenda import that still counts, oldest first."""
    columns = (imports.c.id, imports.c.path, imports.c.checksum, imports.c.target, imports.c.detail)
    query = (
        select(*columns)
        .where(imports.c.kind == AGENDA, imports.c.undone_at.is_(None))
        .order_by(imports.c.id)
    )
    return [
        Imported(id_, path, checksum, _meetings(detail, target))
        for id_, path, checksum, target, detail in connection.execute(query)
    ]


def as_detail(meetings: Iterable[tuple[str, ReadMeeting]]) -> str:
    """Meetings with their forums as JSON."""
    rows = [asdict(meeting) | {"forum": forum} for forum, meeting in meetings]
    return json.dumps({"meetings": rows}, ensure_ascii=False, default=str)


def sources_of(key: Key, earlier: Iterable[Imported]) -> dict[str, ReadMeeting]:
    """What each file's latest import says of a meeting, by path."""
    return {file.path: file.meetings[key] for file in earlier if key in file.meetings}


def _meetings(detail: str | None, target: str) -> dict[Key, ReadMeeting]:
    rows = json.loads(detail).get("meetings", []) if detail else []
    read = [_meeting(row) for row in rows]
    return {(meeting.forum or target, meeting.held_on): meeting for meeting in read}


def _meeting(row: dict[str, object]) -> ReadMeeting:
    meeting = ReadMeeting(**row)  # type: ignore[arg-type]
    meeting.held_on = date.fromisoformat(str(row["held_on"]))
    meeting.starts_at = time.fromisoformat(str(row["starts_at"])) if row["starts_at"] else None
    meeting.items = [ReadItem(**item) for item in row["items"]]  # type: ignore[attr-defined]
    return meeting
