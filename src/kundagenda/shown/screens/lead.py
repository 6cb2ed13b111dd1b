"""The sixth screen: does attention come first?"""

from functools import partial

from kundagenda.charts.theme import Mode
from kundagenda.charts.theme import Screen as Size
from kundagenda.findings.connection import ATTENTION, Connection, all_shifts, months_to_go
from kundagenda.shown.connection_answer import (
    connection_answer,
    group_sign,
    what_it_waits_for,
    whose_verdict,
)
from kundagenda.shown.figure import FigureShown
from kundagenda.shown.pair_picture import pair_picture
from kundagenda.shown.pictured import Picture
from kundagenda.shown.reach import side_by_side
from kundagenda.shown.screen import Drawn, Numbers, Screen, Series
from kundagenda.shown.shifts_picture import (
    how_shifts_are_read,
    shifts_colour,
    shifts_picture_of,
)
from kundagenda.texts.connection_words import connection_sentences, not_meant, outcome_name
from kundagenda.texts.numbers import number
from kundagenda.texts.shift_words import sides_in_words
from kundagenda.texts.told import lang, tell
from kundagenda.texts.verdict_words import months_left


def lead_screen(found: Connection) -> Screen:
    """The verdict of Connection, what it does not mean, and every shift it rests on."""
    key = found.main
    if key is None:
        return Screen(
            code="lead",
            question=_question(),
            title=connection_answer(found),
            note=what_it_waits_for(),
            page="connection",
        )
    return _asked(found, key)


def _question() -> str:
    return tell("Does attention come first?")


def _asked(found: Connection, key: str) -> Screen:
    lead = found.leads[key]
    said = (*connection_sentences(lead, key, lang()), group_sign(found, key))
    return Screen(
        code="lead",
        question=_question(),
        title=connection_answer(found),
        sentences=tuple(filter(None, said)),
        figures=_months(found, key),
        draw=partial(_drawn, found, key, lang()),
        numbers=_numbers(found, key),
        note=_note(found, key),
        metrics=(ATTENTION, key),
        page="connection",
    )


def _months(found: Connection, key: str) -> tuple[FigureShown, ...]:
    """How far the months have come; nothing where something is found or no wait helps."""
    lead = found.leads[key]
    to_go = months_to_go(lead, months_left(lead))
    if to_go is None:
        return ()
    there, needed = (number(months, lang()) for months in to_go)
    meant = tell("Months that both series have, of those that a clear relation takes to show.")
    base = tell("{n} of {needed} months", n=there, needed=needed)
    return (FigureShown(tell("Months so far"), there, base, meant),)


def _note(found: Connection, key: str) -> str:
    """What the answer does not mean, how the picture is read, and whose the verdict is."""
    lead, view = found.leads[key], found.measures.view
    shown = (how_shifts_are_read(), whose_verdict(view)) if lead.shifts else (side_by_side(view),)
    return " ".join(filter(None, (*not_meant(lead, key, lang()), *shown)))


def _drawn(
    found: Connection, key: str, language: str, mode: Mode, screen: Size, height: float
) -> Picture:
    """Every shift; before one can be tested, the two series."""
    if found.leads[key].shifts:
        return shifts_picture_of(found, key, mode, language, screen=screen, height=height)
    return pair_picture(found.measures, key, mode=mode, lang=language, screen=screen, height=height)


def _numbers(found: Connection, key: str) -> Numbers | None:
    """The shifts between the ends of what chance alone gives; none where nothing was tested."""
    shifts = all_shifts(found.leads[key], key)
    if not shifts:
        return None
    lags, together, up = zip(*shifts, strict=True)
    down = tuple(None if limit is None else -limit for limit in up)
    lines = (
        _series(key, outcome_name(key, lang()), together, "bar"),
        _series(key, tell("Chance alone, down to"), down, "low"),
        _series(key, tell("Chance alone, up to"), up, "high"),
    )
    return Numbers(tuple(number(lag, lang()) for lag in lags), lines)


def _series(key: str, called: str, values: tuple[float | None, ...], drawn: Drawn) -> Series:
    """One of the three in the one chart, whose axis says which of the two comes first."""
    name = outcome_name(key, lang())
    title = tell("How far {name} and the customer’s share go together", name=name)
    left, right = sides_in_words(name, lang())
    return Series(
        called,
        values,
        shifts_colour(key) if drawn == "bar" else "mark",
        share=False,
        decimals=2,
        drawn=drawn,
        chart=f"{title}\n{tell('Light lines: what chance alone gives, 95% of the time.')}",
        along=tell(
            "Months between. To the left: {left}. To the right: {right}.",
            left=left,
            right=right,
        ),
    )
