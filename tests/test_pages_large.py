"""The pages of a company that is large: three hundred groups with long names, or twenty years."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection
from streamlit.testing.v1 import AppTest

from app_pages import EVERY_PAGE, Pages, charts, said, tabled
from kundagenda.database.schema import open_database
from kundagenda.database.state import bump_version
from large_company import LONG_NAME, add_groups, lay_down_earlier
from metrics.periods import month_number
from metrics.tables import kpi_monthly, target_groups
from small_company import GROUPS, fill_small_company, months_back

BOTH = pytest.mark.parametrize("lang", ["sv", "en"])
EACH_PAGE = pytest.mark.parametrize("page", EVERY_PAGE)
YEARS, GROUPS_IN_ALL = 20, 300


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The small company with 300 groups, with 20 years behind it, and a month old."""
    folder = tmp_path_factory.mktemp("large")
    made = {name: f"sqlite:///{folder / name}.db" for name in ("groups", "years", "month")}
    fill_small_company(made["groups"]).dispose()
    shutil.copy(folder / "groups.db", folder / "years.db")
    with changed(made["groups"]) as connection:
        connection.execute(sa.insert(kpi_monthly), list(map(uptime, months_back(36))))
        connection.execute(sa.update(target_groups).values(outcome_metric="uptime"))
        add_groups(connection, GROUPS[0], GROUPS_IN_ALL)
    with changed(made["years"]) as connection:
        for months in (36, 72, 144):
            lay_down_earlier(connection, months)
    fill_small_company(made["month"], 1).dispose()
    return made


@contextmanager
def changed(address: str) -> Iterator[Connection]:
    """A connection to write figures through; pages see that they are others."""
    engine = open_database(address)
    with engine.begin() as connection:
        yield connection
        bump_version(connection)
    engine.dispose()


def uptime(month: date) -> dict[str, object]:
    """The first group's outcome in a month: up 990 of 1,000 hours."""
    return {
        "metric": "outcome:uptime",
        "month": month_number(month),
        "segment": GROUPS[0],
        "numerator": 990.0,
        "denominator": 1000.0,
        "base": 1000,
        "source": "given",
        "refreshed_at": datetime(2026, 1, 1),
    }


def everything(visit: AppTest) -> str:
    """All that stands on a page in words and tables."""
    cells = (tabled(each).to_string() for each in (*visit.table, *visit.dataframe))
    texts = (str(each.value) for each in (*visit.metric, *visit.caption))
    return "\n".join([said(visit), *texts, *cells])


@EACH_PAGE
def test_three_hundred_groups_are_shown_and_one_can_be_chosen(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    pages = Pages(monkeypatch, addresses["groups"])
    visit = pages.open(EVERY_PAGE[page], lang="sv")
    assert not visit.exception
    assert len(visit.selectbox(key="group").options) == 1 + GROUPS_IN_ALL
    last = GROUPS_IN_ALL - 1
    one = pages.open(EVERY_PAGE[page], lang="sv", group=f"grupp-{last}")
    assert not one.exception
    assert LONG_NAME.format(number=last)[:20] in one.get("popover")[0].proto.popover.label


@BOTH
@EACH_PAGE
def test_twenty_years_are_drawn_whole(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch, page: str, lang: str
) -> None:
    view = {"lang": lang, "months": str(12 * YEARS), "grain": "year"}
    visit = Pages(monkeypatch, addresses["years"]).open(EVERY_PAGE[page], **view)
    assert not visit.exception
    oldest = str(months_back(12 * YEARS)[0].year + 1)
    drawn = any(oldest in chart.spec for chart in charts(visit))
    assert drawn == (page not in ("outcomes", "follow_through")), "it has neither of these"


@BOTH
@EACH_PAGE
def test_a_company_of_one_month_divides_nothing_by_nothing(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch, page: str, lang: str
) -> None:
    visit = Pages(monkeypatch, addresses["month"]).open(EVERY_PAGE[page], lang=lang)
    assert not visit.exception
    assert visit.title[0].value
    assert not re.search(r"\b(nan|NaN|None|NaT|inf)\b", everything(visit))
