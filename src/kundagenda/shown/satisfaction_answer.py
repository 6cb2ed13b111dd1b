"""What customers say, as one sentence, what carries it, and how its picture is read."""

from collections.abc import Callable

from kundagenda.findings.reading import SHOWN_FROM, SURE_FROM, Status
from kundagenda.findings.said_satisfaction import (
    groups_said,
    level_said,
    satisfaction_title,
    wave_said,
)
from kundagenda.findings.satisfaction import SatisfactionPage
from kundagenda.texts.sentences import cut, sentence
from kundagenda.texts.told import lang, tell
from metrics.definition import Unit


def satisfaction_answer(found: SatisfactionPage, write: Callable[[str], str] = str) -> str:
    """The measure against a year ago, after the customer group and a colon where one is chosen.

    ``write`` is how a text from the data is written.
    """
    title = write(sentence(satisfaction_title(found), lang()))
    code = found.view.segment
    return f"{write(cut(found.segment_names.get(code, code)))}: {title}" if code else title


def carried_by(found: SatisfactionPage) -> dict[str, str]:
    """What carries the answer: its level since when, groups on their own, the latest period."""
    every = {"level": level_said(found), "groups": groups_said(found), "wave": wave_said(found)}
    return {of: sentence(said, lang()) for of, said in every.items() if said is not None}


def what_answers_take() -> str:
    """What it takes to know what customers say."""
    return tell("Bring in a table of answers, and this page shows what customers say.")


def no_period_shown() -> str:
    """That no period has a value that may be shown."""
    return tell("No period in view can be shown.")


def how_answers_are_read(found: SatisfactionPage) -> str:
    """What the band around the line is, and of an index what is weak and strong."""
    if found.said.metric.unit is Unit.INDEX:
        return tell("The band is the 95% interval. Below 60 is weak, above 75 strong.")
    return tell("The band is the 95% interval.")


def standing_of_periods(found: SatisfactionPage) -> str:
    """What dots, tint and gaps mean, of those that the picture has."""
    there = {reading.status for reading in found.said.readings}
    told = {
        Status.THIN: tell("Dotted: fewer than {n} answers.", n=SURE_FROM),
        Status.WITHHELD: tell("Tinted: not shown, fewer than {n} answers.", n=SHOWN_FROM),
    }
    return " ".join(text for status, text in told.items() if status in there)
