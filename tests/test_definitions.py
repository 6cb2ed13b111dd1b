"""The page Definitions: every figure in both languages, with its latest value."""

import os
import re
import sys
from subprocess import run
from urllib.parse import quote

import pytest

from app_pages import MAIN, Pages, codes, said, statements
from definition_entries import PAGE, entries, shown
from kundagenda.database.schema import open_database
from kundagenda.texts.catalogue import translations
from kundagenda.texts.definition_words import (
    FAMILIES,
    INTERVALS,
    SPLITS,
    UNITS,
    counted,
    words_of_source,
)
from kundagenda.texts.measures import COUNTED
from kundagenda.texts.numbers import NO_BREAK, period
from metrics import CATALOGUE, FIGURES, METRICS
from metrics.definition import Family, Interval, Unit
from metrics.outcomes import outcome
from metrics.periods import Grain, month_number
from metrics.tables import kpi_monthly
from small_company import LAST_FULL_MONTH, fill_small_company
from tables import insert_rows

ALWAYS = (*CATALOGUE.values(), *FIGURES)
each_figure = pytest.mark.parametrize(
    "figure", [*ALWAYS, outcome("uptime")], ids=lambda figure: figure.key
)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A database with the small company."""
    made = f"sqlite:///{tmp_path_factory.mktemp('definitions') / 'filled.db'}"
    fill_small_company(made).dispose()
    return made


@pytest.fixture
def filled(address, monkeypatch):
    return Pages(monkeypatch, address)


@each_figure
def test_every_figure_has_swedish_words(figure):
    known = translations("sv")._catalog
    parts = [part for part, is_words in words_of_source(figure.source) if is_words]
    texts = [figure.definition, figure.formula, *parts]
    if not figure.key.startswith("outcome:"):  # the company's own name for it
        texts.append(figure.label)
    assert [text for text in texts if text not in known] == []
    bases = [figure.base, *([UNITS[figure.unit]] if figure.unit in COUNTED else [])]
    plurals = [(counted(base)[0], n) for base in bases for n in (0, 1)]
    assert [plural for plural in plurals if plural not in known] == []


def test_units_intervals_splits_and_families_have_swedish_words():
    known = translations("sv")._catalog
    texts = [*FAMILIES.values(), *UNITS.values(), *INTERVALS.values(), *SPLITS.values()]
    assert [text for text in texts if text not in known] == []
    assert (set(FAMILIES), set(UNITS), set(INTERVALS)) == (set(Family), set(Unit), set(Interval))
    assert {split for figure in ALWAYS for split in figure.splits} <= set(SPLITS)


@each_figure
def test_a_base_is_a_plural_that_can_be_one(figure):
    one, many = counted(figure.base)
    assert one != many == "{count} " + figure.base


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_every_figure_stands_there_with_all_that_it_says_of_itself(filled, lang):
    visit = filled.open(PAGE, lang=lang)
    assert not visit.exception
    assert visit.title[0].value.endswith(".")
    assert codes(visit)["lang"] == lang
    told, found = translations(lang).gettext, entries(visit)
    assert set(METRICS) < set(ALWAYS)
    assert set(found) == {figure.key for figure in ALWAYS}
    for each in ALWAYS:
        for text in (told(each.label), told(each.definition)):
            assert text.replace(NO_BREAK, " ") in found[each.key]
        last = re.split(r" [-x/] | m-", told(each.formula))[-1]
        assert last in found[each.key]
        assert told(UNITS[each.unit]) in found[each.key]
        assert told(INTERVALS[each.interval]) in found[each.key]


@pytest.mark.parametrize(
    ("lang", "formula", "source"),
    [
        ("en", "100 × (promoters − detractors) / answers", "interval: Rocks 2016"),
        ("sv", "100 × (ambassadörer − kritiker) / svar", "intervall: Rocks 2016"),
    ],
)
def test_a_formula_has_true_signs_and_a_source_its_words(filled, lang, formula, source):
    found = entries(filled.open(PAGE, lang=lang))
    assert formula in found["nps"]
    assert source in found["nps"]
    assert "Reichheld 2003, Harvard Business Review" in found["nps"]
    assert "m−12" in found["grr"]


def test_values_are_of_twelve_months_with_their_base(filled):
    found = entries(filled.open(PAGE, lang="en"))
    to = period(month_number(LAST_FULL_MONTH), Grain.MONTH, "en")
    # 16 meetings of five items in a year; customers on three of four, one item each.
    assert f"15% likely 9–24% 80 items 12 months to {to}" in found["customer_item_share"]
    assert "16 meetings, few" in found["customer_meeting_share"]
    # Each month every score is given twice: five promoters and two detractors in ten.
    assert re.search(rf"\b{100 * (5 - 2) // 10} likely \d+–\d+ 240 answers", found["nps"])
    assert "0.0% likely 0.0–" in found["logo_churn"]
    assert "52 customers 12 months to" in found["logo_churn"]
    assert "no figures yet" in found["csat_7"]


def test_figures_from_month_to_month_are_of_one_month_and_count_nobody_twice(filled):
    found = entries(filled.open(PAGE, lang="en"))["logo_churn_month"]
    assert "52 customers" in found
    assert f"12 months to {LAST_FULL_MONTH.year}" not in found
    assert f"{LAST_FULL_MONTH:%B} {LAST_FULL_MONTH.year}" in found


def test_the_page_asks_for_all_values_in_few_statements_and_keeps_them(filled):
    visit = filled.open(lang="en")
    with statements() as sent:
        filled.turn(visit, PAGE)
    values = [statement for statement in sent if "kpi_monthly" in statement]
    assert len(values) == 3  # the names of outcomes, the parts, and those by segment
    # Whether the figures have changed; meetings, actions, decisions, initiatives, and verdicts.
    assert len(sent) - len(values) == 1 + 5
    for table in ("subscriptions", "survey_answers", "purchases", "outcome_values"):
        assert not any(table in statement for statement in sent)
    with statements() as again:
        visit.run()
    assert len(again) == 1  # whether the figures have changed


def test_the_metric_that_a_link_names_is_marked_and_brought_into_view(filled):
    visit = filled.open(PAGE, lang="en", metric="grr")
    assert re.findall(r'id="metric-(\w+)" class="ka-metric ka-here"', shown(visit)) == ["grr"]
    scripts = [html.proto.body for html in visit.get("html") if "scrollIntoView" in html.proto.body]
    assert len(scripts) == 1
    assert codes(visit)["metric"] == "grr"


def test_a_link_to_no_metric_is_said_and_never_written_into_the_page(filled):
    visit = filled.open(PAGE, lang="en", metric="<b>nothing")
    assert "in the address is not known here" in said(visit)
    everything = "".join(html.proto.body for html in visit.get("html"))
    assert "<b>nothing" not in everything
    assert "scrollIntoView" not in everything


def test_a_database_without_figures_still_has_every_definition(tmp_path, monkeypatch):
    empty = f"sqlite:///{tmp_path / 'empty.db'}"
    open_database(empty).dispose()
    visit = Pages(monkeypatch, empty).open(PAGE, lang="sv")
    found = entries(visit)
    assert len(found) == len(ALWAYS)
    assert all("– inga tal än" in text for text in found.values())


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("nps, 6, 6, 6, 6, survey", "– 6 answers, shown from 10 12 months to"),
        ("nps, 10, 10, 10, 10, survey", "100 likely 48–100 10 answers, few 12 months to"),
        ("grr, 0.912, , , , given", "91.2% given without a base 12 months to"),
        ("customer_minute_share, 0.25, , , , given", "25% given without a base 12 months to"),
        ("outcome:days, 34.5, 1, , 1, outcome", "34.5 1 observation, few 12 months to"),
        ("outcome:loss, 0.0345, 1, , 1, outcome", "0.035 1 observation, few 12 months to"),
        ("level_fix, 0, 0, , 0, agenda", "– nothing to count in these months 12 months to"),
        ("customer_item_share, 1, 500, , 500, agenda", "under 1% likely 0–1% 500 items"),
        ("customer_item_share, 499, 500, , 500, agenda", "over 99% likely 99–100% 500 items"),
        ("customer_item_share, 0, 1, , 1, agenda", "0% likely 0–79% 1 item, few"),
        ("logo_churn, 1, 5000, , 5000, retention", "under 0.1% likely 0.0–0.1% 5,000 customers"),
        ("position_index, 0.5, 2, 0.25, 2, agenda", "0.25 likely 0.00–1.00 2 customer items, few"),
    ],
)
def test_a_value_says_what_it_is_worth_or_why_there_is_none(tmp_path, monkeypatch, row, expected):
    address = f"sqlite:///{tmp_path / 'row.db'}"
    engine = open_database(address)
    names = ("metric", "numerator", "denominator", "squares", "base", "source")
    parts = dict(zip(names, (part or None for part in row.split(", ")), strict=True))
    for name in names[1:5]:
        parts[name] = None if parts[name] is None else float(parts[name])
    insert_rows(engine, kpi_monthly, [parts | {"month": month_number(LAST_FULL_MONTH)}])
    engine.dispose()
    found = entries(Pages(monkeypatch, address).open(PAGE, lang="en"))
    assert expected in found[quote(parts["metric"], safe="")]


def test_a_name_that_the_company_gave_is_shown_letter_by_letter(tmp_path, monkeypatch):
    address = f"sqlite:///{tmp_path / 'own.db'}"
    engine = open_database(address)
    month = month_number(LAST_FULL_MONTH)
    rows = [{"metric": f"outcome:{name}", "month": month} for name in ("a <b> {x}", "share", " ")]
    value = {"numerator": 2.0, "denominator": 1.0, "base": 1, "source": "outcome"}
    insert_rows(engine, kpi_monthly, [row | value for row in rows])
    engine.dispose()
    visit = Pages(monkeypatch, address).open(PAGE, lang="sv", metric="outcome:a <b> {x}")
    assert not visit.exception
    assert "A &lt;b&gt; {x}</h3>" in shown(visit)
    assert "<b> {x}" not in shown(visit)
    assert "Share</h3>" in shown(visit)  # not "andel", the word of ours
    assert len(entries(visit)) == len(ALWAYS) + 2  # one without a name is nobody's
    assert "Vad kunder får" in shown(visit)
    assert len(re.findall("ka-metric ka-here", shown(visit))) == 1


def test_a_family_without_figures_has_no_heading(filled):
    assert "What customers get" not in shown(filled.open(PAGE, lang="en"))


def test_the_page_waits_for_no_statistics_library(address):
    asked = f"""
import sys
from streamlit.testing.v1 import AppTest
visit = AppTest.from_file({str(MAIN)!r}, default_timeout=60).run().switch_page({PAGE!r}).run()
assert not visit.exception and visit.title[0].value.startswith(("Vad varje", "What each"))
print(*{{name.split(".")[0] for name in sys.modules}})
"""
    environment = os.environ | {"KUNDAGENDA_DATABASE_URL": address}
    done = run(
        [sys.executable, "-c", asked], check=True, capture_output=True, text=True, env=environment
    )
    loaded = done.stdout.split()
    assert "metrics" in loaded
    assert not {"scipy", "statsmodels", "sklearn"} & set(loaded)
