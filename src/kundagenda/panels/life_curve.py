"""How many initiatives are left on the agenda as time goes, and what became of them in 180 days."""

import pandas as pd
import streamlit as st

from kundagenda.charts.life_curve import CURVE_COLUMNS, life_curve_chart
from kundagenda.charts.theme import Mode
from kundagenda.findings.life import Life
from kundagenda.findings.view import View
from kundagenda.panels.draw import draw, table_under
from kundagenda.panels.headed import headed
from kundagenda.panels.life_title import life_as
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, mode, tell, tell_many
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.life_answer import counted_life
from kundagenda.shown.life_words import half_gone, likely, share_text, unreached
from kundagenda.shown.pictured import Picture, pictured
from kundagenda.texts.catalogue import say, say_many
from kundagenda.texts.numbers import UNKNOWN, number, percent, span
from metrics.initiatives import ENOUGH_FADED, ENOUGH_INITIATIVES, HALF_A_YEAR, AttentionLife
from metrics.survival import Step


def left_on_the_agenda(data: Opened, found: Life) -> None:
    """The curve with its half-life, and the shares faded and completed; or what is missing."""
    attention = found.attention
    if attention is None:
        return
    if not attention.enough:
        headed(tell("Left on the agenda."), unreached(found.view))
        st.markdown(_too_few(attention))
        return
    headed(tell("Left on the agenda."), counted_life(attention), unreached(found.view))
    picture = _picture(data.version, found.view, mode(), lang())
    draw(picture)
    _in_half_a_year(found, attention)
    table_under(tell("Left on the agenda, as a table"), picture)


def _too_few(attention: AttentionLife) -> str:
    return tell(
        "It takes {enough} initiatives that have been known for a while, {faded} of them faded. "
        "So far: {n}, {gone} of them faded.",
        enough=number(ENOUGH_INITIATIVES, lang()),
        faded=number(ENOUGH_FADED, lang()),
        n=number(attention.n, lang()),
        gone=number(attention.faded, lang()),
    )


def _in_half_a_year(found: Life, attention: AttentionLife) -> None:
    """The shares faded and completed, which assume nothing of how the two hang together."""
    faded, completed = attention.faded_by_180, attention.completed_by_180
    if faded is None or completed is None:
        return
    st.markdown(
        tell(
            "After {days} days: {faded} faded, {completed} completed, the rest alive.",
            days=HALF_A_YEAR,
            faded=f"**{share_text(faded, lang())}**",
            completed=f"**{share_text(completed, lang())}**",
        )
    )
    said = tell(
        "Faded: not discussed for {window} days. In brackets the 95% interval. The curve takes "
        "initiatives out when they are completed; the shares after {days} days do not.",
        window=found.window,
        days=HALF_A_YEAR,
    )
    quiet(f"{said} {_came_back(attention)}".strip())


def _came_back(attention: AttentionLife) -> str:
    """That a return, or a completion after it, does not undo a silence; nothing without any."""
    if not attention.revived:
        return ""
    return tell_many(
        "{n} came back after such a silence: only its first time on the agenda counts here, even "
        "where it was completed later.",
        "{n} came back after such a silence: only their first time on the agenda counts here, even "
        "where they were completed later.",
        attention.revived,
        n=number(attention.revived, lang()),
    )


@once
def _picture(named: Version, view: View, look: Mode, language: str) -> Picture:
    attention = life_as(named, view).attention
    if attention is None:  # asked for once there is one
        raise LookupError("a picture of initiatives that are not known")
    steps = pd.DataFrame([(s.at, s.alive, s.low, s.high) for s in attention.curve],
                         columns=list(CURVE_COLUMNS))  # fmt: skip
    half = attention.half_life
    text = "" if half is None else half_gone(half, language)
    chart = life_curve_chart(steps, attention.longest or 0, half, text, mode=look, lang=language)
    return pictured(chart, _in_words(attention, language), _table(attention, language))


def _in_words(attention: AttentionLife, language: str) -> str:
    return say(
        language,
        "A curve that falls in steps from 100%: the share of initiatives left on the agenda by "
        "time since the start; {life}. Its steps stand in the table below.",
        life=likely(attention, language),
    )


def _table(attention: AttentionLife, language: str) -> dict[str, list[str]]:
    steps = attention.curve
    return {
        say(language, "Since the start"): [
            say_many(language, "{n} day", "{n} days", round(step.at)) for step in steps
        ],
        say(language, "Still on the agenda"): [percent(step.alive, language) for step in steps],
        say(language, "95% interval"): [_around(step, language) for step in steps],
        say(language, "Watched so long"): [number(step.at_risk, language) for step in steps],
    }


def _around(step: Step, language: str) -> str:
    if step.low is None or step.high is None:
        return UNKNOWN
    return span(100 * step.low, 100 * step.high, language)
