"""What was read of agendas: new, changed, refused; and the button that brings it in."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from kundagenda.access.figures import app_engine
from kundagenda.access.roles import Act
from kundagenda.errors import ReaderError
from kundagenda.intake import plan as plans
from kundagenda.intake.agenda_plan import CHANGED, NEW, UNCHANGED, ImportPlan
from kundagenda.intake.commit import commit_agendas
from kundagenda.panels.brought import brought_agendas
from kundagenda.panels.complain import complain
from kundagenda.panels.doer import WHO, doer
from kundagenda.panels.quiet import quiet
from kundagenda.panels.read_meetings import changes_told, meetings_read, refused_files, remarks_told
from kundagenda.panels.reader import tell, tell_many
from kundagenda.panels.uploads import Uploaded, on_disk
from kundagenda.panels.values import Opened
from kundagenda.panels.visit import forget, remember, remembered

PLAN = "agendas as read"


def preview_agendas(data: Opened, files: Sequence[Uploaded], forum: str, alone: bool) -> None:
    """What the files hold and what bringing them in would do; nothing is written before that."""
    try:
        plan = _plan(data, files, forum)
    except ReaderError as error:
        complain(error)
        return
    st.header(_summary(plan), anchor=False)
    if any(file.writes for file in plan.files):
        _bring_in(plan, alone)
    refused_files(plan)
    remarks_told(plan)
    changes_told(plan)
    meetings_read(plan)


def _plan(data: Opened, files: Sequence[Uploaded], forum: str) -> ImportPlan:
    """The plan of these files, read once and kept while neither they nor the figures change."""
    key = (data.version, forum, date.today(), tuple(file.file_id for file in files))
    known: tuple[object, ImportPlan] | None = remembered(PLAN)
    if known is None or known[0] != key:
        with st.spinner(tell("Reading the files")), on_disk(files) as names:
            plan = plans.preview_agendas(app_engine(Act.WRITE), list(names), forum, names=names)
        known = (key, plan)
        remember(PLAN, known)
    return known[1]


def _bring_in(plan: ImportPlan, alone: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        pressed = st.button(tell("Bring in"), key="bring in agendas")
        quiet(tell("Nothing has been stored yet."), width="content")
    if not pressed:
        return
    try:
        with st.spinner(tell("Storing")):
            report = commit_agendas(app_engine(Act.WRITE), plan, doer(WHO))
    except ReaderError as error:
        complain(error)
        return
    forget(PLAN)
    brought_agendas(report, alone)
    st.rerun()


def _summary(plan: ImportPlan) -> str:
    """How many meetings are new, changed and unchanged, and how many files were refused."""
    standings = [standing for file in plan.files for standing in file.standing.values()]
    parts = [
        tell_many(one, many, count)
        for one, many, count in (
            ("{n} meeting is new.", "{n} meetings are new.", standings.count(NEW)),
            ("{n} meeting changes.", "{n} meetings change.", standings.count(CHANGED)),
            (
                "{n} meeting is in already.",
                "{n} meetings are in already.",
                standings.count(UNCHANGED),
            ),
            ("{n} file cannot be read.", "{n} files cannot be read.", len(plan.refused)),
        )
        if count
    ]
    new_forums = ", ".join(plan.new_forums)
    if new_forums:
        parts.append(tell("The forum {forum} is new.", forum=new_forums))
    return " ".join(parts)
