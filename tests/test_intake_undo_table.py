"""Undo of tables: rows that an import made go, rows that it changed are as they were."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update

from agenda_files import AGENDA, take_in
from agenda_files import write as write_agenda
from database_content import content
from kundagenda.database.refresh import refresh
from kundagenda.database.tables import import_rows, imports
from kundagenda.errors import ReaderError
from kundagenda.intake import table_plan
from kundagenda.intake.undo import Undone, undo_import
from metrics.tables import agenda_items, kpi_monthly, purchases
from table_files import ANSWERS, counts, load

ITEMS = (
    "forum,held_on,position,title,level\nStyrelsen,2025-03-03,1,Bokslut,none\n"
    "Styrelsen,2025-03-03,2,Kundlöften,value\n"
)


def undo(engine: Engine, place: int = -1) -> Undone:
    """Undo the first, second, ... import that there has been; the last by default."""
    with engine.connect() as connection:
        ids = connection.execute(select(imports.c.id).order_by(imports.c.id)).scalars().all()
    return undo_import(engine, ids[place - 1 if place > 0 else place])


def load_agenda(engine: Engine, folder: Path) -> None:
    load(engine, folder, "forums", "name,kind\nStyrelsen,board\n")
    load(engine, folder, "meetings", "forum,held_on\nStyrelsen,2025-03-03\n")
    load(engine, folder, "agenda_items", ITEMS)


@pytest.mark.parametrize(
    ("table", "first", "second", "deleted", "restored"),
    [
        (
            "survey_answers",
            ANSWERS,
            ANSWERS.replace(",9", ",3") + "a3,r3,2025-03-05,nps,0,10,1\n",
            1,
            1,
        ),
        (
            "targets",
            "metric,value,valid_from\nnps,30,2025-01-01\n",
            "metric,value,valid_from\nnps,40,2025-01-01\nnps,50,2026-01-01\n",
            1,
            1,
        ),
        (
            "forums",
            "name,kind\nStyrelsen,board\n",
            "name,kind\nStyrelsen,other\nLedning,other\n",
            1,
            1,
        ),
        (
            "subscriptions",
            "subscription_id,account_id,started_on,mrr\ns1,a,2024-01-01,10.5\n",
            "subscription_id,account_id,started_on,ended_on,mrr\ns1,a,2024-01-01,2025-01-01,10.5\n",
            0,
            1,
        ),
        (
            "purchases",
            "account_id,bought_on,amount\na,2025-03-03,10\na,2025-03-03,10\n",
            "account_id,bought_on,amount\na,2025-03-03,10\nb,2025-04-03,7.5\n",
            2,
            0,
        ),
    ],
)
def test_undo_of_the_second_file_leaves_the_first(
    app: Engine, tmp_path: Path, table: str, first: str, second: str, deleted: int, restored: int
) -> None:
    load(app, tmp_path, table, first)
    before = content(app)
    load(app, tmp_path, table, second)
    after = content(app)
    assert after != before
    undone = undo(app)
    assert undone.deleted.get(table, 0) == deleted
    assert undone.restored.get(table, 0) == restored
    assert content(app) == before
    load(app, tmp_path, table, second)
    assert content(app) == after


def test_a_table_larger_than_a_chunk_is_undone_to_the_last_row(
    app: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_plan, "CHUNK", 10)
    header, *_ = ANSWERS.splitlines()
    rows = [f"a{n},r{n},2025-03-03,nps,0,10,9" for n in range(25)]
    load(app, tmp_path, "survey_answers", "\n".join([header, *rows]))
    # 25 rows in chunks of 10 are 10 + 10 + 5.
    assert counts(app)["import_rows"] == 3
    assert undo(app).deleted == {"survey_answers": 25}
    assert (counts(app)["survey_answers"], counts(app)["import_rows"]) == (0, 0)


def test_rows_that_a_later_import_changed_name_that_import(app: Engine, tmp_path: Path) -> None:
    load(app, tmp_path, "survey_answers", ANSWERS)
    load(app, tmp_path, "survey_answers", ANSWERS.replace(",9", ",3"))
    before = content(app)
    with pytest.raises(ReaderError, match=r"\(survey_answers.csv\) changed the same rows later"):
        undo(app, 1)
    assert content(app) == before
    undo(app, 2)
    undo(app, 1)
    assert counts(app)["survey_answers"] == 0


def test_rows_that_others_point_to_stay(app: Engine, tmp_path: Path) -> None:
    load_agenda(app, tmp_path)
    before = content(app)
    with pytest.raises(ReaderError, match="rows of meetings point to its rows of forums"):
        undo(app, 1)
    with pytest.raises(ReaderError, match="rows of agenda_items point to its rows of meetings"):
        undo(app, 2)
    assert content(app) == before
    for _ in range(3):
        with app.connect() as connection:
            standing = select(imports.c.id).where(imports.c.undone_at.is_(None))
            last = max(connection.execute(standing).scalars())
        undo_import(app, last)
    left = {table for table, count in counts(app).items() if count}
    assert left == {"audit", "imports", "state"}


def test_figures_follow_the_undo_of_items(app: Engine, tmp_path: Path) -> None:
    load_agenda(app, tmp_path)
    before = content(app)
    load(app, tmp_path, "agenda_items", ITEMS.replace("Bokslut,none", "Bokslut,fix"))
    share = select(kpi_monthly.c.numerator).where(kpi_monthly.c.metric == "customer_item_share")
    with app.connect() as connection:
        # Two items, both about customers now.
        assert connection.execute(share).scalar_one() == 2
    undo(app)
    with app.connect() as connection:
        assert connection.execute(share).scalar_one() == 1
    assert content(app) == before


def test_what_a_person_said_of_an_item_is_kept_when_its_row_is_put_back(
    app: Engine, tmp_path: Path
) -> None:
    load_agenda(app, tmp_path)
    model = {"level_by": "model"}
    person = {"level": "fix", "level_best": "fix", "level_by": "person"}
    with app.begin() as connection:
        connection.execute(update(agenda_items).values(model))
    load(app, tmp_path, "agenda_items", ITEMS.replace("Bokslut,none", "Bokslut och skatt,fix"))
    with app.begin() as connection:
        connection.execute(update(agenda_items).where(agenda_items.c.position == 1).values(person))
    undo(app)
    with app.connect() as connection:
        query = select(agenda_items.c.title, agenda_items.c.level)
        rows = connection.execute(query.order_by(agenda_items.c.position)).all()
    assert [tuple(row) for row in rows] == [("Bokslut", "fix"), ("Kundlöften", "value")]


def test_ready_values_give_way_to_the_computed_ones_that_they_replaced(
    app: Engine, tmp_path: Path
) -> None:
    load(app, tmp_path, "survey_answers", ANSWERS)
    refresh(app)
    before = content(app)
    given = "month,metric,value,base\n2025-03,nps,40,100\n2025-02,nps,30,100\n"
    load(app, tmp_path, "kpi_monthly", given)
    assert content(app) != before
    undo(app)
    assert content(app) == before


def test_items_of_a_table_in_a_meeting_that_was_read_are_not_lost_with_the_agenda(
    app: Engine, tmp_path: Path
) -> None:
    take_in(app, write_agenda(tmp_path, "2025-03-03.md", AGENDA), forum="Styrelsen")
    more = "forum,held_on,position,title\nStyrelsen,2025-03-03,4,Bokslut\n"
    load(app, tmp_path, "agenda_items", more)
    before = content(app)
    with pytest.raises(ReaderError, match=r"item \d of 2025-03-03 came into its meeting by"):
        undo(app, 1)
    assert content(app) == before
    undo(app, 2)
    undo(app, 1)
    assert counts(app)["meetings"] == 0


def test_an_import_from_before_undo_was_possible_is_refused(app: Engine, tmp_path: Path) -> None:
    load(app, tmp_path, "survey_answers", ANSWERS)
    with app.begin() as connection:
        connection.execute(import_rows.delete())
    with pytest.raises(ReaderError, match="before imports could be undone"):
        undo(app)
    load(app, tmp_path, "purchases", "account_id,bought_on,amount\na,2025-03-03,10\n")
    with app.begin() as connection:
        connection.execute(update(purchases).values(import_id=None))
    with pytest.raises(ReaderError, match="before imports could be undone"):
        undo(app)


def test_a_file_cannot_say_which_import_its_rows_came_with(app: Engine, tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match="import_id"):
        load(
            app, tmp_path, "purchases", "account_id,bought_on,amount,import_id\na,2025-03-03,1,1\n"
        )


def test_a_table_that_is_there_already_leaves_no_import(app: Engine, tmp_path: Path) -> None:
    load(app, tmp_path, "survey_answers", ANSWERS)
    before = counts(app)
    assert load(app, tmp_path, "survey_answers", ANSWERS).status == "unchanged"
    assert counts(app) == before
