"""The pack as PowerPoint: what the screens say, inside its slides, with charts to edit."""

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE
from pptx.presentation import Presentation as Slides
from pptx.util import Inches

from kundagenda.errors import ReaderError
from kundagenda.reports.fit import height_of
from kundagenda.reports.pack import Pack
from kundagenda.reports.slides import slides
from kundagenda.texts.told import telling_in
from packs import EACH, HOSTILE, Files, Packs, bare, each_pack, full, hostile, kept, packs, words_of

__all__ = ["packs"]  # the fixture


@pytest.fixture(scope="module")
def files(packs: Packs) -> Files:
    return kept(slides, packs)


def read(content: bytes) -> Slides:
    return Presentation(io.BytesIO(content))


def opened(pack: Pack, template: Path | None = None) -> Slides:
    with telling_in(pack.lang):
        return Presentation(io.BytesIO(slides(pack, template=template)))


def text_of(made: Slides) -> str:
    return bare("".join(text for slide in made.slides for text in texts(slide.shapes)))


def texts(shapes):
    for shape in shapes:
        if shape.has_text_frame:
            yield from (paragraph.text for paragraph in shape.text_frame.paragraphs)
        if shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)


def charts_of(made: Slides):
    return [s.chart for slide in made.slides for s in slide.shapes if s.has_chart]


@each_pack
def test_everything_is_said_on_slides_with_notes(packs: Packs, files: Files, state: str, lang: str):
    pack = packs[state, lang]
    made = read(files(state, lang))
    with telling_in(lang):
        assert [said for said in words_of(pack) if bare(said) not in text_of(made)] == []
        assert len(made.slides) >= 1 + len(pack.meeting.screens)
        told = {screen.title: screen for screen in pack.meeting.screens}
        for slide in list(made.slides)[1:]:
            screen = told[slide.shapes.title.text_frame.paragraphs[-1].text]
            notes = slide.notes_slide.notes_text_frame.text
            assert pack.sources in notes
            for each in pack.definitions:
                assert (each.meaning in notes) == (each.key in screen.metrics)
            assert bare(pack.as_of) in bare("".join(texts(slide.shapes)))


@each_pack
def test_all_lies_inside_the_slides_and_fits_its_place(files: Files, state: str, lang: str):
    made = read(files(state, lang))
    assert outside(made) == []
    assert overfull(made) == []


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_a_full_screen_fits_too(packs: Packs, lang: str):
    pack = full(packs["demo", lang])
    made = opened(pack)
    assert outside(made) == []
    assert overfull(made) == []
    with telling_in(lang):
        assert [said for said in words_of(pack) if bare(said) not in text_of(made)] == []


def outside(made: Slides) -> list[str]:
    return [
        shape.name
        for slide in made.slides
        for shape in slide.shapes
        if shape.left < 0 or shape.top < 0
        or shape.left + shape.width > made.slide_width
        or shape.top + shape.height > made.slide_height
    ]  # fmt: skip


def overfull(made: Slides) -> list[str]:
    """Texts that need more height than their shape has."""
    found = []
    for slide in made.slides:
        for shape in slide.shapes:
            runs = [] if not shape.has_text_frame else [
                run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs
            ]  # fmt: skip
            if not runs:
                continue
            frame, size = shape.text_frame, max(run.font.size.pt for run in runs)
            width = (shape.width - frame.margin_left - frame.margin_right) / 12_700
            height = (shape.height - frame.margin_top - frame.margin_bottom) / 12_700
            bold = bool(runs[0].font.bold)
            if height_of([run.text for run in runs], width, size, bold=bold) > height + 1:
                found.append(f"{shape.name}: {runs[0].text[:40]}")
    return found


@pytest.mark.parametrize(("state", "lang"), [each for each in EACH if each[0] == "demo"])
def test_a_chart_holds_its_numbers_in_a_workbook_to_edit(
    packs: Packs, files: Files, state: str, lang: str
):
    pack = packs[state, lang]
    made = read(files(state, lang))
    wanted = [screen.numbers for screen in pack.meeting.screens if screen.numbers]
    assert wanted
    for chart, numbers in zip(charts_of(made), wanted, strict=True):
        inside = io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)
        [names, *rows] = list(openpyxl.load_workbook(inside).active.values)
        assert names[1:] == tuple(each.name for each in numbers.series)
        assert tuple(row[0] for row in rows) == numbers.categories
        for column, series in enumerate(numbers.series, 1):
            assert tuple(row[column] for row in rows) == pytest.approx(series.values)
        for drawn, series in zip(chart.plots[0].series, numbers.series, strict=True):
            assert tuple(drawn.values) == pytest.approx(series.values)


