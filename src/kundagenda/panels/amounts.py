"""Amounts on the Agenda page: parts of a whole as counts, and as shares where the base allows."""

from kundagenda.findings.reading import SHOWN_FROM
from kundagenda.panels.reader import lang, tell
from kundagenda.texts.numbers import NO_BREAK, UNKNOWN, number, percent
from metrics.quotient import quotient


def part(count: float, whole: float) -> str:
    """A part of a whole: 4 of 12."""
    return tell("{part} of {whole}", part=number(count, lang()), whole=number(whole, lang()))


def part_with_share(count: int, whole: int) -> str:
    """A count and its share; the count alone where the whole is too small to be divided."""
    if whole < SHOWN_FROM:
        return number(count, lang())
    share = percent(quotient(count, whole), lang())
    return f"{number(count, lang())} ({share})"


def minutes_text(minutes: float | None) -> str:
    """Minutes with their unit, a half one with its decimal; unknown is an en dash."""
    if minutes is None:
        return UNKNOWN
    return f"{number(minutes, lang(), 0 if minutes % 1 == 0 else 1)}{NO_BREAK}min"


def middle_text(value: float) -> str:
    """A median: whole, or with its half."""
    return number(value, lang(), 0 if value % 1 == 0 else 1)
