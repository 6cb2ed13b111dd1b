"""A small company drawn at random: rows of every table that a figure of Overview rests on."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlalchemy import Engine

from metrics.tables import (
    agenda_items,
    decisions,
    forums,
    meetings,
    outcome_values,
    priorities,
    purchases,
    subscriptions,
    survey_answers,
    survey_invitations,
)
from tables import insert_rows

START, END = date(2022, 11, 1), date(2025, 8, 20)
LEVELS = ("none", "none", "none", "none", "measure", "fix", "improve", "value")
ANSWERS_A_MONTH = {"north": 24, "south": 13, "east": 5, None: 11}

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Company:
    """The rows of one company, by table."""

    forums: Rows
    meetings: Rows
    items: Rows
    decisions: Rows
    priorities: Rows
    answers: Rows
    invitations: Rows
    subscriptions: Rows
    purchases: Rows
    outcomes: Rows


def draw_company(seed: int) -> Company:
    """A company of about three years: two forums, four segments, the last month unfinished."""
    rng = Random(seed)
    bodies = [{"id": 1, "name": "Ledning"}, {"id": 2, "name": "Styrelse"}]
    held = _meetings(rng)
    items = _items(rng, held)
    _time(Random(seed + 3), held, items)
    answers, invitations = _survey(rng)
    return Company(
        forums=bodies,
        meetings=held,
        items=items,
        decisions=_decisions(rng, held, items),
        priorities=[
            {
                "id": 1,
                "statement": "Driftsäkerhet först",
                "declared_share": 0.4,
                "decided_on": date(2024, 5, 14),
                "valid_from": date(2024, 6, 1),
            }
        ],
        answers=answers,
        invitations=invitations,
        subscriptions=_subscriptions(rng),
        purchases=_purchases(Random(seed + 1)),
        outcomes=_outcomes(Random(seed + 2)),
    )


def insert_company(company: Company, app: Engine, facts: Engine) -> None:
    """The agenda into the app database, answers and subscriptions to where facts lie."""
    insert_rows(app, forums, company.forums)
    insert_rows(app, meetings, company.meetings)
    insert_rows(app, agenda_items, company.items)
    insert_rows(app, decisions, company.decisions)
    insert_rows(app, priorities, company.priorities)
    insert_rows(facts, survey_answers, company.answers)
    insert_rows(facts, survey_invitations, company.invitations)
    insert_rows(facts, subscriptions, company.subscriptions)
    insert_rows(facts, purchases, company.purchases)
    insert_rows(facts, outcome_values, company.outcomes)


def _days(rng: Random, least: int, most: int) -> list[date]:
    """Days from start to end, each some days after the one before."""
    days, day = [], START
    while day <= END:
        days.append(day)
        day += timedelta(rng.randint(least, most))
    return days


def _meetings(rng: Random) -> Rows:
    days = [(1, day) for day in _days(rng, 11, 40)] + [(2, day) for day in _days(rng, 30, 80)]
    rows = [
        {
            "id": number,
            "forum_id": forum,
            "held_on": day,
            "status": rng.choice(["held"] * 8 + ["cancelled"]),
        }
        for number, (forum, day) in enumerate(days, start=1)
    ]
    ahead = {"forum_id": 1, "held_on": END + timedelta(21), "status": "planned"}
    return [*rows, ahead | {"id": len(rows) + 1}]


def _items(rng: Random, held: Rows) -> Rows:
    rows: Rows = []
    for meeting in held:
        for position in range(1, rng.choice([0, 3, 5, 7, 9]) + 1):
            level = rng.choice(LEVELS)
            row = {
                "id": len(rows) + 1,
                "meeting_id": meeting["id"],
                "position": position,
                "formal": rng.random() < 0.2,
                "outcome": rng.choice(["handled"] * 6 + ["added", "deferred"]),
                "level": rng.choice([level, level, "unclear"]),
                "level_best": level,
                "level_by": rng.choice(["rule", "model", "person"]),
                "segment": rng.choice([None, None, "north", "south"]),
                "first_seen_item_id": rng.choice([None, None, 1]) if rows else None,
            }
            rows.append(row)
    return rows


def _decisions(rng: Random, held: Rows, items: Rows) -> Rows:
    days = {meeting["id"]: meeting["held_on"] for meeting in held}
    return [
        {"agenda_item_id": item["id"], "decided_on": days[item["meeting_id"]]}
        for item in items
        if rng.random() < 0.1 and days[item["meeting_id"]] <= END
    ]


def _survey(rng: Random) -> tuple[Rows, Rows]:
    answers: Rows = []
    invitations: Rows = []
    for number in range((END - START).days // 30 + 1):
        for segment, usual in ANSWERS_A_MONTH.items():
            for _ in range(rng.randint(usual - 4, usual + 4) * 3):
                day = START + timedelta(30 * number + rng.randrange(30))
                invitations.append({"account_id": "a", "invited_on": day, "segment": segment})
                if rng.random() < 1 / 3:
                    answers.append(_answer(rng, min(day + timedelta(4), END), segment))
    return answers, [row for row in invitations if row["invited_on"] <= END]


def _answer(rng: Random, day: date, segment: str | None) -> dict[str, Any]:
    scale = rng.choice(["nps"] * 9 + ["csat"])
    return {
        "response_id": f"response {rng.randrange(10**6)}",
        "answered_on": day,
        "segment": segment,
        "instrument": scale,
        "scale_low": 0 if scale == "nps" else 1,
        "scale_high": 10 if scale == "nps" else 5,
        "high_is_good": True,
        "score": rng.choice([None, 11, 10, 10, 9, 9, 9, 8, 8, 7, 6, 5, 3, 0]),
    }


def _subscriptions(rng: Random) -> Rows:
    rows: Rows = []
    for number in range(70):
        for _ in range(rng.choice([1, 1, 2, 3])):
            start = date(2021, 6, 1) + timedelta(rng.randrange(1500))
            length = rng.choice([None, None, 20, 200, 400, 700])
            rows.append(
                {
                    "account_id": f"account {number % 60}",
                    "segment": rng.choice(["north", "south", "east", None]),
                    "started_on": start,
                    "ended_on": start + timedelta(length) if length else None,
                    "mrr": rng.choice([0, 100, 100, 250.5, 999.99]),
                }
            )
    return rows


def _time(rng: Random, held: Rows, items: Rows) -> None:
    """Minutes of meetings and items, half of them unknown; drawn apart, so that all else stays."""
    for row in held:
        row |= {"actual_minutes": rng.choice([None, 90, 120]), "planned_minutes": None}
    for row in items:
        row |= {
            "actual_minutes": rng.choice([None, None, 0, 7.5, 20]),
            "planned_minutes": rng.choice([None, None, 15]),
        }


def _purchases(rng: Random) -> Rows:
    return [
        {
            "account_id": f"account {rng.randrange(20)}",
            "bought_on": START + timedelta(rng.randrange((END - START).days)),
            "segment": rng.choice(["north", "south", None]),
            "amount": rng.choice([0, 10, 25.5]),
        }
        for _ in range(150)
    ]


def _outcomes(rng: Random) -> Rows:
    months = range(START.year * 12 + START.month - 1, END.year * 12 + END.month - 1)
    return [
        {
            "metric": "uptime",
            "month": month,
            "segment": segment,
            "value": rng.randrange(900, 1000) / 1000,
            "base": rng.choice([None, 40, 64]),
        }
        for month in months
        for segment in ("north", "south")
    ]