@each_pack
def test_whoever_listens_hears_the_title_and_what_a_picture_shows(files: Files, state, lang):
    made = read(files(state, lang))
    for slide in made.slides:
        assert slide.shapes.title.text_frame.text
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type == 13:
                assert shape._element.xpath(".//p:cNvPr/@descr")[0]
    languages = set(re.findall(r'<a:rPr[^>]* lang="([^"]+)"', xml(made)))
    assert languages == {{"sv": "sv-SE", "en": "en-GB"}[lang]}


def xml(made: Slides) -> str:
    return "".join(slide.part.blob.decode() for slide in made.slides)


def test_the_typeface_is_the_themes_and_no_run_names_another(files: Files):
    made = read(files("demo", "sv"))
    saved = io.BytesIO()
    made.save(saved)
    with zipfile.ZipFile(saved) as parts:
        theme = parts.read("ppt/theme/theme1.xml").decode()
    assert theme.count('typeface="Hanken Grotesk"') == 2
    assert "<a:latin" not in xml(made)


def test_a_text_of_a_company_is_text_and_never_a_formula(packs: Packs):
    made = opened(hostile(packs["demo", "sv"]))
    assert text_of(made).count(bare(HOSTILE)) >= 4
    [chart] = charts_of(made)
    inside = io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)
    cells = [c for row in openpyxl.load_workbook(inside).active.rows for c in row]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    assert chart.plots[0].series[0].values == (0.5, None)


@pytest.mark.parametrize("ending", ["pptx", "potx"])
def test_a_companys_template_gives_layouts_theme_and_size(
    packs: Packs, tmp_path: Path, ending: str
):
    template = company_template(tmp_path / f"mall.{ending}")
    for state, lang in EACH if ending == "pptx" else EACH[-2:]:
        made = opened(packs[state, lang], template)
        assert (made.slide_width, made.slide_height) == (Inches(10), Inches(7.5))
        assert {slide.slide_layout.name for slide in made.slides} <= {"Bolagets första", "Bolaget"}
        assert "An old slide" not in "".join(t for s in made.slides for t in texts(s.shapes))
        assert outside(made) == []
        assert overfull(made) == []
        with telling_in(lang):
            said = [
                text for text in words_of(packs[state, lang]) if bare(text) not in text_of(made)
            ]
        assert said == []
    full_one = opened(full(packs["demo", "sv"]), template)
    assert outside(full_one) == []
    assert overfull(full_one) == []


def company_template(path: Path) -> Path:
    """A 4:3 template with layouts under the company's own names and a slide of its own."""
    made = Presentation()
    made.slide_layouts.get_by_name("Title Slide").name = "Bolagets första"
    made.slide_layouts.get_by_name("Title Only").name = "Bolaget"
    made.slides.add_slide(made.slide_layouts[0]).shapes.title.text = "An old slide"
    made.save(path)
    if path.suffix == ".potx":
        wanted, own = CONTENT_TYPE.PML_TEMPLATE_MAIN, CONTENT_TYPE.PML_PRESENTATION_MAIN
        with zipfile.ZipFile(path) as there:
            parts = {name: there.read(name) for name in there.namelist()}
        types = parts["[Content_Types].xml"].decode().replace(own, wanted)
        parts["[Content_Types].xml"] = types.encode()
        with zipfile.ZipFile(path, "w") as rewritten:
            for name, content in parts.items():
                rewritten.writestr(name, content)
    return path


@pytest.mark.parametrize("content", [None, b"", b"not a zip", b"PK\x03\x04 broken"])
def test_what_is_no_template_is_refused_in_a_sentence(packs: Packs, tmp_path: Path, content):
    template = tmp_path / "mall.pptx"
    if content is not None:
        template.write_bytes(content)
    with pytest.raises(ReaderError, match=r"mall\.pptx"):
        opened(packs["demo", "sv"], template)
