"""The next agenda on its page, the last screen, and what is decided in the room."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, select
from streamlit.testing.v1 import AppTest

from app_pages import AGENDA, EVERY_PAGE, Pages, charts, said, tabled
from kundagenda.findings.background import background_of
from kundagenda.findings.view import View
from kundagenda.shown.meeting import meeting_of
from kundagenda.shown.screen import Screen
from kundagenda.texts.told import telling_in
from metrics.periods import last_day, month_number
from metrics.tables import actions, agenda_items, decisions, meetings
from small_company import fill_small_company

FOLLOW_THROUGH = EVERY_PAGE["follow_through"]
BOTH = pytest.mark.parametrize("lang", ["sv", "en"])


@pytest.fixture
def demo(demo_database: Path, tmp_path: Path) -> Iterator[Engine]:
    """A demo company of the test's own."""
    copy(demo_database, tmp_path / "demo.db")
    engine = create_engine(f"sqlite:///{tmp_path / 'demo.db'}")
    yield engine
    engine.dispose()


def opened(engine: Engine, monkeypatch: pytest.MonkeyPatch, page: str, **address: str) -> AppTest:
    """The page with its toggle, of proposals or of a decision, turned on."""
    return asked(Pages(monkeypatch, str(engine.url)).open(page, **address))


def asked(visit: AppTest) -> AppTest:
    visit.toggle[0].set_value(True).run()
    assert not visit.exception
    return visit


def press(visit: AppTest, label: str) -> None:
    next(button for button in visit.button if button.label == label).click().run()
    assert not visit.exception


def screens(engine: Engine, lang: str, *, later: int = 0) -> dict[str, Screen]:
    """The screens by code, of the newest month or of one so many months later."""
    with engine.connect() as connection, telling_in(lang):
        day = background_of(connection).last_data_day
        assert day is not None
        as_of = last_day(month_number(day) + later) if later else day
        return {each.code: each for each in meeting_of(connection, View(as_of)).screens}


def proposed(visit: AppTest) -> list[str]:
    """The titles of the proposals, as they are read."""
    return [box.label.split("**")[1].replace("\\", "") for box in visit.checkbox]


@BOTH
def test_page_and_screen_propose_the_same(demo, monkeypatch, lang) -> None:
    visit = opened(demo, monkeypatch, AGENDA, lang=lang)
    last = screens(demo, lang)["next"]
    titles = proposed(visit)
    assert titles[: len(last.table[next(iter(last.table))])] == next(iter(last.table.values()))
    told = said(visit).replace("\\", "")
    for reason, effect in zip(*list(last.table.values())[1::2], strict=True):
        assert reason in told
        assert effect in told
    assert last.question == {"sv": "Vad beslutar vi i dag?", "en": "What do we decide today?"}[lang]
    # The title counts what the table shows and what the last sentence says is left out.
    rows = len(next(iter(last.table.values())))
    numbers = [int(number) for number in re.findall(r"\d+", last.sentences[-1])]
    hidden = numbers[1] if numbers[0] == rows else 0
    assert last.title.split()[0] == str(rows + hidden)


def test_the_ticked_ones_are_counted_together_and_adopted_and_taken_back(demo, monkeypatch) -> None:
    visit = opened(demo, monkeypatch, AGENDA, lang="en")
    first, second = (box for box in visit.checkbox[:2])
    wanted = proposed(visit)[:2]
    first.check().run()
    assert "Adopt the one ticked" in said(visit)
    visit.checkbox[1].check().run()
    sentences = screens(demo, "en")["next"].sentences
    together = sentences[0].split("). ")[1]  # the screen adopts the first two as well
    assert f"** {together}" in said(visit).split("Adopt the 2 ticked")[1]
    assert all(title in visit.code[-1].value for title in wanted)
    press(visit, "Put on the agenda")
    assert not set(wanted) & set(proposed(visit))
    with demo.connect() as connection:
        query = select(agenda_items.c.title, meetings.c.status).where(
            agenda_items.c.meeting_id == meetings.c.id, agenda_items.c.title.in_(wanted)
        )
        assert sorted(connection.execute(query)) == sorted((t, "planned") for t in wanted)
    # In the strip and in the agendas ahead at once.
    drawn = [json.dumps(json.loads(each.spec), ensure_ascii=False) for each in charts(visit)]
    assert any(wanted[0] in spec for spec in drawn)
    press(visit, "Undo")
    assert proposed(visit)[:2] == wanted
    assert second.label


