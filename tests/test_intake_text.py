"""Agendas in Markdown and plain text: the agenda and nothing else."""

from datetime import date
from pathlib import Path

import pytest

from kundagenda.errors import ReaderError
from kundagenda.intake.reader import read_agenda
from kundagenda.intake.reading import ReadMeeting

MATERIAL = Path(__file__).parent / "material"


def read(folder: Path, text: str, name: str = "agenda 2025-03-03.md") -> list[ReadMeeting]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_agenda(path).meetings


def titles(meeting: ReadMeeting) -> list[str]:
    return [item.title for item in meeting.items]


def test_a_swedish_agenda_without_people_actions_and_next_meeting() -> None:
    [meeting] = read_agenda(MATERIAL / "ledning_mars.md").meetings
    read = [
        (item.title, item.planned_minutes, item.formal, item.kind, item.detail)
        for item in meeting.items
    ]
    assert meeting.held_on == date(2025, 3, 10)
    assert read == [
        ("Mötets öppnande", None, True, None, None),
        (
            "Kundlöfte: svar inom en arbetsdag",
            25,
            False,
            None,
            "Karin Ek föredrar\ntvå avdelningar återstår",
        ),
        ("Reklamationer kvartal 1", 20, False, "decision", None),
        ("Lagerflytt till Örebro", 10, False, None, "hyresavtalet löper ut i juni"),
        ("Övriga frågor", None, True, None, None),
    ]


def test_minutes_with_a_transcript_below() -> None:
    [meeting] = read_agenda(MATERIAL / "board_minutes.md").meetings
    assert meeting.is_minutes
    assert [(i.title, i.formal, i.outcome, i.planned_minutes) for i in meeting.items] == [
        ("Call to order", True, "handled", None),
        ("Response times in support", False, "handled", 10),
        ("Refund rules", False, "deferred", None),
        ("Adjournment", True, "handled", None),
    ]


def test_two_meetings_under_dated_headings(tmp_path: Path) -> None:
    first, second = read(
        tmp_path,
        """
# Ledningsgrupp 2025
## 2025-02-10
1. Uptime hos åkerierna (20 min)
## 24 februari
- [x] Färre klick i kassan – 25 min
- [ ] Attestordning
""",
        "ledning.md",
    )
    assert (first.held_on, titles(first)) == (date(2025, 2, 10), ["Uptime hos åkerierna"])
    assert (second.held_on, titles(second)) == (
        date(2025, 2, 24),
        ["Färre klick i kassan", "Attestordning"],
    )


def test_the_agenda_section_wins_over_the_notes(tmp_path: Path) -> None:
    [meeting] = read(
        tmp_path,
        """
# Support forum
## Agenda
- Triage of open tickets
- Onboarding of new customers
## Participants
- Ann Lake
## Notes
- Ann opened the meeting
- We looked at eleven tickets
## Action items
- Ann to write the guide
""",
    )
    assert titles(meeting) == ["Triage of open tickets", "Onboarding of new customers"]
    assert not meeting.is_minutes


def test_groups_in_an_agenda_are_not_items_but_what_stands_in_them_is(tmp_path: Path) -> None:
    [meeting] = read(
        tmp_path,
        """
## Dagordning
### Beslutsärenden
- Prislöfte till småföretag
- Budget 2026
### Informationsärenden
- Reklamationer i juli
""",
    )
    assert titles(meeting) == ["Prislöfte till småföretag", "Budget 2026", "Reklamationer i juli"]


def test_headings_are_items_where_there_is_no_agenda_section(tmp_path: Path) -> None:
    [meeting] = read(
        tmp_path,
        """
# Council meeting
## Attendance
- Members: Ann Lake, Bo Reed
## Check-in
(Not minuted.)
## Nominated issues
### "Refund policy" org/council#12
- **Link:** https://example.org/12
Ann: this is urgent.
#### Notes
- agreed
### "Price of spare parts" org/council#14
## Topics we didn't get to
- "Loyalty programme" org/council#15
""",
    )
    assert [(i.title, i.formal, i.outcome) for i in meeting.items] == [
        ("Check-in", True, "handled"),
        ("Refund policy", False, "handled"),
        ("Price of spare parts", False, "handled"),
        ("Loyalty programme", False, "deferred"),
    ]


