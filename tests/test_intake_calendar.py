"""Agendas in calendar files of Outlook, Google and others: one a meeting, by local days."""

from datetime import date
from pathlib import Path

import pytest

from kundagenda.errors import ReaderError
from kundagenda.intake.calendar import read_calendar
from kundagenda.intake.reader import read_agenda
from kundagenda.intake.reading import ReadFile, ReadMeeting

TODAY = date(2025, 6, 1)
AGENDA = "DESCRIPTION:1. Kundlöften (20 min)\\n2. Budget (10 min)"


def calendar(*events: str, head: str = "") -> ReadFile:
    """The events are lines of properties; what stands between them is the same everywhere."""
    inside = "\n".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT" for event in events)
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}\n{inside}\nEND:VCALENDAR\n"
    return read_calendar(text, "kalender.ics", TODAY)


def days(read: ReadFile) -> list[str]:
    return [meeting.held_on.isoformat() for meeting in read.meetings]


def starts(read: ReadFile) -> list[str]:
    return [f"{m.held_on:%m-%d} {m.starts_at:%H:%M}" for m in read.meetings if m.starts_at]


def titles(meeting: ReadMeeting) -> list[str]:
    return [item.title for item in meeting.items]


def told(read: ReadFile) -> str:
    return " | ".join(remark.text for remark in read.warnings)


def test_a_weekly_meeting_keeps_its_local_time_over_the_change_to_summer_time() -> None:
    for zone in ("Europe/Stockholm", '"W. Europe Standard Time"', "Romance Standard Time"):
        read = calendar(
            f"UID:1\nSUMMARY:Ledningsgrupp\nDTSTART;TZID={zone}:20250324T090000\n"
            f"DTEND;TZID={zone}:20250324T103000\nRRULE:FREQ=WEEKLY;COUNT=3\n{AGENDA}"
        )
        assert starts(read) == ["03-24 09:00", "03-31 09:00", "04-07 09:00"]
        assert {meeting.planned_minutes for meeting in read.meetings} == {90.0}


def test_a_floating_time_and_an_unknown_zone_are_read_as_written() -> None:
    for zone in ("", ";TZID=Kontorets tid"):
        read = calendar(
            f"UID:1\nSUMMARY:Styrelse\nDTSTART{zone}:20250113T233000\nDURATION:PT45M\n"
            f"RRULE:FREQ=MONTHLY;BYDAY=2MO;UNTIL=20250310T223000Z\n{AGENDA}"
        )
        assert starts(read) == ["01-13 23:30", "02-10 23:30", "03-10 23:30"]
        assert read.meetings[0].planned_minutes == 45


def test_google_tells_utc_and_names_the_zone_of_the_calendar() -> None:
    read = calendar(
        f"UID:1\nSUMMARY:Ledning\nDTSTART:20250113T230000Z\nDTEND:20250114T000000Z\n{AGENDA}",
        head="X-WR-TIMEZONE:Europe/Stockholm",
    )
    # 23:00 in UTC is midnight of the next day in Stockholm.
    assert starts(read) == ["01-14 00:00"]


def test_google_writes_the_agenda_as_html() -> None:
    read = calendar(
        "UID:1\nSUMMARY:Ledning\nDTSTART;TZID=Europe/Stockholm:20250113T090000\n"
        "DESCRIPTION:<b>Agenda</b><br><ol><li>Kundlöften (20 min)</li><li>Budget<ul>"
        "<li>utfall\\, prognos</li></ul></li></ol>-::~:~::~:~:~:~:~:~:~:~:~:~::-<br>"
        "Join with Google Meet: https://meet.example.invalid/a<br>Or dial: +46 1<br>"
        "-::~:~::~:~:~:~:~:~:~:~:~:~::-"
    )
    [meeting] = read.meetings
    assert [(i.title, i.planned_minutes, i.detail) for i in meeting.items] == [
        ("Kundlöften", 20, None),
        ("Budget", None, "utfall, prognos"),
    ]


def test_outlook_has_the_list_only_in_its_html() -> None:
    read = calendar(
        "UID:1\nSUMMARY:Ledning\nDTSTART:20250113T090000\nDESCRIPTION:Välkomna!\\n\n"
        "X-ALT-DESC;FMTTYPE=text/html:<html><head><style>p{x}</style></head><body>"
        "<p>Välkomna!</p><p class=MsoListParagraph>1.<span>&nbsp;&nbsp; </span>Uppsägningar</p>"
        "<p class=MsoListParagraph>2.<span>&nbsp;&nbsp; </span>Budget</p></body></html>"
    )
    assert titles(read.meetings[0]) == ["Uppsägningar", "Budget"]


def test_links_to_the_meeting_alarms_and_signatures_are_no_items() -> None:
    read = calendar(
        "UID:1\nSUMMARY:Ledning\nDTSTART:20250113T090000\n"
        "DESCRIPTION:Anna is inviting you to a scheduled Zoom meeting.\\n1. Join Zoom\\n"
        "Meeting ID: 1 2\\n\\nDagordning\\n1. Kundlöften\\n2. Budget\\n\\nMvh Anna\\n"
        "- Tel 1\\n- Tel 2\nBEGIN:VALARM\nDESCRIPTION:1. Påminnelse\nEND:VALARM"
    )
    assert titles(read.meetings[0]) == ["Kundlöften", "Budget"]


