"""The fourth screen: what did customers get?"""

from dataclasses import replace
from functools import partial

from kundagenda.charts.theme import Mode
from kundagenda.charts.theme import Screen as Size
from kundagenda.findings.outcomes import Outcome, OutcomesPage
from kundagenda.shown.figure import FigureShown
from kundagenda.shown.figure_shown import figure_help
from kundagenda.shown.outcome_answer import (
    group_name,
    lacking_said,
    outcomes_answer,
    what_outcomes_take,
)
from kundagenda.shown.outcome_picture import (
    drawn_outcomes,
    how_outcomes_are_read,
    outcome_aim,
    outcome_texts,
    outcomes_picture_of,
    outcomes_table,
)
from kundagenda.shown.pictured import Picture
from kundagenda.shown.reach import among_customers
from kundagenda.shown.screen import Numbers, Screen, Series
from kundagenda.shown.screens.lines import line_numbers
from kundagenda.texts.outcome_words import figure_name
from kundagenda.texts.told import lang, tell

MOST_FIGURES = 4
MOST_CHARTS = 6  # small ones, side by side
ROWS = 8  # of the table that is written out


def got_screen(found: OutcomesPage) -> Screen:
    """The finding of Outcomes, missed targets first, each group with its line."""
    shown = drawn_outcomes(found)
    return Screen(
        code="got",
        question=tell("What did customers get?"),
        title=outcomes_answer(found),
        sentences=tuple(filter(None, (lacking_said(found),))),
        figures=tuple(map(_figure, shown[:MOST_FIGURES])),
        draw=partial(_drawn, found, lang()) if shown else None,
        numbers=_numbers(found, shown) if shown else None,
        table=outcomes_table(shown[:ROWS], lang()) if shown else None,
        note=_note(found) if shown else what_outcomes_take(),
        metrics=tuple(dict.fromkeys(each.measured.metric.key for each in shown)),
        page="outcomes",
    )


def _figure(outcome: Outcome) -> FigureShown:
    """The last twelve months against the target, as the small lines write them."""
    what = figure_name(outcome.measured.metric, lang())
    return FigureShown(
        label=group_name(outcome.name, lang()),
        value=outcome_texts(outcome, lang())[0],
        base=f"{what}, {outcome_aim(outcome, lang())}",
        definition=figure_help(outcome.measured.figure),
        key=outcome.measured.metric.key,
    )


def _numbers(found: OutcomesPage, shown: tuple[Outcome, ...]) -> Numbers | None:
    """A small chart a group, over the longest of their spans of time."""
    each = [_line(found, outcome) for outcome in shown[:MOST_CHARTS]]
    lines = [numbers for numbers in each if numbers is not None]
    if not lines:
        return None
    categories = max((numbers.categories for numbers in lines), key=len)
    series = (_over(categories, numbers, one) for numbers in lines for one in numbers.series)
    return Numbers(categories, tuple(series))


def _line(found: OutcomesPage, outcome: Outcome) -> Numbers | None:
    """The line of a group; its chart is named by the group, its latest year and its target."""
    group, what = group_name(outcome.name, lang()), figure_name(outcome.measured.metric, lang())
    value, aim = outcome_texts(outcome, lang())[0], outcome_aim(outcome, lang(), short=True)
    title = f"{group}: {value}\n{what}, {aim}"
    return line_numbers(f"{group}, {what}", "improve", outcome.measured, found.view, title)


def _over(categories: tuple[str, ...], numbers: Numbers, series: Series) -> Series:
    """A series over more periods than its own; it is not known in the rest."""
    values = dict(zip(numbers.categories, series.values, strict=True))
    return replace(series, values=tuple(map(values.get, categories)))


def _note(found: OutcomesPage) -> str:
    return f"{how_outcomes_are_read(found)} {among_customers(found.view)}".strip()


def _drawn(found: OutcomesPage, language: str, mode: Mode, screen: Size, height: float) -> Picture:
    return outcomes_picture_of(found, mode, language, screen=screen, height=height)
