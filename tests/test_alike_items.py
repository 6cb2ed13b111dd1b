"""A correction wins at once for stored items of nearly the same topics, with a way back."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from agenda_files import take_in, write
from kundagenda.database.refresh import refresh_agenda
from kundagenda.database.tables import audit
from kundagenda.intake.classify import classify, trained_model
from kundagenda.intake.correct import correct
from kundagenda.intake.knowledge import knowledge_of
from kundagenda.intake.same_topic import alike, looks
from kundagenda.intake.themes import told_themes
from kundagenda.intake.undo_correction import undo_correction
from labelled_company import customer_items, fill_labelled_company, labels
from metrics.periods import parse_month
from metrics.tables import agenda_items
from tables import fill

# Three spellings of one matter that are three topics, one more a person's, and another matter.
MOVE = "Flytt av centrallagret till Borås"
ITEMS = """
    id | meeting_id | position | title                               | formal | outcome | level   | level_best | level_by | level_confidence | level_because | theme
    70 | 2          | 11       | Flytt av centrallagret till Borås   | no     | handled | none    | none       | model    | 0.9              | flytt         | operations
    71 | 3          | 11       | Flytten av centrallagret till Borås | no     | handled | none    | none       | model    | 0.7              | flytten       | operations
    72 | 4          | 11       | Flytt av centrallager till Borås    | no     | handled | unclear | improve    | model    | 0.5              | flytt         | customer
    73 | 4          | 12       | Flytta centrallagret till Borås     | no     | handled | fix     | fix        | person   | 1                |               | customer
    74 | 4          | 13       | Flytten av centrallagret till Borås | yes    | handled | none    | none       | rule     | 1                |               | governance
    75 | 4          | 14       | Val av revisor i Borås              | no     | handled | none    | none       | model    | 0.9              | revisor       | governance
