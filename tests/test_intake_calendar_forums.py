"""A calendar whose events have several names: one forum by --forum, or one a name."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, select

from agenda_files import write
from kundagenda.cli import main
from kundagenda.settings import settings
from metrics.tables import forums, meetings

# Two names on one day, one of them on a day of its own, and one called off where the other met.
EVENTS = (
    ("Ledningsgrupp", "20250113T090000", "Kundlöften", ""),
    ("Styrelsemöte", "20250113T130000", "Revision", ""),
    ("Styrelsemöte", "20250120T130000", "Klagomål", ""),
    ("Ledningsgrupp", "20250127T090000", "Budget", ""),
    ("Styrelsemöte", "20250127T130000", "Lokaler", "STATUS:CANCELLED"),
)
CSV = "Datum;Forum;Punkt\n2025-03-03;Styrelsen;Budget\n2025-03-04;Ledningen;Klagomål\n"


@pytest.fixture(autouse=True)
def address(sqlite_app: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    place = sqlite_app.url.render_as_string(hide_password=False)
    monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", place)
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def calendar(tmp_path: Path) -> Path:
    events = [
        f"BEGIN:VEVENT\nUID:{day}\nSUMMARY:{name}\nDTSTART:{day}\n"
        f"DESCRIPTION:1. {item}\\n2. Övrigt\n{status}\nEND:VEVENT".replace("\n\n", "\n")
        for name, day, item, status in EVENTS
    ]
    text = "\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""])
    return write(tmp_path, "kalender.ics", text)


def brought_in(*words: str | Path) -> list[Any]:
    """Forum, day, status and first word of each item of the meetings, as the command tells."""
    result = CliRunner().invoke(main, ["import", "agenda", *map(str, words), "--json"])
    assert (result.exit_code, result.stderr) == (0, "")
    [file] = json.loads(result.stdout)["files"]
    return [
        (m["forum"], m["held_on"][5:], m["status"], [item["title"] for item in m["items"]])
        for m in file["meetings"]
    ]


def stored(engine: Engine) -> list[tuple[str, str, str]]:
    """What meetings there are, by forum and day."""
    query = select(forums.c.name, meetings.c.held_on, meetings.c.status).join_from(forums, meetings)
    with engine.connect() as connection:
        return sorted((name, f"{day:%m-%d}", status) for name, day, status in
                      connection.execute(query))  # fmt: skip


def test_all_meetings_of_a_calendar_are_of_one_forum_when_it_is_said(
    sqlite_app: Engine, calendar: Path
) -> None:
    told = brought_in(calendar, "--forum", "Koncernledningen", "--one-forum")
    assert told == [
        # What two events say of one day is one meeting.
        ("Koncernledningen", "01-13", "held", ["Kundlöften", "Övrigt", "Revision", "Övrigt"]),
        ("Koncernledningen", "01-20", "held", ["Klagomål", "Övrigt"]),
        # They met that day, whatever became of the other event.
        ("Koncernledningen", "01-27", "held", ["Budget", "Övrigt"]),
    ]
    assert stored(sqlite_app) == [(forum, day, status) for forum, day, status, _ in told]


def test_events_of_several_names_are_of_several_forums_when_nothing_is_said(
    sqlite_app: Engine, calendar: Path
) -> None:
    brought_in(calendar, "--forum", "Koncernledningen")
    assert stored(sqlite_app) == [
        ("Ledningsgrupp", "01-13", "held"),
        ("Ledningsgrupp", "01-27", "held"),
        ("Styrelsemöte", "01-13", "held"),
        ("Styrelsemöte", "01-20", "held"),
        ("Styrelsemöte", "01-27", "cancelled"),
    ]


def test_the_same_calendar_with_the_same_forum_again_changes_nothing(calendar: Path) -> None:
    words = ["import", "agenda", str(calendar), "--forum", "Koncernledningen", "--one-forum"]
    first, again = (CliRunner().invoke(main, words).stdout for _ in range(2))
    assert first.splitlines()[1].startswith("imported")
    assert again.startswith("unchanged")


def test_a_column_that_names_the_forum_counts_all_the_same(
    sqlite_app: Engine, tmp_path: Path
) -> None:
    brought_in(write(tmp_path, "punkter.csv", CSV), "--forum", "Koncernledningen")
    assert stored(sqlite_app) == [("Ledningen", "03-04", "held"), ("Styrelsen", "03-03", "held")]
