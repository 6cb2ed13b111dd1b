"""The pages while data are thin, one-sided, missing, unreachable or invented."""

import json
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from app_pages import AGENDA, OVERVIEW, Pages, charts, said
from drawn_charts import layers, rows, texts
from kundagenda.database.refresh import refresh
from kundagenda.database.schema import open_database
from kundagenda.database.state import DEMO, bump_version, remember
from metrics.periods import month_number
from metrics.tables import METADATA, kpi_monthly
from small_company import fill_small_company, months_back

BOTH = pytest.mark.parametrize("lang", ["sv", "en"])
EACH_PAGE = pytest.mark.parametrize("page", [OVERVIEW, AGENDA])


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Databases of the small company: thin, without figures from customers, empty."""
    folder = tmp_path_factory.mktemp("states")
    made = {name: f"sqlite:///{folder / name}.db" for name in ("thin", "no_kpi", "empty")}
    fill_small_company(made["thin"], 3).dispose()
    fill_small_company(made["no_kpi"], priority=False, kpi=False).dispose()
    return made


@BOTH
def test_few_meetings_are_counted_and_not_divided(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    pages = Pages(monkeypatch, addresses["thin"])
    visit = pages.open(lang=lang)
    assert not visit.exception
    assert "%" not in visit.metric[0].value + visit.metric[1].value
    assert {"sv": "3 av 4", "en": "3 of 4"}[lang] == visit.metric[1].value
    # The meetings themselves stand where the bands would.
    assert "NPS" not in charts(visit)[0].spec
    agenda = pages.open(AGENDA, lang=lang)
    assert not agenda.exception
    assert len(charts(agenda)) == 1


@BOTH
@EACH_PAGE
def test_agendas_alone_are_enough(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch, page: str, lang: str
) -> None:
    visit = Pages(monkeypatch, addresses["no_kpi"]).open(page, lang=lang)
    assert not visit.exception
    if page == OVERVIEW:
        assert [metric.value for metric in visit.metric][2:] == ["–", "–"]
        undeclared = {"sv": "Ni har inte beslutat", "en": "You have not decided"}[lang]
        assert undeclared in said(visit)


@BOTH
def test_given_figures_without_any_agenda_are_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    address = f"sqlite:///{tmp_path / 'given.db'}"
    engine = open_database(address)
    none = {"forum": "", "segment": "", "source": "given", "refreshed_at": datetime(2026, 1, 1)}
    given = [
        none | {"metric": "nps", "month": month_number(day), "numerator": 10 + n}
        for n, day in enumerate(months_back(30))
    ]
    with engine.begin() as connection:
        connection.execute(sa.insert(kpi_monthly), given)
    refresh(engine)
    engine.dispose()
    visit = Pages(monkeypatch, address).open(lang=lang)
    assert not visit.exception
    [chart] = charts(visit)
    spec = json.loads(chart.spec)
    without = {"sv": "inga dagordningar ännu", "en": "no agendas yet"}[lang]
    assert [text for text in texts(spec) if text.endswith(without)]
    assert len(rows(spec, layers(spec, "line")[0])) >= 30 // 3
    assert visit.metric[2].value == str(10 + 29)


@BOTH
@EACH_PAGE
def test_an_empty_database_asks_for_an_agenda(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch, page: str, lang: str
) -> None:
    visit = Pages(monkeypatch, addresses["empty"]).open(page, lang=lang)
    assert not visit.exception
    begin = {"sv": "Börja med en dagordning.", "en": "Begin with an agenda."}[lang]
    assert visit.title[0].value == begin
    [it] = visit.expander
    assert len(visit.code) == len(it.code) == 4, "an executive sees no commands before a click"
    asked = {"sv": ["Läs in era dagordningar", "Skriv in beslutet"],
             "en": ["Bring in your agendas", "Write the decision down"]}[lang]  # fmt: skip
    assert [link.proto.label for link in visit.get("page_link")][:2] == asked
    assert not visit.metric


@pytest.mark.parametrize(
    "address",
    ["postgresql://nobody@127.0.0.1:1/none", "sqlite:////no/such/folder/app.db", "what is this"],
)
def test_an_unreachable_database_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    visit = Pages(monkeypatch, address).open()
    assert not visit.exception
    [error] = visit.error
    assert "Traceback" not in error.value
    assert error.value.startswith(("Databasen", "Mappen"))
    assert error.value.endswith(".")


def test_a_demo_says_so_and_how_to_see_ones_own(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_database(addresses["no_kpi"])
    with engine.begin() as connection:
        remember(connection, DEMO, json.dumps({"company": "Nordlog AB"}))
        bump_version(connection)
    visit = Pages(monkeypatch, addresses["no_kpi"]).open(lang="sv")
    with engine.begin() as connection:
        connection.execute(sa.delete(METADATA.tables["state"]).where(sa.column("key") == DEMO))
    engine.dispose()
    assert "Nordlog AB är påhittat" in said(visit)
    assert "kundagenda import agenda" in visit.code[0].value
