"""Which topics are suggested for an initiative: by its name, its group and what it already has."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, update

from kundagenda.errors import ReaderError
from kundagenda.intake.link_suggestions import STRONG, LinkSuggestion, link_suggestions
from kundagenda.intake.shared_words import is_same_word
from kundagenda.intake.topics import topic_of
from metrics.tables import agenda_items, forums, initiatives, meetings
from tables import empty, fill, insert_rows

FORUMS = """
    id | name
    1  | Ledning
    2  | Styrelse
"""
MEETINGS = """
    id | forum_id | held_on    | status
    1  | 1        | 2024-02-13 | held
    2  | 1        | 2025-03-11 | held
    3  | 2        | 2025-04-08 | held
    4  | 1        | 2025-05-13 | planned
    5  | 1        | 2025-05-20 | cancelled
"""
CANCELLED = 5
INITIATIVES = """
    id | name                      | segment     | launched_on
    1  | Kundportalen 2.0          |             | 2024-09-01
    2  | Snabbare offert           | Småföretag  | 2024-09-01
    3  | Onboarding in 30 days     | SMB         |
    4  | Leveransprecision 98      | Industri    | 2024-09-01
    5  | Servicelyftet             |             |
    6  | Churn rescue programme    |             |
    7  | Ny app                    |             |
    8  | Kund i styrelserummet     |             |
    9  | Code of Conduct renewal   |             |
"""
# What a person would link, in the first column: 0 where it is another matter.
REAL_LOOKING = """
    1 |            | 3. Kundportalen 2.0 – lägesrapport
    1 |            | Lägesrapport kundportal
    1 |            | Beslut om kundportalens etapp 2
    1 |            | KUNDPORTALEN (30 min)
    1 |            | Portalen: inloggning
    0 |            | Leverantörsportalen
    0 |            | Version 2.0 av affärssystemet
    2 | Småföretag | Offerter inom ett dygn
    2 |            | Snabbare svar på offerter
    2 | Småföretag | Vi ska offerera snabbare
    0 |            | Snabbare bokslut
    0 |            | Offert från revisionsbyrån
    3 | SMB        | Onboarding: the first 30 days
    3 |            | Onboarding in thirty days, go-live
    3 | SMB        | Shorter onboarding for new accounts
    0 |            | Onboarding of new employees
    0 |            | The next 30 days
    4 | Industri   | Leveransprecisionen i september
    4 |            | Leveransprecision 98: uppföljning
    0 | Handel     | Leveransprecision, handeln
    5 |            | Servicelyft: pilot i Borås
    5 |            | Uppföljning av servicelyftet
    0 |            | Service av truckar
    0 |            | Lönelyftet
    6 |            | Churn rescue: team in place
    6 |            | Rescue programme for churning accounts
    0 |            | Training programme for staff
    0 |            | Churn report, Q2
    7 |            | Ny app: start
    7 |            | Ny app, demo
    0 |            | Ny apparatur i labbet
    0 |            | App för tidrapportering
    8 |            | Kunder i styrelserummet, vem bjuds in?
    8 |            | Kund i styrelserummet: första besöket
    0 |            | Styrelserummet byggs om
    0 |            | Kund i konkurs
    9 |            | New Code of Conduct, first draft
    0 |            | Renewal of the lease
