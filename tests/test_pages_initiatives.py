"""What became of initiatives, on the page Follow-through: filled, thin and empty, in words."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from app_pages import EVERY_PAGE, Pages, charts, said, statements, tabled
from kundagenda.database.schema import open_database
from kundagenda.database.state import bump_version
from metrics.tables import agenda_items, initiatives
from small_company import fill_small_company

PAGE = EVERY_PAGE["follow_through"]
BOTH = pytest.mark.parametrize("lang", ["sv", "en"])


@pytest.fixture(scope="module")
def demo(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    """One server with the demo company."""
    own = shutil.copy(demo_database, tmp_path_factory.mktemp("initiatives") / "demo.db")
    address = f"sqlite:///{own}"
    engine = open_database(address)
    with engine.begin() as connection:
        # Every item about the first of them becomes confidential.
        about = agenda_items.c.initiative_id == 1
        connection.execute(sa.update(agenda_items).where(about).values(confidential=True))
        bump_version(connection)
    engine.dispose()
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield Pages(monkeypatch, address)


@BOTH
def test_lines_curve_and_shares_stand_side_by_side(demo: Pages, lang: str) -> None:
    visit = demo.open(PAGE, lang=lang)
    assert not visit.exception
    lines, curve, *_ = charts(visit)
    assert {"sv": "12 initiativ", "en": "12 initiatives"}[lang] in lines.alt
    assert {"sv": "hälften borta", "en": "half gone"}[lang] in curve.alt
    assert {"sv": "Efter 180 dagar", "en": "After 180 days"}[lang] in said(visit)
    assert {"sv": "har tystnat innan", "en": "gone quiet before"}[lang] in said(visit)


def test_a_name_is_not_told_where_every_item_is_confidential(demo: Pages) -> None:
    visit = demo.open(PAGE, lang="en")
    tables = [tabled(frame).to_csv() for frame in (*visit.dataframe, *visit.table)]
    assert "Confidential initiative" in "".join(tables)
    whole = "".join(tables) + said(visit) + "".join(chart.spec for chart in charts(visit))
    assert "Besparingsprogram Tall" not in whole


def test_cold_the_initiatives_take_one_statement_and_warm_none(demo: Pages) -> None:
    demo.forget()
    with statements() as cold:
        demo.open(PAGE, lang="en")
    with statements() as warm:
        demo.open(PAGE, lang="en")
    assert len([sent for sent in cold if "missed" in sent]) == 1
    assert not [sent for sent in warm if "missed" in sent]


@BOTH
def test_one_that_was_never_discussed_is_told_and_nothing_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    address = f"sqlite:///{tmp_path / 'small.db'}"
    fill_small_company(address).dispose()
    visit = Pages(monkeypatch, address).open(PAGE, lang=lang)
    assert not visit.exception
    assert not charts(visit)
    [name, last, *_] = tabled(visit.table[0]).iloc[0]
    assert name == "Kundresan"
    assert last.startswith({"sv": "aldrig, startat", "en": "never, launched"}[lang])


@BOTH
def test_too_few_say_how_many_it_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    address = f"sqlite:///{tmp_path / 'few.db'}"
    engine = fill_small_company(address)
    with engine.begin() as connection:
        number = connection.scalar(sa.select(initiatives.c.id))
        early = agenda_items.c.id.in_([302, 402])
        connection.execute(sa.update(agenda_items).where(early).values(initiative_id=number))
        bump_version(connection)
    engine.dispose()
    visit = Pages(monkeypatch, address).open(PAGE, lang=lang)
    assert not visit.exception
    wanted = {
        "sv": "Hittills: 1, varav 1 har tystnat.",
        "en": "It takes 10 initiatives that have been known for a while, 5 of them faded.",
    }
    assert wanted[lang] in said(visit)
    assert len(charts(visit)) == 1, "the line, and no curve"


@BOTH
def test_without_initiatives_the_page_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    address = f"sqlite:///{tmp_path / 'none.db'}"
    engine = fill_small_company(address, 3)
    with engine.begin() as connection:
        connection.execute(sa.delete(initiatives))
        bump_version(connection)
    engine.dispose()
    visit = Pages(monkeypatch, address).open(PAGE, lang=lang)
    assert not visit.exception
    assert not charts(visit)
    assert not [table for table in visit.table if "Initia" in tabled(table).columns[0]]
    assert {"sv": "Inget initiativ", "en": "No initiative"}[lang] in visit.title[0].value


@BOTH
def test_many_of_which_few_have_faded_are_no_lack_of_initiatives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    address = f"sqlite:///{tmp_path / 'alive.db'}"
    engine = fill_small_company(address)
    with engine.begin() as connection:
        more = [{"id": number, "name": f"Satsning {number}"} for number in range(2, 11)]
        connection.execute(sa.insert(initiatives), more)
        # The five items of a meeting are about one to five, those of the next about six to ten.
        about = agenda_items.c.position + 5 * (agenda_items.c.meeting_id % 2)
        late = agenda_items.c.meeting_id > 10
        connection.execute(sa.update(agenda_items).where(late).values(initiative_id=about))
        bump_version(connection)
    engine.dispose()
    visit = Pages(monkeypatch, address).open(PAGE, lang=lang)
    assert not visit.exception
    wanted = {"sv": "För få av de 10 initiativen", "en": "Too few of the 10 initiatives"}
    assert visit.title[0].value.startswith(wanted[lang])
