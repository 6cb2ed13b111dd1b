"""Which of their rows count, a line of choices a condition."""

from typing import Any, NamedTuple

import streamlit as st
from pydantic import ValidationError
from sqlalchemy import Boolean, Date, String
from sqlalchemy.types import TypeEngine

from kundagenda.database.their_columns import Types, found_name
from kundagenda.errors import ReaderError
from kundagenda.intake.guess_mapping import truth_of
from kundagenda.panels.reader import tell
from kundagenda.sources import Condition, Scalar

NOTHING = ""
RULES = ("is", "is_not", "at_least", "below", "known")
ANY_OF = ("is", "is_not")


class Line(NamedTuple):
    """What the file says in a line: of which column, by which rule, and what."""

    column: str = NOTHING
    rule: str = "is"
    value: Any = ""

    @property
    def text(self) -> str:
        """The value as the line shows it."""
        several = isinstance(self.value, list)
        return ", ".join(map(as_written, self.value)) if several else as_written(self.value)


def spelt(name: str, there: Types) -> str:
    """A column as their database spells it, as forgiving as where it is read."""
    try:
        return found_name(name, there, "", "")
    except ReaderError:
        return name


def as_written(value: Scalar | None) -> str:
    """A value as a person writes it into a line."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def conditions_chosen(there: Types, before: list[Condition], key: str) -> list[Condition]:
    """Which of their rows count, a condition a line, with an empty line for one more.

    A line that says nothing is passed over: those below it count all the same.
    """
    st.markdown(f"**{tell('Which rows count')}** :gray[{tell('All, where nothing is said.')}]")
    lines = [line for each in before for line in _lines(each, there)]
    found: list[Condition] = []
    number = 0
    while True:
        start = lines[number] if number < len(lines) else Line()
        rule = _condition(there, start, f"{key} rule {number}")
        number += 1
        if rule is not None:
            found.append(rule)
        elif number >= len(lines) and f"{key} rule {number} column" not in st.session_state:
            return found


def _lines(rule: Condition, there: Types) -> list[Line]:
    """A condition as lines of column, rule and value."""
    said = rule.model_dump(by_alias=True, exclude_none=True, exclude={"column"})
    return [Line(spelt(rule.column, there), name, value) for name, value in said.items()]


def _condition(there: Types, start: Line, key: str) -> Condition | None:
    options, names = [NOTHING, *there], _rule_names()
    theirs = {name: name or tell("none") for name in options}
    places = st.columns([3, 2, 3], vertical_alignment="bottom")
    with places[0]:
        column = st.selectbox(
            tell("Column of theirs"), options,
            index=options.index(start.column) if start.column in options else 0,
            format_func=theirs.__getitem__, key=f"{key} column",
        )  # fmt: skip
    if not column:
        return None
    with places[1]:
        rule = st.selectbox(tell("Rule"), RULES, index=RULES.index(start.rule),
                            format_func=names.__getitem__, key=f"{key} is")  # fmt: skip
    with places[2]:
        text = st.text_input(tell("Values, with commas between"), start.text, key=f"{key} value")
    if (column, text) == (start.column, start.text) and _alike(rule, start.rule):
        # As the file has it: a value may hold a comma, or be a text that looks like a number.
        return _checked(str(column), str(rule), start.value)
    return _ruled(str(column), str(rule), text, there)


def _alike(rule: str, other: str) -> bool:
    return rule == other or {rule, other} == set(ANY_OF)


def _ruled(column: str, rule: str, text: str, there: Types) -> Condition | None:
    """A condition of what was written; null while its value is not."""
    if rule == "known":
        return _checked(column, rule, text.strip().casefold() not in ("nej", "no", "false"))
    values = [_of_kind(part.strip(), there[column]) for part in text.split(",") if part.strip()]
    if not values:
        return None
    said = values if len(values) > 1 and rule in ANY_OF else values[0]
    return _checked(column, rule, said)


def _checked(column: str, rule: str, said: Any) -> Condition | None:
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
