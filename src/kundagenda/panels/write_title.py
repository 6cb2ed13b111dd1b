"""The headline and the foot of the page Write down, and the way in for a whole file."""

import streamlit as st

from kundagenda.edits.forms import Form
from kundagenda.edits.rows import Values
from kundagenda.intake.table_shape import LOADABLE
from kundagenda.panels.data_link import data_link
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.panels.values import Opened
from kundagenda.panels.write_options import rows
from kundagenda.panels.write_state import asked_form
from kundagenda.texts.numbers import day, number, percent


def write_title(data: Opened) -> None:
    """What stands written down of the kind that is shown."""
    st.title(_headline(data, asked_form()), anchor=False)


def _headline(data: Opened, form: Form) -> str:
    count = len(rows(data, form))
    match form.name:
        case "priorities":
            return _priority(data, form)
        case "initiatives":
            return _counted(count, "{n} initiative is written down.",
                            "{n} initiatives are written down.")  # fmt: skip
        case "decisions":
            return _counted(count, "{n} decision is written down.",
                            "{n} decisions are written down.")  # fmt: skip
        case "actions":
            return _counted(count, "{n} action is written down.", "{n} actions are written down.")
        case "target_groups":
            return _counted(count, "{n} customer group is written down.",
                            "{n} customer groups are written down.")  # fmt: skip
        case "notes":
            return _counted(count, "{n} note is written down.", "{n} notes are written down.")
        case _:
            return _counted(count, "{n} target is written down.", "{n} targets are written down.")


def _counted(count: int, one: str, many: str) -> str:
    if not count:
        return tell("Nothing of this is written down yet.")
    return tell_many(one, many, count, n=number(count, lang()))


def _priority(data: Opened, form: Form) -> str:
    standing = [row for row in rows(data, form) if _holds(row, data)]
    if not standing:
        return tell("You have not decided whether the customer is a priority.")
    decided, share = day(standing[0]["decided_on"], lang()), standing[0]["declared_share"]
    if share is None:
        return tell("You decided {day} that the customer is a priority.", day=decided)
    return tell("You decided {day} that the customer gets {share}.", day=decided,
                share=percent(share, lang()))  # fmt: skip


def _holds(row: Values, data: Opened) -> bool:
    until = row["valid_to"]
    return bool(row["valid_from"] <= data.today and (until is None or until >= data.today))


def from_a_file(form: Form) -> None:
    """How many rows at once are brought in, where a file can hold them."""
    if form.name not in LOADABLE:
        return
    columns = ", ".join(f"`{field.name}`" for field in form.fields)
    quiet(tell("Many at once: bring in a CSV or Excel file with the columns {columns}.",
               columns=columns))  # fmt: skip
    data_link(tell("Bring in a file"))


def write_sources() -> str:
    """The foot: what becomes of what is written."""
    return tell(
        "What you save counts at once on every page. Every change is kept with its time, and can "
        "be taken back."
    )
