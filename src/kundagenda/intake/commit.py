"""Writes planned agendas into the app database: one transaction, all or nothing."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, select

from kundagenda import logs
from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.refresh import refresh_agenda
from kundagenda.database.state import bump_version, refuse_demo
from kundagenda.database.tables import audit, imports
from kundagenda.intake.agenda_plan import AgendaFile, ImportPlan, ImportReport
from kundagenda.intake.build import Builder, batches
from kundagenda.intake.carry_over import Topics, link_carried_over
from kundagenda.intake.changes import tell_audit
from kundagenda.intake.forums import kind_of_forum
from kundagenda.intake.images import keep_new
from kundagenda.intake.plan import Source, plan_import
from kundagenda.intake.progress import Progress, silent
from kundagenda.intake.reading import ReadFile
from kundagenda.intake.record import AGENDA, Key, as_detail, earlier_imports
from kundagenda.intake.settle import holders_of, note, tell_others, told_by
from kundagenda.intake.write_meetings import write_meetings
from metrics.periods import month_number
from metrics.tables import forums

NOBODY = "command line"


def commit_agendas(
    engine: Engine, plan: ImportPlan, who: str = NOBODY, progress: Progress = silent
) -> ImportReport:
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
        changed = [file for file in report.files if file.writes]
        if changed:
            _write(connection, report, changed, who, progress)
        tell_others(report)
    logs.note("import", kind=AGENDA, files=len(changed))
    return report


def _as_read(plan: ImportPlan) -> list[Source]:
    """The plan's files as they were read, so that a commit writes what the preview showed."""
    read: list[Source] = []
    for file in plan.files:
        if file.error is not None:
            read.append(Source(file.path, file.stored, file.error))
            continue
        for forum, meeting in file.meetings:
            meeting.forum = forum
        only = ReadFile([meeting for _, meeting in file.meetings], file.warnings, file.checksum)
        read.append(Source(file.path, file.stored, only))
    return read


def _write(
    connection: Connection,
    report: ImportReport,
    changed: Sequence[AgendaFile],
    who: str,
    progress: Progress,
) -> None:
    holders = holders_of(changed)
    earlier = earlier_imports(connection, holders)
    now = datetime.now(UTC).replace(tzinfo=None)
    recorded = {file.stored: _record(connection, report, file, who, now) for file in changed}
    for file in changed:
        file.import_id = recorded[file.stored]
    sources = {key: recorded[files[-1].stored] for key, files in holders.items()}
    ids = _forum_ids(connection, report.new_forums, sources)
    topics = Topics()
    builder = Builder(connection, told_by(changed), earlier, report.today, report.levels)
    for batch in progress(batches(holders), "Writing"):
        built = builder.build(batch)
        write_meetings(connection, built, ids, sources, topics)
        for one in built:
            note(holders[one.key], one)
            tell_audit(connection, one.edited(), who, now)
    touched = {month_number(held_on) for _, held_on in holders}
    touched |= link_carried_over(connection, {ids[forum] for forum, _ in holders}, topics)
    refresh_agenda(connection, touched)
    bump_version(connection)


def _forum_ids(
    connection: Connection, new: Sequence[str], sources: Mapping[Key, int]
) -> dict[str, int]:
    """The id of every forum by name; new ones are made, by the first import that needs them."""
    for name in new:
        row = insert(forums).values(name=name, kind=kind_of_forum(name)).returning(forums.c.id)
        made = connection.execute(row).scalar_one()
        first = min(number for (forum, _), number in sources.items() if forum == name)
        keep_new(connection, first, forums, [[made]])
    return dict(connection.execute(select(forums.c.name, forums.c.id)).all())


def _record(
    connection: Connection, report: ImportReport, file: AgendaFile, who: str, now: datetime
) -> int:
    """Remember the file, who imported it, and what it said."""
    row = {
        "kind": AGENDA,
        "target": report.forum,
        "path": file.stored,
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
