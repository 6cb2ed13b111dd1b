"""What is said of one initiative: its name, what became of it, and a day of it."""

from datetime import date

from kundagenda.findings.initiative_lines import InitiativeLine, Standing
from kundagenda.texts.catalogue import say
from kundagenda.texts.numbers import UNKNOWN, period, short_day
from metrics.periods import Grain, month_number


def name_of(line: InitiativeLine, language: str) -> str:
    """Its name, unless every item about it is confidential."""
    return say(language, "Confidential initiative") if line.name is None else line.name


def became(line: InitiativeLine, language: str) -> str:
    """What has become of it, and in which month."""
    if line.standing is Standing.COMPLETED:
        return say(language, "completed, {month}", month=_month(line.completed_on, language))
    if line.standing is Standing.FADED:
        return say(language, "faded, {month}", month=_month(line.last_on, language))
    if line.standing is Standing.ALIVE:
        return say(language, "on the agenda")
    return say(language, "never discussed")


def day_text(when: date | None, language: str) -> str:
    """A day, or a dash where there is none."""
    return UNKNOWN if when is None else short_day(when, language)


def _month(when: date | None, language: str) -> str:
    return UNKNOWN if when is None else period(month_number(when), Grain.MONTH, language)
