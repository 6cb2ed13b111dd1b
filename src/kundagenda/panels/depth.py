"""The ladder of the Agenda page: what the leadership did about customers, period by period."""

import pandas as pd

from kundagenda.charts.ladder import ladder_chart
from kundagenda.charts.theme import Mode
from kundagenda.findings.agenda import AgendaPage
from kundagenda.findings.ladder import DepthOverTime, Rung
from kundagenda.findings.periods import LEVELS
from kundagenda.findings.reading import SHOWN_FROM
from kundagenda.findings.view import View
from kundagenda.panels.amounts import minutes_text, part, part_with_share
from kundagenda.panels.draw import draw, table_under
from kundagenda.panels.few_meetings import few_meetings
from kundagenda.panels.fix_trap import fix_trap_line
from kundagenda.panels.headed import headed
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, mode, tell, tell_many
from kundagenda.panels.values import Opened, Version, agenda_as
from kundagenda.shown.levels import level_names
from kundagenda.shown.pictured import Picture, pictured
from kundagenda.shown.reach import Choice, whatever
from kundagenda.texts.numbers import number, period


def depth_over_time(data: Opened, found: AgendaPage) -> None:
    """Measure, fix, improve and new value as one bar a period; counts alone of few meetings."""
    depth = found.sections.depth
    if not depth.rungs:
        quiet(tell("No customer items in this period, so there is no depth to show."))
        return
    headed(_answer(depth), _how(depth), _unreached(depth, found.view))
    if few_meetings(found):
        quiet(_counted(depth.rungs[0]))
    else:
        picture = _picture(data.version, found.view, mode(), lang())
        draw(picture)
        table_under(tell("The depth as a table"), picture)
    fix_trap_line(found.sections.fix_trap, found.view)


def _answer(depth: DepthOverTime) -> str:
    """What the newest period held most of; all of them where several have as much."""
    newest = depth.rungs[0]
    amounts = _amounts(newest, depth.in_minutes)
    names = level_names(lang())
    most = [names[n].lower() for n, a in zip(LEVELS, amounts, strict=True) if a == max(amounts)]
    said = {
        "period": _period(newest, depth),
        "level": most[-1],
        "part": part(max(amounts), sum(amounts)),
    }
    if len(most) > 1:
        return _tie(depth.in_minutes, ", ".join(most[:-1]), **said)
    if depth.in_minutes:
        return tell("{period}: most time to {level}, {part} minutes.", **said)
    return tell_many(
        "{period}: {level}, {part} item.", "{period}: most often {level}, {part} items.",
        sum(newest.items), **said,
    )  # fmt: skip


def _tie(in_minutes: bool, others: str, **said: str) -> str:
    """That several levels had as much each: none of them is the answer alone."""
    if in_minutes:
        return tell(
            "{period}: as much time to {others} and {level}, {part} minutes each.",
            others=others, **said,
        )  # fmt: skip
    return tell("{period}: as often {others} and {level}, {part} items each.",
                others=others, **said)  # fmt: skip


def _how(depth: DepthOverTime) -> str:
    if depth.in_minutes:
        return tell("Customer minutes.")
    return tell("Customer items.")


def _unreached(depth: DepthOverTime, view: View) -> str:
    """Periods are years or quarters, whatever else was asked for."""
    own_step = (Choice.STEP,) if depth.grain is not view.grain else ()
    return whatever(view, Choice.GROUP, *own_step)


def _amounts(rung: Rung, in_minutes: bool) -> tuple[float, ...]:
    return rung.minutes if in_minutes else rung.items


def _period(rung: Rung, depth: DepthOverTime) -> str:
    name = period(rung.period, depth.grain, lang())
    return tell("{period} so far", period=name) if rung.partial else name


def _counted(rung: Rung) -> str:
    names = level_names(lang())
    levels = zip(LEVELS, rung.items, strict=True)
    return ", ".join(f"{names[level]} {number(count, lang())}" for level, count in levels) + "."


def _end(rung: Rung, depth: DepthOverTime) -> str:
    """What a bar stands for."""
    if depth.in_minutes:
        return minutes_text(sum(rung.minutes))
    items = sum(rung.items)
    return tell_many("{count} item", "{count} items", items, count=number(items, lang()))


@once
def _picture(named: Version, view: View, look: Mode, language: str) -> Picture:
    depth = agenda_as(named, view).sections.depth
    rows = [
        dict(zip(LEVELS, _amounts(rung, depth.in_minutes), strict=True))
        | {
            "label": _period(rung, depth),
            "end": _end(rung, depth),
            "counted": sum(rung.items) < SHOWN_FROM,
        }
        for rung in depth.rungs
    ]
    names = level_names(language)
    chart = ladder_chart(pd.DataFrame(rows), names, mode=look, lang=language)
    alt = tell("Customer items by depth, a bar a period. {answer}", answer=_answer(depth))
    return pictured(chart, alt, _table(depth, names))


def _table(depth: DepthOverTime, names: dict[str, str]) -> dict[str, list[str]]:
    """Items by level and period, whatever the bars are made of."""
    table = {tell("Period"): [_period(rung, depth) for rung in depth.rungs]}
    for index, level in enumerate(LEVELS):
        table[names[level]] = [part_with_share(r.items[index], sum(r.items)) for r in depth.rungs]
    known = [minutes_text(sum(r.minutes)) if r.timed else minutes_text(None) for r in depth.rungs]
    return table | {tell("Known minutes"): known}
