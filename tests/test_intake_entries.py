"""Headings and lines that are entries by where they stand, whatever their words; texts made up."""

from pathlib import Path

import pytest

from agenda_files import items, titles

TOPICS = "### Prices\n\nLong talk.\n\n### Depots\n\n"


@pytest.mark.parametrize(
    "heading",
    ["Next week's working session", "Regular reviews", "Dates and reminders", "Project board"],
)
@pytest.mark.parametrize("below", ["", "Go through the list:\n\n- https://example.org/list\n"])
def test_a_heading_among_the_agendas_own_is_an_item_like_its_neighbours(
    tmp_path: Path, heading: str, below: str
) -> None:
    found = items(tmp_path, f"## Agenda\n\n{TOPICS}### {heading}\n\n{below}")
    assert titles(found) == ["Prices", "Depots", heading]


def test_a_board_that_is_only_linked_to_is_gone_through_under_the_agenda_alone(
    tmp_path: Path,
) -> None:
    board = "Project board\n\nhttps://example.org/boards/2\n"
    inside = items(tmp_path, f"## Agenda\n\n{TOPICS}### {board}")
    beside = items(tmp_path, f"## Agenda\n\n{TOPICS}## {board}")
    assert (titles(inside)[2:], titles(beside)[2:]) == (["Project board"], [])


@pytest.mark.parametrize("level", ["##", "###"])
@pytest.mark.parametrize(
    "below",
    [
        "* **Calendar**: <https://calendar.example.org>\n\nClick `+` to add to your own.\n",
        "Join by telephone or in the room\n",
        "Zoom link: https://zoom.example.org/j/1\n",
    ],
)
def test_how_to_join_the_next_meeting_is_no_item(tmp_path: Path, level: str, below: str) -> None:
    found = items(tmp_path, f"## Agenda\n\n{TOPICS}{level} Upcoming meetings\n\n{below}")
    assert titles(found) == ["Prices", "Depots"]


@pytest.mark.parametrize(
    "part",
    [
        "### Links\n\n- https://example.org/1\n",
        "### Attendees\n\n- Mara Ek\n- Bo Lind\n",
        "### Action items\n\n- Bo writes to the landlord\n",
        "### Votes\n\n- Ten for\n",
    ],
)
def test_links_people_actions_and_votes_are_no_items_under_the_agenda_either(
    tmp_path: Path, part: str
) -> None:
    assert titles(items(tmp_path, f"## Agenda\n\n{TOPICS}{part}")) == ["Prices", "Depots"]


@pytest.mark.parametrize("below", ["- 24 mars\n", "Thursday 3 April 2025 in the hall\n", "10:30\n"])
def test_when_the_next_meeting_is_is_no_item_beside_the_agenda(tmp_path: Path, below: str) -> None:
    assert titles(items(tmp_path, f"## Agenda\n\n- Prices\n\n## Next meeting\n\n{below}")) == [
        "Prices"
    ]


def test_a_numbered_next_meeting_is_an_item(tmp_path: Path) -> None:
    listed = items(tmp_path, "## Dagordning\n\n1. Priser\n2. Nästa möte\n")
    headed = items(tmp_path, "# Möte\n\n## 1. Priser\n\n## 2. Nästa möte\n\n24 mars\n")
    assert titles(listed) == titles(headed) == ["Priser", "Nästa möte"]
    assert [item.formal for item in listed] == [False, True]


def test_slots_at_the_agendas_own_level_are_items_in_their_order(tmp_path: Path) -> None:
    text = (
        "# Council\n\n## Announcements\n\n- A book club began\n\n## Agenda\n\n- Prices\n\n"
        "## Dates and reminders\n\nPlease read our list.\n\n## Q&A, Other\n\n## Links\n\n- x\n"
    )
    found = items(tmp_path, text)
    assert titles(found) == ["Announcements", "Prices", "Dates and reminders", "Q&A, Other"]
    assert found[0].detail == "A book club began"
    assert [item.position for item in found] == [1, 2, 3, 4]


