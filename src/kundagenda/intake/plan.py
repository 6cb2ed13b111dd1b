"""What an import of agendas would do: every file read, nothing written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from kundagenda.database.connection import clear_failures
from kundagenda.database.state import refuse_demo
from kundagenda.errors import ReaderError
from kundagenda.intake.agenda_plan import REFUSED, AgendaFile, ImportPlan
from kundagenda.intake.forums import known_forum
from kundagenda.intake.judge import judged
from kundagenda.intake.knowledge import knowledge_of
from kundagenda.intake.progress import Progress, silent
from kundagenda.intake.reader import in_one_forum, read_agenda
from kundagenda.intake.reading import ReadFile
from kundagenda.intake.settle import settle, tell_changes
from metrics.tables import forums


@dataclass(frozen=True)
class Source:
    """A file that was read, or why it was not; ``path`` is shown, ``stored`` goes into the
    database.
    """

    path: str
    stored: str
    read: ReadFile | str


def preview_agendas(
    engine: Engine,
    paths: Sequence[Path],
    forum_name: str,
    today: date | None = None,
    names: Mapping[Path, str] | None = None,
    progress: Progress = silent,
    one_forum: bool = False,
) -> ImportPlan:
    """Read files and folders of agendas, and say what importing them would do.

    Args:
        engine: The app database; only read.
        paths: Files, or folders with everything in them.
        forum_name: The forum whose agendas they are; files that name several keep theirs.
        today: Later meetings are planned ones.
        names: What a file is called where it came from, if it was uploaded: it is shown and
            remembered by that name, and the folder where it lies says nothing of its date.
        progress: Tells how far the reading has come.
        one_forum: Whether all meetings of a calendar are of this forum, whatever its events are
            called. A column that names the forum of each row is no guess, and always counts.

    Raises:
        ReaderError: the forum's name is nearly an existing one, a path does not exist, there is
            no file to read, or the database is the demo company's.
    """
    # Before the files are read: a folder of them takes a while.
    with clear_failures(engine), engine.connect() as connection:
        refuse_demo(connection)
    called = names or {}
    found = progress(files_in(paths), "Reading")
    files = [_source(path, called.get(path), one_forum) for path in found]
    with clear_failures(engine), engine.connect() as connection:
        plan = plan_import(connection, files, forum_name, today or date.today())
        tell_changes(connection, plan)
    return plan


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
    connection: Connection, files: Iterable[Source], forum_name: str, today: date
) -> ImportPlan:
    """What importing files that were read would do to the database as it is now.

    What it would change of the meetings that are there is told by `tell_changes`.
    """
    existing = list(connection.execute(select(forums.c.name)).scalars())
    known_forum(forum_name, existing)
    plan = ImportPlan(forum_name, today, [_planned(file, forum_name, today) for file in files])
    for file in plan.files:
        _check_forums(file, existing)
    settle(connection, plan)
    wanted = {forum for file in plan.files if file.writes for forum, _ in file.meetings}
    plan.new_forums = sorted(wanted - set(existing))
    items = [item for file in plan.files for _, meeting in file.meetings for item in meeting.items]
    plan.levels = judged(items, knowledge_of(connection))
    return plan


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden:
            yield path


def _source(path: Path, name: str | None, one_forum: bool) -> Source:
    shown, stored = (str(path), stored_path(path)) if name is None else (name, name)
    try:
        read: ReadFile | str = read_agenda(path, None if name is None else Path(name))
        if one_forum and isinstance(read, ReadFile):
            in_one_forum(read)
    except ReaderError as error:
        read = str(error)
    return Source(shown, stored, read)


def _planned(source: Source, forum_name: str, today: date) -> AgendaFile:
    if isinstance(source.read, str):
        return AgendaFile(source.path, REFUSED, source.read, stored=source.stored)
    file = AgendaFile(source.path, checksum=source.read.checksum, stored=source.stored)
    file.warnings = sorted(source.read.warnings, key=lambda remark: remark.line)
    for meeting in source.read.meetings:
        if meeting.status == "held" and meeting.held_on > today:
            meeting.status = "planned"
        file.meetings.append((meeting.forum or forum_name, meeting))
    return file


def _check_forums(file: AgendaFile, existing: Sequence[str]) -> None:
    try:
        for forum, _ in file.meetings:
            known_forum(forum, existing)
    except ReaderError as error:
        file.status, file.error, file.meetings = REFUSED, str(error), []


def stored_path(path: str | Path) -> str:
    """How a file is named in the database, wherever the program was started."""
    return Path(path).resolve().as_posix()
