"""What customers say over time: the measure, how its answers divide, and how many answer."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from kundagenda.charts.answers import KINDS, answers_chart
from kundagenda.charts.theme import PALETTES, Mode
from kundagenda.findings.reading import Reading, Status
from kundagenda.findings.said_satisfaction import respondents_said
from kundagenda.findings.satisfaction import Mix, SatisfactionPage
from kundagenda.findings.view import View
from kundagenda.panels.draw import draw, table_under
from kundagenda.panels.headed import headed
from kundagenda.panels.key import STYLE
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, mode, plain, tell
from kundagenda.panels.satisfaction_values import satisfaction_as
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.measured import drawn_measure, measure_picture, reading_text
from kundagenda.shown.pictured import Picture, pictured
from kundagenda.shown.reach import among_customers
from kundagenda.shown.satisfaction_answer import (
    how_answers_are_read,
    no_period_shown,
    standing_of_periods,
)
from kundagenda.shown.satisfaction_figures import kind_names
from kundagenda.texts.catalogue import say
from kundagenda.texts.numbers import UNKNOWN, number, percent
from kundagenda.texts.sentences import metric_name, sentence

MAIN, SMALL = 245, 170


def said_over_time(data: Opened, found: SatisfactionPage) -> None:
    """The measure with its interval, what happened and the target; how it is computed below."""
    metric = found.said.metric
    name = metric_name(metric.key, lang())
    headed(f"{name}.", how_answers_are_read(found), among_customers(found.view))
    if not found.said.is_known:
        quiet(no_period_shown())
        return
    picture = _main(data.version, found.view, metric.key, mode(), lang())
    draw(picture)
    quiet(standing_of_periods(found))


def said_table(data: Opened, found: SatisfactionPage) -> None:
    """The newest periods of the picture as a table, and the formula behind them."""
    metric = found.said.metric
    if found.said.is_known:
        picture = _main(data.version, found.view, metric.key, mode(), lang())
        table_under(tell("The latest figures as a table"), picture, among_customers(found.view))
    formula = tell("Formula: {formula}.", formula=tell(metric.formula))
    quiet(plain(f"{metric_name(metric.key, lang())}. {tell(metric.definition)} {formula}"))


@once
def _main(named: Version, view: View, choice: str, look: Mode, language: str) -> Picture:
    found = satisfaction_as(named, view, choice)
    return measure_picture(found.said, view, found.events, mode=look, lang=language, height=MAIN)


def kinds_of_answers(data: Opened, found: SatisfactionPage) -> None:
    """Promoters, passives and detractors by period; nothing for a measure without them."""
    if not any(mix.counts for mix in found.mixes):
        return
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"
    ):
        headed(tell("How the answers divide."), among_customers(found.view), width="content")
        st.html(_kind_key(), width="content")
    draw(_kinds(data.version, found.view, found.said.metric.key, mode(), lang()))


def _kind_key() -> str:
    colours, names = PALETTES[mode()], kind_names()
    parts = "".join(
        f'<span><i style="background:{colours[colour]}"></i>{names[kind]}</span>'
        for kind, colour in KINDS.items()
    )
    return f'{STYLE}<div class="ka-key">{parts}</div>'


@once
def _kinds(named: Version, view: View, choice: str, look: Mode, language: str) -> Picture:
    found = satisfaction_as(named, view, choice)
    periods = drawn_measure(found.said, view, language)
    mixes = found.mixes[len(found.mixes) - len(periods) :]
    rows = [_shares(mix) | {"text": _mix_text(mix, language)} for mix in mixes]
    frame = pd.concat([periods.drop(columns="text"), pd.DataFrame(rows)], axis=1)
    return pictured(
        answers_chart(frame, mode=look, lang=language), _kinds_in_words(mixes, language)
    )


def _shares(mix: Mix) -> dict[str, object]:
    if mix.counts is None:
        return dict.fromkeys(KINDS)
    whole = sum(mix.counts)
    return {kind: count / whole for kind, count in zip(KINDS, mix.counts, strict=True)}


def _mix_text(mix: Mix, language: str) -> str:
    """The three shares with their counts, or why there are none."""
    if mix.counts is None:
        return reading_text(replace(mix.reading, value=None), language)
    shares = [percent(count / sum(mix.counts), language) for count in mix.counts]
    return say(
        language,
        "{promoters} promoters, {passives} passives, {detractors} detractors, of {n} answers",
        **dict(zip(KINDS, shares, strict=True)),
        n=number(sum(mix.counts), language),
    )


def _kinds_in_words(mixes: tuple[Mix, ...], language: str) -> str:
    latest = next((mix for mix in reversed(mixes) if mix.counts and _is_whole(mix.reading)), None)
    told = _mix_text(latest, language) if latest else UNKNOWN
    return say(
        language, "How the answers divide by period; the latest whole one: {answers}.", answers=told
    )


def _is_whole(reading: Reading) -> bool:
    return reading.status is not Status.PARTIAL


def response_over_time(data: Opened, found: SatisfactionPage) -> None:
    """How many of those invited answer, by period, and whether the same groups answer."""
    headed(
        f"{metric_name(found.rate.metric.key, lang())}.",
        tell("Surveys returned of those sent, all surveys together."),
        among_customers(found.view),
    )
    if found.rate.is_known:
        picture = _rate(data.version, found.view, found.said.metric.key, mode(), lang())
        draw(picture)
        table_under(tell("The response rate as a table"), picture)
    elif found.rate.has_rows:
        quiet(no_period_shown())
    else:
        quiet(tell("No invitations have been read in, so nobody knows how many did not answer."))
    said = respondents_said(found)
    if said is not None:
        st.markdown(plain(sentence(said, lang())))


@once
def _rate(named: Version, view: View, choice: str, look: Mode, language: str) -> Picture:
    found = satisfaction_as(named, view, choice)
    return measure_picture(found.rate, view, (), mode=look, lang=language, height=SMALL)