def test_a_moved_a_cancelled_and_an_excluded_meeting() -> None:
    series = (
        "UID:1\nSUMMARY:Ledning\nDTSTART;TZID=Europe/Stockholm:20250106T090000\n"
        f"RRULE:FREQ=WEEKLY;COUNT=5\nEXDATE;TZID=Europe/Stockholm:20250113T090000\n{AGENDA}"
    )
    moved = (
        "UID:1\nSUMMARY:Ledning (flyttad)\nRECURRENCE-ID:20250120T080000Z\n"
        "DTSTART;TZID=Europe/Stockholm:20250121T130000\nDESCRIPTION:1. NKI\\n2. Löner"
    )
    cancelled = (
        "UID:1\nSUMMARY:Ledning\nSTATUS:CANCELLED\nRECURRENCE-ID;TZID=Europe/Stockholm:"
        f"20250127T090000\nDTSTART;TZID=Europe/Stockholm:20250127T090000\n{AGENDA}"
    )
    read = calendar(series, moved, cancelled)
    assert [(day, m.status) for day, m in zip(days(read), read.meetings, strict=True)] == [
        ("2025-01-06", "held"),
        ("2025-01-21", "held"),
        ("2025-01-27", "cancelled"),
        ("2025-02-03", "held"),
    ]
    assert titles(read.meetings[1]) == ["NKI", "Löner"]
    assert read.meetings[1].name == "Ledning (flyttad)"
    # 6 January and 3 February; the cancelled one was not held.
    assert "unedited on 2 meetings of 'Ledning'" in told(read)


def test_an_excluded_day_may_be_told_as_a_day_or_at_midnight() -> None:
    for excluded in ("EXDATE;VALUE=DATE:20250113", "EXDATE:20250113T000000"):
        read = calendar(
            f"UID:1\nSUMMARY:L\nDTSTART:20250106T090000\nRRULE:FREQ=WEEKLY;COUNT=3\n{excluded}"
            f"\n{AGENDA}"
        )
        assert days(read) == ["2025-01-06", "2025-01-20"]


def test_the_last_day_of_a_series_told_as_a_day_is_counted() -> None:
    read = calendar(
        "UID:1\nSUMMARY:L\nDTSTART;TZID=Europe/Stockholm:20250106T090000\n"
        f"RRULE:FREQ=WEEKLY;UNTIL=20250120\n{AGENDA}"
    )
    assert days(read) == ["2025-01-06", "2025-01-13", "2025-01-20"]


def test_a_whole_day_has_neither_start_nor_length() -> None:
    [meeting] = calendar(
        f"UID:1\nSUMMARY:Strategidag\nDTSTART;VALUE=DATE:20250113\n{AGENDA}"
    ).meetings
    assert (meeting.held_on, meeting.starts_at, meeting.planned_minutes) == (
        date(2025, 1, 13),
        None,
        None,
    )


@pytest.mark.parametrize(
    ("length", "said"),
    [
        # 10,000,000 / 60 minutes.
        ("PT10000000S", "a length of 166,667 minutes"),
        ("-PT1H", "a length of -60 minutes"),
        ("P9999999999D", ""),
    ],
)
def test_an_impossible_length_is_unknown(length: str, said: str) -> None:
    read = calendar(f"UID:1\nSUMMARY:L\nDTSTART:20250113T090000\nDURATION:{length}\n{AGENDA}")
    assert [meeting.planned_minutes for meeting in read.meetings] == [None]
    assert said in told(read)


def test_of_two_versions_the_later_counts_and_a_shared_uid_loses_no_meeting() -> None:
    first = f"UID:1\nSUMMARY:L\nSEQUENCE:0\nDTSTART:20250113T090000\n{AGENDA}"
    later = "UID:1\nSUMMARY:L\nSEQUENCE:2\nDTSTART:20250114T090000\nDESCRIPTION:1. NKI"
    read = calendar(first, later)
    assert (days(read), titles(read.meetings[0])) == (["2025-01-14"], ["NKI"])
    shared = calendar(first, later.replace("SEQUENCE:2", "SEQUENCE:0"))
    assert days(shared) == ["2025-01-13", "2025-01-14"]
    assert "2 events share one UID" in told(shared)


def test_other_events_do_not_count_but_those_of_the_same_name_do() -> None:
    read = calendar(
        f"UID:1\nSUMMARY:Ledningsgrupp\nDTSTART:20250113T090000\n{AGENDA}",
        "UID:2\nSUMMARY:Ledningsgrupp\nDTSTART:20250120T090000",
        "UID:3\nSUMMARY:Tandläkare\nDTSTART:20250121T090000\nDESCRIPTION:Ta med kort",
        "UID:4\nSUMMARY:Bomb\nDTSTART:20250101T080000Z\nRRULE:FREQ=SECONDLY;COUNT=10000000",
    )
    assert [(m.held_on.day, len(m.items)) for m in read.meetings] == [(13, 2), (20, 0)]


