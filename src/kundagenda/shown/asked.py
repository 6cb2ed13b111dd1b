"""What an address asks for, as codes that are the same in both languages, outside any page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kundagenda.errors import ReaderError
from kundagenda.findings.background import Background
from kundagenda.findings.gather import newest_day, written_until
from kundagenda.findings.view import View
from kundagenda.shown.meeting import newest_month, view_of_month
from metrics.periods import Grain, month_text, parse_month

# How far back a reader may look, in months, and in what steps.
LENGTHS = ("12", "24", "36", "60", "120", "240")
GRAINS = (Grain.MONTH, Grain.QUARTER, Grain.YEAR, Grain.ROLLING12)


class UnknownCode(ReaderError):
    """A code of an address that names nothing here."""


@dataclass(frozen=True)
class Asked:
    """A month (null: the newest) and the filters of a view."""

    month: int | None = None
    forum: str = ""
    segment: str = ""
    months: int = View.months
    grain: Grain = View.grain

    @property
    def codes(self) -> dict[str, str]:
        """The same as an address holds it: whatever is at its default is left out."""
        every = {
            "month": "" if self.month is None else month_text(self.month),
            "forum": self.forum,
            "group": self.segment,
            "months": "" if self.months == View.months else str(self.months),
            "grain": "" if self.grain is View.grain else str(self.grain),
        }
        return {name: code for name, code in every.items() if code}


def asked_of(codes: Mapping[str, str]) -> Asked:
    """What the codes of an address ask for.

    Raises:
        UnknownCode: a code names no month, length or step that there is.
    """
    months, grain = codes.get("months") or str(View.months), codes.get("grain") or str(View.grain)
    try:
        month = parse_month(codes["month"]) if codes.get("month") else None
    except ValueError:
        raise _unknown(codes["month"]) from None
    if months not in LENGTHS:
        raise _unknown(months)
    if grain not in GRAINS:
        raise _unknown(grain)
    return Asked(month, codes.get("forum", ""), codes.get("group", ""), int(months), Grain(grain))


def asked_view(asked: Asked, background: Background, today: date) -> View:
    """The view that is asked for, as it was when its month ended.

    Raises:
        UnknownCode: the forum or the group is not here, or the month lies after all data.
    """
    for code, known in ((asked.forum, background.forums), (asked.segment, background.segments)):
        if code and code not in known:
            raise _unknown(code)
    newest, last = newest_day(background, today), newest_month(background, today)
    month = last if asked.month is None else asked.month
    if month > last:
        raise UnknownCode("There are no figures for {month} yet.", month=month_text(month))
    written_to = written_until(background, today)
    view = View(newest, asked.forum, asked.segment, asked.months, asked.grain, written_to)
    return view_of_month(view, month, background, today)


def _unknown(code: str) -> UnknownCode:
    return UnknownCode("“{code}” in the address is not known here.", code=code[:100])
