"""Writes a table of the settings into kundagenda.toml; comments and all else stay as they are."""

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import tomlkit
from tomlkit.exceptions import ParseError
from tomlkit.items import Table

from kundagenda.errors import ReaderError
from kundagenda.settings import settings, settings_file
from kundagenda.sources import ColumnSource, TableSource


def as_toml(section: str, name: str, source: TableSource) -> str:
    """A table of theirs as it stands in the file, such as ``[tables.survey_answers]``."""
    document = tomlkit.document()
    _put(document, section, name, source)
    return tomlkit.dumps(document)


def save_source(section: str, name: str, source: TableSource | None) -> Path:
    """Write what stands for a table of ours, or take it away where null; the file.

    The file is replaced as a whole, or stays as it was.

    Raises:
        ReaderError: the file cannot be read or written.
    """
    file = settings_file()
    try:
        document = tomlkit.parse(file.read_text("utf-8") if file.exists() else "")
        _put(document, section, name, source)
        _replace(file, tomlkit.dumps(document))
    except ParseError as error:
        raise ReaderError(
            "The settings in {file} cannot be read: {why}. Mend the file, or take it away.",
            file=file,
            why=str(error).rstrip("."),
        ) from error
    except OSError as error:
        raise ReaderError(
            "{file} cannot be written: {why}. Copy the lines below into it by hand.",
            file=file,
            why=error.strerror or str(error),
        ) from error
    settings.cache_clear()
    return file


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


def _replace(file: Path, text: str) -> None:
    with NamedTemporaryFile(
        "w", encoding="utf-8", dir=file.parent, prefix=".kundagenda-", delete=False
    ) as new:
        new.write(text)
        new.flush()
        os.fsync(new.fileno())
    if file.exists():
        os.chmod(new.name, file.stat().st_mode & 0o777)
    os.replace(new.name, file)
