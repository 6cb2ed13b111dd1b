"""Proposals taken away as text, calendar and document, each read again by our own readers."""

from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from icalendar import Calendar

from kundagenda.findings.next_meetings import NextMeeting
from kundagenda.findings.overview import Figure
from kundagenda.findings.proposal import Kind, Proposal, Proposals
from kundagenda.findings.reading import Reading, Status
from kundagenda.findings.view import View
from kundagenda.intake.reader import read_agenda
from kundagenda.shown.proposal_words import adoption_of, effect_of, proposed_title, reason_of
from kundagenda.shown.proposed_agenda import as_calendar, as_document, as_text, meetings_proposed
from kundagenda.texts.told import telling_in
from metrics import customer_item_share, nps

NOW = datetime(2026, 11, 1, 8, 30, tzinfo=UTC)
FIGURE = Figure(
    nps,
    Reading(nps, 0, 18.0, None, None, 99, None, None, None, Status.OK),
    Reading(nps, 0, 33.0, None, None, 99, None, None, None, Status.OK),
    None,
)
LATE = Proposal(Kind.OVERDUE, "Klagomål", "Ledning", 20, "fix", item=7, days=31, count=2,
                due_on=date(2026, 10, 1))  # fmt: skip
NEAR = Proposal(Kind.HALF_LIFE, "Kundresan", "Ledning", 15, "improve", initiative=3, days=40,
                age=120, half_life=140.0)  # fmt: skip
SILENT = Proposal(Kind.SILENT, "Skog", "Styrelse", 20, "fix", segment="skog", days=100,
                  figure=FIGURE)  # fmt: skip
NEVER = Proposal(Kind.SILENT, "Skog", "Styrelse", 20, "fix", segment="skog")
SHALLOW = Proposal(Kind.SHALLOW, "", "Ledning", 20, "improve", days=1, count=1)
BELOW = Proposal(Kind.BELOW, "Ledning", "Ledning", 20, "measure", share=0.042, declared=0.2)
COMING = {
    "Ledning": NextMeeting("Ledning", date(2026, 11, 10), 4, time(9, 0)),
    "Styrelse": NextMeeting("Styrelse", date(2026, 11, 5)),
}


@pytest.mark.parametrize(
    ("proposal", "language", "title", "reason"),
    [
        (LATE, "en", "Follow up: Klagomål",
         "2 actions decided on it are not done; the first was due on 1 Oct 2026."),
        (LATE, "sv", "Uppföljning: Klagomål",
         "2 beslutade åtgärder är inte gjorda; den första skulle ha varit klar 1 okt 2026."),
        (NEAR, "en", "Kundresan: what is left, and shall it go on?",
         "Not discussed for 40 days. Half of your initiatives are gone after 140 days, and this "
         "one began 120 days ago."),
        (SILENT, "sv", "Skog: vad behöver de av oss nu?",
         "Inte på dagordningen på 100 dagar. NPS: 18, sämre än 33 ett år tidigare."),
        (NEVER, "en", "Skog: what do they need from us now?", "Never on the agenda."),
        (SHALLOW, "en", "What can we do better for customers, or give them that is new?",
         "In three months 1 customer item, and none deeper than a fix. The last was 1 day ago."),
        (BELOW, "sv", "Vad har kunderna sagt oss, och vad gör vi åt det?",
         "Kunderna fick 4\xa0% i Ledning på tolv månader; ni lovade 20\xa0%."),
    ],
)  # fmt: skip
def test_each_proposal_in_words(proposal, language, title, reason):
    with telling_in(language):
        assert (proposed_title(proposal), reason_of(proposal)) == (title, reason)


def test_what_is_adopted_says_what_was_proposed():
    with telling_in("sv"):
        made = adoption_of(LATE)
    assert (made.title, made.minutes, made.forum, made.level, made.carries_on) == (
        "Uppföljning: Klagomål", 20, "Ledning", "fix", 7,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("customer", "total", "said"),
    [
        (30, 400, "The customer’s items, 12 months: 7.5% to 8.0%."),  # 32 of 402
        (3, 20, "The customer’s items, 12 months: 3 of 20 to 5 of 22."),  # too few to divide
        (0, 0, ""),
    ],
)
def test_what_two_come_to_in_words(customer, total, said):
    year = Reading(customer_item_share, 0, None, None, None, total, customer, total, None,
                   Status.OK)  # fmt: skip
    found = Proposals(View(date(2026, 10, 31)), (LATE, BELOW), 0, year, None)
    with telling_in("en"):
        assert effect_of(found, found.proposals) == said


@pytest.fixture
def taken():
    with telling_in("sv"):
        yield meetings_proposed([LATE, SILENT, NEAR], COMING)


def test_the_text_has_a_heading_a_meeting_the_first_first(taken):
    assert as_text(taken).splitlines() == [
        "Styrelse, 5 november 2026",
        "1. Skog: vad behöver de av oss nu? (20 min)",
        "",
        "Ledning, 10 november 2026",
        "1. Uppföljning: Klagomål (20 min)",
        "2. Kundresan: vad återstår, och ska det fortsätta? (15 min)",
    ]


def test_the_calendar_has_an_event_a_meeting(taken):
    events = Calendar.from_ical(as_calendar(taken, NOW)).walk("VEVENT")
    assert [(str(e["summary"]), e.decoded("dtstart")) for e in events] == [
        ("Styrelse", date(2026, 11, 5)),  # its hour is not known
        ("Ledning", datetime(2026, 11, 10, 9, 0)),
    ]
    assert events[1].decoded("dtend") == datetime(2026, 11, 10, 9, 35)  # 20 + 15 minutes
    again = Calendar.from_ical(as_calendar(taken, NOW)).walk("VEVENT")
    assert [str(e["uid"]) for e in events] == [str(e["uid"]) for e in again]


def proposed(meeting):
    return [(f"{item.title}", item.planned_minutes) for item in meeting.items]


def test_our_readers_read_calendar_and_document_as_they_were_proposed(taken, tmp_path: Path):
    calendar = tmp_path / "agenda.ics"
    calendar.write_bytes(as_calendar(taken, NOW))
    read = {each.held_on: each for each in read_agenda(calendar).meetings}
    assert sorted(read) == [date(2026, 11, 5), date(2026, 11, 10)]
    wanted = [("Uppföljning: Klagomål", 20.0),
              ("Kundresan: vad återstår, och ska det fortsätta?", 15.0)]  # fmt: skip
    assert proposed(read[date(2026, 11, 10)]) == wanted
    document = tmp_path / "agenda.docx"
    document.write_bytes(as_document(taken[1:]))
    [meeting] = read_agenda(document).meetings
    assert (meeting.held_on, proposed(meeting)) == (date(2026, 11, 10), wanted)


def test_the_document_says_why_and_names_no_author(taken):
    made = Document(BytesIO(as_document(taken)))
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert "Ledning, 10 november 2026" in texts
    assert reason_in_swedish(LATE) in texts
    assert made.core_properties.author == ""


def reason_in_swedish(proposal):
    with telling_in("sv"):
        return reason_of(proposal)
