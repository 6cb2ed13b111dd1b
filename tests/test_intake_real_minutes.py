"""Minutes as real bodies write them: who spoke, issues, what was not reached; texts made up."""

from pathlib import Path

import pytest

from agenda_files import items, titles
from kundagenda.errors import ReaderError


def test_a_consent_agenda_is_its_items(tmp_path: Path) -> None:
    text = "## Agenda\n\n### Consent calendar\n\n- Payroll\n- Patron suggestions\n- Bills\n"
    assert titles(items(tmp_path, text)) == ["Payroll", "Patron suggestions", "Bills"]


def test_what_persons_said_below_a_topic_is_no_item(tmp_path: Path) -> None:
    text = (
        "Present: Mika, Rod, Ann\n\n### Release plan\n\n- Mika: we should ship\n- Rod: agreed\n\n"
        "### Website\n\n- Ann: no news\n- Mika: fine\n"
    )
    found = items(tmp_path, text, "2014-11-05.md")
    assert titles(found) == ["Release plan", "Website"]
    assert found[0].detail == "Mika: we should ship\nRod: agreed"


def test_a_list_of_who_said_what_is_no_agenda(tmp_path: Path) -> None:
    text = "## Notes\n\n- Mika: ship it\n- Rod: agreed\n- Mika: when?\n- Rod: next week\n"
    with pytest.raises(ReaderError, match="holds no agenda items"):
        items(tmp_path, text, "2014-11-05.md")


def test_a_topic_led_by_someone_in_minutes_is_the_topic(tmp_path: Path) -> None:
    text = (
        "Attendance: Eva Huss, Jan Huy\n\n## Notes\n\n- Eva Huss: Purpose\n    - Jan: useful\n"
        "- Eva Huss: Video?\n    - Jan: yes\n"
    )
    assert titles(items(tmp_path, text)) == ["Purpose", "Video?"]


def test_issues_are_told_from_remarks_on_them(tmp_path: Path) -> None:
    text = (
        "## Agenda\n\n### acme/council\n\n"
        "* Price list [#12](https://example.org/acme/council/issues/12)\n"
        "  - 10 minute timebox\n\n"
        "* Code of conduct\n  - 5 minute timebox\n\n"
        "* Delivery promise [#14](https://example.org/acme/council/issues/14)\n\n"
        "* Land #15 and then go on with it.\n"
        "* no objections from anyone\n"
        "- keep this open for now\n\n"
        "Actions:\nEva writes the text\n\n"
        "* Late parcels [#16](https://example.org/acme/council/issues/16)\n"
    )
    found = items(tmp_path, text)
    assert titles(found) == ["Price list", "Code of conduct", "Delivery promise", "Late parcels"]
    assert [item.planned_minutes for item in found] == [10, 5, None, None]


def test_issues_below_those_present_are_items_where_a_heading_was_forgotten(
    tmp_path: Path,
) -> None:
    text = (
        "## Present\n\n* Eva Ek\n* Bo Lind\n\n"
        "* Price list [#12](https://example.org/acme/x/issues/12)\n  * Eva updates it\n"
        "* Parcels [#13](https://example.org/acme/x/issues/13)\n"
    )
    assert titles(items(tmp_path, text)) == ["Price list", "Parcels"]


@pytest.mark.parametrize(
    "sign", ["(The meeting ended here.)", "### Meeting ended here", "(Mötet avslutades här.)"]
)
def test_what_stands_below_the_end_of_the_meeting_was_not_reached(
    tmp_path: Path, sign: str
) -> None:
    text = (
        "## Topics\n\n### Prices\n\nEva: raise them.\n\n### Parcels\n\nBo: late again.\n\n"
        f"{sign}\n\n### Depots\n\nEva: prepared, five minutes.\n\n### Adjourn\n"
    )
    found = items(tmp_path, text)
    assert [(item.title, item.outcome) for item in found] == [
        ("Prices", "handled"),
        ("Parcels", "handled"),
        ("Depots", "deferred"),
        ("Adjourn", "handled"),
    ]


def test_when_time_is_up_only_what_was_spoken_of_was_reached(tmp_path: Path) -> None:
    text = (
        "## Topics\n\n### Prices\n\nEva: We're at time.\n\n### Parcels\n\n- **Link:** x/1\n\n"
        "### Depots\n\nBo: sold.\n"
    )
    assert [item.outcome for item in items(tmp_path, text)] == ["handled", "deferred", "handled"]


def test_a_group_that_was_skipped_was_not_discussed(tmp_path: Path) -> None:
    text = (
        "## Agenda\n\n- Old business\n    - Trucks\n    - Depots\n- New business\n    - Prices\n\n"
        "## Minutes\n\n- New business\n    - Prices\n        - raised\n- Old business\n"
        "    - Skipped due to time\n"
    )
    found = {item.title: item.outcome for item in items(tmp_path, text)}
    assert found == {"Trucks": "deferred", "Depots": "deferred", "Prices": "handled"}


@pytest.mark.parametrize(
    "line", ["~~Trucks (10 min)~~", "Trucks\n  - removed from agenda", "Trucks\n  - struken"]
)
def test_an_item_taken_off_the_agenda_was_not_discussed(tmp_path: Path, line: str) -> None:
    found = items(tmp_path, f"## Agenda\n\n- Prices\n- {line}\n")
    assert [(item.title, item.outcome) for item in found] == [
        ("Prices", "handled"),
        ("Trucks", "deferred"),
    ]


def test_items_listed_as_not_reached_are_deferred(tmp_path: Path) -> None:
    text = (
        "## Agenda\n\n- Prices\n- Parcels\n\n## Nominated issues not addressed in this meeting\n\n"
        "* Depots\n* Trucks\n"
    )
    found = {item.title: item.outcome for item in items(tmp_path, text)}
    assert found == {
        "Prices": "handled",
        "Parcels": "handled",
        "Depots": "deferred",
        "Trucks": "deferred",
    }
