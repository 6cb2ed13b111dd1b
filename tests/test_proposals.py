"""The proposals for the next agenda: each rule by hand and restated, and what they come to."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from kundagenda.database.refresh import refresh
from kundagenda.findings.life import Life
from kundagenda.findings.overview import Priority
from kundagenda.findings.proposal import Kind, Proposal, Proposals
from kundagenda.findings.proposal_about import (
    below_share,
    falling_silent,
    near_half_life,
    too_shallow,
)
from kundagenda.findings.proposal_ground import Ground, Planned
from kundagenda.findings.proposals import proposals_of
from kundagenda.findings.reading import Reading, Status
from kundagenda.findings.say_do import say_do
from kundagenda.findings.silence import silences_of
from kundagenda.findings.view import View
from metrics import customer_item_share
from metrics.initiatives import Initiative, attention_life
from metrics.tables import (
    actions,
    agenda_items,
    decisions,
    forums,
    meetings,
    priorities,
)
from tables import fill
from test_silence import group

AS_OF = date(2026, 10, 31)
VIEW = View(AS_OF)
GROUND = Ground(VIEW, 15, (), "Ledning")
SOON = AS_OF + timedelta(days=9)
PRIORITY = Priority("Kunden först", 0.2, "items", AS_OF, AS_OF, "")


def planned(**values):
    """Something on the next agenda, with nothing told of it but what is given."""
    nothing = {"forum": "Ledning", "held_on": SOON, "level": "none", "segment": None}
    return Planned(**nothing | {"initiative": None, "topic": None} | values)


def company(app: Engine) -> None:
    """Two forums with ten items each in October; one customer decision, its action late."""
    fill(app, forums, "id | name\n1 | Ledning\n2 | Styrelse")
    fill(
        app,
        meetings,
        """
        id | forum_id | held_on    | status
        1  | 1        | 2026-10-06 | held
        2  | 1        | 2026-10-20 | held
        3  | 2        | 2026-10-15 | held
        """,
    )
    other = "\n".join(f"{n} | {m} | {n} | Budget | none | 20" for n, m in others())
    fill(
        app,
        agenda_items,
        f"""
        id | meeting_id | position | title | level_best | actual_minutes
        1  | 1          | 1        | Kundresan | fix     | 10
        2  | 2          | 2        | Klagomål  | fix     | 30
        3  | 2          | 3        | Enkäten   | measure | 20
        {other}
        """,
    )
    fill(app, decisions, "id | agenda_item_id | decided_on\n1 | 1 | 2026-10-06")
    fill(
        app,
        actions,
        """
        decision_id | text | due_on     | done_on    | cancelled
        1           | Ring | 2026-10-21 |            | no
        1           | Skriv| 2026-10-25 |            | no
        1           | Mejla| 2026-10-10 | 2026-10-09 | no
        """,
    )
    fill(
        app,
        priorities,
        "declared_share | decided_on | valid_from\n0.2 | 2026-10-01 | 2026-10-01",
    )


def others():
    """Ids and meetings of the items about other things: 7 at Ledning, 10 at Styrelse."""
    return [(10 + n, 1 + n % 2) for n in range(7)] + [(20 + n, 3) for n in range(10)]


def test_the_proposals_of_a_small_company_by_hand(app: Engine) -> None:
    company(app)
    refresh(app, today=AS_OF)
    with app.connect() as connection:
        found = proposals_of(connection, VIEW)
    assert [(each.kind, each.forum, each.subject) for each in found.proposals] == [
        (Kind.OVERDUE, "Ledning", "Kundresan"),
        (Kind.SHALLOW, "Ledning", ""),  # Ledning has met twice, Styrelse once
        (Kind.BELOW, "Styrelse", "Styrelse"),  # 0 of 10; Ledning has 3 of 10
    ]
    overdue, shallow, below = found.proposals
    assert (overdue.count, overdue.due_on, overdue.days) == (2, date(2026, 10, 21), 10)
    assert (overdue.minutes, overdue.level, overdue.item) == (20, "fix", 1)  # of 10, 20, 30
    assert (shallow.count, shallow.days, shallow.level) == (3, None, "improve")
    assert (below.share, below.declared) == (0.0, 0.2)
    # Two customer items more: 3 of 20 becomes 5 of 22, and 0.2 * 20 - 3 becomes 0.2 * 22 - 5.
    effect = found.effect([overdue, below])
    assert (effect.share, effect.share_with) == (3 / 20, 5 / 22)
    assert (effect.debt, effect.debt_with) == (pytest.approx(1.0), 0.0)
    assert effect.minutes == 40


def test_what_is_planned_already_is_not_proposed(app: Engine) -> None:
    company(app)
    fill(app, meetings, "id | forum_id | held_on | status\n9 | 2 | 2026-11-12 | planned")
    fill(
        app,
        agenda_items,
        """
        id | meeting_id | position | title     | level_best | first_seen_item_id
        91 | 9          | 1        | Kundresan | improve    | 1
        """,
    )
    refresh(app, today=AS_OF)
    with app.connect() as connection:
        assert proposals_of(connection, VIEW).proposals == ()
        only = proposals_of(connection, replace(VIEW, forum="Ledning"))
    assert [each.kind for each in only.proposals] == [Kind.SHALLOW]


def test_an_empty_database_proposes_nothing(app: Engine) -> None:
    with app.connect() as connection:
        found = proposals_of(connection, VIEW)
    assert (found.proposals, found.more) == ((), 0)
    assert found.effect([]).share is None


def life(*days_ago, completed=None, window=90):
    """One initiative discussed so many days ago, among 20 that lasted 100 days and faded."""
    own = Initiative(1, "Kundresan", None, completed, dates(days_ago))
    faded = [Initiative(100 + n, f"I{n}", None, None, dates((600, 550, 500))) for n in range(20)]
    return Life(VIEW, window, (own, *faded), attention_life([own, *faded], AS_OF, window))


def dates(days_ago):
    return tuple(sorted(AS_OF - timedelta(days=days) for days in days_ago))


ABOUT = [(1, "Styrelse", "improve", "skog")]


@pytest.mark.parametrize(
    ("found", "is_proposed"),
    [
        (life(80, 30), True),  # 80 days old, half last 100: four fifths
        (life(79, 30), False),
        (life(80, 29), False),  # asked about within a third of the window
        (life(200, 150, 89), True),
        (life(200, 150, 90), False),  # silent for the window: no longer alive
        (life(400, 79, 30), False),  # it came back, and its new stretch is young
        (life(80, 30, completed=AS_OF), False),
        (life(80, 30, completed=AS_OF + timedelta(days=1)), True),
    ],
)
def test_an_initiative_near_its_half_life(found, is_proposed):
    assert found.attention.half_life == 100
    proposed = near_half_life(ABOUT, found, GROUND)
    assert [each.initiative for each in proposed] == [1] * is_proposed
    if is_proposed:
        assert (proposed[0].forum, proposed[0].segment) == ("Styrelse", "skog")
        there = replace(GROUND, planned=(planned(initiative=1),))
        assert near_half_life(ABOUT, found, there) == []
    assert near_half_life([], found, GROUND) == []  # confidential items alone


CLOCKS = st.lists(
    st.tuples(
        st.sampled_from([None, 30, 90, 91, 400]),
        st.sampled_from([None, 30]),
        st.sampled_from([None, -0.1, 0.1]),
        st.sampled_from([None, (-20, -30, -10), (-5, -15, 5)]),
        st.booleans(),
    ),
    max_size=6,
)


@given(CLOCKS)
def test_falling_and_silent_groups_restated(drawn):
    groups = [
        group(f"g{n}", days=d, cadence=c, own=o, said_change=s)
        for n, (d, c, o, s, _) in enumerate(drawn)
    ]
    there = tuple(planned(segment=f"g{n}", level="fix") for n, each in enumerate(drawn) if each[4])
    found = falling_silent(silences_of(groups), replace(GROUND, planned=there))
    expected = {
        f"g{n}"
        for n, (days, cadence, own, said, on_agenda) in enumerate(drawn)
        if (days is None or days > (cadence or 90))
        and ((own or 0) < 0 or (said is not None and said[2] < 0))
        and not on_agenda
    }
    assert {each.segment for each in found} == expected
    assert all(each.is_customer and each.forum == "Ledning" for each in found)
    own_falls = {f"g{n}" for n, each in enumerate(drawn) if (each[2] or 0) < 0}
    for each in found:
        assert each.figure.metric.key == ("outcome:uptime" if each.segment in own_falls else "nps")


@pytest.mark.parametrize(
    ("row", "there", "days"),
    [
        ((20, 3, 0, AS_OF - timedelta(days=120)), (), 120),
        ((20, 0, 0, None), (), None),
        ((20, 3, 1, AS_OF), (), False),  # there was something deeper
        ((0, 0, 0, None), (), False),  # no meeting says nothing
        ((20, 3, 0, None), (planned(level="value"),), False),
        ((20, 3, 0, None), (planned(level="fix"),), None),
    ],
)
def test_nothing_deeper_than_a_fix(row, there, days):
    found = too_shallow([row], replace(GROUND, planned=there))
    assert [each.days for each in found] == ([] if days is False else [days])


PARTS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.integers(0, 12), st.integers(0, 40), st.integers(0, 40)),
    max_size=4,
    unique_by=lambda each: each[0],
)


@given(PARTS, st.sampled_from(["items", "minutes"]), st.sampled_from(["", "b"]), st.booleans())
def test_forums_below_the_share_restated(drawn, basis, of, on_agenda):
    rows = []
    for forum, customer, items, timed in drawn:
        rows += [
            ("customer_item_share", forum, customer, items),
            ("minutes_coverage", forum, timed, items),
            ("minutes_imputed", forum, 10 * customer, 20 * items),
        ]
    # On the next agenda of "a": the customer; on the one after: no matter.
    there = (planned(forum="a", level="fix" if on_agenda else "none"),)
    there += (planned(forum="a", level="fix", held_on=SOON + timedelta(days=1)),)
    priority = replace(PRIORITY, basis=basis, forum=of)
    found = below_share(rows, priority, replace(GROUND, planned=there))
    expected = {}
    for forum, customer, items, timed in drawn:
        share = customer / max(items, 1) / (1 if basis == "items" else 2)
        known = items >= 10 and (basis == "items" or timed / items >= 0.5)
        if known and share < 0.2 and of in ("", forum) and not (forum == "a" and on_agenda):
            expected[forum] = share
    assert {each.forum: each.share for each in found} == pytest.approx(expected)
    shares = [each.share for each in found]
    assert shares == sorted(shares)
    assert below_share(rows, replace(priority, declared_share=None), GROUND) == []
    assert below_share(rows, None, GROUND) == []


CHOSEN = st.lists(
    st.tuples(
        st.sampled_from(["none", "fix"]), st.sampled_from(["Ledning", "Styrelse"]),
        st.integers(1, 60),
    ),
    max_size=4,
)  # fmt: skip


@given(CHOSEN, st.sampled_from(["items", "minutes"]), st.sampled_from(["", "Ledning"]),
       st.integers(0, 10), st.integers(10, 60))  # fmt: skip
def test_what_some_come_to_restated(drawn, basis, of, customer, total):
    rows = [given_row("customer", customer), given_row("finance", total - customer)]
    since = say_do(rows, replace(PRIORITY, basis=basis, forum=of), AS_OF)
    year = Reading(customer_item_share, VIEW.last, None, None, None, total, customer, total, None,
                   Status.OK)  # fmt: skip
    proposals = [Proposal(Kind.BELOW, "", forum, minutes, level) for level, forum, minutes in drawn]
    effect = Proposals(VIEW, tuple(proposals), 0, year, since).effect(proposals)
    got, all_of = customer, total
    owed_got, owed_all = customer, total
    for level, forum, minutes in drawn:
        amount = minutes if basis == "minutes" else 1
        all_of += amount
        got += amount if level == "fix" else 0
        if of in ("", forum):
            owed_all += amount
            owed_got += amount if level == "fix" else 0
    assert effect.share_with == pytest.approx(got / all_of)
    assert effect.debt == pytest.approx(max(0, 0.2 * total - customer))
    assert effect.debt_with == pytest.approx(max(0, 0.2 * owed_all - owed_got))


class given_row:
    """A theme's items at one meeting of Ledning, a minute each."""

    def __init__(self, theme, count):
        self.meeting_id, self.forum, self.theme = 1, "Ledning", theme
        self.items = self.timed = count
        self.minutes = float(count)
