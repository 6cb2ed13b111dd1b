"""What the agenda is about: the themes' counts, the customer's place, and what is said of it."""

import random
from collections import Counter
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from kundagenda.findings.facts import Fact
from kundagenda.findings.themes import ThemeRanking, theme_facts, theme_ranking
from kundagenda.findings.view import View
from kundagenda.intake.examples import THEMES as known_to_the_model
from kundagenda.texts.sentences import sentence
from metrics.periods import parse_month
from metrics.scope import Scope
from metrics.tables import LEVELS, agenda_items, forums, meetings
from metrics.themes import THEMES, theme_counts
from tables import fill, insert_rows

AS_OF = date(2025, 6, 30)
YEAR = Scope(parse_month("2024-07"), parse_month("2025-06"))
HELD = """
    id | forum_id | held_on    | status
    1  | 1        | 2025-03-11 | held
    2  | 2        | 2025-06-30 | held
    3  | 1        | 2024-06-30 | held
    4  | 1        | 2025-06-10 | planned
    5  | 1        | 2025-07-01 | held
"""


def test_a_person_may_say_every_theme_that_the_model_knows() -> None:
    assert set(THEMES) == set(known_to_the_model)


@pytest.fixture
def empty(warehouse: Engine) -> Engine:
    fill(warehouse, forums, "id | name\n1 | Ledning\n2 | Styrelse")
    fill(warehouse, meetings, HELD)
    return warehouse


def items(engine: Engine, text: str) -> Engine:
    fill(engine, agenda_items, text)
    return engine


def ranking(engine: Engine, forum: str = "") -> ThemeRanking:
    with engine.connect() as connection:
        return theme_ranking(connection, View(AS_OF, forum=forum))


def told(engine: Engine, lang: str = "sv") -> str:
    [fact] = theme_facts(ranking(engine))
    return sentence(fact.said, lang).replace("\u00a0", " ")


ITEMS = """
    meeting_id | level_best | theme    | formal | outcome  | planned_minutes | actual_minutes
    1          | none       | finance  | no     | handled  | 10              | 25
    1          | none       | finance  | no     | handled  | 30              |
    1          | none       | people   | no     | handled  |                 | 60
    1          | fix        | people   | no     | handled  | 20              | 5
    1          | value      | customer | no     | deferred | 20              |
    1          | none       | risk     | no     | deferred | 20              |
    1          | none       | finance  | yes    | handled  | 90              |
    2          | none       | finance  | no     | added    | -5              |
    2          | none       | customer | no     | handled  |                 |
    3          | none       | sales    | no     | handled  | 90              |
    4          | none       | sales    | no     | handled  | 90              |
    5          | none       | sales    | no     | handled  | 90              |
"""


def test_a_theme_counts_what_was_discussed_and_beside_it_what_was_put_off(empty: Engine) -> None:
    with items(empty, ITEMS).connect() as connection:
        found = [tuple(row) for row in connection.execute(theme_counts(YEAR))]
    assert found == [
        ("customer", "Ledning", 1, 1, 5, 1, 1, -15),  # the fix item, whatever its theme says
        ("finance", "Ledning", 2, 2, 25 + 30, 0, 1, 15),
        ("finance", "Styrelse", 1, 0, 0, 0, 0, 0),
        ("people", "Ledning", 1, 1, 60, 0, 0, 0),
        ("risk", "Ledning", 0, 0, 0, 1, 0, 0),
        ("unsorted", "Styrelse", 1, 0, 0, 0, 0, 0),  # no customer item, but its theme says so
    ]


def test_minutes_of_none_are_known_and_of_less_than_none_are_not(empty: Engine) -> None:
    fill(empty, meetings, "id | forum_id | held_on | status\n6 | 1 | 2024-07-01 | held")
    with items(
        empty,
        """
        meeting_id | level_best | theme | formal | outcome | planned_minutes | actual_minutes
        6          | none       | sales | no     | handled | 0.5             | 0
        6          | none       | sales | no     | handled |                 | 0.5
        6          | none       | sales | no     | handled | -0.5            |
        """,
    ).connect() as connection:
        found = [tuple(row) for row in connection.execute(theme_counts(YEAR))]
    # The first day of the scope counts. Two lengths are known, and one is beside its plan.
    assert found == [("sales", "Ledning", 3, 2, 0 + 0.5, 0, 1, 0 - 0.5)]


def test_themes_are_ranked_by_items_over_forums_and_unsorted_stands_last(empty: Engine) -> None:
    found = ranking(items(empty, ITEMS))
    assert [(one.theme, one.items, one.rank) for one in found.themes] == [
        ("finance", 3, 1),
        ("customer", 1, 2),
        ("people", 1, 2),
        ("risk", 0, None),  # only put off
        ("unsorted", 1, None),
    ]
    assert (found.items, found.unsorted, found.of) == (6, 1, 3)
    assert found.customer is not None
    assert found.customer.share == pytest.approx(1 / 6)
    assert found.customer.deferred == 1


