"""What minutes say became of an item: put off and so not discussed, or decided."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from agenda_files import stored, take_in, write
from kundagenda.intake.outcomes import is_decision, only_says_put_off, says_put_off
from kundagenda.intake.reader import read_agenda
from kundagenda.intake.reading import ReadFile
from kundagenda.intake.titles import normal_title, read_title
from metrics.tables import agenda_items


def read(folder: Path, text: str, name: str = "protokoll 2026-03-03.md") -> ReadFile:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_agenda(path)


def outcomes(file: ReadFile) -> list[tuple[str, str, str | None]]:
    return [
        (item.title, item.outcome, item.detail)
        for meeting in file.meetings
        for item in meeting.items
    ]


def told_decisions(file: ReadFile) -> list[tuple[int, str]]:
    return [(w.line, w.text.split(" in ")[0]) for w in file.warnings if "decision" in w.text]


@pytest.mark.parametrize(
    "note",
    [
        "Punkten bordlades.",
        "Punkten bordlades till nästa möte",
        "Punkten utgick.",
        "Ärendet utgick",
        "Ärendet utgår från dagordningen.",
        "Punkten sköts upp till april",
        "Frågan skjuts upp till mötet i maj.",
        "Punkt 4 ströks",
        "Bordlades till nästa möte.",
        "Bordläggs p.g.a. tidsbrist",
        "Anna föredrog ärendet. Ärendet bordlades.",
        "Beslut: ärendet bordläggs.",
        "Styrelsen beslutade att bordlägga ärendet till nästa möte.",
        "Utgick",
        "Deferred to next meeting",
        "Postponed.",
        "Item was withdrawn",
        "This item was therefore postponed until the CFO is back",
        "The topic was moved to the next meeting",
        "It was agreed to defer this item until May.",
        "Tabled to May",
        "Skipped due to time",
        "Discussion: deferred to the next meeting",
    ],
)
def test_a_note_about_the_item_itself_puts_it_off(note: str) -> None:
    assert says_put_off(note)


@pytest.mark.parametrize(
    "note",
    [
        "Beslutades att bordlägga frågan om priser men godkänna budgeten",
        "Diskussion om uppskjutna leveranser",
        "Uppföljning av bordlagd punkt från förra mötet",
        "Punkten bordlades vid förra mötet och togs upp nu.",
        "Bordlagd från mötet i mars",
        "Deferred from March",
        "No items were deferred",
        "Inga punkter bordlades.",
        "Punkten bordlades inte.",
        "Yrkande: att bordlägga ärendet",
        "Förslaget att bordlägga ärendet avslogs",
        "Strategin utgår från kundens behov",
        "Utgår från kundens behov",
        "Punkten utgår från kundens behov",
        "Event was rescheduled/postponed",
        "Leveransen till Oslo skjuts upp till maj",
        "Defer discussion on term limits until after the current election",
        "Ann tabled the customer report",
        "Tabled report from the auditors",
        "Postponed deliveries are on their way",
        "The item was postponed until after lunch",
        "We ran out of time on the last question",
        "Can be deferred",
    ],
)
def test_a_note_about_something_else_does_not(note: str) -> None:
    assert not says_put_off(note)


@pytest.mark.parametrize(
    ("note", "alone"),
    [
        ("Ran out of time", True),
        ("(We did not get to this in the meeting.)", True),
        ("Deferred since we ran out of time", True),
        ("Skip for this time", True),
        ("Tabled report from the auditors", False),
        ("Ran out of time on the last question", False),
    ],
)
def test_as_the_first_note_fewer_words_are_enough(note: str, alone: bool) -> None:
    assert says_put_off(note, first=True) is alone


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("3. Kundlöften 2026 – bordlades till nästa möte", "Kundlöften 2026"),
        ("NPS: Punkten utgick.", "NPS"),
        ("Prislöfte - utgår", "Prislöfte"),
        ("Prislöfte, bordläggs", "Prislöfte"),
        ("Prislöfte bordlades", "Prislöfte"),
        ("Prislöfte. Ärendet sköts upp till maj.", "Prislöfte"),
        ("Prislöfte (bordlagd till maj)", "Prislöfte"),
        ("Prislöfte (bordlagt) 15 min", "Prislöfte"),
        ("Customer promises - deferred to next meeting", "Customer promises"),
        ("Customer promises: Postponed.", "Customer promises"),
        ("Customer promises was postponed to the next meeting", "Customer promises"),
        ("Customer promises [not discussed]", "Customer promises"),
    ],
)
def test_a_title_that_ends_in_being_put_off(line: str, title: str) -> None:
    found = read_title(line)
    assert (found.text, found.deferred) == (title, True)
    assert normal_title(line) == normal_title(title)


@pytest.mark.parametrize(
    "title",
    [
        "Diskussion om uppskjutna leveranser",
        "Uppföljning av bordlagd punkt från förra mötet",
        "Avtal med åkerierna – utgår 2027",
        "Ny strategi – utgår från kundens behov",
        "Leverans till Oslo – skjuts upp till maj",
        "No items were deferred",
        "Items deferred to next meeting",
        "Ärenden som bordlades",
        "Inga punkter bordlades",
        "Product recall: withdrawn",
        "Reports – tabled",
        "Returns (postponed deliveries)",
    ],
)
def test_a_title_that_is_about_something_put_off_stays_as_it_is(title: str) -> None:
    found = read_title(title)
    assert (found.text, found.deferred) == (title, False)


def test_what_comes_back_from_an_earlier_meeting_is_discussed_under_its_own_name() -> None:
    found = read_title("Prislöfte (bordlagt från förra mötet)")
    assert (found.text, found.deferred) == ("Prislöfte", False)


def test_a_numbered_list_keeps_what_stands_below_out_of_the_title(tmp_path: Path) -> None:
    file = read(
        tmp_path,
        """
