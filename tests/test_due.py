"""What is due, each with a reason that lasts as long as it does, told in both languages."""

import json
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from kundagenda.database.refresh import refresh
from kundagenda.database.state import DEMO, remember
from kundagenda.findings.due import LONGEST_REASON, Due, Limits, Silent, due_of
from kundagenda.findings.undone import Undone, undone_of
from kundagenda.shown.reminded import due_sentence, message_of
from kundagenda.texts.told import telling_in
from metrics.tables import (
    actions,
    agenda_items,
    decisions,
    forums,
    meetings,
    priorities,
    target_groups,
    targets,
    verdicts,
)
from tables import empty, fill, insert_rows

LIMITS = Limits(gap_days=90, stale_days=45)
TODAY = date(2026, 10, 10)
# The second Tuesday or so of fourteen months, the customer on the first eight of them.
HELD = [date(2025 + (7 + n) // 12, (7 + n) % 12 + 1, 10) for n in range(14)]
LAST_CUSTOMER = HELD[7]


@pytest.fixture
def company(app: Engine) -> Engine:
    """Fourteen meetings of four items; what was promised, aimed at and decided is in arrears."""
    fill(app, forums, "id | name\n1 | Ledning")
    insert_rows(app, meetings, [{"id": n, "held_on": day} for n, day in enumerate(HELD, 1)])
    insert_rows(app, agenda_items, [
        {"id": 10 * meeting + place, "meeting_id": meeting, "position": place,
         "level_best": "fix" if place == 1 and meeting <= 8 else "none",
         "segment": "handel" if (meeting, place) == (8, 1) else None,
         "confidential": (meeting, place) == (3, 1)}
        for meeting in range(1, 15) for place in range(1, 5)
    ])  # fmt: skip
    fill(app, decisions, """
        id | agenda_item_id | decided_on
        1  | 11             | 2025-08-10
        2  | 31             | 2025-10-10
    """)  # fmt: skip
    expected = {"expected_metric": "customer_item_share", "expected_direction": "up"}
    insert_rows(app, decisions, [
        {"id": number, "agenda_item_id": item, "decided_on": HELD[item // 10 - 1], "text": text,
         "expected_by": by} | expected
        for number, item, text, by in (
            (3, 81, "Mer kund.", date(2026, 7, 31)),
            (4, 81, "Längre fram.", date(2026, 10, 1)),
            (5, 11, "För mer än ett år sedan.", date(2025, 9, 29)),
        )
    ])  # fmt: skip
    fill(app, actions, """
        id | decision_id | text            | owner_role     | due_on     | done_on    | cancelled
        1  | 1           | Ring kunderna   | Försäljchef    | 2026-09-01 |            | no
        2  | 2           | Köp bolaget     | VD             | 2026-08-01 |            | no
        3  | 1           | Gjort           |                | 2026-09-01 | 2026-09-01 | no
        4  | 1           | Inställt        |                | 2026-09-01 |            | yes
        5  | 1           | Inte ännu       |                | 2026-10-11 |            | no
    """)  # fmt: skip
    fill(app, target_groups, """
        code     | name     | cadence_days
        handel   | Handel   | 120
        industri | Industri | 60
        skog     | Skog     |
    """)  # fmt: skip
    fill(app, targets, "metric | segment | valid_from | value\n"
                       "customer_item_share | | 2026-01-01 | 0.5")  # fmt: skip
    fill(app, priorities, "id | declared_share | basis | decided_on | valid_from\n"
                          "1 | 0.5 | items | 2025-08-01 | 2025-08-01")  # fmt: skip
    refresh(app)
    empty(app, verdicts)
    detail = {"mean_last": 0.0, "mean_before": 0.25, "since": "2026-04"}
    insert_rows(app, verdicts, [
        {"kind": "level", "metric": "customer_item_share", "against": "", "forum": "",
         "segment": "", "quarter": 2026 * 4, "status": "changed", "detail": json.dumps(detail),
         "computed_at": datetime(2026, 10, 1)},
    ])  # fmt: skip
    return app


def due(engine: Engine, today: date = TODAY, limits: Limits = LIMITS) -> tuple[Due, ...]:
    with engine.connect() as connection:
        return due_of(connection, limits, today)


REASONS = {
    "silent:2026-03-10": (
        "The latest customer item was 204 days ago, 10 March 2026; wanted within 90 days.",
        "Senaste kundpunkten var för 204 dagar sedan, 10 mars 2026; önskat inom 90 dagar.",
    ),
    "share::2025-08-01": (
        # 8 of 56 items are 14 %, and 50 % was promised.
        "Since the decision the share of items is 36 points below what you promised.",
        "Sedan beslutet ligger andelen av punkterna 36 enheter under löftet.",
    ),
    "level:customer_item_share:down": (
        "Customer share of items. The last six months averaged 0%, earlier 25%. "
        "This is more than ordinary variation from month to month explains.",
        "Kundens andel av punkterna. De senaste sex månaderna var andelen i snitt 0 %, "
        "tidigare 25 %. Det är mer än vanlig variation från månad till månad förklarar.",
    ),
    "target:customer_item_share::2026-01-01:0.5": (
        # Six of the 48 items of twelve months.
        "Target not reached. Customer share of items: 12% (6–25%), the target is at least 50%.",
        "Målet inte nått. Kundens andel av punkterna: 12 % (6–25 %), målet är minst 50 %.",
    ),
    "silent:industri:never": (
        "The customer group Industri has never been on an agenda; wanted within 60 days.",
        "Kundgruppen Industri har aldrig stått på dagordningen; önskat inom 60 dagar.",
    ),
    "silent:handel:2026-03-10": (
        "The customer group Handel was last on an agenda 204 days ago, 10 March 2026; wanted "
        "within 120 days.",
        "Kundgruppen Handel stod senast på dagordningen för 204 dagar sedan, 10 mars 2026; "
        "önskat inom 120 dagar.",
    ),
    "promise:3:2026-07-31": (
        # Three of the twelve items of October to December, none of the twelve of April to June.
        "Promised by 31 July 2026: Mer kund. Expected: Customer share of items, up. What came of "
        "it: within chance, −25.0 percentage points (−53.2 to 4.1).",
        "Utlovat till 31 juli 2026: Mer kund. Väntat: Kundens andel av punkterna, upp. Vad det "
        "blev: inom slumpen, −25,0 procentenheter (−53,2 till 4,1).",
    ),
    "action:2:overdue:2026-08-01": (
        "Overdue since 1 August 2026: an action on a confidential item. Owner: VD.",
        "Försenad sedan 1 augusti 2026: en åtgärd på en konfidentiell punkt. Ansvarig: VD.",
    ),
    "action:1:overdue:2026-09-01": (
        "Overdue since 1 September 2026: Ring kunderna. Owner: Försäljchef.",
        "Försenad sedan 1 september 2026: Ring kunderna. Ansvarig: Försäljchef.",
    ),
}  # fmt: skip


def test_everything_that_is_due_is_found_with_its_reason_and_told(company: Engine) -> None:
    found = {each.reason: each for each in due(company)}
    assert set(found) == set(REASONS)
    for place, lang in enumerate(("en", "sv")):
        with telling_in(lang):
            told = {reason: due_sentence(each) for reason, each in found.items()}
        for reason, words in REASONS.items():
            assert told[reason].replace("\xa0", " ") == words[place]
    assert "Köp bolaget" not in str(found), "what is confidential is not even read"


def test_a_reason_is_the_same_the_day_after_and_on_the_limit_there_is_none(company: Engine) -> None:
    reasons = [each.reason for each in due(company)]
    assert [each.reason for each in due(company, TODAY + timedelta(0))] == reasons
    later = [each.reason for each in due(company, TODAY + timedelta(1))]
    assert later == [*reasons, "action:5:overdue:2026-10-11"]
    # Figures are as of 30 September, 204 days after the tenth of March.
    exact = {each.reason for each in due(company, limits=Limits(204, 45))}
    assert "silent:2026-03-10" not in exact


def test_data_are_stale_after_the_days_that_were_set(company: Engine) -> None:
    ended = date(2026, 9, 30)
    for days, is_due in ((45, False), (46, True)):
        found = [each.reason for each in due(company, ended + timedelta(days))]
        assert ("stale:2026-09-30" in found) is is_due


def test_nothing_is_due_before_any_data_and_the_demo_is_never_stale(app: Engine) -> None:
    assert due(app) == ()
    fill(app, forums, "id | name\n1 | Ledning")
    fill(app, meetings, "id | held_on\n1 | 2026-01-20")
    fill(app, agenda_items, "id | meeting_id | position | level_best\n1 | 1 | 1 | fix")
    assert [each.reason for each in due(app)] == ["stale:2026-01-20"]
    with app.begin() as connection:
        remember(connection, DEMO, '{"company": "Nordlog AB"}')
    assert due(app) == ()


def test_a_company_that_never_had_a_customer_item_is_told_after_as_many_days(app: Engine) -> None:
    fill(app, forums, "id | name\n1 | Ledning")
    fill(app, meetings, "id | held_on\n1 | 2026-01-20\n2 | 2026-05-19")
    fill(app, agenda_items, "id | meeting_id | position\n1 | 1 | 1\n2 | 2 | 1")
    [found] = due(app, date(2026, 5, 19))
    assert (found.reason, found.what) == ("silent:never", Silent("", None, None, 90))
    with telling_in("en"):
        assert due_sentence(found) == "No meeting has had a customer item; wanted within 90 days."
    # 119 days from the first meeting to the second.
    assert due(app, date(2026, 5, 19), Limits(119, 45)) == ()


DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 9))
ACTION = st.tuples(DAYS | st.none(), DAYS | st.none(), st.booleans())


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ACTION, max_size=6), DAYS)
def test_overdue_actions_are_those_that_a_loop_finds(sqlite_app, written, today):
    empty(sqlite_app, actions, decisions, agenda_items, meetings, forums)
    fill(sqlite_app, forums, "id | name\n1 | Ledning")
    fill(sqlite_app, meetings, "id | held_on\n1 | 2025-12-01")
    fill(sqlite_app, agenda_items, "id | meeting_id | position\n1 | 1 | 1")
    fill(sqlite_app, decisions, "id | agenda_item_id | decided_on\n1 | 1 | 2025-12-01")
    insert_rows(sqlite_app, actions, [
        {"id": n, "decision_id": 1, "text": "Gör", "due_on": by, "done_on": done, "cancelled": off}
        for n, (by, done, off) in enumerate(written, 1)
    ])  # fmt: skip
    expected = []
    for n, (by, done, off) in enumerate(written, 1):
        late = by is not None and by <= today
        if late and not off and (done is None or done > today):
            expected.append(Undone(n, by, None, "Gör"))
    with sqlite_app.connect() as connection:
        found = undone_of(connection, today)
    assert list(found) == sorted(expected, key=lambda action: (action.due_on, action.id))


