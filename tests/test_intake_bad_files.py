"""Text, CSV and Excel files that are broken, hostile or merely strange."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from sqlalchemy import Engine, select

from agenda_files import counts, take_in
from kundagenda.errors import ReaderError
from kundagenda.intake.reader import read_agenda
from kundagenda.intake.reading import ReadFile
from kundagenda.intake.tidy_items import MOST_TITLE
from kundagenda.settings import settings
from kundagenda.texts.spreadsheet import csv_of, safe_cell, safe_rows
from metrics.tables import agenda_items, kpi_monthly

FORMATS = Path(__file__).resolve().parents[2] / "shared" / "formats"
HEADER = "Datum;Punkt;Minuter\n"


def read(folder: Path, content: str | bytes, name: str = "agenda.csv") -> ReadFile:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_agenda(path)


def told(found: ReadFile) -> list[tuple[int, str]]:
    return [(warning.line, warning.text) for warning in found.warnings]


@pytest.fixture
def one_megabyte(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings(), "max_file_mb", 1)


@pytest.mark.usefixtures("one_megabyte")
@pytest.mark.parametrize("name", ["2025-03-03.md", "agenda.csv", "agenda.txt", "agenda.xlsx"])
def test_a_file_above_the_limit_is_refused_with_its_size_and_the_setting(
    tmp_path: Path, name: str
) -> None:
    sentence = rf"{name} is 1,000,001 bytes, over the 1 MB .* KUNDAGENDA_MAX_FILE_MB\."
    with pytest.raises(ReaderError, match=sentence):
        read(tmp_path, b"x" * 1_000_001, name)


@pytest.mark.parametrize(
    "content", [b"", b" \n\t\r\n", b"\0" * 500, b"\xef\xbb\xbf", b"\xff\xfe\n\0"]
)
@pytest.mark.parametrize("name", ["agenda.csv", "2025-03-03.md", "agenda.xlsx"])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, content: bytes, name: str) -> None:
    with pytest.raises(ReaderError, match=f"{name} is empty"):
        read(tmp_path, content, name)


@pytest.mark.parametrize(
    ("name", "inside"), [("möte.msg", ""), ("möte.eml", "__properties_version1.0")]
)
def test_an_outlook_message_is_refused_with_how_to_save_it(
    tmp_path: Path, name: str, inside: str
) -> None:
    message = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + inside.encode("utf-16-le")
    sentence = rf"{name} is an Outlook message \(save it as \.eml, or forward it as an attachment\)"
    with pytest.raises(ReaderError, match=sentence):
        read(tmp_path, message, name)
    with pytest.raises(ReaderError, match=r"gammal\.doc is an old or locked Office file"):
        read(tmp_path, message[:512], "gammal.doc")


def test_a_wrong_ending_does_not_matter(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Datum", "Punkt"])
    book.active.append([date(2025, 3, 3), "Kundlöften"])
    book.save(tmp_path / "a.xlsx")
    as_text = read(tmp_path, (tmp_path / "a.xlsx").read_bytes(), "a.csv")
    as_book = read(tmp_path, f"{HEADER}2025-03-03;Kundlöften;5\n", "b.xlsx")
    for found in (as_text, as_book):
        assert [item.title for item in found.meetings[0].items] == ["Kundlöften"]


def test_a_workbook_cut_short_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Datum", "Punkt"])
    book.save(tmp_path / "a.xlsx")
    whole = (tmp_path / "a.xlsx").read_bytes()
    with pytest.raises(ReaderError, match=r"cut\.xlsx is .* damaged"):
        read(tmp_path, whole[: len(whole) // 2], "cut.xlsx")


def test_a_few_nul_bytes_are_taken_out_and_many_are_no_text(tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEADER}2025-03-03;Kund\0er;5\n")
    assert found.meetings[0].items[0].title == "Kunder"
    assert told(found) == [
        (2, "Letters that cannot be seen (U+0000) were taken out of line 2."),
    ]
    with pytest.raises(ReaderError, match=r"is not a text.* control codes"):
        read(tmp_path, b"\1\2\3ab" * 1000)


@pytest.mark.parametrize("day", ["2025-02-30", "30 februari 2025", "31/11/2025", "2025-13-01"])
def test_a_day_that_does_not_exist_is_told_by_line(tmp_path: Path, day: str) -> None:
    found = read(tmp_path, f"{HEADER}{day};Budget;10\n2025-03-03;Kunder;5\n13/3/2025;Pris;5\n")
    assert [item.title for m in found.meetings for item in m.items] == ["Kunder", "Pris"]
    assert told(found)[0] == (2, f"The row is left out: {day} is a day that does not exist.")


def test_items_below_a_heading_with_a_day_that_does_not_exist_join_no_other_meeting(
    tmp_path: Path,
) -> None:
    text = "# 2025-02-10\n\n- Kunder\n\n# 2025-02-30\n\n- Lager\n\n# 2025-03-10\n\n- Hyra\n"
    found = read(tmp_path, text, "m.md")
    assert [[item.title for item in m.items] for m in found.meetings] == [["Kunder"], ["Hyra"]]
    assert told(found) == [(5, "2025-02-30 on line 5 is a day that does not exist.")]
    with pytest.raises(ReaderError, match="2025-02-30 on line 1 is a day that does not exist"):
        read(tmp_path, "# 2025-02-30\n\n- Kunder\n- Lager\n", "m.md")


def test_a_day_without_a_year_takes_the_year_above(tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEADER}3 mars 2025;Kunder;5\n10 mars;Pris;5\nmars;Lager;5\n")
    assert [str(m.held_on) for m in found.meetings] == ["2025-03-03", "2025-03-10"]
    assert told(found) == [(4, "The row is left out: mars is not a date.")]


@pytest.mark.parametrize(
    "minutes", ["-5", "NaN", "inf", "-inf", "1e400", "481", "9" * 40, "#DIV/0!", "∞", "abc"]
)
def test_minutes_that_no_item_takes_are_flagged_and_unknown(tmp_path: Path, minutes: str) -> None:
    found = read(tmp_path, f"{HEADER}2025-03-03;Kunder;{minutes}\n2025-03-03;Pris;20\n")
    first, second = found.meetings[0].items
    assert (first.planned_minutes, second.planned_minutes) == (None, 20)
    assert first.minutes_as_read is not None
    json.dumps(first.minutes_as_read, allow_nan=False)
    assert [line for line, _ in told(found)] == [2]


@pytest.mark.skipif(not FORMATS.is_dir(), reason="the example files are not here")
def test_no_impossible_minutes_enter_the_share_of_time(app: Engine) -> None:
    take_in(app, FORMATS / "hostile" / "14_negative_minutes.csv")
    with app.connect() as connection:
        minutes = connection.execute(select(agenda_items.c.planned_minutes)).scalars().all()
        recorded = connection.execute(
            select(kpi_monthly.c.numerator, kpi_monthly.c.denominator).where(
                kpi_monthly.c.metric == "minutes_recorded"
            )
        ).all()
    # A recorded 0 is a consent item (DESIGN.md, section 3) and adds nothing to either sum.
    assert sorted(minutes, key=str) == [0.0, None, None, None, None, None]
    assert all((row.numerator or 0, row.denominator or 0) == (0, 0) for row in recorded)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (f"{HEADER}2025-03-03;{'x' * 10_000};10\n2025-03-03;Pris;5\n", "a.csv"),
        (f"{HEADER}2025-03-03;{'lång punkt ' * 1000};10\n2025-03-03;Pris;5\n", "a.csv"),
        (f"# Agenda\n\n- {'x' * 10_000}\n- Pris\n", "2025-03-03.md"),
        (f"# Agenda\n\n- {'lång punkt ' * 1000}\n- Pris\n", "2025-03-03.txt"),
    ],
)
def test_a_title_of_ten_thousand_letters_is_cut_and_told(
    tmp_path: Path, content: str, name: str
) -> None:
    found = read(tmp_path, content, name)
    [long, short] = found.meetings[0].items
    assert len(long.title) <= MOST_TITLE
    assert long.title.endswith("…")
    assert long.detail is not None
    assert len(long.detail) == 1000
    assert short.title == "Pris"
    assert "letters long" in told(found)[0][1]


@pytest.mark.parametrize("letter", ["\u202e", "\u2066", "\u200b", "\u2060", "\ufeff", "\u00ad"])
def test_letters_that_cannot_be_seen_are_taken_out_of_titles(tmp_path: Path, letter: str) -> None:
    for content, name in (
        (f"{HEADER}2025-03-03;Kund{letter}avtal;10\n", "a.csv"),
        (f"# Agenda\n\n- {letter}Kundavtal{letter}\n", "2025-03-03.md"),
    ):
        found = read(tmp_path, content, name)
        assert found.meetings[0].items[0].title == "Kundavtal"
        assert f"U+{ord(letter):04X}" in told(found)[0][1]


def test_letters_that_cannot_be_seen_are_taken_out_of_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Datum", "Punkt"])
    book.active.append([date(2025, 3, 3), "Kund\u202eavtal"])
    book.save(tmp_path / "a.xlsx")
    found = read_agenda(tmp_path / "a.xlsx")
    assert found.meetings[0].items[0].title == "Kundavtal"
    assert told(found) == [(2, "Kundavtal: letters that cannot be seen were taken out.")]


FORMULA = '=HYPERLINK("http://example.org";"Öppna")'


def test_a_formula_in_a_cell_stays_text_to_the_letter(tmp_path: Path) -> None:
    quoted = FORMULA.replace('"', '""')
    found = read(tmp_path, f'{HEADER}2025-03-03;"{quoted}";10\n2025-03-03;"@SUM(A1)";5\n')
    assert [item.title for item in found.meetings[0].items] == [FORMULA, "@SUM(A1)"]
    assert [line for line, _ in told(found)] == [2, 3]


@pytest.mark.parametrize(
    "cell", [FORMULA, "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "-", "|x", "%0A=1"]
)
def test_a_cell_like_a_formula_is_made_text_on_every_export(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"
    assert safe_rows([{cell: cell}]) == [{f"'{cell}": f"'{cell}"}]
    [header, row] = csv.reader(io.StringIO(csv_of([cell], [[cell]]), newline=""))
    assert (header, row) == ([f"'{cell}"], [f"'{cell}"])


@pytest.mark.parametrize(
    "cell", [-5, 0, 1.5, None, "-5", "+7,5", "-1 020", "-3 %", "Kund = vän", ""]
)
def test_numbers_and_plain_words_leave_as_they_are(cell: object) -> None:
    assert safe_cell(cell) == cell


@given(st.text(max_size=20))
def test_no_text_leaves_as_a_formula(text: str) -> None:
    left = str(safe_cell(text))
    assert left == text or left == f"'{text}"
    assert not left.startswith(("=", "@", "\t", "\r"))


def test_a_refused_file_writes_nothing(app: Engine, tmp_path: Path) -> None:
    path = tmp_path / "agenda.csv"
    path.write_bytes(b"\0" * 100)
    before = counts(app)
    report = take_in(app, path)
    assert [file.status for file in report.files] == ["refused"]
    assert counts(app) == before
