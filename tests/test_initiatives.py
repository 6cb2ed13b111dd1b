"""How long initiatives keep attention: the worked example and every edge of an episode."""

from datetime import date, timedelta

import pytest

from metrics.initiatives import (
    End,
    Episode,
    Initiative,
    Share,
    appearances,
    attention_life,
    episode,
    initiatives_of,
    normal_interval,
    window_for,
)
from metrics.tables import agenda_items, forums, initiatives, meetings
from tables import fill, insert_rows

AS_OF = date(2025, 6, 30)
CUT_OFF = date(2025, 4, 1)  # 90 days before
FIRST = date(2024, 1, 9)


def rows_of(engine, statement):
    with engine.connect() as connection:
        return connection.execute(statement).all()


WORKED = {
    "A": ("2024-06-11 2024-07-09 2024-09-10", ""),
    "B": ("2024-08-13", ""),
    "C": ("2024-09-10 2024-10-08 2024-11-12 2024-12-10 2025-01-14", "2025-02-11"),
    "D": ("2024-10-08 2024-11-12 2025-01-14 2025-03-11 2025-05-13", ""),
    "E": ("2024-11-12 2024-12-10 2025-05-13", ""),
    "F": ("2025-01-14 2025-02-11", ""),
    "G": ("2025-05-13 2025-06-10", ""),
    "H": ("2025-01-14 2025-03-11", "2025-05-13"),
}


def put_on_agendas(warehouse, worked):
    insert_rows(warehouse, forums, [{"id": 1}])
    for number, (name, (days, completed)) in enumerate(worked.items(), start=1):
        ended = date.fromisoformat(completed) if completed else None
        insert_rows(warehouse, initiatives, [{"id": number, "name": name, "completed_on": ended}])
        for place, day in enumerate(days.split()):
            meeting = 100 * number + place
            held = {"id": meeting, "held_on": date.fromisoformat(day)}
            insert_rows(warehouse, meetings, [held])
            insert_rows(warehouse, agenda_items, [{"meeting_id": meeting, "initiative_id": number}])


def test_the_worked_example_through_the_tables(warehouse):
    put_on_agendas(warehouse, WORKED)
    life = attention_life(initiatives_of(rows_of(warehouse, appearances(AS_OF))), AS_OF)
    assert (life.n, life.faded, life.completed, life.censored) == (7, 4, 1, 2)
    assert (life.left_out, life.revived) == (1, 1)
    assert sorted((spell.duration, spell.cause) for spell in life.spells) == [
        (0, 1),
        (28, 1),
        (28, 1),
        (77, 0),
        (91, 1),
        (154, 2),
        (175, 0),
    ]
    assert [step.at for step in life.curve] == [0, 28, 91]
    assert [step.alive for step in life.curve] == pytest.approx([6 / 7, 4 / 7, 4 / 7 * 2 / 3])
    assert life.half_life == 91
    assert life.half_life_interval == (0, None)
    assert life.faded_by_180.value == pytest.approx(13 / 21)
    assert life.completed_by_180.value == pytest.approx(4 / 21)
    assert life.faded_by_180.interval[0] < 13 / 21 < life.faded_by_180.interval[1]
    assert life.longest == 175
    assert not life.enough


def test_only_what_was_discussed_by_the_day_is_an_appearance(warehouse):
    fill(
        warehouse,
        forums,
        """
        id | name
        1  | Ledning
        2  | Styrelse
        """,
    )
    fill(
        warehouse,
        meetings,
        """
        id | forum_id | held_on    | status
        1  | 1        | 2025-01-14 | held
        2  | 2        | 2025-01-14 | held
        3  | 1        | 2025-02-11 | cancelled
        4  | 1        | 2025-03-11 | planned
        5  | 1        | 2025-06-30 | held
        6  | 1        | 2025-07-01 | held
        """,
    )
    fill(
        warehouse,
        initiatives,
        """
        id | name    | segment | completed_on
        1  | Portal  | north   | 2025-06-01
        2  | Unheard |         |
        """,
    )
    fill(
        warehouse,
        agenda_items,
        """
        meeting_id | initiative_id | formal | outcome
        1          | 1             | no     | handled
        1          | 1             | no     | added
        2          | 1             | no     | handled
        3          | 1             | no     | handled
        4          | 1             | no     | handled
        5          | 1             | no     | handled
        6          | 1             | no     | handled
        1          | 2             | yes    | handled
        2          | 2             | no     | deferred
        1          |               | no     | handled
        """,
    )
    found = rows_of(warehouse, appearances(AS_OF))
    completed = date(2025, 6, 1)
    assert [tuple(row) for row in found] == [
        (1, "Portal", "north", completed, date(2025, 1, 14)),
        (1, "Portal", "north", completed, AS_OF),
    ]
    days = (date(2025, 1, 14), AS_OF)
    assert initiatives_of(found) == [Initiative(1, "Portal", "north", completed, days)]


def days_on(*offsets, start=FIRST):
    return [start + timedelta(days=offset) for offset in offsets]


def test_a_gap_of_the_window_ends_an_episode_and_one_day_less_does_not():
    assert episode(days_on(0, 89, 178), None, AS_OF) == Episode(178, End.FADED, 0)
    assert episode(days_on(0, 89, 179), None, AS_OF) == Episode(89, End.FADED, 1)
    assert episode(days_on(0, 90, 180, 200), None, AS_OF) == Episode(0, End.FADED, 2)


