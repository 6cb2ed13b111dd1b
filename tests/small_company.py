"""A company small enough to be written out, for tests of pages: three years, two forums."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, make_url

from kundagenda.database.refresh import refresh
from kundagenda.database.schema import open_database
from metrics.tables import (
    agenda_items,
    decisions,
    forums,
    initiatives,
    meetings,
    priorities,
    subscriptions,
    survey_answers,
    survey_invitations,
    target_groups,
)

FORUMS = ("Ledningsgruppen", "Styrelsen")
TITLES = {
    "none": "Budget och likviditet",
    "measure": "Resultat av kundenkäten",
    "fix": "Klagomål på sena leveranser",
    "improve": "Snabbare svar från kundtjänst",
    "value": "Ny tjänst för fjärrservice",
}
GROUPS = ("industri", "handel")
SCORES = (10, 9, 9, 8, 7, 9, 3, 10, 6, 8)
LAST_FULL_MONTH = date.today().replace(day=1) - timedelta(days=1)


def months_back(count: int) -> list[date]:
    """The first days of the last full months, oldest first."""
    newest = LAST_FULL_MONTH.year * 12 + LAST_FULL_MONTH.month - 1
    return [date(m // 12, m % 12 + 1, 1) for m in range(newest - count + 1, newest + 1)]


def fill_small_company(
    address: str, months: int = 36, *, priority: bool = True, kpi: bool = True
) -> Engine:
    """A refreshed database of the small company; fewer months make a thin one.

    Each kind is filled once by every worker and then copied: a refresh takes a second. What is no
    file, or one that is there already, empty, is filled where it is.
    """
    url = make_url(address)
    file = Path(url.database or "")
    if url.get_backend_name() != "sqlite" or file.exists():
        return _fill(address, months, priority, kpi)
    file.write_bytes(_filled(months, priority, kpi))
    return open_database(address)


@cache
def _filled(months: int, priority: bool, kpi: bool) -> bytes:
    """The file of a refreshed database."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "small.db"
        _fill(f"sqlite:///{file}", months, priority, kpi).dispose()
        return file.read_bytes()


def _fill(address: str, months: int, priority: bool, kpi: bool) -> Engine:
    engine = open_database(address)
    with engine.begin() as connection:
        _agenda(connection, months_back(months))
        if priority:
            _priority(connection, months_back(months)[-min(18, months)])
        if kpi:
            _customers(connection, months_back(months))
    refresh(engine)
    return engine


def _add(connection: Connection, table: sa.Table, rows: Iterable[dict[str, Any]]) -> None:
    connection.execute(sa.insert(table), list(rows))


def _agenda(connection: Connection, months: list[date]) -> None:
    _add(connection, forums, ({"id": i, "name": name} for i, name in enumerate(FORUMS, 1)))
    # The board meets in every third of the months, whatever the calendar says on the day.
    held = [(m, f) for n, m in enumerate(months) for f in (1, 2) if f == 1 or n % 3 == 2]
    _add(
        connection,
        meetings,
        (
            {"id": i, "forum_id": forum, "held_on": month + timedelta(days=9 + forum)}
            for i, (month, forum) in enumerate(held, 1)
        ),
    )
    _add(connection, agenda_items, (row for i in range(1, len(held) + 1) for row in _items(i)))
    if len(held) > 2:  # the third meeting's, where there is one
        decided = {"agenda_item_id": 304, "text": "Egen kundchef i väst", "decided_on": months[0]}
        _add(connection, decisions, [decided])
    _add(connection, initiatives, [{"name": "Kundresan", "launched_on": months[0]}])


def _items(meeting: int) -> list[dict[str, Any]]:
    """Five items a meeting: customers on three meetings of four, deeper as time goes."""
    levels = ["none", "none", "none", "none", "none"]
    if meeting % 4 != 1:
        levels[meeting % 5] = ("value", "", "fix", "improve")[meeting % 4]
    if meeting % 8 == 3:
        levels[meeting % 5] = "measure"
    return [
        {
            "id": 100 * meeting + position,
            "meeting_id": meeting,
            "position": position,
            "title": TITLES[level],
            "actual_minutes": 10.0 + 5 * position if meeting % 2 else None,
            "level": "unclear" if level == "fix" else level,
            "level_best": level,
            "level_confidence": 0.9,
            "level_because": "kund" if level != "none" else None,
            "confidential": position == 5,
        }
        for position, level in enumerate(levels, 1)
    ]


def _priority(connection: Connection, since: date) -> None:
    row = {
        "statement": "Kundens *drifttid* är vår första prioritet",
        "declared_share": 0.2,
        "decided_on": since,
        "valid_from": since,
    }
    _add(connection, priorities, [row])


def _customers(connection: Connection, months: list[date]) -> None:
    names = ({"code": code, "name": code.title()} for code in GROUPS)
    _add(connection, target_groups, names)
    asked = [(month, number) for month in months for number in range(20)]
    _add(connection, survey_answers, (_answer(*each) for each in asked))
    _add(
        connection,
        survey_invitations,
        (_who(number) | {"invited_on": month, "instrument": "nps"} for month, number in asked),
    )
    _add(connection, subscriptions, (_subscription(number, months) for number in range(60)))


def _who(number: int) -> dict[str, Any]:
    return {"account_id": f"a{number}", "segment": GROUPS[number % 2]}


def _answer(month: date, number: int) -> dict[str, Any]:
    """Each score of `SCORES` twice a month."""
    key = f"{month:%Y%m}-{number}"
    return _who(number) | {
        "answer_id": key,
        "response_id": key,
        "answered_on": month + timedelta(days=14),
        "instrument": "nps",
        "scale_low": 0,
        "scale_high": 10,
        "score": SCORES[(number + month.month) % 10],
    }


def _subscription(number: int, months: list[date]) -> dict[str, Any]:
    """Eight of sixty customers leave, one in each of the first months."""
    return _who(number) | {
        "subscription_id": f"s{number}",
        "started_on": months[0] - timedelta(days=400),
        "ended_on": months[number % len(months)] if number < 8 else None,
        "mrr": 100.0,
    }
