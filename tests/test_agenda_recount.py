"""Every count of the Agenda page equals a naive recount, in plain Python, from the raw rows."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from statistics import median

import pytest

import restatements
from databases import APP_KINDS
from kundagenda.database.refresh import refresh
from kundagenda.findings.agenda import agenda_of
from kundagenda.findings.agenda_counts import LATE_DAYS
from kundagenda.findings.background import background_of
from kundagenda.findings.customer_items import EVIDENCE, KINDS
from kundagenda.findings.view import View
from metrics.periods import first_day
from metrics.tables import target_groups
from random_company import END, draw_company, insert_company
from recount import Counted, Recount
from tables import insert_rows

VIEWS = [View(END), View(END, forum="Styrelse", months=24), View(date(2025, 3, 31), months=12)]
THEMES = ["finance", "people", "risk", None]
LEVELS = ("measure", "fix", "improve", "value")


def company():
    """The random company with what its items lack: themes, kinds, evidence, plans."""
    drawn, luck = draw_company(seed=23), Random(7)
    days = {row["id"]: row["held_on"] for row in drawn.meetings}
    ahead = {row["id"] for row in drawn.meetings if row["status"] == "planned"}
    drawn.items[:] = [row for row in drawn.items if row["meeting_id"] not in ahead]
    for meeting in ahead:
        drawn.items.extend(_planned(meeting, position) for position in (1, 2, 3))
    for row in drawn.items:
        day = days[row["meeting_id"]]
        row |= {
            "theme": luck.choice(THEMES),
            "kind": luck.choice([*KINDS, None]),
            "evidence": luck.choice([*EVIDENCE, None]),
            "added_on": luck.choice([None, day, day - timedelta(2), day - timedelta(9)]),
            "confidential": luck.random() < 0.2,
            "title": f"Punkt {row['id']}",
        }
    return drawn


def _planned(meeting, position):
    level = "fix" if position == 2 else "none"
    return {
        "id": 90_000 + position, "meeting_id": meeting, "position": position, "formal": False,
        "outcome": "handled", "level": level, "level_best": level, "level_by": "rule",
        "segment": None, "first_seen_item_id": None, "actual_minutes": None,
        "planned_minutes": 10.0 * position,
    }  # fmt: skip


@pytest.fixture(scope="module", params=APP_KINDS)
def pages(request, app_of):
    """The sections for every view, each beside the year's rows counted by hand."""
    drawn, app = company(), app_of(request.param)
    none = {name: [] for name in ("answers", "invitations", "subscriptions", "purchases")}
    insert_company(replace(drawn, outcomes=[], **none), app, app)
    insert_rows(app, target_groups, [{"code": "north", "name": "Norr", "cadence_days": 30}])
    insert_rows(app, target_groups, [{"code": "west", "name": "Väst"}])
    refresh(app, today=END)
    with app.connect() as connection:
        background = background_of(connection)
        found = [agenda_of(connection, view, background).sections for view in VIEWS]
    counted = Counted(drawn)
    return [(s, ByHand(Recount(counted, v))) for s, v in zip(found, VIEWS, strict=True)]


class ByHand:
    """The rows of the twelve months before a view's day, in its forum."""

    def __init__(self, recount):
        self.company, self.view = recount.company, recount.view
        self.start, self.end = first_day(recount.last - 11), first_day(recount.last + 1)
        self.names = {row["id"]: row["name"] for row in self.company.forums}
        self.meetings = {
            row["id"]: row
            for row in self.company.meetings
            if self.view.forum in ("", self.names[row["forum_id"]])
        }

    def held(self, start, end):
        """Items on held meetings from a day to before another, formal ones left out."""
        return [
            item
            for item in self.company.items
            if item["meeting_id"] in self.meetings and not item["formal"]
            for meeting in [self.meetings[item["meeting_id"]]]
            if meeting["status"] == "held" and start <= meeting["held_on"] < end
        ]

    @property
    def year(self):
        """Everything that stood on an agenda of the year, put off or not."""
        return self.held(self.start, self.end)

    @property
    def discussed(self):
        """What was discussed of it."""
        return [item for item in self.year if item["outcome"] != "deferred"]

    @property
    def customer(self):
        """The customer items of it."""
        return list(filter(restatements.is_customer, self.discussed))


def compared(item):
    """Whether planned and actual minutes of a discussed item are both known."""
    known = item["planned_minutes"] is not None and item["actual_minutes"] is not None
    return known and item["outcome"] != "deferred"


def lost(item):
    """Whether a customer item took less time than planned, or none at all."""
    shorter = compared(item) and item["actual_minutes"] < item["planned_minutes"]
    return restatements.is_customer(item) and (shorter or item["outcome"] == "deferred")


def recorded(item):
    """Minutes as they were, else as planned."""
    actual = item["actual_minutes"]
    return item["planned_minutes"] if actual is None else actual


def test_levels_by_period(pages):
    for sections, hand in pages:
        view = hand.view
        until = view.as_of + timedelta(1)
        there = [i for i in hand.held(first_day(view.first), until) if i["outcome"] != "deferred"]
        size = 12 if view.months > 24 else 3
        counts = Counter()
        for item in filter(restatements.is_customer, there):
            month = restatements.month_of(hand.meetings[item["meeting_id"]]["held_on"])
            counts[month - month % size, item["level_best"]] += 1
        assert sections.depth.rungs
        for rung in sections.depth.rungs:
            assert rung.items == tuple(counts[rung.period, level] for level in LEVELS)
            assert rung.period >= view.first
        whole = {period for period, _ in counts if period >= view.first}
        assert [rung.period for rung in sections.depth.rungs] == sorted(whole, reverse=True)


