"""Where on the agenda customer items stand: first, or after everything else."""

import pandas as pd

from kundagenda.charts.ranked import Measure, ranked_chart
from kundagenda.charts.theme import Mode
from kundagenda.findings.agenda import AgendaPage
from kundagenda.findings.overview import Figure
from kundagenda.findings.placement import Placement
from kundagenda.findings.reading import SHOWN_FROM
from kundagenda.findings.view import View
from kundagenda.panels.amounts import middle_text, part, part_with_share
from kundagenda.panels.draw import draw
from kundagenda.panels.few_meetings import few_meetings
from kundagenda.panels.headed import headed
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, mode, tell
from kundagenda.panels.values import Opened, Version, agenda_as
from kundagenda.shown.pictured import Picture, pictured
from kundagenda.shown.reach import on_the_agenda
from kundagenda.texts.numbers import number, span
from metrics.quotient import quotient

HALFWAY = 0.5


def placement(data: Opened, found: AgendaPage) -> None:
    """In which third customer items stood, as a sentence and three bars."""
    placed, position = found.sections.placement, found.sections.position
    if not placed.items:
        quiet(tell("No customer item in the last twelve months has a place to tell of."))
        return
    headed(_answer(placed, position), tell("A year."), on_the_agenda(found.view))
    if placed.items >= SHOWN_FROM and not few_meetings(found):
        draw(_picture(data.version, found.view, mode(), lang()))
    quiet(_in_the_middle(placed, position))


def _answer(placed: Placement, position: Figure) -> str:
    """Early or late where more than chance says so; else where they were counted."""
    now = position.now
    if placed.items >= SHOWN_FROM and now is not None and now.low is not None:
        if now.high is not None and now.high < HALFWAY:
            return tell("Customer items come late: {part} in the last third.",
                        part=part(placed.last, placed.items))  # fmt: skip
        if now.low > HALFWAY:
            return tell("Customer items come early: {part} in the first third.",
                        part=part(placed.first, placed.items))  # fmt: skip
        return tell("Customer items come neither early nor late.")
    return tell("Customer items in the last third of the agenda: {part}.",
                part=part(placed.last, placed.items))  # fmt: skip


def _in_the_middle(placed: Placement, position: Figure) -> str:
    """The median place, and the index with what chance alone would give."""
    said = []
    if placed.place is not None and placed.among is not None:
        middle = {"place": middle_text(placed.place), "among": middle_text(placed.among)}
        said.append(tell("The middle one is number {place}, on an agenda of {among}.", **middle))
    # Of a few items the interval is wider than the scale, and says nothing to a reader.
    now = position.now if placed.items >= SHOWN_FROM else None
    if now is not None and now.value is not None and now.low is not None and now.high is not None:
        index = number(now.value, lang(), 2)
        ends = span(now.low, now.high, lang(), 2)
        said.append(
            tell("Place {index} ({ends}), where 1 is first, 0 last and {chance} chance.",
                 index=index, ends=ends, chance=number(HALFWAY, lang(), 1))
        )  # fmt: skip
    return " ".join(said)


@once
def _picture(named: Version, view: View, look: Mode, language: str) -> Picture:
    sections = agenda_as(named, view).sections
    placed = sections.placement
    thirds = {
        tell("First third"): placed.first,
        tell("In the middle"): placed.middle,
        tell("Last third"): placed.last,
    }
    rows = [
        {
            "label": label,
            "share": quotient(count, placed.items),
            "text": part_with_share(count, placed.items),
            "strong": True,
        }
        for label, count in thirds.items()
    ]
    even = Measure(1 / 3, tell("an even third"))
    chart = ranked_chart(pd.DataFrame(rows), even, mode=look, lang=language, row=29)
    listed = ", ".join(f"{row['label']} {row['text']}" for row in rows)
    return pictured(chart, f"{_answer(placed, sections.position)} {listed}.")
