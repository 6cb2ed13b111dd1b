"""What is wrong with something a reader brought in or pressed, in one sentence on the page."""

from collections.abc import Mapping, Sequence

import streamlit as st

from kundagenda.access.current import current
from kundagenda.access.roles import Act
from kundagenda.database.found import Check
from kundagenda.errors import ReaderError, without_place
from kundagenda.panels.reader import lang, plain
from kundagenda.texts.catalogue import say
from kundagenda.texts.numbers import number
from kundagenda.texts.said_again import refusal, say_again


def complain(error: ReaderError) -> None:
    """The sentence, where the reader looks; the rest of the page stays."""
    told = error if current().may(Act.GOVERN) else without_place(error)
    st.error(plain(refusal(lang(), told)))


def said_of_file(sentence: str) -> str:
    """What the reading of a file told, in the reader's language and letter by letter."""
    return plain(say_again(lang(), sentence))


def sentences_of(checks: Sequence[Check]) -> list[str]:
    """What was found by looking at a database, in the reader's language and letter by letter."""
    return [plain(say(lang(), check.said, **_counted(check.values))) for check in checks]


def _counted(values: Mapping[str, object]) -> dict[str, object]:
    """The values, counts as a reader writes them."""
    return {
        name: number(value, lang()) if isinstance(value, int) else value
        for name, value in values.items()
    }
