"""The page Data with files of figures: recognised, changed by hand, brought in."""

from datetime import date

from app_pages import Pages, said
from data_page import (
    AGENDA_FILE,
    BOTH,
    DATA,
    FIGURES,
    address,
    empty,
    file,
    lay,
    pages,
    press,
    rows,
)
from kundagenda.database.tables import imports
from metrics.tables import kpi_monthly, meetings

__all__ = ["address", "empty", "pages"]  # the fixtures


@BOTH
def test_a_table_of_figures_is_recognised_and_its_columns_can_be_changed(
    pages: Pages, address: str, lang: str
) -> None:
    visit = lay(pages.open(DATA, lang=lang), file("nki.csv", FIGURES))
    kind, month, nki, answers = visit.selectbox[-4:]
    assert kind.value == "kpi_monthly"
    assert (month.value, nki.value, answers.value) == ("month", "nki", "base")
    assert {"sv": "2 rader är nya.", "en": "2 rows are new."}[lang] in said(visit)
    first = visit.dataframe[0].value
    assert {"sv": "71,2", "en": "71.2"}[lang] in first.iloc[0].tolist()
    nki.set_value("csat_10").run()
    assert visit.selectbox[-2].value == "csat_10"
    press(visit, {"sv": "Läs in", "en": "Bring in"}[lang])
    assert {row[0] for row in rows(address, kpi_monthly.c.metric)} == {"csat_10"}
    [(path,)] = rows(address, imports.c.path)
    assert path == "nki.csv"
    press(visit, {"sv": "Ångra", "en": "Undo"}[lang])
    assert rows(address, kpi_monthly.c.metric) == []


def test_a_choice_that_was_kept_is_made_again(pages: Pages) -> None:
    visit = lay(pages.open(DATA, lang="en"), file("nki 2025-02.csv", FIGURES))
    visit.selectbox[-2].set_value("csat_10").run()
    press(visit, "Bring in")
    more = FIGURES.replace("2025-0", "2025-1")
    lay(visit, file("nki 2025-11.csv", more))
    assert visit.selectbox[-2].value == "csat_10"
    assert "As you said the last time." in said(visit)


def test_two_columns_for_one_are_refused(pages: Pages) -> None:
    visit = lay(pages.open(DATA, lang="sv"), file("nki.csv", FIGURES))
    visit.selectbox[-1].set_value("nki").run()
    [error] = visit.error
    assert "Två kolumner, 'NKI' och 'Antal svar', är tagna för" in error.value


def test_a_survey_without_a_day_asks_for_it(pages: Pages, address: str) -> None:
    answers = "Kundnr;Skulle du rekommendera oss? (0-10)\nk1;9\nk2;3\nk3;10\nk4;8\nk5;0\n"
    visit = lay(pages.open(DATA, lang="sv"), file("enkät.csv", answers))
    assert visit.selectbox[-3].value == "survey_answers"
    assert "- Säg vilken dag svaren kom." in said(visit)
    visit.date_input[0].set_value(date(2025, 5, 20)).run()
    assert "Säg vilken dag" not in said(visit)
    assert "5 rader är nya." in said(visit)


def test_figures_and_agendas_lie_side_by_side_until_both_are_in(pages: Pages, address: str) -> None:
    visit = lay(pages.open(DATA, lang="en"), AGENDA_FILE, file("nki.csv", FIGURES))
    press(visit, "Bring in")
    assert visit.header[0].value == "2 meetings are in already."
    press(visit, "Bring in")
    assert len(rows(address, kpi_monthly.c.metric)) >= 2
    assert len(rows(address, meetings.c.id)) == 2
