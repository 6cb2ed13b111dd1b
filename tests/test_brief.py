"""The brief: what it says is what the pages say, whole in itself, in both languages."""

import gzip
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import Connection, create_engine

from app_pages import Pages, said
from kundagenda.database.schema import open_database
from kundagenda.findings.background import background_of
from kundagenda.findings.gather import overview_of
from kundagenda.findings.since import since_of
from kundagenda.reports.brief import brief_page
from kundagenda.shown.asked import Asked, UnknownCode, asked_of, asked_view
from kundagenda.shown.brief import brief_of
from kundagenda.shown.since_words import since_sentence
from kundagenda.texts.told import telling_in
from metrics.periods import Grain, month_number, parse_month
from metrics.tables import agenda_items, decisions, meetings, priorities
from small_company import fill_small_company

BOTH = pytest.mark.parametrize("lang", ["sv", "en"])
NEWEST, TODAY = Asked(), date.today()
MOST_BYTES = 150_000
VOID = {"meta", "br", "path", "rect", "line"}


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory, demo_database: Path) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("brief")
    made = {name: f"sqlite:///{folder / name}.db" for name in ("small", "thin", "none")}
    fill_small_company(made["small"]).dispose()
    fill_small_company(made["thin"], 3).dispose()
    open_database(made["none"]).dispose()
    return made | {"demo": f"sqlite:///{demo_database}"}


@cache  # drawing takes a second
def page(address: str, lang: str, asked: Asked = NEWEST, today: date = TODAY) -> str:
    engine = create_engine(address)
    with engine.connect() as connection, telling_in(lang):
        background = background_of(connection)
        view = asked_view(asked, background, today)
        written = brief_page(brief_of(connection, view, background))
    engine.dispose()
    return written


def words(written: str) -> str:
    """What is read: no style, no picture, a space between any two."""
    text = re.sub(r"<style>.*?</style>|<svg.*?</svg>|<[^>]+>", " ", written, flags=re.S)
    return re.sub(r"\s+", " ", unescape(text))


@BOTH
@pytest.mark.parametrize("state", ["demo", "thin"])
def test_it_says_what_the_overview_says(
    addresses: dict[str, str], monkeypatch: pytest.MonkeyPatch, state: str, lang: str
) -> None:
    visit = Pages(monkeypatch, addresses[state]).open(lang=lang)
    read = words(page(addresses[state], lang))
    for metric in visit.metric:
        assert f"{metric.label} {words(metric.value)}" in read
    assert words(visit.title[0].value.replace("\\", "")) in read
    shown = re.sub(r"\\(.)", r"\1", said(visit))
    sentences = re.findall(r"<li>(.*?)</li>", page(addresses[state], lang))
    assert sentences
    assert [each for each in sentences if unescape(each) not in shown] == []


@BOTH
def test_it_tells_the_changes_that_the_first_screen_of_the_meeting_tells(
    addresses: dict[str, str], lang: str
) -> None:
    engine = create_engine(addresses["demo"])
    with engine.connect() as connection, telling_in(lang):
        background = background_of(connection)
        overview = overview_of(connection, asked_view(NEWEST, background, TODAY), background)
        since = since_of(connection, overview)
        assert since is not None
        title, changes = since_sentence(since).split(": ", 1)
    engine.dispose()
    read = words(page(addresses["demo"], lang))
    assert f"{title}. {changes[0].upper()}{changes[1:]}".replace("\xa0", " ") in read


@BOTH
def test_before_any_data_it_says_what_to_do_first(addresses: dict[str, str], lang: str) -> None:
    written = page(addresses["none"], lang)
    first = {"sv": "Börja med en dagordning.", "en": "Begin with an agenda."}[lang]
    assert f"<h1>{first}</h1>" in written
    assert "<figure" not in written
    assert "<dl" not in written


@BOTH
@pytest.mark.parametrize("state", ["demo", "small", "thin", "none"])
def test_it_is_whole_in_itself_small_and_well_formed(
    addresses: dict[str, str], state: str, lang: str
) -> None:
    written = page(addresses[state], lang)
    assert len(written.encode()) < MOST_BYTES
    assert f'<html lang="{lang}">' in written
    assert "<script" not in written
    assert not re.search(r'\son\w+="|javascript:|@import', written)
    # Namespaces apart, no address of anything but what lies inside.
    asked = re.findall(r'(?:href|src|url)[=(]"?([^")]{1,30})', written)
    assert [each for each in asked if not each.startswith(("data:", "#"))] == []
    check = Nested()
    check.feed(written)
    check.close()
    assert check.open == []
    assert len(check.ids) == len(set(check.ids))


