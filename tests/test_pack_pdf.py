"""The pack as PDF: all that the screens say, as text in the house's typeface, nothing cut."""

import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache

import pdfplumber
import pytest

from kundagenda.reports.pack import Pack
from kundagenda.reports.pdf import pdf
from kundagenda.texts.told import telling_in
from packs import HOSTILE, Packs, bare, each_pack, full, hostile, kept, packs, words_of

__all__ = ["packs"]  # the fixture

A4 = (595.3, 841.9)
Printed = Callable[[str, str], pdfplumber.PDF]


@pytest.fixture(scope="module")
def files(packs: Packs) -> Iterator[Printed]:
    """The PDF of each pack, written once and open as long as tests read it."""
    write = kept(pdf, packs)
    with ExitStack() as opened:
        yield cache(lambda state, lang: opened.enter_context(read(write(state, lang))))


@contextmanager
def printed(pack: Pack) -> Iterator[pdfplumber.PDF]:
    with telling_in(pack.lang):
        content = pdf(pack)
    with pdfplumber.open(io.BytesIO(content)) as found:
        yield found


def read(content: bytes) -> pdfplumber.PDF:
    return pdfplumber.open(io.BytesIO(content))


def text_of(found: pdfplumber.PDF) -> str:
    return bare("".join(page.extract_text(use_text_flow=True) for page in found.pages))


@each_pack
def test_everything_is_said_and_each_page_says_whose_it_is(
    packs: Packs, files: Printed, state: str, lang: str
):
    pack = packs[state, lang]
    found = files(state, lang)
    with telling_in(lang):
        text = text_of(found)
        # In the order in which they are set, cell by cell; figures beside each other still mix.
        words = [word for said in words_of(pack) for word in map(bare, said.split())]
        assert [word for word in words if word not in text] == []
        assert len(found.pages) >= 1 + len(pack.meeting.screens)
        for number, page in enumerate(found.pages, 1):
            there = bare(page.extract_text())
            of = {"sv": "av", "en": "of"}[lang]
            assert bare(pack.named) in there or number == 1
            assert bare(pack.meeting.scope) in there
            assert bare(pack.as_of) in there
            assert f"{number}{of}{len(found.pages)}" in there


@each_pack
def test_no_text_leaves_its_page_and_its_typeface_is_inside(files: Printed, state: str, lang: str):
    found = files(state, lang)
    for page in found.pages:
        assert (round(page.width, 1), round(page.height, 1)) == A4
        outside = [
            char["text"] for char in page.chars
            if char["x0"] < 28 or char["x1"] > A4[0] - 28
            or char["top"] < 20 or char["bottom"] > A4[1] - 20
        ]  # fmt: skip
        assert outside == []
        fonts = {char["fontname"].partition("+") for char in page.chars}
        assert all("+" in sign and "HankenGrotesk" in name for _, sign, name in fonts), fonts


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_it_tells_programs_its_title_and_language(packs: Packs, files: Printed, lang: str):
    pack = packs["demo", lang]
    found = files("demo", lang)
    with telling_in(lang):
        assert found.metadata["Title"] == pack.title
    assert found.metadata["Author"] == pack.company
    spoken = found.doc.catalog["Lang"]
    assert spoken.decode() == {"sv": "sv-SE", "en": "en-GB"}[lang]
    assert "StructTreeRoot" in found.doc.catalog, "tagged, so that it can be listened to"


def test_the_text_of_a_picture_is_text(files: Printed):
    found = files("demo", "sv")
    # A written value has a rim of ground, the same text below it.
    assert "Utlovat" in found.pages[1].dedupe_chars().extract_text()


def test_a_text_of_a_company_is_never_markup(packs: Packs):
    with printed(hostile(packs["demo", "sv"])) as found:
        assert text_of(found).count(bare(HOSTILE)) >= 4


def test_a_full_screen_goes_on_to_the_next_page_and_loses_nothing(packs: Packs):
    pack = full(packs["demo", "sv"])
    with printed(pack) as found:
        text = text_of(found)
        cells = [word for cells in pack.meeting.screens[0].table.values() for word in cells]
        assert [c for c in cells if not all(bare(w) in text for w in c.split())] == []
        assert bare(pack.meeting.screens[0].note)[-30:] in text


def test_swedish_words_are_divided_at_the_end_of_a_line(packs: Packs):
    pack = packs["demo", "sv"]
    [first, *_] = pack.meeting.screens
    long = "En undersökning i tjänstemannaorganisationens medarbetarutvecklingsprogram " * 6
    screen = replace(first, sentences=(long,), draw=None)
    with printed(replace(pack, meeting=replace(pack.meeting, screens=(screen,)))) as found:
        assert "\u00ad\n" in found.pages[1].extract_text()


def test_the_figures_mean_what_the_page_definitions_says(packs: Packs, files: Printed):
    pack = packs["demo", "en"]
    assert {each.key for each in pack.definitions} == {
        key for screen in pack.meeting.screens for key in screen.metrics
    }
    found = files("demo", "en")
    text = text_of(found)
    for each in pack.definitions:
        assert bare(each.meaning) in text
        assert all(bare(w) in text for _, said in each.how for w in said.split())


def test_before_any_data_no_day_is_told_to_which_figures_reach(packs: Packs, files: Printed):
    for state, told in (("thin", True), ("none", False)):
        words = text_of(files(state, "en"))
        assert (bare("Figures to") in words) is told, state
    with telling_in("en"):
        assert packs["none", "en"].as_of == ""
