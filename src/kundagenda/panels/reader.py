"""Who reads: the language and the colours they chose, or that their browser asks for."""

import re

import streamlit as st

from kundagenda.charts.theme import Mode
from kundagenda.panels.address import chosen, kept
from kundagenda.texts.catalogue import LANGUAGES, say, say_many
from kundagenda.texts.told import tell_in, told_in

LANGUAGE = "lang"


def choose_language() -> str:
    """The language of this run: chosen, in the address, or on a first visit the browser's."""
    code = _chosen()
    tell_in(code)
    return code


def _chosen() -> str:
    return chosen(LANGUAGE, LANGUAGES, _first_language())


def lang() -> str:
    """The language of the page, as chosen at the start of the run."""
    # Kept for the run: a page asks some five hundred times, and the state of a visit is slow.
    return told_in() or kept(LANGUAGE) or _chosen()


def mode() -> Mode:
    """Whether the reader's page is light or dark."""
    return "dark" if _browser_theme() == "dark" else "light"


def tell(text: str, **values: object) -> str:
    """The text in the reader's language."""
    return say(lang(), text, **values)


def tell_many(one: str, many: str, n: int, /, **values: object) -> str:
    """The text for one or for many; ``{n}`` is the number as the reader writes it."""
    return say_many(lang(), one, many, n, **({} | values))


def _first_language() -> str:
    locale = _browser_locale()
    return "sv" if not locale or locale.lower().startswith("sv") else "en"


def _browser_locale() -> str:
    locale = st.context.locale
    return locale if isinstance(locale, str) else ""


def _browser_theme() -> str:
    theme = st.context.theme
    return theme.type if theme and isinstance(theme.type, str) else "light"


# No-break spaces stay: "82,5 %" is one word.
_SPACES = re.compile(r"[ \t\r\n]+")
_ESCAPED = str.maketrans({sign: "\\" + sign for sign in "\\`*_{}[]()#+:$<>|~&"})


def plain(text: str) -> str:
    """A text from the data as Markdown shows it letter by letter, on one line.

    >>> plain("Pris: **20 %** [mer](https://x)")
    'Pris\\\\: \\\\*\\\\*20 %\\\\*\\\\* \\\\[mer\\\\]\\\\(https\\\\://x\\\\)'
    """
    return _SPACES.sub(" ", text.strip()).translate(_ESCAPED)
