"""The screens of the monthly meeting: what they say is what the pages say, in both languages."""

from collections.abc import Iterator
from contextvars import Context
from datetime import date

import pytest
from sqlalchemy import Connection, create_engine

from kundagenda.findings.background import background_of
from kundagenda.findings.view import View
from kundagenda.shown.meeting import meeting_of, view_of_month
from kundagenda.shown.screen import Meeting
from kundagenda.texts.told import lang, telling_in
from metrics.periods import month_number


@pytest.fixture
def connection(demo_database) -> Iterator[Connection]:
    engine = create_engine(f"sqlite:///{demo_database}")
    with engine.connect() as found:
        yield found
    engine.dispose()


def shown(connection: Connection, language: str, month: int | None = None) -> Meeting:
    background = background_of(connection)
    view = View(background.last_data_day)
    with telling_in(language):
        if month is not None:
            view = view_of_month(view, month, background, date(2199, 1, 1))
        return meeting_of(connection, view)


@pytest.mark.parametrize(
    ("language", "question"),
    [("sv", "Gjorde vi som vi sa?"), ("en", "Did we do what we said?")],
)
def test_the_first_screen_is_the_headline_of_the_overview(connection, language, question):
    first = shown(connection, language).screens[0]
    assert first.question == question
    assert len(first.figures) == 4
    assert 1 <= len(first.sentences) <= 4
    drawn = first.draw("light", "shared", 468)
    assert drawn.spec["height"] == 468
    assert drawn.alt
    # Of every period, the levels add up to no more than all items.
    levels = [each.values for each in first.numbers.series if each.drawn == "bar"]
    assert all(0 <= sum(v or 0 for v in of) <= 1 for of in zip(*levels, strict=True))
    assert len(first.numbers.categories) == len(levels[0])


def test_an_earlier_month_is_told_as_it_was_then(connection):
    now = shown(connection, "en")
    month = month_number(now.as_of) - 6
    before = shown(connection, "en", month)
    assert month_number(before.as_of) == month
    assert before.view.written_to == before.as_of
    assert before.month != now.month


def test_nothing_is_told_before_a_language_is_said():
    with pytest.raises(LookupError, match="language"):
        Context().run(lang)
