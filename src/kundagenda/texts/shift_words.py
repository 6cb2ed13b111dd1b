"""Every shift of two series in words: for the pointer, for a table, for those who do not see."""

from collections.abc import Sequence

import pandas as pd

from kundagenda.texts.catalogue import say, say_many
from kundagenda.texts.numbers import number

Shifts = Sequence[tuple[int, float, float | None]]


def sides_in_words(outcome: str, lang: str) -> tuple[str, str]:
    """What comes first to the left of zero, and to the right."""
    return say(lang, "{outcome} first", outcome=outcome), say(lang, "The agenda first")


def drawn_shifts(shifts: Shifts, lang: str) -> pd.DataFrame:
    """Rows for `charts.shifts`: lag, r, limit and what the pointer tells."""
    rows = [
        {"lag": lag, "r": r, "limit": limit, "text": _told(r, limit, lang)}
        for lag, r, limit in shifts
    ]
    return pd.DataFrame(rows)


def _told(r: float, limit: float | None, lang: str) -> str:
    value = number(r, lang, 2)
    if limit is None:
        return say(lang, "{value}; the same month tells no order", value=value)
    chance = number(limit, lang, 2)
    return say(lang, "{value}; chance alone gives up to {chance}", value=value, chance=chance)


def shifts_table(shifts: Shifts, sides: tuple[str, str], lang: str) -> dict[str, list[str]]:
    """The shifts that were tested: which comes first, by how many months, and how far together."""
    tested = [(lag, r, limit) for lag, r, limit in shifts if limit is not None]
    return {
        say(lang, "First"): [sides[lag > 0] for lag, _, _ in tested],
        say(lang, "Months later"): [number(abs(lag), lang) for lag, _, _ in tested],
        say(lang, "Together (−1 to 1)"): [number(r, lang, 2) for _, r, _ in tested],
        say(lang, "Chance alone, up to"): [number(limit, lang, 2) for _, _, limit in tested],
    }


def shifts_in_words(shifts: Shifts, outcome: str, lang: str) -> str:
    """What the picture shows, for those who do not see it."""
    out = [(lag, r, limit) for lag, r, limit in shifts if limit is not None and abs(r) > limit]
    told = say(
        lang,
        "The agenda and {outcome}, shifted from six months before to six months after.",
        outcome=outcome,
    )
    if not out:
        return f"{told} {say(lang, 'No shift lies beyond what chance alone gives.')}"
    return " ".join([told, *(_beyond(lag, r, limit, outcome, lang) for lag, r, limit in out)])


def _beyond(lag: int, r: float, limit: float, outcome: str, lang: str) -> str:
    first = sides_in_words(outcome, lang)[lag > 0]
    return say_many(
        lang,
        "{first}, {n} month later: {value}, beyond the {chance} that chance alone gives.",
        "{first}, {n} months later: {value}, beyond the {chance} that chance alone gives.",
        abs(lag),
        first=first,
        value=number(r, lang, 2),
        chance=number(limit, lang, 2),
    )