1. Mötets öppnande
2. Uppföljning av bordlagd punkt från förra mötet
Frågan bordlades vid förra mötet. Vi enades om ett svar.
3. Kundlöften 2026 – bordlades till nästa möte
4. Ny tjänst
Punkten bordlades.
5. Reklamationer
Styrelsen beslutade att sänka priset.
6. Samarbetet mellan kundtjänst, lager och de som kör ut till
   butikerna i norr
7. Lager
   - Anna föredrog
   - Punkten sköts upp till april
""",
    )
    assert outcomes(file) == [
        ("Mötets öppnande", "handled", None),
        (
            "Uppföljning av bordlagd punkt från förra mötet",
            "handled",
            "Frågan bordlades vid förra mötet. Vi enades om ett svar.",
        ),
        ("Kundlöften 2026", "deferred", "bordlades till nästa möte"),
        ("Ny tjänst", "deferred", "Punkten bordlades."),
        ("Reklamationer", "handled", "Styrelsen beslutade att sänka priset."),
        (
            "Samarbetet mellan kundtjänst, lager och de som kör ut till butikerna i norr",
            "handled",
            None,
        ),
        ("Lager", "deferred", "Anna föredrog\nPunkten sköts upp till april"),
    ]
    assert told_decisions(file) == [(9, "1 decision stands")]


def test_a_line_beside_the_items_is_about_the_one_above(tmp_path: Path) -> None:
    file = read(tmp_path, "# Minutes\n- Prices\n- Deferred to next meeting\n- Returns\n")
    assert outcomes(file) == [
        ("Prices", "deferred", "Deferred to next meeting"),
        ("Returns", "handled", None),
    ]


def test_a_number_of_its_own_makes_it_an_item_that_was_put_off(tmp_path: Path) -> None:
    assert outcomes(read(tmp_path, "# Protokoll\n1. Priser\n2. Utgick\n")) == [
        ("Priser", "handled", None),
        ("Utgick", "deferred", None),
    ]


def test_a_group_that_was_skipped_is_not_the_item_before_it(tmp_path: Path) -> None:
    text = "## Minutes\n- Prices\n  - agreed on four\n- Old business\n  - Skipped due to time\n"
    assert outcomes(read(tmp_path, text)) == [("Prices", "handled", "agreed on four")]


def test_notes_below_an_agenda_say_what_was_put_off(tmp_path: Path) -> None:
    file = read(
        tmp_path,
        """
