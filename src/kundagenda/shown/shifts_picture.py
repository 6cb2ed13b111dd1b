"""Every shift of attention and an outcome inside what chance gives, as a picture with its table."""

from kundagenda.charts.shifts import Sides, shifts_chart
from kundagenda.charts.theme import Mode
from kundagenda.charts.theme import Screen as Size
from kundagenda.findings.connection import Connection, all_shifts
from kundagenda.shown.pictured import Picture, pictured
from kundagenda.texts.connection_words import outcome_name
from kundagenda.texts.shift_words import drawn_shifts, shifts_in_words, shifts_table, sides_in_words
from kundagenda.texts.told import tell
from kundagenda.texts.verdict_texts import TURNED


def shifts_picture_of(
    found: Connection,
    key: str,
    look: Mode,
    language: str,
    *,
    screen: Size = "page",
    height: float = 250,
) -> Picture:
    """The shifts of an outcome, by its key, whose verdict has some."""
    shifts, name = all_shifts(found.leads[key], key), outcome_name(key, language)
    words = sides_in_words(name, language)
    chart = shifts_chart(
        drawn_shifts(shifts, language),
        Sides(*words, shifts_colour(key)),
        mode=look,
        lang=language,
        screen=screen,
        height=height,
    )
    table = shifts_table(shifts, words, language)
    return pictured(chart, shifts_in_words(shifts, name, language), table)


def shifts_colour(key: str) -> str:
    """The name of the colour that an outcome has."""
    return "retention" if key in TURNED else "satisfaction"


def how_shifts_are_read() -> str:
    """What lies along the picture, and what is above its middle."""
    return tell("Months between them; above the line, both higher than usual.")
