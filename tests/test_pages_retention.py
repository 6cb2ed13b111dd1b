"""The page Retention without a browser: its finding, its figures and its states, both languages."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from app_pages import OVERVIEW, Pages, charts, codes, said, statements
from drawn_charts import texts
from kundagenda.database.refresh import refresh
from kundagenda.database.schema import open_database
from kundagenda.database.state import bump_version
from metrics.periods import month_number
from metrics.tables import kpi_monthly, subscriptions, targets
from small_company import fill_small_company, months_back
from test_pages import FACTS

RETENTION = "../../pages/retention.py"
BOTH = pytest.mark.parametrize("lang", ["sv", "en"])


def add_target(engine: Engine, metric: str, value: float) -> None:
    """A target of the whole company, long since."""
    row = {"metric": metric, "segment": "", "value": value, "valid_from": months_back(36)[0]}
    with engine.begin() as connection:
        connection.execute(sa.insert(targets), [row])


def churning(engine: Engine) -> None:
    """Twelve of the small company's fifty-two left four months ago, and others pay twice as much.

    The small company loses eight of sixty early on; the other fifty-two stay, at 100 each.
    """
    ended, day = months_back(4)[0], subscriptions.c.subscription_id
    gone = [f"s{number}" for number in range(20, 32)]
    more = [
        {
            "subscription_id": f"more{n}", "account_id": f"a{n}",
            "segment": ("industri", "handel")[n % 2], "started_on": ended, "mrr": 100.0,
        }
        for n in range(32, 48)
    ]  # fmt: skip
    with engine.begin() as connection:
        connection.execute(
            sa.update(subscriptions).where(day.in_(gone)).values(ended_on=ended - timedelta(days=1))
        )
        connection.execute(sa.insert(subscriptions), more)
    refresh(engine)


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The small company: as it is, losing customers under a target, without customers."""
    folder = tmp_path_factory.mktemp("retention")
    names = ("steady", "churning", "no_customers", "empty")
    made = {name: f"sqlite:///{folder / name}.db" for name in names}
    fill_small_company(made["steady"]).dispose()
    engine = fill_small_company(made["churning"])
    churning(engine)
    add_target(engine, "logo_churn", 0.1)
    add_target(engine, "grr", 0.92)
    engine.dispose()
    fill_small_company(made["no_customers"], kpi=False).dispose()
    open_database(made["empty"]).dispose()
    return made


