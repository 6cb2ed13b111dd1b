"""The page Data: preview, bring in, undo, imports, and out of a demo."""

import subprocess
import sys
import tomllib

import pytest
import sqlalchemy as sa

from app_pages import OVERVIEW, ROOT, Pages, codes, said, tabled
from data_page import (
    AGENDA,
    AGENDA_FILE,
    BOTH,
    DATA,
    address,
    brought_in,
    empty,
    file,
    lay,
    pages,
    press,
    rows,
    view,
)
from kundagenda.database.schema import open_database
from kundagenda.database.state import DEMO, remember
from kundagenda.database.tables import imports
from kundagenda.panels.uploads import on_disk
from kundagenda.settings import Settings
from kundagenda.texts.numbers import NO_BREAK
from metrics.tables import agenda_items, forums, meetings

__all__ = ["address", "empty", "pages"]  # the fixtures


@BOTH
def test_an_empty_database_asks_for_an_agenda_and_loads_no_model(pages: Pages, lang: str) -> None:
    visit = pages.open(DATA, lang=lang)
    assert not visit.exception
    begin = {"sv": "Börja med en dagordning.", "en": "Begin with an agenda."}[lang]
    assert visit.title[0].value == begin
    assert visit.text_input[0].value == {"sv": "Ledningsgruppen", "en": "Leadership team"}[lang]
    assert not visit.button
    for code in ("review", "imports"):
        assert not view(visit, code).error
        assert codes(visit)["view"] == code


def test_opening_the_page_without_files_loads_no_sklearn(address: str) -> None:
    """In a process of its own: another test of this one may have classified something."""
    script = (
        "import sys\n"
        "from app_pages import Pages\n"
        "import pytest\n"
        f"visit = Pages(pytest.MonkeyPatch(), {address!r}).open({DATA!r}, lang='en')\n"
        "assert not visit.exception, visit.exception\n"
        "assert visit.file_uploader\n"
        "loaded = {'sklearn', 'scipy', 'pdfplumber'} & set(sys.modules)\n"
        "assert not loaded, loaded\n"
    )
    paths = f"{ROOT / 'src'}:{ROOT / 'tests'}"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"PYTHONPATH": paths, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]


@BOTH
def test_a_preview_shows_what_was_read_and_writes_nothing(
    pages: Pages, address: str, lang: str
) -> None:
    visit = lay(pages.open(DATA, lang=lang), AGENDA_FILE)
    forum = {"sv": "Ledningsgruppen", "en": "Leadership team"}[lang]
    expected = {
        "sv": f"2 möten är nya. Forumet {forum} är nytt.",
        "en": f"2 meetings are new. The forum {forum} is new.",
    }
    assert visit.header[0].value == expected[lang]
    read, items = (tabled(table) for table in visit.table)
    # 5 + 20 + 10 minutes, then 15 + 20; complaints are the one customer item of each meeting.
    minutes, about = {"sv": ("Minuter", "Om kunder"), "en": ("Minutes", "About customers")}[lang]
    assert list(read[minutes]) == ["35", "35"]
    assert list(read[about]) == ["1", "1"]
    assert len(items) == 3
    assert rows(address, meetings.c.id) == []
    assert rows(address, imports.c.id) == []


@BOTH
def test_what_was_brought_in_can_be_taken_back(pages: Pages, address: str, lang: str) -> None:
    visit = brought_in(pages, lang)
    title = visit.title[0].value.replace(NO_BREAK, " ")
    assert {
        "sv": "2 dagordningar är inlästa, den senaste 10 mars 2025.",
        "en": "2 agendas are in, the latest 10 March 2025.",
    }[lang] in title
    assert {"sv": "2 möten med 5 punkter", "en": "2 meetings with 5 items"}[lang] in said(visit)
    assert len(rows(address, agenda_items.c.id)) == 5
    [(path, who)] = rows(address, imports.c.path, imports.c.imported_by)
    assert (path, who) == ("ledning.md", "page Data")
    press(visit, {"sv": "Ångra", "en": "Undo"}[lang])
    assert rows(address, agenda_items.c.id) == []
    assert rows(address, forums.c.id) == []
    assert {"sv": "1 inläsning togs tillbaka", "en": "1 import was taken back"}[lang] in said(visit)


def test_the_same_file_again_has_nothing_to_bring_in(pages: Pages) -> None:
    visit = lay(brought_in(pages), AGENDA_FILE)
    assert visit.header[0].value == "2 meetings are in already."
    assert "Bring in" not in [button.label for button in visit.button]


def test_an_edited_file_tells_what_changes_from_what_to_what(pages: Pages, address: str) -> None:
    edited = AGENDA.replace("Budget (10 min)", "Budget (25 min)")
    visit = lay(brought_in(pages), file("ledning.md", edited))
    assert visit.header[0].value == "1 meeting changes. 1 meeting is in already."
    [change] = tabled(visit.table[0]).to_dict("records")
    assert change == {
        "Meeting": "10 Feb 2025, Leadership team",
        "Item": "Budget",
        "What": "planned minutes",
        "Before": "10",
        "After": "25",
    }
    view(press(visit, "Bring in"), "imports")
    known = tabled(visit.table[1]).to_dict("records")
    assert [row["After"] for row in known] == ["25"]
    # The older import stands beneath the newer one, which has to go first.
    assert len(tabled(visit.table[0])) == 2


