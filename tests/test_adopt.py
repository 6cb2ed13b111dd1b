"""Proposals put on the next agenda: where they land, what is planned for them, the way back."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, select, update

from databases import log_unguarded
from kundagenda.database.audit import RESTORED, write_audit
from kundagenda.database.state import data_version
from kundagenda.database.tables import audit, imports, now
from kundagenda.edits.adopt import (
    ADOPTED,
    TOOK_BACK,
    Adoption,
    adopt,
    latest_adoption,
    take_adoption_back,
)
from kundagenda.errors import ReaderError
from kundagenda.findings.next_meetings import by_rhythm, next_meetings_of
from kundagenda.findings.view import View
from kundagenda.intake.commit import commit_agendas
from kundagenda.intake.plan import preview_agendas
from metrics.tables import agenda_items, decisions, forums, initiatives, meetings
from tables import fill, insert_rows

VIEW = View(date(2026, 3, 1))
# Numbers of rows are far from those that a database gives by itself.
ITEM = Adoption("Uppföljning: Klagomål", 20, "Ledning", "fix", segment="skog", carries_on=901)
OTHER = Adoption("Styrelsens kundpunkt", 15, "Styrelse", "measure", initiative=1)


@pytest.fixture
def company(app: Engine) -> Engine:
    """Ledning has planned its next meeting; Styrelse meets every fifth week and has not."""
    fill(app, forums, "id | name\n1 | Ledning\n2 | Styrelse\n3 | Vilande")
    fill(app, initiatives, "id | name\n1 | Kundresan")
    fill(
        app,
        meetings,
        """
        id | forum_id | held_on    | status
        901 | 1        | 2026-02-10 | held
        902 | 1        | 2026-03-10 | planned
        903 | 1        | 2026-04-07 | planned
        904 | 2        | 2026-01-15 | held
        905 | 2        | 2026-02-19 | held
        906 | 2        | 2026-03-05 | cancelled
        """,
    )
    fill(
        app,
        agenda_items,
        """
        id | meeting_id | position | title    | level_best
        901 | 901        | 1        | Klagomål | fix
        902 | 902        | 4        | Budget   | none
        """,
    )
    return app


def stands(engine: Engine) -> list[tuple[object, ...]]:
    """Everything on planned meetings, and the meetings themselves."""
    item = agenda_items.c
    query = (
        select(meetings.c.forum_id, meetings.c.held_on, item.position, item.title,
               item.planned_minutes, item.level, item.level_best, item.level_by, item.theme,
               item.segment, item.initiative_id, item.first_seen_item_id, item.added_on,
               item.evidence)
        .select_from(meetings.outerjoin(agenda_items, item.meeting_id == meetings.c.id))
        .where(meetings.c.status == "planned")
        .order_by(meetings.c.held_on, item.position)
    )  # fmt: skip
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(query)]


def test_items_stand_last_on_the_next_agenda_of_their_forum(company: Engine) -> None:
    adopt(company, [ITEM, OTHER], VIEW, "Ada")
    today = VIEW.today
    assert stands(company)[1:3] == [
        (1, date(2026, 3, 10), 5, ITEM.title, 20.0, "fix", "fix", "person", "customer", "skog",
         None, 901, today, None),
        # Five weeks after 19 February.
        (2, date(2026, 3, 26), 1, OTHER.title, 15.0, "measure", "measure", "person", "customer",
         None, 1, None, today, None),
    ]  # fmt: skip


def test_all_of_it_is_taken_back_with_the_meeting_that_was_planned(company: Engine) -> None:
    before = stands(company)
    number = adopt(company, [ITEM, OTHER], VIEW, "Ada")
    with company.connect() as connection:
        last, version = latest_adoption(connection), data_version(connection)
    assert last is not None
    assert (last.change, last.items, last.new_meetings) == (number, 2, 1)
    take_adoption_back(company, number, "Bo")
    assert stands(company) == before
    with company.connect() as connection:
        assert latest_adoption(connection) is None
        assert data_version(connection) != version
        told = select(audit.c.action, audit.c.who).order_by(audit.c.id)
        assert connection.execute(told).all() == [(ADOPTED, "Ada"), (TOOK_BACK, "Bo")]
    with pytest.raises(ReaderError, match="no change"):
        take_adoption_back(company, number, "Bo")
    again = adopt(company, [ITEM], VIEW, "Ada")
    earlier = adopt(company, [OTHER], VIEW, "Ada")
    take_adoption_back(company, earlier, "Ada")
    with company.connect() as connection:
        last = latest_adoption(connection)
    assert last is not None
    assert last.change == again


def test_a_second_item_goes_to_the_meeting_that_the_first_planned(company: Engine) -> None:
    number = adopt(company, [OTHER], VIEW, "Ada")
    second = Adoption("Mer", 10, "Styrelse", "fix")
    adopt(company, [second], VIEW, "Ada")
    assert [row[1:4] for row in stands(company) if row[0] == 2] == [
        (date(2026, 3, 26), 1, OTHER.title), (date(2026, 3, 26), 2, "Mer"),
    ]  # fmt: skip
    take_adoption_back(company, number, "Ada")  # the meeting stays for the other item
    assert [row[3] for row in stands(company) if row[0] == 2] == ["Mer"]


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        ([], "Tick"),
        ([ITEM, Adoption("X", 5, "Borta", "fix")], "no forum Borta"),
        ([OTHER, ITEM, ITEM], "already"),
    ],
)
def test_what_cannot_be_adopted_leaves_everything_as_it_is(
    company: Engine, chosen: list[Adoption], why: str
) -> None:
    before = stands(company)
    with pytest.raises(ReaderError, match=why):
        adopt(company, chosen, VIEW, "Ada")
    assert stands(company) == before
    with company.connect() as connection:
        assert connection.execute(select(audit)).all() == []


def test_what_was_changed_or_decided_on_since_is_not_taken_back(company: Engine) -> None:
    number = adopt(company, [ITEM], VIEW, "Ada")
    with company.begin() as connection:
        of = select(agenda_items.c.id).where(agenda_items.c.title == ITEM.title)
        item = connection.execute(of).scalar_one()
    fill(company, decisions, f"id | agenda_item_id\n77 | {item}")
    with pytest.raises(ReaderError, match="since"):
        take_adoption_back(company, number, "Ada")
    assert ITEM.title in [row[3] for row in stands(company)]


def test_when_each_forum_meets_next(company: Engine) -> None:
    with company.connect() as connection:
        coming = next_meetings_of(connection, VIEW)
    assert {name: (each.day, each.id) for name, each in coming.items()} == {
        "Ledning": (date(2026, 3, 10), 902),
        "Styrelse": (date(2026, 3, 26), None),
        "Vilande": (date(2026, 3, 29), None),  # it has never met: in four weeks
    }


@given(st.lists(st.integers(1, 400), max_size=8, unique=True), st.integers(0, 100))
def test_the_next_meeting_by_rhythm_restated(ago: list[int], later: int) -> None:
    after = VIEW.as_of + timedelta(days=later)
    days = sorted(VIEW.as_of - timedelta(days=each) for each in ago)
    found = by_rhythm(days, after)
    gaps = sorted((b - a).days for a, b in pairwise(days))
    middle = (gaps[(len(gaps) - 1) // 2] + gaps[len(gaps) // 2]) / 2 if gaps else 28
    step = max(1, round(middle / 7)) * 7
    day = days[-1] if days else after
    while day <= after:
        day += timedelta(days=step)
    assert found == day


def id_of_adopted(engine: Engine) -> int:
    with engine.connect() as connection:
        of = select(agenda_items.c.id).where(agenda_items.c.title == ITEM.title)
        return connection.execute(of).scalar_one()


def put_in_its_place(engine: Engine, row: str) -> None:
    """Take the adopted item away, and give its number to another row, as SQLite does."""
    number = id_of_adopted(engine)
    with engine.begin() as connection:
        connection.execute(delete(agenda_items).where(agenda_items.c.id == number))
    fill(engine, agenda_items, f"id | meeting_id | position | title | added_on\n{number} | {row}")


@pytest.mark.parametrize(
    "row",
    [
        "902 | 5 | Uppsägning av hyresavtal | 2026-03-01",
        "903 | 5 | Uppföljning: Klagomål    | 2026-03-01",
        "902 | 5 | Uppföljning: Klagomål    |           ",  # as a file says it
    ],
    ids=["another title", "another meeting", "brought in by a file"],
)
def test_a_row_that_has_got_the_number_of_an_adopted_one_stays(company: Engine, row: str) -> None:
    number = adopt(company, [ITEM], VIEW, "Ada")
    put_in_its_place(company, row)
    before = stands(company)
    with pytest.raises(ReaderError, match="stays as it is"):
        take_adoption_back(company, number, "Ada")
    assert stands(company) == before


def test_an_agenda_that_leaves_an_adopted_item_out_keeps_what_it_brings(
    company: Engine, tmp_path: Path
) -> None:
    for version, items in ((1, "1. Budget"), (2, "1. Budget\n2. Uppsägning av hyresavtal")):
        if version == 2:
            number = adopt(company, [ITEM], VIEW, "Ada")
        file = tmp_path / f"2026-03-10_{version}.md"
        file.write_text(f"# Ledning 2026-03-10\n\n{items}\n", encoding="utf-8")
        commit_agendas(company, preview_agendas(company, [file], "Ledning", VIEW.today))
    before = stands(company)
    assert [row[3] for row in before if row[0] == 1][:2] == ["Budget", "Uppsägning av hyresavtal"]
    with pytest.raises(ReaderError, match="stays as it is"):
        take_adoption_back(company, number, "Ada")
    assert stands(company) == before


def adopted_by_an_earlier_version(engine: Engine) -> int:
    """An adoption of which the log keeps the numbers alone."""
    number = adopt(engine, [ITEM], VIEW, "Ada")
    said = json.dumps({"items": [id_of_adopted(engine)], "meetings": []})
    with engine.begin() as connection, log_unguarded(connection):
        connection.execute(update(audit).where(audit.c.id == number).values(after=said))
    return number


def test_an_adoption_of_an_earlier_version_is_taken_back_while_it_is_sure(company: Engine) -> None:
    before = stands(company)
    take_adoption_back(company, adopted_by_an_earlier_version(company), "Ada")
    assert stands(company) == before


def bring_in(engine: Engine) -> None:
    row = {"kind": "agenda", "target": "Ledning", "path": "a.md", "checksum": "", "rows": 1}
    insert_rows(engine, imports, [row | {"imported_at": now()}])


def take_a_file_back(engine: Engine) -> None:
    row = {"kind": "agenda", "target": "Ledning", "path": "a.md", "checksum": "", "rows": 1}
    long_ago = datetime(2025, 1, 1)
    insert_rows(engine, imports, [row | {"imported_at": long_ago, "undone_at": now()}])


def take_another_back(engine: Engine) -> None:
    take_adoption_back(engine, adopt(engine, [OTHER], VIEW, "Bo"), "Bo")


def put_a_backup_in_place(engine: Engine) -> None:
    with engine.begin() as connection:
        write_audit(connection, "Bo", RESTORED)


@pytest.mark.parametrize(
    "since", [bring_in, take_a_file_back, take_another_back, put_a_backup_in_place]
)
def test_an_adoption_of_an_earlier_version_stays_where_it_may_be_something_else(
    company: Engine, since: Callable[[Engine], None]
) -> None:
    number = adopted_by_an_earlier_version(company)
    since(company)
    before = stands(company)
    with pytest.raises(ReaderError, match=r"may be something else.*bring in the agenda without it"):
        take_adoption_back(company, number, "Ada")
    assert stands(company) == before
