"""Several statements sent as one give what each gives alone, on every database."""

from datetime import date

from sqlalchemy import Engine, func, select

from app_pages import statements
from kundagenda.database.tables import notes
from kundagenda.findings.together import together
from metrics.tables import forums, meetings, priorities
from tables import fill


def test_each_part_has_its_own_columns_with_their_types(warehouse: Engine) -> None:
    fill(warehouse, forums, "id | name\n1 | Ledning\n2 | Styrelse")
    fill(warehouse, meetings, "id | forum_id | held_on\n7 | 1 | 2025-01-14\n8 | 2 | 2025-02-03")
    fill(
        warehouse,
        priorities,
        "id | declared_share | decided_on | valid_to\n3 | 0.25 | 2025-01-14 |\n4 | | 2025-03-01 |",
    )
    parts = {
        "forums": select(forums.c.name, forums.c.id).order_by(forums.c.id),
        "meetings": select(meetings.c.held_on, meetings.c.id, meetings.c.forum_id),
        "counts": select(meetings.c.status, func.count()).group_by(meetings.c.status),
        "priorities": select(
            priorities.c.id, priorities.c.declared_share, priorities.c.decided_on,
            priorities.c.valid_to,
        ),
        "notes": select(notes.c.noted_on, notes.c.text),
    }  # fmt: skip
    with warehouse.connect() as connection, statements() as sent:
        found = together(connection, parts)
    assert {name: sorted(rows) for name, rows in found.items()} == {
        "forums": [("Ledning", 1), ("Styrelse", 2)],
        "meetings": [(date(2025, 1, 14), 7, 1), (date(2025, 2, 3), 8, 2)],
        "counts": [("held", 2)],
        "priorities": [
            (3, 0.25, date(2025, 1, 14), None),
            (4, None, date(2025, 3, 1), None),
        ],
        "notes": [],
    }
    assert len(sent) == 1


def test_the_order_of_parts_and_columns_decides_nothing(sqlite_app: Engine) -> None:
    fill(sqlite_app, forums, "id | name\n1 | Ledning")
    one = {"ids": select(forums.c.id), "names": select(forums.c.name, forums.c.id)}
    other = dict(reversed(one.items()))
    with sqlite_app.connect() as connection:
        assert together(connection, one) == together(connection, other)
