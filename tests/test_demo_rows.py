"""The rows of the demo company: the same each time, whole, and of one piece."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from demo_company import CUSTOMER, UNTIL, company, items_with_meetings
from kundagenda.demo import parameters as p
from kundagenda.demo.company import draw_company
from kundagenda.demo.truth import FILE, truth, written
from metrics.periods import last_day, month_number
from metrics.tables import METADATA, outcome_values

AGENDA_TABLES = ("forums", "meetings", "initiatives", "agenda_items", "decisions", "actions")
FACTS = ("survey_invitations", "survey_answers", "subscriptions", "purchases")


def test_the_same_seed_gives_the_same_rows() -> None:
    assert draw_company(p.DEFAULT_SEED, UNTIL).rows == company().rows


def test_another_seed_gives_another_company() -> None:
    other = draw_company(p.DEFAULT_SEED + 1, UNTIL)
    assert other.rows["agenda_items"] != company().rows["agenda_items"]
    assert other.rows["survey_answers"] != company().rows["survey_answers"]


def test_the_null_twin_shares_every_row_of_the_agenda_and_not_what_customers_do() -> None:
    twin = company(null_twin=True)
    for table in AGENDA_TABLES:
        assert twin.rows[table] == company().rows[table]
    assert twin.rows["survey_answers"] != company().rows["survey_answers"]
    assert twin.rows["subscriptions"] != company().rows["subscriptions"]


def test_a_year_later_every_table_has_as_many_rows_in_each_month() -> None:
    later = company(UNTIL + 12)
    for table, day in (
        ("meetings", "held_on"), ("survey_answers", "answered_on"),
        ("survey_invitations", "invited_on"), ("subscriptions", "started_on"),
        ("purchases", "bought_on"), ("decisions", "decided_on"),
    ):  # fmt: skip
        now, then = (
            Counter(month_number(row[day]) - drawn.until for row in drawn.rows[table])
            for drawn in (company(), later)
        )
        assert now == then, table
    assert [i["level"] for i in later.rows["agenda_items"]] == [
        i["level"] for i in company().rows["agenda_items"]
    ]


def test_every_segment_is_a_target_group() -> None:
    groups = {row["code"] for row in company().rows["target_groups"]}
    assert len(groups) == 6
    for table in ("agenda_items", "initiatives", *FACTS, "outcome_values"):
        segments = {row["segment"] for row in company().rows[table]} - {None}
        assert segments <= groups, table
        if table not in ("initiatives",):
            assert segments == groups, table
    assert {row["segment"] for row in company().rows["targets"]} - {""} <= groups


def test_every_outcome_of_a_target_group_has_values_in_all_sixty_months() -> None:
    values = {(r["metric"], r["segment"], r["month"]) for r in company().rows["outcome_values"]}
    for group in company().rows["target_groups"]:
        for month in range(UNTIL - p.LAST, UNTIL + 1):
            assert (group["outcome_metric"], group["code"], month) in values
    assert {row[0] for row in values} == {
        "uptime", "delivery_precision", "price_premium", "growth", "margin",
    }  # fmt: skip


@pytest.mark.parametrize("table", sorted(company().rows))
def test_no_row_points_at_one_that_is_not_there(table: str) -> None:
    for column in METADATA.tables[table].c:
        for key in column.foreign_keys:
            there = {row[key.column.name] for row in rows_or_none(key.column.table.name)}
            used = {row.get(column.name) for row in company().rows[table]} - {None}
            assert used <= there, f"{table}.{column.name}"


def rows_or_none(table: str) -> list[dict[str, Any]]:
    return company().rows.get(table, [])


def test_subscriptions_of_an_account_never_overlap_nor_last_no_day() -> None:
    spells: dict[str, list[tuple[date, date]]] = {}
    for row in company().rows["subscriptions"]:
        ended = row["ended_on"] or date.max
        assert row["started_on"] < ended
        assert row["mrr"] > 0
        spells.setdefault(row["account_id"], []).append((row["started_on"], ended))
    for account, rows in spells.items():
        rows.sort()
        starts = [start for start, _ in rows[1:]]
        ends = [end for _, end in rows[:-1]]
        assert all(end <= start for end, start in zip(ends, starts, strict=True)), account


def test_prices_are_indexed_each_january_and_some_customers_come_back() -> None:
    rows = company().rows["subscriptions"]
    opened = {(row["account_id"], row["started_on"]): row["mrr"] for row in rows}
    indexed = [
        opened[row["account_id"], row["ended_on"]] / row["mrr"]
        for row in rows
        if row["ended_on"]
        and (row["ended_on"].month, row["ended_on"].day) == (1, 1)
        and (row["account_id"], row["ended_on"]) in opened
        and row["segment"] != p.PRICE_RISE_SEGMENT
    ]
    assert len(indexed) > 1500
    assert all(factor == pytest.approx(p.INDEXATION, abs=1e-4) for factor in indexed)
    left = Counter(
        row["account_id"]
        for row in rows
        if row["ended_on"] and (row["account_id"], row["ended_on"]) not in opened
    )
    running = {row["account_id"] for row in rows if row["ended_on"] is None}
    back = [account for account, times in left.items() if times > 1 or account in running]
    assert 0.01 < len(back) / len(left) < 0.12


def test_answers_come_after_invitations_within_the_month_and_stay_on_their_scale() -> None:
    invited = Counter(
        (month_number(row["invited_on"]), row["segment"])
        for row in company().rows["survey_invitations"]
    )
    returned = Counter()
    for row in company().rows["survey_answers"]:
        assert row["score"] is None or row["scale_low"] <= row["score"] <= row["scale_high"]
        if row["instrument"] == "nps":
            returned[month_number(row["answered_on"]), row["segment"]] += 1
    assert set(returned) <= set(invited)
    assert all(returned[key] <= invited[key] for key in invited)
    july = sum(n for (month, _), n in returned.items() if month % 12 == 6)
    march = sum(n for (month, _), n in returned.items() if month % 12 == 2)
    assert july < march / 2


def test_some_segment_is_too_thin_in_july_to_be_shown() -> None:
    july = Counter(
        row["segment"]
        for row in company().rows["survey_answers"]
        if row["instrument"] == "nps"
        and month_number(row["answered_on"]) % 12 == 6
        and row["answered_on"].year == 2026
    )
    assert min(july.values()) < 10
    assert sum(july.values()) >= 30


def test_decisions_come_from_discussed_items_and_actions_from_decisions() -> None:
    items = {item["id"]: (item, meeting) for item, meeting in items_with_meetings(company())}
    decided = {row["agenda_item_id"] for row in company().rows["decisions"]}
    customer = [
        item["id"] in decided
        for item, meeting in items.values()
        if item["level"] in CUSTOMER
        and meeting["status"] == "held"
        and item["outcome"] != "deferred"
    ]
    rate = sum(customer) / len(customer)
    assert rate == pytest.approx(p.DECISION_PER_CUSTOMER_ITEM, abs=0.06)
    for row in company().rows["decisions"]:
        item, meeting = items[row["agenda_item_id"]]
        assert row["decided_on"] == meeting["held_on"] <= last_day(UNTIL)
        assert item["kind"] == "decision"
        assert (row["expected_metric"] is None) == (row["expected_by"] is None)
    roles = {row["owner_role"] for row in company().rows["actions"]}
    assert len(roles) > 8
    done = [row["done_on"] for row in company().rows["actions"] if row["done_on"]]
    assert max(done) <= last_day(UNTIL)


def test_the_priority_is_decided_six_months_before_attention_falls() -> None:
    [priority] = company().rows["priorities"]
    assert priority["declared_share"] == 0.20
    assert priority["basis"] == "items"
    decided = month_number(priority["decided_on"])
    # The month planned for is a July here, in which the leadership team never meets.
    assert UNTIL - decided == p.LAST - p.PRIORITY_DECIDED + 1
    assert p.DROP_BEGINS - p.PRIORITY_DECIDED == 6


def test_outcome_values_fit_their_table() -> None:
    assert {column.name for column in outcome_values.c} == set(company().rows["outcome_values"][0])


def test_the_truth_file_says_what_the_generator_does() -> None:
    assert FILE.read_text(encoding="utf-8") == written()
    planted = truth()["planted"]
    assert planted["T1_level_drop"]["begins"] == p.MONTHS - 1 - p.DROP_BEGINS == 21
    assert planted["T2_lead"]["lag_months"] == 3
    assert planted["T3_retention_chain"]["lag_months"] == 5
    assert planted["initiatives"]["fade_before_completion"] == pytest.approx(0.684)
