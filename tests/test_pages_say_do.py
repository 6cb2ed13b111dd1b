"""The Overview on the promise since its day, and on what became of what was taken up."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from app_pages import Pages, said
from kundagenda.database.schema import open_database
from kundagenda.database.state import bump_version
from metrics.tables import actions, agenda_items, decisions, priorities
from small_company import LAST_FULL_MONTH, fill_small_company

MORE = "Ring alla"
BOTH = pytest.mark.parametrize("lang", ["sv", "en"])


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The small company: eighteen months and 24 meetings since it promised 20 % of items."""
    made = f"sqlite:///{tmp_path_factory.mktemp('say_do') / 'filled.db'}"
    fill_small_company(made).dispose()
    return made


@pytest.fixture
def engine(address: str) -> Iterator[Engine]:
    """The company, put back afterwards: its promise, and no themes, actions or new decisions."""
    engine = open_database(address)
    with engine.connect() as connection:
        promised = [row._asdict() for row in connection.execute(sa.select(priorities))]
    yield engine
    with engine.begin() as connection:
        connection.execute(sa.delete(priorities))
        connection.execute(sa.insert(priorities), promised)
        connection.execute(sa.update(agenda_items).values(theme=None))
        connection.execute(sa.delete(actions))
        connection.execute(sa.delete(decisions).where(decisions.c.text == MORE))
        bump_version(connection)
    engine.dispose()


@pytest.fixture
def filled(address: str, monkeypatch: pytest.MonkeyPatch) -> Pages:
    return Pages(monkeypatch, address)


def promise(engine: Engine, **changed: object) -> None:
    with engine.begin() as connection:
        connection.execute(sa.update(priorities).values(**changed))
        bump_version(connection)


def line(visit: AppTest) -> str:
    """What stands since the decision, with ordinary spaces; nothing where no such line is."""
    found = [part for part in visit.markdown if part.value.startswith(("Since then", "Sedan dess"))]
    assert len(found) <= 1
    return found[0].value.replace("\u00a0", " ") if found else ""


def helped(visit: AppTest) -> str:
    [found] = [part for part in visit.markdown if part.value.startswith(("Since", "Sedan"))]
    return found.help.replace("\u00a0", " ")


# Of 24 meetings with five items each, 18 have one customer item. No item has a theme, so that the
# customer's place cannot be told.
TOLD = {
    "en": "Since then **15%** (11–18), 5 points below. 6 items owed.",
    "sv": "Sedan dess **15 %** (11–18), 5 enheter under. 6 punkter saknas.",
}
RESTS_ON = {
    "en": ("18 of 120, on 24 meetings.", "Owed: 20% of 120 less 18, never under 0.",
           "102 of 120 items have no theme, so the customer’s place among the themes cannot be"),
    "sv": ("18 av 120, på 24 möten.", "Saknas: 20 % av 120 minus 18, aldrig under 0.",
           "102 av 120 punkter saknar ämne"),
}  # fmt: skip


@BOTH
def test_the_line_tells_gap_and_debt_and_what_they_rest_on(filled: Pages, lang: str) -> None:
    visit = filled.open(lang=lang)
    assert line(visit) == TOLD[lang]
    assert all(text in helped(visit) for text in RESTS_ON[lang])


@BOTH
def test_the_place_among_themes_is_told_where_items_have_themes(
    filled: Pages, engine: Engine, lang: str
) -> None:
    with engine.begin() as connection:
        other = agenda_items.c.level_best == "none"
        connection.execute(sa.update(agenda_items).where(other).values(theme="finance"))
        bump_version(connection)
    told = {
        "en": "Since then the customer is theme 2 of 2.",
        "sv": "Sedan dess är kunden ämne 2 av 2.",
    }
    assert line(filled.open(lang=lang)) == f"{TOLD[lang]} {told[lang]}"


@BOTH
def test_nothing_declared_is_no_line(filled: Pages, engine: Engine, lang: str) -> None:
    with engine.begin() as connection:
        connection.execute(sa.delete(priorities))
        bump_version(connection)
    assert line(filled.open(lang=lang)) == ""


