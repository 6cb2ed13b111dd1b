"""Every group's outcome against its target as a small line, with its table."""

import pandas as pd

from kundagenda.charts.multiples import Panel, multiples_chart, panels_in
from kundagenda.charts.scales import around
from kundagenda.charts.theme import Mode
from kundagenda.charts.theme import Screen as Size
from kundagenda.findings.aims import Aim
from kundagenda.findings.measured import Measured
from kundagenda.findings.outcomes import Outcome, OutcomesPage
from kundagenda.findings.reading import Status
from kundagenda.findings.view import View
from kundagenda.shown.aim_words import aim_words
from kundagenda.shown.measured import drawn_measure, scale_for
from kundagenda.shown.outcome_answer import group_name, outcome_title
from kundagenda.shown.pictured import Picture, pictured
from kundagenda.texts.catalogue import say
from kundagenda.texts.measures import written
from kundagenda.texts.numbers import UNKNOWN, period
from kundagenda.texts.outcome_words import apart, figure_name
from kundagenda.texts.told import lang, tell
from metrics.periods import Grain

MOST = 12  # small lines in one picture


def outcomes_picture_of(
    found: OutcomesPage,
    look: Mode,
    language: str,
    *,
    screen: Size = "page",
    height: float | None = None,
) -> Picture:
    """A line an outcome, missed targets first, as many as the height holds."""
    most = MOST if height is None else min(MOST, panels_in(height, screen))
    shown = drawn_outcomes(found)[:most]
    panels = [_panel(outcome, found.view, language) for outcome in shown]
    chart = multiples_chart(panels, mode=look, lang=language, screen=screen, height=height)
    said = (f"{outcome_title(each, language)}. {outcome_now(each, language)}" for each in shown)
    alt = say(language, "A small line over time for each group.") + " " + " ".join(said)
    return pictured(chart, alt, outcomes_table(shown, language))


def drawn_outcomes(found: OutcomesPage) -> tuple[Outcome, ...]:
    """Those that the picture holds: what groups are followed by, else what there is."""
    return (found.own or found.others)[:MOST]


def how_outcomes_are_read(found: OutcomesPage) -> str:
    """What number, sign, dot and dashes are."""
    year = tell("Number and sign: the last twelve months.")
    return " ".join(filter(None, (year, _dot(found), tell("Dashed: the target."))))


def _dot(found: OutcomesPage) -> str:
    """Which period the last dots are; nothing where a dot is twelve months too."""
    over = [
        reading.period
        for each in drawn_outcomes(found)
        for reading in each.measured.readings
        if reading.value is not None and reading.status is not Status.PARTIAL
    ]
    grain = found.view.grain
    if not over or grain is Grain.ROLLING12:
        return ""
    return tell("Dot: {period}.", period=period(max(over), grain, lang()))


def _panel(outcome: Outcome, view: View, language: str) -> Panel:
    found, target = outcome.measured, outcome.measured.target
    scale = scale_for(found, language)
    known = [reading.value for reading in found.readings if reading.value is not None]
    held = [*known, *([target.value] if target else [])]
    return Panel(
        name=group_name(outcome.name, language),
        what=figure_name(found.metric, language),
        value=outcome_texts(outcome, language)[0],
        aim=say(language, "12 months, {aim}", aim=outcome_aim(outcome, language)),
        aim_short=outcome_aim(outcome, language, short=True),
        reached={Aim.REACHED: True, Aim.MISSED: False}.get(outcome.aim) if outcome.aim else None,
        periods=drawn_measure(found, view, language),
        target=(target.value, pd.Timestamp(target.valid_from)) if target else None,
        ladder=around(held, scale.least, scale.limits, scale.unit),
    )


def outcome_texts(outcome: Outcome, language: str) -> tuple[str, str]:
    """The last twelve months and the target as written; a dash for what there is not."""
    found = outcome.measured
    value = found.figure.now.value if found.figure.now else None
    target = found.target.value if found.target else None
    if value is None or target is None:
        return _written(found, value, language), _written(found, target, language)
    return apart(found.metric, value, target, language)


def _written(found: Measured, value: float | None, language: str) -> str:
    return UNKNOWN if value is None else written(found.metric, value, language)


def outcome_aim(outcome: Outcome, language: str, *, short: bool = False) -> str:
    """The target and whether it is reached."""
    if outcome.aim is None:
        return say(language, "no target")
    target = say(language, "target {value}", value=outcome_texts(outcome, language)[1])
    status = aim_words(outcome.aim, language).lower()
    return target if short else f"{target}, {status}"


def outcome_now(outcome: Outcome, language: str) -> str:
    """The last twelve months against the target, as a sentence."""
    value = outcome_texts(outcome, language)[0]
    aim = outcome_aim(outcome, language)
    return say(language, "The last twelve months: {value}, {aim}.", value=value, aim=aim)


def outcomes_table(shown: tuple[Outcome, ...], language: str) -> dict[str, list[str]]:
    """Each outcome with its last twelve months, its target and whether that is reached."""
    return {
        say(language, "Customer group"): [group_name(each.name, language) for each in shown],
        say(language, "Outcome"): [figure_name(each.measured.metric, language) for each in shown],
        say(language, "Last twelve months"): [outcome_texts(each, language)[0] for each in shown],
        say(language, "Target"): [outcome_texts(each, language)[1] for each in shown],
        say(language, "Status"): [
            aim_words(each.aim, language) if each.aim else UNKNOWN for each in shown
        ],
    }
