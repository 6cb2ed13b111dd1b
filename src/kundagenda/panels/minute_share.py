"""The customer's share of minutes over time, with how far unknown minutes could move it."""

from collections.abc import Sequence

import pandas as pd

from kundagenda.charts.measure import Scale, measure_chart
from kundagenda.charts.stacks import Promise
from kundagenda.charts.theme import Mode
from kundagenda.charts.timeline import Row
from kundagenda.findings.agenda import AgendaPage
from kundagenda.findings.agenda_sections import MinuteShares
from kundagenda.findings.overview import Priority
from kundagenda.findings.reading import Reading, Status
from kundagenda.findings.view import View
from kundagenda.panels.draw import draw, table_under
from kundagenda.panels.few_meetings import few_meetings
from kundagenda.panels.headed import headed
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, mode, tell, tell_many
from kundagenda.panels.values import Opened, Version, agenda_as
from kundagenda.shown.drawn import period_name
from kundagenda.shown.pictured import ROWS, Picture, pictured
from kundagenda.shown.reach import on_the_agenda
from kundagenda.texts.numbers import UNKNOWN, number, percent, span
from metrics.periods import Grain, first_day, months_of

# Ordinary variation of a share of minutes must not fill the picture.
_LEAST = 0.15


def minutes_over_time(data: Opened, found: AgendaPage) -> None:
    """The share of minutes beside the share of items; words alone where too little is known."""
    minutes = found.sections.minutes
    if few_meetings(found):
        return
    headed(_answer(found), tell("A year."), on_the_agenda(found.view))
    if minutes.is_known:
        picture = _picture(data.version, found.view, mode(), lang())
        draw(picture)
        quiet(_sureness(minutes))
        table_under(tell("The share of minutes as a table"), picture)
    else:
        quiet(_sureness(minutes))


def _answer(found: AgendaPage) -> str:
    year, now = found.sections.minutes.year, found.share.now
    items = percent(now.value if now else None, lang())
    if year.value is None:
        return tell("Too few minutes are known for a share of time.")
    return tell("The customer got {minutes} of the minutes, {items} of the items.",
                minutes=percent(year.value, lang()), items=items)  # fmt: skip


def _sureness(minutes: MinuteShares) -> str:
    """How many minutes are known, and between what the share lies whatever the others were."""
    said = []
    if minutes.coverage is not None:
        known = percent(minutes.coverage, lang())
        said.append(tell("Minutes are known for {share} of the year’s items.", share=known))
    year = minutes.year
    if year.low is not None and year.high is not None and year.low < year.high:
        ends = _ends(year.low, year.high)
        said.append(tell("Whatever the others took, the share is {ends}.", ends=ends))
    elif year.value is not None and (minutes.coverage or 1) < 1:
        said.append(tell("How long some meetings were is not known, so it has no bounds."))
    return " ".join(said)


def _ends(low: float, high: float) -> str:
    return span(100 * low, 100 * high, lang()) + percent(0, lang()).removeprefix("0")


@once
def _picture(named: Version, view: View, look: Mode, language: str) -> Picture:
    found = agenda_as(named, view)
    rows = drawn_minutes(found.sections.minutes.readings, view)
    scale = Scale(
        name=tell("Share of minutes"),
        colour="improve",
        write=lambda share: percent(share, language),
        least=_LEAST,
        limits=(0.0, 1.0),
        unit=0.01,
    )
    promise = _promise(found.priority, view)
    chart = measure_chart(
        pd.DataFrame(rows), pd.DataFrame(), scale, promise, mode=look, lang=language, height=240
    )
    newest = rows[::-1][:ROWS]
    items = found.periods.set_index("period")["share"].to_dict()
    table = {
        tell("Period"): [str(row["label"]) for row in newest],
        tell("Share of minutes"): [str(row["text"]) for row in newest],
        tell("Share of items"): [_share(items.get(row["period"])) for row in newest],
    }
    return pictured(chart, _answer(found), table)


def _share(share: float | None) -> str:
    return UNKNOWN if share is None or pd.isna(share) else percent(share, lang())


def _promise(priority: Priority | None, view: View) -> Promise | None:
    """The declared share, where it is one of minutes and holds for what is looked at."""
    if priority is None or priority.declared_share is None or priority.basis != "minutes":
        return None
    if priority.forum not in ("", view.forum):
        return None
    text = tell("Promised {share}", share=percent(priority.declared_share, lang()))
    return Promise(priority.declared_share, pd.Timestamp(priority.valid_from), text)


def drawn_minutes(readings: Sequence[Reading], view: View) -> list[Row]:
    """One row a period from the first with anything known, its bounds as the band."""
    known = [r.value is not None or r.low is not None for r in readings]
    shown = readings[known.index(True) :] if any(known) else readings[-1:]
    return [_row(reading, view) for reading in shown]


def _row(reading: Reading, view: View) -> Row:
    months = months_of(reading.period, view.grain)
    partial = months[-1] > view.last
    start = months[-1] if view.grain is Grain.ROLLING12 else months[0]
    named = {"period": reading.period, "partial": partial}
    return named | {
        "start": pd.Timestamp(first_day(start)),
        "end": pd.Timestamp(first_day(months[-1] + 1)),
        "label": period_name(named, view.grain, lang()),
        "value": reading.value,
        "low": reading.low if reading.value is not None else None,
        "high": reading.high if reading.value is not None else None,
        "thin": reading.status is Status.THIN,
        "text": _text(reading),
    }


def _text(reading: Reading) -> str:
    bounded = reading.low is not None and reading.high is not None
    ends = _ends(reading.low or 0.0, reading.high or 0.0) if bounded else ""
    if reading.value is None:
        return ends or UNKNOWN
    share = percent(reading.value, lang())
    known = reading.base or 0
    base = tell_many(
        "{count} item with minutes",
        "{count} items with minutes",
        known,
        count=number(known, lang()),
    )
    return f"{share} ({ends}), {base}" if ends else f"{share}, {base}"