@BOTH
def test_few_meetings_are_counted_and_not_divided(filled: Pages, engine: Engine, lang: str) -> None:
    promise(engine, decided_on=LAST_FULL_MONTH - timedelta(days=100))
    told = line(filled.open(lang=lang))
    assert {"en": "too few to compare.", "sv": "för få för att jämföra."}[lang] in told
    assert "%" not in told


@BOTH
def test_a_day_after_the_last_meeting_has_none_since(
    filled: Pages, engine: Engine, lang: str
) -> None:
    promise(engine, decided_on=LAST_FULL_MONTH)
    assert (
        line(filled.open(lang=lang))
        == {
            "en": "Since then no meeting with an agenda.",
            "sv": "Sedan dess inget möte med dagordning.",
        }[lang]
    )


@BOTH
def test_a_promise_in_minutes_says_how_much_is_not_known(
    filled: Pages, engine: Engine, lang: str
) -> None:
    promise(engine, basis="minutes")  # known for every second meeting
    visit = filled.open(lang=lang)
    assert {"en": " minutes owed.", "sv": " minuter saknas."}[lang] in line(visit)
    assert {"en": "The minutes of 60 of 120 items", "sv": "inte känd för 60 av 120 punkter"}[
        lang
    ] in line(visit)
    assert {"en": "Minutes of customer items", "sv": "Kundpunkternas minuter"}[lang] in helped(
        visit
    )


@BOTH
def test_a_promise_without_a_share_owes_nothing(filled: Pages, engine: Engine, lang: str) -> None:
    promise(engine, declared_share=None)
    told = line(filled.open(lang=lang))
    assert {"en": "of items.", "sv": "av punkterna."}[lang] in told
    assert not any(word in told for word in ("owed", "saknas", "below", "under"))


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({}, ""),
        ({"forum": "Styrelsen"}, "Whatever the forum."),
        ({"group": "handel", "months": "24"}, "Whatever the customer group and period."),
    ],
)
def test_choices_that_do_not_narrow_it_are_named(
    filled: Pages, chosen: dict[str, str], told: str
) -> None:
    every, narrowed = line(filled.open(lang="en")), line(filled.open(lang="en", **chosen))
    assert narrowed == f"{every} :gray[{told}]" if told else every


def test_a_forum_is_held_to_its_own_promise(filled: Pages, engine: Engine) -> None:
    promise(engine, forum_id=2, decided_on=date(2000, 1, 1))
    visit = filled.open(lang="en", forum="Styrelsen")
    assert "Whatever" not in line(visit)
    assert "Meetings of Styrelsen." in helped(visit)
    assert ", on 12 meetings." in helped(visit)


BECAME = {"en": "**What became of it.**", "sv": "**Vad det blev av det.**"}


@BOTH
def test_what_cannot_be_told_of_follow_through_is_left_out(filled: Pages, lang: str) -> None:
    assert BECAME[lang] not in said(filled.open(lang=lang))


@BOTH
def test_what_became_of_decisions_leads_to_follow_through(
    filled: Pages, engine: Engine, lang: str
) -> None:
    with engine.begin() as connection:
        [item, *_] = connection.scalars(
            sa.select(agenda_items.c.id).where(agenda_items.c.level_best == "value")
        )
        decided_on = LAST_FULL_MONTH - timedelta(days=200)
        decision = {"agenda_item_id": item, "text": MORE, "decided_on": decided_on}
        [number] = connection.execute(
            sa.insert(decisions).returning(decisions.c.id), [decision]
        ).scalars()
        due = {"decision_id": number, "text": "Ring", "due_on": decided_on + timedelta(days=30)}
        connection.execute(
            sa.insert(actions), [due | {"done_on": due["due_on"]}, due | {"done_on": None}]
        )
        bump_version(connection)
    visit = filled.open(lang=lang)
    assert BECAME[lang] in said(visit)
    told = said(visit).replace("\u00a0", " ")
    assert {"en": "50% of the actions due after customer decisions were done on time. "
            ":gray[1 of 2.]",
            "sv": "50 % av de förfallna åtgärderna efter kundbeslut blev klara i tid. "
            ":gray[1 av 2.]"}[lang] in told  # fmt: skip
    assert [link for link in visit.get("page_link") if "follow" in link.proto.page]
