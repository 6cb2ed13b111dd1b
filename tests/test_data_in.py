"""How many agendas are in, counted from a table of meetings."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy import Engine

from kundagenda.findings.data_in import DataIn, data_in
from metrics.tables import agenda_items, forums, meetings

# id, day, status, items
MEETINGS = """
1 2025-01-10 held      2
2 2025-02-10 held      1
3 2025-03-10 held      0
4 2025-04-10 cancelled 3
5 2025-05-10 planned   2
"""


def test_meetings_with_items_count_and_cancelled_ones_do_not(app: Engine) -> None:
    with app.begin() as connection:
        assert data_in(connection) == DataIn(0, None, 0)
        connection.execute(sa.insert(forums).values(id=1, name="Ledningsgruppen"))
        for line in MEETINGS.split("\n")[1:-1]:
            number, day, status, items = line.split()
            held = {"held_on": date.fromisoformat(day), "status": status}
            connection.execute(sa.insert(meetings).values(id=int(number), forum_id=1, **held))
            for position in range(1, int(items) + 1):
                item = {"meeting_id": int(number), "position": position, "title": "Budget"}
                connection.execute(sa.insert(agenda_items).values(item))
        # Of the held ones 1 and 2 have items, the later on 10 February; 5 is the planned one.
        assert data_in(connection) == DataIn(2 + 1, date(2025, 2, 10), 1)
