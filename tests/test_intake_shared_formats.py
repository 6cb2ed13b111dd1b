"""The example files that the project was given, where they are at hand."""

import json
from pathlib import Path

import pytest

from kundagenda.errors import ReaderError
from kundagenda.intake.reader import read_agenda

FORMATS = Path(__file__).resolve().parents[2] / "shared" / "formats"
GOOD = ("ledning_2025.md", "dagordningar_cp1252.csv", "dagordningar.xlsx")
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
