"""Puts a backup in the place of what an app database holds: all of it, or nothing."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Row, delete, select, update

from kundagenda.database.audit import CLEARED_TO, RESTORED, write_audit
from kundagenda.database.backup import Tables, carried_tables
from kundagenda.database.backup_file import opened_backup
from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.merged_audit import merge_audit
from kundagenda.database.rows_over import carry, follow_ids
from kundagenda.database.snapshot import snapshot
from kundagenda.database.state import bump_version, remember, remembered
from kundagenda.database.tables import audit, brief_links, refresh_steps, state
from kundagenda.errors import ReaderError

LONGEST_NAME = 200


@dataclass(frozen=True)
class Restored:
    """What was put in place: rows, of them those that the log here did not tell of yet."""

    file: Path
    rows: int
    told: int
    revision: str
    """The schema revision that the backup had; its rows have the newest by now."""


def restore(
    engine: Engine, file: Path, who: str, over: bool = False, progress: Tables = iter
) -> Restored:
    """Replace what an app database holds by what a backup does, in one transaction.

    The backup may be of an earlier revision, or of a database of the other kind. The log here
    stays, since what was done was done, and what it does not tell is added to it. Sign-ins stay as
    they are here, and links that were revoked here stay revoked. On PostgreSQL ids go on after all
    given so far. SQLite gives those again that are free: whoever looks a row up in the log by its
    number must tell it from earlier ones, as `told_of`, `since_restore` and `agreement` do.

    Args:
        engine: The app database, with its schema; others may be reading and writing.
        file: What `back_up` wrote, or a whole copy of an SQLite app database.
        who: The person, for the log.
        over: Whether rows that are here may go.
        progress: Wraps the tables, for a bar on a terminal.

    Raises:
        ReaderError: the file is no backup, damaged, or newer than this program; the database holds
            rows; or it gives up. Then nothing was changed.
    """
    with (
        opened_backup(file) as (backup, revision),
        snapshot(backup) as source,
        clear_failures(engine),
        engine.begin() as target,
    ):
        take_turn(target)
        _refuse_rows(target, file, over)
        cleared, revoked = _cleared_to(target), _revoked(target)
        rows = _replace(source, target, progress)
        told = merge_audit(source, target, cleared)
        _stay_so(target, cleared, revoked)
        follow_ids(target, carried_tables())
        bump_version(target)
        after = {"file": file.name[:LONGEST_NAME], "revision": revision, "rows": rows}
        write_audit(target, who, RESTORED, after=json.dumps(after, ensure_ascii=False))
    return Restored(file, rows + told, told, revision)


def _refuse_rows(target: Connection, file: Path, over: bool) -> None:
    """Let rows go only where somebody said so; what the program itself keeps is not asked for."""
    asked = (each for each in carried_tables() if each not in (audit, state, refresh_steps))
    if over or all(target.execute(select(each).limit(1)).first() is None for each in asked):
        return
    raise ReaderError(
        "The database holds rows, in whose place those of {file} would come. Nothing was changed; "
        "take a backup of it first, and run this again with --yes.",
        file=file,
    )


def _replace(source: Connection, target: Connection, progress: Tables) -> int:
    tables = [table for table in carried_tables() if table is not audit]
    for table in reversed(tables):
        target.execute(delete(table))
    return sum(carry(source, target, table) for table in progress(tables))


def _cleared_to(target: Connection) -> datetime:
    """The moment before which the log has been cleared; the first of all where it never was."""
    said = remembered(target, CLEARED_TO)
    return datetime.fromisoformat(said) if said else datetime.min


def _revoked(target: Connection) -> Sequence[Row[Any, Any, Any]]:
    """The links to a brief that somebody ended."""
    link = brief_links.c
    query = select(link.id, link.created_at, link.revoked_at).where(link.revoked_at.is_not(None))
    return target.execute(query).all()


def _stay_so(target: Connection, cleared: datetime, revoked: Sequence[Row[Any, Any, Any]]) -> None:
    """What was ended or cleared here is not begun again by an older database."""
    if cleared > _cleared_to(target):
        remember(target, CLEARED_TO, cleared.isoformat(" "))
    link = brief_links.c
    for row in revoked:
        same = (link.id == row.id) & (link.created_at == row.created_at)
        target.execute(update(brief_links).where(same).values(revoked_at=row.revoked_at))
