"""The finding on top of the page on satisfaction, what carries it, and which measure is told."""

from html import escape

import streamlit as st

from kundagenda.findings.satisfaction import SatisfactionPage
from kundagenda.panels.address import prepare
from kundagenda.panels.data_link import data_link
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell
from kundagenda.panels.scope import MEASURE
from kundagenda.shown.satisfaction_answer import (
    carried_by,
    satisfaction_answer,
    what_answers_take,
)
from kundagenda.texts.catalogue import say_in
from kundagenda.texts.fact_words import NAMES
from metrics.definition import Metric

SCALES = {"csat_5": 5, "csat_7": 7, "csat_10": 10}
# A filled disc: more than chance. A ring: chance alone explains it. The typeface has neither.
MARKS = """<style>
.ka-wave{font-size:16px;line-height:26px}
.ka-wave i{display:inline-block;width:10px;height:10px;border-radius:50%;margin-right:8px;
  box-sizing:border-box;border:2px solid light-dark(#7047C8,#B79BFF)}
.ka-wave .ka-real{background:light-dark(#7047C8,#B79BFF)}
</style>"""


def satisfaction_headline(found: SatisfactionPage) -> None:
    """The measure against a year ago, since when, groups on their own, and the latest period."""
    st.title(satisfaction_answer(found, plain), anchor=False)
    if not found.said.has_rows:
        _no_answers(found)
    carried = carried_by(found)
    if carried:
        marks = {"level": "", "groups": "", "wave": _mark(found)}
        lines = "".join(f"<div>{marks[of]}{escape(text)}</div>" for of, text in carried.items())
        st.html(f'{MARKS}<div class="ka-wave">{lines}</div>')
    if found.view.forum:
        quiet(tell("Answers belong to no forum: those of all customers are shown."))


def _no_answers(found: SatisfactionPage) -> None:
    """What to do while nobody has answered: the way to the page where answers are brought in."""
    if not found.choices:
        st.markdown(what_answers_take())
        data_link(tell("Lay your files on the page Data"))


def _mark(found: SatisfactionPage) -> str:
    """A disc for more than chance, a ring for one that chance explains, nothing where unknown."""
    change = found.waves.change if found.waves else None
    if change is None or change.real is None:
        return ""
    return f'<i class="{"ka-real" if change.real else "ka-chance"}"></i>'


def measure_choice(found: SatisfactionPage) -> None:
    """A choice between the measures that the company has; nothing where it has one."""
    if len(found.choices) < 2:
        return
    names = {metric.key: _name(metric, found) for metric in found.choices}
    st.segmented_control(
        tell("Measure"),
        list(names),
        format_func=names.__getitem__,
        key=prepare(MEASURE, found.said.metric.key),
        required=True,
        label_visibility="collapsed",
    )


def _name(metric: Metric, found: SatisfactionPage) -> str:
    """The name of a measure; satisfaction with its scale where the company has several."""
    name = say_in(lang(), "menu", NAMES[metric.key])
    several = sum(choice.key in SCALES for choice in found.choices) > 1
    if not several or metric.key not in SCALES:
        return name
    return tell("{name}, 1 to {most}", name=name, most=SCALES[metric.key])
