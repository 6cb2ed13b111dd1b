"""No figure is about a person: customers, respondents and owners may be people, and none has one.

A customer of a company may be a person, a respondent is one, and somebody may write a name where
a role is asked for. Here all of them have names, which no figure and no page of figures holds.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, insert, literal, select, update

from app_pages import EVERY_PAGE, Pages
from kundagenda.access.roles import Reader, Role
from kundagenda.database.refresh import refresh
from metrics import METRICS
from metrics.definition import PARTS
from metrics.scope import Scope
from metrics.tables import (
    actions,
    decisions,
    kpi_cohorts,
    kpi_monthly,
    purchases,
    subscriptions,
    survey_answers,
    survey_invitations,
    verdicts,
)
from sent import read_as, watching_what_is_sent, without_exception
from small_company import fill_small_company, months_back

NAME = "Astrid Qvarnvik"
FIGURES = (kpi_monthly, kpi_cohorts, verdicts)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A company whose customers, respondents and owners all have one name and a number."""
    file = tmp_path_factory.mktemp("nobody") / "named.db"
    engine = fill_small_company(f"sqlite:///{file}")
    with engine.begin() as connection:
        _name_everybody(connection)
    refresh(engine)
    yield engine
    engine.dispose()


def _name_everybody(connection: Connection) -> None:
    months = months_back(36)
    bought = [{"account_id": str(n), "bought_on": day, "amount": 9} for n, day in enumerate(months)]
    connection.execute(insert(purchases), bought)
    for table in (survey_answers, survey_invitations, subscriptions, purchases):
        whole = literal(f"{NAME} ") + table.c.account_id
        connection.execute(update(table).values(account_id=whole))
    of = survey_answers.c.response_id
    connection.execute(update(survey_answers).values(response_id=literal(f"{NAME} ") + of))
    decision = connection.execute(select(decisions.c.id).limit(1)).scalar_one()
    due = {"decision_id": decision, "text": "Ring kunden", "due_on": months[-3]}
    connection.execute(insert(actions), [due | {"owner_role": f"{NAME} {n}"} for n in range(12)])


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.key)
def test_a_metric_is_told_by_month_forum_and_group_alone(metric: Any) -> None:
    assert tuple(metric(Scope(24_000, 24_012)).selected_columns.keys()) == PARTS
    assert set(metric.splits) <= {"forum", "segment"}


@pytest.mark.parametrize("table", FIGURES, ids=lambda table: table.name)
def test_no_figure_that_is_kept_names_anybody(company: Engine, table: Any) -> None:
    with company.connect() as connection:
        kept = connection.execute(select(table)).all()
    assert kept
    assert not [row for row in kept if any(NAME in str(cell) for cell in row)]


@pytest.mark.parametrize("page", [name for name in EVERY_PAGE if name != "follow_through"])
def test_no_page_of_figures_nor_its_files_name_anybody(
    company: Engine, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_as(monkeypatch, Reader("adam@example.org", Role.ADMIN))
    pages = Pages(monkeypatch, company.url.render_as_string(hide_password=False))
    with watching_what_is_sent(monkeypatch) as sent:
        without_exception(pages.open(EVERY_PAGE[page], lang="sv"))
        told = [sent.taken(), *(make() for make in sent.files.values())]
    assert len(told[0]) > 1000
    assert all(NAME.encode() not in part for part in told)


def test_nothing_but_the_list_of_decisions_tells_an_owner(
    company: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_as(monkeypatch, Reader("adam@example.org", Role.ADMIN))
    pages = Pages(monkeypatch, company.url.render_as_string(hide_password=False))
    with watching_what_is_sent(monkeypatch) as sent:
        without_exception(pages.open(EVERY_PAGE["follow_through"], lang="sv", months="60"))
        (told,) = [each for each in sent.messages if NAME.encode() in each]
    assert b"Ansvarig" in told


def test_the_name_is_where_it_was_put(company: Engine, tmp_path: Path) -> None:
    with company.connect() as connection:
        for column in (
            survey_answers.c.account_id, survey_answers.c.response_id, subscriptions.c.account_id,
            purchases.c.account_id, actions.c.owner_role,
        ):  # fmt: skip
            found = connection.execute(select(column).where(column.startswith(NAME)).limit(1))
            assert found.first(), column
