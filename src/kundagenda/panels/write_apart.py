"""Two versions of a row side by side, and a row in words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kundagenda.edits.forms import Field, Form, Takes
from kundagenda.edits.listed import Choices
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell
from kundagenda.panels.table import table
from kundagenda.panels.values import Opened
from kundagenda.panels.write_options import choices, options
from kundagenda.panels.write_words import field_name
from kundagenda.texts.measures import written as written_value
from kundagenda.texts.numbers import UNKNOWN, number, percent, short_day
from metrics import metric_of


def apart(data: Opened, form: Form, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> None:
    """Where the two differ, in a table; a sentence where they say the same."""
    known = choices(data, form)
    differ = [field for field in form.fields if (mine[field.name] or None) != theirs[field.name]]
    if not differ:
        quiet(tell("Both say the same."))
        return
    columns = {
        tell("Field"): [field_name(form.name, field.name) for field in differ],
        tell("Yours"): [in_words(field, mine, known) for field in differ],
        tell("Theirs"): [in_words(field, theirs, known) for field in differ],
    }
    table(columns, tell("Where the two versions differ"))


def in_words(field: Field, row: Mapping[str, Any], known: Choices) -> str:
    """What a field of a row says, as the reader writes it."""
    value = row[field.name]
    match value:
        case None | "" | False:
            return UNKNOWN
        case True:
            return tell("Yes")
        case date():
            return short_day(value, lang())
    if field.takes is Takes.ONE:
        return options(field, known, (), ()).get(value, str(value))
    if field.takes is Takes.SHARE:
        return percent(value, lang())
    metric = metric_of(str(row.get("metric") or ""))
    if field.takes is Takes.NUMBER and metric:
        return written_value(metric, value, lang())
    return str(value) if isinstance(value, str) else number(value, lang())
