"""One label for all repeats, what is refused, and two persons at once."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine, select

from kundagenda.database.state import data_version
from kundagenda.database.tables import audit, corrections
from kundagenda.errors import ReaderError
from kundagenda.intake.correct import Correction, correct
from kundagenda.intake.undo_correction import undo_correction
from labelled_company import customer_items, fill_labelled_company, labels
from metrics.tables import LEVELS, agenda_items

PRICE = (10, 20, 30, 40)
BY_HAND = ("person", 1.0, None)


@pytest.fixture
def company(app: Engine) -> Engine:
    return fill_labelled_company(app)


def rows(engine: Engine, table: Any) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(select(table).order_by(table.c.id)))


def version(engine: Engine) -> str:
    with engine.connect() as connection:
        return data_version(connection)


def test_one_label_holds_for_every_repeat_in_every_forum(company: Engine) -> None:
    made = correct(company, "prislöfte", "improve", who="Anna")
    assert (made.topic, made.items, made.changed, made.replaced) == ("prislöfte", 4, 4, 0)
    assert labels(company, *PRICE) == [
        (id_, "improve", "improve", *BY_HAND, "customer") for id_ in PRICE
    ]
    with company.connect() as connection:
        versions = connection.execute(select(agenda_items.c.id, agenda_items.c.version))
        assert {id_ for id_, number in versions if number == 2} == set(PRICE)


def test_any_level_can_be_said_and_unclear_counts_as_no_customer_item(company: Engine) -> None:
    for level in (*LEVELS[-3:-1], LEVELS[0], LEVELS[-1]):
        correct(company, "Prislöfte", level)
        [(_, said, best, *_)] = labels(company, 20)
        assert (said, best) == (level, "none" if level == "unclear" else level)
    assert LEVELS[-1] == "unclear"
    assert customer_items(company)["2025-03"] == 0


def test_figures_follow_in_the_same_transaction(company: Engine) -> None:
    before, stood = customer_items(company), version(company)
    assert before == {"2022-05": 1, "2025-03": 1, "2025-04": 2, "2025-05": 0}
    correct(company, "Prislöfte", "none", "sales")
    # One of March and one of April ceased to be; Klagomål stays, the deferred one never counted.
    assert customer_items(company) == {"2022-05": 0, "2025-03": 0, "2025-04": 1, "2025-05": 0}
    assert version(company) != stood


def test_a_topic_that_leaves_the_customer_loses_that_theme(company: Engine) -> None:
    correct(company, "Prislöfte", "none")
    assert {row[-1] for row in labels(company, *PRICE)} == {None}
    correct(company, "Prislöfte", theme="sales")
    assert {row[1:] for row in labels(company, *PRICE)} == {("none", "none", *BY_HAND, "sales")}
    correct(company, "Prislöfte", "fix")
    assert {row[-1] for row in labels(company, *PRICE)} == {"customer"}


def test_a_theme_alone_leaves_the_level_to_the_model(company: Engine) -> None:
    correct(company, "Budget 2026", theme="strategy")
    assert labels(company, 21, 31) == [
        (21, "none", "none", "model", 0.9, "budget", "strategy"),
        (31, "none", "none", "model", 0.8, "budget", "strategy"),
    ]


def test_a_later_word_takes_the_place_of_the_earlier_and_keeps_what_it_left_out(
    company: Engine,
) -> None:
    first = correct(company, "Budget 2026", "none", "risk")
    second = correct(company, "Budget 2026", theme="finance")
    assert (second.level, second.theme, second.replaced) == ("none", "finance", first.id)
    held = [(row.id, row.undone_at is None) for row in rows(company, corrections)]
    assert held == [(first.id, False), (second.id, True)]


def test_saying_the_same_again_writes_nothing(company: Engine) -> None:
    made, stood = correct(company, "Prislöfte", "fix"), version(company)
    again = correct(company, "PRISLÖFTE", "fix", who="Bo")
    assert (again.id, again.changed) == (made.id, 0)
    assert len(rows(company, corrections)) == len(rows(company, audit)) == 1
    assert version(company) == stood


def test_the_audit_tells_who_what_and_how_it_was(company: Engine) -> None:
    made = correct(company, "Prislöfte", "none", "sales", who="Anna")
    [told] = rows(company, audit)
    assert (told.who, told.action, told.table_name) == ("Anna", "review: correct", "corrections")
    assert told.row_id == str(made.id)
    was, is_now = json.loads(told.before), json.loads(told.after)
    states = {tuple(state["items"]): state["level_confidence"] for state in was["states"]}
    assert states == {(10,): 0.5, (20, 30, 40): 0.6}
    assert (is_now["level"], is_now["theme"], is_now["items"]) == ("none", "sales", 4)
    assert [state["items"] for state in is_now["states"]] == [list(PRICE)]


def test_who_saw_the_topic_before_somebody_labelled_it_is_told_who_was_first(
    company: Engine,
) -> None:
    made = correct(company, "Prislöfte", "fix", who="Anna", seen=0)
    with pytest.raises(ReaderError, match="Anna was first and labelled this as fix at"):
        correct(company, "prislöfte", "value", who="Bo", seen=0)
    assert {row[1] for row in labels(company, *PRICE)} == {"fix"}
    assert len(rows(company, audit)) == 1
    correct(company, "prislöfte", "value", who="Bo", seen=made.id)
    with pytest.raises(ReaderError, match="Bo was first"):
        correct(company, "prislöfte", "none", who="Anna", seen=made.id)


def test_who_saw_a_label_that_was_undone_since_is_told(company: Engine) -> None:
    made = correct(company, "Prislöfte", "fix")
    undo_correction(company, made.id)
    with pytest.raises(ReaderError, match="has been undone since"):
        correct(company, "Prislöfte", "value", seen=made.id)


REFUSED: list[tuple[Callable[[Engine], Correction], str]] = [
    (lambda e: correct(e, "Prislöfte"), "Nothing was said of the topic"),
    (lambda e: correct(e, "Prislöfte", "deep"), "There is no level 'deep'. Use one of none, "),
    (lambda e: correct(e, "Budget 2026", theme="money"), "There is no theme 'money'"),
    (lambda e: correct(e, "Prislöfte", "fix", "sales"), "has no other theme, got 'sales' beside"),
    (lambda e: correct(e, "Prislöfte", theme="sales"), "'Prislöfte' counts as about customers"),
    (lambda e: correct(e, "Budget 2026", theme="customer"), "follows from the level"),
    (lambda e: correct(e, "Budget 2026", "none", "customer"), "follows from the level"),
    (lambda e: correct(e, "Okänd punkt", "fix"), "No item is called 'Okänd punkt'"),
    (lambda e: correct(e, "Öppnande", "fix"), "No item is called 'Öppnande'"),
    (lambda e: correct(e, "– –", "fix"), "holds no word"),
]


@pytest.mark.parametrize(("asked", "text"), REFUSED, ids=[text for _, text in REFUSED])
def test_what_cannot_be_said_is_refused_and_changes_nothing(
    company: Engine, asked: Callable[[Engine], Correction], text: str
) -> None:
    before = labels(company)
    with pytest.raises(ReaderError, match=text):
        asked(company)
    assert labels(company) == before
    assert rows(company, corrections) == rows(company, audit) == []


def test_a_customer_level_may_name_its_own_theme(company: Engine) -> None:
    assert correct(company, "Prislöfte", "fix", "customer").theme is None


def test_a_failure_half_way_leaves_everything_as_it_was(
    company: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, figures = labels(company), customer_items(company)

    def fail(*_: object) -> None:
        raise ReaderError("The power went.")

    monkeypatch.setattr("kundagenda.intake.correct.bump_version", fail)
    with pytest.raises(ReaderError, match="The power went"):
        correct(company, "Prislöfte", "none")
    assert (labels(company), customer_items(company)) == (before, figures)
    assert rows(company, corrections) == rows(company, audit) == []


def test_of_two_persons_at_the_same_moment_one_is_told_that_the_other_was_first(
    company: Engine,
) -> None:
    def label(who: str, level: str) -> str:
        try:
            correct(company, "Prislöfte", level, who=who, seen=0)
        except ReaderError as error:
            return str(error).partition(" and ")[0]
        return who

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(label, ("Anna", "Bo"), ("fix", "value")))
    [first] = {"Anna", "Bo"} & set(told)
    assert f"{first} was first" in told
    assert [row.made_by for row in rows(company, corrections)] == [first]
    assert {row[1] for row in labels(company, *PRICE)} == {"fix" if first == "Anna" else "value"}
