"""What has just been brought in, and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from kundagenda.access.figures import app_engine
from kundagenda.access.roles import Act
from kundagenda.errors import ReaderError
from kundagenda.intake.agenda_plan import ImportReport
from kundagenda.intake.table_plan import TableReport
from kundagenda.intake.undo import undo_import
from kundagenda.panels.complain import complain
from kundagenda.panels.doer import WHO, doer
from kundagenda.panels.laid_files import put_away
from kundagenda.panels.reader import plain, tell, tell_many
from kundagenda.panels.table_words import table_names
from kundagenda.panels.visit import forget, remember, remembered

BROUGHT, UNDONE = "brought in", "undone"


@dataclass(frozen=True)
class Brought:
    """Imports that were made together; ``counts`` says of what how much, in any language."""

    imports: tuple[int, ...]
    files: int
    meetings: int = 0
    items: int = 0
    rows: int = 0
    table: str = ""


def brought_agendas(report: ImportReport, alone: bool) -> None:
    """Keep what an import of agendas did for the next run; the page is emptied if it was alone."""
    files = [file for file in report.files if file.import_id is not None]
    told = [meeting for file in files for _, meeting in file.meetings]
    items = sum(len(meeting.items) for meeting in told)
    imports = tuple(file.import_id for file in files if file.import_id is not None)
    _keep(Brought(imports, len(files), meetings=len(told), items=items), alone)


def brought_table(report: TableReport, alone: bool) -> None:
    """Keep what a table's import did for the next run; the page is emptied if it was alone."""
    imports = () if report.import_id is None else (report.import_id,)
    rows = report.new + report.changed
    _keep(Brought(imports, 1, rows=rows, table=report.table), alone)


def tell_brought() -> None:
    """What was brought in, with a button that takes it back; nothing before there is any."""
    undone: int | None = remembered(UNDONE)
    if undone is not None:
        one, many = "{n} import was taken back.", "{n} imports were taken back."
        st.markdown(f"**{tell_many(one, many, undone)}**")
        forget(UNDONE)
    done: Brought | None = remembered(BROUGHT)
    if done is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        st.markdown(f"**{_said(done)}**", width="content")
        undo = bool(done.imports) and st.button(tell("Undo"), key="undo what was brought in")
    if undo and _undo(done.imports):
        forget(BROUGHT)
        st.rerun()


def _keep(done: Brought, alone: bool) -> None:
    """Other files stay on the page, where they still wait to be brought in."""
    remember(BROUGHT, done)
    forget(UNDONE)
    if alone:
        put_away()


def _undo(imports: Sequence[int]) -> bool:
    """Take all of them back, the latest first; whether that went well."""
    try:
        for number_of_import in reversed(imports):
            undo_import(app_engine(Act.WRITE), number_of_import, doer(WHO))
    except ReaderError as error:
        complain(error)
        return False
    remember(UNDONE, len(imports))
    return True


def _said(done: Brought) -> str:
    if done.table:
        name = table_names().get(done.table, done.table)
        one, many = "{n} row of {table} is in.", "{n} rows of {table} are in."
        values = {"table": plain(name.lower())}
        return tell_many(one, many, done.rows, **values)
    one, many = "{n} meeting with {items} is in.", "{n} meetings with {items} are in."
    count = tell_many("{n} item", "{n} items", done.items)
    return tell_many(one, many, done.meetings, items=count)
