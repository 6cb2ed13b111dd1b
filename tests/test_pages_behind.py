"""What moved this number: on the page, in the address, and while nothing can be read."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from app_pages import AGENDA, OVERVIEW, Pages, codes, said, statements, tabled
from kundagenda.database.refresh import refresh
from metrics.periods import Grain, month_number, month_text, period_of
from metrics.tables import survey_answers
from small_company import LAST_FULL_MONTH, fill_small_company

BOTH = pytest.mark.parametrize("lang", ["sv", "en"])
LAST = month_number(LAST_FULL_MONTH)
QUARTER = month_text(period_of(LAST, Grain.QUARTER))


def downloads(visit: AppTest) -> list[Any]:
    """The buttons that download rows; those that take the meeting away are always there."""
    return [each for each in visit.get("download_button") if not str(each.key).startswith("take-")]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = f"sqlite:///{tmp_path_factory.mktemp('behind') / 'filled.db'}"
    fill_small_company(made).dispose()
    return made


@pytest.fixture
def pages(address: str, monkeypatch: pytest.MonkeyPatch) -> Pages:
    return Pages(monkeypatch, address)


def rows_of(visit):
    """The opened rows: a table while there are few, else a grid."""
    return tabled((visit.dataframe or visit.table)[-1])


@BOTH
def test_closed_it_reads_nothing(pages: Pages, lang: str) -> None:
    visit = pages.open(lang=lang)
    asked = {"sv": "Vad ligger bakom siffran?", "en": "What moved this number?"}[lang]
    assert asked in [box.label for box in visit.expander]
    assert not downloads(visit)
    with statements() as sent:
        visit.run()
    assert len(sent) == 1


@BOTH
@pytest.mark.parametrize(
    ("figure", "header"),
    [
        ("customer_item_share", {"sv": "Punkt", "en": "Item"}),
        ("nps", {"sv": "Svar", "en": "Answer"}),
    ],
)
def test_a_link_opens_the_rows(pages: Pages, lang: str, figure: str, header: dict) -> None:
    visit = pages.open(lang=lang, figure=figure, month=month_text(LAST))
    assert not visit.exception
    asked = {"sv": "Vad ligger bakom siffran?", "en": "What moved this number?"}[lang]
    assert next(box for box in visit.expander if box.label == asked).proto.expanded
    assert header[lang] in rows_of(visit).columns
    [download] = downloads(visit)
    assert {"sv": "Hämta", "en": "Download"}[lang] in download.proto.label
    assert codes(visit)["figure"] == figure


def test_another_period_is_one_more_read_and_stands_in_the_address(pages: Pages) -> None:
    visit = pages.open(lang="en", figure="customer_item_share")
    before = rows_of(visit)
    box = next(box for box in visit.selectbox if box.label == "Period")
    assert box.value == QUARTER
    other = box.options[3]
    with statements() as sent:
        box.select(other).run()
    assert len(sent) == 2
    assert codes(visit)["month"]
    assert not rows_of(visit).equals(before)
    visit = pages.turn(visit, AGENDA)
    assert codes(visit)["figure"] == "customer_item_share"
    assert not visit.exception


def test_a_step_keeps_the_month_in_sight(pages: Pages) -> None:
    for grain in ("month", "quarter", "year", "rolling12"):
        visit = pages.open(lang="en", figure="nps", grain=grain, month=month_text(LAST))
        box = next(box for box in visit.selectbox if box.label == "Period")
        size = {"month": Grain.MONTH, "quarter": Grain.QUARTER, "year": Grain.YEAR}.get(grain)
        wanted = period_of(LAST, size) if size else LAST
        assert box.value == month_text(wanted)


def test_a_period_without_enough_answers_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path / 'few.db'}"
    engine = fill_small_company(address, 24)
    with engine.begin() as connection:
        few = survey_answers.c.answer_id.like("%-1")
        connection.execute(sa.delete(survey_answers).where(~few))
    refresh(engine)
    engine.dispose()
    visit = Pages(monkeypatch, address).open(lang="en", figure="nps")
    assert "Too few answered here" in said(visit)
    assert not downloads(visit)


def test_an_unknown_figure_opens_nothing(pages: Pages) -> None:
    visit = pages.open(OVERVIEW, lang="en", figure="drop table")
    assert not downloads(visit)
    assert not visit.exception


@BOTH
def test_a_figure_of_twelve_months_opens_its_cohort(pages: Pages, lang: str) -> None:
    visit = pages.open(lang=lang, figure="logo_churn", grain="month")
    assert not visit.exception
    # Eight of sixty left in the first months; all others were there a year ago, and still are.
    rows = rows_of(visit)
    assert len(rows) == 60 - 8
    what = {"sv": "som förut", "en": "as before"}[lang]
    assert set(rows[{"sv": "Vad som hände", "en": "What happened"}[lang]]) == {what}
    told = {"sv": "52 kunder. De som fanns i", "en": "52 customers. Those of"}[lang]
    assert told in said(visit)
