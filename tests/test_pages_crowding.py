"""Crowding-out on the Agenda page, in both languages: what was lost, place alone, and nothing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from app_pages import AGENDA, Pages, said, tabled
from kundagenda.database.refresh import refresh
from kundagenda.database.schema import open_database
from metrics.tables import agenda_items
from small_company import fill_small_company

SECRET = "Förvärvet av Klang"
Change = Callable[[Any], None]
item = agenda_items.c
customer = item.level_best != "none"


@pytest.fixture
def visit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """The page of the small company, a year of which is as the test says."""

    def opened(changed: Change, lang: str, **address: str) -> AppTest:
        made = f"sqlite:///{tmp_path / 'small.db'}"
        fill_small_company(made).dispose()
        engine = open_database(made)
        _change(engine, changed)
        page = Pages(monkeypatch, made).open(AGENDA, lang=lang, **address)
        assert not page.exception
        return page

    return opened


def _change(engine: Engine, changed: Change) -> None:
    with engine.begin() as connection:
        connection.execute(sa.update(agenda_items).values(planned_minutes=10.0, theme="finance"))
        changed(connection)
    refresh(engine)
    engine.dispose()


def cut(connection: Any) -> None:
    """Every customer item took half its time, and what the others took ran over."""
    connection.execute(sa.update(agenda_items).values(actual_minutes=15.0))
    given = {"actual_minutes": 5.0, "title": SECRET, "confidential": True}
    connection.execute(sa.update(agenda_items).where(customer).values(given))


def put_off(connection: Any) -> None:
    """Customer items were put off, and how long the others took is not known."""
    connection.execute(sa.update(agenda_items).values(actual_minutes=None))
    connection.execute(sa.update(agenda_items).where(customer).values(outcome="deferred"))


def planned(connection: Any) -> None:
    connection.execute(sa.update(agenda_items).values(actual_minutes=None))


def untimed(connection: Any) -> None:
    connection.execute(sa.update(agenda_items).values(actual_minutes=None, planned_minutes=None))


def kept(connection: Any) -> None:
    """Customer items got the time that was planned."""
    connection.execute(sa.update(agenda_items).values(actual_minutes=10.0))


def absent(connection: Any) -> None:
    connection.execute(sa.update(agenda_items).values(level_best="none", level="none"))


SAID = {
    (cut, "sv"): (
        "Kundpunkter förlorade tid på 12 av 12 möten.",
        # Four others on each of twelve meetings, each five minutes over plan.
        "Över planerad tid på dem: Ekonomi på 12 (240 min).",
    ),
    (cut, "en"): (
        "Customer items lost time on 12 of 12 meetings.",
        "What ran over plan there: Finance on 12 (240 min).",
    ),
    (put_off, "sv"): (
        "Kundpunkter sköts upp på 12 av 12 möten.",
        "Inget ämne drog veterligen över planerad tid på dem.",
    ),
    (put_off, "en"): (
        "Customer items were put off on 12 of 12 meetings.",
        "No theme is known to have run over plan there.",
    ),
    (planned, "sv"): (
        "En kundpunkt stod sist på 3 av 12 möten.",
        "Bara planerade minuter är antecknade, så bara deras plats går att berätta om.",
    ),
    (planned, "en"): (
        "A customer item stood last on 3 of 12 meetings.",
        "Only planned minutes are recorded, so only their place can be told.",
    ),
    (untimed, "sv"): (
        "En kundpunkt stod sist på 3 av 12 möten.",
        "Planerade och verkliga minuter är aldrig båda kända, så bara deras plats går",
    ),
    (untimed, "en"): (
        "A customer item stood last on 3 of 12 meetings.",
        "Planned and actual minutes are never both known, so only their place can be told.",
    ),
    (kept, "sv"): (
        "Ingen kundpunkt kortades eller sköts upp.",
        "En kundpunkt stod sist på 3 av 12 möten.",
    ),
    (kept, "en"): (
        "No customer item was cut or put off.",
        "A customer item stood last on 3 of 12 meetings.",
    ),
}


@pytest.mark.parametrize(("changed", "lang"), SAID, ids=lambda one: getattr(one, "__name__", one))
def test_the_answer_says_what_can_be_known(visit: Any, changed: Change, lang: str) -> None:
    page = visit(changed, lang)
    words = said(page).replace("**", "").replace("\u00a0", " ")
    for sentence in SAID[changed, lang]:
        assert sentence in words


def test_each_item_is_one_click_in_and_a_confidential_one_keeps_its_title(visit: Any) -> None:
    page = visit(cut, "sv")
    [opened] = [line for line in page.expander if line.label == "Punkterna som tabell"]
    shown = tabled(opened.table[0])
    assert list(shown) == [
        "Datum", "Forum", "Punkt", "Plats", "Planerat", "Blev", "Över planerad tid där",
    ]  # fmt: skip
    assert len(shown) == 12
    assert set(shown["Punkt"]) == {"Konfidentiell punkt"}
    assert {text.replace("\u00a0", " ") for text in shown["Blev"]} == {"5 min"}
    # Four others of the five took 15 minutes of 10.
    assert {text.replace("\u00a0", " ") for text in shown["Över planerad tid där"]} == {
        "Ekonomi 20 min"
    }


def test_what_was_put_off_was_not_taken_up(visit: Any) -> None:
    page = visit(put_off, "en")
    [opened] = [line for line in page.expander if line.label == "The items as a table"]
    shown = tabled(opened.table[0])
    assert set(shown["Actual"]) == {"not taken up"}
    assert set(shown["Over plan there"]) == {"–"}


def test_nothing_is_said_where_no_customer_item_stood(visit: Any) -> None:
    words = said(visit(absent, "en"))
    assert "cut or put off" not in words
    assert "stood last" not in words


def test_a_customer_group_does_not_narrow_it(visit: Any) -> None:
    words = said(visit(kept, "sv", group="industri")).replace("**", "")
    how = ":gray[Ett år; möten med en kundpunkt. Oavsett kundgrupp.]"
    assert f"Ingen kundpunkt kortades eller sköts upp. {how}" in words


def test_a_forum_narrows_it(visit: Any) -> None:
    words = said(visit(cut, "en", forum="Styrelsen")).replace("**", "")
    assert "Customer items lost time on 12 of 12" not in words
    assert "So few are no pattern." in words
