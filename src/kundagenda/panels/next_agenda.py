"""The next agenda: what to take up and why, what the ticked ones come to, and ways to take them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import streamlit as st

from kundagenda.access.current import current
from kundagenda.access.figures import app_engine, figures
from kundagenda.access.roles import Act
from kundagenda.edits.adopt import Adopted, adopt, latest_adoption, take_adoption_back
from kundagenda.errors import ReaderError
from kundagenda.findings.next_meetings import NextMeeting, next_meetings_of
from kundagenda.findings.proposal import Proposal, Proposals
from kundagenda.findings.proposals import proposals_of
from kundagenda.findings.view import View
from kundagenda.panels.complain import complain
from kundagenda.panels.doer import WRITER, doer
from kundagenda.panels.export import export
from kundagenda.panels.headed import headed
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell, tell_many
from kundagenda.panels.values import Opened, Version
from kundagenda.panels.visit import numbered, renew
from kundagenda.panels.write_beside import button_beside
from kundagenda.shown.proposal_words import (
    adoption_of,
    effect_of,
    minutes_of,
    proposed_title,
    reason_of,
)
from kundagenda.shown.proposed_agenda import (
    ProposedMeeting,
    as_calendar,
    as_document,
    as_text,
    meetings_proposed,
)
from kundagenda.shown.screens.next import reach_of_proposals
from kundagenda.texts.numbers import moment, short_day
from kundagenda.texts.told import telling_in
from metrics.periods import Grain

PAGE = "page Agenda"
TICKED = "proposals ticked"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def next_agenda(data: Opened, view: View) -> None:
    """What the next agenda should take up, where it is asked for: a page is read more often."""
    headed(tell("What should the next agenda take up?"))
    if st.toggle(tell("Show proposals"), key="show proposals"):
        _listed(data, view)


def _listed(data: Opened, view: View) -> None:
    """The proposals as a list to tick, and below it what becomes of the ticked ones."""
    asked = _asked(view)
    found, coming = _proposals(data.version, asked), _coming(data.version, asked)
    headed(_answer(found), tell("By plain rules, the most urgent first."),
           reach_of_proposals(replace(found, view=view)))  # fmt: skip
    chosen = [each for each in found.proposals if _ticked(found, coming, each)]
    if found.more:
        quiet(tell_many("{n} more by the same rules.", "{n} more by the same rules.", found.more))
    if chosen:
        _together(found, chosen)
        _take(view, chosen, coming)
    _latest(data)


def _asked(view: View) -> View:
    """The part of a view that narrows proposals: neither its group, period nor step does."""
    return replace(view, segment="", months=60, grain=Grain.QUARTER)


@once
def _proposals(named: Version, view: View) -> Proposals:
    with figures() as connection:
        return proposals_of(connection, view)


@once
def _coming(named: Version, view: View) -> dict[str, NextMeeting]:
    with figures() as connection:
        return dict(next_meetings_of(connection, view))


@once
def _adopted(named: Version) -> Adopted | None:
    with figures() as connection:
        return latest_adoption(connection)


def _answer(found: Proposals) -> str:
    count = len(found.proposals)
    if not count:
        return tell("Nothing asks for a place on the next agenda by our rules.")
    return tell_many(
        "{n} proposal for the next agenda.", "{n} proposals for the next agenda.", count
    )


def _ticked(found: Proposals, coming: dict[str, NextMeeting], each: Proposal) -> bool:
    """A proposal with its box and where it would go, its reason and what it comes to alone."""
    label = f"**{plain(proposed_title(each))}** :gray[{plain(_where(coming, each))}]"
    with st.container(gap=None):
        ticked = st.checkbox(label, key=f"{numbered(TICKED)} {each.code}", width="stretch")
        quiet(f"{plain(reason_of(each))} {minutes_of(each)}. {effect_of(found, [each])}".strip())
    return ticked


def _where(coming: dict[str, NextMeeting], each: Proposal) -> str:
    """The meeting that it would be on; one that nobody has planned says so."""
    meeting = coming.get(each.forum)
    if meeting is None:
        return each.forum
    said = f"{meeting.forum}, {short_day(meeting.day, lang())}"
    return said if meeting.id else tell("{meeting} (by its rhythm, not planned)", meeting=said)


def _together(found: Proposals, chosen: Sequence[Proposal]) -> None:
    minutes = sum(each.minutes for each in chosen)
    said = tell_many(
        "Adopt the one ticked ({minutes} min).",
        "Adopt the {n} ticked ({minutes} min).",
        len(chosen),
        minutes=minutes,
    )
    st.markdown(f"**{said}** {effect_of(found, chosen)}")


def _take(view: View, chosen: Sequence[Proposal], coming: dict[str, NextMeeting]) -> None:
    """Onto the agenda, as text to paste, as a calendar, as a document."""
    meetings = meetings_proposed(chosen, coming)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        pressed = current().may(Act.WRITE) and st.button(
            tell("Put on the agenda"), key="adopt proposals"
        )
        with st.popover(tell("As text"), wrap=True):
            st.code(as_text(meetings), language=None, wrap_lines=True)
        _download(tell("Calendar (.ics)"), partial(_calendar, meetings), "ics", "text/calendar")
        _download(tell("Word (.docx)"), partial(_document, meetings, lang()), "docx", WORD)
    if pressed:
        _adopt(view, chosen)


def _download(label: str, made: "partial[bytes]", ending: str, kind: str) -> None:
    """A file that is made when its button is pressed."""
    name = f"{tell('agenda')}.{ending}"
    taken = export(PAGE, name, made)
    st.download_button(label, taken, file_name=name, mime=kind, on_click="ignore")


def _calendar(meetings: Sequence[ProposedMeeting]) -> bytes:
    return as_calendar(meetings, datetime.now(UTC))


def _document(meetings: Sequence[ProposedMeeting], language: str) -> bytes:
    """Its thread is not that of the page, so that it says in which language."""
    with telling_in(language):
        return as_document(meetings)


def _adopt(view: View, chosen: Sequence[Proposal]) -> None:
    try:
        adopt(app_engine(Act.WRITE), [adoption_of(each) for each in chosen], view, doer(WRITER))
    except ReaderError as error:
        complain(error)
        return
    renew(TICKED)
    st.rerun()


def _latest(data: Opened) -> None:
    """What was adopted last, with its way back."""
    last = _adopted(data.version) if current().may(Act.WRITE) else None
    if last is None:
        return
    said = tell_many(
        "{n} item put on the agenda, {when}.",
        "{n} items put on the agenda, {when}.",
        last.items,
        when=moment(last.made_at, lang()),
    )
    if last.new_meetings:
        said += " " + tell_many(
            "{n} meeting was planned for it.",
            "{n} meetings were planned for it.",
            last.new_meetings,
        )
    if button_beside(said, tell("Undo"), f"take adoption {last.change} back"):
        try:
            take_adoption_back(app_engine(Act.WRITE), last.change, doer(WRITER))
        except ReaderError as error:
            complain(error)
            return
        st.rerun()