def test_with_a_window_of_one_day_every_day_is_an_episode_of_its_own():
    assert episode(days_on(0, 1, 2), None, AS_OF, window=1) == Episode(0, End.FADED, 2)


def test_faded_within_half_a_year_is_within_180_days():
    on_the_day, a_day_later = days_on(0, 60, 120, 180), days_on(0, 60, 120, 181)
    life = attention_life([initiative(1, on_the_day), initiative(2, a_day_later)], AS_OF)
    assert [spell.duration for spell in life.spells] == [180, 181]
    assert life.faded_by_180.value == 1 / 2


def test_a_single_appearance_lasts_no_time():
    assert episode(days_on(0), None, AS_OF) == Episode(0, End.FADED, 0)


@pytest.mark.parametrize(
    ("after_last", "expected"),
    [
        (0, Episode(50, End.COMPLETED, 0)),
        (89, Episode(50 + 89, End.COMPLETED, 0)),
        (90, Episode(50, End.FADED, 0)),
        (-10, Episode(50 - 10, End.COMPLETED, 0)),
        (-60, Episode(0, End.COMPLETED, 0)),
    ],
)
def test_a_completion_counts_until_the_window_has_passed(after_last, expected):
    completed = FIRST + timedelta(days=50 + after_last)
    assert episode(days_on(0, 50), completed, AS_OF) == expected


@pytest.mark.parametrize(
    ("last", "completed", "expected"),
    [
        (0, None, End.FADED),
        (1, None, End.CENSORED),
        (0, 0, End.COMPLETED),
        (1, 0, End.COMPLETED),
        (0, 1, End.CENSORED),
        (0, 89, End.CENSORED),
        (0, 90, End.FADED),
        (1, 200, End.CENSORED),
    ],
)
def test_at_the_cut_off_an_end_is_known_and_a_day_later_it_is_not(last, completed, expected):
    days = [CUT_OFF - timedelta(days=30), CUT_OFF + timedelta(days=last)]
    ended = None if completed is None else CUT_OFF + timedelta(days=completed)
    assert episode(days, ended, AS_OF) == Episode(30, expected, 0)


def test_what_began_after_the_cut_off_is_left_out():
    assert episode([CUT_OFF], None, AS_OF) == Episode(0, End.FADED, 0)
    assert episode([CUT_OFF, AS_OF], None, AS_OF) == Episode(0, End.FADED, 1)
    assert episode([CUT_OFF, AS_OF - timedelta(days=1)], None, AS_OF) == Episode(0, End.CENSORED, 0)
    assert episode([CUT_OFF + timedelta(days=1)], None, AS_OF) is None
    assert episode([AS_OF + timedelta(days=1)], None, AS_OF) is None
    assert episode([], None, AS_OF) is None


def initiative(number, days, completed_on=None):
    return Initiative(number, f"Satsning {number}", None, completed_on, tuple(days))


def test_nothing_to_go_by():
    for some in ([], [initiative(1, [AS_OF])]):
        life = attention_life(some, AS_OF)
        assert (life.n, life.left_out, life.curve) == (0, len(some), ())
        assert (life.half_life, life.half_life_interval) == (None, (None, None))
        assert life.faded_by_180 is life.completed_by_180 is life.longest is None
        assert not life.enough


def test_all_still_discussed_have_no_half_life_but_a_longest():
    going = [AS_OF - timedelta(days=days) for days in range(0, 301, 60)]
    life = attention_life([initiative(1, going), initiative(2, going[:-1])], AS_OF)
    assert (life.n, life.censored, life.half_life, life.longest) == (2, 2, None, 300 - 90)
    assert life.faded_by_180 == life.completed_by_180 == Share(0, None)


@pytest.mark.parametrize(
    ("faded", "going", "enough"), [(5, 5, True), (4, 6, False), (5, 4, False), (10, 0, True)]
)
def test_ten_initiatives_and_five_faded_are_enough(faded, going, enough):
    still = [AS_OF - timedelta(days=days) for days in range(0, 301, 60)]
    some = [initiative(n, days_on(0)) for n in range(faded)]
    some += [initiative(faded + n, still) for n in range(going)]
    life = attention_life(some, AS_OF)
    assert life.enough is enough
    assert life.faded_by_180.value == pytest.approx(faded / (faded + going))


def test_the_window_is_twice_the_usual_interval_and_ninety_days_at_least():
    fortnightly = [FIRST + timedelta(days=days) for days in (0, 14, 28, 42, 91)]  # a July
    assert normal_interval([*fortnightly, FIRST]) == 14
    assert window_for(fortnightly) == 90
    assert window_for(days_on(0, 60, 121)) == 60 + 61
    assert normal_interval([FIRST]) is normal_interval([]) is None
    assert window_for([]) == 90


@pytest.mark.parametrize("window", [0, -90])
def test_a_window_of_no_days_is_refused(window):
    for refused in (
        lambda: episode([FIRST], None, AS_OF, window),
        lambda: attention_life([], AS_OF, window),
    ):
        with pytest.raises(ValueError, match=f"window of {window} days is impossible"):
            refused()
