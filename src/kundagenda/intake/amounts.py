"""Amounts and marks as offices write them: 1 200 kr, 12,5 tkr, 1.200:-, "9 - Extremely likely"."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from kundagenda.intake.cells import BadCell, number

_MONEY = re.compile(r"(?:kr\.?|kronor|sek|nok|dkk|eur|euro|usd|gbp|[€$£])", re.IGNORECASE)
_TIMES = {"tkr": 1e3, "ksek": 1e3, "kkr": 1e3, "keur": 1e3, "mkr": 1e6, "msek": 1e6, "meur": 1e6}
_UNIT = re.compile(rf"\b({'|'.join(_TIMES)})\b", re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_MARKED = re.compile(r"\d[.,]\d")
_LABELLED = re.compile(
    r"([+\-−]?\d{1,3})(?:[.,]0+)?(?:\s*(?:[-–—:=(/.,]|\s)\s*[^\d\s].*)?", re.DOTALL
)
_WORDS = {
    "vet ej", "vet inte", "ej svar", "inget svar", "ingen åsikt", "ej aktuellt", "ej relevant",
    "don't know", "dont know", "do not know", "no answer", "not applicable", "no opinion",
    "prefer not to say", "skipped", "ingen uppfattning", "kan inte bedöma",
    "kan ej bedöma", "ej besvarad",
}  # fmt: skip


def amount(raw: Any, grouped: bool = False) -> float:
    """A number with a currency, a unit of thousands or a percent sign around it.

    Args:
        raw: The cell.
        grouped: Whether a point or a comma before three digits parts thousands in this column.

    Raises:
        BadCell: it is no number.

    >>> amount("1 200 kr"), amount("12,5 tkr"), amount("1.200:-", grouped=True)
    (1200.0, 12500.0, 1200.0)
    """
    return _amount_of_text(raw, grouped) if isinstance(raw, str) else number(raw)


@lru_cache(maxsize=4096)
def _amount_of_text(raw: str, grouped: bool) -> float:
    """The same amounts come again and again: each is read once."""
    text = raw.replace("'", "").replace("’", "").strip().removesuffix(":-").removesuffix(",-")
    times = 1.0
    if (unit := _UNIT.search(text)) is not None:
        times, text = _TIMES[unit[1].casefold()], _UNIT.sub("", text)
    text = re.sub(r"[\s\u00a0\u202f]", "", _MONEY.sub("", text)).replace("−", "-")
    if grouped or text.count(",") > 1 or text.count(".") > 1:
        text = _without_groups(text)
    return number(text) * times


def is_grouped(cells: Iterable[Any]) -> bool:
    """Whether every mark in a column stands before three digits, so that it parts thousands."""
    texts = [re.sub(r"[^\d.,+-]", "", cell) for cell in cells if isinstance(cell, str)]
    marked = [text for text in texts if _MARKED.search(text)]
    return bool(marked) and all(_GROUPED.fullmatch(text) for text in marked)


def times_of(header: str) -> float:
    """By how much the values of a column are to be multiplied: 1,000 for ``Belopp (tkr)``."""
    found = _UNIT.search(header)
    return _TIMES[found[1].casefold()] if found else 1.0


def mark_of(raw: Any) -> int | None:
    """The mark of an answer, without the words that explain it; null when there is none.

    >>> mark_of("9 - Extremely likely"), mark_of(7.0), mark_of("7,5"), mark_of("Mycket nöjd")
    (9, 7, None, None)
    """
    if isinstance(raw, bool):
        return None
    if isinstance(raw, int | float):
        return int(raw) if float(raw).is_integer() else None
    found = _LABELLED.fullmatch(str(raw).strip())
    return int(found[1].replace("−", "-")) if found else None


def says_nothing(raw: Any) -> bool:
    """Whether a survey's cell says in words that there is no answer."""
    return isinstance(raw, str) and raw.strip().casefold().rstrip(".") in _WORDS


def _without_groups(text: str) -> str:
    if _MARKED.search(text) is None:
        return text
    if _GROUPED.fullmatch(text) is None:
        raise BadCell("a number; in this column a point or comma stands before three digits")
    return text.replace(",", "").replace(".", "")
