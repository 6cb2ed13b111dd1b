"""Which of the uploaded files are agendas, and which hold figures in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

import streamlit as st

from kundagenda.errors import ReaderError
from kundagenda.intake.table_guess import guess
from kundagenda.panels.reader import plain, tell
from kundagenda.panels.table_words import table_names
from kundagenda.panels.uploads import Uploaded, on_disk, shown_name
from kundagenda.panels.visit import remember, remembered

# Only these can hold a table; all other kinds are agendas, whatever they turn out to be.
TABLE_ENDINGS = (".csv", ".tsv", ".xlsx", ".xlsm")
AGENDA = "agenda"
# A table of ours that is agendas all the same, and read better as such.
OF_AGENDAS = ("agenda_items", "meetings", None)
SURE = 0.4
KINDS = "kinds of files"


@dataclass(frozen=True)
class TableFile:
    """An uploaded file that holds figures, and the table that they belong to."""

    file: Any
    table: str


def agendas_and_tables(files: Sequence[Uploaded]) -> tuple[list[Uploaded], list[TableFile]]:
    """The files in two heaps, as they were taken or as the reader says that they are."""
    agendas: list[Uploaded] = []
    tables: list[TableFile] = []
    with st.container(horizontal=True, gap="medium"):
        for file in files:
            kind = _kind(file)
            if kind == AGENDA:
                agendas.append(file)
            else:
                tables.append(TableFile(file, kind))
    return agendas, tables


def _kind(file: Uploaded) -> str:
    """What a file is: always agendas, or for a table what it was taken for, to be changed."""
    if PurePath(file.name).suffix.lower() not in TABLE_ENDINGS:
        return AGENDA
    names = {AGENDA: tell("Agendas")} | table_names()
    taken = _taken_for(file)
    return str(
        st.selectbox(
            tell("What is in {file}?", file=plain(shown_name(file.name))),
            list(names),
            index=list(names).index(taken),
            format_func=names.__getitem__,
            key=f"kind of {file.file_id}",
            width=300,
        )
    )


def _taken_for(file: Uploaded) -> str:
    """What the file most likely is; it is looked through once in a visit."""
    kinds: dict[str, str] = remembered(KINDS) or {}
    if file.file_id not in kinds:
        kinds[file.file_id] = _guessed(file)
        remember(KINDS, kinds)
    return kinds[file.file_id]


def _guessed(file: Uploaded) -> str:
    with on_disk([file]) as paths:
        try:
            found = guess(next(iter(paths)))
        except ReaderError:  # it holds no table; as an agenda it is refused in words, or read
            return AGENDA
    is_agenda = found.table in OF_AGENDAS or found.confidence < SURE
    return AGENDA if is_agenda or found.table not in table_names() else str(found.table)
