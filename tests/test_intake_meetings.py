"""One meeting from several files, items carried over, meetings to come and cancelled."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from agenda_files import AGENDA, TODAY, counts, stored, take_in, write
from kundagenda.intake.commit import commit_agendas
from kundagenda.intake.plan import preview_agendas
from metrics.tables import agenda_items, meetings


@pytest.mark.parametrize("minutes_first", [False, True])
def test_agenda_and_minutes_of_one_meeting_are_one_meeting(
    app: Engine, tmp_path: Path, minutes_first: bool
) -> None:
    agenda = write(tmp_path, "2025-03-03 agenda.md", "## Agenda\n- Refunds (20 min)\n- Prices\n")
    minutes = write(
        tmp_path, "2025-03-03 minutes.md", "## Minutes\n- Refunds\n  - agreed\n- Strike in Oslo\n"
    )
    for path in (minutes, agenda) if minutes_first else (agenda, minutes):
        take_in(app, path)
    assert counts(app)["meetings"] == 1
    columns = (
        agenda_items.c.title,
        agenda_items.c.planned_minutes,
        agenda_items.c.detail,
        agenda_items.c.outcome,
    )
    assert stored(app, *columns) == [
        ("Refunds", 20, "agreed", "handled"),
        ("Prices", None, None, "handled"),
        ("Strike in Oslo", None, None, "added"),
    ]


def test_carried_over_items_point_to_the_first_whatever_was_imported_first(
    app: Engine, tmp_path: Path
) -> None:
    march = write(tmp_path, "2025-03-03.md", "## Dagordning\n- Prislöfte\n- Övriga frågor\n")
    april = write(tmp_path, "2025-04-07.md", "## Dagordning\n- 2. PRISLÖFTE\n- Övriga frågor\n")
    other = write(tmp_path, "other/2025-05-05.md", "## Dagordning\n- Prislöfte\n")
    take_in(app, april)
    take_in(app, other, forum="Styrelsen")
    report = take_in(app, march)
    assert [item.carried_over for item in report.files[0].meetings[0][1].items] == [False, False]
    again = preview_agendas(app, [april], "Ledningsgruppen", TODAY)
    assert [item.carried_over for item in again.files[0].meetings[0][1].items] == [True, False]
    rows = stored(app, agenda_items.c.id, agenda_items.c.first_seen_item_id)
    first = rows[0][0]
    assert [link for _, link in rows] == [None, None, first, None, None]


def test_meetings_to_come_are_planned_and_cancelled_ones_cancelled(
    app: Engine, tmp_path: Path
) -> None:
    write(tmp_path, "2025-05-05.md", "# Möte 5 maj 2025 (inställt)\n\n- Prislöfte\n")
    write(tmp_path, "2025-06-01.md", AGENDA)
    write(tmp_path, "2025-06-02.md", AGENDA)
    take_in(app, tmp_path)
    with app.connect() as connection:
        found = connection.execute(select(meetings.c.status).order_by(meetings.c.held_on)).all()
    assert [status for (status,) in found] == ["cancelled", "held", "planned"]


def test_a_planned_meeting_is_held_when_its_file_comes_again_after_the_day(
    app: Engine, tmp_path: Path
) -> None:
    path = write(tmp_path, "2025-06-02.md", AGENDA)
    take_in(app, path)
    later = preview_agendas(app, [path], "Ledningsgruppen", date(2025, 6, 3))
    assert commit_agendas(app, later).files[0].status == "replaced"
    with app.connect() as connection:
        assert connection.execute(select(meetings.c.status)).scalars().all() == ["held"]
