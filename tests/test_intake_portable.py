"""Agendas in PDF documents: lines, running heads, columns and tables told from places."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from kundagenda.errors import ReaderError
from kundagenda.intake.reader import read_agenda
from kundagenda.intake.reading import ReadFile
from pdf_files import Text, document, rows, save_pdf

TITLE: list[Text] = [(72, 50, "#Protokoll ledningsgrupp"), (72, 66, "Datum: 3 mars 2025")]


def read(path: Path, *pages: Sequence[Text], lines: Sequence[Sequence[float]] = ()) -> ReadFile:
    return read_agenda(save_pdf(path / "agenda.pdf", pages, lines))


def items(found: ReadFile) -> list[tuple[str, float | None]]:
    [meeting] = found.meetings
    assert meeting.held_on.isoformat() == "2025-03-03"
    return [(item.title, item.planned_minutes) for item in meeting.items]


def test_broken_lines_and_words_are_put_together(tmp_path: Path) -> None:
    text = """
Närvarande: Anna Berg, Bo Ek
1. Mötets öppnande
2. Kundlöften och svarstider i alla våra kanaler under hösten samt hur vi mäter dem i
  uppföljningen (20 min)
   • bakgrund i bilaga
3. Lagerflytt
Anna berättar att flytten sker i maj och att allt ska vara på plats till sommaren så att
vi kan stänga.
4. Kundtjänstens öppettider, förslag till nya tider för telefon och chatt från och med hös-
  ten 2025"""
    found = read(tmp_path, [*TITLE, *rows(72, 90, text)])
    assert items(found) == [
        ("Mötets öppnande", None),
        (
            "Kundlöften och svarstider i alla våra kanaler under hösten samt hur vi mäter dem i "
            "uppföljningen",
            20.0,
        ),
        ("Lagerflytt", None),
        (
            "Kundtjänstens öppettider, förslag till nya tider för telefon och chatt från och med "
            "hösten 2025",
            None,
        ),
    ]
    # Two lines of title, one of people, and the first item: its number is the fourth line.
    assert found.meetings[0].items[0].line == 4
    assert found.meetings[0].is_minutes


def test_what_every_page_repeats_is_no_item(tmp_path: Path) -> None:
    foot: list[Text] = [(72, 800, "Bolaget AB 556000-0000")]
    first = [(72, 30, "Bolaget AB"), (450, 30, "Sida 1 (2)"), *TITLE, *rows(72, 90, "1. Kunder")]
    second = [(72, 30, "Bolaget AB"), (450, 30, "Sida 2 (2)"), *rows(72, 90, "2. Lager\n3. Övrigt")]
    found = read(tmp_path, [*first, *foot, (290, 820, "1")], [*second, *foot, (290, 820, "2")])
    assert items(found) == [("Kunder", None), ("Lager", None), ("Övrigt", None)]
    assert all(item.detail is None for item in found.meetings[0].items)


def test_a_table_without_rules_is_read_by_its_header(tmp_path: Path) -> None:
    agenda = """
