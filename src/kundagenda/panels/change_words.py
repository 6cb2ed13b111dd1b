"""What changed in meetings and items, in words: which field, from what, to what."""

from collections.abc import Iterable, Iterator
from typing import Any

from kundagenda.charts.timeline import Row
from kundagenda.intake.changes import HIDDEN, ITEM, Change
from kundagenda.panels.reader import lang, tell
from kundagenda.panels.theme_words import theme_names
from kundagenda.shown.levels import level_names
from kundagenda.texts.numbers import UNKNOWN, number, short_day


def change_rows(changes: Iterable[Change]) -> Iterator[Row]:
    """A row a change."""
    for change in changes:
        forum, held_on = change.meeting
        yield {
            tell("Meeting"): f"{short_day(held_on, lang())}, {forum}",
            tell("Item"): _item(change.item),
            tell("What"): _what(change),
            tell("Before"): said_value(change.field, change.before),
            tell("After"): said_value(change.field, change.after),
        }


def _item(title: str | None) -> str:
    return tell("Confidential item") if title == HIDDEN else title or UNKNOWN


def field_names() -> dict[str, str]:
    """The fields of meetings and items as a reader calls them."""
    return {
        "planned_minutes": tell("planned minutes"),
        "actual_minutes": tell("actual minutes"),
        "starts_at": tell("start"),
        "status": tell("status"),
        "title": tell("title"),
        "detail": tell("description"),
        "outcome": tell("what became of it"),
        "kind": tell("kind"),
        "level": tell("level"),
        "level_best": tell("likeliest level"),
        "theme": tell("theme"),
        "formal": tell("formality"),
        "confidential": tell("confidential"),
    }


def said_value(field: str, value: Any) -> str:
    """A value as a reader writes it; unknown is an en dash."""
    if value is None or value == "":
        return UNKNOWN
    if isinstance(value, bool):
        return tell("yes") if value else tell("no")
    if isinstance(value, float | int):
        return number(value, lang(), 0 if value % 1 == 0 else 1)
    if field in ("level", "level_best"):
        return (level_names(lang()) | {"unclear": tell("unclear")}).get(str(value), str(value))
    themes = theme_names() | {"customer": tell("Customer")}
    words = themes if field == "theme" else _words()
    return words.get(str(value), str(value))


def _what(change: Change) -> str:
    if change.field == ITEM:
        return tell("new item") if change.before is None else tell("no longer there")
    return field_names().get(change.field, change.field)


def _words() -> dict[str, str]:
    return {
        "held": tell("held"),
        "planned": tell("planned"),
        "cancelled": tell("cancelled"),
        "handled": tell("handled"),
        "deferred": tell("put off"),
        "added": tell("added at the meeting"),
    }