@pytest.fixture(scope="module")
def seen(addresses: dict[str, str]) -> Iterator[dict[str, AppTest]]:
    """The page of the company that loses customers, once in each language, to look at."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        pages = Pages(monkeypatch, addresses["churning"])
        yield {lang: pages.open(RETENTION, lang=lang) for lang in ("sv", "en")}


def spoken(visit: AppTest) -> str:
    """What the page says, with ordinary spaces."""
    return said(visit).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("sv", "76,9 procent av kunderna stannade det senaste året; målet är 90."),
        ("en", "76.9 percent of customers stayed in the last year; the target is 90."),
    ],
)
def test_the_title_is_the_finding_against_the_target(
    seen: dict[str, AppTest], lang: str, title: str
) -> None:
    visit = seen[lang]
    assert not visit.exception
    # 12 of 52 left: 40 / 52 = 0.7692.
    assert visit.title[0].value == title
    told = {"sv": "12 av 52 lämnade.", "en": "12 of 52 left."}[lang]
    assert told in spoken(visit)
    assert codes(visit) == {"lang": lang}


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("sv", "**Ökningar döljer det som går förlorat: målet är att behålla 92 %.**"),
        ("en", "**Increases hide what is lost: the target was to keep 92%.**"),
    ],
)
def test_increases_that_hide_a_loss_are_said(
    seen: dict[str, AppTest], lang: str, words: str
) -> None:
    visit = seen[lang]
    # Of 5,200 a year ago 4,000 are kept; sixteen customers pay 100 more: 5,600.
    assert words in spoken(visit)
    for share in (4000 / 5200, 5600 / 5200):
        written = f"{100 * share:.1f}"
        assert (written.replace(".", ",") if lang == "sv" else written) in spoken(visit)


@pytest.mark.parametrize(
    ("lang", "labels"),
    [
        ("sv", ["Kunder kvar", "Intäkt kvar", "Samma kunder nu"]),
        ("en", ["Customers kept", "Revenue kept", "Same customers now"]),
    ],
)
def test_the_figures_say_what_they_rest_on(
    seen: dict[str, AppTest], lang: str, labels: list[str]
) -> None:
    visit = seen[lang]
    assert [metric.label for metric in visit.metric] == labels
    kept = visit.metric[0]
    assert {"sv": "40 av 52", "en": "40 of 52"}[lang] in kept.help
    assert {"sv": "Källa:", "en": "Source:"}[lang] in kept.help
    assert {"sv": "m-12", "en": "customers of m-12 with revenue in m"}[lang] in kept.help


@BOTH
def test_pictures_have_words_and_tables(seen: dict[str, AppTest], lang: str) -> None:
    visit = seen[lang]
    main, bridge, groups, cohorts = charts(visit)
    target = {"sv": "Mål 90\u00a0%", "en": "Target 90%"}[lang]
    assert target in texts(json.loads(main.spec))
    assert {"sv": "Lämnat", "en": "Left"}[lang] in bridge.alt
    # Industry lost six of twenty-six, and so did trade.
    assert "Handel" in groups.alt
    assert "Industri" in groups.alt
    assert {"sv": "triangel", "en": "triangle"}[lang] in cohorts.alt
    assert all(len(chart.alt) > 20 for chart in charts(visit))
    assert len(visit.table) == 4
    assert not main.datasets, "data that are not in the layers cost time at every showing"


@BOTH
def test_a_month_by_itself_is_a_choice_that_stands_in_the_address(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    visit = Pages(monkeypatch, addresses["churning"]).open(RETENTION, lang=lang)
    year = {"sv": "utan utjämning", "en": "unsmoothed"}[lang]
    assert year in said(visit)
    visit.button_group(key="horizon").set_value("month").run()
    assert codes(visit) == {"lang": lang, "horizon": "month"}
    alone = {"sv": "ingenting är utjämnat", "en": "nothing is smoothed"}[lang]
    assert alone in said(visit)
    # Nobody has left since: forty customers a month ago are forty now.
    told = {"sv": "Alla 40 kunder stannade i ", "en": "All 40 customers stayed in "}[lang]
    assert visit.title[0].value.startswith(told)


def test_the_triangle_turns_to_revenue(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lang, pages = "sv", Pages(monkeypatch, addresses["churning"])
    visit = pages.open(RETENTION, lang=lang)
    customers = charts(visit)[-1].spec
    visit.button_group(key="cohort").set_value("revenue").run()
    assert codes(visit)["cohort"] == "revenue"
    assert charts(visit)[-1].spec != customers
    assert "första intäkt" in said(visit)


@BOTH
def test_without_a_target_the_title_is_the_share_or_that_all_stayed(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    visit = Pages(monkeypatch, addresses["steady"]).open(RETENTION, lang=lang)
    told = {
        "sv": "Alla 52 kunder för ett år sedan är kvar.",
        "en": "All 52 customers of a year ago stayed.",
    }
    assert visit.title[0].value == told[lang]


@BOTH
def test_few_customers_are_counted_and_told_to_be_few(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    visit = Pages(monkeypatch, addresses["churning"]).open(RETENTION, lang=lang, group="handel")
    # Odd numbers are trade: 6 of the 12 that left, of 26.
    told = {
        "sv": "6 av 26 kunder lämnade det senaste året.",
        "en": "6 of 26 customers left in the last year.",
    }
    assert visit.title[0].value == told[lang]
    assert {"sv": "Få kunder:", "en": "Few customers:"}[lang] in said(visit)
    assert {"sv": "26 kunder, få", "en": "26 customers, few"}[lang] in said(visit)


@BOTH
def test_a_forum_does_not_narrow_customers_and_the_page_says_so(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    visit = Pages(monkeypatch, addresses["churning"]).open(RETENTION, lang=lang, forum="Styrelsen")
    told = {"sv": "hör inte till något forum", "en": "belong to no forum"}[lang]
    assert told in said(visit)
    assert visit.title[0].value.startswith("76")


@BOTH
def test_a_young_company_without_customers_says_what_it_takes(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    pages = Pages(monkeypatch, addresses["no_customers"])
    visit = pages.open(RETENTION, lang=lang)
    assert not visit.exception
    assert {"sv": "Om kunderna stannar", "en": "Whether customers stay"}[lang] in visit.title[
        0
    ].value
    assert not charts(visit)
    empty = Pages(monkeypatch, addresses["empty"]).open(RETENTION, lang=lang)
    begin = {"sv": "Börja med en dagordning.", "en": "Begin with an agenda."}[lang]
    assert empty.title[0].value == begin


def given(address: str, metric: str, months: int, value: float) -> None:
    """Ready values of a metric, without what they rest on."""
    engine = open_database(address)
    row = {"metric": metric, "forum": "", "segment": "", "source": "given", "numerator": value}
    rows = [
        row | {"month": month_number(day), "refreshed_at": datetime(2026, 1, 1)}
        for day in months_back(months)
    ]
    with engine.begin() as connection:
        connection.execute(sa.insert(kpi_monthly), rows)
        bump_version(connection)
    engine.dispose()


@BOTH
def test_a_ready_value_is_shown_as_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    address = f"sqlite:///{tmp_path / 'given.db'}"
    given(address, "logo_churn", 20, 0.125)
    visit = Pages(monkeypatch, address).open(RETENTION, lang=lang)
    assert not visit.exception
    assert {"sv": "87,5 procent", "en": "87.5 percent"}[lang] in visit.title[0].value
    assert {"sv": "utan underlag", "en": "without a base"}[lang] in said(visit)
    assert len(charts(visit)) == 1
    assert {"sv": "Visas när", "en": "Shown once"}[lang] in said(visit)


@BOTH
def test_a_single_month_of_revenue_alone_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    address = f"sqlite:///{tmp_path / 'one.db'}"
    given(address, "grr", 1, 0.9)
    visit = Pages(monkeypatch, address).open(RETENTION, lang=lang)
    assert not visit.exception
    assert {"sv": "90,0\u00a0%", "en": "90.0%"}[lang] in visit.title[0].value


def test_hundreds_of_groups_with_long_names_are_twelve_points_and_a_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path / 'groups.db'}"
    engine = open_database(address)
    last = month_number(months_back(1)[0])
    rows = [
        {
            "metric": "logo_churn", "forum": "", "month": last - 12 * year, "source": "computed",
            "segment": f"={n:03} Kommuner och regioner i norra delen av landet",
            "numerator": n % 9, "denominator": 20 + n, "base": 20 + n,
            "refreshed_at": datetime(2026, 1, 1),
        }
        for n in range(300)
        for year in range(20)
    ]  # fmt: skip
    with engine.begin() as connection:
        connection.execute(sa.insert(kpi_monthly), rows)
    engine.dispose()
    visit = Pages(monkeypatch, address).open(RETENTION, lang="en", months="120")
    assert not visit.exception
    points = next(
        layer
        for layer in json.loads(charts(visit)[1].spec)["layer"]
        if layer["mark"]["type"] == "point"
    )
    shown = points["data"]["values"]
    # The twelve with most customers are the last ones.
    assert {row["name"][1:4] for row in shown} == {f"{n:03}" for n in range(288, 300)}
    assert all(len(row["short"]) <= 32 for row in shown)
    table = visit.dataframe[0].value
    assert len(table) == 300
    assert all(str(name).startswith("'=") for name in table.iloc[:, 0])


def test_a_cold_page_takes_eight_statements_and_a_warm_one_a_version_check(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = Pages(monkeypatch, addresses["churning"])
    visit = pages.open(RETENTION)
    pages.forget()
    with statements() as cold:
        visit.run()
    with statements() as warm:
        visit.run()
    assert 1 < len(cold[1:]) <= 8
    assert len(warm) == 1
    assert not [text for text in (*cold, *warm) if any(fact in text for fact in FACTS)]


def test_a_view_survives_the_way_to_the_page_and_back(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = Pages(monkeypatch, addresses["churning"])
    view = {"lang": "sv", "group": "handel", "grain": "month"}
    visit = pages.open(RETENTION, **view)
    visit.button_group(key="horizon").set_value("month").run()
    view["horizon"] = "month"
    assert codes(visit) == view
    assert codes(pages.turn(visit, OVERVIEW)) == view
    assert codes(pages.turn(visit, RETENTION)) == view


@pytest.mark.parametrize("grain", ["month", "rolling12"])
def test_every_step_opens(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch, grain: str
) -> None:
    visit = Pages(monkeypatch, addresses["churning"]).open(RETENTION, lang="sv", grain=grain)
    assert not visit.exception
    assert len(charts(visit)) == 4


@BOTH
def test_every_text_that_is_chosen_among_several_is_in_both_languages(
    seen: dict[str, AppTest], lang: str
) -> None:
    visit = seen[lang]
    other = {"sv": ("customers", "revenue", "month"), "en": ("kunder", "intäkt", "månad")}[lang]
    words = spoken(visit) + "".join(metric.help for metric in visit.metric)
    words = words.replace("Source", "").lower()
    assert not [word for word in other if f" {word} " in words]
