"""The page where people write down what they decide: forms, faults, two editors, the way back."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, update
from streamlit.testing.v1 import AppTest

from app_pages import EVERY_PAGE, OVERVIEW, Pages, codes, said, statements
from kundagenda.database.schema import open_database
from kundagenda.edits.forms import FORMS, Form
from metrics.tables import agenda_items, decisions, initiatives, priorities, target_groups, targets
from small_company import fill_small_company

PAGE = "../../pages/write_down.py"
BOTH = pytest.mark.parametrize("lang", ["sv", "en"])
SAVE = {"sv": "Spara", "en": "Save"}
NEEDED = {"sv": "behövs", "en": "needed"}
CONTROLS = ("text_input", "text_area", "number_input", "date_input", "selectbox", "checkbox")
UNDO = {"sv": "Ångra", "en": "Undo"}
TODAY = date.today()


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Engine]:
    """The small company without a decision; every call gives it anew."""
    made = tmp_path_factory.mktemp("company") / "company.db"
    fill_small_company(f"sqlite:///{made}", priority=False).dispose()

    def copy(to: Path) -> Engine:
        to.write_bytes(made.read_bytes())
        return open_database(f"sqlite:///{to}")

    return copy


@pytest.fixture
def engine(company: Callable[[Path], Engine], tmp_path: Path) -> Engine:
    return company(tmp_path / "app.db")


@pytest.fixture
def pages(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Pages:
    return Pages(monkeypatch, str(engine.url))


def opened(pages: Pages, lang: str, what: str, row: str = "") -> AppTest:
    visit = pages.open(PAGE, lang=lang)
    for name, code in {"what": what, "row": row}.items():
        visit.query_params[name] = code
    return visit.run()


def field(visit: AppTest, label: str) -> Any:
    """The control with this label, whatever kind it is, and needed or not."""
    wanted = {label, *(f"{label} ({mark})" for mark in NEEDED.values())}
    found = [each for kind in CONTROLS for each in visit.get(kind) if each.label in wanted]
    assert len(found) == 1, f"{len(found)} controls are called {label!r}"
    return found[0]


def press(visit: AppTest, label: str) -> AppTest:
    next(button for button in visit.button if button.label == label).click()
    return visit.run()


def stored(engine: Engine, table: Any) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(select(table)).mappings()]


@BOTH
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_what_a_row_cannot_do_without_is_marked_in_words(
    pages: Pages, form: Form, lang: str
) -> None:
    visit = opened(pages, lang, form.name)
    labels = [each.label for kind in CONTROLS for each in visit.get(kind)]
    marked = [label for label in labels if label.endswith(f" ({NEEDED[lang]})")]
    assert len(marked) == sum(each.required for each in form.fields)


DECLARED = {
    "sv": (
        "Beslutet, med era egna ord",
        "Andel av dagordningen, procent",
        "Ni beslutade",
        "20\xa0%",
    ),
    "en": ("The decision, in your own words", "Share of the agenda, percent", "You decided", "20%"),
}


@BOTH
def test_a_priority_is_declared_stands_on_the_front_page_and_is_taken_back(pages, engine, lang):
    words, share, decided, written = DECLARED[lang]
    asks = {"sv": "Ni har inte beslutat", "en": "You have not decided"}[lang]
    assert asks in said(pages.open(OVERVIEW, lang=lang))
    visit = opened(pages, lang, "priorities")
    assert asks in visit.title[0].value
    field(visit, words).set_value("Kunden går först")
    field(visit, share).set_value(20.0)
    press(visit, SAVE[lang])
    assert decided in visit.title[0].value
    assert written in visit.title[0].value
    [row] = stored(engine, priorities)
    assert (row["statement"], row["declared_share"], row["basis"]) == (
        "Kunden går först", 0.2, "items",
    )  # fmt: skip
    assert row["decided_on"] == row["valid_from"] == TODAY
    assert row["valid_to"] is None
    assert "Kunden går först" in said(pages.open(OVERVIEW, lang=lang))
    press(visit, UNDO[lang])
    assert stored(engine, priorities) == []
    assert asks in visit.title[0].value
    assert asks in said(pages.open(OVERVIEW, lang=lang))


@BOTH
@pytest.mark.parametrize("what", FORMS)
def test_every_form_opens_empty_and_says_what_is_needed(pages, engine, lang, what):
    visit = opened(pages, lang, what)
    before = stored(engine, FORMS[what].table)
    assert not visit.exception
    assert codes(visit)["lang"] == lang
    press(visit, SAVE[lang])
    [told] = visit.error
    needed = {"sv": "Det här behövs.", "en": "This is needed."}[lang]
    prefilled = {"decided_on", "valid_from", "noted_on", "basis"}
    wanted = [f for f in FORMS[what].fields if f.required and f.name not in prefilled]
    assert told.value.count(needed) == len(wanted)
    assert stored(engine, FORMS[what].table) == before


def test_a_row_is_opened_by_its_address_changed_and_taken_away(pages, engine):
    visit = opened(pages, "en", "initiatives", "initiatives:1")
    assert field(visit, "Name").value == "Kundresan"
    field(visit, "Completed on").set_value(TODAY)
    press(visit, "Save")
    [row] = stored(engine, initiatives)
    assert (row["completed_on"], row["version"]) == (TODAY, 2)
    assert codes(visit)["row"] == "initiatives:1"
    assert "Changed: completed on." in said(visit)
    press(visit, "Remove this")
    assert stored(engine, initiatives) == []
    assert codes(visit)["row"] == "new"
    press(visit, "Undo")
    assert [row["name"] for row in stored(engine, initiatives)] == ["Kundresan"]


@BOTH
def test_the_second_of_two_people_sees_both_versions_and_chooses(pages, engine, lang):
    name = {"sv": "Namn", "en": "Name"}[lang]
    visit = opened(pages, lang, "initiatives", "initiatives:1")
    with engine.begin() as connection:  # somebody else, meanwhile
        connection.execute(update(initiatives).values(name="Kundlöftet", version=2))
    field(visit, name).set_value("Kundresan 2")
    press(visit, SAVE[lang])
    assert [row["name"] for row in stored(engine, initiatives)] == ["Kundlöftet"]
    assert {"sv": "Någon annan ändrade", "en": "Somebody else changed"}[lang] in said(visit)
    shown = visit.table[0].value
    assert shown.iloc[0].tolist() == [name, "Kundresan 2", "Kundlöftet"]
    assert field(visit, name).value == "Kundresan 2"  # nothing of what was written is lost
    press(visit, {"sv": "Spara min", "en": "Save mine"}[lang])
    [row] = stored(engine, initiatives)
    assert (row["name"], row["version"]) == ("Kundresan 2", 3)


def test_the_second_of_two_people_may_take_what_the_first_wrote(pages, engine):
    visit = opened(pages, "en", "initiatives", "initiatives:1")
    with engine.begin() as connection:
        connection.execute(update(initiatives).values(name="Kundlöftet", version=2))
    field(visit, "Name").set_value("Kundresan 2")
    press(visit, "Save")
    press(visit, "Show theirs")
    assert [row["version"] for row in stored(engine, initiatives)] == [2]
    assert visit.error == []


def test_a_decision_with_a_promise_and_an_action_is_in_the_ledger_at_once(pages, engine):
    visit = opened(pages, "en", "decisions")
    with engine.connect() as connection:
        query = select(agenda_items.c.id).where(agenda_items.c.confidential.is_(False))
        newest = connection.execute(query.order_by(agenda_items.c.id.desc()).limit(1)).scalar_one()
    field(visit, "Item").set_value(newest)
    field(visit, "What was decided").set_value("Svar inom en dag")
    field(visit, "Figure that should move").set_value("nps")
    field(visit, "Direction").set_value("up")
    field(visit, "By").set_value(date(TODAY.year + 1, 6, 1))
    press(visit, "Save")
    made = next(row for row in stored(engine, decisions) if row["text"] == "Svar inom en dag")
    assert made["agenda_item_id"] == newest
    assert made["expected_metric"] == "nps"
    actions = opened(pages, "en", "actions")
    field(actions, "Belongs to the decision").set_value(made["id"])
    field(actions, "What is to be done").set_value("Bemanna kvällar")
    field(actions, "Owner, as a role").set_value("Kundtjänstchef")
    press(actions, "Save")
    shown = pages.open(EVERY_PAGE["follow_through"], lang="en")
    cells = [str(cell) for table in shown.table for cell in table.value.to_numpy().ravel()]
    assert any("Svar inom en dag" in cell for cell in cells)
    assert any("Not due yet" in cell for cell in cells)


def test_a_share_target_is_written_in_percent_and_stored_as_a_share(pages, engine):
    visit = opened(pages, "en", "targets")
    field(visit, "Figure to reach").set_value("logo_churn").run()
    field(visit, "Target, %").set_value(7.0)
    press(visit, "Save")
    [row] = stored(engine, targets)
    assert (row["metric"], row["segment"], row["value"]) == ("logo_churn", "", 0.07)
    assert field(visit, "Target, %").value == 7.0


def test_a_code_is_said_once(pages, engine):
    visit = opened(pages, "en", "target_groups", "target_groups:handel")
    assert field(visit, "Code").disabled
    field(visit, "Name").set_value("Handel och e-handel")
    press(visit, "Save")
    names = {row["code"]: row["name"] for row in stored(engine, target_groups)}
    assert names["handel"] == "Handel och e-handel"
    assert len(names) == 2


def test_the_row_of_one_form_is_not_that_of_another(pages):
    visit = opened(pages, "en", "initiatives", "initiatives:1")
    visit.get("button_group")[0].set_value("decisions").run()
    assert not visit.exception
    assert field(visit, "What was decided").value == ""


@pytest.mark.parametrize("what", FORMS)
def test_a_cold_page_asks_at_most_eight_questions_and_a_warm_one_asks_one(pages, what):
    pages.open(PAGE, lang="en")  # by way of the Overview, whose questions are not counted here
    with statements() as again:
        opened(pages, "en", what)
    figures = [each for each in again if "FROM state" not in each]  # asked once a showing
    assert len(figures) <= 7
