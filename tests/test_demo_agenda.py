"""The demo agenda reads like a real one, and its counts are the planted ones."""

from collections import Counter
from datetime import date
from itertools import pairwise
from math import sqrt

import pytest

from demo_company import CUSTOMER, UNTIL, company, discussed, items_with_meetings
from kundagenda.demo import parameters as p
from kundagenda.demo.counts import draw_counts
from kundagenda.demo.drafts import Draft, draw_drafts, draw_slots
from kundagenda.demo.texts import wordings
from kundagenda.intake.formal import is_formal
from metrics.periods import month_number, parse_month

FIRST = UNTIL - p.LAST
FIXED_HOLIDAYS = {(1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31)}


def forum_of(meeting_id: int) -> str:
    names = {forum["id"]: forum["name"] for forum in company().rows["forums"]}
    meetings = {meeting["id"]: meeting["forum_id"] for meeting in company().rows["meetings"]}
    return str(names[meetings[meeting_id]])


def test_a_plain_recount_of_rows_gives_the_planted_counts_of_every_month() -> None:
    counts = draw_counts(p.DEFAULT_SEED, FIRST)
    customer: Counter[int] = Counter()
    every: Counter[int] = Counter()
    for item, meeting in discussed(company()):
        month = month_number(meeting["held_on"])
        every[month] += 1
        customer[month] += item["level"] in CUSTOMER
    months = range(FIRST, UNTIL + 1)
    assert [customer[month] for month in months] == counts.customer_by_month().tolist()
    assert [every[month] for month in months] == counts.all_by_month().tolist()
    assert sum(every.values()) == sum(every[month] for month in months)


def test_hundreds_of_titles_are_written_by_hand() -> None:
    whole = [w for w in wordings() if "{" not in w.text]
    customer = {w.text for w in whole if w.level in CUSTOMER}
    other = {w.text for w in whole if w.level == "none"}
    assert len(customer) >= 150
    assert len(other) >= 200
    assert len(customer | other) >= 350
    assert len(wordings()) == len({w.text for w in wordings()})
    assert not [w.text for w in wordings() if is_formal(w.text)]


def test_the_agenda_shows_hundreds_of_titles_and_no_open_slot() -> None:
    titles = {item["title"] for item, _ in items_with_meetings(company())}
    assert len(titles) >= 500
    assert not [title for title in titles if "{" in title or not title.strip()]


def test_three_in_ten_items_are_english() -> None:
    meetings = drafts()
    english = [draft.language == "en" for draft in meetings]
    assert sum(english) / len(english) == pytest.approx(p.ENGLISH_SHARE, abs=0.04)


def test_misleading_items_are_as_common_as_planted() -> None:
    kinds = Counter(draft.kind for draft in drafts())
    every = sum(kinds.values())
    assert kinds["hard_negative"] / every == pytest.approx(p.HARD_NEGATIVES, abs=0.015)
    assert kinds["hidden_positive"] / every == pytest.approx(p.HIDDEN_POSITIVES, abs=0.015)


def drafts() -> list[Draft]:
    counts, slots = draw_counts(p.DEFAULT_SEED, FIRST), draw_slots(FIRST)
    return [draft for meeting in draw_drafts(p.DEFAULT_SEED, counts, slots) for draft in meeting]


def test_the_leadership_team_never_meets_in_july_and_the_council_does() -> None:
    july = {
        forum_of(meeting["id"])
        for meeting in company().rows["meetings"]
        if meeting["held_on"].month == 7
    }
    assert july == {"Kundråd"}


def test_each_forum_keeps_its_rhythm() -> None:
    held = Counter(
        (forum_of(meeting["id"]), meeting["held_on"].year)
        for meeting in company().rows["meetings"]
        if meeting["status"] == "held" and any_items(meeting["id"])
    )
    for year in (2022, 2023, 2024, 2025):
        assert held["Styrelse", year] == 8
        assert held["Ledningsgrupp", year] == 24
        assert held["Kundråd", year] == 12


def any_items(meeting_id: int) -> bool:
    return any(item["meeting_id"] == meeting_id for item in company().rows["agenda_items"])


