"""Where figures that do not add up over months stand, and how the page Definitions says so."""

import json
import re
from datetime import date, datetime, timedelta

import pytest

from app_pages import Pages, statements
from definition_entries import PAGE, entries
from kundagenda.database.schema import open_database
from kundagenda.findings.latest_figures import Lack, latest_figures
from metrics import CATALOGUE, FIGURES
from metrics.periods import last_day, parse_month
from metrics.tables import actions, agenda_items, decisions, forums, initiatives, meetings, verdicts
from metrics.uncertainty import wilson
from tables import fill, insert_rows

LAST = parse_month("2025-06")
END = last_day(LAST)
BEGUN = date(2024, 1, 9)


def figures(app):
    with app.connect() as connection, statements() as sent:
        found = latest_figures(connection, LAST)
    assert len(sent) == 5
    return found


def hold(app, text, forum=1):
    """Meetings on days, each with a customer item (c), another item (o), or no agenda (-)."""
    for line in text.split():
        day, sign = line.split("/")
        number = date.fromisoformat(day).toordinal() * 10 + forum
        held = {"id": number, "forum_id": forum, "held_on": date.fromisoformat(day)}
        insert_rows(app, meetings, [held])
        level = {"c": "fix", "o": "none"}.get(sign)
        if level:
            insert_rows(app, agenda_items, [{"meeting_id": number, "level_best": level}])


def follow(app, stays):
    """Initiatives discussed on a first day and so many days later; * was completed then."""
    for number, stay in enumerate(stays.split(), start=1):
        last = BEGUN + timedelta(int(stay.strip("*")))
        completed = last if "*" in stay else None
        insert_rows(app, initiatives, [{"id": number, "completed_on": completed}])
        for day in {BEGUN, last}:
            held = {"id": day.toordinal() * 100 + number, "held_on": day}
            insert_rows(app, meetings, [held])
            item = {"meeting_id": held["id"], "initiative_id": number, "level_best": "fix"}
            insert_rows(app, agenda_items, [item])


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.key)
def test_a_figure_says_in_one_sentence_what_it_is(figure):
    assert figure.definition.endswith(".")
    assert figure.definition[0].isupper()
    assert not re.search(r"[.!?]\s", figure.definition)
    assert all(text.strip() for text in (figure.label, figure.formula, figure.base, figure.source))


def test_keys_and_labels_are_those_of_one_figure_only():
    every = [*CATALOGUE.values(), *FIGURES]
    assert len({figure.key for figure in every}) == len(every)
    assert len({figure.label for figure in every}) == len(every)
    assert [figure.key for figure in FIGURES] == [
        "recency_days", "longest_gap_days", "streak", "action_completion", "action_on_time",
        "follow_through_90", "attention_half_life", "faded_by_180", "completed_by_180",
        "customer_tenure",
    ]  # fmt: skip


def test_nothing_read_in_is_no_figure_and_never_zero(app):
    assert figures(app) == {figure.key: None for figure in FIGURES}


def test_recency_gap_and_streak_of_meetings_up_to_the_last_day_of_the_month(app):
    insert_rows(app, forums, [{"id": 1}])
    days = "2025-01-14/c 2025-02-11/c 2025-03-11/c 2025-04-08/o 2025-05-13/c 2025-06-10/c"
    hold(app, f"2024-02-06/c {days} 2025-06-24/- 2025-07-01/c")
    found = figures(app)
    recency, gap, streak = (found[key] for key in ("recency_days", "longest_gap_days", "streak"))
    assert (recency.value, recency.base, recency.as_of) == (30 - 10, 1 + 6, END)
    # From 1 July 2024, where the twelve months begin, to 14 January: it may have begun before.
    assert (gap.value, gap.at_least, gap.base) == (31 + 31 + 30 + 31 + 30 + 31 + 13, True, 6)
    assert (streak.value, streak.longest, streak.base) == (2, 3, 6)


def test_a_gap_between_two_meetings_is_known_in_full(app):
    insert_rows(app, forums, [{"id": 1}])
    hold(app, "2025-05-01/c 2025-05-21/o 2025-06-11/c")
    gap = figures(app)["longest_gap_days"]
    assert (gap.value, gap.at_least) == (31 + 10, False)


def test_without_a_customer_item_there_is_no_recency_and_a_streak_of_none(app):
    insert_rows(app, forums, [{"id": 1}])
    hold(app, "2025-06-10/o")
    found = figures(app)
    assert (found["recency_days"].value, found["recency_days"].lack) == (None, Lack.NEVER)
    assert (found["longest_gap_days"].value, found["longest_gap_days"].at_least) == (20, True)
    assert found["streak"].value == 0