def test_themes_are_ranked_by_minutes_where_enough_of_them_are_known(empty: Engine) -> None:
    found = ranking(items(empty, ITEMS))
    assert found.coverage == pytest.approx(4 / 6)
    assert {one.theme: one.minute_rank for one in found.themes} == {
        "people": 1, "finance": 2, "customer": 3, "risk": None, "unsorted": None,
    }  # fmt: skip
    assert found.customer is not None
    assert found.customer.minute_share == pytest.approx(5 / (5 + 55 + 60))
    rows = [{"meeting_id": 2, "position": 50 + n, "theme": "sales"} for n in range(3)]
    insert_rows(empty, agenda_items, rows)
    less = ranking(empty)
    assert less.coverage == pytest.approx(4 / 9)
    assert {(one.minute_rank, one.minute_share) for one in less.themes} == {(None, None)}


def test_one_forum_has_a_ranking_of_its_own(empty: Engine) -> None:
    found = ranking(items(empty, ITEMS), "Ledning")
    assert (found.items, found.unsorted, found.of) == (4, 0, 3)


def many(engine: Engine, **themes: int) -> Engine:
    """So many items of each theme; ``customer`` are customer items, ``unsorted`` have none."""
    rows: list[dict[str, Any]] = [
        {"meeting_id": 1, "theme": {"unsorted": None}.get(theme, theme), "level_best": level}
        for theme, count in themes.items()
        for level in ["value" if theme == "customer" else "none"]
        for _ in range(count)
    ]
    insert_rows(engine, agenda_items, rows)
    return engine


def test_the_customer_is_told_as_one_theme_of_so_many(empty: Engine) -> None:
    many(empty, finance=5, people=4, sales=3, customer=2)
    [fact] = theme_facts(ranking(empty))
    assert (fact.key, fact.value, fact.base) == ("customer_theme_rank", 4, 14)
    assert told(empty) == "Kunden är ämne 4 av 4, efter antal punkter på ett år."
    assert told(empty, "en") == "The customer is theme 4 of 4, by items in a year."


def test_a_customer_that_never_came_up_is_the_last_theme(empty: Engine) -> None:
    many(empty, finance=5, people=4)
    assert told(empty, "en").startswith("The customer is theme 3 of 3")


def test_items_without_a_theme_are_said_with_the_place(empty: Engine) -> None:
    many(empty, finance=5, customer=3, unsorted=2)  # 2 of 10, a fifth
    assert told(empty) == (
        "Kunden är ämne 2 av 2, efter antal punkter på ett år. 2 av 10 punkter saknar ämne."
    )


def test_with_too_many_items_without_a_theme_no_place_is_told(empty: Engine) -> None:
    many(empty, finance=1, customer=3, unsorted=6)
    [fact] = theme_facts(ranking(empty))
    assert (fact.value, fact.base) == (None, 10)
    assert told(empty) == (
        "6 av 10 punkter saknar ämne, så kundens plats bland ämnena går inte att säga."
    )


def test_without_items_there_is_nothing_to_count(empty: Engine) -> None:
    found = ranking(empty)
    assert (found.themes, found.items, found.of, found.customer) == ((), 0, 0, None)
    assert theme_facts(found) == (
        Fact("customer_theme_rank", None, None, None, 0, theme_facts(found)[0].said),
    )
    assert told(empty, "en") == "The customer’s place among the themes: nothing to count yet."


@pytest.mark.parametrize("seed", range(5))
def test_the_ranking_agrees_with_a_plain_restatement(empty: Engine, seed: int) -> None:
    luck = random.Random(seed)
    rows = [
        {
            "meeting_id": luck.randint(1, 5),
            "level_best": luck.choice(LEVELS[:-1]),
            "theme": luck.choice(["finance", "people", "risk", "customer", "", None]),
            "formal": luck.random() < 0.2,
            "outcome": luck.choice(["handled", "deferred", "added"]),
        }
        for _ in range(60)
    ]
    insert_rows(empty, agenda_items, rows)
    counted: Counter[str] = Counter()
    for row in rows:
        if row["meeting_id"] in (1, 2) and not row["formal"] and row["outcome"] != "deferred":
            customer, theme = row["level_best"] != "none", row["theme"]
            stored = "unsorted" if theme in (None, "", "customer") else str(theme)
            counted["customer" if customer else stored] += 1
    found = ranking(empty)
    assert {one.theme: one.items for one in found.themes if one.items} == dict(counted)
    others = [count for theme, count in counted.items() if theme != "unsorted"]
    assert found.customer is not None
    assert found.customer.rank == 1 + sum(count > counted["customer"] for count in others)
