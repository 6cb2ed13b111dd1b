"""The Outcomes page without a browser: its finding, pictures, targets and states."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app_pages import MAIN, Pages, charts, codes, said, statements, tabled
from drawn_charts import texts
from kundagenda.database.schema import open_database
from kundagenda.texts.numbers import month
from metrics.periods import month_number
from outcome_company import outcome_company
from small_company import fill_small_company, months_back

PAGE = "../../pages/outcomes.py"
BOTH = pytest.mark.parametrize("lang", ["sv", "en"])
GROUPS = """
industri  uptime
handel    margin
kommuner  uptime
skolor    -
gruvor    delivery_precision
"""
VALUES = """
uptime  industri .97
uptime  kommuner .99
margin  handel   .06
uptime  handel   .96
days    industri 30
"""
AIMS = """
outcome:uptime industri .98
outcome:uptime kommuner .98
outcome:margin handel   .05
outcome:days   industri 28
nps            -        30
logo_churn     -        .10
nps            handel   90
recency        -        30
"""
FACTS = ("survey_answers", "survey_invitations", "subscriptions", "purchases", "outcome_values")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small company, without outcomes."""
    made = tmp_path_factory.mktemp("outcomes") / "template.db"
    fill_small_company(f"sqlite:///{made}").dispose()
    return made


@pytest.fixture(scope="module")
def address(template: Path) -> str:
    return outcome_company(template, template.with_name("filled.db"), GROUPS, VALUES, AIMS)


@pytest.fixture
def filled(address: str, monkeypatch: pytest.MonkeyPatch) -> Pages:
    return Pages(monkeypatch, address)


def shown(lang: str = "en", **address: str) -> AppTest:
    """The page as a link opens it, without any other page before."""
    visit = AppTest.from_file(str(MAIN), default_timeout=60)
    for name, code in (address | {"lang": lang}).items():
        visit.query_params[name] = code
    return visit.switch_page(PAGE).run()


Opening = Callable[..., AppTest]


