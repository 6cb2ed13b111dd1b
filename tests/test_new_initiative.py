"""An initiative and its items, written by one click: both, or neither."""

from datetime import date

import pytest
from sqlalchemy import Engine, func, select

from kundagenda.database.tables import audit
from kundagenda.edits.links import LINKED
from kundagenda.edits.new_initiative import write_with_items
from kundagenda.errors import ReaderError
from kundagenda.intake.by_hand import WROTE
from metrics.tables import agenda_items, forums, initiatives, meetings
from tables import fill

TODAY = date(2026, 3, 1)
VALUES = {"name": "Fjärrservice", "launched_on": date(2026, 1, 20)}


@pytest.fixture
def company(app: Engine) -> Engine:
    fill(app, forums, "id | name\n1 | Ledning")
    fill(app, meetings, "id | held_on\n1 | 2026-01-20")
    fill(app, initiatives, "id | name\n7 | Kundlöftet")
    fill(
        app,
        agenda_items,
        """
        id | meeting_id | position | title               | initiative_id
        1  | 1          | 1        | Fjärrservice: start |
        2  | 1          | 2        | Fjärrservice: läge  |
        3  | 1          | 3        | Kundlöftet          | 7
        """,
    )
    return app


def test_it_has_its_items_and_the_log_tells_both(company: Engine) -> None:
    made = write_with_items(company, VALUES, [1, 2], "Ada", TODAY)
    item = agenda_items.c
    with company.connect() as connection:
        rows = connection.execute(select(item.id).where(item.initiative_id == made.key["id"]))
        assert {*rows.scalars()} == {1, 2}
        told = connection.execute(select(audit.c.action).order_by(audit.c.id)).scalars().all()
    assert told == [WROTE, LINKED]


@pytest.mark.parametrize(
    ("items", "said"), [([1, 99], "are gone since"), ([1, 3], "belong to another initiative")]
)
def test_where_an_item_cannot_be_linked_none_of_it_is_written(
    company: Engine, items: list[int], said: str
) -> None:
    with pytest.raises(ReaderError, match=said):
        write_with_items(company, VALUES, items, "Ada", TODAY)
    with company.connect() as connection:
        assert connection.execute(select(initiatives.c.name)).scalars().all() == ["Kundlöftet"]
        assert connection.execute(select(func.count()).select_from(audit)).scalar() == 0