@BOTH
def test_a_refused_file_says_why_and_the_others_can_come(
    pages: Pages, address: str, lang: str
) -> None:
    empty = file("tom.md", "")
    visit = lay(pages.open(DATA, lang=lang), empty, AGENDA_FILE)
    assert {"sv": "- tom.md är tom", "en": "- tom.md is empty"}[lang] in said(visit)
    assert {"sv": "1 fil går inte att läsa.", "en": "1 file cannot be read."}[lang] in visit.header[
        0
    ].value
    press(visit, {"sv": "Läs in", "en": "Bring in"}[lang])
    assert len(rows(address, meetings.c.id)) == 2


def test_a_remark_stands_with_its_line_in_the_readers_language(pages: Pages) -> None:
    long = AGENDA.replace("Budget (10 min)", "Budget (999 min)")
    visit = lay(pages.open(DATA, lang="sv"), file("ledning.md", long))
    # The third item of the first meeting stands on the file's fifth line.
    assert "rad 5: Budget" in said(visit)
    assert "minuter är för långt; räknas som okänt" in said(visit)


def test_a_forum_that_nearly_is_another_is_refused_with_its_name(pages: Pages) -> None:
    visit = brought_in(pages, "sv")
    visit.selectbox[0].set_value("").run()
    visit.text_input[0].set_value("Ledningsgrupen").run()
    lay(visit, AGENDA_FILE)
    [error] = visit.error
    assert "Det finns inget forum 'Ledningsgrupen', men det finns 'Ledningsgruppen'" in error.value
    assert "Läs in" not in [button.label for button in visit.button]


@BOTH
def test_an_import_is_taken_back_only_after_a_yes(pages: Pages, address: str, lang: str) -> None:
    visit = view(brought_in(pages, lang), "imports")
    assert list(tabled(visit.table[0]).iloc[0])[1] == "ledning.md"
    press(visit, {"sv": "Ångra", "en": "Undo"}[lang])
    press(visit, {"sv": "Nej, behåll", "en": "No, keep it"}[lang])
    assert len(rows(address, meetings.c.id)) == 2
    press(visit, {"sv": "Ångra", "en": "Undo"}[lang])
    press(visit, {"sv": "Ja, ta tillbaka", "en": "Yes, take it back"}[lang])
    assert rows(address, meetings.c.id) == []
    assert {"sv": "ledning.md togs tillbaka.", "en": "ledning.md was taken back."}[lang].replace(
        ".md", r".md"
    ).replace("_", r"\_") in said(visit)
    assert visit.title[0].value in ("Börja med en dagordning.", "Begin with an agenda.")


@pytest.fixture
def demo(address: str, pages: Pages) -> Pages:
    engine = open_database(address)
    with engine.begin() as connection:
        connection.execute(sa.insert(forums).values(name="Invented"))
        remember(connection, DEMO, '{"company": "Nordlog AB"}')
        remember(connection, "data_version", "demo")
    engine.dispose()
    return pages


@BOTH
def test_a_demo_is_left_only_after_a_yes(demo: Pages, address: str, lang: str) -> None:
    visit = demo.open(DATA, lang=lang)
    assert "Nordlog AB" in said(visit)
    assert not visit.file_uploader
    own = {"sv": "Börja med våra egna data", "en": "Start with our own data"}[lang]
    press(visit, own)
    press(visit, {"sv": "Nej, behåll demon", "en": "No, keep the demo"}[lang])
    assert rows(address, forums.c.name) == [("Invented",)]
    press(visit, own)
    press(visit, {"sv": "Ja, gör plats", "en": "Yes, make room"}[lang])
    assert rows(address, forums.c.name) == []
    assert visit.file_uploader


def test_the_view_stands_in_the_address_and_stays_over_other_pages(pages: Pages) -> None:
    visit = view(pages.open(DATA, lang="en"), "review")
    assert codes(visit)["view"] == "review"
    pages.turn(pages.turn(visit, OVERVIEW), DATA)
    assert visit.segmented_control[0].value == "review"


def test_uploaded_files_are_gone_when_they_were_read() -> None:
    class Sent:
        def __init__(self, name: str) -> None:
            self.name, self.file_id = name, name

        def getvalue(self) -> bytes:
            return b"content"

    names = ["a.md", "a.md", "../../etc/passwd", "..", "x" * 300 + ".docx", "a\x00b.md"]
    with on_disk([Sent(name) for name in names]) as laid:
        paths = list(laid)
        folder = paths[0].parent.parent
        assert all(path.read_bytes() == b"content" for path in paths)
        assert all(path.parent.parent == folder for path in paths)
        assert list(laid.values())[:4] == ["a.md", "a.md", "passwd", "file"]
        assert paths[4].suffix == ".docx"
    assert not folder.exists()


def test_the_server_and_the_page_take_files_as_large_as_the_setting_says(pages: Pages) -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert config["server"]["maxUploadSize"] == Settings.model_fields["max_file_mb"].default
    uploader = pages.open(DATA, lang="en").file_uploader[0]
    assert uploader.proto.max_upload_size_mb == config["server"]["maxUploadSize"]
