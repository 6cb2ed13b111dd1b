"""What the fields of the page Write down are chosen among, in the reader's words."""

from collections.abc import Iterable, Mapping
from textwrap import shorten
from typing import Any

import streamlit as st

from kundagenda.access.figures import figures
from kundagenda.edits.forms import FORMS, Field, Form
from kundagenda.edits.listed import Choices, Item, choices_of, items_at, rows_of
from kundagenda.edits.rows import Values
from kundagenda.panels.once import once
from kundagenda.panels.reader import lang, tell
from kundagenda.panels.values import Opened, Version
from kundagenda.texts.measures import written
from kundagenda.texts.numbers import UNKNOWN, short_day
from kundagenda.texts.outcome_words import figure_name
from metrics import metric_of

LONGEST = 70
Options = dict[Any, str]


def choices(data: Opened, form: Form) -> Choices:
    """What the fields of a form are chosen among, read anew when the data have changed."""
    return _choices(data.version, form.name)


def rows(data: Opened, form: Form) -> tuple[Values, ...]:
    """The rows of a form."""
    return _rows(data.version, form.name)


def items(data: Opened, meeting: int) -> tuple[Item, ...]:
    """The items of a meeting."""
    return _items(data.version, meeting)


def options(field: Field, known: Choices, at: Iterable[Item], segments: Iterable[str]) -> Options:
    """The values of a field and what they are called; null for none where that can be said."""
    none: Options = {None: UNKNOWN}
    match field.name:
        case "basis":
            return {"items": tell("agenda items"), "minutes": tell("meeting time")}
        case "expected_direction":
            return none | {"up": tell("up"), "down": tell("down")}
        case "forum_id":
            return {None: tell("All forums")} | dict(known.forums)
        case "segment":
            return {None: tell("All groups")} | _groups(known, segments)
        case "agenda_item_id":
            return {item.id: f"{item.position}. {_title(item)}" for item in at}
        case "decision_id":
            return {id_: _dated(day, text) for id_, day, text in known.decisions}
        case "metric":
            return ({} if field.required else {None: tell("Every picture")}) | _figures(known)
        case _:
            return none | _figures(known)


def row_name(form: Form, row: Mapping[str, Any], known: Choices) -> str:
    """A row in a line of a list."""
    match form.name:
        case "priorities":
            return _dated(row["decided_on"], row["statement"])
        case "initiatives":
            return _cut(row["name"])
        case "decisions":
            return _dated(row["decided_on"], row["text"])
        case "actions":
            return _cut(row["text"])
        case "target_groups":
            return _cut(row["name"])
        case "notes":
            return _dated(row["noted_on"], row["text"])
        case _:
            return _target(row, known)


def _target(row: Mapping[str, Any], known: Choices) -> str:
    metric = metric_of(row["metric"])
    named = figure_name(metric, lang()) if metric else row["metric"]
    value = written(metric, row["value"], lang()) if metric else str(row["value"])
    group = dict(known.groups).get(row["segment"], row["segment"])
    where = f", {group}" if group else ""
    since = short_day(row["valid_from"], lang())
    return tell("{figure}{where}: {value} from {day}", figure=named, where=where, value=value,
                day=since)  # fmt: skip


def _groups(known: Choices, segments: Iterable[str]) -> Options:
    named = dict(known.groups)
    return {code: named.get(code, code) for code in {**named, **dict.fromkeys(segments)}}


def _figures(known: Choices) -> Options:
    metrics = ((key, metric_of(key)) for key in known.metrics)
    return {key: figure_name(metric, lang()) for key, metric in metrics if metric}


def _dated(day: Any, text: str) -> str:
    return f"{short_day(day, lang())}: {_cut(text)}"


def _title(item: Item) -> str:
    return _cut(item.title) if item.title else tell("Confidential item")


def _cut(text: str) -> str:
    return shorten(text, LONGEST, placeholder="…") or UNKNOWN


@st.cache_resource(show_spinner=False, max_entries=12)
def _choices(named: Version, form: str) -> Choices:
    with figures() as connection:
        return choices_of(connection, FORMS[form])


@st.cache_resource(show_spinner=False, max_entries=12)
def _rows(named: Version, form: str) -> tuple[Values, ...]:
    with figures() as connection:
        return rows_of(connection, FORMS[form])


@once
def _items(named: Version, meeting: int) -> tuple[Item, ...]:
    with figures() as connection:
        return items_at(connection, meeting)
