"""Agendas as real bodies write them, kind by kind; every text here is made up for the test."""

from datetime import date, time
from pathlib import Path

import pytest

from agenda_files import items, meeting, titles
from kundagenda.errors import ReaderError
from kundagenda.intake.reader import read_agenda


def test_item_numbers_are_never_minutes(tmp_path: Path) -> None:
    text = "# Agenda\n\n- 19/39 Minutes and Agenda Duties\n- 21/05 Minute approval\n- 19/45 Rents\n"
    found = items(tmp_path, text)
    assert titles(found) == ["Minutes and Agenda Duties", "Minute approval", "Rents"]
    assert [item.planned_minutes for item in found] == [None, None, None]
    assert [item.formal for item in found] == [False, True, False]


def test_a_length_beside_the_owner_in_bold_is_read(tmp_path: Path) -> None:
    text = (
        "## Agenda\n\n- Refund rules (Mara **Time**: 15 minutes)\n"
        "- Prices (*Mara*, **Time**: 5 minutes)\n- Depots (Bo **Time**: permitting)\n"
    )
    found = items(tmp_path, text + "\n## Present\n\n- Mara Ek\n- Bo Lind\n")
    assert titles(found) == ["Refund rules", "Prices", "Depots"]
    assert [item.planned_minutes for item in found] == [15, 5, None]


def test_clock_marks_are_neither_length_nor_title(tmp_path: Path) -> None:
    text = (
        "# Agenda\n\n1. Call to order {5}\n2. Budget {10}\n3. Outages (5:37)\n4. Rates (1:05:45)\n"
    )
    found = items(tmp_path, text)
    assert titles(found) == ["Call to order", "Budget", "Outages", "Rates"]
    assert [item.planned_minutes for item in found] == [None] * 4


def test_clock_intervals_give_lengths_and_the_start(tmp_path: Path) -> None:
    text = "# Dagsorden\n\n1. Velkomst (kl. 12.00-12.05)\n2. Priser (kl. 12.05–12.35)\n"
    found = meeting(tmp_path, text + "3. Kunder (kl 12:35–13)\n4. Løfter [13:00 till 13:20]\n")
    assert titles(found.items) == ["Velkomst", "Priser", "Kunder", "Løfter"]
    # 12.05-12.00, 12.35-12.05, 13-12.35, 13.20-13.00
    assert [item.planned_minutes for item in found.items] == [5, 30, 25, 20]
    assert found.starts_at == time(12)


def test_paragraphs_and_reference_numbers_are_no_words(tmp_path: Path) -> None:
    text = (
        "§ 12 Mötets öppnande\n§ 13 Svar på skrivelse om snöröjning, Dnr KS 2024/123\n"
        "§ 14 Svar på medborgarförslag om gratis buss (dnr 2024-0012)\n§ 15 Remiss: ny väg\n"
        "§ 17 Bordlagt ärende: taxor\n§ 18 Personalärende SEKRETESS\n"
    )
    found = items(tmp_path, text, "styrelsen 2025-03-03.txt")
    assert titles(found)[1:] == [
        "Svar på skrivelse om snöröjning",
        "Svar på medborgarförslag om gratis buss",
        "Remiss: ny väg",
        "Bordlagt ärende: taxor",
        "Personalärende SEKRETESS",
    ]
    assert [item.confidential for item in found] == [False] * 5 + [True]
    # What was put off at an earlier meeting is taken up at this one.
    assert [item.outcome for item in found] == ["handled"] * 6


def test_numbers_that_skip_lose_no_item(tmp_path: Path) -> None:
    text = "1. Öppnande\n2. Budget\n3. Kunder\n4. Lager\n5. Personal\n8. Övriga frågor\n"
    found = items(tmp_path, text, "2025-03-03.txt")
    assert titles(found) == ["Öppnande", "Budget", "Kunder", "Lager", "Personal", "Övriga frågor"]
    assert [item.position for item in found] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("mark", ["{}/", "{})", "({})", "{}."])
def test_letters_number_items_too(tmp_path: Path, mark: str) -> None:
    rows = ("Welcome", "Rent arrears", "Complaints (20 min)")
    text = "\n\n".join(f"{mark.format('ABC'[at])} {row}" for at, row in enumerate(rows))
    found = items(tmp_path, text, "2025-03-03.txt")
    assert titles(found) == ["Welcome", "Rent arrears", "Complaints"]
    assert found[2].planned_minutes == 20


@pytest.mark.parametrize(
    "slot",
    [
        "Open floor",
        "Övriga frågor",
        "Allmänhetens frågestund",
        "Public comment",
        "Any other business",
    ],
)
def test_a_standing_slot_is_formal_until_a_topic_stands_in_it(tmp_path: Path, slot: str) -> None:
    empty, filled = items(tmp_path, f"# Agenda\n\n- {slot}\n- {slot}: late deliveries in March\n")
    assert (empty.formal, filled.formal) == (True, False)


