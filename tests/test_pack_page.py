"""The pack as one web page: what the screens say, nothing asked of anybody, no text as markup."""

import base64
import hashlib
import json
import re

import pytest
from bs4 import BeautifulSoup

from kundagenda.reports.whole_page import whole_page
from kundagenda.texts.told import telling_in
from packs import HOSTILE, Files, Packs, bare, each_pack, hostile, kept, packs, words_of

__all__ = ["packs"]  # the fixture


@pytest.fixture(scope="module")
def files(packs: Packs) -> Files:
    return kept(whole_page, packs)


@each_pack
def test_everything_is_said(packs: Packs, files: Files, state: str, lang: str):
    pack = packs[state, lang]
    page = BeautifulSoup(files(state, lang), "html.parser")
    text = bare(page.main.get_text())
    with telling_in(lang):
        meanings = [each.meaning for each in pack.definitions]
        assert [said for said in (*words_of(pack), *meanings) if bare(said) not in text] == []
    assert page.html["lang"] == lang
    assert len(page.find_all("h1")) == 1


@each_pack
def test_it_names_no_other_place_and_runs_its_own_scripts_alone(files: Files, state, lang):
    page = BeautifulSoup(files(state, lang), "html.parser")
    assert not page.find_all(src=True)
    assert not page.find_all(href=True)
    [policy] = [meta["content"] for meta in page.find_all("meta", {"http-equiv": True})]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe-eval" not in policy
    scripts = [script.string for script in page.find_all("script") if not script.get("type")]
    digests = [hashlib.sha256(script.encode()).digest() for script in scripts]
    said = [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]
    [allowed] = re.findall(r"script-src ([^;]+);", policy)
    assert allowed == (" ".join(said) or "'none'")


@pytest.mark.parametrize(("state", "lang"), [("demo", "sv"), ("demo", "en"), ("thin", "en")])
def test_pictures_are_those_of_the_screens_in_both_modes(
    packs: Packs, files: Files, state: str, lang: str
):
    pack = packs[state, lang]
    page = BeautifulSoup(files(state, lang), "html.parser")
    pictures = json.loads(page.find(id="pictures").string)
    drawn = [screen for screen in pack.meeting.screens if screen.draw]
    assert len(pictures) == len(drawn) > 0
    for modes, screen in zip(pictures.values(), drawn, strict=True):
        assert modes["light"] == screen.draw("light", "page", 440).spec
        assert modes["dark"] == screen.draw("dark", "page", 440).spec


def test_a_text_of_a_company_is_never_markup(packs: Packs):
    with telling_in("sv"):
        page = whole_page(hostile(packs["demo", "sv"]))
    found = BeautifulSoup(page, "html.parser")
    assert bare(found.main.get_text()).count(bare(HOSTILE)) >= 4
    assert not found.main.find("script")
    assert "alert(1)" not in "".join(s.string or "" for s in found.find_all("script"))
