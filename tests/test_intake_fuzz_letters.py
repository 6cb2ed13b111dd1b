"""Broken calendars, mails and pages: one sentence of ours, soon, whatever the bytes."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kundagenda.errors import ReaderError
from kundagenda.intake.reader import read_agenda

LONGEST = 5.0
CALENDAR = (
    "BEGIN:VCALENDAR\r\nX-WR-TIMEZONE:Europe/Stockholm\r\nBEGIN:VEVENT\r\nUID:1\r\nSEQUENCE:1\r\n"
    "DTSTART;TZID=Europe/Stockholm:20250106T090000\r\nDTEND:20250106T100000Z\r\nSUMMARY:Ledning\r\n"
    "RRULE:FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO;BYSETPOS=1;UNTIL=20260101T000000Z\r\n"
    "EXDATE:20250303T080000Z\r\nRDATE;VALUE=PERIOD:20250401T080000Z/PT1H\r\n"
    "DESCRIPTION:Dagordning\\n1. Kundlöften (20 min)\\n2. Budget\r\n"
    "X-ALT-DESC:<ol><li>Kundlöften</li></ol>\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:1\r\n"
    "RECURRENCE-ID;RANGE=THISANDFUTURE:20250505T070000Z\r\nDTSTART:20250506T070000Z\r\n"
    "DURATION:PT1H\r\nSTATUS:CANCELLED\r\nDESCRIPTION:1. NKI\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
).encode()
MAIL = (
    b"From: Lee <lee@example.invalid>\r\nDate: Mon, 16 Jun 2025 08:00:00 +0200\r\n"
    b"Subject: Agenda =?utf-8?q?f=C3=B6r?= 23 juni\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/mixed; boundary=xx\r\n\r\n--xx\r\n"
    b'Content-Type: text/plain; charset="iso-8859-1"\r\n'
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n1. K=F6 (20 min)\r\n2. Budget\r\n--xx\r\n"
    b"Content-Type: text/html\r\n\r\n<ol><li>Kund</li></ol>\r\n--xx\r\n"
    b"Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n--xx--\r\n"
)
PAGE = (
    b"<html><body><h1>Ledning 2025-03-03</h1><ol><li>Kund<ul><li>a</li></ul></li></ol><table><tr>"
    b"<th>Punkt</th><th>Tid</th></tr><tr><td>Budget</td><td>5</td></tr></table></body></html>"
)
# What a careless or a hostile program would write in the middle of a file.
ODD = st.sampled_from(
    [
        b"\0", b"\xff\xfe", b"\r\n", b"\n\n", b" ", b"<", b">", b"&#x110000;", b"=", b";", b":",
        b"99999999", b"00000000T000000", b"FREQ=SECONDLY", b"INTERVAL=0",
        b"BYMONTH=2;BYMONTHDAY=30", b"-1",
        b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n", b"BEGIN:VALARM\r\n", b"--xx\r\n", b"<ul><li>" * 300,
        b"<table><tr><td>" * 200, b"=?utf-8?b?////?=", b"charset=punycode", b'"', b"\xe2\x80\xae",
        b"> " * 500, b"- " * 500, b"DTSTART;VALUE=DATE:20250230\r\n", b"TZID=../../etc/passwd:",
        b"RRULE:FREQ=DAILY\r\n", b"P99999999999999D", b"RECURRENCE-ID:19000101T000000Z\r\n",
    ]
)  # fmt: skip
QUICK = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def read_or_refuse(path: Path, content: bytes) -> None:
    """Anything but one of our sentences fails the test, and so does a slow answer."""
    path.write_bytes(content)
    begun = time.process_time()
    try:
        read = read_agenda(path)
    except ReaderError as error:
        told = str(error)
    else:
        told = f"{len(read.meetings)} meetings"
    assert re.fullmatch(r"[^\n]{5,500}", told)
    assert time.process_time() - begun < LONGEST


@pytest.mark.parametrize("start", [b"BEGIN:VCALENDAR\r\n", b"From: a\r\nSubject: b\r\n", b"<html>"])
@QUICK
@given(rest=st.binary(max_size=300))
def test_random_bytes_behind_the_right_start(tmp_path: Path, start: bytes, rest: bytes) -> None:
    read_or_refuse(tmp_path / "2025-03-03.txt", start + rest)


@pytest.mark.parametrize("whole", [CALENDAR, MAIL, PAGE], ids=["calendar", "mail", "page"])
@QUICK
@given(data=st.data())
def test_good_files_with_something_odd_in_them(
    tmp_path: Path, whole: bytes, data: st.DataObject
) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(whole)))
        gone = data.draw(st.integers(0, 40))
        whole = whole[:at] + data.draw(ODD) + whole[at + gone :]
    read_or_refuse(tmp_path / "fil.txt", whole)


@pytest.mark.parametrize("whole", [CALENDAR, MAIL, PAGE], ids=["calendar", "mail", "page"])
def test_files_cut_anywhere(tmp_path: Path, whole: bytes) -> None:
    read_or_refuse(tmp_path / "fil.txt", whole)
    for at in range(1, len(whole), 23):
        read_or_refuse(tmp_path / "fil.txt", whole[:at])


@pytest.mark.parametrize(
    "content",
    [
        b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 19_000,
        b"BEGIN:VCALENDAR\n" + b"BEGIN:X\n" * 50_000,
        CALENDAR.replace(b"\\n2. Budget", b"\\n- a" * 20_000),
        CALENDAR.replace(b"1. Kund", b"> " * 20_000),
        CALENDAR.replace(b"1. Kund", b"- " * 20_000),
        CALENDAR.replace(b"1. Kund", b"[" * 50_000),
        CALENDAR.replace(b"EXDATE:", b"EXDATE:" + b"20250303T080000Z," * 20_000),
        CALENDAR.replace(b"1. Kund", b"*a_" * 20_000),
        MAIL.replace(b"2. Budget", b"On " + b"a " * 50_000),
        MAIL.replace(b"Agenda", b"=?utf-8?q?a?= " * 50_000),
        b"From: a\nSubject: b 2025-03-03\nMIME-Version: 1.0\n\n" + b"1. x\n" * 30_000,
        b"<html>" + b"<p>1. a</p>" * 9_000,
    ],
    ids=[
        "events left open", "deep parts", "many items", "deep quotes", "deep lists", "brackets",
        "excluded", "stars", "wrote", "subject", "long mail", "long page",
    ],
)  # fmt: skip
def test_absurd_files_are_answered_soon(tmp_path: Path, content: bytes) -> None:
    read_or_refuse(tmp_path / "fil.txt", content)