@pytest.mark.parametrize("until", [parse_month("2024-02"), parse_month("2031-10")])
def test_nobody_meets_on_a_fixed_holiday_or_a_weekend(until: int) -> None:
    days = [slot.held_on for slot in draw_slots(until - p.LAST)]
    assert not [day for day in days if (day.month, day.day) in FIXED_HOLIDAYS]
    assert not [day for day in days if day.weekday() > 4]


@pytest.mark.parametrize(
    ("forum", "share"), [("Styrelse", 0.0), ("Ledningsgrupp", 0.22), ("Kundråd", 0.60)]
)
def test_minutes_are_missing_as_often_as_planted(forum: str, share: float) -> None:
    unknown = [
        item["planned_minutes"] is None and item["actual_minutes"] is None
        for item, meeting in items_with_meetings(company())
        if forum_of(meeting["id"]) == forum
    ]
    three_errors = 3 * sqrt(share * (1 - share) / len(unknown))
    assert sum(unknown) / len(unknown) == pytest.approx(share, abs=three_errors)


def test_every_agenda_is_numbered_from_one_and_framed_by_formal_items() -> None:
    agendas: dict[int, list[dict[str, object]]] = {}
    for item in company().rows["agenda_items"]:
        agendas.setdefault(item["meeting_id"], []).append(item)
    for rows in agendas.values():
        assert [row["position"] for row in rows] == list(range(1, len(rows) + 1))
        formal = [bool(row["formal"]) for row in rows]
        assert formal == [True, True] + [False] * (len(rows) - 4) + [True, True]
        assert len(rows) >= 6


def test_a_carried_over_item_points_back_to_an_earlier_meeting_of_its_forum() -> None:
    rows = {item["id"]: (item, meeting) for item, meeting in items_with_meetings(company())}
    carried = [item for item, _ in rows.values() if item["first_seen_item_id"]]
    assert len(carried) > 200
    for item in carried:
        first, meeting = rows[item["first_seen_item_id"]]
        now = rows[item["id"]][1]
        assert meeting["held_on"] < now["held_on"]
        assert meeting["forum_id"] == now["forum_id"]
        assert first["level"] == item["level"]
        assert first["first_seen_item_id"] is None
        assert first["title"] == item["title"] or item["initiative_id"]


def test_what_is_planned_lies_ahead_and_has_not_happened() -> None:
    planned = [m for m in company().rows["meetings"] if m["status"] == "planned"]
    assert {month_number(m["held_on"]) for m in planned} == {UNTIL + 1, UNTIL + 2, UNTIL + 3}
    for item, meeting in items_with_meetings(company()):
        if meeting["status"] == "planned":
            assert item["outcome"] == "handled"
            assert item["actual_minutes"] is None


def test_deferred_items_were_planned_and_never_took_time() -> None:
    deferred = [i for i, _ in items_with_meetings(company()) if i["outcome"] == "deferred"]
    assert len(deferred) > 30
    assert {item["actual_minutes"] for item in deferred} == {None}


def test_attention_of_a_price_rise_is_one_segment_in_one_month() -> None:
    about = [
        (meeting["held_on"], item["segment"])
        for item, meeting in discussed(company())
        if "prishöjning" in item["title"].lower() or "price rise" in item["title"]
    ]
    assert {(month_number(day) - FIRST, segment) for day, segment in about} == {
        (p.PRICE_RISE, p.PRICE_RISE_SEGMENT)
    }


def test_initiatives_are_brought_up_again_and_again_until_they_end() -> None:
    seen: dict[int, list[date]] = {}
    for item, meeting in items_with_meetings(company()):
        if item["initiative_id"]:
            seen.setdefault(item["initiative_id"], []).append(meeting["held_on"])
    rows = {row["id"]: row for row in company().rows["initiatives"]}
    assert len(rows) == p.INITIATIVES
    assert len({row["name"] for row in rows.values()}) == p.INITIATIVES
    assert sum(len(days) > 1 for days in seen.values()) > 25
    for number, days in seen.items():
        assert rows[number]["launched_on"] <= days[0]
        assert all(a < b for a, b in pairwise(days))
        if rows[number]["completed_on"] and len(days) > 1:
            assert days[-1] <= rows[number]["completed_on"]
