"""The headline of Follow-through: how long initiatives keep the leadership's attention."""

import streamlit as st

from kundagenda.access.figures import figures
from kundagenda.charts.life_curve import MONTH
from kundagenda.findings.life import Life, life_of
from kundagenda.findings.view import View
from kundagenda.panels.life_words import in_months
from kundagenda.panels.once import once
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.panels.values import Opened, Version
from kundagenda.texts.numbers import day, number
from kundagenda.texts.sentences import FEW
from metrics.initiatives import ENOUGH_INITIATIVES


def life(data: Opened, view: View) -> Life:
    """The initiatives, and how long they last."""
    return life_as(data.version, view)


@once
def life_as(named: Version, view: View) -> Life:
    """The same, by the name of the figures."""
    with figures() as connection:
        return life_of(connection, view)


def life_title(found: Life) -> None:
    """When half of the initiatives have faded, or why that cannot be told."""
    st.title(life_answer(found), anchor=False)


def life_answer(found: Life) -> str:
    """The title as a sentence."""
    attention = found.attention
    if attention is None:
        return tell("No initiative has been on the agenda yet.")
    if not attention.enough and attention.n >= ENOUGH_INITIATIVES:
        return tell(
            "Too few of the {n} initiatives have faded to tell how long they last: {faded} so far.",
            n=number(attention.n, lang()),
            faded=number(attention.faded, lang()),
        )
    if not attention.enough:
        return tell(
            "How long initiatives last can be told from {enough} of them: so far there are {n}.",
            enough=number(ENOUGH_INITIATIVES, lang()),
            n=number(attention.n, lang()),
        )
    if attention.half_life is None:
        return tell("More than half of the initiatives are still asked about.")
    if not in_months(attention.half_life):
        return tell_many(
            "Half of the initiatives leave the agenda within {n} day.",
            "Half of the initiatives leave the agenda within {n} days.",
            round(attention.half_life),
        )
    months = round(attention.half_life / MONTH)
    return tell(
        "Half of the initiatives leave the agenda within about {n} months.",
        n=tell(FEW[months]) if months < len(FEW) else number(months, lang()),
    )


def life_sources(data: Opened, found: Life) -> str:
    """As of when the page is, and what it rests on."""
    said = [tell("Figures to {day}.", day=day(found.view.as_of, lang()))]
    count = len(found.initiatives)
    if count:
        said.append(
            tell_many("Source: {count} initiative.", "Source: {count} initiatives.", count,
                      count=number(count, lang()))
        )  # fmt: skip
    return " ".join(said)
