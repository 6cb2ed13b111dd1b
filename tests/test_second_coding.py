"""The sample for a second coder, and what the second coder says."""

import json
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import Engine, select

from kundagenda.database.tables import audit, second_codings
from kundagenda.errors import ReaderError
from kundagenda.intake.second_coding import ToCode, code_second, coding_sample
from labelled_company import labels
from metrics.tables import CUSTOMER_LEVELS, agenda_items, forums, meetings
from tables import fill, insert_rows

TODAY = date(2025, 5, 20)
COUNTS = {"none": 200, "measure": 40, "fix": 30, "improve": 20, "value": 5}


@pytest.fixture
def company(app: Engine) -> Engine:
    """Many items of ordinary levels and few of rare ones, each topic twice."""
    fill(app, forums, "id | name\n1 | Ledning")
    fill(
        app,
        meetings,
        """
        id | forum_id | held_on    | status
        1  | 1        | 2022-12-13 | held
        2  | 1        | 2024-06-11 | held
        3  | 1        | 2025-03-31 | held
        4  | 1        | 2025-04-01 | held
        5  | 1        | 2025-03-20 | planned
        """,
    )
    insert_rows(app, agenda_items, [row for m in (2, 3) for row in items(m, COUNTS)])
    insert_rows(app, agenda_items, [row for m in (1, 4, 5) for row in items(m, {"value": 50}, 50)])
    return app


def items(meeting: int, counts: dict[str, int], first: int = 0) -> list[dict[str, Any]]:
    """Items of a meeting, so many of each level, each of a topic of its own."""
    return [
        {
            "id": 1000 * meeting + 300 * place + n,
            "meeting_id": meeting,
            "position": 300 * place + n,
            "title": f"{level} {n}",
            "level": level,
            "level_best": level,
            "formal": n == 0 and level == "none",
        }
        for place, (level, count) in enumerate(counts.items())
        for n in range(first, first + count)
    ]


def sample(engine: Engine, **asked: Any) -> list[ToCode]:
    with engine.connect() as connection:
        return coding_sample(connection, **{"today": TODAY} | asked)


def by_level(found: list[ToCode]) -> dict[str, int]:
    levels = [one.title.split()[0] for one in found]
    return {level: levels.count(level) for level in COUNTS}


def test_every_level_has_as_many_and_a_rare_one_leaves_its_places_to_the_others(
    company: Engine,
) -> None:
    # 5 of value leave 55 for the four others: 14, 14, 14 and 13.
    counts = by_level(sample(company))
    assert counts["value"] == 5
    assert sorted(counts[level] for level in ("none", "measure", "fix", "improve")) == [
        13, 14, 14, 14,
    ]  # fmt: skip


def test_an_item_is_the_latest_of_its_topic_in_the_24_months_before_the_quarter(
    company: Engine,
) -> None:
    found = sample(company)
    assert {one.held_on for one in found} == {date(2025, 3, 31)}
    assert len({one.title for one in found}) == len(found) == 60
    assert "none 0" not in {one.title for one in sample(company, n=1000)}  # formal


def test_the_sample_is_the_same_through_a_quarter_and_another_in_the_next(company: Engine) -> None:
    first = sample(company)
    assert sample(company, today=date(2025, 4, 1)) == first
    assert sample(company, today=date(2025, 6, 30)) == first
    assert sample(company, today=date(2025, 7, 1)) != first
    assert sample(company, seed=1) == sample(company, seed=1) != first


def test_an_item_that_is_added_moves_at_most_one_other(company: Engine) -> None:
    before = {one.item_id for one in sample(company)}
    row = {"meeting_id": 3, "position": 9999, "title": "Ny punkt", "level_best": "fix"}
    insert_rows(company, agenda_items, [row | {"level": "fix"}])
    assert len(before - {one.item_id for one in sample(company)}) <= 1


def test_the_order_of_the_sample_does_not_tell_the_level(company: Engine) -> None:
    found = [one.title.split()[0] in CUSTOMER_LEVELS for one in sample(company)]
    assert 5 < sum(a != b for a, b in pairwise(found)) < 55


def test_without_older_items_the_latest_24_months_are_drawn_from(app: Engine) -> None:
    fill(app, forums, "id | name\n1 | Ledning")
    fill(app, meetings, "id | held_on\n1  | 2025-05-13\n2  | 2023-01-10")
    fill(app, agenda_items, "meeting_id | title\n1 | Ny\n2 | Gammal")
    assert [one.title for one in sample(app)] == ["Ny"]
    assert sample(app, n=0) == []


def test_an_empty_database_has_no_sample(app: Engine) -> None:
    assert sample(app) == []


def test_a_second_label_is_kept_beside_the_first_with_what_that_was(company: Engine) -> None:
    item = sample(company)[0].item_id
    before = labels(company, item)
    number = code_second(company, item, "improve", " customer  insight ", 0.7, who="Bo")
    assert labels(company, item) == before
    with company.connect() as connection:
        [kept] = connection.execute(select(second_codings))
        [told] = connection.execute(select(audit))
    assert (kept.id, kept.agenda_item_id, kept.level) == (number, item, "improve")
    assert (kept.coder_role, kept.confidence) == ("customer insight", 0.7)
    assert (told.who, told.action, told.row_id) == ("Bo", "review: second coding", str(number))
    assert json.loads(told.before) == {
        "level": before[0][1], "level_best": before[0][2], "level_by": "model",
    }  # fmt: skip


def test_the_sample_says_which_roles_have_coded_an_item(company: Engine) -> None:
    item = sample(company)[0].item_id
    for role in ("sales", "quality", "sales"):
        code_second(company, item, "fix", role)
    assert sample(company)[0].coded_by == ("quality", "sales")
    assert sample(company)[1].coded_by == ()


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ((2001, "deep", "sales", None), "There is no level 'deep'"),
        ((2001, "fix", "  ", None), "needs a role"),
        ((2001, "fix", "x" * 101, None), "needs a role"),
        ((2001, "fix", "sales", 1.1), "from 0 to 1, got 1.1"),
        ((2001, "fix", "sales", float("nan")), "from 0 to 1, got nan"),
        ((7, "fix", "sales", None), "There is no item 7"),
        ((2000, "fix", "sales", None), "There is no item 2000"),
    ],
)
def test_what_cannot_be_coded_is_refused_and_nothing_is_kept(
    company: Engine, asked: tuple[Any, ...], text: str
) -> None:
    with pytest.raises(ReaderError, match=text):
        code_second(company, *asked)
    with company.connect() as connection:
        assert connection.execute(select(second_codings)).all() == []
