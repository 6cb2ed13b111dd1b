"""Decisions and promises on the page Follow-through, without a browser, in both languages."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from streamlit.testing.v1 import AppTest

from app_pages import EVERY_PAGE, OVERVIEW, Pages, codes, said, statements, tabled
from kundagenda.database.schema import open_database
from kundagenda.findings.decision_log import decisions_of
from kundagenda.findings.view import View
from kundagenda.panels.decision_log import _file
from metrics.tables import actions, decisions
from small_company import LAST_FULL_MONTH, fill_small_company, months_back

PAGE = EVERY_PAGE["follow_through"]
BOTH = pytest.mark.parametrize("lang", ["sv", "en"])
SECRET = "Köp av Nordkraft"


def decide(engine: Engine) -> None:
    """Five decisions more: promises of each kind, one of them on a confidential item."""
    first, late = months_back(36)[6], months_back(36)[30]
    with engine.begin() as connection:
        _add(connection, decisions, [
            _decision(901, 304, "=HYPERLINK(1)", first, "nps", first + timedelta(300)),
            _decision(902, 305, SECRET, first, None, None),
            _decision(903, 401, "Budget för fler", first, "grr", first + timedelta(300)),
            _decision(904, 404, "Svar inom en dag", late, "nps", late + timedelta(900)),
            _decision(905, 504, "Svar inom en dag", late, "no such figure", late + timedelta(9)),
        ])  # fmt: skip
        _add(connection, actions, [
            _action(901, "Kundchef", first + timedelta(30), first + timedelta(20)),
            _action(902, "Styrelseordförande", first + timedelta(30), None),
            _action(903, "Ekonomichef", first + timedelta(30), first + timedelta(40)),
        ])  # fmt: skip


def _decision(number: int, item: int, text: str, day: Any, metric: Any, by: Any) -> dict[str, Any]:
    return {
        "id": number, "agenda_item_id": item, "text": text, "decided_on": day,
        "expected_metric": metric, "expected_direction": "up" if metric else None,
        "expected_by": by,
    }  # fmt: skip


def _action(decision: int, role: str, due: Any, done: Any) -> dict[str, Any]:
    return {
        "decision_id": decision, "owner_role": role,
        "text": f"{SECRET}, steg ett" if decision == 902 else "Bemanna kvällar",
        "due_on": due, "done_on": done,
    }  # fmt: skip


def linked(pages: Pages, lang: str, **chosen: str) -> AppTest:
    """The page as a link shows it that is opened there, not by way of the Overview."""
    visit = pages.open(PAGE, lang=lang)
    for name, code in chosen.items():
        visit.query_params[name] = code
    return visit.run()


def _add(connection: Connection, table: sa.Table, rows: list[dict[str, Any]]) -> None:
    connection.execute(sa.insert(table), rows)


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A company with promises, as it is, with a single month, and an empty one."""
    folder = tmp_path_factory.mktemp("decisions")
    made = {n: f"sqlite:///{folder / n}.db" for n in ("promising", "plain", "thin", "empty")}
    engine = fill_small_company(made["promising"])
    decide(engine)
    engine.dispose()
    fill_small_company(made["plain"]).dispose()
    fill_small_company(made["thin"], months=1).dispose()
    open_database(made["empty"]).dispose()
    return made


@pytest.fixture
def promising(monkeypatch: pytest.MonkeyPatch, addresses: dict[str, str]) -> Pages:
    return Pages(monkeypatch, addresses["promising"])


@BOTH
@pytest.mark.parametrize(
    ("company", "told"),
    [
        ("plain", {"sv": "Inget beslut säger vad det ska ändra",
                   "en": "No decision says what it should change"}),
        ("plain", {"sv": "Ingen åtgärd för något beslut har förfallit",
                   "en": "No action of any decision has come due"}),
        ("thin", {"sv": "Inget beslut är antecknat", "en": "No decision is recorded"}),
        ("promising", {"sv": "0 av 1 löfte som går att bedöma infriades",
                       "en": "0 of 1 promise that can be judged was kept"}),
        ("promising", {"sv": "Ytterligare 2 löften har förfallit och går inte",
                       "en": "2 promises more have come due and cannot be judged"}),
        # A promise unstated: the one on the confidential item, and that of the small company.
        ("promising", {"sv": "2 av 6 beslut (33 %) anger inte",
                       "en": "2 of 6 decisions (33%) state no figure"}),
    ],
)  # fmt: skip
def test_each_state_is_told(
    monkeypatch: pytest.MonkeyPatch, addresses: dict[str, str], company: str,
    told: dict[str, str], lang: str,
) -> None:  # fmt: skip
    visit = Pages(monkeypatch, addresses[company]).open(PAGE, lang=lang)
    assert not visit.exception
    assert told[lang] in said(visit).replace("\u00a0", " ")