def test_what_is_asked_of_an_item_is_its_kind(tmp_path: Path) -> None:
    text = "# Agenda\n\n- **Decide**: price list\n- Diskutera: lagret\n- Inform: new depot\n"
    found = items(tmp_path, text)
    assert [(item.title, item.kind) for item in found] == [
        ("price list", "decision"),
        ("lagret", "discussion"),
        ("new depot", "information"),
    ]


def test_a_cancelled_meeting_counts_as_one(tmp_path: Path) -> None:
    found = meeting(tmp_path, "# Steering 2023-05-04\n\nThis meeting was cancelled.\n", "x.md")
    assert (found.status, found.held_on, found.items) == ("cancelled", date(2023, 5, 4), [])


def test_an_index_of_meetings_is_refused_with_what_to_do(tmp_path: Path) -> None:
    text = "# Meetings\n\n- [2023-05-04](a.md)\n- [May 18, 2023](b.md)\n- [1 juni](c.md)\n"
    with pytest.raises(ReaderError, match=r"links to 3 meetings .* Bring in the files"):
        items(tmp_path, text, "2023/index.md")


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("styrelsemote_210902", date(2021, 9, 2)),
        ("styrelsemote_210708.md", date(2021, 7, 8)),
        ("2025/09-04-summary.md", date(2025, 9, 4)),
        ("023-2025-1-09.md", date(2025, 1, 9)),
    ],
)
def test_the_date_stands_in_the_name_or_the_folder(tmp_path: Path, name: str, day: date) -> None:
    found = meeting(tmp_path, "1. Öppnande\n2. Budget\n3. Kundlöften\n", name)
    assert (found.held_on, len(found.items)) == (day, 3)


def test_a_heading_in_words_dates_the_meeting(tmp_path: Path) -> None:
    text = "# Ledningsgrupp måndag den 3 mars 2025\n\n- Kunder\n- Pris\n"
    assert meeting(tmp_path, text, "lg.md").held_on == date(2025, 3, 3)


def test_a_text_whose_letters_were_lost_is_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "m.md"
    path.write_text("# M\ufffdte 2025-03-03\n\n1. Avgift\n2. \ufffdvrigt om avgift\n", "utf-8")
    read = read_agenda(path)
    assert len(read.meetings[0].items) == 2
    assert [warning.line for warning in read.warnings] == [1]


def test_a_transcript_below_the_agenda_is_not_read(tmp_path: Path) -> None:
    said = "\n".join(f"Ann: point {at}\n- {at} is not an item" for at in range(2000))
    text = f"## Agenda\n\n- Rents\n- Heating\n\n# **Transcript**\n\n{said}\n"
    assert titles(items(tmp_path, text)) == ["Rents", "Heating"]


def test_attendance_actions_and_links_are_no_items(tmp_path: Path) -> None:
    text = (
        "## Present\n\n- Eva Ek\n\n## Links\n\n- https://example.org/1\n\n"
        "## Dagordning\n\n- Priser\n\n## Åtgärder\n\n| Åtgärd | Ansvarig | Klart |\n"
        "|---|---|---|\n| Skriv brev | Eva | 1/4 |\n"
    )
    assert titles(items(tmp_path, text)) == ["Priser"]


def test_sub_bullets_fold_into_the_item_above(tmp_path: Path) -> None:
    text = "# Agenda\n\n- Priser\n    - region norr\n        - från juli\n- Lager\n"
    first, second = items(tmp_path, text)
    assert (first.title, first.detail) == ("Priser", "region norr\nfrån juli")
    assert (second.title, second.detail) == ("Lager", None)


@pytest.mark.parametrize(
    "tail",
    [
        "________________________\nMicrosoft Teams-möte\nAnslut på datorn eller mobilen\n"
        "Klicka här för att ansluta till mötet\nMötes-ID: 123 456 789\n",
        "Microsoft Teams meeting\nJoin on your computer or mobile app\nMeeting ID: 123 456\n",
        "-----Original Message-----\nFrån: Bo\nSkickat: den 1 mars 2025\n\n1. Hyra\n2. Lokal\n",
        "Från: Bo Ek\nSkickat: den 1 mars 2025\nTill: Ledningen\n\n1. Hyra\n2. Lokal\n",
    ],
)
def test_meeting_links_and_quoted_mail_below_are_not_read(tmp_path: Path, tail: str) -> None:
    found = meeting(tmp_path, f"Agenda 3 mars 2025\n\n1. Priser (20 min)\n2. Lager\n\n{tail}")
    assert [(item.title, item.detail) for item in found.items] == [
        ("Priser", None),
        ("Lager", None),
    ]
