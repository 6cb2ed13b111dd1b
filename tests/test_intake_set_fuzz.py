"""Whatever stands in a file that looks like Word or PDF ends in items or one sentence, soon."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kundagenda.errors import ReaderError
from kundagenda.intake.nesting import blocks_from
from kundagenda.intake.paragraphs import Mark, Paragraph
from kundagenda.intake.pdf_lines import Page, Word
from kundagenda.intake.portable_document import paragraphs_of_pages
from kundagenda.intake.reader import read_agenda
from kundagenda.intake.text_agenda import read_blocks
from pdf_files import rows, save_pdf
from word_files import save_word
from workbooks import replace_part

SLOWEST = 5.0
_QUICK = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
_FEW = settings(_QUICK, max_examples=5)
_WORDS = st.sampled_from(
    ["1.", "§ 2", "•", "Närvarande:", "Punkt\tTid", "Åtgärd", "Kundlöften", "09.00–09.10", "Beslut",
     "10 min", "4.1", "(", "2025-03-03", "\t", "\n", "\u202e", "a" * 300, "Nästa möte", "-", "b)"]
)  # fmt: skip
_TEXTS = st.lists(_WORDS | st.text(max_size=8), min_size=1, max_size=7).map(" ".join)


def reads_or_refuses(path: Path) -> None:
    """Any error but a sentence for a person fails the test, and so does a long wait.

    The processor's time counts: a busy machine is not the reader's fault.
    """
    before = time.process_time()
    found, said = False, ""
    try:
        found = bool(read_agenda(path).meetings)
    except ReaderError as error:
        said = str(error)
    assert found or path.name in said
    assert time.process_time() - before < SLOWEST


@_QUICK
@given(place=st.floats(0, 1), junk=st.binary(min_size=1, max_size=60))
def test_a_word_file_broken_anywhere(tmp_path: Path, place: float, junk: bytes) -> None:
    path = save_word(tmp_path / "2025-03-03.docx", "1. Lager\n2. Kunder")
    content = path.read_bytes()
    at = int(place * len(content))
    path.write_bytes(content[:at] + junk + content[at + len(junk) :])
    reads_or_refuses(path)


def test_a_word_file_packed_by_rules_of_later_days(tmp_path: Path) -> None:
    path = save_word(tmp_path / "2025-03-03.docx", "1. Lager\n2. Kunder")
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\1\2") + 6] = 64  # the version of ZIP that it takes: 6.4
    path.write_bytes(content)
    reads_or_refuses(path)


@_QUICK
@given(place=st.floats(0, 1), junk=st.sampled_from([b"<w:p>", b"</w:p>", b"<w:tbl/>", b"\0", b"<"]))
def test_the_xml_of_a_word_file_broken_anywhere(tmp_path: Path, place: float, junk: bytes) -> None:
    path = save_word(tmp_path / "2025-03-03.docx", "1. Lager\n2. Kunder")
    xml = (
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b'<w:body><w:p><w:pPr><w:numPr><w:ilvl w:val="9"/><w:numId w:val="x"/></w:numPr></w:pPr>'
        b"<w:r><w:t>1. Lager</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
        b"</w:body></w:document>"
    )
    at = int(place * len(xml))
    replace_part(path, "word/document.xml", xml[:at] + junk + xml[at:])
    reads_or_refuses(path)


@_FEW
@given(place=st.floats(0, 1), junk=st.binary(min_size=1, max_size=40))
def test_a_pdf_broken_anywhere(tmp_path: Path, place: float, junk: bytes) -> None:
    path = save_pdf(tmp_path / "2025-03-03.pdf", [rows(72, 60, "1. Lager\n2. Kunder")])
    content = path.read_bytes()
    at = 8 + int(place * (len(content) - 8))
    path.write_bytes(content[:at] + junk + content[at + len(junk) :])
    reads_or_refuses(path)


@pytest.mark.parametrize("start", [b"%PDF-1.7\n", b"PK\x03\x04"])
@_FEW
@given(junk=st.binary(max_size=400))
def test_noise_behind_a_signature(tmp_path: Path, start: bytes, junk: bytes) -> None:
    path = tmp_path / "2025-03-03.docx"
    path.write_bytes(start + junk)
    reads_or_refuses(path)


_PARAGRAPHS = st.builds(
    Paragraph,
    text=_TEXTS,
    line=st.integers(1, 50),
    heading=st.sampled_from([0, 0, 0, 1, 2, 6]),
    bold=st.booleans(),
    mark=st.sampled_from(list(Mark)),
    number=st.none() | st.integers(0, 9),
    depth=st.floats(-50, 500),
    lead=st.sampled_from(["", "1. Lager:", "Beslut:"]),
)


@settings(_QUICK, max_examples=60)
@given(st.lists(_PARAGRAPHS, max_size=25))
def test_no_paragraph_is_lost_on_its_way_to_a_block(paragraphs: list[Paragraph]) -> None:
    blocks = blocks_from(paragraphs)
    waiting, found = list(blocks), 0
    while waiting:
        block = waiting.pop()
        found += 1
        waiting.extend(block.children)
    filled = sum(bool(paragraph.text.strip()) for paragraph in paragraphs)
    assert found >= filled
    for meeting in read_blocks(blocks, Path("2025-03-03.docx")).meetings:
        assert all(item.title for item in meeting.items)


_WORD_PLACES = st.builds(
    lambda text, x, y, size, bold: Word(text, x, x + 5 * len(text), y, y + size, size, bold),
    text=_TEXTS.map(lambda text: text.split()[0] if text.split() else "x"),
    x=st.floats(0, 600),
    y=st.floats(0, 850),
    size=st.sampled_from([0.1, 8.0, 10.0, 18.0]),
    bold=st.booleans(),
)


@settings(_QUICK, max_examples=40)
@given(st.lists(st.lists(_WORD_PLACES, min_size=1, max_size=40), min_size=1, max_size=3))
def test_words_anywhere_on_pages_end_in_paragraphs(pages: list[list[Word]]) -> None:
    read = [Page(595, 842, words, [[[[0, 0, 300, 100], None]] * 2]) for words in pages]
    paragraphs, _ = paragraphs_of_pages(read)
    assert all(paragraph.line >= 1 for paragraph in paragraphs)
    read_blocks(blocks_from(paragraphs), Path("2025-03-03.pdf"))
