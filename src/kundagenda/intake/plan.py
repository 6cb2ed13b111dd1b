"""What an import of agendas would do: every file read, nothing written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from kundagenda.database.connection import clear_failures
from kundagenda.database.state import refuse_demo
from kundagenda.errors import ReaderError
from kundagenda.intake.agenda_plan import (
    REFUSED,
    REPLACED,
    UNCHANGED,
    AgendaFile,
    ImportPlan,
)
from kundagenda.intake.forums import known_forum
from kundagenda.intake.judge import judged
from kundagenda.intake.knowledge import knowledge_of
from kundagenda.intake.reader import read_agenda
from kundagenda.intake.reading import ReadFile, Remark
from kundagenda.intake.record import Imported, Key, earlier_imports
from kundagenda.intake.titles import normal_title
from metrics.tables import agenda_items, forums, meetings


def preview_agendas(
    engine: Engine, paths: Sequence[Path], forum_name: str, today: date | None = None
) -> ImportPlan:
    """Read files and folders of agendas, and say what importing them would do.

    Args:
        engine: The app database; only read.
        paths: Files, or folders with everything in them.
        forum_name: The forum whose agendas they are; files that name several keep theirs.
        today: Later meetings are planned ones.

    Raises:
        ReaderError: the forum's name is nearly an existing one, a path does not exist, there is
            no file to read, or the database is the demo company's.
    """
    # Before the files are read: a folder of them takes a while.
    with clear_failures(engine), engine.connect() as connection:
        refuse_demo(connection)
    files = [(path, _read(path)) for path in files_in(paths)]
    with clear_failures(engine), engine.connect() as connection:
        return plan_import(connection, files, forum_name, today or date.today())


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files among paths and below folders, each once, in order; hidden ones left out.

    Raises:
        ReaderError: a path does not exist, or there is no file at all.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise ReaderError(f"There is no file or folder {path}: check the name.")
        found.update(dict.fromkeys(_below(path) if path.is_dir() else [path]))
    if not found:
        raise ReaderError(f"There is no file in {', '.join(map(str, paths))}.")
    return list(found)


def plan_import(
    connection: Connection,
    files: Iterable[tuple[Path, ReadFile | str]],
    forum_name: str,
    today: date,
) -> ImportPlan:
    """What importing files that were read would do to the database as it is now."""
    existing = list(connection.execute(select(forums.c.name)).scalars())
    known_forum(forum_name, existing)
    plan = ImportPlan(forum_name, today, [_planned(*file, forum_name, today) for file in files])
    for file in plan.files:
        _check_forums(file, existing)
    _settle(connection, plan)
    wanted = {forum for file in plan.files if file.changes for forum, _ in file.meetings}
    plan.new_forums = sorted(wanted - set(existing))
    items = [item for file in plan.files for _, meeting in file.meetings for item in meeting.items]
    plan.levels = judged(items, knowledge_of(connection))
    return plan


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden:
            yield path


def _read(path: Path) -> ReadFile | str:
    try:
        return read_agenda(path)
    except ReaderError as error:
        return str(error)


def _planned(path: Path, read: ReadFile | str, forum_name: str, today: date) -> AgendaFile:
    if isinstance(read, str):
        return AgendaFile(str(path), REFUSED, read)
    file = AgendaFile(str(path), checksum=read.checksum)
    file.warnings = sorted(read.warnings, key=lambda remark: remark.line)
    for meeting in read.meetings:
        own = replace(meeting, items=[replace(item) for item in meeting.items])
        if own.status == "held" and own.held_on > today:
            own.status = "planned"
        file.meetings.append((meeting.forum or forum_name, own))
    return file


def _check_forums(file: AgendaFile, existing: Sequence[str]) -> None:
    try:
        for forum, _ in file.meetings:
            known_forum(forum, existing)
    except ReaderError as error:
        file.status, file.error, file.meetings = REFUSED, str(error), []


def _settle(connection: Connection, plan: ImportPlan) -> None:
    """Say of each file whether it is new, the same as before, or a new version."""
    earlier = earlier_imports(connection)
    statuses = _statuses(connection)
    seen: set[tuple[str, frozenset[Key]]] = set()
    for file in plan.files:
        if file.status == REFUSED:
            continue
        same_path = [old for old in earlier if old.path == stored_path(file.path)]
        if _is_known(file, earlier, statuses) or (file.checksum, frozenset(file.keys)) in seen:
            file.status = UNCHANGED
        elif same_path:
            if any(file.keys & old.meetings.keys() for old in same_path):
                file.status = REPLACED
            _tell_gone(file, same_path[-1])
        seen.add((file.checksum, frozenset(file.keys)))
    _mark_carried_over(connection, plan)


def _is_known(file: AgendaFile, earlier: Iterable[Imported], statuses: dict[Key, str]) -> bool:
    """Whether the same content was imported, under any name, and is still what is stored."""
    latest = {(key, old.path): old for old in earlier for key in old.meetings}
    standing = {
        path: old
        for (key, path), old in latest.items()
        if key in file.keys and old.checksum == file.checksum
    }
    told = any(file.keys == old.meetings.keys() for old in standing.values())
    return told and all(
        statuses.get((forum, meeting.held_on)) in (meeting.status, "cancelled")
        for forum, meeting in file.meetings
    )


def _tell_gone(file: AgendaFile, before: Imported) -> None:
    for forum, held_on in sorted(before.meetings.keys() - file.keys):
        text = f"The file no longer holds the meeting of {held_on} ({forum}); it is kept as it was."
        file.gone.append(Remark(1, text))


def stored_path(path: str) -> str:
    """How a file is named in the database, wherever the program was started."""
    return Path(path).resolve().as_posix()


def _statuses(connection: Connection) -> dict[Key, str]:
    query = select(forums.c.name, meetings.c.held_on, meetings.c.status).join_from(forums, meetings)
    return {(name, held_on): status for name, held_on, status in connection.execute(query)}


def _mark_carried_over(connection: Connection, plan: ImportPlan) -> None:
    """Mark items whose topic stood on an earlier agenda of the forum, stored or in this import."""
    first: dict[tuple[str, str], date] = {}
    query = (
        select(forums.c.name, agenda_items.c.title, meetings.c.held_on)
        .join_from(agenda_items, meetings)
        .join(forums, forums.c.id == meetings.c.forum_id)
        .where(meetings.c.status != "cancelled")
    )
    read = [
        (forum, item.title, meeting.held_on)
        for file in plan.files
        for forum, meeting in file.meetings
        if meeting.status != "cancelled"
        for item in meeting.items
    ]
    for forum, title, held_on in [*connection.execute(query), *read]:
        topic = forum, normal_title(title)
        first[topic] = min(held_on, first.get(topic, held_on))
    for file in plan.files:
        for forum, meeting in file.meetings:
            for item in meeting.items:
                earliest = first.get((forum, normal_title(item.title)), meeting.held_on)
                item.carried_over = not item.formal and earliest < meeting.held_on
