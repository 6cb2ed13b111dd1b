"""The pack as PowerPoint: what the screens say, inside its slides, with charts to edit."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import CONTENT_TYPE
from pptx.presentation import Presentation as Slides
from pptx.util import Inches

from kundagenda.errors import ReaderError
from kundagenda.reports.fit import height_of, width_of
from kundagenda.reports.pack import Pack
from kundagenda.reports.slide_axes import scale_of
from kundagenda.reports.slide_said import table_beside
from kundagenda.reports.slide_table import pieces
from kundagenda.reports.slides import slides
from kundagenda.shown.screen import Numbers, Screen, Series
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
        assert unsaid(pack, made) == []
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
        assert unsaid(pack, made) == []


def unsaid(pack: Pack, made: Slides) -> list[str]:
    """What the pack says and no slide does.

    Where a table says what the figures would, their parts stand in its cells and over its charts.
    """
    apart = {
        text
        for screen in pack.meeting.screens
        for each in screen.figures
        if screen.table and table_beside(screen) == ("Table", screen.table)
        for text in (each.base, each.label)
    }
    there = text_of(made)
    whole = [said for said in words_of(pack) if bare(said) not in there]
    parts = (part for said in whole if said in apart for part in said.split(", "))
    return [
        *(said for said in whole if said not in apart),
        *(part for part in parts if bare(part).casefold() not in there.casefold()),
    ]


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
            frame = shape.text_frame
            width = (shape.width - frame.margin_left - frame.margin_right) / 12_700
            height = (shape.height - frame.margin_top - frame.margin_bottom) / 12_700
            needed = sum(
                height_of([paragraph.text], width, runs.font.size.pt, bold=bool(runs.font.bold))
                for paragraph in frame.paragraphs
                for runs in paragraph.runs[:1]
            )
            if needed > height + 1:
                found.append(f"{shape.name}: {runs[0].text[:40]}")
    return found


@pytest.mark.parametrize(("state", "lang"), [each for each in EACH if each[0] == "demo"])
def test_a_chart_holds_its_numbers_in_a_workbook_to_edit(
    packs: Packs, files: Files, state: str, lang: str
):
    pack = packs[state, lang]
    made = read(files(state, lang))
    wanted = [one for s in pack.meeting.screens if s.numbers for one in s.numbers.charts]
    assert wanted
    for chart, numbers in zip(charts_of(made), wanted, strict=True):
        inside = io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)
        [names, *rows] = list(openpyxl.load_workbook(inside).active.values)
        count = len(numbers.series)
        assert names[1 : count + 1] == tuple(each.name for each in numbers.series)
        assert tuple(row[0] for row in rows) == numbers.categories
        columns = list(zip(*rows, strict=True))[1:]
        for column, series in zip(columns, numbers.series, strict=False):
            assert column == pytest.approx(series.values)
        ends = {
            series.drawn: column for series, column in zip(numbers.series, columns, strict=False)
        }
        for width in columns[count:]:  # of the interval, which the band is drawn with
            both = zip(ends["low"], ends["high"], strict=True)
            assert width == pytest.approx([high - low for low, high in both])
        drawn = {each.name: each for plot in chart.plots for each in plot.series}
        assert set(drawn) == set(names[1:])
        for series in numbers.series:
            assert tuple(drawn[series.name].values) == pytest.approx(series.values)


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
    assert theme.count('<a:latin typeface="Arial"') == 2
    assert "<a:latin" not in xml(made)


def test_a_text_of_a_company_is_text_and_never_a_formula(packs: Packs):
    made = opened(hostile(packs["demo", "sv"]))
    assert text_of(made).count(bare(HOSTILE)) >= 4
    [chart] = charts_of(made)
    assert len(chart.plots) == 1
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
            assert unsaid(packs[state, lang], made) == []
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


SMALLEST = 12  # points, but at the foot
FOOT = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)


@each_pack
def test_no_table_breaks_a_word_or_a_number(files: Files, state: str, lang: str):
    broken = [
        (piece, size)
        for slide in read(files(state, lang)).slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell, column in zip(row.cells, shape.table.columns, strict=True)
        for paragraph in cell.text_frame.paragraphs
        for run in paragraph.runs
        for piece in pieces(run.text)
        for size in [run.font.size.pt]
        # A tenth more than the widest of our own two weights, reserve and all.
        if 1.1 * width_of(piece, size) > (column.width - cell.margin_right) / 12_700
    ]
    assert broken == []


def test_a_number_and_its_sign_are_one_piece():
    assert pieces("86,6\u00a0% av\n4\u00a0293 svar") == ["86,6\u00a0%", "av", "4\u00a0293", "svar"]


@each_pack
def test_nothing_but_the_foot_is_small(files: Files, state: str, lang: str):
    for slide in read(files(state, lang)).slides:
        for size, text, is_foot in sizes(slide):
            assert size >= (10 if is_foot else SMALLEST), text


def sizes(slide):
    for shape in slide.shapes:
        is_foot = shape.is_placeholder and shape.placeholder_format.type in FOOT
        frames = [shape.text_frame] if shape.has_text_frame else []
        if shape.has_table:
            frames = [cell.text_frame for row in shape.table.rows for cell in row.cells]
        for paragraph in (p for frame in frames for p in frame.paragraphs):
            yield from ((run.font.size.pt, run.text, is_foot) for run in paragraph.runs)


@each_pack
def test_nothing_on_a_slide_lies_on_anything_else(files: Files, state: str, lang: str):
    for slide in read(files(state, lang)).slides:
        shapes = list(slide.shapes)
        for number, one in enumerate(shapes):
            for other in shapes[number + 1 :]:
                across = min(one.left + one.width, other.left + other.width) - max(
                    one.left, other.left
                )
                down = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
                assert min(across, down) <= 0, (one.name, other.name)


@pytest.mark.parametrize(
    ("lang", "share", "code"), [("sv", True, "0\\ %"), ("en", True, "0%"), ("en", False, "0")]
)
def test_an_axis_is_written_as_its_series(packs: Packs, lang: str, share: bool, code: str):
    values = (0.1, 0.45) if share else (-20.0, 30.0)
    numbers = Numbers(("a", "b"), (Series("x", values, "value", share),))
    [chart] = charts_of(opened(showing(packs["demo", lang], numbers)))
    assert chart.value_axis.tick_labels.number_format == code
    assert not chart.value_axis.tick_labels.number_format_is_linked


def showing(pack: Pack, numbers: Numbers) -> Pack:
    screen = Screen("said", "Fråga", "Svar.", numbers=numbers)
    return replace(pack, meeting=replace(pack.meeting, screens=(screen,)))


@pytest.mark.parametrize(
    ("values", "share", "ends"),
    [
        ((0.96, 0.981), True, (0.94, 1.0)),
        ((-3.0, 41.0), False, (-10, 42.5)),
        ((0.0, 0.0), False, (-1, 1)),
        ((None, None), True, (0, 1)),
        ((1e9, 1e9), False, None),
    ],
)
def test_an_axis_has_few_round_steps(values, share: bool, ends):
    with telling_in("sv"):
        scale = scale_of(Numbers(("a", "b"), (Series("x", values, "value", share),)), 5)
        assert 2 <= len(scale.labels) <= 7
    known = [value for value in values if value is not None]
    assert all(scale.low <= value <= scale.high for value in known)
    assert not ends or ends[0] <= scale.low < scale.high <= ends[1]


LOW_HIGH = ("low", (0.1, 0.2)), ("high", (0.3, 0.5))


@pytest.mark.parametrize("gap", [False, True])
def test_an_interval_is_a_band_or_where_an_end_is_unknown_two_lines(packs: Packs, gap: bool):
    ends = [(drawn, (None, each[1]) if gap else each) for drawn, each in LOW_HIGH]
    line = Series("x", (0.2, 0.3), "value", share=True)
    series = (line, *(replace(line, name=d, values=v, drawn=d) for d, v in ends))
    [chart] = charts_of(opened(showing(packs["demo", "sv"], Numbers(("a", "b"), series))))
    kinds = [part.tag.partition("}")[2] for part in chart._chartSpace.chart.plotArea.xCharts]
    assert kinds == (["lineChart"] if gap else ["areaChart", "lineChart"])


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_elements_of_a_series_stand_in_the_order_of_the_file_format(files: Files, lang: str):
    head, tail = ("idx", "order", "tx", "spPr"), ("dLbls", "cat", "val", "smooth")
    order = [*head, "marker", "invertIfNegative", *tail]
    for chart in charts_of(read(files("demo", lang))):
        for series in chart._chartSpace.xpath("//c:ser"):
            places = [order.index(child.tag.partition("}")[2]) for child in series]
            assert places == sorted(set(places))


def test_cover_and_foot_are_left_and_dark_enough(files: Files):
    made = read(files("demo", "sv"))
    for layout in (made.slide_master, *made.slide_layouts):
        for place in layout.placeholders:
            xml_of = place._element.xml
            assert 'algn="ctr"' not in xml_of
            assert "<a:tint" not in xml_of
