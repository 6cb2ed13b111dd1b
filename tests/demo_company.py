"""The shipped demo company and plain counts over its rows, for tests."""

from functools import cache
from typing import Any

from kundagenda.demo.company import Company, draw_company
from kundagenda.demo.parameters import DEFAULT_SEED
from metrics.periods import parse_month

UNTIL = parse_month("2026-10")
CUSTOMER = ("measure", "fix", "improve", "value")


@cache
def company(until: int = UNTIL, null_twin: bool = False) -> Company:
    """The shipped company; shared, so no test may change it."""
    return draw_company(DEFAULT_SEED, until, null_twin)


def items_with_meetings(drawn: Company) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Every agenda item that is not formal, with its meeting."""
    meetings = {meeting["id"]: meeting for meeting in drawn.rows["meetings"]}
    return [
        (item, meetings[item["meeting_id"]])
        for item in drawn.rows["agenda_items"]
        if not item["formal"]
    ]


def discussed(drawn: Company) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Items that held meetings discussed, with their meetings."""
    return [
        (item, meeting)
        for item, meeting in items_with_meetings(drawn)
        if meeting["status"] == "held" and item["outcome"] != "deferred"
    ]
