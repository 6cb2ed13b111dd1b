"""The example files that the project was given, where they are at hand."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from kundagenda.errors import ReaderError
from kundagenda.intake.reader import read_agenda

FORMATS = Path(__file__).resolve().parents[2] / "shared" / "formats"
GOOD = (
    "ledning_2025.md",
    "dagordningar_cp1252.csv",
    "dagordningar.xlsx",
    "outlook_ledningsgrupp.ics",
    "agenda_mejl.eml",
)
SET = ("protokoll_ledning.docx", "dagordning_klockslag.pdf")

pytestmark = pytest.mark.skipif(not FORMATS.is_dir(), reason="the example files are not here")


@pytest.mark.parametrize("name", [*GOOD, *SET])
def test_a_good_file_is_read_as_expected(name: str) -> None:
    expected = json.loads((FORMATS / "expected.json").read_text(encoding="utf-8"))["good"][name]
    read = read_agenda(FORMATS / "good" / name)
    found = [
        {
            "date": meeting.held_on.isoformat(),
            "items": [{"item": i.title, "minutes": i.minutes_as_read} for i in meeting.items],
        }
        for meeting in read.meetings
    ]
    wanted = [{key: part[key] for key in ("date", "items")} for part in expected["detail"]]
    assert found == wanted
    assert sum(len(meeting.items) for meeting in read.meetings) == expected["items"]


@pytest.mark.parametrize(
    "name", ["01_zipbomb.docx", "03_truncated.docx", "05_empty.csv", "07_xxe.docx"]
)
def test_a_hostile_file_is_refused_by_name(name: str) -> None:
    with pytest.raises(ReaderError, match=name):
        read_agenda(FORMATS / "hostile" / name)


def test_unreadable_minutes_and_dates_are_told_by_line() -> None:
    minutes = read_agenda(FORMATS / "hostile" / "14_negative_minutes.csv")
    assert [warning.line for warning in minutes.warnings] == [2, 3, 4, 5, 6, 7]
    dates = read_agenda(FORMATS / "hostile" / "09_three_dates.csv")
    assert [meeting.held_on.isoformat() for meeting in dates.meetings] == [
        "2025-03-04",
        "2025-03-13",
    ]
    [meeting] = read_agenda(FORMATS / "hostile" / "12_utf16_bom.csv").meetings
    assert [item.title for item in meeting.items] == ["Övriga frågor"]


def test_names_and_local_starts_of_a_calendar() -> None:
    meetings = read_agenda(FORMATS / "good" / "outlook_ledningsgrupp.ics").meetings
    assert [(meeting.name, str(meeting.starts_at)) for meeting in meetings] == [
        ("Ledningsgrupp", "09:00:00"),
        ("Ledningsgrupp", "09:00:00"),
        ("Ledningsgrupp (flyttad)", "13:00:00"),
        # After the change to winter time.
        ("Ledningsgrupp", "09:00:00"),
        ("Ledningsgrupp", "09:00:00"),
    ]
    [letter] = read_agenda(FORMATS / "good" / "agenda_mejl.eml").meetings
    assert letter.name == "Agenda för ledningsgruppen 23 juni"


def test_an_endless_series_is_bounded() -> None:
    read = read_agenda(FORMATS / "hostile" / "17_endless_rrule.ics")
    weeks = {meeting.held_on.weekday() for meeting in read.meetings}
    assert (weeks, read.meetings[0].held_on.isoformat()) == ({0}, "2025-01-06")
    assert all([item.title for item in meeting.items] == ["NKI"] for meeting in read.meetings)
    assert read.meetings[-1].held_on <= date.today() + timedelta(days=366)
    assert any("no end" in warning.text for warning in read.warnings)
