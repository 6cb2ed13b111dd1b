"""How one kind of file is understood: guessed, changed by a person, kept for the next file."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from kundagenda.database.tables import audit, import_choices
from kundagenda.errors import ReaderError
from kundagenda.intake.cells import BadCell, month_of_cell
from kundagenda.intake.dates import without_date
from kundagenda.intake.table_source import Source, source_of

_KEY = 16
_LONGEST = 200


@dataclass(frozen=True)
class Choice:
    """Which table a file is, which of its columns is which of ours, and what it does not say.

    Args:
        table: A table that can be loaded.
        columns: Our column's name to theirs. Beside a table's own columns these may stand:
            ``nps, csat, ces, nki_1, nki_2, nki_3`` (a column a question), ``arr`` (an amount a
            year), ``tenure_months``, ``left``, ``last_day`` (the last day of a subscription),
            ``year`` and ``quarter``, and the key of a metric.
        given: What holds for every row: a column of ours (``answered_on``, ``instrument``,
            ``segment``), ``drawn_on`` (the day of a customer list), ``csat_scale`` and the like
            (``1-5``), ``missing`` (codes for no answer), ``day_first`` (yes or no), ``percent``
            and ``shares`` (metrics written in percent, or as shares), ``year``.
    """

    table: str
    columns: Mapping[str, str]
    given: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> str:
        """The columns and what is given, as text to be kept."""
        told = {"columns": dict(self.columns), "given": dict(self.given)}
        return json.dumps(told, ensure_ascii=False, sort_keys=True)


def save_choice(connection: Connection, path: Path, choice: Choice, who: str) -> None:
    """Keep a choice for the next file of the same kind, in the transaction of the caller.

    Days that hold for one file only are not kept.

    Raises:
        ReaderError: the file holds no table.
    """
    source = source_of(path)
    key = source_key(source)
    own = {n: v for n, v in choice.given.items() if n not in ("answered_on", "drawn_on")}
    kept = Choice(choice.table, choice.columns, own)
    now = datetime.now(UTC).replace(tzinfo=None)
    row = {"source": key, "target": choice.table, "columns": kept.as_json()}
    connection.execute(delete(import_choices).where(import_choices.c.source == key))
    connection.execute(insert(import_choices).values(row | {"saved_at": now, "saved_by": who}))
    told: dict[str, Any] = {"happened_at": now, "who": who, "action": "import: choice saved"}
    told |= {"table_name": "import_choices", "row_id": key[:100], "after": kept.as_json()}
    connection.execute(insert(audit).values(told))


def saved_choice(connection: Connection, path: Path) -> Choice | None:
    """The choice that was kept for files of this kind; null when there is none.

    A file is of the same kind when its columns are called the same; among several such kinds the
    one with the same file name (dates and numbers apart) counts, else the latest.

    Raises:
        ReaderError: the file holds no table.
    """
    return choice_for(connection, source_of(path))


def choice_for(connection: Connection, source: Source) -> Choice | None:
    """As `saved_choice`, of a file that was opened already."""
    key = source_key(source)
    columns = import_choices.c
    query = (
        select(columns.source, columns.target, columns.columns)
        .where(columns.source.startswith(key[:_KEY], autoescape=True))
        .order_by(columns.saved_at.desc())
    )
    found = list(connection.execute(query))
    if not found:
        return None
    row = next((row for row in found if row.source == key), found[0])
    kept = json.loads(row.columns)
    return Choice(row.target, kept["columns"], kept["given"])


def source_key(source: Source) -> str:
    """What files of one kind have in common: the columns' names, and their own without dates.

    Names that are months are left out, since a report with a column a month grows.
    """
    names = [name.casefold() for name in source.names if month_name(name) is None]
    digest = sha256("\n".join(names).encode()).hexdigest()[:_KEY]
    stem = re.sub(r"[\W\d_]+", " ", without_date(source.path.stem)).strip().casefold()
    return f"{digest} {stem}"[:_LONGEST].strip()


def month_name(name: str, year: int | None = None) -> int | None:
    """The month that a column is called after; null when it is called something else."""
    for text in (name, f"{name} {year}"):
        try:
            if not text.strip().isdigit() or len(text.strip()) == 6:
                return month_of_cell(text)
        except BadCell:
            continue
    return None


def check_choice(source: Source, choice: Choice) -> None:
    """Every column that a choice names must be in the file.

    Raises:
        ReaderError: one is not.
    """
    for theirs in choice.columns.values():
        source.place(theirs)
    if not choice.columns:
        raise ReaderError(
            f"No column of {source.path.name} was recognised as one of {choice.table}; "
            f"say which is which with --map. Its columns are {', '.join(source.names)}."
        )
