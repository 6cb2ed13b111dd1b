"""What an organisation calls its customers, and what becomes of the stored items by it."""

from collections.abc import Iterable

import pytest
from sqlalchemy import Engine, select, update

from kundagenda.database.tables import audit, customer_words
from kundagenda.errors import ReaderError
from kundagenda.intake import rejudge
from kundagenda.intake.judge import Judged
from kundagenda.intake.own_words import change_words, words_of
from kundagenda.intake.rejudge import rejudge_all
from labelled_company import customer_items, fill_labelled_company, labels
from metrics.tables import agenda_items

NONE = Judged("none", "none", 0.9, "", theme="other")
FIX = Judged("fix", "fix", 0.8, "brukare", theme="customer")


@pytest.fixture
def company(app: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A company whose budget is about customers, says the model from now on, and nothing else."""

    def told(titles: Iterable[str], *_: object) -> dict[str, Judged]:
        return {title: FIX if title == "Budget 2026" else NONE for title in titles}

    monkeypatch.setattr(rejudge, "judged_titles", told)
    return fill_labelled_company(app)


def words(engine: Engine) -> tuple[str, ...]:
    with engine.connect() as connection:
        return words_of(connection)


def test_words_are_added_and_removed_in_small_letters_with_an_audit_row_each(
    company: Engine,
) -> None:
    done = change_words(company, ["Brukare", " registered  Voters ", "anhörig-grupp"], who="Anna")
    assert done.words == words(company) == ("anhörig-grupp", "brukare", "registered voters")
    again = change_words(company, ["members"], ["BRUKARE"], who="Bo")
    assert (again.added, again.removed) == (("members",), ("brukare",))
    with company.connect() as connection:
        told = [
            (row.who, row.action, row.row_id)
            for row in connection.execute(select(audit).order_by(audit.c.id))
        ]
        [who] = connection.execute(
            select(customer_words.c.added_by).where(customer_words.c.word == "members")
        ).scalars()
    assert who == "Bo"
    assert told[-2:] == [
        ("Bo", "review: word added", "members"),
        ("Bo", "review: word removed", "brukare"),
    ]


def test_a_word_takes_effect_on_every_stored_item_that_no_person_has_labelled(
    company: Engine,
) -> None:
    assert customer_items(company)["2025-03"] == 1
    done = change_words(company, ["brukare"])
    # Nine items are neither formal nor a person's; their confidence at least is another now.
    assert (done.rejudged.items, done.rejudged.changed) == (9, 9)
    assert labels(company, 20, 21, 22, 32) == [
        (20, "none", "none", "model", 0.9, "", "other"),
        (21, "fix", "fix", "model", 0.8, "brukare", "customer"),
        (22, "none", "none", "rule", 1, None, None),
        (32, "fix", "fix", "person", 1, None, "customer"),
    ]
    assert customer_items(company) == {"2022-05": 0, "2025-03": 1, "2025-04": 2, "2025-05": 0}


def test_a_word_that_is_there_already_or_not_there_changes_nothing(company: Engine) -> None:
    change_words(company, ["brukare"])
    before = labels(company)
    done = change_words(company, ["brukare"], ["members"])
    assert (done.added, done.removed, done.rejudged.items) == ((), (), 0)
    assert labels(company) == before


def test_a_theme_of_the_organisations_own_making_stays(company: Engine) -> None:
    own = update(agenda_items).where(agenda_items.c.id.in_((20, 21)))
    with company.begin() as connection:
        connection.execute(own.values(theme="Torget"))
    rejudge_all(company)
    assert [row[-1] for row in labels(company, 20, 21)] == ["Torget", "customer"]


def test_all_can_be_judged_again_when_somebody_asks(company: Engine) -> None:
    assert rejudge_all(company, "Anna").changed == 9
    assert rejudge_all(company).changed == 0
    with company.connect() as connection:
        told = [
            (row.who, row.action, row.after)
            for row in connection.execute(select(audit).order_by(audit.c.id))
        ]
    assert told[0] == ("Anna", "review: judged again", "9 of 9 judged otherwise")


@pytest.mark.parametrize("word", ["", "x", "två, tre", "a1b", "=SUM(A1)", "b" * 61, "‮brukare"])
def test_what_is_no_word_is_refused_and_nothing_is_written(company: Engine, word: str) -> None:
    with pytest.raises(ReaderError, match="is no word for customers"):
        change_words(company, ["brukare", word])
    assert words(company) == ()


def test_a_word_cannot_be_added_and_removed_at_once(company: Engine) -> None:
    with pytest.raises(ReaderError, match="The word 'brukare' is to be added and removed"):
        change_words(company, ["brukare"], ["Brukare"])
