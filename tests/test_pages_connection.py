"""The page on order in time: its verdict first, its evidence, and every state of it."""

import json
from typing import Any

import pytest
import sqlalchemy as sa

from app_pages import Pages, charts, said, statements, tabled
from kundagenda.database.schema import open_database
from kundagenda.database.state import bump_version
from metrics.tables import verdicts
from small_company import FORUMS, fill_small_company

CONNECTION = "../../pages/connection.py"
BOTH = pytest.mark.parametrize("lang", ["sv", "en"])
LIMIT = 0.46


def way(status: str, r: float, reverse: dict[str, Any] | None = None) -> dict[str, Any]:
    """One direction as it is stored, its strongest shift at three months."""
    shifts = [
        {"lag": lag, "r": r if lag == 3 else 0.05, "df": 40, "limit": LIMIT} for lag in range(1, 7)
    ]
    return {
        "status": status, "n": 60, "missing": 0, "directions": 2, "lag": 3, "lag_range": [2, 4],
        "r": r, "p_familywise": 0.01, "detectable_r": 0.55, "df": 40, "alpha": 0.05,
        "reverse": reverse, "shifts": shifts, "same_month": 0.1,
    }  # fmt: skip


EARLY = {
    "status": "not_enough_data", "n": 14, "missing": 0, "directions": 2, "reason": "too_few_months",
}  # fmt: skip
QUIET = way("no_evidence", 0.1, way("no_evidence", 0.2))


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Databases of the small company, one of them without figures from customers."""
    folder = tmp_path_factory.mktemp("connection")
    made = {name: f"sqlite:///{folder / name}.db" for name in ("filled", "no_kpi", "empty")}
    fill_small_company(made["filled"]).dispose()
    fill_small_company(made["no_kpi"], 6, kpi=False).dispose()
    return made


def opened(address: str, monkeypatch: pytest.MonkeyPatch, nps: dict[str, Any], **codes: str) -> Any:
    """The page where the verdict on NPS is the given one, and the other is still early."""
    engine = open_database(address)
    told = sa.update(verdicts).where(verdicts.c.kind == "lead")
    with engine.begin() as connection:
        for against, detail in (("nps", nps), ("logo_churn_month", EARLY)):
            values = {"status": detail["status"], "detail": json.dumps(detail)}
            done = connection.execute(told.where(verdicts.c.against == against).values(**values))
            assert done.rowcount
        bump_version(connection)
    engine.dispose()
    return Pages(monkeypatch, address).open(CONNECTION, **codes)


@BOTH
def test_a_signal_is_told_with_its_lag_and_as_order_and_not_cause(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    nps = way("signal", 0.57, way("no_evidence", 0.1))
    visit = opened(addresses["filled"], monkeypatch, nps, lang=lang)
    assert not visit.exception
    title = {
        "sv": "Först mer kund på dagordningen, sedan var NPS oftast högre.",
        "en": "First more customer on the agenda, then NPS was usually higher.",
    }[lang]
    assert visit.title[0].value == title
    assert "2–4" in said(visit)
    assert {"sv": "inte orsak", "en": "not cause"}[lang] in said(visit)
    assert not visit.get("progress")
    shifts, series = charts(visit)
    assert {"sv": "0,57", "en": "0.57"}[lang] in shifts.spec
    assert {"sv": "utanför", "en": "beyond"}[lang] in shifts.alt
    assert "NPS" in series.alt


@BOTH
def test_no_sign_is_told_with_the_months_still_needed_and_what_it_does_not_mean(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    visit = opened(addresses["filled"], monkeypatch, QUIET, lang=lang)
    assert not visit.exception
    title = {
        "sv": "Ännu inget tecken på att NPS följer dagordningen.",
        "en": "No sign yet that NPS follows the agenda.",
    }[lang]
    assert visit.title[0].value == title
    [progress] = visit.get("progress")
    assert progress.proto.text.startswith({"sv": "60 av ", "en": "60 of "}[lang])
    means = {"sv": "Det betyder inte att", "en": "It does not mean that"}[lang]
    assert means in said(visit)


@BOTH
def test_too_few_months_show_how_far_it_is_and_the_series_meanwhile(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    visit = opened(addresses["filled"], monkeypatch, EARLY, lang=lang)
    assert not visit.exception
    so_far = {"sv": "14 av 36 månader.", "en": "14 of 36 months."}[lang]
    assert visit.title[0].value.endswith(so_far)
    [progress] = visit.get("progress")
    assert progress.proto.value == 100 * 14 // 36
    [series] = charts(visit)
    assert "NPS" in series.alt


def test_a_verdict_of_an_earlier_version_shows_the_series_instead_of_its_shifts(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def bare(detail: dict[str, Any]) -> dict[str, Any]:
        return {k: v for k, v in detail.items() if k not in ("shifts", "same_month", "reverse")}

    old = bare(QUIET) | {"reverse": bare(QUIET["reverse"])}
    visit = opened(addresses["filled"], monkeypatch, old, lang="en")
    assert not visit.exception
    assert len(charts(visit)) == 1
    assert "once the verdict is computed anew" in said(visit)


def test_the_table_asks_every_pair_each_way_and_says_why_there_is_no_answer(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = opened(addresses["filled"], monkeypatch, QUIET, lang="en")
    [table] = [each for each in map(tabled, visit.table) if each.columns[0] == "First, then"]
    assert list(table.iloc[:, 0]) == [
        "The agenda, then NPS", "NPS, then the agenda", "The agenda, then customers kept",
    ]  # fmt: skip
    assert list(table.iloc[:, 1]) == ["No sign yet", "No sign yet", "Too few months"]
    assert table.iloc[2, 2] == str(36 - 14)


def test_a_choice_that_does_not_apply_to_the_verdict_is_told_there(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = opened(addresses["filled"], monkeypatch, QUIET, lang="en")
    narrowed = opened(addresses["filled"], monkeypatch, QUIET, lang="en", forum=FORUMS[0])
    note = "The verdict is for the whole company"
    assert note not in said(whole)
    assert note in said(narrowed)
    assert narrowed.title[0].value == whole.title[0].value


@pytest.mark.parametrize("grain", ["month", "quarter", "year", "rolling12"])
@pytest.mark.parametrize("months", ["12", "120"])
def test_every_step_and_length_is_drawn(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch, grain: str, months: str
) -> None:
    visit = opened(addresses["filled"], monkeypatch, QUIET, lang="sv", grain=grain, months=months)
    assert not visit.exception
    assert len(charts(visit)) == 2


@BOTH
@pytest.mark.parametrize("state", ["no_kpi", "empty"])
def test_without_figures_from_customers_the_page_says_what_it_waits_for(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch, state: str, lang: str
) -> None:
    visit = Pages(monkeypatch, addresses[state]).open(CONNECTION, lang=lang)
    assert not visit.exception
    starts = {
        ("no_kpi", "sv"): "Frågan väntar", ("no_kpi", "en"): "The question waits",
        ("empty", "sv"): "Börja med", ("empty", "en"): "Begin with",
    }  # fmt: skip
    assert visit.title[0].value.startswith(starts[state, lang])
    assert not visit.table


def test_a_warm_page_sends_one_statement_and_a_cold_one_at_most_eight(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = Pages(monkeypatch, addresses["filled"])
    visit = pages.open(CONNECTION, lang="sv")
    pages.forget()
    with statements() as cold:
        visit.run()
    with statements() as warm:
        visit.run()
    # Opening the engine looks at the schema once in the life of a server.
    assert 1 < len([text for text in cold if "alembic_version" not in text]) <= 8
    assert len(warm) == 1
