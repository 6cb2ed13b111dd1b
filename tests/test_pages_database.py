"""The page Data: a table of theirs is chosen, tried and saved; and how the program stands."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from app_pages import EVERY_PAGE, Pages, said
from data_page import BOTH, DATA, address, empty, pages, press, rows
from kundagenda.access.roles import Reader, Role
from kundagenda.access.warehouse import warehouse
from kundagenda.cli import main
from kundagenda.database.connection import open_engine
from kundagenda.database.mapping import FACTS
from kundagenda.database.one_refresh import failure_kept
from kundagenda.database.tables import audit
from kundagenda.database.their_tables import reading_engine, schemas_and_tables, their_table
from kundagenda.errors import ReaderError
from kundagenda.settings import HOME, Settings, settings
from kundagenda.sources import TableSource
from metrics import nps
from sent import read_as
from small_company import fill_small_company
from tables import stored_parts

__all__ = ["address", "empty", "pages"]  # the fixtures
AWAY = (
    "The database {place} did not answer. Nothing was changed; check that it is running and may be "
    "reached ({reason})."
)
WORDS = {
    "sv": {
        "place": "Er tabell eller vy", "try": "Prova", "save": "Spara", "rows": "4 rader står för",
        "mend": "översätt värdena", "named": "Er databas är angiven.",
        "one": "En av era tabeller läses.", "values": "Deras värden = våra", "theirs": "Er kolumn",
        "rule": "Värden, med komma emellan", "away": "Läs det inte därifrån",
        "order": "Allt är i ordning.", "hand": "2 saker behöver åtgärdas.",
        "failed": "Senaste omräkningen misslyckades", "own": "ur appens egen databas",
    },
    "en": {
        "place": "Table or view of yours", "try": "Try it", "save": "Save", "rows": "4 rows stand",
        "mend": "translate its values", "named": "Your database is named.",
        "one": "One table of yours is read.", "values": "Their values = ours",
        "theirs": "Column of theirs", "rule": "Values, with commas between",
        "away": "Do not read it from there", "order": "Everything is in order.",
        "hand": "2 things need a hand.", "failed": "The last refresh failed",
        "own": "from the app’s own database",
    },
}  # fmt: skip


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings of a company with a survey table of its own."""
    file = tmp_path / "deras.db"
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        connection.execute(
            sa.text('CREATE TABLE "Svar" (SvarId TEXT, "Enkät nr" TEXT, Kund TEXT, Svarsdag TEXT, '
                    "Bransch INT, Mätning TEXT, Lägst INT, Högst INT, Betyg INT, Status TEXT)")
        )  # fmt: skip
        rows = [("a", 9, "Klar"), ("b", 10, "Klar"), ("c", 2, "Klar"), ("d", 1, "Utkast")]
        for name, mark, status in rows:
            connection.exec_driver_sql(
                "INSERT INTO Svar VALUES (?, ?, 'k', '03.02.2025', 10, ?, 0, 10, ?, ?)",
                (name, name, "Rekommenderar", mark, status),
            )
    engine.dispose()
    home = tmp_path / "home"
    (home / ".streamlit").mkdir(parents=True)
    secret = f'[kundagenda]\nwarehouse_url = "sqlite:///{file}"\n'
    (home / ".streamlit" / "secrets.toml").write_text(secret)
    monkeypatch.setenv(HOME, str(home))
    return home


def choose(visit: AppTest, label: str, option: Any) -> AppTest:
    [box] = [each for each in visit.selectbox if each.label == label]
    box.set_value(option).run()
    assert not visit.exception
    return visit


def write(visit: AppTest, label: str, text: str, place: int = 0) -> AppTest:
    [*boxes] = [each for each in visit.text_input if each.label == label]
    boxes[place].set_value(text).run()
    assert not visit.exception
    return visit


