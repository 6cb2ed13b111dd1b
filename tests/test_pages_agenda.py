"""The sections of the Agenda page, in both languages: what each answers, also with little."""

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from app_pages import AGENDA, Pages, charts, said, tabled
from kundagenda.database.refresh import refresh
from kundagenda.database.schema import open_database
from metrics.tables import agenda_items, meetings
from small_company import LAST_FULL_MONTH, fill_small_company

SECRET = "Förvärvet av Klang"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small company with themes, kinds, evidence, one planned meeting, one cut item."""
    made = f"sqlite:///{tmp_path_factory.mktemp('agenda') / 'filled.db'}"
    engine = fill_small_company(made)
    item = agenda_items.c
    with engine.begin() as connection:
        connection.execute(sa.update(agenda_items).values(theme="finance", segment="industri"))
        customer = item.level_best != "none"
        given = {"kind": "decision", "evidence": "visit", "planned_minutes": 60.0}
        connection.execute(
            sa.update(agenda_items).where(customer).values(given | {"title": SECRET,
                                                                    "confidential": True})
        )  # fmt: skip
        ahead = LAST_FULL_MONTH + timedelta(days=75)
        plan = {"id": 900, "forum_id": 1, "held_on": ahead, "status": "planned"}
        connection.execute(sa.insert(meetings), [plan])
        rows = [
            {"meeting_id": 900, "position": n, "title": "Plan", "level_best": level}
            for n, level in enumerate(["none", "none", "none", "fix"], 1)
        ]
        connection.execute(sa.insert(agenda_items), rows)
    refresh(engine)
    engine.dispose()
    return made


ANSWERS = {
    # A year holds 16 meetings of five items, one of them the customer's on twelve: 12 of 80.
    "sv": (
        "Kunden är ämne 2 av 2 det senaste året.",
        "1 av 4 planerade punkter är kundens; 20 % vore 1.",
        "1 av 2 kundgrupper har aldrig varit uppe.",
        "12 av 12 kundpunkter nämner en grupp.",
    ),
    "en": (
        "The customer is number 2 of 2 in the last year.",
        "1 of 4 planned items are the customer’s; 20% would be 1.",
        "1 of 2 customer groups has never been discussed.",
        "12 of 12 customer items name a group.",
    ),
}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_each_section_opens_with_its_answer(
    address: str, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    visit = Pages(monkeypatch, address).open(AGENDA, lang=lang)
    assert not visit.exception
    words = said(visit).replace("\u00a0", " ")
    for answer in ANSWERS[lang]:
        assert answer in words
    lines = [line.label for line in visit.expander]
    decided = {"sv": "För beslut: 12 av 12 kundpunkter.", "en": "For decision: 12 of 12 customer"}
    visits = {"sv": "Med något från kunderna i rummet: 12 av 12", "en": "With something from"}
    assert any(line.startswith(decided[lang]) for line in lines)
    assert any(line.startswith(visits[lang]) for line in lines)
    assert all(chart.alt for chart in charts(visit))


def test_a_confidential_item_that_was_cut_keeps_its_title(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = Pages(monkeypatch, address).open(AGENDA, lang="sv")
    tables = "".join(tabled(table).to_csv() for table in visit.table)
    assert "Konfidentiell punkt" in tables
    sent = tables + said(visit) + "".join(chart.spec for chart in charts(visit))
    assert SECRET not in sent


def test_one_forum_still_sees_the_others_beside_it(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = Pages(monkeypatch, address).open(AGENDA, lang="sv", forum="Styrelsen")
    forums = [
        shown for table in visit.table if "Längsta uppehåll, dagar" in (shown := tabled(table))
    ]
    assert set(forums[0]["Forum"]) == {"Ledningsgruppen", "Styrelsen"}


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_few_meetings_are_counted_and_nothing_planned_is_said_kindly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    made = f"sqlite:///{tmp_path / 'thin.db'}"
    fill_small_company(made, 3, kpi=False).dispose()
    visit = Pages(monkeypatch, made).open(AGENDA, lang=lang)
    assert not visit.exception
    assert len(charts(visit)) == 1
    kind = {"sv": "Inga planerade dagordningar ännu.", "en": "No planned agendas yet."}[lang]
    none = {"sv": "Det finns inga kundgrupper", "en": "There are no customer groups"}[lang]
    assert kind in said(visit)
    assert none in said(visit)
    tables = "".join(tabled(table).to_csv() for table in visit.table)
    assert "%" not in tables
    opened = {"sv": "går att öppna", "en": "each line opens"}[lang]
    assert opened not in said(visit), "none of the lines does"


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        (("fix", "value", "value"), "most often new value, 2 of 3 items."),
        (("fix", "value"), "as often fix and new value, 1 of 2 items each."),
        (("measure", "fix", "value"), "as often measure, fix and new value, 1 of 3 items each."),
    ],
)
def test_a_tie_in_depth_names_every_level_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, levels: tuple[str, ...], told: str
) -> None:
    made = f"sqlite:///{tmp_path / 'tie.db'}"
    engine = fill_small_company(made, 3, kpi=False)
    with engine.begin() as connection:
        item, none = agenda_items.c, {"level_best": "none", "level": "none"}
        connection.execute(sa.update(agenda_items).values(none))
        for each, level in enumerate(levels, 201):  # of a meeting whose minutes are not known
            one = sa.update(agenda_items).where(item.id == each)
            connection.execute(one.values(level_best=level, level=level))
    refresh(engine)
    engine.dispose()
    visit = Pages(monkeypatch, made).open(AGENDA, lang="en")
    assert told in said(visit)


def test_agendas_without_any_customer_item_have_no_depth(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = f"sqlite:///{tmp_path / 'none.db'}"
    fill_small_company(made, 3, kpi=False, priority=False).dispose()
    engine = open_database(made)
    with engine.begin() as connection:
        none = sa.update(agenda_items).values(level_best="none", level="none")
        connection.execute(none)
    refresh(engine)
    engine.dispose()
    visit = Pages(monkeypatch, made).open(AGENDA, lang="en")
    assert not visit.exception
    assert "No customer items in this period" in said(visit)