def test_meetings_of_two_names_are_of_two_forums() -> None:
    read = calendar(
        f"UID:1\nSUMMARY:Ledningsgrupp\nDTSTART:20250113T090000\n{AGENDA}",
        f"UID:2\nSUMMARY:Ledningsgrupp 20 januari 2025\nDTSTART:20250120T090000\n{AGENDA}",
        f"UID:3\nSUMMARY:Styrelsemöte\nDTSTART:20250113T130000\n{AGENDA}",
    )
    assert [(m.held_on.day, m.forum) for m in read.meetings] == [
        (13, "Ledningsgrupp"),
        (20, "Ledningsgrupp"),
        (13, "Styrelsemöte"),
    ]


def test_an_endless_series_ends_a_year_after_today_and_says_so() -> None:
    read = calendar(f"UID:1\nSUMMARY:L\nDTSTART:20250106T090000\nRRULE:FREQ=WEEKLY\n{AGENDA}")
    # Mondays from 6 January 2025 to 1 June 2026: (511 days) // 7 + 1.
    assert (len(read.meetings), days(read)[-1]) == (511 // 7 + 1, "2026-06-01")
    assert "no end; its meetings up to 2026-06-02" in told(read)
    daily = calendar(f"UID:1\nSUMMARY:L\nDTSTART:20150106T090000\nRRULE:FREQ=DAILY\n{AGENDA}")
    assert (len(daily.meetings), days(daily)[-1]) == (1000, "2026-06-02")
    assert "the last 1,000 are read" in told(daily)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=MONTHLY;BYDAY=9MO",
        "FREQ=YEARLY;BYWEEKNO=60",
        "nonsense",
    ],
)
def test_a_rule_that_nobody_meets_by_gives_its_first_meeting_alone(rule: str) -> None:
    read = calendar(f"UID:1\nSUMMARY:L\nDTSTART:20250106T090000\nRRULE:{rule}\n{AGENDA}")
    assert days(read) == ["2025-01-06"]
    assert "cannot be followed" in told(read)


def test_a_day_that_does_not_exist_is_told_by_line_and_the_others_are_read() -> None:
    read = calendar(
        f"UID:1\nSUMMARY:Fel\nDTSTART:20250230T090000\n{AGENDA}",
        f"UID:2\nSUMMARY:Rätt\nDTSTART:20250303T090000\n{AGENDA}",
    )
    assert days(read) == ["2025-03-03"]
    # BEGIN:VEVENT of the first event is the fourth line of the file.
    assert [(r.line, "'Fel' has no date that exists" in r.text) for r in read.warnings] == [
        (4, True)
    ]


def test_line_breaks_escaped_twice_or_not_at_all() -> None:
    for text in ("DESCRIPTION:1. A och O\\\\n2. Budget", "DESCRIPTION:1. A och O\n2. Budget"):
        [meeting] = calendar(f"UID:1\nSUMMARY:L\nDTSTART:20250113T090000\n{text}").meetings
        assert titles(meeting) == ["A och O", "Budget"]


def test_marks_that_hide_or_turn_text_are_gone(tmp_path: Path) -> None:
    path = tmp_path / "a.ics"
    text = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20250113T090000\r\nSUMMARY:L\r\n"
        "DESCRIPTION:1. Kund\u202elöften\0\\n2. Bud\u200bget\\n3. " + 10_000 * "x" + "\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    path.write_text(text, encoding="utf-8-sig", newline="")
    [meeting] = read_agenda(path).meetings
    assert titles(meeting)[:2] == ["Kundlöften", "Budget"]


def test_a_calendar_is_told_by_content_and_a_cut_one_refused(tmp_path: Path) -> None:
    text = (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Möte\nDTSTART:20250113T090000\n"
        f"{AGENDA}\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    for name, encoding in (("a.txt", "utf-8"), ("b.csv", "utf-16"), ("c.ics", "cp1252")):
        path = tmp_path / name
        path.write_text(text, encoding=encoding)
        [meeting] = read_agenda(path).meetings
        assert titles(meeting) == ["Kundlöften", "Budget"]
    cut = tmp_path / "cut.ics"
    cut.write_text(text[: text.index("2. Bud")], encoding="utf-8")
    with pytest.raises(ReaderError, match=r"cut\.ics ends in the middle of the event on line 2"):
        read_agenda(cut)
    cut.write_text(text.removesuffix("END:VCALENDAR\n"), encoding="utf-8")
    assert "has no end" in told(read_agenda(cut))


def test_a_calendar_without_agendas_is_refused() -> None:
    with pytest.raises(ReaderError, match=r"none of its 2 events has agenda items"):
        calendar("UID:1\nSUMMARY:Ledning\nDTSTART:20250113T090000", "UID:2\nSUMMARY:Lunch")
