"""The same question of every pair, each way, and of customer groups against one another."""

from collections.abc import Iterator

import streamlit as st

from kundagenda.findings.connection import Connection
from kundagenda.panels.headed import headed
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell
from kundagenda.panels.table import short_table
from kundagenda.shown.reach import Choice, whatever
from kundagenda.texts.connection_words import (
    inside,
    lead_answer,
    lead_wait,
    outcome_name,
    outcome_subject,
    panel_answer,
    panel_wait,
)
from kundagenda.texts.verdict_words import panel_sentences

Row = tuple[str, str, str]


def pairs_table(found: Connection) -> None:
    """Every pair with its answer and the months still needed; nothing where none was asked."""
    rows = [*_company(found), *_groups(found)]
    if not rows:
        return
    headed(tell("Same question, every pair."), whatever(found.measures.view, *Choice))
    first, answers, wait = zip(*rows, strict=True)
    columns = {
        tell("First, then"): list(first),
        tell("Answer"): list(answers),
        tell("Months to go"): list(wait),
    }
    short_table(columns)
    quiet(
        tell(
            "Months to go: until a clear relation would show. A dash: it is answered, or waiting "
            "does not help."
        )
    )


def _company(found: Connection) -> Iterator[Row]:
    """Each outcome after the agenda, and the agenda after each outcome."""
    agenda = tell("The agenda")
    for key, lead in found.leads.items():
        name, together = outcome_name(key, lang()), lead.together
        ways = [(agenda, name, lead), (name, agenda, lead.reverse)]
        for first, then, way in ways:
            if way is not None:
                answer = lead_answer(way, key, together, lang())
                yield _pair(first, then), answer, lead_wait(way, together, lang())


def _groups(found: Connection) -> Iterator[Row]:
    """Groups compared with one another, where there are five or more."""
    for key, panel in found.panels.items():
        pair = _pair(tell("The agenda"), outcome_name(key, lang()))
        label = tell("{pair}, group by group", pair=pair)
        yield label, panel_answer(panel, key, lang()), panel_wait(panel, lang())


def _pair(first: str, then: str) -> str:
    return tell("{first}, then {then}", first=first, then=inside(then))


def group_verdicts(found: Connection) -> None:
    """What groups compared with one another say, in full and with what they cannot see."""
    if not found.panels:
        return
    with st.expander(tell("Groups compared with one another")):
        quiet(whatever(found.measures.view, *Choice))
        for key, panel in found.panels.items():
            subject = outcome_subject(key, lang())
            said = " ".join(panel_sentences(panel, subject, lang()))
            st.markdown(f"**{outcome_name(key, lang())}.** {plain(said)}")
