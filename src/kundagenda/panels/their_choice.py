"""Which column of theirs is which of ours, a line of choices each."""

from collections.abc import Mapping
from typing import Any

import streamlit as st
from sqlalchemy import Boolean, Column, Date, Double, String, Table

from kundagenda.database.their_columns import Types
from kundagenda.intake.guess_mapping import truth_of
from kundagenda.panels.reader import tell
from kundagenda.panels.table_words import column_name
from kundagenda.panels.their_rows import NOTHING, as_written, spelt
from kundagenda.sources import ColumnSource, Scalar, Written

A_VALUE = "= "
AS_IT_IS, IN_ZONE = "as it is", "moment in UTC"
# Columns whose values are codes of a kind; of the others a name or a number says what it says.
TRANSLATED = ("segment", "instrument", "high_is_good", "score", "metric")


def columns_chosen(
    ours: Table, there: Types, before: Mapping[str, ColumnSource], key: str
) -> dict[str, ColumnSource]:
    """What is said of every column of ours, a line each; one of which nothing is said is left out.

    Args:
        ours: The table of ours.
        there: The columns of theirs.
        before: What was saved or guessed: how the controls begin.
        key: Tells the controls of one table of theirs from those of another.
    """
    found: dict[str, ColumnSource] = {}
    for each in ours.columns:
        if each.name == "import_id":  # says by which file a row came
            continue
        held = before.get(each.name)
        if held is not None and held.column is not None:
            held = held.model_copy(update={"column": spelt(held.column, there)})
        said = _line(each, there, held, f"{key} {each.name}")
        if said is not None:
            found[each.name] = said
    return found


def _line(
    ours: Column[Any], there: Types, before: ColumnSource | None, key: str
) -> ColumnSource | None:
    """A line: ours, which of theirs it is, and how that is to be understood."""
    theirs_place, how_place = st.columns([3, 2], vertical_alignment="bottom")
    with theirs_place:
        theirs = _theirs(ours, there, before, key)
    with how_place:
        if theirs == A_VALUE:
            return _value(ours, before, key)
        return _understood(ours, theirs, before, key) if theirs else None


def _theirs(ours: Column[Any], there: Types, before: ColumnSource | None, key: str) -> str:
    options = [NOTHING, A_VALUE, *there]
    held = NOTHING if before is None else before.column or A_VALUE
    names = {NOTHING: tell("not named"), A_VALUE: tell("the same value in every row")}
    needed = not ours.nullable and ours.server_default is None
    label = column_name(ours.name)
    return str(
        st.selectbox(
            tell("{name} (needed)", name=label) if needed else label,
            options,
            index=options.index(held) if held in options else 0,
            format_func=lambda name: names.get(name, name),
            key=f"theirs {key}",
        )
    )


def _value(ours: Column[Any], before: ColumnSource | None, key: str) -> ColumnSource | None:
    held = "" if before is None or before.value is None else str(before.value)
    text = st.text_input(tell("Value"), held, key=f"value {key}")
    if before is not None and text == held:
        return before if before.value is not None else None
    return ColumnSource(value=_typed(ours, text)) if text else None


def _typed(ours: Column[Any], text: str) -> Scalar:
    """A value as the type of ours has it; what it is not is told when it is tried."""
    if isinstance(ours.type, Boolean):
        return text if (said := truth_of(text)) is None else said
    if isinstance(ours.type, String | Date):
        return text
    try:
        return float(text.replace(",", ".")) if isinstance(ours.type, Double) else int(text)
    except ValueError:
        return text


def _understood(
    ours: Column[Any], theirs: str, before: ColumnSource | None, key: str
) -> ColumnSource:
    """A column of theirs, with the control that its kind needs.

    What the file says of it and no control shows is kept as it was.
    """
    of_it = before is not None and before.column == theirs
    held = before if before is not None and of_it else ColumnSource(column=theirs)
    if isinstance(ours.type, Date) or ours.name == "month":
        return held.model_copy(update=_dated(held, key))
    if isinstance(ours.type, Double):
        start = held.divide_by or 1.0
        parts = st.number_input(tell("Divided by"), min_value=min(0.0001, start), value=start,
                                key=f"parts {key}", format="%g")  # fmt: skip
        return held.model_copy(update={"divide_by": None if parts == 1 else parts})
    if ours.name not in TRANSLATED:
        return held
    return held.model_copy(update={"values": _translation(ours, held, key)})


def _dated(held: ColumnSource, key: str) -> dict[str, Any]:
    options = [AS_IT_IS, *map(str, Written), IN_ZONE]
    start = IN_ZONE if held.zone else str(held.written) if held.written else ""
    names = {AS_IT_IS: tell("a date"), IN_ZONE: tell("a moment in UTC, its day in Sweden")}
    how = st.selectbox(
        tell("Written"),
        options,
        index=options.index(start) if start in options else 0,
        format_func=lambda code: names.get(code, code),
        key=f"how {key}",
    )
    if how == start:  # the file may say both
        return {}
    if how == IN_ZONE:
        return {"zone": "Europe/Stockholm", "written": None}
    return {"zone": None, "written": None if how == AS_IT_IS else Written(how)}


def _translation(ours: Column[Any], held: ColumnSource, key: str) -> dict[str, Scalar | None]:
    """What their values mean, as "Ja = true; Nej = false"."""
    written = "; ".join(f"{a} = {as_written(b)}" for a, b in held.values.items())
    text = st.text_input(
        tell("Their values = ours"), written, placeholder="Ja = true; Nej = false",
        key=f"values {key}",
    )  # fmt: skip
    if text == written:  # which may hold more than the text says: nulls, and signs such as ;
        return held.values
    pairs = [part.split("=", 1) for part in text.split(";") if "=" in part]
    return {theirs.strip(): _typed(ours, meant.strip()) for theirs, meant in pairs}
