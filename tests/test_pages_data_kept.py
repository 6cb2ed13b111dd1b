"""The page Data: files that were laid stay while a person looks at something else."""

from app_pages import OVERVIEW, Pages, said
from data_page import (
    AGENDA,
    AGENDA_FILE,
    BOTH,
    DATA,
    FIGURES,
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
from metrics.tables import forums, meetings

__all__ = ["address", "empty", "pages"]  # the fixtures


@BOTH
def test_a_preview_is_still_there_after_a_look_at_another_view(
    pages: Pages, address: str, lang: str
) -> None:
    visit = lay(pages.open(DATA, lang=lang), AGENDA_FILE)
    before = visit.header[0].value
    view(view(visit, "review"), "in")
    assert not visit.file_uploader[0].value
    assert visit.header[0].value == before
    assert {"sv": "Ligger kvar: ledning.md", "en": "Still here: ledning.md"}[lang] in said(visit)
    press(visit, {"sv": "Läs in", "en": "Bring in"}[lang])
    assert len(rows(address, meetings.c.id)) == 2
    # What is in does not come back.
    view(view(visit, "review"), "in")
    assert "ledning.md" not in said(visit)


def test_a_preview_is_still_there_after_a_look_at_another_page(pages: Pages) -> None:
    visit = lay(pages.open(DATA, lang="en"), AGENDA_FILE, file("nki.csv", FIGURES))
    before = [header.value for header in visit.header]
    pages.turn(pages.turn(visit, OVERVIEW), DATA)
    assert [header.value for header in visit.header] == before
    assert len(before) == 2


def test_files_that_are_put_away_are_gone(pages: Pages, address: str) -> None:
    visit = lay(pages.open(DATA, lang="en"), AGENDA_FILE)
    view(view(visit, "imports"), "in")
    press(visit, "Put away")
    assert not visit.header
    view(view(visit, "imports"), "in")
    assert not visit.header
    assert "Still here" not in said(visit)
    assert rows(address, meetings.c.id) == []


def test_other_files_take_the_place_of_those_that_lay_there(pages: Pages) -> None:
    visit = lay(pages.open(DATA, lang="en"), AGENDA_FILE)
    view(view(visit, "review"), "in")
    one = AGENDA.partition("# Ledningsgruppen 2025-03-10")[0]
    lay(visit, file("annan.md", one))
    assert visit.header[0].value.startswith("1 meeting is new.")
    assert "ledning.md" not in said(visit)
    # Taken out of the control by hand, nothing is left of them either.
    lay(visit)
    assert not visit.header


def test_the_forum_of_the_files_is_the_one_that_was_said(pages: Pages, address: str) -> None:
    visit = lay(pages.open(DATA, lang="en"), AGENDA_FILE)
    visit.text_input[0].set_value("Styrelsen").run()
    view(view(visit, "review"), "in")
    assert visit.text_input[0].value == "Styrelsen"
    press(visit, "Bring in")
    assert rows(address, forums.c.name) == [("Styrelsen",)]


def test_a_known_forum_that_was_chosen_is_still_chosen(pages: Pages) -> None:
    visit = brought_in(pages)
    visit.selectbox[0].set_value("").run()
    visit.text_input[0].set_value("Styrelsen").run()
    lay(visit, AGENDA_FILE)
    press(visit, "Bring in")
    assert visit.selectbox[0].options == ["Leadership team", "Styrelsen", "A new forum"]
    visit.selectbox[0].set_value("Styrelsen").run()
    view(view(visit, "imports"), "in")
    assert visit.selectbox[0].value == "Styrelsen"
