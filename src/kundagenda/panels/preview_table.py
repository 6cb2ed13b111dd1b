"""A file of figures as it would be stored: its columns, its first rows, what is wrong with it."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from kundagenda.access.figures import app_engine
from kundagenda.access.roles import Act
from kundagenda.database.connection import clear_failures
from kundagenda.errors import ReaderError
from kundagenda.intake import table_preview as previews
from kundagenda.intake.table_choice import Choice, save_choice
from kundagenda.intake.table_preview import TablePreview, commit_table_guess
from kundagenda.intake.table_report import Problem
from kundagenda.panels.brought import brought_table
from kundagenda.panels.complain import complain, said_of_file
from kundagenda.panels.doer import WHO, doer
from kundagenda.panels.file_kinds import TableFile
from kundagenda.panels.listed import listed
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell, tell_many
from kundagenda.panels.table import grid
from kundagenda.panels.table_columns import understood
from kundagenda.panels.table_words import column_name, table_names
from kundagenda.panels.uploads import on_disk, shown_name
from kundagenda.panels.values import Opened
from kundagenda.panels.visit import remember, remembered
from kundagenda.texts.numbers import number

PREVIEWS, MOST_KEPT = "previews of tables", 20


def preview_table(data: Opened, table: TableFile, alone: bool) -> None:
    """What the file is taken for, to be changed, and what storing it would do."""
    name = plain(shown_name(table.file.name))
    st.header(f"{name}: {table_names()[table.table].lower()}", anchor=False)
    try:
        first = _preview(data, table, None)
        st.markdown(f"**{tell('Which column is what.')}** :gray[{_by(first)}]")
        choice = understood(first, table.table, table.file.file_id)
        found = first if choice == first.choice else _preview(data, table, choice)
    except ReaderError as error:
        complain(error)
        return
    _needs(found)
    _problems(found.problems)
    _first_rows(found)
    if found.report is not None and not found.needs:
        _bring_in(table, found, choice, alone)


def _preview(data: Opened, table: TableFile, choice: Choice | None) -> TablePreview:
    """The preview of one file and one understanding of it, worked out once."""
    understanding = choice.as_json() if choice else ""
    key = (data.version, table.file.file_id, table.table, understanding)
    kept: dict[object, TablePreview] = remembered(PREVIEWS) or {}
    if key not in kept:
        with st.spinner(tell("Reading the files")), on_disk([table.file]) as paths:
            path = next(iter(paths))
            kept[key] = previews.preview_table_guess(
                app_engine(Act.WRITE), path, choice, table=table.table
            )
        remember(PREVIEWS, dict(list(kept.items())[-MOST_KEPT:]))
    return kept[key]


def _by(preview: TablePreview) -> str:
    if preview.by == previews.SAVED:
        return tell("As you said the last time.")
    return tell("A guess from names and values. Change what is wrong.")


def _needs(preview: TablePreview) -> None:
    listed(tell("Say this first."), [said_of_file(str(need)) for need in preview.needs])


def _problems(problems: Sequence[Problem]) -> None:
    """What keeps the file out, and what is doubtful, each with its lines."""
    listed(tell("Mend this first."), [_problem(one) for one in problems if one.refuses])
    listed(tell("Worth a look."), [_problem(one) for one in problems if not one.refuses])


def _problem(problem: Problem) -> str:
    lines = ", ".join(number(line, lang()) for line in problem.lines)
    where = tell_many("Line {lines}:", "Lines {lines}:", len(problem.lines), lines=lines)
    more = problem.count - len(problem.lines)
    also = f" ({tell('and {n} more', n=number(more, lang()))})" if more > 0 else ""
    return f"{where} {said_of_file(str(problem.text))}{also}"


def _first_rows(preview: TablePreview) -> None:
    if not preview.first:
        return
    st.markdown(f"**{tell('The first rows as they would be stored.')}**")
    names = list(dict.fromkeys(name for row in preview.first for name in row))
    shown = pd.DataFrame(
        {column_name(name): [_cell(row.get(name)) for row in preview.first] for name in names}
    )
    grid(shown, tell("The first rows"))


def _cell(value: object) -> str:
    """A value as the reader writes it, no longer than it is known: 0,018."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return tell("yes") if value else tell("no")
    if isinstance(value, float):
        return number(value, lang(), len(f"{value:.6f}".rstrip("0").partition(".")[2]))
    return str(value)


def _bring_in(table: TableFile, preview: TablePreview, choice: Choice, alone: bool) -> None:
    report = preview.report
    assert report is not None
    counts = (
        ("{n} row is new.", "{n} rows are new.", report.new),
        ("{n} row changes.", "{n} rows change.", report.changed),
        ("{n} row is in already.", "{n} rows are in already.", report.unchanged),
    )
    said = [tell_many(one, many, n) for one, many, n in counts if n]
    st.markdown(f"**{' '.join(said)}**")
    if not report.new and not report.changed:
        return
    keep = st.checkbox(
        tell("Understand files of this kind so next time too"),
        value=True,
        key=f"keep {table.file.file_id}",
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        pressed = st.button(tell("Bring in"), key=f"bring in {table.file.file_id}")
        quiet(tell("Nothing has been stored yet."), width="content")
    if pressed:
        _store(table, choice, keep, alone)


def _store(table: TableFile, choice: Choice, keep: bool, alone: bool) -> None:
    engine = app_engine(Act.WRITE)
    try:
        with st.spinner(tell("Storing")), on_disk([table.file]) as paths:
            [(path, name)] = paths.items()
            report = commit_table_guess(engine, path, choice, doer(WHO), called=name)
            if keep:
                with clear_failures(engine), engine.begin() as connection:
                    save_choice(connection, path, choice, doer(WHO))
    except ReaderError as error:
        complain(error)
        return
    brought_table(report, alone)
    st.rerun()
