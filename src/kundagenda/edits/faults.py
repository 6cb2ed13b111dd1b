"""What cannot be true of a row that a person writes down."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import String

from kundagenda.edits.forms import Field, Form, Takes
from kundagenda.intake.row_faults import faults_of
from kundagenda.intake.told import Told, told

_PROMISE = ("expected_metric", "expected_direction", "expected_by")
_HAPPENED = ("decided_on", "done_on", "completed_on")
_CONTROLS = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row, and at which field."""

    field: str
    said: Told


def tidy(form: Form, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they are stored: texts without spaces around them, empty ones as unknown.

    Control signs other than tabs and line ends, and halves of letters, are taken out: nobody sees
    them, and PostgreSQL refuses some of them.
    """
    return {field.name: _stored(form, field, values.get(field.name)) for field in form.fields}


def faults(form: Form, values: Mapping[str, Any], today: date) -> tuple[Fault, ...]:
    """Everything that keeps a row from being stored, in the order of the fields.

    Args:
        form: Which kind of row it is.
        values: As `tidy` gives them.
        today: The day on which it is written; what has happened cannot be later.
    """
    found = [*_empty(form, values), *_long(form, values), *_later(values, today)]
    found += [Fault(name, said) for name, said in _impossible(values)]
    places = [field.name for field in form.fields]
    return tuple(sorted(found, key=lambda fault: places.index(fault.field)))


def _stored(form: Form, field: Field, value: Any) -> Any:
    if field.takes is Takes.YES:
        return bool(value)
    if isinstance(value, str):
        value = _CONTROLS.sub("", value).strip()
    if value not in ("", None):
        return value
    # A part of the key is never unknown: the target of the whole company has no group.
    return "" if field.fixed and not field.required else None


def _empty(form: Form, values: Mapping[str, Any]) -> Iterator[Fault]:
    for field in form.fields:
        if field.required and values.get(field.name) in (None, ""):
            yield Fault(field.name, told("This is needed."))


def _long(form: Form, values: Mapping[str, Any]) -> Iterator[Fault]:
    for field in form.fields:
        value, kind = values.get(field.name), form.table.c[field.name].type
        most = kind.length if isinstance(kind, String) else None
        if isinstance(value, str) and most is not None and len(value) > most:
            yield Fault(
                field.name,
                told(
                    "This has {length} letters, and there is room for {most}; shorten it.",
                    length=len(value),
                    most=most,
                ),
            )


def _later(values: Mapping[str, Any], today: date) -> Iterator[Fault]:
    for name in _HAPPENED:
        day = values.get(name)
        if isinstance(day, date) and day > today:
            yield Fault(
                name, told("{day} is still to come; write the day on which it was.", day=day)
            )


def _impossible(values: Mapping[str, Any]) -> Iterator[tuple[str, Told]]:
    """What no row can be, wherever it comes from, and a promise that is only half made."""
    yield from faults_of(values)
    given = [name for name in _PROMISE if values.get(name) is not None]
    for missing in (name for name in _PROMISE if given and name not in given):
        yield missing, told("A promise needs all three: a figure, a direction and a day.")
