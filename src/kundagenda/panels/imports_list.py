"""The imports there have been, with a way to take one back, and what changed since."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from kundagenda.access.figures import app_engine, figures
from kundagenda.access.roles import Act
from kundagenda.charts.timeline import Row
from kundagenda.errors import ReaderError
from kundagenda.intake.imports_list import ImportLine, imports_of
from kundagenda.intake.undo import undo_import
from kundagenda.panels.complain import complain, said_of_file
from kundagenda.panels.doer import WHO, doer
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell, tell_many
from kundagenda.panels.table import table
from kundagenda.panels.table_words import table_names
from kundagenda.panels.values import Opened, Version
from kundagenda.panels.visit import forget, remember, remembered
from kundagenda.texts.numbers import UNKNOWN, moment, number, short_day

CHOSEN, SURE, DONE = "import to undo", "sure to undo", "import undone"
MOST_REASONS = 5


def imports_made(data: Opened) -> None:
    """Every import on a line, the latest first."""
    _tell_done()
    made = _made(data.version)
    if not made:
        st.markdown(tell("Nothing has been brought in yet."))
        return
    st.markdown(f"**{tell('What was brought in.')}** :gray[{tell('The latest first.')}]")
    table(pd.DataFrame([_line(one) for one in made]), tell("Imports"))
    _take_back([one for one in made if one.can_be_undone])


@st.cache_resource(show_spinner=False, max_entries=4)
def _made(named: Version) -> Sequence[ImportLine]:
    with figures() as connection:
        return imports_of(connection)


def _line(one: ImportLine) -> Row:
    return {
        tell("When"): moment(one.imported_at, lang()),
        tell("File"): one.file or UNKNOWN,
        tell("What"): _what(one),
        tell("Rows"): number(one.rows, lang()),
        tell("State"): _state(one),
    }


def _what(one: ImportLine) -> str:
    if one.kind == "agenda":
        return tell("agendas of {forum}", forum=one.target)
    if one.kind == "demo":
        return tell("the invented company {company}", company=one.target)
    return table_names().get(one.target, one.target).lower()


def _state(one: ImportLine) -> str:
    if one.undone_at is not None:
        return tell("taken back {day}", day=short_day(one.undone_at.date(), lang()))
    return tell("stored")


def _take_back(those: Sequence[ImportLine]) -> None:
    """One import to take back, and a question before it is."""
    if not those:
        return
    by_id = {one.id: one for one in those}
    names = {id_: f"{one.file}, {moment(one.imported_at, lang())}" for id_, one in by_id.items()}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        number_of_import = st.selectbox(
            tell("Take an import back"),
            list(by_id),
            format_func=lambda id_: names.get(id_, UNKNOWN),
            key=CHOSEN,
            width=420,
        )
        if st.button(tell("Undo"), key="ask before undo"):
            remember(SURE, number_of_import)
    if remembered(SURE) in by_id and remembered(SURE) == number_of_import:
        _ask(by_id[remembered(SURE)])


def _ask(one: ImportLine) -> None:
    said = tell(
        "Take back {file}? What it brought in goes, as if it had never been.", file=plain(one.file)
    )
    st.markdown(f"**{said}**")
    with st.container(horizontal=True, gap="small"):
        yes = st.button(tell("Yes, take it back"), key="undo the import")
        no = st.button(tell("No, keep it"), key="keep the import", type="tertiary")
    if no:
        forget(SURE)
        st.rerun()
    if yes:
        _undo(one)


def _undo(one: ImportLine) -> None:
    try:
        with st.spinner(tell("Taking back")):
            undone = undo_import(app_engine(Act.WRITE), one.id, doer(WHO))
    except ReaderError as error:
        complain(error)
        return
    counts = sum(undone.deleted.values()), sum(undone.restored.values())
    remember(DONE, (one.file, *counts))
    forget(SURE)
    st.rerun()


def _tell_done() -> None:
    done: tuple[str, int, int] | None = remembered(DONE)
    if done is None:
        return
    forget(DONE)
    file, gone, back = done
    said = [tell("{file} was taken back.", file=plain(file))]
    if gone:
        said.append(tell_many("{n} row went.", "{n} rows went.", gone))
    if back:
        one, many = "{n} row is as it was.", "{n} rows are as they were."
        said.append(tell_many(one, many, back))
    st.markdown(f"**{' '.join(said)}**")


def why_not_told(data: Opened) -> None:
    """In quiet lines: which imports cannot be taken back, and why."""
    fixed = [one for one in _made(data.version) if one.why_not and not one.undone_at]
    if not fixed:
        return
    one, many = "{n} import cannot be taken back.", "{n} imports cannot be taken back."
    quiet(tell_many(one, many, len(fixed)))
    for each in fixed[:MOST_REASONS]:
        quiet(f"{plain(each.file) or UNKNOWN}: {said_of_file(each.why_not or '')}")
    if (more := len(fixed) - MOST_REASONS) > 0:
        quiet(tell("and {n} more", n=number(more, lang())))
