"""How long customers stay as refresh keeps it, from books that begin late and books that do not."""

import json
from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Engine, select

from kundagenda.database.refresh import refresh
from metrics.periods import first_day, parse_month
from metrics.tables import subscriptions, verdicts
from tables import fill, insert_rows

TODAY = date(2026, 1, 10)
BEGUN, LAST = parse_month("2021-01"), parse_month("2025-12")
# Of ten customers who come in a month half have left after 21 months, and the last after 41.
STAYS = range(5, 45, 4)


def customers(stays: Sequence[int], since: int, kept_from: int) -> Iterator[dict]:
    """Customers who came every month and stayed so long, without those gone before a month."""
    for first in range(since, LAST + 1):
        for stay in stays:
            gone = first + stay
            if gone >= kept_from:
                yield {
                    "account_id": f"{first}-{stay}",
                    "started_on": first_day(first),
                    "ended_on": first_day(gone) if gone <= LAST else None,
                }


def tenure(engine: Engine) -> dict:
    refresh(engine, today=TODAY)
    with engine.connect() as connection:
        asked = select(verdicts.c.detail).where(verdicts.c.kind == "survival")
        return json.loads(connection.execute(asked).scalar_one())


def test_a_book_of_survivors_does_not_make_customers_seem_to_stay_longer(
    sqlite_app: Engine,
) -> None:
    """Kept since 2021: those who came in the four years before are in it only if still there."""
    rows = list(customers(STAYS, since=BEGUN - 48, kept_from=BEGUN))
    insert_rows(sqlite_app, subscriptions, rows)
    found = tenure(sqlite_app)
    assert found["median"] == 21
    by_hand = [(stay, round(1 - n / 10, 9)) for n, stay in enumerate(STAYS, start=1)]
    assert [(months, round(alive, 9)) for months, alive, _, _ in found["curve"]] == by_hand


def test_a_book_kept_from_the_start_has_the_same_answer(sqlite_app: Engine) -> None:
    rows = list(customers(STAYS, since=BEGUN, kept_from=BEGUN))
    insert_rows(sqlite_app, subscriptions, rows)
    found = tenure(sqlite_app)
    assert (found["median"], found["n"], found["last"]) == (21, 60 * 10, LAST)


def test_a_book_without_departures_is_watched_from_its_first_customer(sqlite_app: Engine) -> None:
    """One has ended in the papers only: its last day is still to come."""
    fill(
        sqlite_app,
        subscriptions,
        """
        account_id | started_on | ended_on
        old        | 2020-01-01 |
        ending     | 2025-06-01 | 2027-01-01
        """,
    )
    insert_rows(
        sqlite_app,
        subscriptions,
        [{"account_id": f"{n}", "started_on": date(2025, 10, 5)} for n in range(8)],
    )
    found = tenure(sqlite_app)
    assert (found["n"], found["ended"], found["longest"]) == (10, 0, 5 * 12 + 11)
    assert (found["median"], found["curve"]) == (None, [])


def test_a_departure_before_the_first_snapshot_does_not_reach_before_the_book(
    sqlite_app: Engine,
) -> None:
    """The first customer came and went within January 2025, and was in no snapshot."""
    fill(
        sqlite_app,
        subscriptions,
        """
        account_id | started_on | ended_on
        brief      | 2025-01-03 | 2025-01-20
        """,
    )
    insert_rows(
        sqlite_app,
        subscriptions,
        [{"account_id": f"{n}", "started_on": date(2025, 1, 5)} for n in range(10)],
    )
    found = tenure(sqlite_app)
    assert (found["n"], found["ended"], found["longest"]) == (10, 0, 11)
