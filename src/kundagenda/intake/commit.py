"""Writes planned agendas into the app database: one transaction, all or nothing."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update

from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.refresh import refresh_agenda
from kundagenda.database.state import bump_version, refuse_demo
from kundagenda.database.tables import audit, imports
from kundagenda.intake.agenda_plan import AgendaFile, ImportPlan, ImportReport
from kundagenda.intake.carry_over import link_carried_over
from kundagenda.intake.combine import combined
from kundagenda.intake.forums import kind_of_forum
from kundagenda.intake.judge import Judged, judged
from kundagenda.intake.knowledge import knowledge_of
from kundagenda.intake.meeting_items import write_items
from kundagenda.intake.plan import plan_import, stored_path
from kundagenda.intake.reading import ReadFile, ReadMeeting
from kundagenda.intake.record import AGENDA, as_detail, earlier_imports, sources_of
from metrics.periods import month_number
from metrics.tables import forums, meetings

NOBODY = "command line"


def commit_agendas(engine: Engine, plan: ImportPlan, who: str = NOBODY) -> ImportReport:
    """Import what a plan holds; its refused files are left out.

    What is new and what is unchanged is settled again, against the database as it is now.

    Returns:
        What was done, in the shape of the plan.

    Raises:
        ReaderError: the database cannot be reached, or is the demo company's; then nothing was
            written.
    """
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        refuse_demo(connection)
        report = plan_import(connection, _as_read(plan), plan.forum, plan.today)
        changed = [file for file in report.files if file.changes]
        if changed:
            _write(connection, report, changed, who)
    return report


def _as_read(plan: ImportPlan) -> list[tuple[Path, ReadFile | str]]:
    """The plan's files as they were read, so that a commit writes what the preview showed."""
    read: list[tuple[Path, ReadFile | str]] = []
    for file in plan.files:
        if file.error is not None:
            read.append((Path(file.path), file.error))
        else:
            for forum, meeting in file.meetings:
                meeting.forum = forum
            only = ReadFile([meeting for _, meeting in file.meetings], file.warnings, file.checksum)
            read.append((Path(file.path), only))
    return read


def _write(
    connection: Connection, report: ImportReport, changed: Sequence[AgendaFile], who: str
) -> None:
    ids = _forum_ids(connection, report.new_forums)
    earlier = earlier_imports(connection)
    recorded = {file.path: _record(connection, report, file, who) for file in changed}
    touched: set[int] = set()
    knowledge = knowledge_of(connection)
    for key in sorted({key for file in changed for key in file.keys}, key=lambda key: key[1]):
        sources = sources_of(key, earlier)
        for file in changed:
            told = {(forum, meeting.held_on): meeting for forum, meeting in file.meetings}
            if key in told:
                sources[stored_path(file.path)] = told[key]
                source_id = recorded[file.path]
        meeting = combined(sources.values())
        if meeting.status != "cancelled":
            meeting.status = "planned" if meeting.held_on > report.today else "held"
        levels = judged(meeting.items, knowledge)
        _write_meeting(connection, ids[key[0]], meeting, source_id, levels)
        touched.add(month_number(key[1]))
    forums_touched = {ids[forum] for file in changed for forum, _ in file.keys}
    touched |= link_carried_over(connection, forums_touched)
    refresh_agenda(connection, touched)
    bump_version(connection)


def _forum_ids(connection: Connection, new: Sequence[str]) -> dict[str, int]:
    for name in new:
        connection.execute(insert(forums).values(name=name, kind=kind_of_forum(name)))
    return dict(connection.execute(select(forums.c.name, forums.c.id)).all())


def _record(connection: Connection, report: ImportReport, file: AgendaFile, who: str) -> int:
    """Remember the file, who imported it, and what it said."""
    now = datetime.now(UTC).replace(tzinfo=None)
    row = {
        "kind": AGENDA,
        "target": report.forum,
        "path": stored_path(file.path),
        "checksum": file.checksum,
        "rows": sum(len(meeting.items) for _, meeting in file.meetings),
        "imported_at": now,
        "imported_by": who,
        "detail": as_detail(file.meetings),
    }
    [number] = connection.execute(insert(imports).values(row).returning(imports.c.id)).one()
    told: dict[str, Any] = {"happened_at": now, "who": who, "action": f"import: {file.status}"}
    told |= {"table_name": "imports", "row_id": str(number), "after": row["path"]}
    connection.execute(insert(audit).values(told))
    return int(number)


def _write_meeting(
    connection: Connection,
    forum_id: int,
    meeting: ReadMeeting,
    source_id: int,
    levels: dict[str, Judged],
) -> None:
    there = (meetings.c.forum_id == forum_id) & (meetings.c.held_on == meeting.held_on)
    found = connection.execute(select(meetings.c.id).where(there).order_by(meetings.c.id)).scalar()
    values = {"status": meeting.status, "source_id": source_id}
    if meeting.starts_at is not None:
        values["starts_at"] = meeting.starts_at
    if found is None:
        new = values | {"forum_id": forum_id, "held_on": meeting.held_on}
        query = insert(meetings).values(new).returning(meetings.c.id)
        found = connection.execute(query).scalar_one()
    else:
        connection.execute(update(meetings).where(meetings.c.id == found).values(values))
    write_items(connection, int(found), meeting.items, levels)
