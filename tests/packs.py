"""Packs of the demo, of few meetings and of nothing, in both languages, for tests of formats."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine

from kundagenda.database.schema import open_database
from kundagenda.findings.background import background_of
from kundagenda.findings.gather import newest_day
from kundagenda.findings.view import View
from kundagenda.reports.pack import Pack, change_in_words, pack_of
from kundagenda.shown.screen import Numbers, Screen, Series
from kundagenda.texts.told import telling_in
from small_company import fill_small_company

STATES = ("demo", "thin", "none")
EACH = [(state, lang) for state in STATES for lang in ("sv", "en")]
each_pack = pytest.mark.parametrize(("state", "lang"), EACH)
# What would be markup, a formula or a script, were a text of a company ever taken for one.
HOSTILE = '#import "x" *y* $z$ <script>alert(1)</script> `b` =1+1 </script> \\u{41} {here} &amp;'


class Packs(dict[tuple[str, str], Pack]):
    """Packs by state and language, each made when it is first asked for."""

    def __init__(self, addresses: dict[str, str]) -> None:
        super().__init__()
        self.addresses = addresses

    def __missing__(self, which: tuple[str, str]) -> Pack:
        state, lang = which
        pack = self[which] = made(self.addresses[state], lang)
        return pack


@pytest.fixture(scope="session")
def packs(demo_database: Path) -> Packs:
    """Every pack; the files of a worker share them."""
    return _packs(demo_database)


@cache
def _packs(demo: Path) -> Packs:
    addresses = {name: f"sqlite:///{demo.with_name(name)}.db" for name in ("thin", "none")}
    fill_small_company(addresses["thin"], 3).dispose()
    open_database(addresses["none"]).dispose()
    return Packs(addresses | {"demo": f"sqlite:///{demo}"})


Files = Callable[[str, str], bytes]


def kept(write: Callable[[Pack], bytes], packs: Packs) -> Files:
    """What a pack of a state and language is written as; each is written once."""

    @cache
    def of(state: str, lang: str) -> bytes:
        with telling_in(lang):
            return write(packs[state, lang])

    return of


def made(address: str, lang: str, company: str = "Ett Bolag AB", **view: str) -> Pack:
    """The newest pack of a database."""
    with connected(address) as connection, telling_in(lang):
        as_of = newest_day(background_of(connection), date.today())
        return pack_of(connection, View(as_of, **view), company)


@contextmanager
def connected(address: str) -> Iterator[Connection]:
    engine = create_engine(address)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def hostile(pack: Pack) -> Pack:
    """The pack with a screen whose every text a person with bad intent has written."""
    screen = Screen(
        "said", HOSTILE, HOSTILE, (HOSTILE,), numbers=Numbers(
            ("=1+1", "b"), (Series("=cmd", (0.5, None), "value", share=True),)
        ), table={"=1+1": [HOSTILE], "b": ["\x07bell"]}, note=HOSTILE,
    )  # fmt: skip
    return replace(pack, company=HOSTILE, meeting=replace(pack.meeting, screens=(screen,)))


def full(pack: Pack) -> Pack:
    """The pack with a screen that has as much of everything as a screen may have."""
    [first, *_] = pack.meeting.screens
    long = "Kundens drifttid är vår första prioritet, och det säger ledningen i varje sammanhang. "
    table = {
        name: [f"{name} nummer {row} med några ord till" for row in range(12)]
        for name in ("Kundgrupp", "Åtgärd", "Ansvarig", "Klart")
    }
    screen = replace(
        first,
        code="followed",
        title=long + long[:60],
        sentences=(long,) * 4,
        table=table,
        note=long,
    )
    return replace(pack, meeting=replace(pack.meeting, screens=(screen,)))


def figures_of(pack: Pack) -> list[str]:
    """The value, change and base of every figure of a pack."""
    return [
        text
        for screen in pack.meeting.screens
        for figure in screen.figures
        for text in (figure.label, figure.value, change_in_words(figure.pill), figure.base)
        if text
    ]


def words_of(pack: Pack) -> list[str]:
    """Everything that a pack says, in whatever format."""
    said = [pack.title, pack.company, pack.sources, pack.demo, pack.meeting.scope]
    for screen in pack.meeting.screens:
        said += [screen.question, screen.title, *screen.sentences, screen.note]
        said += [text for name, cells in (screen.table or {}).items() for text in (name, *cells)]
    return [text for text in [*said, *figures_of(pack)] if text]


def bare(text: str) -> str:
    """A text without what line breaks and hyphenation change."""
    return re.sub(r"[\s\u00ad\u00a0\-‐]+", "", text)