def test_a_forum_narrows_what_is_proposed(demo, monkeypatch) -> None:
    visit = opened(demo, monkeypatch, AGENDA, lang="en", forum="Styrelse", group="Handel")
    assert proposed(visit)
    assert all("Styrelse" in box.label for box in visit.checkbox)
    assert "Whatever the customer group" in said(visit).split("for the next agenda")[1]


@BOTH
def test_thin_and_empty_companies(tmp_path, monkeypatch, lang) -> None:
    thin, empty = (f"sqlite:///{tmp_path / name}.db" for name in ("thin", "empty"))
    fill_small_company(thin, 3).dispose()
    visit = asked(Pages(monkeypatch, thin).open(AGENDA, lang=lang))
    assert "%" not in "".join(box.label for box in visit.checkbox)
    visit = Pages(monkeypatch, empty).open(AGENDA, lang=lang)
    assert not visit.exception
    assert not visit.checkbox


def fill_in(visit: AppTest, **values: Any) -> None:
    """The form on a page, by the name of each field; what is left out stays empty."""
    fields = [*visit.selectbox, *visit.text_area, *visit.text_input, *visit.date_input]
    for name, value in values.items():
        [field] = [f for f in fields if "decided here" in str(f.key) and f" {name}" in str(f.key)]
        field.set_value(value)


def latest_item(engine: Engine) -> int:
    """The first item of the latest meeting that something can be decided on."""
    query = (
        select(agenda_items.c.id)
        .join_from(agenda_items, meetings, agenda_items.c.meeting_id == meetings.c.id)
        .where(meetings.c.status == "held", agenda_items.c.formal.is_(False))
        .order_by(meetings.c.held_on.desc(), meetings.c.id.desc(), agenda_items.c.position)
    )
    with engine.connect() as connection:
        return int(connection.execute(query).scalars().first() or 0)


@BOTH
def test_what_is_decided_here_is_in_the_ledger_and_on_the_next_first_screen(
    demo, monkeypatch, lang
) -> None:
    visit = opened(demo, monkeypatch, FOLLOW_THROUGH, lang=lang)
    save, undo = {"sv": ("Spara beslutet", "Ångra"), "en": ("Save the decision", "Undo")}[lang]
    words = "Kundansvarig i varje region"
    fill_in(visit, text=words, owner_role="Säljchef", due_on=date(2027, 6, 1))
    press(visit, save)
    assert len(visit.error) == 1  # no item is chosen
    promise = {"expected_metric": "nps", "expected_direction": "up"}
    fill_in(visit, agenda_item_id=latest_item(demo), **promise, expected_by=date(2027, 9, 1))
    press(visit, save)
    assert not visit.error
    ledger = [tabled(table).to_csv() for table in (*visit.table, *visit.dataframe)]
    assert sum(words in frame for frame in ledger) == 2  # among the promises, and in the log
    first = screens(demo, lang, later=1)["promise"]
    status = {"sv": f"”{words}” (öppet", "en": f"“{words}” (open"}[lang]
    assert status in first.note
    assert words not in screens(demo, lang)["promise"].note  # it is this time's
    press(visit, undo)
    with demo.connect() as connection:
        for table in (decisions, actions):
            assert connection.execute(select(table).where(table.c.text == words)).all() == []


def test_what_is_confidential_is_on_no_screen(demo) -> None:
    with demo.begin() as connection:
        day = background_of(connection).last_data_day
        item = connection.execute(
            select(agenda_items.c.id).where(
                agenda_items.c.confidential, agenda_items.c.level_best != "none"
            )
        ).scalars().first()  # fmt: skip
        row = {"agenda_item_id": item, "text": "Förvärv av kund", "decided_on": day}
        number = connection.execute(decisions.insert().values(row).returning(decisions.c.id))
        action = {"decision_id": number.scalar_one(), "text": "Ring", "due_on": day}
        connection.execute(actions.insert().values(action))
    for later in (0, 1):
        assert "Förvärv av kund" not in str(screens(demo, "en", later=later))
