"""Notes: written from a page, marked in its pictures, told below them, and taken back."""

import json
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from streamlit.testing.v1 import AppTest

from app_pages import AGENDA, EVERY_PAGE, OVERVIEW, Pages, charts, said
from drawn_charts import layers, rows
from kundagenda.database.state import bump_version
from kundagenda.database.tables import notes
from kundagenda.findings.overview import Event
from kundagenda.shown.drawn import drawn_events
from small_company import fill_small_company, months_back
from tables import insert_rows
from test_pages_write_down import PAGE, SAVE, UNDO, field, press

BOTH = pytest.mark.parametrize("lang", ["sv", "en"])
DAY = months_back(6)[0]
WRITE = {"sv": "Skriv en anteckning", "en": "Write a note"}
LABELS = {
    "sv": ("Anteckningen", "Dag", "Visas på", "Av vem"),
    "en": ("The note", "Day", "Shown on", "By whom"),
}


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return fill_small_company(f"sqlite:///{tmp_path / 'app.db'}")


@pytest.fixture
def pages(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Pages:
    return Pages(monkeypatch, str(engine.url))


def noted(engine: Engine, *rows_: dict[str, object]) -> None:
    insert_rows(engine, notes, [{"noted_on": DAY} | row for row in rows_])
    with engine.begin() as connection:
        bump_version(connection)


def link(visit: AppTest, label: str) -> str:
    """The address of the link that is called so."""
    [found] = [each.proto for each in visit.get("page_link") if each.proto.label == label]
    return str(found.query_string)


def strokes(visit: AppTest) -> set[str]:
    """What the upright strokes of a page's pictures say when pointed at."""
    found = set()
    for chart in charts(visit):
        spec = json.loads(chart.spec)
        for layer in layers(spec, "point", shape="kind"):
            found |= {row["tip"] for row in rows(spec, layer) if row["kind"] == "note"}
    return found


@BOTH
def test_a_note_is_written_from_a_page_stands_there_and_is_taken_back(pages, engine, lang):
    on = EVERY_PAGE["satisfaction"]
    address = link(pages.open(on, lang=lang), WRITE[lang])
    codes = dict(part.split("=") for part in address.split("&"))
    assert codes == {"lang": lang, "what": "notes", "on": "nps"}
    visit = pages.open(PAGE, **codes)
    words, day, metric, author = LABELS[lang]
    assert (field(visit, day).value, field(visit, metric).value) == (date.today(), "nps")
    assert "CSV" not in said(visit), "no file can hold notes"
    field(visit, words).set_value("Prishöjning *väst*")
    field(visit, day).set_value(DAY)
    field(visit, author).set_value("Säljchef")
    press(visit, SAVE[lang])
    with engine.connect() as connection:
        [row] = connection.execute(select(notes)).mappings()
    assert (row["text"], row["metric"], row["author"]) == ("Prishöjning *väst*", "nps", "Säljchef")
    shown = pages.open(on, lang=lang)
    assert "Prishöjning \\*väst\\* :gray[Säljchef]" in said(shown)
    [stroke] = strokes(shown)
    assert stroke.endswith("Prishöjning *väst*")
    press(visit, UNDO[lang])
    shown = pages.open(on, lang=lang)
    assert "Prishöjning" not in said(shown)
    assert not strokes(shown)


@BOTH
def test_a_note_on_one_figure_stands_on_its_pictures_alone(pages, engine, lang):
    noted(
        engine,
        {"text": "Om allt", "metric": None},
        {"text": "Om behållna", "metric": "logo_churn"},
        {"text": "Om andelen", "metric": "customer_item_share"},
    )
    wanted = {
        OVERVIEW: {"Om allt", "Om behållna", "Om andelen"},
        EVERY_PAGE["satisfaction"]: {"Om allt"},
        EVERY_PAGE["retention"]: {"Om allt", "Om behållna"},
    }
    for page, texts in wanted.items():
        visit = pages.open(page, lang=lang)
        assert not visit.exception
        assert {tip.partition(": ")[2] for tip in strokes(visit)} == texts
        listed = {text for text in ("Om allt", "Om behållna", "Om andelen") if text in said(visit)}
        assert listed == texts
        head = {"sv": "**Anteckningar.**", "en": "**Notes.**"}[lang]
        assert head in said(visit)


@pytest.mark.parametrize("page", EVERY_PAGE.values(), ids=EVERY_PAGE)
def test_every_page_leads_to_the_form_of_a_note(pages, page):
    assert "what=notes" in link(pages.open(page, lang="sv"), WRITE["sv"])
    assert ("on=customer_item_share" in link(pages.open(page), WRITE["sv"])) is (
        page in (OVERVIEW, AGENDA, EVERY_PAGE["connection"])
    )


def test_of_many_notes_the_latest_are_told_and_the_rest_counted(pages, engine):
    noted(engine, *({"text": f"Nummer {n}", "noted_on": DAY.replace(day=n)} for n in range(1, 8)))
    visit = pages.open(lang="en")
    [told] = [part.value for part in visit.markdown if "Nummer" in part.value]
    assert [line.split("Nummer ")[1] for line in told.splitlines()] == [
        "7  ",
        "6  ",
        "5  ",
        "4  ",
        "3",
    ]
    assert "2 earlier notes stand under Write down." in said(visit)


def test_a_note_of_today_is_told_though_figures_end_before(pages, engine):
    noted(engine, {"text": "Skrivet idag", "noted_on": date.today()})
    assert "Skrivet idag" in said(pages.open(lang="sv"))


def test_notes_on_other_figures_are_left_out_whoever_draws():
    events = [Event(DAY, "note", "a"), Event(DAY, "note", "b", "nps"), Event(DAY, "launch", "c")]
    assert [each.label for each in drawn_events(events, "en")] == ["a", "c"]
    assert [each.label for each in drawn_events(events, "en", ("nps",))] == ["a", "b", "c"]
