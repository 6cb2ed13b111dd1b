"""The pages without a browser: what they say, in both languages and in every state."""

import json
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from app_pages import AGENDA, OVERVIEW, Pages, charts, codes, said, statements, tabled
from kundagenda.database.schema import open_database
from kundagenda.database.state import bump_version
from kundagenda.texts.numbers import month
from metrics.periods import month_number
from metrics.tables import agenda_items, target_groups
from small_company import LAST_FULL_MONTH, fill_small_company, months_back

DECIDED_ON = agenda_items.c.id == 304
FACTS = ("survey_answers", "survey_invitations", "subscriptions", "purchases", "outcome_values")
BOTH = pytest.mark.parametrize("lang", ["sv", "en"])
EACH_PAGE = pytest.mark.parametrize("page", [OVERVIEW, AGENDA])


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the small company."""
    made = f"sqlite:///{tmp_path_factory.mktemp('pages') / 'filled.db'}"
    fill_small_company(made).dispose()
    return made


@pytest.fixture
def filled(address: str, monkeypatch: pytest.MonkeyPatch) -> Pages:
    return Pages(monkeypatch, address)


@BOTH
@EACH_PAGE
def test_a_page_opens_in_both_languages(filled: Pages, page: str, lang: str) -> None:
    visit = filled.open(page, lang=lang)
    assert not visit.exception
    assert not visit.error
    assert visit.title[0].value.endswith(".")
    assert codes(visit)["lang"] == lang


@pytest.mark.parametrize(
    ("lang", "labels"),
    [
        ("sv", ["Kundens andel", "På dagordningen", "NPS", "Kunder kvar"]),
        ("en", ["Customer share", "On the agenda", "NPS", "Customers kept"]),
    ],
)
def test_the_overview_has_four_figures(filled: Pages, lang: str, labels: list[str]) -> None:
    visit = filled.open(lang=lang)
    assert [metric.label for metric in visit.metric] == labels


def test_every_figure_has_definition_base_change_and_whether_it_is_chance(filled: Pages) -> None:
    visit = filled.open(lang="en")
    share, meetings, nps, kept = visit.metric
    # 16 meetings of five items in a year; customers on three meetings of four, one item each.
    assert (share.value, meetings.value) == (f"{100 * 12 / 80:.0f}%", f"{100 * 12 / 16:.0f}%")
    assert "12 of 80 items" in said(visit)
    assert "12 of 16 meetings" in said(visit)
    # Each month every score is given twice: five promoters and two detractors in ten.
    assert nps.value == str(100 * (5 - 2) // 10)
    assert "240 answers" in said(visit)
    assert kept.value == "100.0%"
    assert "52 of 52 customers" in said(visit)
    for metric in visit.metric:
        assert "The year before" in metric.help
        assert "Twelve months to" in metric.help
    assert meetings.proto.delta_description == "within chance"


@pytest.mark.parametrize(
    ("lang", "said_so"),
    [
        ("sv", "De senaste tolv månaderna, till och med "),
        ("en", "The last twelve months, to "),
    ],
)
def test_the_period_of_the_figures_stands_above_them(
    filled: Pages, lang: str, said_so: str
) -> None:
    visit = filled.open(lang=lang)
    assert f"{said_so}{month(month_number(LAST_FULL_MONTH), lang)}." in said(visit)


def test_only_a_broken_promise_is_red(filled: Pages) -> None:
    share, *others = filled.open(lang="en").metric
    assert (share.delta, share.proto.delta_description) == ("5", "below promise")
    assert share.proto.color == share.proto.RED
    assert {metric.proto.color for metric in others} == {share.proto.GRAY}


def test_a_text_from_the_data_is_shown_letter_by_letter(filled: Pages) -> None:
    assert r"**Kundens \*drifttid\* är vår första prioritet.**" in said(filled.open())


def test_the_picture_has_words_and_a_table_beside_it(filled: Pages) -> None:
    visit = filled.open(lang="en")
    [chart] = charts(visit)
    assert "customer’s share of items" in chart.alt
    assert "NPS" in chart.alt
    assert list(tabled(visit.table[0]).columns) == [
        "Period",
        "The customer’s share of items",
        "NPS (interval), answers",
        "Customers kept",
    ]
    assert len(tabled(visit.table[0])) == 12
    assert not chart.datasets, "data that are not in the layers cost time at every showing"
    assert "12/80" not in chart.spec
    assert json.loads(chart.spec)["layer"]


def test_the_agenda_has_strip_older_meetings_share_and_items(filled: Pages) -> None:
    visit = filled.open(AGENDA, lang="sv")
    assert len(charts(visit)) == 6
    assert visit.title[0].value == "Kunden var uppe på 12 av 16 möten det senaste året."
    items = visit.dataframe[0].value
    assert list(items.columns) == [
        *("Datum", "Nr", "Punkt", "Djup"),
        *("På grund av", "Hur säkert", "Minuter", "Forum"),
    ]
    assert len(items) == 5 + 5, "both forums met"


def test_the_items_of_any_month_can_be_asked_for(filled: Pages) -> None:
    visit = filled.open(AGENDA, lang="en")
    visit.selectbox(key="month").select_index(2).run()
    asked = months_back(3)[0]
    assert codes(visit)["month"] == f"{asked:%Y-%m}"
    shown = visit.dataframe[0].value["Date"]
    assert len(shown) >= 5
    assert {day.partition(" ")[2] for day in shown} == {f"{asked:%b %Y}"}


def test_a_confidential_title_is_never_sent(filled: Pages, address: str) -> None:
    secret = "Förvärvet av Klang"
    engine = open_database(address)
    with engine.begin() as connection:
        chosen = agenda_items.c.confidential.is_(True)
        connection.execute(
            sa.update(agenda_items).where(chosen).values(title=secret, level_because=secret)
        )
        connection.execute(sa.update(agenda_items).where(DECIDED_ON).values(confidential=True))
        bump_version(connection)
    engine.dispose()
    overview = filled.open(lang="sv")
    assert "Konfidentiell punkt" in said(overview)
    assert "Egen kundchef i väst" not in said(overview) + charts(overview)[0].spec
    visit = filled.turn(overview, AGENDA)
    assert "Konfidentiell punkt" in set(visit.dataframe[0].value["Punkt"])
    sent = visit.dataframe[0].value.to_csv() + "".join(chart.spec for chart in charts(visit))
    assert secret not in sent


@EACH_PAGE
def test_a_cold_page_takes_eight_statements_and_a_warm_one_a_version_check(
    filled: Pages, page: str
) -> None:
    visit = filled.open(page)
    filled.forget()
    with statements() as cold:
        visit.run()
    with statements() as warm:
        visit.run()
    # Opening the engine looks at the schema once in the life of a server.
    assert [text for text in cold if "alembic_version" in text] == cold[:1]
    assert 1 < len(cold[1:]) <= 8
    assert len(warm) == 1
    assert "state" in warm[0]
    assert not [text for text in (*cold, *warm) if any(fact in text for fact in FACTS)]


def test_new_figures_are_seen_at_once(filled: Pages, address: str) -> None:
    visit = filled.open()
    engine = open_database(address)
    with engine.begin() as connection:
        bump_version(connection)
    engine.dispose()
    with statements() as sent:
        visit.run()
    assert len(sent) > 1


VIEW = {"forum": "Styrelsen", "group": "handel", "months": "24", "grain": "month"}


@BOTH
def test_a_view_survives_pages_and_languages(filled: Pages, lang: str) -> None:
    visit = filled.open(lang=lang, **VIEW)
    assert codes(visit) == VIEW | {"lang": lang}
    filled.turn(visit, AGENDA)
    assert codes(visit) == VIEW | {"lang": lang}
    other = "en" if lang == "sv" else "sv"
    switch = visit.button_group(key="lang")
    switch.set_value(other).run()
    assert codes(visit) == VIEW | {"lang": other}
    filled.turn(visit, OVERVIEW)
    assert codes(visit) == VIEW | {"lang": other}


def test_a_link_shows_the_view_it_names(filled: Pages) -> None:
    visit = filled.open(lang="sv", **VIEW)
    # The board met in four months of the last twelve, five items each time: too few to divide.
    assert visit.metric[0].value == "4 av 20"
    assert "120 svar" in said(visit)
    assert "Dagordningen delas inte upp på kundgrupp" in said(visit)
    assert "Dagordningen delas inte upp på kundgrupp" in said(filled.turn(visit, AGENDA))


def test_codes_that_name_nothing_are_said_and_taken_out(filled: Pages) -> None:
    wrong = {"forum": "Styrelse", "group": "<script>", "months": "7", "grain": "week", "lang": "xx"}
    visit = filled.open(**wrong)
    assert not visit.exception
    assert "”Styrelse” i adressen finns inte här." in said(visit)
    assert codes(visit) == {"lang": "sv"}


def test_defaults_stay_out_of_the_address(filled: Pages) -> None:
    assert codes(filled.open(months="60", grain="quarter")) == {"lang": "sv"}


def test_a_choice_can_be_widened_to_all_again(filled: Pages) -> None:
    visit = filled.open(AGENDA, lang="en", forum="Ledningsgruppen")
    assert codes(visit)["forum"] == "Ledningsgruppen"
    visit.selectbox(key="forum").set_value("").run()
    assert "forum" not in codes(visit)
    assert visit.selectbox(key="forum").value == ""


def test_a_cell_of_a_table_is_shown_letter_by_letter_and_asks_no_other_host(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "named.db"
    shutil.copy(address.removeprefix("sqlite:///"), copy)
    engine = open_database(f"sqlite:///{copy}")
    with engine.begin() as connection:
        name = "![x](https://example.org/x.png) **Handel** [mer](https://example.org)"
        connection.execute(sa.update(target_groups).values(name=name))
        bump_version(connection)
    engine.dispose()
    visit = Pages(monkeypatch, f"sqlite:///{copy}").open(AGENDA, lang="en")
    sent = [str(cell) for table in visit.table for cell in table.value.to_numpy().ravel()]
    [first, *_] = [cell for cell in sent if "Handel" in cell]
    assert first.startswith(r"!\[x\]\(https\://example.org/x.png\) \*\*Handel\*\* \[mer\]")