@BOTH
def test_a_table_is_chosen_tried_mended_saved_and_read(
    home: Path, pages: Pages, address: str, lang: str
) -> None:
    word = WORDS[lang]
    visit = pages.open(DATA, lang=lang, view="database")
    assert word["named"] in visit.title[0].value
    choose(visit, word["place"], ("", "Svar"))
    press(visit, word["try"])
    assert word["rows"] in said(visit)
    assert word["mend"] in said(visit), "Rekommenderar is no instrument"
    write(visit, word["values"], "Rekommenderar = nps", place=1)
    assert [b.disabled for b in visit.button if b.label == word["save"]] == [True], "tried anew"
    choose(visit, word["theirs"], "Status")
    write(visit, word["rule"], "Klar")
    press(visit, word["try"])
    assert word["mend"] not in said(visit)
    press(visit, word["save"])
    assert "kundagenda.toml" in visit.success[0].value
    [source] = settings().tables.values()
    assert source.table == "Svar"
    assert source.columns["answered_on"].written == "DD.MM.YYYY"
    assert source.columns["instrument"].values == {"Rekommenderar": "nps"}
    assert source.where[0].is_ == "Klar"
    assert pages.open(DATA, lang=lang, view="database").title[0].value == word["one"]
    main(["refresh"], standalone_mode=False)
    engine = open_engine(address)
    assert [*stored_parts(engine, nps).values()] == [(1, 3, 3, 3)]
    engine.dispose()


def test_what_cannot_be_is_said_and_nothing_is_saved(home: Path, pages: Pages) -> None:
    visit = pages.open(DATA, lang="en", view="database")
    choose(visit, "What you want to read", "purchases")
    choose(visit, "Table or view of yours", ("", "Svar"))
    press(visit, "Try it")
    assert "tables.purchases.columns." in said(visit)
    assert "is missing" in said(visit)
    assert [b.disabled for b in visit.button if b.label == "Save"] == [True]
    assert not (home / "kundagenda.toml").exists()


def test_it_is_taken_away_again(home: Path, pages: Pages) -> None:
    (home / "kundagenda.toml").write_text('[tables.purchases]\ntable = "Svar"\n')
    settings.cache_clear()
    visit = pages.open(DATA, lang="en", view="database")
    choose(visit, "What you want to read", "purchases")
    press(visit, "Do not read it from there")
    assert settings().tables == {}


