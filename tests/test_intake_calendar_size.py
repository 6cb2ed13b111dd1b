"""How much a calendar may hold, so that reading it takes seconds."""

from datetime import date, timedelta

import pytest

from kundagenda.errors import ReaderError
from kundagenda.intake.calendar import read_calendar
from kundagenda.intake.markup import letters_in

TODAY = date(2025, 6, 1)
LONG = "1. Budget\\n2. Klagomål på sena leveranser"
TOO_MANY = 201


def calendar(agendas: list[str]) -> str:
    """One meeting a day for each agenda."""
    days = [date(2020, 1, 1) + timedelta(days=n) for n in range(len(agendas))]
    events = [
        f"BEGIN:VEVENT\nUID:{day}\nSUMMARY:Ledning\nDTSTART:{day:%Y%m%d}T090000\n"
        f"DESCRIPTION:{agenda}\nEND:VEVENT"
        for day, agenda in zip(days, agendas, strict=True)
    ]
    return "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""])


def padded(agenda: str, number: int) -> str:
    """An agenda of 1,250 letters, a line break being one of them."""
    begun = f"{agenda} {number}\\n\\n"
    return begun + "x" * (1250 - len(begun.replace("\\n", "\n")))


@pytest.mark.parametrize("markup", ["{}", "<div><b></b><span>{}</span></div>"])
def test_a_calendar_of_over_250_000_letters_of_agendas_is_refused(markup: str) -> None:
    # 201 * 1,250 = 251,250; tags do not count, and an agenda in HTML is read as slowly as another.
    agendas = [markup.format(padded(LONG, n)) for n in range(TOO_MANY)]
    with pytest.raises(ReaderError, match=r"over 250,000 letters of agendas\. Export a shorter"):
        read_calendar(calendar(agendas), "kalender.ics", TODAY)


def test_an_agenda_that_every_meeting_repeats_counts_once() -> None:
    read = read_calendar(calendar([padded(LONG, 1)] * TOO_MANY), "kalender.ics", TODAY)
    assert [len(meeting.items) for meeting in read.meetings] == [2] * TOO_MANY


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("1. Budget", 9),
        ("<p>Budget</p>", 6),
        # A tenth of what Office writes around it, 3 + 100 + 1 + 6 + 4 = 114, is more than the 6.
        ("<p " + 100 * "x" + ">Budget</p>", 11),
        ("<style>p { color: red }</style><p>Budget</p><!-- no agenda -->", 6),
        # Marks that open nothing are read as letters: 80 + 6.
        (80 * "<" + "<b>Budget</b>", 86),
    ],
)
def test_letters_are_those_that_are_read(text: str, letters: int) -> None:
    assert letters_in(text) == letters
