"""Items linked to an initiative by hand, and imports that leave alone what people wrote."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from kundagenda.database.audit import clear_audit_to
from kundagenda.database.backup import back_up
from kundagenda.database.restore import restore
from kundagenda.database.rows_over import follow_ids
from kundagenda.database.tables import audit, imports, now
from kundagenda.edits.changes import take_back
from kundagenda.edits.forms import FORMS
from kundagenda.edits.links import (
    find_titles,
    latest_link,
    link,
    linked_items,
    take_link_back,
    unlink,
)
from kundagenda.edits.save import remove, save
from kundagenda.errors import ReaderError
from kundagenda.intake.undo import undo_import
from metrics.tables import agenda_items, forums, initiatives, meetings, targets
from table_files import load
from tables import fill

TODAY = date(2026, 3, 1)


@pytest.fixture
def company(app: Engine) -> Engine:
    """Four items of two meetings, one of them confidential; the first belongs to initiative 1."""
    fill(app, forums, "id | name\n1 | Ledning")
    fill(app, meetings, "id | held_on\n1 | 2026-01-20\n2 | 2026-02-17")
    fill(app, initiatives, "id | name\n1 | Fjärrservice\n2 | Kundlöftet")
    fill(
        app,
        agenda_items,
        """
        id | meeting_id | position | title               | initiative_id | confidential
        1  | 1          | 1        | Fjärrservice: start | 1             | no
        2  | 1          | 2        | Budget              |               | no
        3  | 2          | 1        | Fjärrservice: läge  |               | no
        4  | 2          | 2        | Förvärv             |               | yes
        """,
    )
    return app


def belongs(engine: Engine) -> dict[int, int | None]:
    with engine.connect() as connection:
        query = select(agenda_items.c.id, agenda_items.c.initiative_id)
        return {id_: initiative for id_, initiative in connection.execute(query)}


def test_items_are_linked_at_once_and_the_link_is_taken_back(company: Engine) -> None:
    made = link(company, 1, [1, 3, 4], "Ada")
    assert belongs(company) == {1: 1, 2: None, 3: 1, 4: 1}
    assert made.items == 2  # the first one belonged to it already
    with company.connect() as connection:
        found, latest = linked_items(connection, 1), latest_link(connection, 1)
    assert [(item.id, item.title) for item in found] == [
        (4, ""), (3, "Fjärrservice: läge"), (1, "Fjärrservice: start"),
    ]  # fmt: skip
    assert latest
    assert (latest.change, latest.who, latest.items, latest.into) == (made.change, "Ada", 2, True)
    back = take_link_back(company, made.change, "Bo")
    assert belongs(company) == {1: 1, 2: None, 3: None, 4: None}
    take_link_back(company, back.change, "Bo")
    assert belongs(company) == {1: 1, 2: None, 3: 1, 4: 1}


def test_an_item_of_another_initiative_is_never_taken_from_it(company: Engine) -> None:
    before = belongs(company)
    with pytest.raises(ReaderError, match="1 of these items belong to another"):
        link(company, 2, [1, 3], "Ada")
    assert belongs(company) == before
    assert unlink(company, 2, [1], "Ada").items == 0
    assert belongs(company) == before


def test_titles_are_found_by_all_their_words_unless_linked_or_confidential(company: Engine) -> None:
    def found(words: str) -> list[tuple[str, tuple[int, ...]]]:
        with company.connect() as connection:
            return [(each.title, each.items) for each in find_titles(connection, words, 5)]

    assert found("fjärr läge") == [("Fjärrservice: läge", (3,))]
    assert found("budget läge") == []
    assert found("start") == []  # it belongs to an initiative
    assert found("förvärv") == []  # it is confidential
    assert found("%") == []  # a sign of its own, not a pattern
    assert found(" ") == []


def test_what_is_gone_is_told(company: Engine) -> None:
    with pytest.raises(ReaderError, match="initiative has been taken away"):
        link(company, 9, [3], "Ada")
    with pytest.raises(ReaderError, match="items are gone"):
        link(company, 1, [3, 99], "Ada")
    made = unlink(company, 1, [1], "Ada")
    remove(company, FORMS["initiatives"], {"id": 1}, 1, "Ada")
    with pytest.raises(ReaderError, match="initiative has been taken away"):
        take_link_back(company, made.change, "Ada")
    with pytest.raises(ReaderError, match="no link 77"):
        take_link_back(company, 77, "Ada")


def test_an_initiative_with_items_stays_until_they_are_taken_out(company: Engine) -> None:
    with pytest.raises(ReaderError, match="1 rows of agenda_items hang on this"):
        remove(company, FORMS["initiatives"], {"id": 1}, 1, "Ada")
    unlink(company, 1, [1], "Ada")
    remove(company, FORMS["initiatives"], {"id": 1}, 1, "Ada")


def test_an_item_that_moved_on_since_stays_where_it_is(company: Engine) -> None:
    made = link(company, 1, [2, 3], "Ada")
    unlink(company, 1, [3], "Bo")
    link(company, 2, [3], "Bo")
    assert take_link_back(company, made.change, "Ada").items == 1
    assert belongs(company) == {1: 1, 2: None, 3: 2, 4: None}


def test_the_audit_names_the_items_and_each_is_a_new_version(company: Engine) -> None:
    link(company, 1, [2], "Ada")
    with company.connect() as connection:
        told = connection.execute(select(audit)).one()
        versions = connection.execute(select(agenda_items.c.id, agenda_items.c.version)).all()
    assert (told.who, told.action, told.table_name, told.row_id) == (
        "Ada", "write: linked", "agenda_items", "1",
    )  # fmt: skip
    assert told.before == '{"initiative": null, "items": [2]}'
    assert told.after == '{"initiative": 1, "items": [2]}'
    assert dict(tuple(row) for row in versions) == {1: 1, 2: 2, 3: 1, 4: 1}


MOVES = st.lists(
    st.tuples(st.booleans(), st.sampled_from([1, 2]), st.sets(st.integers(1, 4), min_size=1)),
    max_size=6,
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(moves=MOVES)
def test_all_links_taken_back_in_turn_leave_what_there_was(company, moves) -> None:
    before, made = belongs(company), []
    for adds, initiative, items in moves:
        try:
            done = (link if adds else unlink)(company, initiative, items, "Ada")
        except ReaderError:
            continue
        made.append(done.change)
    for change in reversed(made):
        take_link_back(company, change, "Bo")
    assert belongs(company) == before


def test_an_import_is_not_undone_over_what_a_person_wrote_since(
    app: Engine, tmp_path: Path
) -> None:
    load(app, tmp_path, "targets", "metric,value,valid_from\nnps,30,2025-01-01\n")
    key = {"metric": "nps", "segment": "", "valid_from": date(2025, 1, 1)}
    made = save(app, FORMS["targets"], key | {"value": 35.0}, "Ada", key, seen=1, today=TODAY)
    with app.connect() as connection:
        [number] = connection.execute(select(imports.c.id)).scalars()
    with pytest.raises(ReaderError, match="changed its row nps  2025-01-01 of targets by hand"):
        undo_import(app, number)
    take_back(app, made.change, "Ada")
    undo_import(app, number)
    with app.connect() as connection:
        assert connection.execute(select(targets)).all() == []


def test_a_file_over_what_a_person_wrote_is_a_version_that_nobody_saw(
    app: Engine, tmp_path: Path
) -> None:
    """Whoever has the row open is told, as of any other change."""
    key = {"metric": "nps", "segment": "", "valid_from": date(2025, 1, 1)}
    made = save(app, FORMS["targets"], key | {"value": 35.0}, "Ada", today=TODAY)
    load(app, tmp_path, "targets", "metric,value,valid_from\nnps,30,2025-01-01\n")
    with pytest.raises(ReaderError, match="Somebody else changed this"):
        save(app, FORMS["targets"], key | {"value": 40.0}, "Ada", made.key, made.version)
    with app.begin() as connection:
        row = connection.execute(select(targets)).one()
        assert (row.value, row.version) == (30, 2)


KEY = {"metric": "nps", "segment": "", "valid_from": date(2025, 1, 1)}
FIRST = "metric,value,valid_from\nnps,30,2025-01-01\nces,5,2025-01-01\n"
SECOND = "metric,value,valid_from\nnps,32,2025-01-01\nces,6,2025-01-01\n"


def clear_log(engine: Engine) -> None:
    """As when the log has been kept for as long as the company wants."""
    with engine.begin() as connection:
        clear_audit_to(connection, now() + timedelta(seconds=1), "test")


def values(engine: Engine) -> dict[str, float]:
    with engine.connect() as connection:
        return {row.metric: row.value for row in connection.execute(select(targets))}


@pytest.mark.parametrize("files", [[FIRST], [FIRST, SECOND]], ids=["made", "changed"])
def test_what_a_person_wrote_outlives_an_undo_when_the_log_of_it_is_cleared(
    app: Engine, tmp_path: Path, files: list[str]
) -> None:
    number = [load(app, tmp_path, "targets", text).import_id for text in files][-1]
    save(app, FORMS["targets"], KEY | {"value": 35.0}, "Ada", KEY, seen=len(files), today=TODAY)
    clear_log(app)
    before = values(app)
    with pytest.raises(ReaderError, match="row nps  2025-01-01 of targets may have changed"):
        undo_import(app, number)
    assert values(app) == before


def test_what_a_person_removed_does_not_come_back_when_the_log_of_it_is_cleared(
    app: Engine, tmp_path: Path
) -> None:
    load(app, tmp_path, "targets", FIRST)
    number = load(app, tmp_path, "targets", SECOND).import_id
    remove(app, FORMS["targets"], KEY, 2, "Ada")
    clear_log(app)
    with pytest.raises(ReaderError, match="may have changed since, and the log of that time"):
        undo_import(app, number)
    assert values(app) == {"ces": 6}


def test_an_old_import_that_nobody_touched_is_still_undone(app: Engine, tmp_path: Path) -> None:
    load(app, tmp_path, "targets", FIRST)
    second = load(app, tmp_path, "targets", SECOND).import_id
    clear_log(app)
    undo_import(app, second)
    assert values(app) == {"nps": 30, "ces": 5}


def test_a_link_of_before_a_restore_is_not_taken_for_one_of_now(
    company: Engine, tmp_path: Path
) -> None:
    """SQLite gives the number of an initiative again that a restore has taken away."""
    with company.begin() as connection:
        follow_ids(connection, [initiatives])
    file = back_up(company, tmp_path / "before.db").file
    new = save(company, FORMS["initiatives"], {"name": "Nätet"}, "Ada").key["id"]
    made = link(company, new, [2], "Ada")
    restore(company, file, "op", over=True)
    other = save(company, FORMS["initiatives"], {"name": "Flytten"}, "Ada").key["id"]
    with company.connect() as connection:
        assert latest_link(connection, other) is None
    link(company, other, [2], "Ada")
    before = belongs(company)
    with pytest.raises(ReaderError, match="There is no link"):
        take_link_back(company, made.change, "Ada")
    assert belongs(company) == before
    with company.connect() as connection:
        assert latest_link(connection, other) is not None
