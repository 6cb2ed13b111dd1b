"""The finding on top of the page on satisfaction, what carries it, and which measure is told."""

from html import escape

import streamlit as st

from kundagenda.findings.said_satisfaction import (
    groups_said,
    level_said,
    satisfaction_title,
    wave_said,
)
from kundagenda.findings.satisfaction import SatisfactionPage
from kundagenda.panels.address import prepare
from kundagenda.panels.data_link import data_link
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell
from kundagenda.panels.scope import MEASURE
from kundagenda.texts.catalogue import say_in
from kundagenda.texts.fact_words import NAMES
from kundagenda.texts.sentences import sentence
from metrics.definition import Metric

LONGEST_NAME = 32
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
    title = plain(sentence(satisfaction_title(found), lang()))
    st.title(f"{_group(found)}{title}", anchor=False)
    if not found.said.has_rows:
        _no_answers(found)
    carried = [
        (mark, sentence(said, lang()))
        for mark, said in (
            ("", level_said(found)),
            ("", groups_said(found)),
            (_mark(found), wave_said(found)),
        )
        if said is not None
    ]
    if carried:
        lines = "".join(f"<div>{mark}{escape(text)}</div>" for mark, text in carried)
        st.html(f'{MARKS}<div class="ka-wave">{lines}</div>')
    if found.view.forum:
        quiet(tell("Answers belong to no forum: those of all customers are shown."))


def _group(found: SatisfactionPage) -> str:
    """The customer group that the finding is about, with a colon; nothing for all of them."""
    code = found.view.segment
    if not code:
        return ""
    name = found.segment_names.get(code, code)
    cut = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
    return f"{plain(cut)}: "


def _no_answers(found: SatisfactionPage) -> None:
    """What to do while nobody has answered: the way to the page where answers are brought in."""
    if not found.choices:
        st.markdown(tell("Bring in a table of answers, and this page shows what customers say."))
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