def test_remarks_outdented_by_accident_are_no_items_in_a_list_of_issues(tmp_path: Path) -> None:
    [meeting] = read(
        tmp_path,
        """
## Agenda
* Late deliveries [#12](https://example.org/12)
  * still waiting

* Returns portal [#13](https://example.org/13)
* no objections
- Ann to write to the carrier

* Price list [#14](https://example.org/14)
""",
    )
    assert titles(meeting) == ["Late deliveries", "Returns portal", "Price list"]
    assert meeting.items[1].detail == "no objections\nAnn to write to the carrier"


@pytest.mark.parametrize(
    "lines",
    [
        "§ 1 Mötets öppnande\n§ 2 Kundlöfte\n§ 3 Budget",
        "19/45 Mötets öppnande\n19/46 Kundlöfte\n19/47 Budget",
        "1) Mötets öppnande\n\n2) Kundlöfte\n\n3) Budget",
        "A/ Mötets öppnande\nB/ Kundlöfte\nC/ Budget",
        "**Mötets öppnande**\n\n**Kundlöfte**\n\nEtt löfte.\n\n**Budget**",
        "Dagordning:\n\nMötets öppnande\nKundlöfte\nBudget",
        "| Nr | Punkt |\n|---|---|\n| 1 | Mötets öppnande |\n| 2 | Kundlöfte |\n| 3 | Budget |",
        "09.00–09.10 Mötets öppnande\n09.10–09.40 Kundlöfte\n09.40–10.00 Budget",
    ],
)
def test_items_however_they_are_marked(tmp_path: Path, lines: str) -> None:
    [meeting] = read(tmp_path, f"# Ledningsgrupp\n\n{lines}\n")
    assert titles(meeting) == ["Mötets öppnande", "Kundlöfte", "Budget"]


def test_a_name_before_a_topic_leads_it_in_an_agenda_and_speaks_in_minutes(tmp_path: Path) -> None:
    people = "## Närvarande\n- Karin Ek\n- Ola Berg\n"
    lines = "- Prislöfte\n- Karin: reklamationer i norr\n- Beslut: AI i kundtjänst\n"
    [agenda] = read(tmp_path, f"{people}## Dagordning\n{lines}")
    assert titles(agenda) == ["Prislöfte", "Reklamationer i norr", "AI i kundtjänst"]
    [minutes] = read(tmp_path, f"{people}## Anteckningar\n{lines}")
    assert titles(minutes) == ["Prislöfte", "AI i kundtjänst"]
    assert minutes.items[0].detail == "Karin: reklamationer i norr"


def test_a_cancelled_meeting_is_one_without_items(tmp_path: Path) -> None:
    [meeting] = read(tmp_path, "# Styrelsemöte 3 mars 2025 (inställt)\n\nNytt datum kommer.\n")
    assert (meeting.status, meeting.items) == ("cancelled", [])


def test_a_name_and_a_heading_that_disagree_are_told(tmp_path: Path) -> None:
    path = tmp_path / "2025-06-09.md"
    path.write_text("# Council 2025-06-10\n## Agenda\n- Refunds\n", encoding="utf-8")
    read = read_agenda(path)
    assert read.meetings[0].held_on == date(2025, 6, 9)
    assert "2025-06-10" in read.warnings[0].text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_common_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "2025-06-09.md"
    path.write_bytes("## Ärenden\n\n- Åkarnas återkoppling – höst\n".encode(encoding))
    [meeting] = read_agenda(path).meetings
    assert titles(meeting) == ["Åkarnas återkoppling – höst"]


def test_letters_lost_before_import_are_told(tmp_path: Path) -> None:
    path = tmp_path / "2025-06-09.md"
    path.write_text("## Agenda\n\n- \ufffdkarnas \ufffdterkoppling\n", encoding="utf-8")
    assert "Letters were lost" in read_agenda(path).warnings[0].text


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("readme.md", "# About\n\nSome text.\n", "no date"),
        ("2025-03-03.md", "# Meeting\n\nWe met and talked for a while.\n", "no agenda items"),
        ("2025-03-03.md", "  \n", "is empty"),
        ("2025-03-03.txt", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "holds no agenda"),
        ("2025-03-03.md", "%PDF-1.7 \x01\x02\x03", "a PDF document"),
    ],
)
def test_a_text_that_is_no_agenda_is_refused_in_one_sentence(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReaderError, match=said) as refused:
        read_agenda(path)
    assert name in str(refused.value)
    assert "\n" not in str(refused.value)
