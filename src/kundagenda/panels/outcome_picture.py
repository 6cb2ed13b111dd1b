"""The picture of the Outcomes page: a small line a group, or one of them large."""

import pandas as pd
import streamlit as st

from kundagenda.charts.multiples import Panel, multiples_chart
from kundagenda.charts.scales import around
from kundagenda.charts.theme import Mode
from kundagenda.findings.aims import Aim
from kundagenda.findings.outcomes import Outcome, OutcomesPage
from kundagenda.findings.reading import Status
from kundagenda.findings.view import View
from kundagenda.panels.aim_words import aim_words
from kundagenda.panels.draw import draw, table_under
from kundagenda.panels.headed import headed
from kundagenda.panels.once import once
from kundagenda.panels.outcome_values import (
    chosen_outcome,
    group_name,
    outcome_choice,
    outcome_title,
    outcomes_as,
)
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, mode, plain, tell
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.measured import drawn_measure, measure_picture, scale_for
from kundagenda.shown.pictured import Picture, pictured
from kundagenda.shown.reach import among_customers
from kundagenda.texts.catalogue import say
from kundagenda.texts.measures import written
from kundagenda.texts.numbers import UNKNOWN, number, period
from kundagenda.texts.outcome_words import apart, figure_name
from metrics.periods import Grain

MOST = 12  # small lines in one picture


def outcomes_picture(data: Opened, found: OutcomesPage) -> None:
    """Every group's outcome against its target, or the chosen one with what happened meanwhile."""
    if not (found.own or found.others):
        return
    one = chosen_outcome(found)
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        answer, how = _heading(found, one)
        headed(answer, how, among_customers(found.view), width="content")
        outcome_choice(found)
    if one is None:
        picture = _small(data.version, found.view, mode(), lang())
    else:
        picture = _large(data.version, found.view, one.code, mode(), lang())
    draw(picture)
    if one is None and len(_drawn(found)) < len(found.own):
        quiet(_left_out(found))
    table_under(tell("What customers get, as a table"), picture)


def _heading(found: OutcomesPage, one: Outcome | None) -> tuple[str, str]:
    """What is shown, and how to read it."""
    if one is not None:
        return f"{plain(outcome_title(one, lang()))}.", plain(_now(one, lang()))
    year = tell("Number and tick: the last twelve months.")
    how = " ".join(filter(None, (year, _dot(found), tell("Dashed: the target."))))
    return tell("What each group gets."), how


def _dot(found: OutcomesPage) -> str:
    """Which period the last dots are; nothing where a dot is twelve months too."""
    over = [
        reading.period
        for each in _drawn(found)
        for reading in each.measured.readings
        if reading.value is not None and reading.status is not Status.PARTIAL
    ]
    grain = found.view.grain
    if not over or grain is Grain.ROLLING12:
        return ""
    return tell("Dot: {period}.", period=period(max(over), grain, lang()))


def _drawn(found: OutcomesPage) -> tuple[Outcome, ...]:
    return (found.own or found.others)[:MOST]


def _left_out(found: OutcomesPage) -> str:
    counts = {"n": number(MOST, lang()), "all": number(len(found.own), lang())}
    return tell("{n} of {all} are drawn, missed targets first; choose any of them above.", **counts)


@once
def _large(named: Version, view: View, code: str, look: Mode, language: str) -> Picture:
    found = outcomes_as(named, view)
    one = found.chosen(code)
    if one is None:
        raise KeyError(code)
    alt = f"{outcome_title(one, language)}. {_now(one, language)}"
    return measure_picture(
        one.measured, view, found.events, mode=look, lang=language, alt=alt, height=320
    )


@once
def _small(named: Version, view: View, look: Mode, language: str) -> Picture:
    shown = _drawn(outcomes_as(named, view))
    panels = [_panel(outcome, view, language) for outcome in shown]
    chart = multiples_chart(panels, mode=look, lang=language)
    said = (f"{outcome_title(each, language)}. {_now(each, language)}" for each in shown)
    alt = say(language, "A small line over time for each group.") + " " + " ".join(said)
    return pictured(chart, alt, _table(panels, shown, language))


def _panel(outcome: Outcome, view: View, language: str) -> Panel:
    found, target = outcome.measured, outcome.measured.target
    scale = scale_for(found, language)
    known = [reading.value for reading in found.readings if reading.value is not None]
    held = [*known, *([target.value] if target else [])]
    return Panel(
        name=group_name(outcome.name, language),
        what=figure_name(found.metric, language),
        value=_texts(outcome, language)[0],
        aim=say(language, "12 months, {aim}", aim=_aim(outcome, language)),
        aim_short=_aim(outcome, language, short=True),
        reached={Aim.REACHED: True, Aim.MISSED: False}.get(outcome.aim) if outcome.aim else None,
        periods=drawn_measure(found, view, language),
        target=(target.value, pd.Timestamp(target.valid_from)) if target else None,
        ladder=around(held, scale.least, scale.limits, scale.unit),
    )


def _texts(outcome: Outcome, language: str) -> tuple[str, str]:
    """The last twelve months and the target as written; a dash for what there is not."""
    found = outcome.measured
    value = found.figure.now.value if found.figure.now else None
    target = found.target.value if found.target else None
    if value is None or target is None:
        return tuple(  # type: ignore[return-value]
            UNKNOWN if each is None else written(found.metric, each, language)
            for each in (value, target)
        )
    return apart(found.metric, value, target, language)


def _aim(outcome: Outcome, language: str, *, short: bool = False) -> str:
    """The target and whether it is reached."""
    if outcome.aim is None:
        return say(language, "no target")
    target = say(language, "target {value}", value=_texts(outcome, language)[1])
    status = aim_words(outcome.aim, language).lower()
    return target if short else f"{target}, {status}"


def _now(outcome: Outcome, language: str) -> str:
    """The last twelve months against the target, as a sentence."""
    value = _texts(outcome, language)[0]
    aim = _aim(outcome, language)
    return say(language, "The last twelve months: {value}, {aim}.", value=value, aim=aim)


def _table(panels: list[Panel], shown: tuple[Outcome, ...], language: str) -> dict[str, list[str]]:
    return {
        say(language, "Customer group"): [panel.name for panel in panels],
        say(language, "Outcome"): [panel.what for panel in panels],
        say(language, "Last twelve months"): [panel.value for panel in panels],
        say(language, "Target"): [_texts(outcome, language)[1] for outcome in shown],
        say(language, "Status"): [
            aim_words(outcome.aim, language) if outcome.aim else UNKNOWN for outcome in shown
        ],
    }
