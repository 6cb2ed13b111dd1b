"""Which column of theirs is which of ours, and which of their rows count, as rows of choices."""

from collections.abc import Mapping
from typing import Any

import streamlit as st
from pydantic import ValidationError
from sqlalchemy import Boolean, Column, Date, Double, String, Table
from sqlalchemy.types import TypeEngine

from kundagenda.database.their_columns import Types
from kundagenda.intake.guess_mapping import truth_of
from kundagenda.panels.reader import tell
from kundagenda.panels.table_words import column_name
from kundagenda.sources import ColumnSource, Condition, Scalar, Written

NOTHING, A_VALUE = "", "= "
AS_IT_IS, IN_ZONE = "as it is", "moment in UTC"
# Columns whose values are codes of a kind; of the others a name or a number says what it says.
TRANSLATED = ("segment", "instrument", "high_is_good", "score", "metric")
RULES = ("is", "is_not", "at_least", "below", "known")


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
        said = _line(each, there, before.get(each.name), f"{key} {each.name}")
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
    """A column of theirs, with the control that its kind needs."""
    held = before if before is not None and before.column == theirs else None
    if isinstance(ours.type, Date) or ours.name == "month":
        return _dated(theirs, held, key)
    if isinstance(ours.type, Double):
        start = held.divide_by if held is not None and held.divide_by else 1.0
        parts = st.number_input(tell("Divided by"), min_value=0.0001, value=start,
                                key=f"parts {key}", format="%g")  # fmt: skip
        return ColumnSource(column=theirs, divide_by=None if parts == 1 else parts)
    if ours.name not in TRANSLATED:
        return ColumnSource(column=theirs)
    return ColumnSource(column=theirs, values=_translation(ours, held, key))


def _dated(theirs: str, held: ColumnSource | None, key: str) -> ColumnSource:
    options = [AS_IT_IS, *map(str, Written), IN_ZONE]
    start = IN_ZONE if held and held.zone else str(held.written) if held and held.written else ""
    names = {AS_IT_IS: tell("a date"), IN_ZONE: tell("a moment in UTC, its day in Sweden")}
    how = st.selectbox(
        tell("Written"),
        options,
        index=options.index(start) if start in options else 0,
        format_func=lambda code: names.get(code, code),
        key=f"how {key}",
    )
    if how == IN_ZONE:
        zone = held.zone if held is not None and held.zone else "Europe/Stockholm"
        return ColumnSource(column=theirs, zone=zone)
    return ColumnSource(column=theirs, written=None if how == AS_IT_IS else Written(how))


def _translation(
    ours: Column[Any], held: ColumnSource | None, key: str
) -> dict[str, Scalar | None]:
    """What their values mean, as "Ja = true; Nej = false"."""
    written = "; ".join(f"{a} = {_said(b)}" for a, b in (held.values if held else {}).items())
    text = st.text_input(
        tell("Their values = ours"), written, placeholder="Ja = true; Nej = false",
        key=f"values {key}",
    )  # fmt: skip
    pairs = [part.split("=", 1) for part in text.split(";") if "=" in part]
    return {theirs.strip(): _typed(ours, meant.strip()) for theirs, meant in pairs}


def _said(value: Scalar | None) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def conditions_chosen(there: Types, before: list[Condition], key: str) -> list[Condition]:
    """Which of their rows count, a condition a line, with an empty line for one more."""
    st.markdown(f"**{tell('Which rows count')}** :gray[{tell('All, where nothing is said.')}]")
    lines = [line for each in before for line in _lines(each)]
    found: list[Condition] = []
    number = 0
    while True:
        start = lines[number] if number < len(lines) else (NOTHING, "is", "")
        rule = _condition(there, start, f"{key} rule {number}")
        if rule is None:
            return found
        found.append(rule)
        number += 1


def _lines(rule: Condition) -> list[tuple[str, str, str]]:
    """A condition as lines of column, rule and value."""
    said = rule.model_dump(by_alias=True, exclude_none=True, exclude={"column"})
    return [(rule.column, name, _text(value)) for name, value in said.items()]


def _text(value: Any) -> str:
    return ", ".join(map(_said, value)) if isinstance(value, list) else _said(value)


def _condition(there: Types, start: tuple[str, str, str], key: str) -> Condition | None:
    options, names = [NOTHING, *there], _rule_names()
    theirs = {name: name or tell("none") for name in options}
    places = st.columns([3, 2, 3], vertical_alignment="bottom")
    with places[0]:
        column = st.selectbox(
            tell("Column of theirs"), options,
            index=options.index(start[0]) if start[0] in options else 0,
            format_func=theirs.__getitem__, key=f"{key} column",
        )  # fmt: skip
    if not column:
        return None
    with places[1]:
        rule = st.selectbox(tell("Rule"), RULES, index=RULES.index(start[1]),
                            format_func=names.__getitem__, key=f"{key} is")  # fmt: skip
    with places[2]:
        text = st.text_input(tell("Values, with commas between"), start[2], key=f"{key} value")
    return _ruled(str(column), str(rule), text, there)


def _ruled(column: str, rule: str, text: str, there: Types) -> Condition | None:
    """A condition of what was written; null while its value is not."""
    if rule == "known":
        return Condition(column=column, known=text.strip().casefold() not in ("nej", "no", "false"))
    values = [_of_kind(part.strip(), there[column]) for part in text.split(",") if part.strip()]
    if not values:
        return None
    said = values if len(values) > 1 and rule in ("is", "is_not") else values[0]
    try:
        return Condition.model_validate({"column": column, rule: said})
    except ValidationError:
        return None


def _of_kind(text: str, kind: TypeEngine[Any]) -> Scalar:
    """A value as a column of theirs has it: a number where it holds numbers."""
    if isinstance(kind, Boolean):
        return text if (said := truth_of(text)) is None else said
    if isinstance(kind, String | Date):
        return text
    try:
        return int(text) if text.lstrip("-").isdigit() else float(text)
    except ValueError:
        return text


def _rule_names() -> dict[str, str]:
    return {
        "is": tell("is one of"),
        "is_not": tell("is none of"),
        "at_least": tell("is at least"),
        "below": tell("is below"),
        "known": tell("is known (yes or no)"),
    }
