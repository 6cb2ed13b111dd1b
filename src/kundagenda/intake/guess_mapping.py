"""Which column of a company's table is which of ours, guessed by its name and its first rows."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.types import TypeEngine

from kundagenda.database.mapping import ready_values
from kundagenda.intake.cells import BadCell, truth
from kundagenda.intake.column_profile import Profile, profile_of
from kundagenda.intake.known_names import TABLES
from kundagenda.intake.name_match import matches
from kundagenda.sources import ColumnSource, Written
from metrics.tables import INSTRUMENTS

# What a file may leave open, as ours has no such column.
_READY = {"base": "n"}
_FORMS = (
    (Written.POINTS, r"\d\d\.\d\d\.\d{4}"),
    (Written.DIGITS, r"(19|20|21)\d\d(0[1-9]|1[0-2])[0-3]\d"),
    (Written.MONTH_DIGITS, r"(19|20|21)\d\d(0[1-9]|1[0-2])"),
    (Written.MONTH, r"\d{4}-\d\d"),
    (Written.ISO, r"\d{4}-\d\d-\d\d.*"),
)
_SLASHES = re.compile(r"(\d\d)/(\d\d)/\d{4}")


def guessed(
    ours: str, there: Mapping[str, TypeEngine[Any]], rows: Sequence[Mapping[str, Any]]
) -> dict[str, ColumnSource]:
    """Our columns by those of theirs that they most likely are; what is doubtful is left out.

    Args:
        ours: The name of the table of ours.
        there: The columns of theirs.
        rows: Their first rows.
    """
    names = list(there)
    profiles = [profile_of(row[name] for row in rows) for name in names]
    table = "kpi_monthly" if ours == ready_values.name else ours
    found = matches(names, names, profiles, TABLES[table])
    return {
        _READY.get(match.ours, match.ours): _source(
            match.ours, names[match.place], profiles[match.place]
        )
        for match in found.values()
    }


def _source(ours: str, theirs: str, profile: Profile) -> ColumnSource:
    """A column of theirs, with how its days and truths are written."""
    if ours in ("month", "answered_on", "invited_on", "started_on", "ended_on", "bought_on"):
        return ColumnSource(column=theirs, written=form_of(profile))
    if ours == "high_is_good":
        said = {text: truth_of(text) for text in sorted(set(profile.texts))}
        known_ones = {text: meaning for text, meaning in said.items() if meaning is not None}
        return ColumnSource(column=theirs, values=dict(known_ones))
    if ours == "instrument":
        known = {text: text.casefold() for text in sorted(set(profile.texts))
                 if text.casefold() in INSTRUMENTS and text != text.casefold()}  # fmt: skip
        return ColumnSource(column=theirs, values=dict(known))
    return ColumnSource(column=theirs)


def truth_of(text: str) -> bool | None:
    """Whether a text says yes, as a cell of a file would; null where it says neither."""
    try:
        return truth(text)
    except BadCell:
        return None


def form_of(profile: Profile) -> Written | None:
    """How days or months are written in texts or digits; null where they are kept as days."""
    if not profile.filled or any(isinstance(cell, date) for cell in profile.filled):
        return None
    texts = profile.texts
    slashes = [found for text in texts if (found := _SLASHES.fullmatch(text))]
    if len(slashes) == len(texts):
        # A number above twelve proves which of the two is the day.
        american = any(int(found[2]) > 12 for found in slashes)
        return Written.AMERICAN if american else Written.SLASHES
    for form, pattern in _FORMS:
        if all(re.fullmatch(pattern, text) for text in texts):
            return form
    return None
