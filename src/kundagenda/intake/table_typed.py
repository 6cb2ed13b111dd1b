"""Rows of a file as rows of a table: every value checked, names turned into keys."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Date, Text

from kundagenda.errors import ReaderError
from kundagenda.intake.cells import BadCell, value_of
from kundagenda.intake.formal import is_formal
from kundagenda.intake.judge import FORMAL, judged_titles, themes_by_title
from kundagenda.intake.knowledge import NOTHING, Knowledge
from kundagenda.intake.minutes import plausible
from kundagenda.intake.reading import Remark
from kundagenda.intake.row_faults import faults_of
from kundagenda.intake.table_keys import Keys
from kundagenda.intake.table_rows import Sheet
from kundagenda.intake.table_shape import Shape, default_of, plain_name, unknown_column
from kundagenda.intake.table_write import Typed, Values

ITEMS = "agenda_items"
NONE = "none"
# Columns of other tables that a row may name instead of an id.
_NAMED: dict[str, Column[Any]] = {
    "forum": Column("forum", Text),
    "initiative": Column("initiative", Text),
    "held_on": Column("held_on", Date),
}
# Of an item, these are told from its title where the file leaves them empty.
_TOLD_BY_TITLE = ("level", "level_best", "level_by", "formal")
_BATCH = 500


def typed_rows(
    file: str, sheet: Sheet, shape: Shape, keys: Keys, knowledge: Knowledge = NOTHING
) -> Iterator[Typed]:
    """The rows of a file, ready to be stored; ``knowledge`` helps to judge items.

    Raises:
        ReaderError: a column is unknown or missing, or a value does not fit; with its line.
    """
    columns = columns_of(file, sheet, shape)
    rows = _rows(file, sheet, columns, shape, keys)
    yield from _with_levels(rows, knowledge) if shape.table.name == ITEMS else rows


def columns_of(file: str, sheet: Sheet, shape: Shape) -> list[tuple[int, Column[Any]]]:
    """The place and column of each name in the header.

    Raises:
        ReaderError: a name is none of the table's, or one that it needs is missing.
    """
    found: list[tuple[int, Column[Any]]] = []
    for place, name in sheet.header:
        plain = plain_name(name)
        if plain not in shape.names:
            raise unknown_column(file, name, shape.table.name, shape.names)
        found.append((place, shape.columns[plain] if plain in shape.columns else _NAMED[plain]))
    missing = shape.missing([column.name for _, column in found])
    if missing:
        raise ReaderError(
            f"{file} has no column {missing[0]!r}, which {shape.table.name} needs; "
            f"it has {', '.join(name for _, name in sheet.header)}."
        )
    return found


def _rows(
    file: str, sheet: Sheet, columns: list[tuple[int, Column[Any]]], shape: Shape, keys: Keys
) -> Iterator[Typed]:
    ids: set[int] = set()
    absent = shape.absent_keys([column.name for _, column in columns])
    for line, cells in sheet.rows:
        if all(cell is None or str(cell).strip() == "" for cell in cells):
            continue
        row = {
            column.name: _value(file, line, column, cells[i] if i < len(cells) else None, shape)
            for i, column in columns
        }
        _check(file, line, row)
        keys.resolve(row, line, ids)
        row = absent | row
        if shape.table.name == ITEMS:
            sheet.remarks.extend(_without_impossible_minutes(row, line))
        if isinstance(row.get("id"), int):
            ids.add(row["id"])
        elif "id" in row:
            raise ReaderError(
                f"{file}, line {line}: id is empty; fill it in or leave out the column."
            )
        yield Typed(line, row)


def _check(file: str, line: int, row: Values) -> None:
    """A mark outside its scale, an end before its start: no row can be like that."""
    for _, fault in faults_of(row):
        raise ReaderError(f"{file}, line {line}: {fault}")


def _value(file: str, line: int, column: Column[Any], raw: object, shape: Shape) -> Any:
    try:
        value = value_of(column, raw, shape.allowed.get(column.name, ()))
    except BadCell as error:
        raise ReaderError(
            f"{file}, line {line}: {column.name} is {str(raw)!r}; write {error}."
        ) from error
    if shape.table.name == ITEMS and column.name in _TOLD_BY_TITLE:
        return value
    if value is None and not column.nullable and column.name != "id":
        value = default_of(column)
        if value is None:
            raise ReaderError(f"{file}, line {line}: {column.name} is empty, but must be known.")
    return value


def _without_impossible_minutes(row: Values, line: int) -> Iterator[Remark]:
    """Lengths that no item can have become unknown, and are told as they were read."""
    for name in ("planned_minutes", "actual_minutes"):
        number = row.get(name)
        if number is not None and (read := plausible(number, f"{number:g}")).minutes is None:
            row[name] = None
            yield Remark(line, f"{row['title']}: {read.problem}")


def _with_levels(rows: Iterator[Typed], knowledge: Knowledge) -> Iterator[Typed]:
    """Items with level and theme: the file's, or as judged; what is formal is told by the title."""
    batch: list[Typed] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield from _with_themes(_judged(batch, knowledge), knowledge)
            batch = []
    yield from _with_themes(_judged(batch, knowledge), knowledge)


def _judged(batch: list[Typed], knowledge: Knowledge) -> Iterator[Typed]:
    asked = [row.values["title"] for row in batch if not _has_best(row.values)]
    levels = judged_titles(asked, knowledge)
    for row in batch:
        values, soft = dict(row.values), set(row.soft)
        if values.get("formal") is None:
            values["formal"] = is_formal(values["title"])
            soft.add("formal")
        if not _has_level(values):
            level = FORMAL if values["formal"] else levels[values["title"]]
            told = {
                "level": level.level,
                "level_best": level.best,
                "level_by": level.by,
                "level_confidence": level.confidence,
                "level_because": level.because,
            }
            values |= told
            soft |= told.keys()
        else:
            if not values.get("level_best"):
                unclear = values["level"] == "unclear"
                values["level_best"] = levels[values["title"]].best if unclear else values["level"]
            values["level_by"] = values.get("level_by") or "person"
        yield Typed(row.line, values, frozenset(soft))


def _with_themes(rows: Iterator[Typed], knowledge: Knowledge) -> Iterator[Typed]:
    """The same rows, each with a theme: the file's, or as judged."""
    batch = list(rows)
    # One title may stand there as a customer item and as another.
    best = [(row.values["title"], row.values["level_best"]) for row in batch]
    others = themes_by_title({title: level for title, level in best if level == NONE}, knowledge)
    about = themes_by_title({title: level for title, level in best if level != NONE}, knowledge)
    for row, (title, level) in zip(batch, best, strict=True):
        if row.values.get("theme"):
            yield row
        else:
            theme = {"theme": (others if level == NONE else about)[title]}
            yield Typed(row.line, row.values | theme, row.soft | theme.keys())


def _has_level(values: dict[str, Any]) -> bool:
    return bool(values.get("level"))


def _has_best(values: dict[str, Any]) -> bool:
    return _has_level(values) and (bool(values.get("level_best")) or values["level"] != "unclear")
