"""What a choice cannot narrow says so: every figure of every page and choice."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app_pages import EVERY_PAGE, Pages, said

CHOICES = {"forum": "Styrelse", "group": "Fastighet", "months": "24", "grain": "month"}
TABLES = ("arrow_table", "arrow_data_frame", "table", "dataframe")
# A figure that says of which months it is needs to say no more of period and step.
OWN_PERIOD = {
    "en": r"\byear|(twelve|12) months|in a month",
    "sv": r"\bår|(tolv|12) månader|en månad",
}
WORDS = {
    "en": {
        "forum": r"Whatever the [^.]*forum|whatever the [^.]*forum|no forum|every forum",
        "group": r"[Ww]hatever the [^.]*customer group|not split by customer group",
        "months": r"Whatever the [^.]*period|every month",
        "grain": r"Whatever the [^.]*step",
    },
    "sv": {
        "forum": r"[Oo]avsett [^.]*forum|inte till något forum|alla forum",
        "group": r"[Oo]avsett [^.]*kundgrupp|delas inte upp på kundgrupp",
        "months": r"Oavsett [^.]*period|alla månader",
        "grain": r"Oavsett [^.]*steg",
    },
}


@pytest.fixture(scope="module")
def pages(demo_database: Path) -> Iterator[Pages]:
    """One server with the demo company for the whole file."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield Pages(monkeypatch, f"sqlite:///{demo_database}")


@pytest.fixture(scope="module")
def open_choices() -> dict[tuple[str, str], Counter[str]]:
    """The figures of each page and language while nothing is chosen, each read once."""
    return {}


def figures(visit: AppTest) -> Iterator[tuple[str, str]]:
    """Each figure with the words of its section, which begins at a title or a bold heading."""
    section: list[str] = []
    there: list[str] = []
    for kind, text in [*_parts(visit.main), ("title", "")]:
        if kind == "title" or text.startswith("**"):
            yield from ((figure, " ".join(section)) for figure in there)
            section, there = [], []
        if kind in ("title", "markdown"):
            section.append(text)
        if kind not in ("title", "markdown") or re.match(r"\*\*[^*]*\d", text):
            there.append(re.sub(r" :gray\[.*", "", text))


def _parts(part: Any) -> Iterator[tuple[str, str]]:
    for each in part.children.values():
        if each.type == "popover":
            continue
        if each.type in ("title", "markdown"):
            yield each.type, str(each.value)
        elif each.type == "metric":
            yield each.type, f"{each.label} {each.value} {each.delta}"
        elif each.type == "vega_lite_chart":
            yield each.type, each.proto.alt + str(each.proto.spec) + str(each.proto.data.data)
        elif each.type in TABLES:
            yield each.type, each.value.to_csv()
        if hasattr(each, "children"):
            yield from _parts(each)


# One language a choice: that each sentence stands in the other is seen in the catalogues.
@pytest.mark.parametrize(
    ("choice", "lang"), [("forum", "sv"), ("group", "en"), ("months", "en"), ("grain", "sv")]
)
@pytest.mark.parametrize("name", EVERY_PAGE)
def test_a_figure_that_a_choice_leaves_as_it_is_says_so(
    pages: Pages,
    open_choices: dict[tuple[str, str], Counter[str]],
    name: str,
    choice: str,
    lang: str,
) -> None:
    if (name, lang) not in open_choices:
        plain = pages.open(EVERY_PAGE[name], lang=lang)
        open_choices[name, lang] = Counter(figure for figure, _ in figures(plain))
    visit = pages.open(EVERY_PAGE[name], lang=lang, **{choice: CHOICES[choice]})
    assert not visit.exception
    wanted = WORDS[lang][choice]
    if choice in ("months", "grain"):
        wanted += "|" + OWN_PERIOD[lang]
    silent = [
        (figure[:160], section)
        for figure, section in figures(visit)
        if figure in open_choices[name, lang] and not re.search(wanted, section)
    ]
    assert not silent


@pytest.mark.parametrize("lang", ["sv", "en"])
@pytest.mark.parametrize("name", EVERY_PAGE)
def test_nothing_is_said_of_choices_while_none_is_made(pages: Pages, name: str, lang: str) -> None:
    told = said(pages.open(EVERY_PAGE[name], lang=lang))
    assert not re.search(
        {"en": r"Whatever the (forum|customer|period|step)", "sv": r"Oavsett"}[lang], told
    )


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_definitions_take_no_choices_and_say_so(pages: Pages, lang: str) -> None:
    visit = pages.open("../../pages/definitions.py", lang=lang, **CHOICES)
    assert {"en": "No choices apply here", "sv": "Inga val gäller här"}[lang] in said(visit)


def test_choices_that_do_not_reach_stand_in_one_sentence(pages: Pages) -> None:
    visit = pages.open(EVERY_PAGE["agenda"], lang="en", **CHOICES)
    assert "Whatever the customer group, period and step." in said(visit)
