"""The finding on top of the page Retention, and the few sentences that carry it."""

from collections.abc import Iterator

import streamlit as st

from kundagenda.findings.facts import level_fact
from kundagenda.findings.measured import Measured
from kundagenda.findings.retention import Gap, Horizon, Retention
from kundagenda.panels.data_link import data_link
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell
from kundagenda.shown.reach import not_by_forum
from kundagenda.shown.retention_answer import (
    hidden_loss,
    retention_answer,
    retention_sentences,
    retention_unknown,
    what_retention_takes,
)
from kundagenda.texts.numbers import number, percent
from kundagenda.texts.sentences import sentence

# What the same customers' increases come to: next to nothing, or so much.
_GAPS = {
    Horizon.YEAR: (
        "Of the revenue of a year ago {kept} was kept; the same customers’ increases add next to "
        "nothing.",
        "Of the revenue of a year ago {kept} was kept; the same customers’ increases add "
        "{points} points and make it {now}.",
    ),
    Horizon.MONTH: (
        "Of the revenue of a month ago {kept} was kept; the same customers’ increases add next to "
        "nothing.",
        "Of the revenue of a month ago {kept} was kept; the same customers’ increases add "
        "{points} points and make it {now}.",
    ),
}


def no_retention() -> None:
    """Nothing is known of customers who stay or leave: what the page needs."""
    st.title(retention_unknown(), anchor=False)
    st.markdown(what_retention_takes())
    data_link(tell("Lay your files on the page Data"))


def retention_title(found: Retention, lead: Measured, horizon: Horizon) -> None:
    """What share stayed, against the target where there is one."""
    st.title(retention_answer(lead, horizon), anchor=False)
    quiet(not_by_forum(found.view))


def retention_words(found: Retention, lead: Measured, horizon: Horizon, asked: Horizon) -> None:
    """How many left, the year before, and whether increases hide what is lost."""
    said = retention_sentences(lead, horizon, asked)
    if said:
        st.markdown(" ".join(said))
    gap = found.gap(horizon)
    if gap is not None and gap.hides:
        st.markdown(f"**{hidden_loss(gap)}**")


def retention_more(found: Retention, horizon: Horizon) -> None:
    """One click in: the months one by one, and what increases make up for."""
    gap = found.gap(horizon)
    said = [*_level(found), *([_gap(gap, horizon)] if gap is not None else [])]
    if said:
        with st.expander(tell("Month by month, and what increases add")):
            for each in said:
                st.markdown(each)


def _level(found: Retention) -> Iterator[str]:
    """The stored verdict on the months one by one."""
    if found.level is not None:
        yield plain(sentence(level_fact(found.level).said, lang()))


def _gap(gap: Gap, horizon: Horizon) -> str:
    """The two shares of revenue and what lies between."""
    nothing, something = _GAPS[horizon]
    return tell(
        something if round(1000 * gap.made_up) else nothing,
        kept=percent(gap.kept, lang(), 1),
        now=percent(gap.now, lang(), 1),
        points=number(100 * gap.made_up, lang(), 1),
    )
