"""Leaving the demo: nothing invented is left, and it does not come back by itself."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select

from agenda_files import AGENDA, counts, take_in, write
from kundagenda.database.state import DEMO, data_version, remember, remembered
from kundagenda.database.tables import audit, corrections, customer_words, role_limits, roles
from kundagenda.demo import fill
from kundagenda.demo.leave import leave_demo
from kundagenda.errors import ReaderError
from metrics.tables import agenda_items, decisions, forums, initiatives, kpi_monthly, meetings
from tables import fill as rows

AT = datetime(2025, 6, 1)


def invented(engine: Engine) -> None:
    """A company so small that it is there at once, with rows that point to one another."""
    rows(engine, forums, "id | name\n1 | Ledning")
    rows(engine, meetings, "id | forum_id | held_on\n1 | 1 | 2025-01-14\n2 | 1 | 2025-02-14")
    rows(
        engine, agenda_items,
        "id | meeting_id | position | first_seen_item_id\n1 | 1 | 1 |\n2 | 2 | 1 | 1",
    )  # fmt: skip
    rows(engine, decisions, "id | agenda_item_id\n1 | 2")
    rows(engine, initiatives, "id | name\n1 | Satsning")
    rows(engine, kpi_monthly, "metric | month | numerator | denominator\nnps | 2025-01 | 1 | 2")
    said = {"topic": "bokslut", "title": "Bokslut", "level": "none", "made_by": "anna"}
    with engine.begin() as connection:
        connection.execute(insert(corrections).values(said | {"made_at": AT}))
        connection.execute(insert(customer_words).values(word="brukare", added_at=AT))
        connection.execute(
            insert(roles),
            [
                {"email": "anna@example.org", "role": "admin"},
                {"email": "bo@example.org", "role": "chair"},
            ],
        )
        limit = {"email": "bo@example.org", "kind": "forum", "value": "Ledning"}
        connection.execute(insert(role_limits).values(limit))
        remember(connection, DEMO, "{}")
        remember(connection, "data_version", "first")


def test_only_what_persons_set_up_for_themselves_is_left(app: Engine) -> None:
    invented(app)
    leave_demo(app, "anna@example.org")
    left = {table: count for table, count in counts(app).items() if count}
    assert left == {"audit": 1, "customer_words": 1, "roles": 1, "state": 1}
    with app.connect() as connection:
        told = connection.execute(select(audit.c.who, audit.c.action)).one()
        assert tuple(told) == ("anna@example.org", "demo: left")
        assert remembered(connection, DEMO) is None
        # The first start fills only a database in which nothing was ever written.
        assert data_version(connection) not in ("", "first")


def test_a_database_that_is_not_the_demo_is_never_emptied(app: Engine, tmp_path: Path) -> None:
    take_in(app, write(tmp_path, "2025-03-03.md", AGENDA))
    before = counts(app)
    with pytest.raises(ReaderError, match="does not hold the demo company"):
        leave_demo(app, "anna@example.org")
    assert counts(app) == before


def test_own_agendas_can_come_in_and_the_demo_can_come_back(
    sqlite_app: Engine, tmp_path: Path
) -> None:
    invented(sqlite_app)
    path = write(tmp_path, "2025-03-03.md", AGENDA)
    with pytest.raises(ReaderError, match="demo company's database"):
        take_in(sqlite_app, path)
    leave_demo(sqlite_app, "anna@example.org")
    with sqlite_app.connect() as connection:
        fill._refuse_unless_empty(connection)
    assert [file.status for file in take_in(sqlite_app, path).files] == ["imported"]