@BOTH
def test_an_empty_company_has_none_of_it(
    monkeypatch: pytest.MonkeyPatch, addresses: dict[str, str], lang: str
) -> None:
    visit = Pages(monkeypatch, addresses["empty"]).open(PAGE, lang=lang)
    assert not visit.exception
    assert not visit.text_input


def test_every_promise_stands_with_what_came_of_it(promising: Pages) -> None:
    tables = map(tabled, promising.open(PAGE, lang="en").table)
    ledger = next(table for table in tables if "What came of it" in table)
    assert list(ledger["What came of it"]) == [
        "? No figure", "? Cannot tell", "~ Within chance", "– Not due yet",
    ]  # fmt: skip
    assert "as given: no interval" in ledger["Difference"][1]


@BOTH
def test_a_confidential_decision_counts_without_its_words(promising: Pages, lang: str) -> None:
    visit = promising.open(PAGE, lang=lang)
    log = tabled(visit.table[-1])
    assert len(log) == 6
    assert {"sv": "Konfidentiell punkt", "en": "Confidential item"}[lang] in log.to_string()
    assert "Nordkraft" not in said(visit) + "".join(t.value.to_csv() for t in visit.table)
    found = linked(promising, lang, words="nordkraft")
    assert {"sv": "0 av 6 beslut", "en": "0 of 6 decisions"}[lang] in said(found)


@pytest.mark.parametrize(
    ("chosen", "rows"),
    [
        ({"status": "overdue"}, 1),
        ({"status": "late"}, 1),
        ({"status": "no_action"}, 3),
        ({"words": "SVAR dag"}, 2),
        ({"words": "ekonomichef"}, 1),
        ({"status": "bogus"}, 6),
    ],
)
def test_the_log_is_narrowed_by_the_address(
    promising: Pages, chosen: dict[str, str], rows: int
) -> None:
    visit = linked(promising, "en", **chosen)
    assert len(tabled(visit.table[-1])) == rows
    kept = {name: code for name, code in chosen.items() if code != "bogus"}
    assert {name: code for name, code in codes(visit).items() if name != "lang"} == kept


def test_customers_and_other_things_make_all(promising: Pages) -> None:
    rows = [
        len(tabled(linked(promising, "en", about=about).table[-1]))
        for about in ("customer", "other")
    ]
    assert sum(rows) == 6
    assert all(rows)


def test_words_that_are_written_stand_in_the_address(promising: Pages) -> None:
    visit = promising.open(PAGE, lang="en")
    visit.text_input[0].set_value(" budget ").run()
    assert codes(visit)["words"] == "budget"
    assert len(tabled(visit.table[-1])) == 1


def test_two_statements_at_most_and_none_when_warm(promising: Pages) -> None:
    visit = promising.open(PAGE, lang="en")
    promising.forget()
    with statements() as cold:
        visit.run()
    assert len([each for each in cold if "expected_metric" in each]) == 1
    assert len(cold[1:]) <= 8
    with statements() as warm:
        visit.selectbox(key="status").set_value("late").run()
    assert len(warm) == 1  # whether the figures have changed


def test_a_cold_overview_tells_of_promises_in_eight_statements(promising: Pages) -> None:
    visit = promising.open(OVERVIEW, lang="en")
    promising.forget()
    with statements() as cold:
        visit.run()
    assert "0 of 1 promise that can be judged was kept." in said(visit)
    assert len(cold[1:]) == 8  # opening the engine looks at the schema once


def test_the_download_runs_no_formula(addresses: dict[str, str]) -> None:
    engine = open_database(addresses["promising"])
    with engine.connect() as connection:
        taken = decisions_of(connection, View(LAST_FULL_MONTH))
    engine.dispose()
    text = _file(taken, "sv").decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert ";=HYPERLINK" not in text
    assert "Nordkraft" not in text
