"""Copies kept as shown: opened in either language, never changed, compared with today."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from textwrap import shorten
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, func, insert, select, update

from app_pages import EVERY_PAGE, OVERVIEW, Pages, said, statements, tabled
from kundagenda.cli import main
from kundagenda.database.refresh import refresh
from kundagenda.database.schema import open_database
from kundagenda.database.state import bump_version
from kundagenda.database.tables import audit, imports, snapshots
from kundagenda.edits.copies import content_of, copies_of, keep
from kundagenda.findings.after_copy import after_copy, secret_words
from kundagenda.findings.view import View
from kundagenda.panels.since_last import OPEN as SINCE
from kundagenda.settings import settings
from kundagenda.shown.frozen import freeze, thaw
from kundagenda.shown.frozen_beside import beside_of, beside_reasons, beside_title
from kundagenda.shown.meeting import meeting_of
from kundagenda.texts.told import telling_in
from metrics.tables import agenda_items, meetings
from small_company import LAST_FULL_MONTH, fill_small_company

PAGE = "../../pages/frozen.py"
BOTH = pytest.mark.parametrize("lang", ["sv", "en"])
VIEW = View(LAST_FULL_MONTH)
SECRET = "Förvärv av Nordkraft"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("frozen") / "app.db"
    engine = fill_small_company(f"sqlite:///{path}")
    with engine.begin() as connection:
        hidden = agenda_items.c.confidential.is_(True)
        connection.execute(update(agenda_items).where(hidden).values(title=SECRET))
    engine.dispose()
    return path


@pytest.fixture
def engine(filled: Path, tmp_path: Path) -> Engine:
    (tmp_path / "app.db").write_bytes(filled.read_bytes())
    return open_database(f"sqlite:///{tmp_path / 'app.db'}")


@pytest.fixture(scope="module")
def content(filled: Path) -> str:
    """What is kept of the company as it is filled."""
    engine = open_database(f"sqlite:///{filled}")
    with engine.connect() as connection:
        made = freeze(connection, VIEW)
    engine.dispose()
    return made


def kept(engine: Engine, content: str, day: date | None = None) -> int:
    return keep(engine, day or date.today(), content, "test").id


def late(engine: Engine, count: int) -> None:
    """Minutes of so many meetings come now: four customer items each."""
    at = datetime.now() + timedelta(days=1)
    held_on = LAST_FULL_MONTH.replace(day=20)
    with engine.begin() as connection:
        file = {"kind": "agenda", "target": "x", "path": "sent.md", "checksum": "x", "rows": 4}
        [source] = connection.execute(
            insert(imports).values(file | {"imported_at": at}).returning(imports.c.id)
        ).scalars()
        for n in range(count):
            day = held_on - timedelta(days=n)
            row = {"forum_id": 1, "held_on": day, "status": "held", "source_id": source}
            [number] = connection.execute(
                insert(meetings).values(row).returning(meetings.c.id)
            ).scalars()
            connection.execute(
                insert(agenda_items),
                [
                    {"meeting_id": number, "position": p, "title": "Kundens drifttid"}
                    | {"level": "improve", "level_best": "improve"}
                    for p in range(1, 5)
                ],
            )
        bump_version(connection)
    refresh(engine)


def test_a_copy_is_the_meeting_word_for_word_in_each_language(engine: Engine, content: str) -> None:
    frozen = thaw(content)
    with engine.connect() as connection:
        for lang in ("sv", "en"):
            with telling_in(lang):
                shown = meeting_of(connection, VIEW)
            copy = frozen.told[lang]
            assert (copy.scope, copy.sources, copy.view) == (shown.scope, shown.sources, VIEW)
            for was, now in zip(copy.screens, shown.screens, strict=True):
                assert was.draw is None
                for name in ("code", "title", "sentences", "figures", "numbers", "note", "metrics"):
                    assert getattr(was, name) == getattr(now, name)
                assert list(was.table or ()) == list(now.table or ()), "the columns in their order"


def test_a_copy_holds_no_confidential_title(engine: Engine, content: str) -> None:
    with engine.connect() as connection:
        assert SECRET in secret_words(connection)
    assert SECRET not in content


def test_what_becomes_confidential_later_is_not_shown_again(content: str) -> None:
    title = thaw(content).told["en"].screens[0].title
    hidden = thaw(content, [title]).told["en"].screens[0].title
    assert hidden == "Confidential item"


def test_the_same_is_kept_once_a_day_and_told_in_the_audit(engine: Engine, content: str) -> None:
    with engine.connect() as connection:
        same = freeze(connection, VIEW)
    first, again = kept(engine, content), kept(engine, same)
    another = kept(engine, content, day=date(2020, 1, 1))
    assert first == again != another
    with engine.connect() as connection:
        assert [copy.id for copy in copies_of(connection)] == [another, first]
        query = select(func.count()).where(audit.c.action == "keep: as shown")
        assert connection.execute(query).scalar_one() == 2
        assert content_of(connection, 99) is None


HIDDEN = "Köpa Nordkraft i Skellefteå före midsommar om priset är rimligt"


@pytest.mark.parametrize(
    ("secret", "kept", "shown"),
    [
        ("Pris", "Pris. Prispremie, “Pris”", "Confidential item. Prispremie, “Confidential item”"),
        ("Köpa  Nord", "Köpa Nord; Köpa  Nord", "Confidential item; Confidential item"),
        ("a.b", "a.b, axb", "Confidential item, axb"),
        (HIDDEN, f"“{shorten(HIDDEN, 44, placeholder='…')}” (open)", "“Confidential item” (open)"),
        (HIDDEN, "Köpa … Köpa Nordkraft…", "Köpa … Köpa Nordkraft…"),  # so short, it may be another
    ],
)
def test_words_are_hidden_where_they_stand_by_themselves(content, secret, kept, shown) -> None:
    changed = json.loads(content)
    changed["told"]["en"]["screens"][0]["note"] = kept
    assert thaw(json.dumps(changed), [secret]).told["en"].screens[0].note == shown


@BOTH
def test_three_late_minutes_are_named_as_what_changed_the_figures(
    engine: Engine, content: str, lang: str
) -> None:
    number = kept(engine, content)
    with engine.connect() as connection:
        [copy] = copies_of(connection)
        before = content_of(connection, number)
        then = thaw(before)
        with telling_in(lang):
            same = beside_of(connection, then, copy.created_at)
            assert beside_title(same) == {
                "sv": "Alla tal är desamma i dag.", "en": "Every figure is the same today.",
            }[lang]  # fmt: skip
            assert beside_reasons(same) == ()
    late(engine, 3)
    with engine.connect() as connection, telling_in(lang):
        found = beside_of(connection, then, copy.created_at)
        assert len(found.after.late) == 3
        said_so = {"sv": "Tre sena protokoll ändrade", "en": "Three late minutes changed"}[lang]
        assert beside_title(found).startswith(said_so)
        share = next(each for each in found.pairs if each.key == "customer_item_share")
        assert share.now.numerator == share.then.numerator + 3 * 4
        assert len(beside_reasons(found)) == 2
        assert content_of(connection, number) == before


def test_on_every_database_a_copy_is_kept_and_what_came_after_it_is_found(app: Engine) -> None:
    number = keep(app, date(2026, 11, 3), "{}", "test").id
    with app.begin() as connection:
        assert content_of(connection, number) == "{}"
        [copy] = copies_of(connection)
        assert after_copy(connection, VIEW, copy.created_at).is_silent
        assert secret_words(connection) == ()
        at = copy.created_at + timedelta(hours=1)
        file = {"path": "x", "checksum": "x", "rows": 1, "imported_at": at}
        connection.execute(
            insert(imports),
            [
                file | {"kind": "table", "target": "survey_answers", "undone_at": None},
                file | {"kind": "table", "target": "targets", "undone_at": at},
            ],
        )
        found = after_copy(connection, VIEW, copy.created_at)
    assert (found.tables, found.undone, found.late) == (("survey_answers",), 1, ())


def test_a_change_that_nobody_recorded_is_told_so(engine: Engine, content: str) -> None:
    kept(engine, content)
    with engine.begin() as connection:
        connection.execute(update(agenda_items).values(level="none", level_best="none"))
    refresh(engine)
    with engine.connect() as connection, telling_in("en"):
        [copy] = copies_of(connection)
        found = beside_of(connection, thaw(content_of(connection, copy.id)), copy.created_at)
        assert beside_title(found).endswith("as shown, 0% today.")
        assert beside_reasons(found) == ("Nothing is recorded since then that tells why.",)


@BOTH
def test_the_button_keeps_and_the_page_opens(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    pages = Pages(monkeypatch, str(engine.url))
    empty = pages.open(PAGE, lang=lang)
    assert empty.title[0].value == {
        "sv": "Ingen kopia har behållits än.", "en": "No copy has been kept yet.",
    }[lang]  # fmt: skip
    visit = pages.open(OVERVIEW, lang=lang)
    title = visit.title[0].value.replace("\xa0", " ")
    visit.button(key="keep as shown").click().run()
    assert not visit.exception
    assert {"sv": "Behållet.", "en": "Kept."}[lang] in said(visit)
    other = "en" if lang == "sv" else "sv"
    for reader in (lang, other):
        shown = pages.open(PAGE, lang=reader, frozen="1")
        assert not shown.exception
        head = {"sv": "Som det visades ", "en": "As shown on "}[reader]
        assert shown.title[0].value.startswith(head)
        assert len(shown.metric) >= 4
        words = said(shown).replace("\xa0", " ")
        assert (title in words) is (reader == lang)
        assert {"sv": "Alla tal är desamma i dag", "en": "Every figure is the same today"}[
            reader
        ] in words
    late(engine, 3)
    pages.forget()
    after = pages.open(PAGE, lang=lang, frozen="1")
    assert {"sv": "Tre sena protokoll", "en": "Three late minutes"}[lang] in said(after)
    assert title in said(after).replace("\xa0", " ")  # as it was shown
    dates = [tabled(each) for each in after.table if len(tabled(each).columns) == 2]
    assert len(dates[-1]) == 3


def test_two_copies_are_chosen_among_and_a_number_that_is_none_is_said(
    engine: Engine, content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(engine, content, day=date(2026, 11, 3))
    kept(engine, content, day=date(2026, 11, 10))
    pages = Pages(monkeypatch, str(engine.url))
    newest = pages.open(PAGE, lang="en")
    assert newest.title[0].value == "As shown on 10 November 2026."
    newest.selectbox(key="frozen").set_value("1").run()
    assert newest.title[0].value == "As shown on 3 November 2026."
    wrong = pages.open(PAGE, lang="en", frozen="77")
    assert "There is no copy of that number" in said(wrong)


def test_a_warm_page_asks_whether_figures_have_changed_and_no_more(
    engine: Engine, content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(engine, content)
    visit = Pages(monkeypatch, str(engine.url)).open(PAGE, lang="en")
    with statements() as warm:
        visit.run()
    assert len(warm) == 1


@BOTH
@pytest.mark.parametrize("months", [3, 0])
def test_thin_and_empty_companies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, months: int
) -> None:
    address = f"sqlite:///{tmp_path / 'thin.db'}"
    if months:
        fill_small_company(address, months).dispose()
    else:
        open_database(address).dispose()
    pages = Pages(monkeypatch, address)
    visit = pages.open(OVERVIEW, lang=lang)
    assert not visit.exception
    if months:
        visit.session_state[SINCE] = True
        visit.run()
        assert {"sv": "Sedan mötet", "en": "Since the meeting of"}[lang] in said(visit)
        visit.button(key="keep as shown").click().run()
    shown = pages.open(PAGE, lang=lang)
    assert not shown.exception
    assert bool(shown.metric) is bool(months)


def run(engine: Engine, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Any:
    monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", str(engine.url))
    settings.cache_clear()
    return CliRunner().invoke(main, arguments)


def test_the_command_keeps_a_month(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    month = f"{LAST_FULL_MONTH - timedelta(days=40):%Y-%m}"
    done = run(engine, monkeypatch, "freeze", "--month", month, "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == {
        "copy": 1, "shown_on": date.today().isoformat(), "again": False,
    }  # fmt: skip
    again = run(engine, monkeypatch, "freeze", "--month", month)
    assert again.stdout.startswith("Copy 1 was kept already")
    assert run(engine, monkeypatch, "freeze").exit_code == 0
    with engine.connect() as connection:
        count = connection.execute(select(func.count()).select_from(snapshots)).scalar_one()
    assert count == 2


def test_there_is_nothing_to_keep_before_data(tmp_path, monkeypatch):
    engine = open_database(f"sqlite:///{tmp_path / 'none.db'}")
    refused = run(engine, monkeypatch, "freeze")
    assert refused.exit_code == 1
    assert "read an agenda in first" in refused.stderr


def test_the_page_stands_in_no_menu():
    assert PAGE not in EVERY_PAGE.values()