*Tid|*Ärende|*Föredragande
09.00-09.10|Inledning|Anna
09.10-09.40|Kundlöften och våra|Bo
|svarstider
09.40-09.45|Lager|Anna"""
    actions = "Åtgärd|Ansvarig|Klart\nRing kunder|Anna|2025-03-14\nSkriv brev|Bo|2025-03-20"
    found = read(tmp_path, [*TITLE, *rows(72, 90, agenda, 18), *rows(72, 250, actions, 18)])
    # 09.10 - 09.00, 09.40 - 09.10 and 09.45 - 09.40
    assert items(found) == [
        ("Inledning", 10.0),
        ("Kundlöften och våra svarstider", 30.0),
        ("Lager", 5.0),
    ]
    assert str(found.meetings[0].starts_at) == "09:00:00"


def test_a_ruled_table_is_read_by_its_cells(tmp_path: Path) -> None:
    across, down = [72, 102, 302, 402, 480], [100, 120, 140, 170]
    ruled = [(72, y, 480, y) for y in down] + [(x, 100, x, 170) for x in across]
    words: list[Text] = [
        (75, 112, "Nr"), (105, 112, "Punkt"), (305, 112, "Ansvarig"), (405, 112, "Tid"),
        (75, 132, "1"), (105, 132, "Lager"), (305, 132, "Anna"), (405, 132, "5 min"),
        (75, 152, "2"), (105, 152, "Kundlöften och svarstider som vi vill"), (405, 152, "20"),
        (105, 164, "hålla"),
    ]  # fmt: skip
    found = read(tmp_path, [*TITLE, *words], lines=ruled)
    assert items(found) == [
        ("Lager", 5.0),
        ("Kundlöften och svarstider som vi vill hålla", 20.0),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "*§ 1 Lager\nAnna berättade.\n*Beslut\natt vänta\n*§ 2 Kunder\nInget.",
        "09.00-09.10 Lager\n09.10-09.40 Kunder",
        "1|Lager|Anna|Bo Ek\n2|Kunder|Bo",
        "*Dagordning\n• Lager\n   o i norr\n• Kunder\n*Åtgärder\n• Ring Anna",
    ],
)
def test_numbers_hours_columns_and_bullets_tell_items(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, [*TITLE, *rows(72, 100, text)])
    assert [title for title, _ in items(found)] == ["Lager", "Kunder"]


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = (
        "1. Kundlöften och allt annat\nAnna gick igenom våra löften och\nberättade om hur det "
        "har gått hela\nåret som var. Vi enades om att det\när bra att fortsätta med dem nu och"
    )
    right = (
        "2. Lagerflytt till den nya tomten\nBo gick igenom flytten av lagret och\nsade att det "
        "blir sent innan vi är på\nplats och att det kostar en del mer\nän tänkt, vilket var väntat"
    )
    found = read(tmp_path, [*TITLE, *rows(72, 100, left), *rows(310, 100, right)])
    assert [title for title, _ in items(found)] == [
        "Kundlöften och allt annat",
        "Lagerflytt till den nya tomten",
    ]


def test_only_the_first_pages_of_a_long_document_are_read_and_that_is_said(tmp_path: Path) -> None:
    pages = [[*TITLE, *rows(72, 100, "1. Lager\n2. Kunder")], *[[(72.0, 400.0, "Bilaga")]] * 29]
    found = read(tmp_path, *pages)
    assert [w.text for w in found.warnings] == ["Only the first 25 of 30 pages were read."]


LOCK = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s) >> /ID [<00> <00>] /Root" % (
    b"0123456789abcdef" * 2,
    b"0123456789abcdef" * 2,
)
TEXT = b"BT /F1 10 Tf 72 700 Td (1. Lager) Tj ET"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (document([b"<< /Length 0 >>"], [b""]), "text recognition"),
        (document([b"<< /Length 41 >>"], [TEXT]).replace(b"/Root", LOCK), "password"),
        (document([b"<< /Length 41 >>"], [TEXT])[:500], "PDF document|no text"),
        (b"%PDF-1.4\n", "damaged"),
        (b"%PDF-1.4\n" + b"\0" * 500, "damaged"),
        (b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages"
         b"/Kids[2 0 R 2 0 R]/Count 1>>\nendobj\ntrailer\n<</Root 1 0 R>>\n", "no text"),
    ],
)  # fmt: skip
def test_a_document_without_text_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "2025-03-03.pdf"
    path.write_bytes(content)
    with pytest.raises(ReaderError, match=rf"2025-03-03\.pdf .*({said}).*\.$"):
        read_agenda(path)


def test_a_page_that_takes_too_long_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A quarter of a second is less than the reading process needs to start.
    monkeypatch.setattr("kundagenda.intake.portable_document._MOST_SECONDS", 0.01)
    with pytest.raises(ReaderError, match="too heavy to read"):
        read(tmp_path, TITLE)
