"""The page on satisfaction without a browser: words, figures, choices and states."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from app_pages import MAIN, OVERVIEW, Pages, charts, codes, said, statements, tabled
from drawn_charts import texts
from kundagenda.database.refresh import refresh
from kundagenda.database.schema import open_database
from metrics.periods import month_number
from metrics.tables import kpi_monthly, target_groups
from small_company import fill_small_company, months_back

SATISFACTION = "../../pages/satisfaction.py"
BOTH = pytest.mark.parametrize("lang", ["sv", "en"])
FACTS = ("survey_answers", "survey_invitations", "subscriptions", "purchases", "outcome_values")

Parts = tuple[str, str, float, float | None, float | None, int | None]


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Databases: the small company, one without figures from customers, an empty one."""
    folder = tmp_path_factory.mktemp("satisfaction")
    made = {name: f"sqlite:///{folder / name}.db" for name in ("filled", "no_kpi", "empty")}
    fill_small_company(made["filled"]).dispose()
    fill_small_company(made["no_kpi"], kpi=False).dispose()
    return made


@pytest.fixture
def filled(addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Pages:
    return Pages(monkeypatch, addresses["filled"])


def given(address: str, months: int, parts: Iterable[Parts], names: Iterable[str] = ()) -> None:
    """A database of the same parts every month: metric, group, numerator, denominator, ..."""
    engine = open_database(address)
    none = {"forum": "", "source": "given", "refreshed_at": datetime(2026, 1, 1)}
    columns = ("metric", "segment", "numerator", "denominator", "squares", "base")
    rows = [
        none | {"month": month_number(day)} | dict(zip(columns, row, strict=True))
        for day in months_back(months)
        for row in parts
    ]
    with engine.begin() as connection:
        connection.execute(sa.insert(kpi_monthly), rows)
        for code in names:
            connection.execute(sa.insert(target_groups).values(code=code, name=f"Grupp {code}"))
    refresh(engine)
    engine.dispose()


def labels(visit: AppTest) -> list[str]:
    """What the figures are called."""
    return [metric.label for metric in visit.metric]


def drawn(visit: AppTest, place: int) -> set[str]:
    """The words of a picture."""
    return texts(json.loads(charts(visit)[place].spec))


@pytest.mark.parametrize(
    ("lang", "title", "level", "names"),
    [
        (
            "sv",
            "NPS är 30, samma som för ett år sedan.",
            "Månad för månad har nivån inte tydligt ändrats: vanlig variation.",
            ["NPS", "Svarsfrekvens", "Ambassadörer", "Kritiker"],
        ),
        (
            "en",
            "NPS is 30, the same as a year ago.",
            "Month by month the level has not clearly changed: ordinary variation.",
            ["NPS", "Response rate", "Promoters", "Detractors"],
        ),
    ],
)
def test_the_finding_comes_first_and_four_figures_carry_it(
    filled: Pages, lang: str, title: str, level: str, names: list[str]
) -> None:
    visit = filled.open(SATISFACTION, lang=lang)
    assert not visit.exception
    assert [each.value for each in visit.title] == [title]
    assert labels(visit) == names
    # Each month every one of ten scores is given twice: five promoters, two detractors in ten.
    values = [metric.value.replace("\u00a0", "") for metric in visit.metric]
    assert values == [str(100 * (5 - 2) // 10), "100%", "50%", "20%"]
    assert level in " ".join(str(each.proto.body) for each in visit.get("html"))
    assert {"sv": "120 av 240 svar", "en": "120 of 240 answers"}[lang] in said(visit)


def test_the_latest_period_is_marked_as_chance_where_it_is(filled: Pages) -> None:
    visit = filled.open(SATISFACTION, lang="en")
    [html] = [str(e.proto.body) for e in visit.get("html") if "ka-wave" in str(e.proto.body)]
    assert 'class="ka-chance"' in html
    assert 'class="ka-real"' not in html
    assert "from 30 to 30. Within chance." in html


def test_the_formula_is_printed_and_every_figure_explains_itself(filled: Pages) -> None:
    visit = filled.open(SATISFACTION, lang="en")
    assert "100 x \\(promoters - detractors\\) / answers" in said(visit)
    for metric in visit.metric:
        assert "Formula:" in metric.help
        assert "The year before" in metric.help


@BOTH
def test_four_pictures_have_words_and_their_tables(filled: Pages, lang: str) -> None:
    visit = filled.open(SATISFACTION, lang=lang)
    main, kinds, groups, rate = charts(visit)
    assert all(chart.alt.endswith(".") for chart in (main, kinds, groups, rate))
    whole = {"sv": "50 % ambassadörer", "en": "50% promoters"}[lang]
    assert whole in kinds.alt.replace("\u00a0", " ")
    assert {"Industri", "Handel"} <= drawn(visit, 2)
    rate_table, group_table, main_table = (tabled(table) for table in visit.table)
    assert len(rate_table) == len(main_table) == 12
    assert list(group_table.iloc[:, 0]) == ["Handel", "Industri"]


def test_one_measure_offers_no_choice(filled: Pages) -> None:
    visit = filled.open(SATISFACTION)
    assert "measure" not in codes(visit)
    with pytest.raises(KeyError):
        visit.button_group(key="measure")


def test_a_group_is_named_in_the_finding_and_no_verdict_of_all_is_told_of_it(
    filled: Pages,
) -> None:
    visit = filled.open(SATISFACTION, lang="en", group="handel", forum="Styrelsen")
    assert visit.title[0].value.startswith("Handel: NPS is ")
    html = " ".join(str(each.proto.body) for each in visit.get("html"))
    assert "Month by month" not in html
    assert "Answers belong to no forum" in said(visit)


def test_a_cold_page_takes_eight_statements_and_a_warm_one_a_version_check(
    filled: Pages,
) -> None:
    visit = filled.open(SATISFACTION)
    filled.forget()
    with statements() as cold:
        visit.run()
    with statements() as warm:
        visit.run()
    assert 1 < len(cold[1:]) <= 8
    assert len(warm) == 1
    assert not [text for text in (*cold, *warm) if any(fact in text for fact in FACTS)]


@BOTH
def test_without_data_the_page_says_what_to_do(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    visit = Pages(monkeypatch, addresses["empty"]).open(SATISFACTION, lang=lang)
    begin = {"sv": "Börja med en dagordning.", "en": "Begin with an agenda."}[lang]
    assert visit.title[0].value == begin
    visit = Pages(monkeypatch, addresses["no_kpi"]).open(SATISFACTION, lang=lang)
    none = {"sv": "Inga svar från kunder ännu.", "en": "No answers from customers yet."}[lang]
    assert visit.title[0].value == none
    assert not visit.exception
    assert not visit.metric
    assert not charts(visit)


# 40 answers a month of each measure, half of them to a question on another scale.
MEASURES: list[Parts] = [
    ("csat_5", "a", 30, 40, None, 40),  # 75 of 100 gave one of the two best marks
    ("ces", "a", 200, 40, 1040, 40),  # marks that sum to 200: 5 on average
    ("ces_easy", "a", 30, 40, None, 40),
    ("nki", "a", 756, 40, 14400, 40),  # 756 / 40 steps of 27: 70 of 100
]


@pytest.mark.parametrize(
    ("lang", "measure", "title", "names"),
    [
        (
            "sv", "", "Nöjdheten är 75 procent, samma som för ett år sedan.", ["Nöjdheten"],
        ),
        ("en", "ces", "Ease is 5.0 of 7, the same as a year ago.", ["Ease", "Find it easy"]),
        ("sv", "nki", "NKI är 70,0, samma som för ett år sedan.", ["NKI"]),
        ("en", "csat_5", "Satisfaction is 75 percent, the same as a year ago.", ["Satisfaction"]),
    ],
)  # fmt: skip
def test_each_measure_stands_on_its_own_scale(
    tmp_path: Any,
    monkeypatch: pytest.MonkeyPatch,
    lang: str,
    measure: str,
    title: str,
    names: list[str],
) -> None:
    address = f"sqlite:///{tmp_path / 'measures.db'}"
    given(address, 30, MEASURES)
    pages = Pages(monkeypatch, address)
    visit = pages.open(SATISFACTION, lang=lang)
    if measure:
        visit.button_group(key="measure").set_value(measure).run()
    assert not visit.exception
    assert visit.title[0].value == title
    assert labels(visit) == names
    # The code of the measure that leads stays out of the address.
    chosen = {"measure": measure} if measure in ("ces", "nki") else {}
    assert codes(visit) == {"lang": lang} | chosen
    bands = {text for text in drawn(visit, 0) if text in ("Svagt under 60", "Starkt över 75")}
    assert len(bands) == (2 if measure == "nki" else 0)


def test_the_measure_survives_other_pages_and_stands_in_links(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path / 'kept.db'}"
    given(address, 30, MEASURES)
    pages = Pages(monkeypatch, address)
    visit = pages.open(SATISFACTION, lang="sv")
    visit.button_group(key="measure").set_value("ces").run()
    pages.turn(visit, OVERVIEW)
    assert codes(visit) == {"lang": "sv", "measure": "ces"}
    pages.turn(visit, SATISFACTION)
    assert visit.title[0].value.startswith("Enkelheten är ")
    visit.button_group(key="measure").set_value("csat_5").run()
    assert codes(visit) == {"lang": "sv"}
    for code, told in (("nki", "NKI är 70,0"), ("nps", "Nöjdheten är")):
        link = AppTest.from_file(str(MAIN), default_timeout=60)
        link.query_params["measure"] = code
        link.switch_page(SATISFACTION).run()
        assert link.title[0].value.startswith(told), "nobody here answered NPS"
        assert codes(link).get("measure") == ("nki" if code == "nki" else None)


@BOTH
def test_too_few_answers_are_counted_and_nothing_they_said_is_shown(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    address = f"sqlite:///{tmp_path / 'few.db'}"
    given(address, 2, [("nps", "", -4, 4, 4, 4)])  # two months of four detractors
    visit = Pages(monkeypatch, address).open(SATISFACTION, lang=lang)
    assert not visit.exception
    shown = {"sv": "NPS visas från 10 svar. Ni har 8.", "en": "NPS is shown from 10 answers. You "
             "have 8."}[lang]  # fmt: skip
    assert visit.title[0].value == shown
    assert visit.metric[0].value == "–"
    sent = said(visit) + "".join(chart.spec + chart.alt for chart in charts(visit))
    assert "−100" not in sent
    assert "100 %" not in sent
    assert "Kritiker" not in sent
    assert "Detractors" not in sent


def test_one_month_of_answers_is_a_page(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"sqlite:///{tmp_path / 'one.db'}"
    given(address, 1, [("nps", "", 5, 20, 11, 20)])  # 8 promoters, 3 detractors of 20
    visit = Pages(monkeypatch, address).open(SATISFACTION, lang="en", grain="month")
    assert not visit.exception
    assert visit.title[0].value == "NPS is 25, but on only 20 answers."
    assert [metric.value for metric in visit.metric] == ["25", "40%", "15%"]


def test_given_values_have_no_base_and_no_interval(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path / 'given.db'}"
    given(address, 30, [("nki", "", 71.5, None, None, None)])
    visit = Pages(monkeypatch, address).open(SATISFACTION, lang="en")
    assert not visit.exception
    assert visit.title[0].value == "NKI is 71.5, the same as a year ago."
    assert "given without a base" in said(visit)


def test_of_many_groups_twelve_are_drawn_and_all_stand_in_the_table(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path / 'many.db'}"
    groups = [f"g{n:02}" for n in range(15)]
    given(address, 12, [("nps", g, 3, 20 + n, 9, 20 + n) for n, g in enumerate(groups)], groups)
    visit = Pages(monkeypatch, address).open(SATISFACTION, lang="en")
    assert not visit.exception
    names = {text for text in drawn(visit, 2) if text.startswith("Grupp")}
    # The three with fewest answers are left to the table.
    assert names == {f"Grupp {group}" for group in groups[3:]}
    assert "The 12 groups with most answers of 15" in said(visit)
    assert len(visit.dataframe[0].value) == 15