def test_places(pages):
    for sections, hand in pages:
        spots = []
        for meeting in hand.meetings:
            there = [item for item in hand.discussed if item["meeting_id"] == meeting]
            there.sort(key=lambda item: item["position"])
            for place, item in enumerate(there, 1):
                if restatements.is_customer(item) and len(there) > 1:
                    spots.append((place, len(there)))
        placed = sections.placement
        parts = [(place - 0.5) / among for place, among in spots]
        assert placed.items == len(spots) > 0
        assert placed.first == sum(part < 1 / 3 - 1e-9 for part in parts)
        assert placed.last == sum(part > 2 / 3 + 1e-9 for part in parts)
        assert placed.place == median(place for place, _ in spots)
        assert placed.among == median(among for _, among in spots)


def test_time_given(pages):
    for sections, hand in pages:
        for whose, mine in (("customer", True), ("other", False)):
            there = [i for i in hand.year if restatements.is_customer(i) == mine]
            both, time = list(filter(compared, there)), sections.time[whose]
            assert time.compared == len(both)
            assert time.planned == pytest.approx(sum(i["planned_minutes"] for i in both))
            assert time.actual == pytest.approx(sum(i["actual_minutes"] for i in both))
            assert time.shortened == sum(i["actual_minutes"] < i["planned_minutes"] for i in both)
            assert time.deferred == sum(i["outcome"] == "deferred" for i in there)


def test_what_ran_over_where_the_customer_lost_time(pages):
    for sections, hand in pages:
        cuts = [item for item in sections.crowding.items if item.lost]
        wanted = list(filter(lost, hand.year))
        titles = Counter("" if item["confidential"] else item["title"] for item in wanted)
        assert Counter(cut.title for cut in cuts) == titles
        there = {item["meeting_id"] for item in wanted}
        over = Counter()
        for item in hand.year:
            mine = restatements.is_customer(item) or item["meeting_id"] not in there
            if not mine and compared(item) and item["theme"]:
                over[item["theme"]] += max(0, item["actual_minutes"] - item["planned_minutes"])
        assert sections.crowding.lost_on == len(there)
        minutes = {one.theme: one.minutes for one in sections.crowding.over}
        assert minutes == {theme: over[theme] for theme in over if over[theme]}


def test_kinds_evidence_and_short_notice(pages):
    for sections, hand in pages:
        kinds = Counter(item["kind"] for item in hand.customer)
        assert sections.kinds.customer == tuple(kinds[kind] for kind in KINDS)
        assert sections.kinds.unknown == kinds[None]
        seen = Counter(item["evidence"] for item in hand.customer)
        assert sections.evidence.counts == tuple(seen[kind] for kind in EVIDENCE)
        assert sections.evidence.unknown == seen[None]
        raised = [item for item in hand.customer if item["outcome"] == "added"]
        dated = [i for i in hand.customer if i["added_on"] and i["outcome"] != "added"]
        ahead = [(hand.meetings[i["meeting_id"]]["held_on"] - i["added_on"]).days for i in dated]
        added = sections.added["customer"]
        assert (added.items, added.known) == (len(hand.customer), len(raised) + len(dated))
        assert added.late == len(raised) + sum(days < LATE_DAYS for days in ahead)


def test_groups(pages):
    for sections, hand in pages:
        groups = {group.code: group for group in sections.groups}
        assert set(groups) == {"north", "south", "west"}
        ever = [
            item
            for item in hand.held(date(1900, 1, 1), hand.view.as_of + timedelta(1))
            if item["outcome"] != "deferred" and restatements.is_customer(item)
        ]
        for code, group in groups.items():
            mine = [item for item in hand.customer if item["segment"] == code]
            days = [hand.meetings[i["meeting_id"]]["held_on"] for i in ever if i["segment"] == code]
            assert group.items == len(mine)
            assert group.minutes == sum(recorded(item) or 0 for item in mine)
            assert group.timed == sum(recorded(item) is not None for item in mine)
            assert group.last == max(days, default=None)
        assert sections.groups[0].last is None
        assert (groups["north"].name, groups["north"].cadence) == ("Norr", 30)


def test_agendas_ahead(pages):
    (whole, _), (board, _), (earlier, _) = pages
    assert [(plan.items, plan.customer) for plan in whole.forward.plans] == [(3, 1)]
    assert (whole.forward.year.minutes, whole.forward.year.customer_minutes) == (60, 20)
    assert whole.forward.declared == 0.4
    assert not board.forward.plans
    assert len(earlier.forward.plans) == 1


def test_forums_whichever_is_looked_at(pages):
    for sections, hand in pages:
        assert {forum.forum for forum in sections.forums} == {"Ledning", "Styrelse"}
        for forum in sections.forums:
            alone = View(hand.view.as_of, forum=forum.forum)
            other = ByHand(Recount(Counted(hand.company), alone))
            meetings = {item["meeting_id"] for item in other.discussed}
            with_customer = {item["meeting_id"] for item in other.customer}
            assert (forum.items, forum.customer) == (len(other.discussed), len(other.customer))
            assert (forum.meetings, forum.with_customer) == (len(meetings), len(with_customer))
            days = Recount(Counted(hand.company), alone).customer_days
            assert forum.recency_days == (hand.view.as_of - max(days)).days
