"""The page Data where topics are labelled, by one person and a second."""

import pytest

from app_pages import Pages, said
from data_page import BOTH, DATA, address, brought_in, empty, file, lay, pages, press, rows, view
from kundagenda.database.tables import corrections, customer_words, second_codings
from kundagenda.errors import ReaderError
from kundagenda.panels.review import without_title
from metrics.tables import agenda_items
from sent import watching_what_is_sent

__all__ = ["address", "empty", "pages"]  # the fixtures


@BOTH
def test_a_topic_is_labelled_for_all_its_repeats_and_taken_back(
    pages: Pages, address: str, lang: str
) -> None:
    visit = view(brought_in(pages, lang), "review")
    left = {"sv": "{} kvar.", "en": "{} left."}[lang]
    # Two topics, complaints and the budget; the previous minutes are a formality.
    assert left.format(2) in said(visit)
    assert {"sv": "Sedd 2 gånger", "en": "Seen 2 times"}[lang] in said(visit)
    before = rows(address, agenda_items.c.title, agenda_items.c.level, agenda_items.c.level_by)
    press(visit, {"sv": "Laga", "en": "Fix"}[lang])
    assert left.format(1) in said(visit)
    [(title, level)] = rows(address, corrections.c.title, corrections.c.level)
    labelled = rows(address, agenda_items.c.title, agenda_items.c.level, agenda_items.c.level_by)
    assert level == "fix"
    assert [row for row in labelled if row[0] == title] == [(title, "fix", "person")] * 2
    press(visit, {"sv": "Ångra senaste", "en": "Undo the last"}[lang])
    assert left.format(2) in said(visit)
    assert (
        rows(address, agenda_items.c.title, agenda_items.c.level, agenda_items.c.level_by) == before
    )


def test_of_a_confidential_topic_no_word_is_sent_nor_quoted(
    pages: Pages, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    agenda = "# Ledningsgruppen 2025-02-10\n\n1. Kunder i Nordkraft (sekretess)\n"
    press(lay(pages.open(DATA, lang="en"), file("ledning.md", agenda)), "Bring in")
    with watching_what_is_sent(monkeypatch) as sent:
        visit = pages.open(DATA, lang="en", view="review")
        assert "Confidential item" in visit.get("html")[0].proto.body
        press(visit, "Measure")
        assert rows(address, corrections.c.level) == [("measure",)]
        told = sent.taken()
    assert b"ordkraft" not in told
    refusal = ReaderError("No item is called '{title}'.", title="Kunder i Nordkraft")
    assert "Nordkraft" not in str(without_title(refusal))


def test_a_topic_that_is_not_about_customers_gets_the_chosen_theme(
    pages: Pages, address: str
) -> None:
    visit = view(brought_in(pages), "review")
    visit.selectbox[0].set_value("finance").run()
    press(visit, "Not about customers")
    assert rows(address, corrections.c.level, corrections.c.theme) == [("none", "finance")]


@BOTH
def test_what_is_nearly_the_same_follows_and_the_page_says_so(
    pages: Pages, address: str, lang: str
) -> None:
    agenda = "# Ledningsgruppen 2025-02-10\n\n1. Klagomål på sena leveranser\n"
    agenda += "2. Klagomålen på sena leveranser\n3. Klagomålet på sena leveranser\n"
    words = {"sv": ("Läs in", "Mäta"), "en": ("Bring in", "Measure")}[lang]
    visit = lay(pages.open(DATA, lang=lang), file("ledning.md", agenda))
    press(view(press(visit, words[0]), "review"), words[1])
    assert sorted(rows(address, agenda_items.c.level_by)) == [("person",), ("rule",), ("rule",)]
    assert {
        "sv": "1 punkt och 2 som är nästan likadana.",
        "en": "1 item and 2 that are nearly the same.",
    }[lang] in said(visit)


def test_when_all_is_labelled_the_page_says_so(pages: Pages) -> None:
    visit = view(brought_in(pages), "review")
    press(press(visit, "Cannot tell"), "Fix")
    assert "No topic waits for a look." in visit.title[0].value
    assert "0 left." in said(visit)
    assert "Fix" not in [button.label for button in visit.button]


def test_a_second_person_labels_without_seeing_the_first_label(pages: Pages, address: str) -> None:
    visit = view(brought_in(pages), "review")
    visit.toggle[0].set_value(True).run()
    assert "Taken for" not in said(visit)
    assert "0 of 2 labelled." in said(visit)
    press(visit, "Measure")
    assert "1 of 2 labelled." in said(visit)
    assert rows(address, second_codings.c.level, second_codings.c.coder_role) == [
        ("measure", "customer insight")
    ]


def test_the_trust_in_labels_is_said_in_two_lines(pages: Pages) -> None:
    visit = view(brought_in(pages), "review")
    assert "0 items" in said(visit)
    assert "two weeks before" in said(visit)


def test_own_words_for_customers_are_added_and_taken_away(pages: Pages, address: str) -> None:
    visit = view(brought_in(pages), "review")
    visit.text_input[0].set_value("Brukare")
    press(visit, "Add")
    assert rows(address, customer_words.c.word) == [("brukare",)]
    press(visit, "brukare ×")
    assert rows(address, customer_words.c.word) == []
    visit.text_input[0].set_value("1")
    press(visit, "Add")
    assert "'1' is no word for customers" in visit.error[0].value
