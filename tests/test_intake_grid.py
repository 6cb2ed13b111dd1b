"""Agendas in CSV files and Excel workbooks."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kundagenda.errors import ReaderError
from kundagenda.intake.reader import read_agenda
from kundagenda.intake.reading import ReadFile
from workbooks import replace_part, save_workbook


def read(folder: Path, text: str, encoding: str = "utf-8", name: str = "agenda.csv") -> ReadFile:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return read_agenda(path)


def rows(file: ReadFile) -> list[tuple[str, str, float | None]]:
    return [
        (meeting.held_on.isoformat(), item.title, item.planned_minutes)
        for meeting in file.meetings
        for item in meeting.items
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_swedish_table_with_semicolons_and_decimal_commas(tmp_path: Path, encoding: str) -> None:
    file = read(
        tmp_path,
        "Dagordningar våren\n\nDatum;Ärende;Minuter\n2025-03-03;Kundnöjdhet kv 1;7,5\n"
        ";Återbäring – förslag;30\n2025-03-17;Försenade leveranser;1\u00a0020,0\n"
        ";Övriga frågor;–\n",
        encoding,
    )
    assert rows(file) == [
        ("2025-03-03", "Kundnöjdhet kv 1", 7.5),
        ("2025-03-03", "Återbäring – förslag", 30),
        ("2025-03-17", "Försenade leveranser", None),
        ("2025-03-17", "Övriga frågor", None),
    ]
    assert [(w.line, "too long" in w.text) for w in file.warnings] == [(6, True)]
    assert file.meetings[1].items[0].minutes_as_read == 1020


def test_an_english_table_with_commas_and_quotes(tmp_path: Path) -> None:
    file = read(
        tmp_path,
        'Date,Item,Time (min)\n2025-03-03,"Refunds, and returns",10\n2025-03-03,Total,10\n',
    )
    assert rows(file) == [("2025-03-03", "Refunds, and returns", 10)]


def test_a_table_with_tabs_is_told_by_its_content(tmp_path: Path) -> None:
    file = read(tmp_path, "Datum\tPunkt\n2025-03-03\tPrislöfte\n", name="agenda.txt")
    assert rows(file) == [("2025-03-03", "Prislöfte", None)]


def test_starts_in_the_time_column_give_lengths_but_not_of_the_last_item(tmp_path: Path) -> None:
    file = read(
        tmp_path, "Datum;Punkt;Tid\n2025-03-03;A-kunder;09:00\n;B-kunder;09:25\n;Lager;10:00\n"
    )
    assert [minutes for _, _, minutes in rows(file)] == [25, 35, None]


def test_one_order_of_day_and_month_holds_for_the_file_and_is_told(tmp_path: Path) -> None:
    file = read(tmp_path, "Datum;Punkt\n4/3/2025;Uptime\n13/3/2025;Pris\nv. 10 2025;Lager\n")
    assert rows(file) == [("2025-03-04", "Uptime", None), ("2025-03-13", "Pris", None)]
    assert [warning.line for warning in file.warnings] == [2, 3, 4]
    with pytest.raises(ReaderError, match="4/3/2025 can be read two ways"):
        read(tmp_path, "Datum;Punkt\n4/3/2025;Uptime\n")


def test_bad_minutes_are_flagged_row_by_row_and_kept_out(tmp_path: Path) -> None:
    file = read(
        tmp_path,
        "date,item,minutes\n2025-03-04,Churn,-15\n2025-03-04,Budget,0\n2025-03-04,Prices,abc\n"
        "2025-03-04,NPS,1e9\n2025-03-04,CSAT,NaN\n2025-03-04,Returns,∞\n",
    )
    assert [warning.line for warning in file.warnings] == [2, 3, 4, 5, 6, 7]
    assert [minutes for _, _, minutes in rows(file)] == [None, 0, None, None, None, None]
    assert [item.minutes_as_read for item in file.meetings[0].items][:2] == [-15, 0]


def test_a_column_of_forums_counts_only_when_it_names_several(tmp_path: Path) -> None:
    two = read(tmp_path, "Datum;Forum;Punkt\n2025-03-03;Styrelsen;Pris\n2025-03-03;Ledning;Lager\n")
    assert [meeting.forum for meeting in two.meetings] == ["Ledning", "Styrelsen"]
    one = read(tmp_path, "Datum;Forum;Punkt\n2025-03-03;Styrelsen;Pris\n")
    assert [meeting.forum for meeting in one.meetings] == [None]


def test_a_workbook_with_prose_titles_dates_and_times(tmp_path: Path) -> None:
    header = ("Datum", "Punkt", "Ansvarig", "Tid")
    path = save_workbook(
        tmp_path / "dagordningar.xlsx",
        {
            "Läs mig": [("Uppdateras varje vecka.",)],
            "2024": [
                ("Ledningsgruppen 2024",),
                (),
                header,
                (datetime(2024, 11, 4), "NKI, resultat", "K", 30),
                (None, "Budget 2025", "K", 45),
                (datetime(2024, 12, 2), "Avbrottet i november", "K", "20 min"),
            ],
            "2025": [header, (date(2025, 1, 13), "Kundresa vid inflyttning", "K", time(0, 40))],
        },
    )
    assert rows(read_agenda(path)) == [
        ("2024-11-04", "NKI, resultat", 30),
        ("2024-11-04", "Budget 2025", 45),
        ("2024-12-02", "Avbrottet i november", 20),
        ("2025-01-13", "Kundresa vid inflyttning", 40),
    ]


def test_a_sheet_without_a_date_column_takes_the_date_of_its_title_or_name(tmp_path: Path) -> None:
    agenda: list[tuple[Any, ...]] = [("Nr", "Punkt"), (1, "Prislöfte")]
    path = save_workbook(
        tmp_path / "a.xlsx", {"2025-02-03": agenda, "Mars": [("Möte 3 mars 2025",), *agenda]}
    )
    assert [day for day, _, _ in rows(read_agenda(path))] == ["2025-02-03", "2025-03-03"]


def test_a_formula_is_never_evaluated(tmp_path: Path) -> None:
    sheet = [("Datum", "Punkt", "Minuter"), (date(2025, 3, 3), "Prislöfte", "=10+20")]
    file = read_agenda(save_workbook(tmp_path / "a.xlsx", {"Blad": sheet}))
    assert rows(file) == [("2025-03-03", "Prislöfte", None)]
    assert [(w.line, "formula" in w.text) for w in file.warnings] == [(2, True)]


def test_hostile_workbooks_are_refused_in_one_sentence(tmp_path: Path) -> None:
    sheet = {"Blad": [("Datum", "Punkt"), (date(2025, 3, 3), "Prislöfte")]}
    entities = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
    sane = save_workbook(tmp_path / "sane.xlsx", sheet).read_bytes()

    def workbook(name: str, part: str = "", content: bytes = b"", size: int = -1) -> Path:
        path = tmp_path / name
        path.write_bytes(sane[:size] if size > 0 else sane)
        return replace_part(path, part, content) if part else path

    for path, said in (
        (workbook("dtd.xlsx", "xl/sharedStrings.xml", entities), "entities"),
        (workbook("bomb.xlsx", "xl/bomb.xml", b"\0" * 50_000_000), "its size"),
        (workbook("cut.xlsx", size=2000), "damaged"),
        (workbook("broken.xlsx", "xl/workbook.xml", b"<a"), "damaged"),
    ):
        with pytest.raises(ReaderError, match=said) as refused:
            read_agenda(path)
        assert path.name in str(refused.value)


def test_a_csv_file_without_a_column_of_items_names_what_it_has(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match=r"agenda\.csv has no column of agenda items.*Vem;När"):
        read(tmp_path, "Vem;När\nKarin;igår\n")


WORDS = st.from_regex(r"[a-zåäö]{3,8}( [a-zåäö]{3,8}){0,3}", fullmatch=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.dates(date(2000, 1, 1), date(2050, 1, 1)),
            WORDS.filter(lambda word: word not in ("summa", "total", "totalt", "sum", "totals")),
            st.none() | st.integers(1, 480),
        ),
        min_size=1,
        max_size=8,
        unique_by=(lambda row: row[0], lambda row: row[1]),
    ),
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["utf-8", "cp1252", "utf-16"]),
)
def test_what_is_written_is_read_back(
    tmp_path: Path, agenda: list[tuple[date, str, int | None]], mark: str, encoding: str
) -> None:
    lines = [mark.join(("Datum", "Punkt", "Minuter"))]
    lines += [mark.join((d.isoformat(), f"{t}åä", str(m or ""))) for d, t, m in agenda]
    file = read(tmp_path, "\n".join(lines), encoding)
    assert rows(file) == sorted((d.isoformat(), f"{t}åä", m) for d, t, m in agenda)
    assert file.warnings == []


def test_the_last_item_of_a_meeting_does_not_last_until_the_next_one_begins(tmp_path: Path) -> None:
    file = read(
        tmp_path,
        "Datum;Punkt;Tid\n2025-09-01;Kundlöften;09:00\n;Lokaler;09:40\n"
        "2025-09-08;Prislöfte;13:00\n;Lager;13:20\n",
    )
    assert rows(file) == [
        ("2025-09-01", "Kundlöften", 40.0),
        ("2025-09-01", "Lokaler", None),
        ("2025-09-08", "Prislöfte", 20.0),
        ("2025-09-08", "Lager", None),
    ]


def test_a_year_that_no_meeting_has_is_no_date(tmp_path: Path) -> None:
    rows = [["Datum", "Punkt"], [datetime(9999, 12, 31), "Kundlöften"]]
    path = save_workbook(tmp_path / "a.xlsx", {"Blad1": rows})
    with pytest.raises(ReaderError, match="is not a date"):
        read_agenda(path)


@pytest.mark.parametrize("head", ["Datum;Punkt;Ärende;Minuter", "Datum;Ärende;Punkt;Minuter"])
def test_a_column_of_numbers_named_punkt_is_not_taken_for_the_words(
    tmp_path: Path, head: str
) -> None:
    numbered = head.startswith("Datum;Punkt")
    line = "2026-10-06;2;Reklamationer;25" if numbered else "2026-10-06;Reklamationer;2;25"
    assert rows(read(tmp_path, f"{head}\n{line}\n")) == [("2026-10-06", "Reklamationer", 25)]


def test_a_column_named_punkt_alone_holds_the_words(tmp_path: Path) -> None:
    file = read(tmp_path, "Datum;Punkt;Minuter\n2026-10-06;Reklamationer;25\n")
    assert rows(file) == [("2026-10-06", "Reklamationer", 25)]