def test_what_stands_below_the_notes_or_above_the_agenda_adds_no_routine(tmp_path: Path) -> None:
    text = (
        "# Council\n\n## Next meeting\n\nIn the hall\n\n## Agenda\n\n- Prices\n\n"
        "## Minutes\n\n- Prices were kept\n\n## Q&A\n\n- Bo: why?\n"
    )
    assert titles(items(tmp_path, text)) == ["Prices"]


def test_an_agenda_of_nothing_but_standing_slots_leaves_the_topics_to_the_notes(
    tmp_path: Path,
) -> None:
    text = (
        "# Council\n\n## Agenda\n\n### Announcements\n\n### PR review\n\n"
        "### Regular reviews\n\n## Notes\n\n### Late parcels\n\n### Depots\n"
    )
    assert titles(items(tmp_path, text)) == ["Late parcels", "Depots"]


@pytest.mark.parametrize("heading", ["PR review", "Announcements or custom items", "New business"])
def test_an_empty_group_beside_entries_is_one(tmp_path: Path, heading: str) -> None:
    text = f"## Agenda\n\n### {heading}\n\n### Nominated issues\n\n- Prices\n- Depots\n"
    assert titles(items(tmp_path, text)) == [heading, "Prices", "Depots"]
    filled = text.replace(f"{heading}\n", f"{heading}\n\n- Parcels\n")
    assert titles(items(tmp_path, filled)) == ["Parcels", "Prices", "Depots"]


@pytest.mark.parametrize(
    "heading",
    ["acme/depots", "Nominated issues", "Open PRs", "Discussion (35 minutes)", "Beslutsärenden"],
)
def test_an_empty_list_of_issues_is_no_item(tmp_path: Path, heading: str) -> None:
    text = f"## Agenda\n\n### {heading}\n\n### acme/parcels\n\n- Prices\n- Depots\n"
    assert titles(items(tmp_path, text)) == ["Prices", "Depots"]


def test_a_plain_line_above_the_agendas_headings_is_an_item(tmp_path: Path) -> None:
    taken = "*Taken from issues with the label **agenda** in all of our repositories by a script.*"
    text = f"## Agenda\n\nClosed session, travel costs\n\n{taken}\n\n{TOPICS}"
    assert titles(items(tmp_path, text)) == ["Closed session, travel costs", "Prices", "Depots"]
    led = text.replace("Closed session, travel costs", "Host: Mara")
    assert titles(items(tmp_path, led)) == ["Prices", "Depots"]


@pytest.mark.parametrize("label", ["For decision:", "### For decision"])
def test_the_first_bullet_right_below_a_label_is_an_item(tmp_path: Path, label: str) -> None:
    issues = "".join(
        f"* Parcels {at} [#{at}](https://example.org/issues/{at})\n\n" for at in (1, 2)
    )
    found = items(tmp_path, f"## Agenda\n\n{label}\n* Prices for the winter\n\n{issues}")
    assert titles(found) == ["Prices for the winter", "Parcels 1", "Parcels 2"]
    outdented = issues.replace("\n\n", "\n* prices were kept\n\n", 1)
    assert titles(items(tmp_path, f"## Agenda\n\n{label}\n{outdented}")) == [
        "Parcels 1",
        "Parcels 2",
    ]


def test_what_is_said_of_an_attendee_in_brackets_hides_no_item(tmp_path: Path) -> None:
    people = "**Attendees**: Ada Lind, Bo Ek (filling in for Siv)\n\n"
    assert titles(items(tmp_path, f"{people}## Agenda\n\n- Check-in\n- Prices\n")) == [
        "Check-in",
        "Prices",
    ]


def test_what_was_agreed_under_an_item_is_no_item(tmp_path: Path) -> None:
    text = (
        "## Agenda\n\n- Prices\n\nConsensus:\n\n- Ask the members\n- Write it down\n\n## Depots\n"
    )
    assert titles(items(tmp_path, text))[0] == "Prices"
    assert "Ask the members" not in titles(items(tmp_path, text))