"""  # noqa: E501 - a table has a line a row
LABEL_OF_71 = ("none", "none", "model", 0.7, "flytten", "operations")
FOLLOWS = ("rule", 0.95, MOVE)
OTHERS = (73, 74, 75)


def filled(engine: Engine) -> Engine:
    fill_labelled_company(engine)
    fill(engine, agenda_items, ITEMS)
    with engine.begin() as connection:
        refresh_agenda(connection, (parse_month(m) for m in ("2025-03", "2025-04", "2025-05")))
    return engine


@pytest.fixture
def company(sqlite_app: Engine) -> Engine:
    return filled(sqlite_app)


def label(engine: Engine, item: int) -> tuple[Any, ...]:
    [(_, *found)] = labels(engine, item)
    return tuple(found)


def as_imported(engine: Engine, title: str) -> tuple[Any, ...]:
    """What classify says of a title by all that stands in the database."""
    with engine.connect() as connection:
        [one] = classify([title], knowledge_of(connection))
    return (one.level, one.best, one.by, one.confidence, ", ".join(one.because))


def test_a_correction_wins_at_once_for_what_is_nearly_the_same(app: Engine) -> None:
    company = filled(app)
    untouched = labels(company, *OTHERS)
    made = correct(company, MOVE, "value")
    assert (made.items, made.changed, made.alike) == (1, 1, 2)
    for item in (71, 72):
        assert label(company, item) == ("value", "value", *FOLLOWS, "customer")
    # A person's own label, a formal item and another matter stay as they are.
    assert labels(company, *OTHERS) == untouched


def test_what_is_stored_is_what_an_import_would_say(company: Engine) -> None:
    correct(company, MOVE, "improve")
    assert label(company, 71)[:5] == as_imported(company, "Flytten av centrallagret till Borås")


def test_figures_follow_what_is_nearly_the_same(company: Engine) -> None:
    before = customer_items(company)
    correct(company, MOVE, "value")
    # Item 70 in March and 71 in April; 72 in May was taken for one already.
    for month, more in {"2025-03": 1, "2025-04": 1, "2025-05": 0}.items():
        assert customer_items(company)[month] == before[month] + more


def test_a_theme_goes_to_what_is_nearly_the_same_and_not_about_customers(company: Engine) -> None:
    made = correct(company, MOVE, theme="strategy")
    assert made.alike == 1
    assert label(company, 71) == (*LABEL_OF_71[:5], "strategy")
    assert label(company, 72)[-1] == "customer"
    with company.connect() as connection:
        assert told_themes(["Flytten av centrallagret till Borås"], knowledge_of(connection)) == [
            "strategy"
        ]


def test_a_level_and_its_theme_go_together(company: Engine) -> None:
    correct(company, MOVE, "none", "finance")
    for item in (71, 72):
        assert label(company, item) == ("none", "none", *FOLLOWS, "finance")


def test_of_two_corrections_the_more_alike_counts(company: Engine) -> None:
    correct(company, "Flytten av centrallagret till Borås", "fix")
    correct(company, "Flytt av centrallager till Borås", "measure")
    made = correct(company, MOVE, "value")
    # Both are persons' by now.
    assert made.alike == 0
    assert [label(company, item)[0] for item in (71, 72)] == ["fix", "measure"]


def test_undo_puts_what_is_nearly_the_same_back(app: Engine) -> None:
    company = filled(app)
    before, figures = labels(company), customer_items(company)
    made = correct(company, MOVE, "value")
    undone = undo_correction(company, made.id)
    assert (undone.restored, undone.alike, undone.judged, undone.left) == (1, 2, 0, 0)
    assert labels(company) == before
    assert customer_items(company) == figures


def test_undo_leaves_what_a_person_labelled_since(company: Engine) -> None:
    made = correct(company, MOVE, "value")
    correct(company, "Flytten av centrallagret till Borås", "fix")
    undone = undo_correction(company, made.id)
    assert (undone.restored, undone.alike, undone.left) == (1, 1, 1)
    assert label(company, 71)[:3] == ("fix", "fix", "person")
    assert label(company, 72)[:3] == ("unclear", "improve", "model")


def test_undo_of_a_later_word_lets_the_earlier_reach_as_far_again(company: Engine) -> None:
    correct(company, MOVE, "value")
    between = labels(company)
    second = correct(company, MOVE, "none", "risk")
    assert (second.alike, label(company, 71)[-1]) == (2, "risk")
    undo_correction(company, second.id)
    assert labels(company) == between


def test_what_followed_is_left_to_the_model_when_nobody_can_tell(company: Engine) -> None:
    correct(company, MOVE, "value")
    correct(company, MOVE, "unclear")
    assert label(company, 70)[:3] == ("unclear", "none", "person")
    for item in (71, 72):
        assert label(company, item)[2] == "model"


def test_undo_does_not_bring_a_word_back_that_was_undone_itself(company: Engine) -> None:
    first = correct(company, MOVE, "value")
    second = correct(company, "Flytten av centrallagret till Borås", "fix")
    undo_correction(company, first.id)
    undo_correction(company, second.id)
    # Not the rule of the first word, which it had when the second came.
    assert label(company, 71)[2] == "model"


TWIN = "Flytten av centrallagret till Borås"


def test_undo_gives_an_item_to_a_near_twin_that_was_labelled_since(app: Engine) -> None:
    company = filled(app)
    figures = customer_items(company)
    made = correct(company, TWIN, "fix")
    correct(company, MOVE, "value")
    undone = undo_correction(company, made.id)
    assert (undone.restored, undone.left) == (1, 1)
    # Item 70 is a person's by then, and 71 follows it at once, without review again.
    assert label(company, 70)[:3] == ("value", "value", "person")
    assert label(company, 71) == ("value", "value", *FOLLOWS, "customer")
    assert label(company, 71)[:5] == as_imported(company, TWIN)
    assert customer_items(company) == figures | {
        "2025-03": figures["2025-03"] + 1,
        "2025-04": figures["2025-04"] + 1,
    }


def test_undo_gives_an_item_the_latest_word_on_its_near_twin(company: Engine) -> None:
    correct(company, MOVE, "value")
    made = correct(company, TWIN, "fix")
    correct(company, MOVE, "none", "finance")
    undo_correction(company, made.id)
    # It followed "value" before, which was replaced while its own word held.
    assert label(company, 71) == ("none", "none", *FOLLOWS, "finance")


def test_undo_gives_an_item_the_theme_that_its_near_twin_got_since(company: Engine) -> None:
    made = correct(company, TWIN, theme="people")
    correct(company, MOVE, theme="strategy")
    undo_correction(company, made.id)
    assert label(company, 71) == (*LABEL_OF_71[:5], "strategy")


def test_undo_has_what_came_in_since_by_the_same_word_judged_anew(
    company: Engine, tmp_path: Path
) -> None:
    made = correct(company, MOVE, "value")
    agenda = "# Ledning 2025-04-22\n\n1. Flytten av centrallagren till Borås\n2. Budget\n"
    take_in(company, write(tmp_path, "2025-04-22.md", agenda), forum="Ledning")
    query = select(agenda_items.c.id).where(agenda_items.c.title.contains("centrallagren "))
    with company.connect() as connection:
        new = connection.execute(query).scalar_one()
    assert label(company, new) == ("value", "value", *FOLLOWS, "customer")
    assert undo_correction(company, made.id).judged == 1
    assert label(company, new)[2] == "model"


def test_a_theme_of_the_organisation_s_own_making_stays(company: Engine) -> None:
    ours = update(agenda_items).where(agenda_items.c.id == 71).values(theme="the move")
    with company.begin() as connection:
        connection.execute(ours)
    correct(company, MOVE, "none", "finance")
    assert label(company, 71) == ("none", "none", *FOLLOWS, "the move")


def test_the_audit_tells_which_items_followed(company: Engine) -> None:
    correct(company, MOVE, "value")
    with company.connect() as connection:
        told = connection.execute(select(audit)).one()
    was, is_now = json.loads(told.before), json.loads(told.after)
    assert was["alike"] == [71, 72]
    assert [state["items"] for state in was["states"]] == [[70], [71], [72]]
    assert [(state["level_by"], state["items"]) for state in is_now["states"]] == [
        ("person", [70]),
        ("rule", [71, 72]),
    ]


@pytest.mark.parametrize(
    "twin", ["Prislöften", "3. Prislöften", "§ 12 Prislöften", "4) Prislöften (beslut, 15 min)"]
)
def test_numbers_and_lengths_do_not_hide_a_near_twin(twin: str) -> None:
    assert alike("Prislöfte", [twin, "3. Prislista"]) == [twin]
    assert alike(twin, ["Prislöfte", "3. Prislista"]) == ["Prislöfte"]


def test_a_numbered_title_follows_its_near_twin(company: Engine) -> None:
    named = update(agenda_items).where(agenda_items.c.id == 71)
    with company.begin() as connection:
        connection.execute(named.values(title="12. Flytt av centrallager till Borås (15 min)"))
    assert correct(company, MOVE, "value").alike == 2
    assert label(company, 71) == ("value", "value", *FOLLOWS, "customer")


def test_titles_look_as_they_do_to_the_model_that_was_taught_nothing() -> None:
    seen = looks().of([MOVE])
    features = trained_model().features([MOVE])
    seen.sort_indices()
    features.sort_indices()
    assert (seen.indices == features.indices).all()
    # The same up to length: the ratio is one number.
    assert (seen.data / features.data).std() < 1e-12
