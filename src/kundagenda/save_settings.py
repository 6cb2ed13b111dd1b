"""Writes a table of the settings into kundagenda.toml; comments and all else stay as they are."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import tomlkit
from sqlalchemy import Connection, Engine
from tomlkit.exceptions import ParseError
from tomlkit.items import Table

from kundagenda.database.audit import write_audit
from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.errors import ReaderError
from kundagenda.logs import without_secrets
from kundagenda.settings import settings_anew, settings_file
from kundagenda.sources import ColumnSource, TableSource
from kundagenda.whole_file import write_whole

SAVED, REMOVED = "settings: saved", "settings: removed"
FOR_OWNER = 0o600


def as_toml(section: str, name: str, source: TableSource) -> str:
    """A table of theirs as it stands in the file, such as ``[tables.survey_answers]``."""
    document = tomlkit.document()
    _put(document, section, name, source)
    return tomlkit.dumps(document)


def settings_sum() -> str:
    """What names the settings file as it stands, for `save_source`.

    Raises:
        ReaderError: it cannot be read.
    """
    return _sum(_content(settings_file()))


def save_source(
    engine: Engine, section: str, name: str, source: TableSource | None, who: str, seen: str
) -> str:
    """Write what stands for a table of ours, or take it away where null, and tell the log.

    The file is replaced as a whole and the log tells of it, or both stay as they were. Whoever
    else saves through the same app database waits meanwhile.

    Args:
        engine: The app database.
        section: ``tables`` or ``ready``.
        name: The table of ours, or what the ready figures are called.
        source: What stands for it; null to take it away.
        who: The person, for the log.
        seen: By `settings_sum`, the file as the person saw it.

    Returns:
        The name of the file as it stands now.

    Raises:
        ReaderError: the file has changed since, or cannot be read or written; or the log cannot.
    """
    file, before = settings_file(), None
    was_there = file.exists()
    try:
        with clear_failures(engine), engine.begin() as connection:
            take_turn(connection)
            content = _as_seen(file, seen)
            now = _with_source(connection, (section, name), source, who, content)
            _write(file, now)
            before = content
    except ReaderError:
        if before is not None:  # the log could not be told of it
            _put_back(file, before, was_there)
        raise
    settings_anew()
    return _sum(now)


def _put_back(file: Path, content: bytes, was_there: bool) -> None:
    if was_there:
        _write(file, content)
    else:
        file.unlink(missing_ok=True)


def _with_source(
    connection: Connection,
    place: tuple[str, str],
    source: TableSource | None,
    who: str,
    content: bytes,
) -> bytes:
    """The content with the source in its place; the log is told of both."""
    document, (section, name) = _parsed(content), place
    before = _told(document, section, name)
    _put(document, section, name, source)
    after, action = _told(document, section, name), REMOVED if source is None else SAVED
    write_audit(connection, who, action, settings_file().name, f"{section}.{name}", before, after)
    return tomlkit.dumps(document).encode()


def _told(document: tomlkit.TOMLDocument, section: str, name: str) -> str | None:
    """What stands for a table, for the log, in which addresses have no password and no token."""
    said = document.unwrap().get(section, {}).get(name)
    if said is None:
        return None
    return without_secrets(json.dumps(said, ensure_ascii=False, default=str))


def _as_seen(file: Path, seen: str) -> bytes:
    """What the file holds, where it is what the person saw."""
    content = _content(file)
    if _sum(content) != seen:
        raise ReaderError(
            "{file} has changed since this page showed it, and nothing was saved. Load the page "
            "anew, look at what it says now, and save again.",
            file=file,
        )
    return content


def _sum(content: bytes) -> str:
    return sha256(content).hexdigest()


def _content(file: Path) -> bytes:
    """What the file holds; nothing where there is none."""
    try:
        return file.read_bytes() if file.exists() else b""
    except OSError as error:
        raise _unreadable(error.strerror or str(error)) from error


def _parsed(content: bytes) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(content.decode("utf-8"))
    except (ParseError, UnicodeDecodeError) as error:
        raise _unreadable(str(error)) from error


def _unreadable(why: str) -> ReaderError:
    return ReaderError(
        "The settings in {file} cannot be read: {why}. Mend the file, or take it away.",
        file=settings_file(),
        why=why.rstrip("."),
    )


def _write(file: Path, content: bytes) -> None:
    try:
        write_whole(file, content, FOR_OWNER)
    except OSError as error:
        raise ReaderError(
            "{file} cannot be written: {why}. Copy the lines below into it by hand.",
            file=file,
            why=error.strerror or str(error),
        ) from error


def _put(
    document: tomlkit.TOMLDocument, section: str, name: str, source: TableSource | None
) -> None:
    if section not in document:
        document[section] = tomlkit.table(is_super_table=True)
    held = document[section]
    assert isinstance(held, Table | tomlkit.container.OutOfOrderTableProxy)
    if source is None:
        held.pop(name, None)
    else:
        held[name] = _written(source)


def _written(source: TableSource) -> Table:
    """A source as a person would write it: places first, a line a column, conditions last."""
    table = tomlkit.table()
    for key, value in (
        ("schema", source.schema_name), ("table", source.table), ("parquet", source.parquet),
    ):  # fmt: skip
        if value is not None:
            table[key] = value
    if source.where:
        rules = tomlkit.array()
        rules.extend(
            _inline(each.model_dump(by_alias=True, exclude_none=True)) for each in source.where
        )
        table["where"] = rules.multiline(True)
    columns = tomlkit.table()
    for ours, each in source.columns.items():
        columns[ours] = _column(each)
    table["columns"] = columns
    return table


def _column(source: ColumnSource) -> Any:
    """The name of a column alone where nothing more is said of it."""
    said = source.model_dump(mode="json", exclude_defaults=True)
    return said["column"] if said.keys() == {"column"} else _inline(said)


def _inline(said: Mapping[str, Any]) -> Any:
    held = tomlkit.inline_table()
    for key, value in said.items():
        held[key] = _inline(value) if isinstance(value, Mapping) else value
    return held
