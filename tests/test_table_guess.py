"""Which table a company's own file is, and what its rows become."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from kundagenda.errors import ReaderError
from kundagenda.intake.known_names import ours_of
from kundagenda.intake.reshape import reshaped
from kundagenda.intake.table_choice import Choice
from kundagenda.intake.table_guess import Guess, chosen, guess
from own_tables import (
    CONTRACTS,
    CUSTOMERS,
    MONTHLY,
    NKI,
    ORDERS,
    QUALTRICS,
    QUARTERLY,
    REPORT,
    SMALL,
    SURVEYMONKEY,
)
from table_files import MARCH, write
from workbooks import save_workbook

JANUARY = MARCH - 2


def guessed(folder: Path, text: str, name: str = "export.csv") -> Guess:
    return guess(write(folder, text, name))


def stored(found: Guess, *names: str, choice: Choice | None = None) -> list[tuple[Any, ...]]:
    """The rows as they would be stored, some of their columns."""
    assert found.choice is not None
    with reshaped(found.source, choice or found.choice) as sheet:
        header = [name for _, name in sheet.header]
        return [tuple(cells[header.index(n)] for n in names) for _, cells in sheet.rows]


@pytest.mark.parametrize("table", SMALL)
def test_a_small_table_is_known_by_its_columns_in_swedish(table: str, tmp_path: Path) -> None:
    text, columns = SMALL[table]
    found = guessed(tmp_path, text)
    assert found.table == table
    assert found.choice is not None
    assert dict(found.choice.columns) == dict(pair.split("=") for pair in columns.split(", "))
    assert found.left_out == []
    assert found.needs == ()


def test_every_column_has_a_reason_and_a_confidence(tmp_path: Path) -> None:
    found = guessed(tmp_path, QUALTRICS)
    told = {column.ours: column for column in found.columns}
    assert str(told["nps"].reason) == "called recommend, and its values are marks"
    assert 0.5 < told["nps"].confidence < told["response_id"].confidence == 1.0
    assert str(told[None].reason) == "no column of ours is called so"
    assert 0 < found.confidence < 1


def test_a_column_a_question_becomes_a_row_an_answer(tmp_path: Path) -> None:
    found = guessed(tmp_path, QUALTRICS)
    assert found.table == "survey_answers"
    columns = ("answer_id", "answered_on", "instrument", "scale_low", "scale_high", "score")
    first, second = date(2025, 3, 3), date(2025, 3, 4)
    assert stored(found, *columns) == [
        ("R_1:nps", first, "nps", "0", "10", 9),
        ("R_1:csat", first, "csat", "1", "5", 5),
        ("R_1:ces", first, "ces", "1", "7", 7),
        ("R_2:nps", second, "nps", "0", "10", 3),
        ("R_2:csat", second, "csat", "1", "5", 2),
        ("R_2:ces", second, "ces", "1", "7", None),
    ]


def test_american_days_are_proved_by_the_whole_file(tmp_path: Path) -> None:
    found = guessed(tmp_path, SURVEYMONKEY)
    rows = stored(found, "response_id", "answered_on", "instrument", "score")
    assert [row[:2] for row in rows[::2]] == [
        ("118001", date(2025, 3, 13)),
        ("118002", date(2025, 3, 14)),
        ("118003", date(2025, 4, 5)),
    ]
    assert [row[3] for row in rows if row[2] == "nps"] == [10, 6, 0]
    assert [row[3] for row in rows if row[2] == "csat"] == [5, 3, 1]


def test_three_questions_of_a_customer_index_with_its_title_above(tmp_path: Path) -> None:
    found = guessed(tmp_path, NKI)
    assert found.source.line == 3
    rows = stored(found, "account_id", "segment", "instrument", "score")
    assert rows == [
        ("K1", "Åkerier", "nki_1", 8),
        ("K1", "Åkerier", "nki_2", 7),
        ("K1", "Åkerier", "nki_3", 6),
        ("K2", "Butiker", "nki_1", 10),
        ("K2", "Butiker", "nki_2", None),
        ("K2", "Butiker", "nki_3", 9),
    ]


def test_ids_that_the_file_lacks_are_the_same_when_it_is_sorted_and_longer(
    tmp_path: Path,
) -> None:
    lines = NKI.splitlines()
    longer = [*lines[:3], "9 mars 2025;K9;Butiker;1;1;1", lines[4], lines[3]]
    before = stored(guessed(tmp_path, NKI), "answer_id")
    after = stored(guessed(tmp_path, "\n".join(longer) + "\n"), "answer_id")
    assert len(set(before)) == 6
    assert set(before) < set(after)


def test_rows_that_say_the_same_get_ids_of_their_own(tmp_path: Path) -> None:
    text = "Svarsdatum;NPS\n2025-03-03;9\n2025-03-03;9\n2025-03-04;0\n"
    ids = stored(guessed(tmp_path, text), "answer_id")
    assert len(set(ids)) == 3


def test_marks_below_one_heading_take_their_question_from_the_file_name(tmp_path: Path) -> None:
    text = "Datum;Kund;Betyg\n03/04/2025;K1;9\n13/04/2025;K2;10\n"
    found = guessed(tmp_path, text, "NPS utskick 2025.csv")
    columns = ("instrument", "answered_on", "scale_low", "score")
    assert stored(found, *columns)[0] == ("nps", date(2025, 4, 3), "0", 9)
    unnamed = guessed(tmp_path, text, "utskick.csv")
    assert [str(need) for need in unnamed.needs] == [
        "Say which question the marks answer: instrument=nps, csat, ces or nki_1."
    ]


def test_a_day_that_can_be_read_two_ways_is_asked_for(tmp_path: Path) -> None:
    found = guessed(tmp_path, "Svarsdatum;NPS\n03/04/2025;9\n05/06/2025;8\n")
    assert "day_first=yes or no" in str(found.needs[0])
    assert found.choice is not None
    for said, day in (("yes", date(2025, 4, 3)), ("no", date(2025, 3, 4))):
        choice = chosen(found.source, "survey_answers", found.choice.columns, {"day_first": said})
        assert stored(found, "answered_on", choice=choice)[0] == (day,)


def test_codes_for_no_answer_are_no_marks(tmp_path: Path) -> None:
    text = "Svarsdatum,CSAT (1-7)\n2025-03-03,7\n2025-03-03,-99\n2025-03-03,1\n2025-03-03,99\n"
    found = guessed(tmp_path, text)
    assert found.choice is not None
    assert found.choice.given == {"csat_scale": "1-7", "missing": "-99,99"}
    # A respondent who answered nothing gives no row.
    assert stored(found, "score") == [(7,), (1,)]


def test_a_high_effort_is_bad_when_the_question_asks_how_much(tmp_path: Path) -> None:
    text = "Date,How much effort did it take?\n2025-03-03,7\n2025-03-04,1\n"
    assert stored(guessed(tmp_path, text), "instrument", "high_is_good") == [("ces", "no")] * 2


def test_contracts_by_the_year_in_thousands_with_their_last_day(tmp_path: Path) -> None:
    found = guessed(tmp_path, CONTRACTS)
    columns = ("subscription_id", "account_id", "started_on", "ended_on", "mrr")
    assert stored(found, *columns) == [
        ("A-1", "1001", date(2023, 1, 1), date(2026, 1, 1), pytest.approx(120.6 * 1000 / 12)),
        ("A-2", "1001", date(2024, 3, 1), None, pytest.approx(12 * 1000 / 12)),
        ("A-3", "1002", date(2024, 2, 1), date(2025, 2, 1), pytest.approx(1200 * 1000 / 12)),
    ]


def test_tenure_is_counted_back_from_the_day_of_the_list(tmp_path: Path) -> None:
    undated = guessed(tmp_path, CUSTOMERS)
    assert [str(need) for need in undated.needs] == [
        "Say on which day the list was drawn: drawn_on=YYYY-MM-DD."
    ]
    found = guessed(tmp_path, CUSTOMERS, "customers 2026-10-15.csv")
    columns = ("subscription_id", "account_id", "started_on", "ended_on", "mrr")
    # Fourteen months before October 2026 is August 2025.
    assert stored(found, *columns) == [
        ("C-1", "C-1", date(2026, 9, 1), None, 29.85),
        ("C-2", "C-2", date(2025, 8, 1), date(2026, 10, 31), 1056.95),
        ("C-3", "C-3", date(2026, 10, 1), None, 42.3),
    ]


def test_orders_with_compact_days_and_points_between_thousands(tmp_path: Path) -> None:
    found = guessed(tmp_path, ORDERS)
    assert stored(found, "account_id", "bought_on", "amount") == [
        ("K1", date(2025, 3, 3), 1200.0),
        ("K2", date(2025, 3, 4), 12500.0),
    ]
    assert found.left_out == ["Antal"]


def test_cells_kept_apart_by_spaces_are_a_table(tmp_path: Path) -> None:
    text = " customer_id  date  cds  dollar_value\n 00001 20250101 1 11.77\n 00002 20250112 5 77\n"
    found = guessed(tmp_path, text, "orders.txt")
    assert stored(found, "account_id", "bought_on", "amount") == [
        ("00001", date(2025, 1, 1), 11.77),
        ("00002", date(2025, 1, 12), 77.0),
    ]


def test_ready_values_a_column_a_metric(tmp_path: Path) -> None:
    found = guessed(tmp_path, MONTHLY)
    rows = stored(found, "month", "nki", "base", "logo_churn_month")
    assert rows == [
        (JANUARY, 71.2, "312", pytest.approx(0.018)),
        (JANUARY + 1, 70.4, "1\u00a0104", pytest.approx(0.021)),
        (JANUARY + 3, None, "0", pytest.approx(0.024)),
    ]


def test_ready_values_a_column_a_month_of_the_year_in_the_title(tmp_path: Path) -> None:
    found = guessed(tmp_path, REPORT)
    assert stored(found, "metric", "month", "value") == [
        ("nps", JANUARY, 25.0),
        ("nps", JANUARY + 1, 30.0),
        ("nps", JANUARY + 2, None),
        ("nps", JANUARY + 3, 28.0),
        ("logo_churn_month", JANUARY, pytest.approx(0.018)),
        ("logo_churn_month", JANUARY + 1, pytest.approx(0.021)),
        ("logo_churn_month", JANUARY + 2, pytest.approx(0.026)),
        ("logo_churn_month", JANUARY + 3, pytest.approx(0.024)),
    ]
    no_year = guessed(tmp_path, REPORT.replace(" 2025", ""))
    assert [str(need) for need in no_year.needs] == ["Say which year the months are of: year=YYYY."]


def test_a_quarter_stands_on_its_last_month_and_shares_become_percent(tmp_path: Path) -> None:
    found = guessed(tmp_path, QUARTERLY)
    assert stored(found, "month", "nps", "csat_7") == [
        (JANUARY + 2, 25.0, pytest.approx(82)),
        (JANUARY + 5, 27.0, pytest.approx(84)),
        (JANUARY + 8, 26.0, pytest.approx(80)),
    ]


def test_a_workbook_with_a_cover_sheet_real_days_and_stored_percent(tmp_path: Path) -> None:
    path = save_workbook(
        tmp_path / "Rapport.xlsx",
        {
            "Om": [["Kundrapport"], ["Framtagen av", "Kundcenter"]],
            "Data": [
                ["Uppföljning"],
                [None],
                ["Månad", "NPS", "Svarsfrekvens"],
                [datetime(2025, 1, 31), 25, 0.45],
                [datetime(2025, 2, 28), 30, 0.4],
            ],
        },
    )
    found = guess(path)
    assert stored(found, "month", "nps", "response_rate") == [
        (JANUARY, 25.0, 0.45),
        (JANUARY + 1, 30.0, 0.4),
    ]


def test_a_file_that_is_none_of_our_tables_is_taken_for_nothing(tmp_path: Path) -> None:
    found = guessed(tmp_path, "Färg,Form,Vikt\nröd,rund,3\nblå,platt,5\n")
    assert (found.table, found.choice) == (None, None)


def test_columns_of_marks_without_a_name_are_a_survey_that_must_be_explained(
    tmp_path: Path,
) -> None:
    text = "q_1,q_2\n" + "".join(f"{a % 7 + 1},{a % 5 + 1}\n" for a in range(14))
    found = guessed(tmp_path, text)
    assert found.table == "survey_answers"
    assert len(found.needs) == 2
    choice = chosen(found.source, "survey_answers", {"csat": "q_1"}, {"answered_on": "2025-03-03"})
    rows = stored(found, "instrument", "scale_high", "score", choice=choice)
    assert rows[:2] == [("csat", "7", 1), ("csat", "7", 2)]


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    found = guessed(tmp_path, ORDERS)
    with pytest.raises(ReaderError, match="no column 'Kund'; its columns are Orderdatum, Kundnr"):
        chosen(found.source, "purchases", {"account_id": "Kund"}, {})


def test_what_a_person_may_choose_holds_everything_that_is_guessed(tmp_path: Path) -> None:
    for text in (CONTRACTS, CUSTOMERS, NKI, ORDERS, MONTHLY, *(text for text, _ in SMALL.values())):
        found = guessed(tmp_path, text, "fil 2026-10-15.csv")
        assert found.table is not None
        assert found.choice is not None
        # Our own names may be used beside those that companies have for them.
        ours = {*ours_of(found.table), *LOADED.get(found.table, ())}
        assert set(found.choice.columns) <= ours


LOADED = {"decisions": ("id",), "meetings": ("forum_id",)}
