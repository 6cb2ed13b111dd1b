"""What becomes of each file of an import, and how it is told."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kundagenda.intake.changes import Change
from kundagenda.intake.judge import Judged
from kundagenda.intake.reading import ReadItem, ReadMeeting, Remark
from kundagenda.intake.record import Key

IMPORTED, UNCHANGED, REPLACED, REFUSED = "imported", "unchanged", "replaced", "refused"
_WOULD = {IMPORTED: "would import", REPLACED: "would replace"}
NEW, CHANGED = "new", "changed"


@dataclass
class AgendaFile:
    """One file of an import: what it holds, and what becomes of it.

    ``path`` is what a person knows it by, ``stored`` what the database does. ``warnings`` are of
    the file alone; ``gone`` tells what it held before, which is settled anew whenever the file is
    held against the database, and so are ``standing``, whether each of its meetings is new,
    changed or unchanged, and ``changes``, what becomes of the rows that are there. ``import_id`` is
    the import that brought it in, by which that can be undone.
    """

    path: str
    status: str = IMPORTED
    error: str | None = None
    checksum: str = ""
    meetings: list[tuple[str, ReadMeeting]] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    gone: list[Remark] = field(default_factory=list)
    stored: str = ""
    standing: dict[Key, str] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    import_id: int | None = None

    @property
    def remarks(self) -> list[Remark]:
        """Everything that a person should look at."""
        return [*self.warnings, *self.gone]

    @property
    def keys(self) -> set[Key]:
        """Forum and date of its meetings."""
        return {(forum, meeting.held_on) for forum, meeting in self.meetings}

    @property
    def writes(self) -> bool:
        """Whether importing it writes anything."""
        return self.status in (IMPORTED, REPLACED)


@dataclass
class ImportPlan:
    """What an import would do; ``new_forums`` are those that it would create."""

    forum: str
    today: date
    files: list[AgendaFile]
    new_forums: list[str] = field(default_factory=list)
    levels: dict[str, Judged] = field(default_factory=dict)

    @property
    def refused(self) -> list[AgendaFile]:
        """The files that cannot be imported, each with its error."""
        return [file for file in self.files if file.status == REFUSED]

    @property
    def changes(self) -> list[Change]:
        """What becomes of the rows that are there, file by file."""
        return [change for file in self.files for change in file.changes]

    def as_json(self) -> dict[str, Any]:
        """The object that ``kundagenda import agenda --json`` prints."""
        return {"files": [self._file(file) for file in self.files]}

    def report(self) -> "ImportReport":
        """What was planned, as a commit would report it."""
        return self

    def lines(self, dry_run: bool = False) -> list[str]:
        """The same for a person: new forums, a line a file, and what to look at.

        A dry run shows every item too. A file that is alone and refused has no line, since
        `refusal` says it all.
        """
        told = [f"new forum: {forum}" for forum in self.new_forums]
        for file in self.files:
            if file.status == REFUSED and len(self.files) == 1:
                continue
            days = ", ".join(
                f"{meeting.held_on} ({len(meeting.items)} items)" for _, meeting in file.meetings
            )
            done = f"{_WOULD.get(file.status, file.status):<13}" if dry_run else f"{file.status:<9}"
            told.append(f"{done} {file.path}: {file.error or days}")
            told += [f"          line {remark.line}: {remark.text}" for remark in file.remarks]
            if dry_run:
                told += self._items(file)
        return told

    def refusal(self) -> str:
        """One sentence on the refused files; empty when there is none."""
        if not self.refused:
            return ""
        if len(self.files) == 1:
            return self.refused[0].error or ""
        return (
            f"{len(self.refused)} of {len(self.files)} files were refused; "
            "the reason stands with each."
        )

    def _items(self, file: AgendaFile) -> Iterator[str]:
        """Position, level and title of the items of each meeting."""
        for forum, meeting in file.meetings:
            key = (forum, meeting.held_on)
            standing = file.standing.get(key, NEW)
            told = "" if standing == NEW else f", {standing}"
            yield f"    {meeting.held_on} {forum}, {meeting.status}{told}"
            for item in meeting.items:
                level = self.levels[item.title].level
                yield f"    {item.position:>4}  {level:<8} {item.title}"
            yield from (f"          {one.line()}" for one in file.changes if one.meeting == key)

    def _file(self, file: AgendaFile) -> dict[str, Any]:
        return {
            "path": file.path,
            "status": file.status,
            "error": file.error,
            "meetings": [self._meeting(forum, meeting) for forum, meeting in file.meetings],
            "warnings": [{"line": remark.line, "text": remark.text} for remark in file.remarks],
            "changes": [change.as_json() for change in file.changes],
        }

    def _meeting(self, forum: str, meeting: ReadMeeting) -> dict[str, Any]:
        return {
            "forum": forum,
            "held_on": meeting.held_on.isoformat(),
            "status": meeting.status,
            "items": [self._item(item) for item in meeting.items],
        }

    def _item(self, item: ReadItem) -> dict[str, Any]:
        level = self.levels[item.title]
        number = isinstance(item.minutes_as_read, int | float)
        return {
            "position": item.position,
            "title": item.title,
            "minutes": item.minutes_as_read if number else None,
            "formal": item.formal,
            "carried_over": item.carried_over,
            "level": level.level,
            "best": level.best,
            "confidence": round(level.confidence, 3),
        }


def refused_json(path: str, error: str, **more: object) -> dict[str, Any]:
    """One file of the report of an import that was refused as a whole."""
    told: dict[str, Any] = {"path": path, "status": REFUSED, "error": error}
    return told | more | {"meetings": [], "warnings": []}


ImportReport = ImportPlan