def test_a_message_has_a_line_a_reason_and_a_link_a_page(company: Engine) -> None:
    found = due(company)
    with telling_in("sv"):
        subject, text = message_of(found, "https://kund.example.com/")
        assert message_of(found[:1], "")[0] == "Kundagenda: 1 påminnelse"
        assert "http" not in message_of(found, "")[1]
    assert subject == f"Kundagenda: {len(found)} påminnelser"
    assert len([line for line in text.splitlines() if line.startswith("- ")]) == len(found)
    links = [line for line in text.splitlines() if line.startswith("http")]
    assert links == [
        "https://kund.example.com/agenda?lang=sv",
        "https://kund.example.com/?lang=sv",
        "https://kund.example.com/agenda?lang=sv",
        "https://kund.example.com/outcomes?lang=sv",
        "https://kund.example.com/follow-through?lang=sv",
    ]


def test_of_many_overdue_actions_the_newest_are_told_and_the_others_counted() -> None:
    days = [date(2026, 1, n) for n in range(1, 13)]
    late = [Due(f"action:{day}", "data", Undone(1, day, None, f"Sak {day.day}.")) for day in days]
    with telling_in("en"):
        subject, text = message_of(late, "")
    assert subject == "Kundagenda: 12 reminders"
    lines = text.splitlines()
    assert lines[0] == "- Overdue since 12 January 2026: Sak 12."
    assert lines[8:] == ["- 4 more actions are overdue."]


def test_of_many_promises_that_came_due_the_newest_are_told_and_the_others_counted(
    company: Engine,
) -> None:
    [promise] = [each for each in due(company) if each.reason.startswith("promise")]
    with telling_in("sv"):
        text = message_of([promise] * 10, "")[1]
    assert text.count("Utlovat till 31 juli 2026") == 8
    assert text.splitlines()[-1] == "- 2 löften till har förfallit."


def test_a_reason_always_fits_its_column(company: Engine) -> None:
    code = "g" * 100
    fill(company, targets, f"metric | segment | valid_from | value\n{'m' * 60} | {code} | "
                           "2026-01-01 | 0.123456789012345678901234567890123")  # fmt: skip
    assert all(len(each.reason) <= LONGEST_REASON for each in due(company))
