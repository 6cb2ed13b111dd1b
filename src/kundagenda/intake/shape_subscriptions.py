"""Lists of customers as subscriptions: amounts a month, dates counted back from tenure."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from kundagenda.errors import ReaderError
from kundagenda.intake.amounts import amount
from kundagenda.intake.cells import BadCell
from kundagenda.intake.days import month_in
from kundagenda.intake.stable_ids import StableIds

_LEFT = {
    "true",
    "1",
    "ja",
    "yes",
    "j",
    "y",
    "sant",
    "left",
    "avslutad",
    "uppsagd",
    "churned",
    "inactive",
    "lämnat",
}
_LONGEST_TENURE = 1200
Row = dict[str, Any]


def subscription_of(row: Row, given: Mapping[str, str], ids: StableIds) -> Row:
    """One subscription of a row.

    A list with tenure is counted back from the month that it was drawn: who left did so in that
    month, and was not active on its last day. An amount a year is divided by twelve.
    """
    account, own = row.get("account_id"), row.get("subscription_id")
    started, ended = _days(row, given)
    if own is None:
        named = str(account) if "tenure_months" in row else f"{account}:{started}"
        own = ids.again(named)
    found: Row = {"subscription_id": own, "account_id": own if account is None else account}
    found["segment"] = row.get("segment", given.get("segment"))
    found |= {"started_on": started, "ended_on": ended, "mrr": row.get("mrr")}
    if "mrr" not in row:
        arr = row.get("arr")
        found["mrr"] = arr / 12 if isinstance(arr, float) else arr
    return found


def _days(row: Row, given: Mapping[str, str]) -> tuple[Any, Any]:
    if "tenure_months" in row and "started_on" not in row:
        return _counted_back(row, given)
    started, ended = _first_day(row.get("started_on")), row.get("ended_on")
    if isinstance(last := row.get("last_day"), date):
        return started, last + timedelta(days=1) if last.year < 9999 else last
    return started, row.get("last_day", ended)


def _first_day(raw: Any) -> Any:
    """A start that is only a month begins on its first day."""
    if raw is None or isinstance(raw, date) or (month := month_in(raw)) is None:
        return raw
    return date(month // 12, month % 12 + 1, 1) if len(str(raw).strip()) <= 14 else raw


def _counted_back(row: Row, given: Mapping[str, str]) -> tuple[Any, Any]:
    drawn = _drawn_on(given)
    try:
        months = amount(row["tenure_months"])
    except BadCell:
        return row["tenure_months"], None
    if not 0 <= months <= _LONGEST_TENURE:
        return f"{row['tenure_months']} months", None
    number = drawn.year * 12 + drawn.month - 1 - int(months)
    left = str(row.get("left") or "").strip().casefold() in _LEFT
    return date(number // 12, number % 12 + 1, 1), _last_of_month(drawn) if left else None


def _last_of_month(day: date) -> date:
    number = day.year * 12 + day.month
    return date(number // 12, number % 12 + 1, 1) - timedelta(days=1)


def _drawn_on(given: Mapping[str, str]) -> date:
    try:
        return date.fromisoformat(given["drawn_on"])
    except ValueError as error:
        raise ReaderError(
            f"drawn_on is {given['drawn_on']!r}, which is no day; write it as YYYY-MM-DD."
        ) from error