@pytest.fixture
def opened(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opening:
    """Opens the page in English on a company made of tables."""

    def opening(*told: str, **more: Any) -> AppTest:
        address = outcome_company(template, tmp_path / "one.db", *told, **more)
        Pages(monkeypatch, address)
        visit = shown()
        assert not visit.exception
        return visit

    return opening


def aims(visit: AppTest) -> dict[str, tuple[str, str, str]]:
    """Now, target and status by figure, as the table shows them."""
    table = tabled(visit.table[-1])
    rows = [[str(cell).replace("\\", "") for cell in row] for row in table.to_numpy()]
    return {row[0]: (row[1], row[2], row[3].replace("\u00a0", " ")) for row in rows}


@BOTH
def test_the_title_counts_the_groups_that_get_what_is_aimed_at(filled: Pages, lang: str) -> None:
    visit = shown(lang)
    assert not visit.exception
    assert not visit.error
    # Kommuner .99 of .98 and handel .06 of .05, industri .97 of .98; the other two have none.
    wanted = {
        "sv": "Två av tre grupper får det ni siktar på.",
        "en": "Two of three groups get what you aim at.",
    }
    assert visit.title[0].value == wanted[lang]


@BOTH
def test_groups_without_outcome_or_figure_are_named(filled: Pages, lang: str) -> None:
    words = said(shown(lang))
    lacking, silent = {
        "sv": ("Ännu inget mått i kundens egna termer: skolor.",
               "Ingen siffra de senaste tolv månaderna: gruvor."),
        "en": ("No outcome in the customer’s own terms yet: skolor.",
               "No figure in the last twelve months: gruvor."),
    }[lang]  # fmt: skip
    assert lacking in words
    assert silent in words


def test_every_group_has_a_line_with_its_value_and_target_misses_first(filled: Pages) -> None:
    visit = shown()
    small = charts(visit)[0]
    assert {"industri", "Uptime", "97.0%", "12 months, target 98.0%, not reached"} <= texts(
        json.loads(small.spec)
    )
    table = tabled(visit.table[0])
    assert list(table["Customer group"]) == ["industri", "handel", "kommuner"]
    assert list(table["Status"].str.replace("\u00a0", " ")) == [
        *("Not reached", "Reached", "Reached"),
    ]
    assert "industri: uptime. The last twelve months: 97.0%, target 98.0%" in small.alt


def test_every_target_has_its_rule_status_and_owner(filled: Pages) -> None:
    visit = shown()
    found = aims(visit)
    assert found["Uptime, industri"] == ("97.0%", "at least 98.0%", "Not reached")
    assert found["Uptime, kommuner"] == ("99.0%", "at least 98.0%", "Reached")
    assert found["Days, industri"] == ("30.0", "28.0", "Direction not known")
    # Five promoters and two detractors in ten are 30, and 30 is aimed at.
    value, target, status = found["NPS"]
    assert value.startswith("30 (")
    assert (target, status) == ("at least 30", "Within chance")
    # None of the 52 customers of a year ago has left; 90 of those in retail is out of reach.
    assert found["Customers who left in a year"][1:] == ("at most 10.0%", "Reached")
    assert found["NPS, handel"][2] == "Not reached"
    assert found["recency"] == ("–", "30.00", "No figure")
    assert set(tabled(visit.table[-1])["Owner"]) == {"Chef"}
    assert set(tabled(visit.table[-1])["Since"]) == {"1 Jan 2020"}
    assert said(visit).count("Within chance: the target lies inside the interval") == 1


def test_nothing_on_the_page_is_red(filled: Pages) -> None:
    visit = shown()
    small = json.dumps(json.loads(charts(visit)[0].spec))
    assert "#9E1030" not in small
    assert ":red" not in said(visit)


def test_one_outcome_is_shown_large_with_what_happened(filled: Pages) -> None:
    visit = shown(outcome="uptime/industri")
    assert codes(visit)["outcome"] == "uptime/industri"
    assert "**industri\\: uptime.**" in said(visit)
    large, beside = charts(visit)
    assert "Customer becomes priority" in texts(json.loads(large.spec))
    assert "Target 98%" in texts(json.loads(large.spec))
    assert "Uptime, target 98% dashed" in texts(json.loads(beside.spec))
    visit.selectbox(key="outcome").set_value("all").run()
    assert "outcome" not in codes(visit)
    assert "**What each group gets.**" in said(visit)


def test_an_outcome_that_is_not_here_is_said_to_be_unknown(filled: Pages) -> None:
    visit = shown(outcome="uptime/nowhere")
    assert not visit.exception
    assert "“uptime/nowhere” in the address is not known here." in said(visit)
    assert "**What each group gets.**" in said(visit)


def test_what_is_earned_stands_beside_attention_unasked(filled: Pages) -> None:
    visit = shown(lang="sv")
    beside = charts(visit)[1]
    assert "**Uppmärksamheten överst, handel\\: marginal underst.**" in said(visit)
    assert {"Kundens andel av punkterna", "Marginal, mål 5\u00a0% streckat"} <= texts(
        json.loads(beside.spec)
    )
    table = tabled(visit.table[1])
    assert list(table.columns)[1] == "Kundens andel av punkterna"
    assert table.iloc[0, 2].startswith("6,0\u00a0%")


def test_a_group_in_view_has_its_own_outcome_and_targets_alone(filled: Pages) -> None:
    visit = shown(group="kommuner")
    assert not visit.exception
    assert visit.title[0].value == "kommuner get what you aim at."
    assert set(aims(visit)) == {"Uptime, kommuner"}
    assert "The agenda is not split by customer group" in said(visit)


def test_a_cold_page_takes_eight_statements_and_a_warm_one_a_version_check(filled: Pages) -> None:
    visit = shown()
    filled.forget()
    with statements() as cold:
        visit.run()
    with statements() as warm:
        visit.run()
    assert [text for text in cold if "alembic_version" in text] == cold[:1]
    assert 1 < len(cold[1:]) <= 8
    assert len(warm) == 1
    assert not [text for text in (*cold, *warm) if any(fact in text for fact in FACTS)]


@BOTH
def test_a_company_without_outcomes_is_told_how_to_begin(
    template: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    Pages(monkeypatch, f"sqlite:///{template}")
    visit = shown(lang)
    assert not visit.exception
    wanted = {"sv": "Vad kunderna får mäts inte ännu.",
              "en": "What customers get is not measured yet."}  # fmt: skip
    assert visit.title[0].value == wanted[lang]
    assert not charts(visit)
    assert {"sv": "Här är inget mål satt ännu.", "en": "No target is set here yet."}[lang] in said(
        visit
    )
    assert "Handel, Industri." in said(visit), "the groups without an outcome"


@BOTH
def test_an_empty_database_asks_for_an_agenda(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    address = f"sqlite:///{tmp_path / 'empty.db'}"
    open_database(address).dispose()
    Pages(monkeypatch, address)
    visit = shown(lang)
    assert visit.title[0].value == {
        "sv": "Börja med en dagordning.", "en": "Begin with an agenda."}[lang]  # fmt: skip


# groups, values, targets, and the title in English
TITLES = {
    "all": ("a uptime\nb uptime", "uptime a .99\nuptime b .99",
            "outcome:uptime a .9\noutcome:uptime b .9", "All two groups get what you aim at."),
    "none": ("a uptime\nb uptime", "uptime a .8\nuptime b .8",
             "outcome:uptime a .9\noutcome:uptime b .9",
             "None of the two groups gets what you aim at."),
    "one of two": ("a uptime\nb uptime", "uptime a .8\nuptime b .95",
                   "outcome:uptime a .9\noutcome:uptime b .9",
                   "One of two groups gets what you aim at."),
    "only one": ("a uptime", "uptime a .8", "outcome:uptime a .9",
                 "a do not get what you aim at yet."),
    "no target": ("a uptime", "uptime a .8", "",
                  "No target can be held against what customers get yet."),
    "no direction": ("a days", "days a 3", "outcome:days a 2",
                     "No target can be held against what customers get yet."),
    "no groups": ("", "uptime - .95\nmargin - .1", "outcome:uptime - .9\noutcome:margin - .2",
                  "One of two targets for what customers get are reached."),
}  # fmt: skip


@pytest.mark.parametrize("case", TITLES)
def test_the_title_says_what_there_is_to_say(opened: Opening, case: str) -> None:
    *told, title = TITLES[case]
    visit = opened(*told)
    assert visit.title[0].value == title


def test_values_without_base_and_of_one_month_are_shown_as_given(opened: Opening) -> None:
    visit = opened("a uptime\nb uptime", "uptime a 97\nuptime b 98", "outcome:uptime a 98",
                   months=1, base=None)  # fmt: skip
    # In percent already: never multiplied by a hundred.
    given = "97.0, given without a base"
    assert aims(visit)["Uptime, a"] == (given, "at least 98.0", "Not reached")
    assert "No target yet: b." in said(visit)


def test_few_observations_are_said_to_be_few(opened: Opening) -> None:
    visit = opened("a uptime", "uptime a .97", "outcome:uptime a .98", base=2)
    assert aims(visit)["Uptime, a"][0] == "97.0%, few", "24 of them, and 30 are sure"


def test_an_outcome_that_stopped_a_year_ago_is_said_to_be_silent(opened: Opening) -> None:
    visit = opened("a uptime", "uptime a .97", "outcome:uptime a .98", ended=12)
    assert visit.title[0].value == "No figure in the last year on what customers get."
    newest = month(month_number(months_back(13)[0]), "en")
    assert f"No figure in the last twelve months: a \\(latest {newest}\\)." in said(visit)
    assert aims(visit)["Uptime, a"] == ("–", "at least 98.0%", "No figure")


def test_many_groups_with_long_names_are_drawn_in_part_and_listed_whole(opened: Opening) -> None:
    codes = [f"kommunalförbund_nummer_{n}_med_ett_mycket_långt_namn" for n in range(60)]
    groups = "\n".join(f"{code} uptime" for code in codes)
    values = "\n".join(f"uptime {code} .{90 + n % 10}" for n, code in enumerate(codes))
    targets = "\n".join(f"outcome:uptime {code} .95" for code in codes[:40])
    visit = opened(groups, values, targets)
    assert visit.title[0].value == "20 of 40 groups get what you aim at."
    assert "12 of 60 are drawn, missed targets first" in said(visit)
    assert "and 15 more" in said(visit), "those without a target, five of them named"
    assert len(visit.dataframe[0].value) == 40
    names = [text for text in texts(json.loads(charts(visit)[0].spec)) if "nummer" in text]
    assert names
    assert max(map(len, names)) <= 32


def test_a_name_from_the_data_is_shown_letter_by_letter(opened: Opening) -> None:
    visit = opened("*x* uptime\n[b](c) uptime\nc -",
                   "uptime *x* .97\nuptime [b](c) .97", "outcome:uptime *x* .98")  # fmt: skip
    assert visit.title[0].value == r"\*x\* do not get what you aim at yet."
    assert r"No target yet: \[b\]\(c\)." in said(visit)
    assert r"Uptime, \*x\*" in set(visit.table[-1].value["Figure"])
