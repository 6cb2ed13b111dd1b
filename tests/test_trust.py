"""How far coders agree, who re-tagged before a meeting, and what is said of both."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, update

from databases import log_unguarded
from kundagenda.database.backup import back_up
from kundagenda.database.restore import restore
from kundagenda.database.tables import audit, corrections
from kundagenda.findings.facts import Fact
from kundagenda.findings.said_trust import agreement_fact, retags_fact
from kundagenda.findings.trust import Agreement, Retagger, Retags, agreement, retags
from kundagenda.intake.correct import correct
from kundagenda.intake.second_coding import code_second
from kundagenda.intake.undo_correction import undo_correction
from kundagenda.texts.sentences import sentence
from labelled_company import fill_labelled_company
from metrics.agreement import Alpha, Verdict
from metrics.tables import agenda_items, forums, meetings
from tables import fill, insert_rows

MEETING = date(2025, 6, 10)


def agreed(engine: Engine) -> Agreement:
    with engine.connect() as connection:
        return agreement(connection)


def told(fact: Fact, lang: str = "sv") -> str:
    return sentence(fact.said, lang).replace("\u00a0", " ")


@pytest.fixture
def coded(app: Engine) -> Engine:
    """24 items of two topics, half of the items about customers by the model."""
    fill(app, forums, "id | name\n1 | Ledning")
    fill(app, meetings, "id | held_on\n1  | 2025-03-11")
    rows = [
        {"id": n, "meeting_id": 1, "position": n, "title": title, "level_best": level}
        | {"level": level}
        for n in range(1, 25)
        for level, title in [(("fix", "none")[n % 2], ("Löfte", "Budget")[n % 2])]
    ]
    insert_rows(app, agenda_items, rows)
    return app


def test_agreement_is_between_the_first_label_and_the_second(coded: Engine) -> None:
    for n in range(1, 25):
        code_second(coded, n, ("value" if n == 2 else "fix", "none")[n % 2], "insight")
    found = agreed(coded)
    assert (found.items, found.coders, found.first_by_person) == (24, 2, 0)
    assert found.customer.value == 1
    # Of 48 labels 24 are none, 23 fix, 1 value; one of 24 items has two that differ.
    expected = (48**2 - 24**2 - 23**2 - 1) / (48 * 47)
    assert found.levels.value == pytest.approx(1 - (1 / 24) / expected)


def test_who_cannot_tell_gives_no_label(coded: Engine) -> None:
    for n in range(1, 25):
        code_second(coded, n, "unclear" if n > 20 else ("fix", "none")[n % 2], "insight")
    assert agreed(coded).items == 20
    assert agreed(coded).customer.value == 1


def test_a_correction_afterwards_makes_agreement_no_better(coded: Engine) -> None:
    for n in range(1, 25):
        code_second(coded, n, "fix", "insight")
    before = agreed(coded)
    assert before.customer.verdict is Verdict.UNRELIABLE
    assert correct(coded, "Budget", "fix").changed == 12
    assert agreed(coded) == before


def test_a_persons_first_label_is_told_from_the_models(coded: Engine) -> None:
    correct(coded, "Löfte", "fix")
    for n in range(1, 25):
        code_second(coded, n, "fix", "insight")
    assert (agreed(coded).items, agreed(coded).first_by_person) == (24, 12)


def test_an_item_that_the_first_person_could_not_tell_has_one_label_alone(coded: Engine) -> None:
    correct(coded, "Löfte", "unclear")
    for n in range(1, 25):
        code_second(coded, n, "fix", "insight")
    assert (agreed(coded).items, agreed(coded).first_by_person) == (12, 0)


def test_a_coders_latest_word_counts_and_a_third_coder_is_a_third(coded: Engine) -> None:
    for n in range(1, 25):
        code_second(coded, n, "value", "insight")
        code_second(coded, n, ("fix", "none")[n % 2], "insight")
        code_second(coded, n, ("fix", "none")[n % 2], "sales")
    found = agreed(coded)
    assert (found.levels.value, found.coders) == (1, 3)


def test_a_coding_after_a_restore_is_told_from_one_of_its_number(
    coded: Engine, tmp_path: Path
) -> None:
    """SQLite gives numbers again that a restore has taken away; the log keeps both."""

    def code_all() -> Agreement:
        for n in range(1, 25):
            code_second(coded, n, "fix", "insight")
        return agreed(coded)

    first = back_up(coded, tmp_path / "first.db").file
    apart = code_all()
    second = back_up(coded, tmp_path / "second.db").file
    restore(coded, first, "op", over=True)
    with coded.begin() as connection:
        connection.execute(update(agenda_items).values(level="fix", level_best="fix"))
    assert code_all().levels != apart.levels, "all agree now"
    restore(coded, second, "op", over=True)
    assert agreed(coded) == apart


def test_nothing_coded_is_too_few(app: Engine) -> None:
    found = agreed(app)
    assert (found.items, found.coders, found.customer.verdict) == (0, 0, Verdict.TOO_FEW)


def an_agreement(value: float | None, verdict: Verdict, items: int = 60) -> Agreement:
    low, high = (None, None) if value is None else (value - 0.1, value + 0.1)
    alpha = Alpha(value, low, high, items, verdict)
    return Agreement(alpha, alpha, items, 2, 0)


@pytest.mark.parametrize(
    ("value", "verdict", "items", "text"),
    [
        (0.854, Verdict.RELIABLE, 60, "På 60 punkter som märkts två gånger stämmer märkningen väl "
         "överens: 0,85 av 1 (Krippendorffs alfa)."),
        (0.7, Verdict.TENTATIVE, 60, "På 60 punkter som märkts två gånger stämmer märkningen "
         "någorlunda överens: 0,70 av 1 (Krippendorffs alfa). Ta andelarna som ungefärliga."),
        (-0.05, Verdict.UNRELIABLE, 60, "På 60 punkter som märkts två gånger stämmer märkningen "
         "för dåligt överens: −0,05 av 1 (Krippendorffs alfa). Kom överens om vad som räknas som "
         "kundpunkt."),
        (None, Verdict.TOO_FEW, 1, "1 punkt har märkts två gånger; 20 krävs för att säga hur väl "
         "märkningen stämmer överens."),
        (None, Verdict.UNDEFINED, 24, "Alla 24 punkter som märkts två gånger hamnade på samma "
         "sida, så det finns inget att skilja åt."),
    ],
)  # fmt: skip
def test_agreement_is_told_with_what_it_is_worth(
    value: float | None, verdict: Verdict, items: int, text: str
) -> None:
    fact = agreement_fact(an_agreement(value, verdict, items))
    assert (fact.key, fact.value, fact.base) == ("agreement_alpha", value, items)
    assert told(fact) == text
    assert told(fact, "en").endswith(".")


@pytest.fixture
def company(app: Engine) -> Engine:
    """Agendas with a planned meeting on 10 June 2025."""
    return fill_labelled_company(app)


def happened(engine: Engine, on: date) -> None:
    """Let what was done last have been done on a day."""
    then = datetime(on.year, on.month, on.day, 9)
    with engine.begin() as connection, log_unguarded(connection):
        for column in (audit.c.happened_at, corrections.c.made_at):
            today = update(column.table).where(column > datetime(2026, 1, 1))
            connection.execute(today.values({column.name: then}))


def retagged(engine: Engine, today: date) -> Retags:
    with engine.connect() as connection:
        return retags(connection, today)


def say(engine: Engine, on: date, title: str, level: str, who: str) -> int:
    made = correct(engine, title, level, who=who)
    happened(engine, on)
    return made.id


def test_changed_labels_are_told_by_direction_and_by_person(company: Engine) -> None:
    say(company, MEETING - timedelta(days=14), "Budget 2026", "improve", "Anna")
    say(company, MEETING, "Prislöfte", "none", "Bo")
    say(company, MEETING, "Klagomål", "value", "Anna")
    say(company, MEETING, "Fönstret", "none", "Anna")  # the model said none too
    found = retagged(company, MEETING - timedelta(days=14))
    assert (found.meeting_on, found.forum, found.since) == (
        MEETING, "Ledning", MEETING - timedelta(days=14),
    )  # fmt: skip
    assert (found.items, found.towards, found.away, found.within) == (2 + 4 + 1, 2, 4, 1)
    assert found.by == (Retagger("Bo", 0, 4, 0), Retagger("Anna", 2, 0, 1))


def test_what_was_changed_before_the_two_weeks_is_not_told(company: Engine) -> None:
    say(company, MEETING - timedelta(days=15), "Budget 2026", "improve", "Anna")
    say(company, MEETING + timedelta(days=1), "Fönstret", "improve", "Anna")
    assert retagged(company, MEETING).items == 0


def test_what_was_changed_and_put_back_is_no_change(company: Engine) -> None:
    made = say(company, MEETING, "Budget 2026", "improve", "Anna")
    undo_correction(company, made, "Anna")
    happened(company, MEETING)
    say(company, MEETING, "Prislöfte", "none", "Anna")
    say(company, MEETING, "Prislöfte", "value", "Bo")
    assert retagged(company, MEETING).items == 0


def test_an_item_changed_twice_counts_once_for_who_came_last(company: Engine) -> None:
    say(company, MEETING, "Fönstret", "fix", "Anna")
    say(company, MEETING, "Fönstret", "value", "Bo")
    assert retagged(company, MEETING).by == (Retagger("Bo", 1, 0, 0),)


@pytest.mark.parametrize(
    ("today", "meeting"),
    [
        (date(2025, 5, 26), date(2025, 5, 13)),  # the next is 15 days away; 20 May was cancelled
        (date(2025, 5, 27), MEETING),
        (MEETING, MEETING),
        (date(2025, 6, 11), MEETING),
        (date(2022, 1, 1), None),
    ],
)
def test_the_next_meeting_counts_once_its_two_weeks_have_begun(
    company: Engine, today: date, meeting: date | None
) -> None:
    assert retagged(company, today).meeting_on == meeting


def test_retags_are_told_in_one_sentence(company: Engine) -> None:
    none = retags_fact(retagged(company, MEETING))
    assert (none.key, none.value) == ("retags_before_meeting", 0)
    assert told(none) == "Ingen märkning ändrades de två veckorna före mötet 10 juni 2025."
    say(company, MEETING, "Fönstret", "fix", "Anna")
    one = retags_fact(retagged(company, MEETING))
    assert one.value == 1
    assert told(one, "en") == (
        "1 label was changed in the two weeks before the meeting of 10 Jun 2025: "
        "1 to the customer, 0 from the customer."
    )
    nowhere = retags_fact(retagged(company, date(2022, 1, 1)))
    assert nowhere.value is None
    assert told(nowhere, "en").startswith("There is no meeting yet")


def test_a_label_is_changed_by_nothing_but_a_person(company: Engine) -> None:
    rows: list[dict[str, Any]] = [{"happened_at": datetime(2025, 6, 9), "who": "import"}]
    insert_rows(company, audit, [row | {"action": "import: imported"} for row in rows])
    assert retagged(company, MEETING).items == 0