def test_meetings_of_long_ago_have_a_recency_but_no_streak(app):
    insert_rows(app, forums, [{"id": 1}])
    hold(app, "2024-06-10/c")
    found = figures(app)
    assert found["recency_days"].value == 20 + 365
    assert (found["streak"].value, found["streak"].lack) == (None, Lack.NOTHING_COUNTED)


def decide(app, acts):
    """Decisions on a customer item and on another, and what is to be done about them."""
    insert_rows(app, forums, [{"id": 1}])
    insert_rows(app, meetings, [{"id": 1}])
    fill(
        app,
        agenda_items,
        """
        id | meeting_id | level_best
        1  | 1          | fix
        2  | 1          | none
        """,
    )
    fill(
        app,
        decisions,
        """
        id | agenda_item_id | decided_on
        1  | 1              | 2025-01-14
        2  | 2              | 2025-01-14
        3  | 1              | 2025-06-10
        """,
    )
    fill(app, actions, "decision_id | text | due_on | done_on | cancelled\n" + acts)


def test_actions_due_and_decisions_old_enough_are_counted_whatever_they_are_about(app):
    decide(
        app,
        """
        1 | on time   | 2025-02-01 | 2025-01-30 | no
        1 | late      | 2025-02-01 | 2025-03-30 | no
        2 | not done  | 2025-02-01 |            | no
        2 | cancelled | 2025-02-01 |            | yes
        3 | no date   |            |            | no
        3 | later     | 2025-07-01 | 2025-06-20 | no
        """,
    )
    found = figures(app)
    done, on_time, followed = (
        found[key] for key in ("action_completion", "action_on_time", "follow_through_90")
    )
    assert (done.value, done.base, (done.low, done.high)) == (2 / 3, 3, wilson(2, 3))
    assert (on_time.value, on_time.base) == (1 / 3, 3)
    assert (followed.value, followed.base) == (1 / 2, 2)  # the third is 20 days old


def test_what_has_not_come_due_is_no_share(app):
    decide(app, "3 | later | 2025-07-01 | | no")
    found = figures(app)
    assert (found["action_completion"].value, found["action_completion"].base) == (None, 0)
    assert found["action_on_time"].lack is Lack.NOTHING_COUNTED
    assert found["follow_through_90"].value == 0 / 2


def test_half_life_and_shares_of_ten_initiatives(app):
    insert_rows(app, forums, [{"id": 1}])
    follow(app, "0 5 10 15 20 25 30 35 40* 45*")
    found = figures(app)
    half_life = found["attention_half_life"]
    assert (half_life.value, half_life.base, half_life.as_of) == (20, 10, END)  # the fifth of ten
    assert half_life.low < 20 < half_life.high
    faded, completed = found["faded_by_180"], found["completed_by_180"]
    assert faded.value == pytest.approx(8 / 10)
    assert completed.value == pytest.approx(2 / 10)
    assert faded.low < 8 / 10 < faded.high


@pytest.mark.parametrize("stays", ["0 5 10 15 20 25 30 35 40", "0 5 10 15 40* 40* 40* 40* 40* 40*"])
def test_nine_initiatives_or_four_faded_are_too_few(app, stays):
    insert_rows(app, forums, [{"id": 1}])
    follow(app, stays)
    found = figures(app)
    for key in ("attention_half_life", "faded_by_180", "completed_by_180"):
        assert (found[key].value, found[key].lack) == (None, Lack.TOO_FEW)
        assert found[key].base == len(stays.split())


def test_where_more_than_half_remain_there_is_no_half_life_but_shares(app):
    insert_rows(app, forums, [{"id": 1}])
    follow(app, "0 1 2 3 4 40* 40* 40* 40* 40* 45*")
    found = figures(app)
    half_life = found["attention_half_life"]
    assert (half_life.value, half_life.lack, half_life.longest) == (None, Lack.NOT_HALF, 45)
    assert found["faded_by_180"].value == pytest.approx(5 / 11)


def test_silence_is_judged_by_the_forum_that_meets_least(app):
    """Where a board meets every 100 days, 100 days of silence are not the end of anything."""
    fill(app, forums, "id | name\n1 | Ledning\n2 | Styrelse")
    follow(app, "0 0 0 0 100 100 100 100 100 100 100")
    hold(app, "2024-01-16/o 2024-01-23/o 2024-01-30/o")
    assert figures(app)["attention_half_life"].value == 0
    hold(app, "2024-01-10/o 2024-04-19/o 2024-07-28/o", forum=2)
    assert figures(app)["attention_half_life"].value == 100


