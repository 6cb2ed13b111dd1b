"""Agendas and minutes as Word sets them: styles, automatic numbers, tables, tracked changes."""

from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from kundagenda.errors import ReaderError
from kundagenda.intake.reader import read_agenda
from kundagenda.intake.reading import ReadMeeting
from word_files import save_word, tracked
from workbooks import replace_part


def meeting(path: Path, text: str, *tables: str) -> ReadMeeting:
    [only] = read_agenda(save_word(path / "agenda.docx", text, tables)).meetings
    return only


def titles(found: ReadMeeting) -> list[str]:
    return [item.title for item in found.items]


def test_automatic_numbers_are_items_and_all_below_them_notes(tmp_path: Path) -> None:
    found = meeting(
        tmp_path,
        """
= Ledningsgrupp
Datum: 3 mars 2025 kl. 09.00–11.00
+ Mötets öppnande
+ Kundlöften (20 min)
- bakgrund
-- mer bakgrund
+ **Budget.** Anna gick igenom utfallet för kvartalet.
**Beslut**
att godkänna
+ Lagerflytt
**Justeras**
Anna Andersson""",
    )
    assert found.held_on.isoformat() == "2025-03-03"
    assert titles(found) == ["Mötets öppnande", "Kundlöften", "Budget", "Lagerflytt"]
    assert [item.planned_minutes for item in found.items] == [None, 20.0, None, None]
    assert [item.line for item in found.items] == [3, 4, 7, 10]
    assert found.items[1].detail == "bakgrund\nmer bakgrund"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "**Vårdbolaget AB**\n**Protokoll fört vid mötet den 3 mars 2025**\n**Närvarande**\n"
            "Anna Svensson\n**§ 1 Öppnande**\nAnna öppnade.\n**§ 2 Klagomål**\n**Beslut**\n"
            "att ringa\n**§ 3 Lager**\n**Vid protokollet**",
            ["Öppnande", "Klagomål", "Lager"],
        ),
        (
            "Ledningsgrupp 3 mars 2025\n**Kundlöften.** Anna berättade om svarstider.\n"
            "**Lagerflytt:** Flytten sker i maj.\nBeslut: enligt förslag.",
            ["Kundlöften", "Lagerflytt"],
        ),
        (
            "Dagordning 2025-03-03\n1. Öppnande\n2. Kundlöften\n- bakgrund\n3. Lager\nÅtgärder:\n"
            "1. Ring kunder\n2. Skriv brev",
            ["Öppnande", "Kundlöften", "Lager"],
        ),
        (
            "Dagordning 2025-03-03\n1\\tÖppnande\\tAnna\\t5 min\n2\\tKundlöften\\tBo\\t20 min\n"
            "3\\tLager\\tBo",
            ["Öppnande", "Kundlöften", "Lager"],
        ),
        (
            "= Dagordning 2025-03-03\n**Beslutsärenden**\n+ Kundlöften\n+ Lager\n"
            "**Informationsärenden**\n+ NKI",
            ["Kundlöften", "Lager", "NKI"],
        ),
        (
            "= Ledningsgrupp 2025-03-03\n# Närvarande\n- Anna Berg\n# Klagomål i norr\n"
            "- Anna visade siffror\n**Beslut:** att ringa.\n# Budget\nText.\n# Åtgärder\n- Ring",
            ["Klagomål i norr", "Budget"],
        ),
        ("= Agenda 2025-03-03\n- Kundlöften\n-- svarstider\n- Lager", ["Kundlöften", "Lager"]),
    ],
)
def test_items_are_told_from_what_surrounds_them(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    assert titles(meeting(tmp_path, text)) == expected


def test_a_table_with_a_header_is_the_agenda_and_a_table_of_actions_never(tmp_path: Path) -> None:
    found = meeting(
        tmp_path,
        "Dagordning\n|\n|\n|",
        "Datum | 2025-03-03\nPlats | Sal A",
        "Nr | Ärende | Föredragande | Tid\n1 | Öppnande | Anna | 5 min\n"
        "2 | Kundlöften / Bilaga finns hos Bo. | Bo | 20\n | Beslutsärenden | |\n"
        "3 | Lager | Bo | 09.30–09.45",
        "Vad | Vem | När\nRing kunder | Anna | 2025-03-10",
    )
    assert [(i.title, i.planned_minutes) for i in found.items] == [
        ("Öppnande", 5.0),
        ("Kundlöften", 20.0),
        ("Lager", 15.0),  # 09.45 - 09.30
    ]
    assert found.items[1].detail == "Bilaga finns hos Bo."


@pytest.mark.parametrize(
    "table",
    [
        "När | Vad | Vem\n09.00–09.10 | Öppnande | Anna\n09.10–09.40 | Kundlöften | Bo",
        "§ 1 | Öppnande / Anna öppnade. | 10 min\n§ 2 | Kundlöften | 30 min",
        "1. Öppnande (10 min) / 2. Kundlöften (30 min)",
    ],
)
def test_rows_of_hours_rows_of_numbers_and_a_page_set_in_one_cell_are_agendas(
    tmp_path: Path, table: str
) -> None:
    found = meeting(tmp_path, "Dagordning 2025-03-03\n|", table)
    assert [(i.title, i.planned_minutes) for i in found.items] == [
        ("Öppnande", 10.0),
        ("Kundlöften", 30.0),
    ]


def test_the_day_is_not_that_of_the_next_meeting_or_of_earlier_minutes(tmp_path: Path) -> None:
    found = meeting(
        tmp_path,
        "= Protokoll\nDatum: 3 mars 2025\n## 1. Protokoll från 3 februari 2025\n## 2. Kundlöften\n"
        "Nästa möte: 7 april 2025",
    )
    assert found.held_on.isoformat() == "2025-03-03"
    assert found.is_minutes


def test_a_length_told_first_in_a_note_is_the_items(tmp_path: Path) -> None:
    found = meeting(tmp_path, "= Möte 2025-03-03\n## § 1 Lager\nTid: 25 min. Bo sade.\n## § 2 Kund")
    assert [item.planned_minutes for item in found.items] == [25.0, None]
    assert found.items[0].detail == "Tid: 25 min. Bo sade."


def test_tracked_deletions_and_boxes_are_not_read_and_insertions_are(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Dagordning 2025-03-03")
    first = document.add_paragraph("1. Lager")
    tracked(first, "w:del", "flytt")
    tracked(first, "w:ins", " i norr")
    tracked(document.add_paragraph(), "w:del", "2. Struket")
    hidden = document.add_paragraph("3. Kundlöften")
    hidden.add_run(" hemligt").font.hidden = True
    box = OxmlElement("w:drawing")
    words = OxmlElement("w:t")
    words.text = "ur en ruta"
    box.append(words)
    hidden.runs[0]._r.append(box)
    document.save(str(tmp_path / "a.docx"))
    [found] = read_agenda(tmp_path / "a.docx").meetings
    assert titles(found) == ["Lager i norr", "Kundlöften"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Dagordning 2025-03-03")
    first = document.add_paragraph("1. Kund")
    mark, deleted = OxmlElement("w:rPr"), OxmlElement("w:del")
    mark.append(deleted)
    first._p.get_or_add_pPr().append(mark)
    document.add_paragraph("löften")
    document.add_paragraph("2. Lager")
    document.save(str(tmp_path / "a.docx"))
    [found] = read_agenda(tmp_path / "a.docx").meetings
    assert titles(found) == ["Kundlöften", "Lager"]


def test_swedish_style_names_are_headings_and_a_pages_header_may_name_the_day(
    tmp_path: Path,
) -> None:
    document = docx.Document()
    document.styles.add_style("Överskrift 2", 1)
    for text in ("§ 1 Lager", "§ 2 Kundlöften"):
        document.add_paragraph(text, style="Överskrift 2")
    document.sections[0].header.paragraphs[0].text = "Ledningsgrupp 3 mars 2025\tSida 1"
    document.save(str(tmp_path / "a.docx"))
    [found] = read_agenda(tmp_path / "a.docx").meetings
    assert (found.held_on.isoformat(), titles(found)) == ("2025-03-03", ["Lager", "Kundlöften"])


def test_a_document_with_macros_under_any_name_is_read_without_them(tmp_path: Path) -> None:
    path = save_word(tmp_path / "agenda.txt", "Dagordning 2025-03-03\n1. Lager\n2. Kunder")
    types = docx.Document(str(path)).part.package.parts
    assert types
    kinds = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="jpeg" ContentType="image/jpeg"/><Override PartName="/word/'
        'document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
        "</Types>"
    )
    replace_part(path, "[Content_Types].xml", kinds.encode())
    replace_part(path, "word/vbaProject.bin", b"Sub AutoOpen()")
    [found] = read_agenda(path).meetings
    assert titles(found) == ["Lager", "Kunder"]


_W = f'xmlns:w="{qn("w:x")[1:-2]}"'


def document_of(body: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<w:document {_W}>{body}</w:document>'.encode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (document_of("<w:body/>", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///x">]>'), "entities"),
        (document_of("<w:body>" + " " * 21_000_000 + "</w:body>"), "unpacks to"),
        (document_of("<w:body>" + "<w:p/>" * 20_001 + "</w:body>"), "too many for an agenda"),
        (
            document_of(
                "<w:body><w:tbl>"
                + '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="60"/></w:tcPr></w:tc></w:tr>' * 500
                + "</w:tbl></w:body>"
            ),
            "too many for an agenda",  # 500 rows of 60 columns
        ),
        (document_of("<w:ins>" * 2_000 + "</w:ins>" * 2_000), "damaged"),
        (b"<w:document", "damaged"),
        (document_of("<w:body/>"), "holds no"),
    ],
)
def test_a_hostile_document_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = save_word(tmp_path / "2025-03-03.docx", "1. Lager")
    replace_part(path, "word/document.xml", content)
    with pytest.raises(ReaderError, match=rf"2025-03-03\.docx .*{said}.*\.$"):
        read_agenda(path)


def test_what_is_linked_from_elsewhere_is_never_fetched(tmp_path: Path) -> None:
    path = save_word(tmp_path / "a.docx", "Dagordning 2025-03-03\n1. Lager\n2. Kunder")
    document = docx.Document(str(path))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    for name in ("numbering", "styles", "attachedTemplate"):
        document.part.rels.get_or_add_ext_rel(kind + name, "http://127.0.0.1:1/x.xml")
    document.save(str(path))
    [found] = read_agenda(path).meetings
    assert titles(found) == ["Lager", "Kunder"]
