"""What waits for a person, and in which order."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from kundagenda.intake import review
from kundagenda.intake.correct import correct
from kundagenda.intake.review import Queue, Waiting, review_queue
from labelled_company import fill_labelled_company
from metrics.tables import agenda_items, forums, meetings
from tables import fill, insert_rows


@pytest.fixture
def company(app: Engine) -> Engine:
    return fill_labelled_company(app)


def queue(engine: Engine, **asked: Any) -> Queue:
    with engine.connect() as connection:
        return review_queue(connection, **asked)


def test_what_comes_up_often_and_is_a_toss_up_comes_first(company: Engine) -> None:
    found = queue(company)
    assert [(one.title, one.weight) for one in found.waiting] == [
        ("3. Prislöfte", 0.8),  # (1 - .6) + (1 - .6): deferred and older than 24 months count not
        ("Fönstret", 0.6),  # 1 - .4
        ("Budget 2026", 0.3),  # (1 - .9) + (1 - .8)
        ("Nya lokaler", 0),  # planned: not discussed yet
    ]


def test_a_topic_is_told_with_where_and_how_often_it_stood(company: Engine) -> None:
    assert queue(company).waiting[0] == Waiting(
        topic="prislöfte",
        title="3. Prislöfte",
        level="unclear",
        level_best="value",
        confidence=0.6,
        because="löfte",
        theme="customer",
        times_seen=4,
        discussed=2,
        weight=0.8,
        forums=("Ledning", "Styrelse"),
        first_seen=date(2022, 5, 10),
        last_seen=date(2025, 5, 13),
        forum="Ledning",
        meeting_id=4,
        confidential=False,
        standing=0,
    )


def test_the_counts_are_of_all_that_waits_not_of_what_is_shown(company: Engine) -> None:
    found = queue(company, limit=1)
    assert (len(found.waiting), found.topics, found.items) == (1, 4, 8)
    assert found.reviewed == 1  # Klagomål; formal items and cancelled meetings are left out
    assert found.reviewed_share == pytest.approx(1 / (8 + 1))


def test_one_forum_shows_its_own_items_alone(company: Engine) -> None:
    found = queue(company, forum="Styrelse")
    assert [(one.title, one.times_seen, one.forums) for one in found.waiting] == [
        ("PRISLÖFTE", 1, ("Styrelse",)),
        ("Budget 2026", 1, ("Styrelse",)),
    ]
    assert (found.items, found.reviewed) == (2, 1)


def test_a_topic_of_one_confidential_item_is_confidential(company: Engine) -> None:
    row = {"id": 70, "meeting_id": 3, "position": 9, "title": "Prislöfte", "confidential": True}
    insert_rows(company, agenda_items, [row])
    found = {one.topic: one.confidential for one in queue(company).waiting}
    assert found["prislöfte"]
    assert not found["fönstret"]


def test_a_topic_whose_theme_alone_was_corrected_still_waits_and_names_it(company: Engine) -> None:
    made = correct(company, "Budget 2026", theme="strategy")
    found = {one.topic: one for one in queue(company).waiting}
    assert (found["budget 2026"].standing, found["budget 2026"].theme) == (made.id, "strategy")
    correct(company, "Budget 2026", level="none")
    assert "budget 2026" not in {one.topic for one in queue(company).waiting}


def test_what_is_unclear_comes_before_what_is_as_light(app: Engine) -> None:
    fill(app, forums, "id | name\n1 | Ledning")
    fill(app, meetings, "id | held_on    | status\n1  | 2025-06-10 | planned")
    fill(
        app,
        agenda_items,
        """
        meeting_id | position | title | level   | level_confidence
        1          | 1        | Sol   | none    | 0.9
        1          | 2        | Regn  | unclear | 0.5
        """,
    )
    assert [one.title for one in queue(app).waiting] == ["Regn", "Sol"]


def test_a_title_without_a_word_waits_for_nobody(company: Engine) -> None:
    insert_rows(company, agenda_items, [{"meeting_id": 3, "position": 9, "title": "– –"}])
    assert (queue(company).topics, queue(company).items) == (4, 8)


def test_an_empty_database_has_nothing_to_review(app: Engine) -> None:
    assert queue(app) == Queue((), 0, 0, 0)
    assert queue(app).reviewed_share is None


def test_a_great_many_repeats_are_counted_by_the_database(
    app: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(app, forums, "id | name\n1 | Ledning")
    fill(app, meetings, "id | held_on\n1  | 2025-06-10")
    rows = [
        {"meeting_id": 1, "position": n, "title": f"Punkt {n % 30}", "level_confidence": 0.75}
        for n in range(3000)
    ]
    insert_rows(app, agenda_items, rows)
    read: list[str] = []
    real = review.topic_of
    monkeypatch.setattr(review, "topic_of", lambda title: read.append(title) or real(title))
    found = queue(app, limit=2)
    assert len(read) == 30
    assert [one.weight for one in found.waiting] == [25, 25]  # 100 repeats * (1 - .75)
    assert (found.topics, found.items) == (30, 3000)