def stay(app, month="2025-06", **told):
    """A verdict on how long customers stay, computed in a month."""
    detail = {"n": 10, "median": 12, "low": 9, "high": None, "longest": 30} | told
    row = {
        "kind": "survival", "metric": "customer_tenure", "quarter": parse_month(month) // 3 * 3,
        "status": "ok" if detail["n"] >= 10 else "not_enough_data",
        "detail": json.dumps(detail | {"last": parse_month(month)}), "computed_at": datetime.now(),
    }  # fmt: skip
    insert_rows(app, verdicts, [row])


def test_how_long_customers_stay_is_read_from_the_newest_verdict_up_to_the_month(app):
    for month, median in (("2024-12", 11), ("2025-06", 12), ("2025-09", 99)):
        stay(app, month, median=median)
    tenure = figures(app)["customer_tenure"]
    assert (tenure.value, tenure.low, tenure.high, tenure.base) == (12, 9, None, 10)
    assert tenure.as_of == END


@pytest.mark.parametrize(
    ("told", "lack", "longest"),
    [({"n": 9, "median": None}, Lack.TOO_FEW, None), ({"median": None}, Lack.NOT_HALF, 30)],
)
def test_a_stay_that_is_not_known_says_why(app, told, lack, longest):
    stay(app, **told)
    tenure = figures(app)["customer_tenure"]
    assert (tenure.value, tenure.lack, tenure.longest) == (None, lack, longest)
    assert tenure.base == told.get("n", 10)


@pytest.fixture
def shown(tmp_path, monkeypatch):
    """What the page says of each figure of a company that a test fills."""
    address = f"sqlite:///{tmp_path / 'figures.db'}"
    engine = open_database(address)
    insert_rows(engine, forums, [{"id": 1}])
    yield engine, lambda lang: entries(Pages(monkeypatch, address).open(PAGE, lang=lang))
    engine.dispose()


WORDS = {
    "recency_days": ("20 days 3 meetings as of 30 June 2025", "20 dagar 3 möten per 30 juni 2025"),
    "longest_gap_days": ("28 days 3 meetings as of", "28 dagar 3 möten per"),
    "streak": ("0 meetings longest 2 3 meetings", "0 möten som längst 2 3 möten"),
    "action_completion": (
        "67% likely 21–94% 3 actions, few as of", "67 % troligen 21–94 % 3 åtgärder, få per",
    ),
    "follow_through_90": ("– nothing to count 0 decisions", "– inget att räkna 0 beslut"),
    "attention_half_life": ("– no figures yet", "– inga tal än"),
    "customer_tenure": (
        "12 months likely 9 months or more 10 customers, few as of 30 June 2025",
        "12 månader troligen 9 månader eller mer 10 kunder, få per 30 juni 2025",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lang", "language"), [("en", 0), ("sv", 1)])
def test_a_value_stands_with_its_interval_base_and_day_in_both_languages(shown, lang, language):
    engine, said = shown
    hold(engine, "2025-05-13/c 2025-06-10/c 2025-06-30/o")
    item = date(2025, 6, 10).toordinal() * 10 + 1
    insert_rows(engine, agenda_items, [{"id": 7, "meeting_id": item}])
    taken = [{"id": 1, "agenda_item_id": 7, "decided_on": date(2025, 6, 10)}]
    insert_rows(engine, decisions, taken)
    due = {"decision_id": 1, "text": "Ring", "due_on": date(2025, 6, 20)}
    for done in (date(2025, 6, 20), date(2025, 6, 25), None):
        insert_rows(engine, actions, [due | {"done_on": done}])
    stay(engine)
    found = said(lang)
    for key, words in WORDS.items():
        assert words[language] in found[key]


REASONS = {
    "recency_days": ("– no customer item so far 2 meetings", "– ingen kundpunkt hittills 2 möten"),
    "longest_gap_days": ("at least 20 days", "minst 20 dagar"),
    "attention_half_life": (
        "– too few, shown from 10 with 5 faded 0 initiatives as of",
        "– för få, visas från 10 med 5 som tystnat 0 initiativ per",
    ),
    "customer_tenure": (
        "– more than half remain after 30 months 10 customers as of",
        "– mer än hälften är kvar efter 30 månader 10 kunder per",
    ),
}


@pytest.mark.parametrize(("lang", "language"), [("en", 0), ("sv", 1)])
def test_what_has_no_value_says_why_in_both_languages(shown, lang, language):
    engine, said = shown
    hold(engine, "2025-06-10/o 2025-06-30/o")
    insert_rows(engine, initiatives, [{"id": 1}])
    seen = {"meeting_id": date(2025, 6, 10).toordinal() * 10 + 1, "initiative_id": 1}
    insert_rows(engine, agenda_items, [seen | {"level_best": "none"}])
    stay(engine, median=None)
    found = said(lang)
    for key, words in REASONS.items():
        assert words[language] in found[key]