@pytest.mark.parametrize(
    ("lang", "what", "away", "changed"),
    [
        ("sv", "Vad ni vill läsa", "Läs det inte därifrån", "har ändrats sedan sidan visade den"),
        ("en", "What you want to read", "Do not read it from there", "has changed since this page"),
    ],
)
def test_what_another_process_saved_is_shown_and_never_written_over(
    home: Path, pages: Pages, address: str, lang: str, what: str, away: str, changed: str
) -> None:
    assert WORDS[lang]["named"] in pages.open(DATA, lang=lang, view="database").title[0].value
    file = home / "kundagenda.toml"
    file.write_text('[tables.purchases]\ntable = "Svar"\n')
    visit = pages.open(DATA, lang=lang, view="database")
    assert visit.title[0].value == WORDS[lang]["one"]
    choose(visit, what, "purchases")
    file.write_text(theirs := '[tables.purchases]\ntable = "Svar"\ncolumns.account_id = "Kund"\n')
    press(visit, away)
    assert changed in visit.error[0].value
    press(visit, away)
    assert changed in visit.error[0].value, "the form still shows what it showed first"
    assert file.read_text() == theirs
    assert rows(address, audit.c.id) == []
    visit = choose(pages.open(DATA, lang=lang, view="database"), what, "purchases")
    press(visit, away)
    assert settings().tables == {}
    assert rows(address, audit.c.who, audit.c.action, audit.c.row_id) == [
        ("page Data", "settings: removed", "tables.purchases")
    ]


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMIN])
def test_a_mistake_in_the_file_keeps_nobody_from_bringing_in(
    home: Path, pages: Pages, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    pages.open(DATA, lang="en")
    (home / "kundagenda.toml").write_text("databas = 3\n")
    read_as(monkeypatch, Reader("dan@example.org", role))
    visit = pages.open(DATA, lang="en")
    assert visit.get("file_uploader")
    told = [each.value for each in visit.error]
    assert bool(told) is (role is Role.ADMIN)
    assert all("databas" in each for each in told)


@BOTH
def test_without_an_address_it_says_how_to_begin(pages: Pages, lang: str) -> None:
    visit = pages.open(DATA, lang=lang, view="database")
    assert WORDS[lang]["own"] in visit.title[0].value
    assert "warehouse_url" in visit.code[0].value


@BOTH
def test_health_tells_that_a_refresh_failed_and_that_all_is_well(
    pages: Pages, address: str, lang: str
) -> None:
    visit = pages.open(DATA, lang=lang, view="health")
    assert visit.title[0].value == WORDS[lang]["order"]
    engine = open_engine(address)
    with pytest.raises(ReaderError), failure_kept(engine):
        raise ReaderError(AWAY, place="x", reason="y")
    engine.dispose()
    visit = pages.open(DATA, lang=lang, view="health")
    assert visit.title[0].value == WORDS[lang]["hand"], "nobody has to start the app anew"
    assert WORDS[lang]["failed"] in said(visit)
    assert {"sv": "svarade inte", "en": "did not answer"}[lang] in said(visit)


def test_the_warehouse_is_looked_at_when_asked(home: Path, pages: Pages) -> None:
    columns = 'answer_id = "SvarId"\nresponse_id = "Enkät nr"\nscale_low = "Lägst"\n'
    columns += 'scale_high = "Högst"\nscore = "Betyg"\ninstrument = {value = "nps"}\n'
    columns += 'answered_on = {column = "Svarsdag", written = "DD.MM.YYYY"}\n'
    (home / "kundagenda.toml").write_text(
        f'[tables.survey_answers]\ntable = "Svar"\n[tables.survey_answers.columns]\n{columns}'
    )
    settings.cache_clear()
    visit = press(pages.open(DATA, lang="en", view="health"), "Look at the warehouse")
    told = said(visit).replace("\\", "")
    assert "survey_answers: 4 rows, the latest of 2025-02-03." in told
    assert "subscriptions is read from the app database." in told


def test_the_own_tables_of_an_app_database_are_not_looked_into(address: str) -> None:
    """Confidential titles and the log are read elsewhere, where a look is told of."""
    engine = reading_engine(Settings(database_url=address))
    [offered] = schemas_and_tables(engine).values()
    assert sorted(offered) == sorted(FACTS)
    for own in ("agenda_items", "audit", "state", "sessions"):
        with pytest.raises(ReaderError, match=f"table {own} is Kundagenda's own"):
            their_table(engine, TableSource(table=own))
    assert their_table(engine, TableSource(table="survey_answers")).columns


def test_a_file_is_not_loaded_into_a_table_that_nobody_reads(
    home: Path, pages: Pages, tmp_path: Path
) -> None:
    (home / "kundagenda.toml").write_text('[tables.purchases]\ntable = "Svar"\n')
    settings.cache_clear()
    file = tmp_path / "purchases.csv"
    file.write_text("account_id,bought_on,amount\nk,2025-01-02,10\n")
    found = CliRunner().invoke(main, ["import", "table", str(file), "--table", "purchases"])
    assert found.exit_code == 1
    assert "purchases is read from your own database" in str(found.output)


@BOTH
def test_while_the_warehouse_is_away_every_page_shows_the_last_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    address = f"sqlite:///{tmp_path / 'small.db'}"
    fill_small_company(address).dispose()
    monkeypatch.setenv("KUNDAGENDA_WAREHOUSE_URL", "postgresql://reader:hush@127.0.0.1:9/facts")
    pages = Pages(monkeypatch, address)
    for name, page in EVERY_PAGE.items():
        visit = pages.open(page, lang=lang, **({"figure": "nps"} if name == "satisfaction" else {}))
        assert not visit.error
        assert visit.title[0].value
    with pytest.raises(ReaderError, match="did not answer"):
        warehouse()
    visit = pages.open(DATA, lang=lang, view="database")
    assert "127.0.0.1:9" in visit.error[0].value.replace("\\", "")
    assert "hush" not in visit.error[0].value
