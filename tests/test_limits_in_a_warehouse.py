"""Row limits where facts lie in the company's own database, under its own names."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import select

from kundagenda.access.current import acting_as
from kundagenda.access.roles import Reader, Role
from kundagenda.access.warehouse import facts_in
from kundagenda.database.connection import open_engine
from kundagenda.database.limits import NO_LIMITS, Limits
from kundagenda.settings import settings
from metrics.tables import subscriptions, survey_answers

SETTINGS = """
[tables.survey_answers]
table = "Svar"
[tables.survey_answers.columns]
answer_id = "Nr"
response_id = "Nr"
answered_on = "Dag"
segment = { column = "Bransch", values = { "10" = "industri", "20" = "handel" } }
instrument = { value = "nps" }
scale_low = { value = 0 }
scale_high = { value = 10 }
score = "Betyg"
"""
ROWS = "('a', '2025-01-05', 10, 9), ('b', '2025-01-06', 20, 3), ('c', '2025-01-07', 30, 5)"


@pytest.fixture
def named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three answers of as many groups, one of which has no name of ours."""
    engine = open_engine(f"sqlite:///{tmp_path / 'theirs.db'}")
    with engine.begin() as connection:
        columns = '"Nr" TEXT, "Dag" DATE, "Bransch" INTEGER, "Betyg" INTEGER'
        connection.execute(sa.text(f'CREATE TABLE "Svar" ({columns})'))
        connection.execute(sa.text(f'INSERT INTO "Svar" VALUES {ROWS}'))
    engine.dispose()
    monkeypatch.setenv("KUNDAGENDA_HOME", str(tmp_path))
    (tmp_path / "kundagenda.toml").write_text(SETTINGS, encoding="utf-8")
    monkeypatch.setenv("KUNDAGENDA_WAREHOUSE_URL", f"sqlite:///{tmp_path / 'theirs.db'}")
    settings.cache_clear()


@pytest.mark.parametrize(
    ("limits", "answers"),
    [
        (NO_LIMITS, ["a", "b", "c"]),
        (Limits(groups=frozenset({"handel"})), ["b"]),
        (Limits(groups=frozenset({"handel", "industri"})), ["a", "b"]),
        (Limits(groups=frozenset({"20"})), []),  # the limit is in our words, as the pages are
        (Limits(groups=frozenset()), []),
        (Limits(forums=frozenset({"Styrelsen"})), ["a", "b", "c"]),
    ],
    ids=["all", "one", "two", "theirs", "none", "forum"],
)
def test_the_rows_behind_a_figure_are_those_of_the_groups_they_see(
    named: None, limits: Limits, answers: list[str]
) -> None:
    asked = select(survey_answers.c.answer_id).order_by(survey_answers.c.answer_id)
    reader = Reader("bo@example.org", Role.VIEWER, limits)
    with acting_as(reader), facts_in(survey_answers) as facts:
        assert facts is not None
        assert list(facts.scalars(asked)) == answers


def test_what_the_warehouse_does_not_hold_is_the_apps_own(named: None) -> None:
    with facts_in(subscriptions) as facts:
        assert facts is None