"""


def lines(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


@pytest.fixture
def company(app: Engine) -> Engine:
    for table, text in ((forums, FORUMS), (meetings, MEETINGS), (initiatives, INITIATIVES)):
        fill(app, table, text)
    return app


def suggested(engine: Engine, initiative: int, limit: int = 50) -> list[LinkSuggestion]:
    with engine.connect() as connection:
        return list(link_suggestions(connection, initiative, limit))


# What the words of the name do not tell, and a word of the name in another matter.
MISSED = {
    (1, "Portalen: inloggning"),
    (2, "Vi ska offerera snabbare"),
    (3, "Shorter onboarding for new accounts"),
    (4, "Leveransprecisionen i september"),
}
WRONG = {(8, "Styrelserummet byggs om")}


def test_what_a_person_would_link(company: Engine) -> None:
    rows = [(int(own), segment or None, title) for own, segment, title in lines(REAL_LOOKING)]
    items = [
        {"meeting_id": 2, "position": n, "segment": segment, "title": title}
        for n, (_, segment, title) in enumerate(rows, 1)
    ]
    insert_rows(company, agenda_items, items)
    wanted = {(own, title) for own, _, title in rows if own}
    found = {
        (own, item.title)
        for own in range(1, 10)
        for s in suggested(company, own)
        for item in s.items
    }
    assert wanted - found == MISSED
    assert found - wanted == WRONG


ITEMS = """
    id | meeting_id | position | title                          | segment    | initiative_id | formal | confidential
    10 | 1          | 1        | Kundportalen 2.0: förstudie    |            |               | no     | no
    11 | 1          | 2        | Kundportalen: tidig idé        |            |               | no     | no
    20 | 2          | 1        | Kundportalen 2.0: lägesrapport |            | 1             | no     | yes
    21 | 2          | 2        | Kundportalen 2.0: start        |            |               | no     | no
    22 | 2          | 3        | Servicelyftet                  |            | 5             | no     | no
    23 | 2          | 4        | Offertmallar, snabbare         | Handel     |               | no     | no
    24 | 2          | 5        | Offertstöd, snabbare           | Småföretag |               | no     | no
    30 | 3          | 1        | 3. KUNDPORTALEN 2.0, lägesrapport |         |               | no     | yes
    31 | 3          | 2        | 2. Servicelyftet               |            |               | no     | no
    32 | 3          | 3        | Servicelyftet: pilot           |            | 1             | no     | no
    33 | 3          | 4        | Servicelyftet                  |            |               | yes    | no
    40 | 4          | 1        | Kundportalen 2.0: lägesrapport |            |               | no     | no
    50 | 5          | 1        | Kundportalen 2.0: lägesrapport |            |               | no     | no
"""  # noqa: E501 - a table has a line a row


def told(engine: Engine, initiative: int) -> list[tuple[list[int], str]]:
    """Each suggestion's items and the linked title."""
    return [([item.id for item in s.items], s.linked) for s in suggested(engine, initiative)]


def test_a_topic_is_one_suggestion_with_its_reasons(company: Engine) -> None:
    fill(company, agenda_items, ITEMS)
    repeated, start, before = suggested(company, 1)
    # One topic, however it is written: an item of a meeting to come, none of a cancelled one.
    assert [item.id for item in repeated.items] == [40, 30]
    assert (repeated.linked, repeated.linked_confidential) == (
        "Kundportalen 2.0: lägesrapport",
        True,
    )
    assert (repeated.words, repeated.strength) == (("kundportalen", "2.0"), 1.0)
    assert repeated.confidential
    assert not repeated.before_launch
    newest = repeated.items[0]
    assert (newest.day, newest.forum) == (date(2025, 5, 13), "Ledning")
    assert (start.title, start.linked, start.confidential) == ("Kundportalen 2.0: start", "", False)
    # Before the launch only the whole name counts: "Kundportalen: tidig idé" is not there.
    assert (before.title, before.before_launch) == ("Kundportalen 2.0: förstudie", True)


def test_what_another_initiative_has_is_left_to_it(company: Engine) -> None:
    fill(company, agenda_items, ITEMS)
    assert told(company, 5) == [([31], "Servicelyftet")]
    assert all(31 not in ids and 33 not in ids for ids, _ in told(company, 1))
    with company.begin() as connection:
        connection.execute(
            update(agenda_items).values(initiative_id=6).where(agenda_items.c.id == 22)
        )
    # The topic is another's now, though its words are this initiative's name.
    assert told(company, 5) == []