## Dagordning
1. Kundlöften
2. Priser
3. Lager
## Anteckningar
### 1. Kundlöften
Diskuterades.
### 2. Priser
Punkten bordlades till nästa möte.
### 3. Lager
#### Beslut
Ärendet bordläggs.
""",
    )
    assert [outcome for _, outcome, _ in outcomes(file)] == ["handled", "deferred", "deferred"]


def test_of_two_listings_the_one_not_reached_counts_unless_something_was_said(
    tmp_path: Path,
) -> None:
    file = read(
        tmp_path,
        "## Agenda\n- Prices\n  - Ann: four is fair\n- Returns\n"
        "## Deferred items\n- Returns\n- Prices\n",
    )
    assert [outcome for _, outcome, _ in outcomes(file)] == ["handled", "deferred"]


def test_a_table_puts_off_in_its_title_notes_outcome_or_decision(tmp_path: Path) -> None:
    file = read(
        tmp_path,
        "Datum;Ärende;Anteckning;Utgång;Beslut\n"
        "2026-03-03;Kundlöften;Punkten bordlades till maj;;\n"
        ";Ny tjänst – utgick;;;\n"
        ";Portal;;Uppskjuten;\n"
        ";Priser;;;Ärendet bordläggs\n"
        ";Lager;Försening. Bordlagd från mötet i mars.;;ja\n"
        ";Butiker;Diskussion om uppskjutna leveranser;;Öppna i Umeå\n"
        ";Frakt;Styrelsen beslutade att höja avgiften;;\n",
        "protokoll.csv",
    )
    assert [(title, outcome) for title, outcome, _ in outcomes(file)] == [
        ("Kundlöften", "deferred"),
        ("Ny tjänst", "deferred"),
        ("Portal", "deferred"),
        ("Priser", "deferred"),
        ("Lager", "handled"),
        ("Butiker", "handled"),
        ("Frakt", "handled"),
    ]
    assert told_decisions(file) == [(7, "2 decisions stand")]


def test_minutes_put_an_item_of_the_agenda_off_in_the_database(app: Engine, tmp_path: Path) -> None:
    take_in(app, write(tmp_path, "2025-03-03 dagordning.md", "## Dagordning\n- Pris\n- Frakt\n"))
    minutes = "## Protokoll\n1. Pris – bordlades till nästa möte\n2. Frakt\n"
    take_in(app, write(tmp_path, "2025-03-03 protokoll.md", minutes))
    assert stored(app, agenda_items.c.title, agenda_items.c.outcome) == [
        ("Pris", "deferred"),
        ("Frakt", "handled"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Beslut: Vi inför prislöftet",
        "Beslutades att införa prislöftet.",
        "Anna föredrog. Styrelsen beslutade att införa det.",
        "Ledningsgruppen beslutar enligt förslaget",
        "Styrelsen beslutar",
        "Styrelsen beslutade att ta in priser från tre åkerier",
        "Decision: keep the price",
        "The board resolved to keep the price",
        "It was agreed that the price stands",
        "Beslutades att bordlägga frågan om priser men godkänna budgeten",
    ],
)
def test_a_decision_is_told_by_its_words(line: str) -> None:
    assert is_decision(line)


@pytest.mark.parametrize(
    "line",
    [
        "Decision: are we asking for a role?",
        "Beslut: Ärendet bordläggs",
        "Styrelsen beslutade vid förra mötet att införa det",
        "Beslutsärenden",
        "Vi behöver ett beslut om priset",
        "Ann decided late",
    ],
)
def test_what_is_asked_put_off_or_decided_earlier_is_no_decision(line: str) -> None:
    assert not is_decision(line)


def test_decisions_of_a_file_are_told_once_with_what_to_do(tmp_path: Path) -> None:
    text = """# Protokoll

## § 1 Prislöfte

Styrelsen beslutade att införa prislöftet.

Beslut: Anna skriver till åkerierna.

## § 2 Lager

### Beslut

att flytta lagret till Örebro
"""
    [told] = read(tmp_path, text).warnings
    assert told.line == 5
    assert told.text == (
        "3 decisions stand in this file, from line 5 on; decisions are not read from agendas and "
        "minutes. Load them with: kundagenda import table FILE --table decisions."
    )


def test_an_item_up_for_decision_is_no_decision(tmp_path: Path) -> None:
    file = read(tmp_path, "## Dagordning\n- Beslut: nytt prislöfte\n- Budget\n")
    assert file.meetings[0].items[0].kind == "decision"
    assert told_decisions(file) == []


def test_a_line_that_names_a_topic_is_about_that_topic() -> None:
    assert only_says_put_off("Punkten bordlades.")
    assert not only_says_put_off("Kundlöften: bordlades")
