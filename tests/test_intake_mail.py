"""Agendas in e-mail: the sender's own words once, by the day of the meeting."""

from base64 import b64encode
from datetime import date
from pathlib import Path

import pytest

from kundagenda.errors import ReaderError
from kundagenda.intake.reader import read_agenda
from kundagenda.intake.reading import ReadFile

LIST = "1. Kundlöften (20 min)\n2. Budget\n"
PAGE = "<html><body><ol><li>Kundlöften (20 min)</li><li>Budget</li></ol></body></html>"
INVITATION = (
    "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\nSUMMARY:Ledning\n"
    "DTSTART;TZID=Europe/Stockholm:20250623T090000\nDESCRIPTION:1. NKI\nEND:VEVENT\nEND:VCALENDAR\n"
)


def mail(
    folder: Path,
    body: str,
    subject: str = "Agenda 23 juni 2025",
    sent: str = "Mon, 16 Jun 2025 08:00:00 +0200",
    kind: str = "text/plain",
    name: str = "brev.eml",
) -> ReadFile:
    head = f"From: Lee <lee@example.invalid>\nDate: {sent}\nSubject: {subject}\n"
    text = f'{head}MIME-Version: 1.0\nContent-Type: {kind}; charset="utf-8"\n\n{body}'
    return written(folder, text.encode(), name)


def parts(folder: Path, *pieces: tuple[str, str], subject: str = "Agenda 23 juni 2025") -> ReadFile:
    """A message of several parts: the headers of each, and its body."""
    head = (
        f"From: lee@example.invalid\nDate: Mon, 16 Jun 2025 08:00:00 +0200\nSubject: {subject}\n"
        "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=xx\n\n"
    )
    inside = "".join(f"--xx\nContent-Type: {kind}\n\n{body}\n" for kind, body in pieces)
    return written(folder, f"{head}{inside}--xx--\n".encode(), "brev.eml")


def written(folder: Path, content: bytes, name: str) -> ReadFile:
    (folder / name).write_bytes(content)
    return read_agenda(folder / name)


def titles(read: ReadFile) -> list[str]:
    [meeting] = read.meetings
    return [item.title for item in meeting.items]


@pytest.mark.parametrize(
    ("subject", "body", "day"),
    [
        ("Agenda 23 juni 2025", LIST, "2025-06-23"),
        ("Agenda 23 juni", LIST, "2025-06-23"),
        ("Agenda", "Möte måndag 23 juni\n\n" + LIST, "2025-06-23"),
        # Sent in June: January is next year's, the May before is this year's.
        ("Agenda 12 januari", LIST, "2025-01-12"),
        ("=?utf-8?q?M=C3=B6te_3_maj?=", LIST, "2025-05-03"),
    ],
)
def test_the_day_stands_in_the_subject_or_the_text(
    tmp_path: Path, subject: str, body: str, day: str
) -> None:
    read = mail(tmp_path, body, subject)
    assert [meeting.held_on.isoformat() for meeting in read.meetings] == [day]


def test_a_day_of_january_in_a_mail_of_december_is_next_years(tmp_path: Path) -> None:
    read = mail(tmp_path, LIST, "Agenda 12 januari", "Fri, 19 Dec 2025 08:00:00 +0100")
    assert read.meetings[0].held_on == date(2026, 1, 12)


def test_without_a_day_it_is_refused_and_not_dated_by_when_it_was_sent(tmp_path: Path) -> None:
    with pytest.raises(ReaderError, match=r"does not say when the meeting is.*'Agenda'"):
        mail(tmp_path, LIST, "Agenda")
    assert mail(tmp_path, LIST, "Agenda", name="2025-06-23.eml").meetings[0].held_on.day == 23


@pytest.mark.parametrize(
    "around",
    [
        "{agenda}\n-- \nLee\n3. Vd\n",
        "{agenda}\nMed vänlig hälsning\nLee\n- Telefon\n- Adress\n",
        "{agenda}\n> 1. Gammalt\n> 2. Äldre\n",
        "{agenda}\nDen mån 9 juni 2025 kl 10:00 skrev Bo <bo@example.invalid>:\n\n1. Gammalt\n",
        "{agenda}\nOn Mon, Jun 9, 2025 at 10:00 AM Bo\n<bo@example.invalid> wrote:\n1. Gammalt\n",
        "{agenda}\n-----Original Message-----\nFrom: Bo\nSent: Monday\n\n1. Gammalt\n",
        "{agenda}\n________________________________\nFrån: Bo\nSkickat: den 9 juni\nTill: Lee\n"
        "Ämne: Agenda\n\n1. Gammalt\n",
        "Hej!\nMvh Lee\n\nDagordning\n{agenda}",
        "{agenda}\n______________________________\nMicrosoft Teams-möte\n1. Anslut\n"
        "______________________________\n",
    ],
)
def test_quotes_signatures_and_links_are_no_items(tmp_path: Path, around: str) -> None:
    assert titles(mail(tmp_path, around.format(agenda=LIST))) == ["Kundlöften", "Budget"]


