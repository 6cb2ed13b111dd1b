"""Every agenda metric beside its plain restatement, on many drawn companies read as one table."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import restatements_agenda
from metrics import METRICS, attention
from metrics.definition import Family, Metric
from metrics.minutes import MINUTE_PARTS
from metrics.periods import parse_month
from metrics.scope import Scope
from metrics.tables import CUSTOMER_LEVELS, agenda_items, decisions, forums, meetings
from restatements_agenda import known
from tables import empty, insert_rows, parts

LEAP = Scope(parse_month("2024-02"), parse_month("2024-04"))
OF_ITEMS = [found for found in vars(attention).values() if isinstance(found, Metric)]
AGENDA = [*OF_ITEMS, *MINUTE_PARTS]
EDGE_DAYS = [date(2024, 1, 31), date(2024, 2, 1), date(2024, 2, 29), date(2024, 4, 30)]
MINUTES = [None, None, None, 0.0, -5.0, 5.0, 10.0, 12.5, 45.0]


def some_meeting(draw, number, forum):
    day = draw.choice([*EDGE_DAYS, date(2024, 5, 1)])
    return {
        "id": number,
        "forum_id": forum,
        "held_on": draw.choice([day, date(2024, 1, 20) + timedelta(draw.randrange(110))]),
        "status": draw.choice(["held"] * 6 + ["planned", "cancelled"]),
        "planned_minutes": draw.choice([None, None, -1.0, 0.0, 60.0, 90.0]),
        "actual_minutes": draw.choice([None, None, -1.0, 40.0, 120.0]),
    }


def some_item(draw, meeting, position):
    return {
        "meeting_id": meeting,
        "position": position,
        "formal": draw.random() < 0.2,
        "outcome": draw.choice(["handled", "handled", "handled", "added", "deferred"]),
        "level_best": draw.choice([*CUSTOMER_LEVELS, "none", "none", "none"]),
        "segment": draw.choice([None, None, "", "north", "south"]),
        "planned_minutes": draw.choice(MINUTES),
        "actual_minutes": draw.choice(MINUTES),
    }


def companies(draw, how_many=60):
    """The tables of many companies as one: each has two forums of its own."""
    bodies, held, items, decided = [], [], [], []
    for number in range(1, 2 * how_many + 1):
        bodies.append({"id": number, "name": f"Forum {number}"})
        for _ in range(draw.randrange(4)):
            held.append(some_meeting(draw, len(held) + 1, number))
            # Places are drawn out of order, with holes and the first of them 0 or above.
            for position in draw.sample(range(12), draw.choice([0, 1, 1, 2, 3, 5, 8])):
                first_seen = draw.choice([None, items[0]["id"]]) if items else None
                item = some_item(draw, len(held), position) | {"id": len(items) + 1}
                items.append(item | {"first_seen_item_id": first_seen})
                count = draw.choice([0, 0, 0, 1, 3])
                decided += [{"agenda_item_id": item["id"]} for _ in range(count)]
    return bodies, held, items, decided


@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@example(seed=1)
@given(seed=st.integers(0, 2**32))
def test_every_agenda_metric_agrees_with_a_plain_restatement(warehouse, seed):
    rows = companies(Random(seed))
    tables = (forums, meetings, agenda_items, decisions)
    empty(warehouse, *reversed(tables))
    for table, of_table in zip(tables, rows, strict=True):
        insert_rows(warehouse, table, of_table)
    expected = restatements_agenda.attention(*rows)
    for metric in AGENDA:
        inside = {
            key: pytest.approx(tuple(part if part is None else float(part) for part in found))
            for key, found in expected[metric.key].items()
            if LEAP.first <= key[0] <= LEAP.last
        }
        assert parts(warehouse, metric, LEAP) == inside, metric.key
        assert len(inside) >= 20, metric.key
        assert min(expected[metric.key])[0] < LEAP.first, metric.key
        assert max(expected[metric.key])[0] > LEAP.last, metric.key


def edges_of(meeting, of_meeting):
    """Which edges of the definitions a meeting holds."""
    heard = [item for item in of_meeting if item["outcome"] != "deferred"]
    items = [item for item in heard if not item["formal"]]
    timed = [known(item) for item in items if known(item) is not None]
    missing = [item["level_best"] != "none" for item in items if known(item) is None]
    formal = [known(item) for item in heard if item["formal"]]
    given_minutes = [(item["actual_minutes"], item["planned_minutes"]) for item in items]
    length = known(meeting)
    return {
        "an item alone": len(items) == 1,
        "no items at all": not items,
        "a recorded zero": 0 in timed,
        "minutes planned, not measured": any(a is None and (b or 0) > 0 for a, b in given_minutes),
        "a negative measure beside a plan": any((a or 0) < 0 < (b or 0) for a, b in given_minutes),
        "no length, minutes missing": bool(missing) and length is None,
        "no length, none missing": bool(timed) and not missing and length is None,
        "a negative length": (meeting["actual_minutes"] or 0) < 0,
        "formal minutes beside missing ones": any(formal) and bool(missing),
        "formal items without minutes": None in formal,
        "deferred minutes": any(i["outcome"] == "deferred" and known(i) for i in of_meeting),
        "more recorded than the length": bool(missing and length and sum(timed) > length),
        "time left over, none missing": bool(timed and length)
        and not missing
        and sum(timed) < length,
        "only customer items missing": bool(missing) and all(missing) and bool(length),
        "only other items missing": bool(missing) and not any(missing) and bool(length),
        "both missing": len(set(missing)) == 2,
    } | {f"held on {day}": meeting["held_on"] == day for day in EDGE_DAYS}


def test_the_drawn_companies_hold_every_edge():
    _, held, items, _ = companies(Random(1))
    counts = {}
    for meeting in held:
        of_meeting = [item for item in items if item["meeting_id"] == meeting["id"]]
        if meeting["status"] == "held":
            for edge, there in edges_of(meeting, of_meeting).items():
                counts[edge] = counts.get(edge, 0) + there
    assert [edge for edge, count in counts.items() if count < 2] == []


def test_every_agenda_metric_is_restated():
    known_keys = {metric.key for metric in AGENDA} | {"customer_minute_share"}
    assert {metric.key for metric in METRICS if metric.family is Family.AGENDA} <= known_keys
