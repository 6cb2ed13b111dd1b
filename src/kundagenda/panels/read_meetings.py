"""The meetings of a preview: what each file said, what was refused, what changes."""

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from kundagenda.charts.timeline import Row
from kundagenda.intake.agenda_plan import CHANGED, NEW, UNCHANGED, AgendaFile, ImportPlan
from kundagenda.intake.judge import Judged
from kundagenda.intake.reading import ReadItem, ReadMeeting
from kundagenda.panels.change_words import change_rows
from kundagenda.panels.complain import said_of_file
from kundagenda.panels.listed import listed
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell, tell_many
from kundagenda.panels.table import table
from kundagenda.shown.levels import level_names
from kundagenda.texts.numbers import UNKNOWN, number, short_day
from metrics.tables import CUSTOMER_LEVELS

MOST_REMARKS, MOST_CHANGES = 12, 200
Found = tuple[AgendaFile, str, ReadMeeting]


def refused_files(plan: ImportPlan) -> None:
    """The files that cannot be brought in, each with what is wrong and what to do."""
    told = []
    for file in plan.refused:
        sentence, name = said_of_file(file.error or ""), plain(file.path)
        told.append(sentence if name in sentence else f"{name}: {sentence}")
    listed(tell("What cannot be read."), told)


def remarks_told(plan: ImportPlan) -> None:
    """What a person should look at, line by line."""
    told = [
        f"{plain(file.path)}, {tell('line {n}', n=remark.line)}: {said_of_file(remark.text)}"
        for file in plan.files
        for remark in file.remarks
    ]
    if not told:
        return
    more = len(told) - MOST_REMARKS
    listed(tell("Worth a look."), told[:MOST_REMARKS])
    if more > 0:
        quiet(tell_many("{n} more of the kind.", "{n} more of the kind.", more))


def changes_told(plan: ImportPlan) -> None:
    """What becomes of meetings that are there already: each field from what to what."""
    if not plan.changes:
        return
    st.markdown(f"**{tell('What changes.')}** :gray[{tell('In meetings that are in already.')}]")
    rows = pd.DataFrame(change_rows(plan.changes[:MOST_CHANGES]))
    table(rows, tell("Changes"))


def meetings_read(plan: ImportPlan) -> None:
    """Every meeting on a line, and one of them item by item."""
    found = [
        (file, forum, meeting)
        for file in plan.files
        for forum, meeting in sorted(file.meetings, key=lambda one: one[1].held_on)
    ]
    if not found:
        return
    st.markdown(f"**{tell('What was read.')}** :gray[{tell('A line is a meeting.')}]")
    table(pd.DataFrame([_meeting(plan, *each) for each in found]), tell("Meetings that were read"))
    chosen = _one_of(found)
    items = pd.DataFrame(list(_items(plan, chosen[2])))
    table(items, tell("Items that were read"))


def _one_of(found: list[Found]) -> Found:
    """The meeting that is shown item by item: the first, until another is chosen."""
    names = [
        f"{short_day(meeting.held_on, lang())}, {forum} ({file.path})"
        for file, forum, meeting in found
    ]
    if len(found) == 1:
        st.markdown(f"**{plain(names[0])}**")
        return found[0]
    place = st.selectbox(
        tell("Item by item"), range(len(found)), format_func=names.__getitem__, key="meeting read"
    )
    return found[place or 0]


def _meeting(plan: ImportPlan, file: AgendaFile, forum: str, meeting: ReadMeeting) -> Row:
    about = sum(plan.levels[i.title].best in CUSTOMER_LEVELS for i in meeting.items if not i.formal)
    return {
        tell("Date"): short_day(meeting.held_on, lang()),
        tell("What becomes of it"): _becomes(file.standing.get((forum, meeting.held_on), NEW)),
        tell("Items"): number(len(meeting.items), lang()),
        tell("About customers"): number(about, lang()),
        tell("Minutes"): _sum(meeting),
        tell("Forum"): forum,
        tell("File"): file.path,
    }


def _becomes(standing: str) -> str:
    names = {NEW: tell("new"), CHANGED: tell("changed"), UNCHANGED: tell("in already")}
    return names[standing]


def _sum(meeting: ReadMeeting) -> str:
    known = [minutes for item in meeting.items if (minutes := _minutes(item)) is not None]
    return number(sum(known), lang()) if known else UNKNOWN


def _minutes(item: ReadItem) -> float | None:
    return item.planned_minutes if item.actual_minutes is None else item.actual_minutes


def _items(plan: ImportPlan, meeting: ReadMeeting) -> Iterator[Row]:
    for item in meeting.items:
        judged = plan.levels[item.title]
        minutes = _minutes(item)
        yield {
            tell("No"): number(item.position, lang()),
            tell("Item"): tell("Confidential item") if item.confidential else item.title,
            tell("Level"): _level(item, judged),
            tell("Because of"): UNKNOWN if item.confidential else judged.because or UNKNOWN,
            tell("Minutes"): UNKNOWN if minutes is None else number(minutes, lang()),
        }


def _level(item: ReadItem, judged: Judged) -> str:
    if item.formal:
        return tell("formality")
    name = level_names(lang())[judged.best]
    return tell("{level}?", level=name) if judged.level == "unclear" else name
