"""What the table of imports remembers of a file: enough to build its meetings again."""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import Connection, Select, select

from kundagenda.database.tables import imports
from kundagenda.intake.reading import ReadItem, ReadMeeting

AGENDA = "agenda"
Key = tuple[str, date]
_AT_A_TIME = 200
_DAY = re.compile(r'"held_on": "(\d{4}-\d\d-\d\d)')


@dataclass(frozen=True)
class Imported:
    """A file imported earlier, and the meetings that it tells of."""

    id: int
    path: str
    checksum: str
    keys: frozenset[Key]


class Earlier:
    """Imports that still count, by path and by meeting.

    Args:
        found: Oldest first.
    """

    def __init__(self, found: Iterable[Imported]) -> None:
        self.of_path: defaultdict[str, list[Imported]] = defaultdict(list)
        self._of_key: defaultdict[Key, dict[str, Imported]] = defaultdict(dict)
        for one in found:
            self.of_path[one.path].append(one)
            for key in one.keys:
                self._of_key[key][one.path] = one

    def telling(self, key: Key) -> dict[str, Imported]:
        """The latest import of each path that tells of a meeting."""
        return self._of_key.get(key, {})


def earlier_imports(
    connection: Connection, keys: Collection[Key], paths: Collection[str] = ()
) -> Earlier:
    """The agenda imports that still count and share a meeting or a path with some files.

    Read a few at a time, and only their keys are kept: what all imports ever told would not fit
    in memory for a company with twenty years of agendas.
    """
    days, wanted, named = {str(day) for _, day in keys}, set(keys), set(paths)
    return Earlier(
        one
        for one in _imports(connection, days, named)
        if one.path in named or not wanted.isdisjoint(one.keys)
    )


class Contents:
    """What earlier imports told, read when it is asked for and forgotten when it no longer is.

    Args:
        connection: To read them with.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._kept: dict[int, dict[Key, ReadMeeting]] = {}

    def load(self, ids: Collection[int]) -> None:
        """Have the meetings of these imports at hand, and no others."""
        self._kept = {id_: told for id_, told in self._kept.items() if id_ in ids}
        query = select(imports.c.id, imports.c.target, imports.c.detail)
        missing = set(ids) - self._kept.keys()
        if missing:
            for id_, target, detail in self._connection.execute(
                query.where(imports.c.id.in_(missing))
            ):
                self._kept[id_] = dict(_meetings(detail, target))

    def told(self, import_id: int, key: Key) -> ReadMeeting:
        """What one of them told of a meeting."""
        return self._kept[import_id][key]


def keys_of(detail: str | None, target: str) -> frozenset[Key]:
    """Forum and date of the meetings that an import's detail holds."""
    rows = json.loads(detail).get("meetings", []) if detail else []
    return frozenset(
        (row["forum"] or target, date.fromisoformat(str(row["held_on"]))) for row in rows
    )


def as_detail(meetings: Iterable[tuple[str, ReadMeeting]]) -> str:
    """Meetings with their forums as JSON."""
    rows = [asdict(meeting) | {"forum": forum} for forum, meeting in meetings]
    return json.dumps({"meetings": rows}, ensure_ascii=False, default=str)


def _imports(connection: Connection, days: set[str], paths: set[str]) -> Iterator[Imported]:
    """Imports of these paths, or with a meeting on one of these days."""
    for id_, path, checksum, target, detail in connection.execute(_counting()):
        if path in paths or not days.isdisjoint(_DAY.findall(detail or "")):
            yield Imported(id_, path, checksum, keys_of(detail, target))


def _counting() -> Select[Any]:
    columns = (imports.c.id, imports.c.path, imports.c.checksum, imports.c.target, imports.c.detail)
    standing = (imports.c.kind == AGENDA) & imports.c.undone_at.is_(None)
    query = select(*columns).where(standing).order_by(imports.c.id)
    return query.execution_options(yield_per=_AT_A_TIME)


def _meetings(detail: str | None, target: str) -> Iterator[tuple[Key, ReadMeeting]]:
    for row in json.loads(detail).get("meetings", []) if detail else []:
        meeting = _meeting(row)
        yield (meeting.forum or target, meeting.held_on), meeting


def _meeting(row: dict[str, object]) -> ReadMeeting:
    meeting = ReadMeeting(**row)  # type: ignore[arg-type]
    meeting.held_on = date.fromisoformat(str(row["held_on"]))
    meeting.starts_at = time.fromisoformat(str(row["starts_at"])) if row["starts_at"] else None
    meeting.items = [ReadItem(**item) for item in row["items"]]  # type: ignore[attr-defined]
    return meeting
