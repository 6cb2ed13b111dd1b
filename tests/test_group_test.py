"""The uptime test: counted by hand and restated row by row on every database; the page's words."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import restatements_groups as plainly
from app_pages import EVERY_PAGE, Pages, said, tabled
from kundagenda.database.refresh import refresh
from kundagenda.database.schema import open_database
from kundagenda.database.state import bump_version
from kundagenda.findings.fix_trap import fix_trap_of
from kundagenda.findings.group_test import GroupTested, Proof, group_test_of
from kundagenda.findings.group_test_counts import group_test_counts
from kundagenda.findings.overview import Figure
from kundagenda.findings.reading import Sums
from kundagenda.findings.readings import reading_of
from kundagenda.findings.view import View
from metrics.outcomes import outcome
from metrics.periods import Grain
from metrics.tables import (
    agenda_items,
    decisions,
    forums,
    meetings,
    outcome_values,
    target_groups,
)
from random_company import END, draw_company
from small_company import LAST_FULL_MONTH, fill_small_company
from tables import empty, insert_rows

FOLLOW = EVERY_PAGE["follow_through"]
few = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
GROUPS = [
    {"code": "north", "name": "Norr", "outcome_metric": "uptime", "cadence_days": 30},
    {"code": "south", "name": "Söder", "outcome_metric": "outcome:uptime", "cadence_days": None},
    {"code": "east", "name": "Öst", "outcome_metric": None, "cadence_days": None},
]


def company_of(seed):
    """A company with titles and texts of their own, and some of its items confidential."""
    company, rng = draw_company(seed), Random(seed)
    for item in company.items:
        item |= {"title": f"Punkt {item['id']}", "confidential": rng.random() < 0.3}
    for number, row in enumerate(company.decisions, start=1):
        row |= {"id": number, "text": f"Beslut {number}"}
        row["decided_on"] += timedelta(rng.choice([0, 0, 3]))
    return company


@few
@given(seed=st.integers(0, 10_000), back=st.integers(0, 500))
def test_what_the_agenda_says_of_a_group_restated(warehouse, seed, back):
    company, as_of = company_of(seed), END - timedelta(back)
    rows = (company.forums, company.meetings, company.items, company.decisions, GROUPS)
    tables = (forums, meetings, agenda_items, decisions, target_groups)
    empty(warehouse, *reversed(tables))
    for table, some in zip(tables, rows, strict=True):
        insert_rows(warehouse, table, some)
    view = View(as_of)
    with warehouse.connect() as connection:
        counts = group_test_counts(connection, view, view)

    def proofs(kind):
        return {row.name: (row.forum, row.day, row.count(0)) for row in counts.get(kind, ())}

    agenda = company.meetings, company.items
    assert proofs("item") == plainly.latest_items(*agenda, as_of)
    assert proofs("decision") == plainly.latest_decisions(*agenda, company.decisions, as_of)
    years = {row.name: row.count(0) for row in counts.get("year", ())}
    assert years == plainly.items_of_year(*agenda, view.last)
    quarters = [(q.period, q.mending, q.items) for q in fix_trap_of(counts, view).quarters]
    assert quarters == plainly.mending(*agenda, as_of, view.last)


@few
@given(seed=st.integers(0, 10_000), back=st.integers(0, 400))
def test_the_four_cells_restated(sqlite_app, seed, back):
    company, as_of = company_of(seed), END - timedelta(back)
    rows = (company.forums, company.meetings, company.items, company.decisions, GROUPS)
    tables = (forums, meetings, agenda_items, decisions, target_groups)
    # Of the south, numbers end some months before the others do.
    numbers = [
        row
        for row in company.outcomes
        if row["segment"] == "north" or row["month"] < END.year * 12 + 4
    ]
    empty(sqlite_app, outcome_values, *reversed(tables))
    for table, some in zip((*tables, outcome_values), (*rows, numbers), strict=True):
        insert_rows(sqlite_app, table, some)
    refresh(sqlite_app)
    view = View(as_of)
    with sqlite_app.connect() as connection:
        found = group_test_of(connection, view)
    items = plainly.latest_items(company.meetings, company.items, as_of)
    decided = plainly.latest_decisions(company.meetings, company.items, company.decisions, as_of)
    for group in found.groups:
        row = next(row for row in GROUPS if row["code"] == group.code)
        months = [n["month"] for n in numbers if n["segment"] == group.code]
        ended = [month for month in months if month <= view.last]
        number = bool(row["outcome_metric"]) and bool(ended) and view.last - max(ended) < 3
        on_agenda = group.code in items and items[group.code][1] >= as_of - timedelta(
            row["cadence_days"] or 90
        )
        decision = group.code in decided and decided[group.code][1] >= as_of - timedelta(180)
        assert group.cells == (row["outcome_metric"] is not None, number, on_agenda, decision)


@pytest.mark.parametrize(
    ("cadence", "item_days", "decision_days", "month", "cells"),
    [
        (None, 90, 180, "2026-10", (True, True, True, True)),
        (None, 91, 181, "2026-08", (True, True, False, False)),
        (30, 31, 0, "2026-07", (True, False, False, True)),
        (180, 180, 500, "2026-10", (True, True, True, False)),
    ],
)
def test_each_cell_has_its_last_day(cadence, item_days, decision_days, month, cells):
    as_of = date(2026, 10, 31)
    metric = outcome("uptime")
    year, of_year = map(int, month.split("-"))
    newest = reading_of(
        metric, year * 12 + of_year - 1, Sums(0.97, None, None, None), Grain.MONTH, 99_999
    )
    group = GroupTested(
        code="a",
        name="A",
        cadence=cadence,
        outcome=Figure(metric, None, None, None),
        newest=newest,
        item=Proof("Punkt", as_of - timedelta(item_days), confidential=False),
        decision=Proof("Beslut", as_of - timedelta(decision_days), confidential=False),
        satisfaction=None,
        items=1,
        view=View(as_of),
    )
    assert group.cells == cells


@pytest.fixture
def address(tmp_path: Path) -> str:
    """The small company, whose industry has an outcome, a confidential item and a decision."""
    made = f"sqlite:///{tmp_path / 'small.db'}"
    fill_small_company(made).dispose()
    engine = open_database(made)
    month = LAST_FULL_MONTH.year * 12 + LAST_FULL_MONTH.month - 1
    given_rows = [
        {"metric": "uptime", "month": month - back, "segment": "industri", "value": 0.97}
        for back in range(24)
    ]
    with engine.begin() as connection:
        connection.execute(sa.insert(outcome_values), given_rows)
        industry = target_groups.c.code == "industri"
        connection.execute(sa.update(target_groups).where(industry).values(outcome_metric="uptime"))
        customers = agenda_items.c.level_best != "none"
        named = {"segment": "industri", "confidential": True, "title": "Hemlig kund"}
        connection.execute(sa.update(agenda_items).where(customers).values(**named))
        connection.execute(sa.update(decisions).values(text="Hemligt beslut"))
    refresh(engine)
    with engine.begin() as connection:
        bump_version(connection)
    engine.dispose()
    return made


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [
        (
            "sv",
            ("Ja: drifttid", "97,0", "Konfidentiell punkt", "Nej: ingen är angiven"),
        ),
        ("en", ("Yes: uptime", "97.0", "Confidential item", "No: none is named", "No: never")),
    ],
)
def test_a_cell_tells_the_row_that_proves_it_and_no_secret(address, monkeypatch, lang, wanted):
    visit = Pages(monkeypatch, address).open(FOLLOW, lang=lang)
    assert not visit.exception
    told = "\n".join(tabled(table).to_csv() for table in visit.table)
    assert [words for words in wanted if words not in told] == []
    assert "Hemlig" not in told + said(visit)


@pytest.mark.parametrize(
    ("lang", "wanted"),
    [("sv", "Det finns inga kundgrupper"), ("en", "There are no customer groups")],
)
def test_without_target_groups_the_page_says_so(tmp_path, monkeypatch, lang, wanted):
    made = f"sqlite:///{tmp_path / 'bare.db'}"
    fill_small_company(made, 3, kpi=False).dispose()
    visit = Pages(monkeypatch, made).open(FOLLOW, lang=lang)
    assert not visit.exception
    assert wanted in said(visit)


@pytest.mark.parametrize(
    ("lang", "wanted", "links"),
    [
        (
            "sv",
            (
                "Kundnytta angiven.** Industri: Drifttid; önskas på dagordningen inom 90 dagar",
                "Tal för senaste perioden.** Drifttid",
                "På dagordningen.**",
                "Konfidentiell punkt",
                "Beslut om gruppen.**",
            ),
            ("write-down", "outcomes", "agenda"),
        ),
        ("en", ("Outcome defined.** Industri: Uptime", "97.0", "Confidential item"), ("agenda",)),
    ],
)
def test_a_chosen_group_opens_the_rows_behind_its_cells(address, monkeypatch, lang, wanted, links):
    visit = Pages(monkeypatch, address).open(FOLLOW, lang=lang)
    assert wanted[0] not in said(visit)
    opened = visit.selectbox(key="proof").select("industri").run()
    assert not opened.exception
    assert [words for words in wanted if words not in said(opened)] == []
    assert "Hemlig" not in said(opened)
    assert {link.proto.page for link in opened.get("page_link")} >= set(links)
    asked = [link.proto.query_string for link in opened.get("page_link")]
    assert any("row=target_groups%3Aindustri" in query for query in asked)