class Nested(HTMLParser):
    """Reads a page and keeps what is still open; an end tag must end the tag opened last."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), tag
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


@BOTH
def test_every_picture_is_drawn_for_paper_and_for_a_phone(
    addresses: dict[str, str], lang: str
) -> None:
    written = page(addresses["demo"], lang)
    for kind, width, least in (("w", 690, 11), ("n", 352, 13)):
        pictures = re.findall(rf'<figure class="{kind}">(.*?)</figure>', written, re.S)
        assert len(pictures) == 2
        for each in pictures:
            assert re.search(rf'<svg role="img" aria-label="[^"]+"[^>]* width="{width}"', each)
            sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)px"', each)]
            assert min(sizes) >= least


def test_an_earlier_month_is_told_as_it_was_then(addresses: dict[str, str]) -> None:
    now, before = (
        words(page(addresses["demo"], "en", Asked(month)))
        for month in (None, parse_month("2025-12"))
    )
    assert "December 2025" in before
    assert "Figures to 31 December 2025." in before
    assert "Figures to 31 December 2025." not in now


def test_a_forum_narrows_it_and_its_scope_says_so(addresses: dict[str, str]) -> None:
    asked = asked_of({"forum": "Styrelsen", "months": "36", "grain": "year"})
    assert asked == Asked(None, "Styrelsen", "", 36, Grain.YEAR)
    assert asked_of(asked.codes) == asked
    read = words(page(addresses["small"], "sv", asked))
    assert "Styrelsen, alla kundgrupper, 3 år" in read
    assert read != words(page(addresses["small"], "sv"))


@pytest.mark.parametrize(
    "codes",
    [{"month": "x"}, {"month": "2026-13"}, {"months": "7"}, {"grain": "week"}, {"forum": "<b>"},
     {"group": "nobody"}, {"month": "2150-01"}],
)  # fmt: skip
def test_a_code_that_names_nothing_is_refused(
    addresses: dict[str, str], codes: dict[str, str]
) -> None:
    with pytest.raises(UnknownCode):
        page(addresses["small"], "sv", asked_of(codes))


@pytest.fixture
def changed(tmp_path: Path) -> Iterator[tuple[str, Connection]]:
    address = f"sqlite:///{tmp_path / 'app.db'}"
    engine = fill_small_company(address)
    with engine.begin() as connection:
        yield address, connection
    engine.dispose()


def test_what_is_confidential_is_not_in_it_and_texts_are_only_texts(
    changed: tuple[str, Connection],
) -> None:
    address, connection = changed
    newest = sa.select(sa.func.max(meetings.c.id)).scalar_subquery()
    item = agenda_items.c
    connection.execute(sa.update(agenda_items).values(title="Hemlig kundaffär", confidential=True))
    connection.execute(
        sa.update(agenda_items).where(item.meeting_id == newest).values(level_best="fix")
    )
    text = "<script>alert(1)</script> & <b>kund</b>"
    connection.execute(sa.update(priorities).values(statement=text))
    promise = {"expected_metric": "nps", "expected_direction": "up"}
    by = {"expected_by": date.today(), "text": "Hemligt beslut"}
    connection.execute(sa.update(decisions).values(promise | by))
    connection.commit()
    written = page(address, "sv")
    assert "Hemlig" not in written
    assert "Konfidentiell punkt" in written
    assert escape(text) in written
    assert "<script" not in written


def test_a_month_of_the_newest_is_that_of_the_data(addresses: dict[str, str]) -> None:
    engine = create_engine(addresses["demo"])
    with engine.connect() as connection:
        background = background_of(connection)
        newest = asked_view(Asked(), background, TODAY)
        assert newest.as_of == background.last_data_day
        same = asked_view(Asked(month_number(newest.as_of)), background, TODAY)
        assert newest == same
    engine.dispose()


def test_packed_it_is_what_a_phone_can_wait_for(addresses: dict[str, str]) -> None:
    assert len(gzip.compress(page(addresses["demo"], "sv").encode())) < MOST_BYTES / 3
