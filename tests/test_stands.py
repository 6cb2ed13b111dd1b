"""Statements over a company's own codes: compared and grouped as they lie, counted as they mean."""

from datetime import date
from pathlib import Path

import sqlalchemy as sa

from kundagenda.database.warehouse import Warehouse, open_warehouse
from kundagenda.settings import Settings
from metrics import nps
from metrics.periods import month_number
from metrics.scope import Scope
from metrics.tables import survey_answers

MARCH = month_number(date(2025, 3, 1))
ROWS = (  # question, branch, mark
    ("REK", 1, 10),
    ("REK2", 2, 9),  # another question of the same meaning, another code of the same segment
    ("nps", 1, 0),  # what is not translated stays as it is
    ("TEST", 1, 0),  # means nothing
    ("FRI", 1, 0),  # means a text that is no instrument
    ("REK", 3, 0),  # a segment that is not named keeps its code
)


def warehouse(folder: Path) -> Warehouse:
    """A company that asks one question under three names, and has two codes for one segment."""
    address = f"sqlite:///{folder / 'deras.db'}"
    engine = sa.create_engine(address)
    columns = {"nr": sa.Integer, "dag": sa.Date, "fråga": sa.String, "bransch": sa.Integer,
               "betyg": sa.Integer}  # fmt: skip
    theirs = sa.Table("svar", sa.MetaData(), *(sa.Column(*each) for each in columns.items()))
    rows = [
        {"nr": n, "dag": date(2025, 3, 9), "fråga": asked, "bransch": branch, "betyg": mark}
        for n, (asked, branch, mark) in enumerate(ROWS)
    ]
    with engine.begin() as connection:
        theirs.create(connection)
        connection.execute(sa.insert(theirs), rows)
    engine.dispose()
    questions = {"REK": "nps", "REK2": "nps", "TEST": None, "FRI": "fri text"}
    said = {
        "answer_id": "nr", "response_id": "nr", "answered_on": "dag", "score": "betyg",
        "instrument": {"column": "fråga", "values": questions},
        "segment": {"column": "bransch", "values": {"1": "Handel", "2": "Handel"}},
        "scale_low": {"value": 0}, "scale_high": {"value": 10},
    }  # fmt: skip
    tables = {"survey_answers": {"table": "svar", "columns": said}}
    found = open_warehouse(Settings(warehouse_url=address, tables=tables))
    assert found is not None
    return found


def test_codes_of_one_meaning_are_added_up(tmp_path: Path) -> None:
    with warehouse(tmp_path).connect() as connection:
        rows = connection.execute(nps(Scope(MARCH, MARCH))).all()
    assert sorted(row[2:5] for row in rows) == [("3", -1, 1), ("Handel", 1 + 1 - 1, 3)]


def test_a_translated_text_is_compared_as_it_is_kept(tmp_path: Path) -> None:
    found, asked = warehouse(tmp_path), survey_answers.c.instrument
    for ours, count in (("nps", 4), ("fri text", 1), ("REK", 0), ("TEST", 0)):
        statement = sa.select(sa.func.count()).select_from(survey_answers).where(asked == ours)
        written = str(found.meant(statement).compile(found.engine))
        assert "WHERE survey_answers.instrument_kept IN" in written
        with found.connect() as connection:
            assert connection.scalar(statement) == count


def test_any_other_question_is_asked_of_our_column(tmp_path: Path) -> None:
    found, asked = warehouse(tmp_path), survey_answers.c.instrument
    for rule, count in ((asked != "nps", 1), (asked.is_(None), 1), (asked.in_(["nps"]), 4)):
        statement = sa.select(sa.func.count()).select_from(survey_answers).where(rule)
        with found.connect() as connection:
            assert connection.scalar(statement) == count
