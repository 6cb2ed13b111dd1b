"""What became of what was taken up and decided, in at most three lines on the Overview."""

from collections.abc import Iterator

import streamlit as st

from kundagenda.findings.decision_log import OnTime, on_time_of
from kundagenda.findings.life import Life
from kundagenda.findings.promises import hit_rate
from kundagenda.panels.amounts import part
from kundagenda.panels.headed import headed
from kundagenda.panels.leading import leading_to
from kundagenda.panels.reader import tell
from kundagenda.shown.decided import Decided
from kundagenda.shown.decision_pace import on_time_answer
from kundagenda.shown.life_answer import counted_life, life_answer
from kundagenda.shown.life_words import unreached
from kundagenda.shown.promise_words import kept_answer, sure_of

PAGE = "follow_through"
Line = tuple[str, str]  # what became of it, and what that rests on


def followed_through(life: Life, decided: Decided) -> None:
    """What can be told of initiatives, actions and promises; nothing where none of it can."""
    lines = [*_initiatives(life), *_actions(decided), *_promises(decided)]
    if not lines:
        return
    headed(tell("What became of it."))
    with st.container(gap=None):
        for answer, rests_on in lines:
            leading_to(PAGE, f"{answer} :gray[{rests_on.strip()}]")


def _initiatives(found: Life) -> Iterator[Line]:
    attention = found.attention
    if attention is not None and attention.enough:
        yield life_answer(found), f"{counted_life(attention)} {unreached(found.view)}"


def _actions(found: Decided) -> Iterator[Line]:
    customer = on_time_of(found.decisions, customer=True)
    others = on_time_of(found.decisions, customer=False)
    if customer.due:
        yield on_time_answer(customer, others), f"{_counts(customer, others)} {found.unreached}"


def _counts(customer: OnTime, others: OnTime) -> str:
    counts = part(customer.on_time, customer.due)
    if others.due:
        counts = tell("{first} and {last}", first=counts, last=part(others.on_time, others.due))
    return f"{counts}."


def _promises(found: Decided) -> Iterator[Line]:
    rate = hit_rate(found.promises)
    if rate is not None:
        yield kept_answer(found.promises), f"{sure_of(rate)} {found.unreached}"
