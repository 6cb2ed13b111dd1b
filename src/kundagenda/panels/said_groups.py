"""What each customer group says: a small picture each, and all of them in numbers."""

import pandas as pd
import streamlit as st

from kundagenda.charts.group_rows import Small, group_rows_chart
from kundagenda.charts.theme import Mode
from kundagenda.findings.overview import Figure
from kundagenda.findings.reading import SHOWN_FROM, Status
from kundagenda.findings.satisfaction import GROUPS_DRAWN, Group, SatisfactionPage
from kundagenda.findings.view import View
from kundagenda.panels.draw import draw
from kundagenda.panels.headed import headed
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, mode, tell
from kundagenda.panels.satisfaction_values import satisfaction_as
from kundagenda.panels.table import table
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.measured import drawn_readings, reading_text, scale_for
from kundagenda.shown.pictured import Picture, pictured
from kundagenda.shown.reach import Choice, whatever
from kundagenda.texts.catalogue import say, say_many
from kundagenda.texts.measures import written
from kundagenda.texts.numbers import UNKNOWN, month
from kundagenda.texts.sentences import metric_name

LONGEST_NAME = 32


def groups_compared(data: Opened, found: SatisfactionPage) -> None:
    """The groups with most answers, one line each on the same scale."""
    if not found.groups:
        return
    headed(tell("Customer groups."), _how_to_read(found), _unreached(found.view))
    draw(_picture(data.version, found.view, found.said.metric.key, mode(), lang()))
    if len(found.groups) > GROUPS_DRAWN:
        quiet(
            tell(
                "The {drawn} groups with most answers of {all}; the table has them all.",
                drawn=GROUPS_DRAWN,
                all=len(found.groups),
            )
        )


def groups_in_numbers(found: SatisfactionPage) -> None:
    """Every group's last twelve months in a table: measure, answers, and how many answer."""
    if not found.groups:
        return
    title = tell("All customer groups as a table")
    with st.expander(title):
        to = month(found.view.last, lang())
        span_said = tell("The last twelve months, to {month}.", month=to)
        quiet(f"{span_said} {_unreached(found.view)}".strip())
        table(pd.DataFrame([_row(group) for group in found.groups]), title)


def _unreached(view: View) -> str:
    """All groups stand beside each other, also while one of them is looked at."""
    return whatever(view, Choice.FORUM, Choice.GROUP)


def _how_to_read(found: SatisfactionPage) -> str:
    whole = _whole(found)
    if whole is None:
        return tell("Same scale for all.")
    value = written(found.said.metric, whole, lang())
    return tell("Same scale for all. The straight line is all customers in a year: {value}.",
                value=value)  # fmt: skip


def _whole(found: SatisfactionPage) -> float | None:
    """The last year of all groups together; unknown while the page is of one group."""
    now = None if found.view.segment else found.said.figure.now
    return now.value if now else None


@once
def _picture(named: Version, view: View, choice: str, look: Mode, language: str) -> Picture:
    found = satisfaction_as(named, view, choice)
    groups = _from_the_top(found.groups[:GROUPS_DRAWN])
    first = _first_known(groups)
    rows = [_small(group, first, view, language) for group in groups]
    scale = scale_for(found.said, language)
    chart = group_rows_chart(rows, scale, _whole(found), mode=look, lang=language)
    return pictured(chart, _in_words(groups, language))


def _from_the_top(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """From the highest value written at a line's end down; those without a line last."""
    known = [(value, group) for group in groups if (value := _latest(group)) is not None]
    unknown = (group for group in groups if _latest(group) is None)
    return (*(group for _, group in sorted(known, key=lambda each: -each[0])), *unknown)


def _latest(group: Group) -> float | None:
    """The value of the latest period that is over and may be shown."""
    over = (r for r in reversed(group.said.readings) if r.status is not Status.PARTIAL)
    return next((reading.value for reading in over if reading.value is not None), None)


def _first_known(groups: tuple[Group, ...]) -> int:
    """The first period, by place, in which any of the groups answered."""
    places = [
        place
        for group in groups
        for place, reading in enumerate(group.said.readings)
        if reading.base or reading.value is not None
    ]
    return min(places, default=0)


def _small(group: Group, first: int, view: View, language: str) -> Small:
    name = group.name or say(language, "No group named")
    periods = drawn_readings(group.said.readings[first:], view, language)
    return Small(_cut(name), periods, _why(group, language))


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def _why(group: Group, language: str) -> str:
    """Why a group has no line: its year may still be told, its answers are too few, or none."""
    now = group.said.figure.now
    if now is not None and now.value is not None:
        return say(language, "{value} in a year; too few answers by period",
                   value=written(now.metric, now.value, language))  # fmt: skip
    if now is None or not now.base:
        return say(language, "no answers")
    if now.base >= SHOWN_FROM:
        return say(language, "not shown, to protect a small group")
    return say_many(
        language,
        "{n} answer, shown from {least}",
        "{n} answers, shown from {least}",
        now.base,
        least=SHOWN_FROM,
    )


def _in_words(groups: tuple[Group, ...], language: str) -> str:
    told = "; ".join(
        f"{_cut(group.name)}: {_figure_text(group.said.figure, language)}" for group in groups
    )
    return say(language, "One line for each customer group. The latest year: {groups}.",
               groups=told)  # fmt: skip


def _figure_text(figure: Figure, language: str) -> str:
    return reading_text(figure.now, language) if figure.now else UNKNOWN


def _row(group: Group) -> dict[str, object]:
    metric = group.said.metric
    return {
        tell("Customer group"): group.name or tell("No group named"),
        tell("{measure} (interval), answers", measure=metric_name(metric.key, lang())): (
            _figure_text(group.said.figure, lang())
        ),
        tell("Against a year ago"): _change_text(group.said.figure),
        metric_name("response_rate", lang()): _rate_text(group.rate),
    }


def _change_text(figure: Figure) -> str:
    """The year before with whether the change is real."""
    change, before = figure.change, figure.before
    if change is None or before is None or before.value is None:
        return UNKNOWN
    value = written(figure.metric, before.value, lang())
    said = {
        True: tell("beyond chance"),
        False: tell("within chance"),
        None: tell("in a year"),
    }[change.real]
    return tell("from {value}, {said}", value=value, said=said)


def _rate_text(figure: Figure) -> str:
    now = figure.now
    if now is None or now.value is None:
        return tell("not shown") if now and now.status is Status.WITHHELD else UNKNOWN
    return written(figure.metric, now.value, lang())