def test_the_same_in_html(tmp_path: Path) -> None:
    page = (
        "<div>Hej!</div><ol><li>Kundlöften</li><li>Budget</li></ol><div>Mvh<br>Lee</div>"
        '<div id="divRplyFwdMsg"><b>Från:</b> Bo</div><blockquote><ol><li>Gammalt</li></ol>'
        "</blockquote><ul><li>Telefon</li></ul>"
    )
    assert titles(mail(tmp_path, page, kind="text/html")) == ["Kundlöften", "Budget"]


def test_what_is_passed_on_counts_when_nothing_else_does(tmp_path: Path) -> None:
    body = f"FYI\n\n---------- Forwarded message ---------\nFrom: Bo\nTo: Lee\n\n{LIST}"
    assert titles(mail(tmp_path, body, "Fwd: Agenda 23 juni 2025")) == ["Kundlöften", "Budget"]
    quoted = "\n".join(f"> {line}" for line in LIST.split("\n"))
    body = f"Från: Bo\nSkickat: den 9 juni\nTill: Lee\n\n{quoted}"
    assert titles(mail(tmp_path, body, "VB: Agenda 23 juni 2025")) == ["Kundlöften", "Budget"]
    with pytest.raises(ReaderError, match="no agenda items"):
        mail(tmp_path, body, "Sv: Agenda 23 juni 2025")


def test_text_and_html_are_one_agenda_and_html_is_read_where_the_text_is_bare(
    tmp_path: Path,
) -> None:
    both = parts(tmp_path, ("text/plain; charset=utf-8", LIST), ("text/html; charset=utf-8", PAGE))
    assert titles(both) == ["Kundlöften", "Budget"]
    bare = parts(tmp_path, ("text/plain", "See the HTML."), ("text/html; charset=utf-8", PAGE))
    assert titles(bare) == ["Kundlöften", "Budget"]


@pytest.mark.parametrize("charset", ["iso-8859-1", "utf-8", "no-such-charset", "us-ascii"])
def test_letters_in_base64_survive_also_a_wrong_charset(tmp_path: Path, charset: str) -> None:
    coded = b64encode("1. Återköp\n2. Löner på ön".encode("iso-8859-1")).decode()
    read = parts(
        tmp_path, (f"text/plain; charset={charset}\nContent-Transfer-Encoding: base64", coded)
    )
    assert titles(read) == ["Återköp", "Löner på ön"]


def test_an_invitation_knows_its_day_and_hour(tmp_path: Path) -> None:
    read = parts(
        tmp_path,
        ("text/plain", "Välkomna"),
        ("text/calendar; method=REQUEST; charset=utf-8", INVITATION),
        subject="Ledning",
    )
    [meeting] = read.meetings
    assert (titles(read), str(meeting.starts_at)) == (["NKI"], "09:00:00")


def test_an_attachment_is_named_and_pictures_are_not(tmp_path: Path) -> None:
    attached = ("application/pdf\nContent-Disposition: attachment; filename=agenda.pdf", "x")
    logo = ("image/png; name=logo.png", "x")
    with pytest.raises(ReaderError, match=r"agenda\.pdf is attached\. Save the attachment"):
        parts(tmp_path, ("text/plain", "Se bilaga"), attached, logo)
    read = parts(tmp_path, ("text/plain; charset=utf-8", LIST), attached, logo)
    [remark] = read.warnings
    assert remark.text == "What is attached is not read: agenda.pdf."


def test_a_meeting_called_off_by_mail(tmp_path: Path) -> None:
    read = mail(tmp_path, "Vi ses i augusti.", "Ledningsgrupp 23 juni 2025 inställt")
    assert [(m.held_on.day, m.status) for m in read.meetings] == [(23, "cancelled")]


def test_a_note_with_a_line_called_subject_is_no_mail(tmp_path: Path) -> None:
    text = f"Subject: Ledning\nDate: 2025-03-03\n\n{LIST}"
    read = written(tmp_path, text.encode(), "notes.md")
    assert [meeting.name for meeting in read.meetings] == [None]


def test_absurd_nesting_and_length_are_refused(tmp_path: Path) -> None:
    head = "From: a\nSubject: b 2025-03-03\nMIME-Version: 1.0\n"
    nested = head + "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(501)
    )
    for text in (nested, head + "\n" * 1_000_001):
        with pytest.raises(ReaderError, match="too long for an e-mail"):
            written(tmp_path, text.encode(), "deep.eml")