def test_the_better_name_has_the_title(company: Engine) -> None:
    insert_rows(company, initiatives, [{"id": 20, "name": "Kundportalen"}])
    insert_rows(
        company, agenda_items, [{"id": 60, "meeting_id": 2, "title": "Kundportalen 2.0: start"}]
    )
    insert_rows(company, agenda_items, [{"id": 61, "meeting_id": 2, "title": "Kundportalen"}])
    assert told(company, 1) == [([60], ""), ([61], "")]
    assert told(company, 20) == [([61], "")]


NEARLY = """
    id | meeting_id | title                               | initiative_id
    60 | 2          | Flytt av centrallagret till Borås   | 7
    61 | 3          | Flytten av centrallagret till Borås |
    62 | 3          | Flytt av kontoret till Borås        |
"""


def test_another_spelling_of_a_linked_topic_is_nearly_the_same(company: Engine) -> None:
    fill(company, agenda_items, NEARLY)
    assert told(company, 7) == [([61], "Flytt av centrallagret till Borås")]


def test_there_must_be_such_an_initiative(company: Engine) -> None:
    with pytest.raises(ReaderError, match="no initiative number 77"):
        suggested(company, 77)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("portalen", "portal", True),
        ("kunder", "kunden", True),
        ("programmet", "program", True),
        ("medarbetare", "medarbetarna", True),
        ("deliveries", "delivery", True),
        ("mål", "målen", True),
        ("lager", "lagar", False),
        ("drifttid", "drifttidsgaranti", False),
        ("2.0", "2", False),
    ],
)
def test_inflections_are_one_word(one: str, other: str, same: bool) -> None:
    assert is_same_word(one, other) == is_same_word(other, one) == same


WORDS = (
    "Kundportalen",
    "kundportal",
    "2.0",
    "offert",
    "Offerter",
    "snabbare",
    "start",
    "av",
    "Ny",
    "app",
)
TITLES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
DRAWN = st.fixed_dictionaries(
    {
        "title": TITLES,
        "meeting_id": st.integers(1, 5),
        "segment": st.sampled_from([None, "Småföretag", "Handel"]),
        "initiative_id": st.sampled_from([None, None, 1, 2, 7]),
        "formal": st.booleans(),
    }
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(DRAWN, max_size=25), st.randoms(use_true_random=False))
def test_what_is_promised_of_every_suggestion(sqlite_app: Engine, rows: list[dict], luck) -> None:
    rows = [{"id": n, "position": n, **row} for n, row in enumerate(rows, 1)]
    found = []
    for order in (rows, luck.sample(rows, len(rows))):
        empty(sqlite_app, agenda_items, initiatives, meetings, forums)
        for table, text in ((forums, FORUMS), (meetings, MEETINGS), (initiatives, INITIATIVES)):
            fill(sqlite_app, table, text)
        insert_rows(sqlite_app, agenda_items, order)
        found.append({own: suggested(sqlite_app, own) for own in (1, 2, 7)})
    assert found[0] == found[1]
    by_id = {row["id"]: row for row in rows}
    for own, suggestions in found[0].items():
        ids = [item.id for s in suggestions for item in s.items]
        assert len(ids) == len(set(ids))
        assert len({s.topic for s in suggestions}) == len(suggestions)
        assert [s.strength for s in suggestions] == sorted(
            (s.strength for s in suggestions), reverse=True
        )
        for one in suggestions:
            there = [by_id[item.id] for item in one.items]
            assert {topic_of(row["title"]) for row in there} == {one.topic}
            assert not any(row["formal"] or row["initiative_id"] for row in there)
            assert all(row["meeting_id"] != CANCELLED for row in there)
            # Nothing is suggested without a reason that can be told.
            assert one.words or one.linked
            theirs = {
                row["initiative_id"]
                for row in rows
                if topic_of(row["title"]) == one.topic
                and row["initiative_id"]
                and not row["formal"]
                and row["meeting_id"] != CANCELLED
            }
            assert not theirs or own in theirs
            early = any(row["meeting_id"] == 1 for row in there)
            assert one.before_launch == (early and own in (1, 2))
            assert one.strength >= STRONG or not one.before_launch
