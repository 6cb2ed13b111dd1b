"""The fields of a form, each as the control that suits what it takes."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from kundagenda.edits.forms import Field, Form, Takes
from kundagenda.edits.rows import Values
from kundagenda.panels.address import chosen
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell
from kundagenda.panels.scope import ON
from kundagenda.panels.values import Opened
from kundagenda.panels.write_options import Options, choices, items, options
from kundagenda.panels.write_state import field_key
from kundagenda.panels.write_words import field_helps, field_name
from kundagenda.texts.measures import scale_of, sign_of
from kundagenda.texts.numbers import UNKNOWN, short_day
from metrics import metric_of

EARLIEST, LATEST = date(1950, 1, 1), date(2100, 12, 31)
WIDTH, LONGEST_LIST = 260, 540
MEETING = "meeting"
PERCENT = 100
MOST_DAYS = 3650


def first_fields(data: Opened, form: Form, row: Values | None) -> Values:
    """What the rest of the form depends on: the meeting of a decision, the figure of a target."""
    if form.name == "decisions":
        return {MEETING: _meeting(data, form, row)}
    firsts = [field for field in form.fields if field.first]
    return {field.name: _control(data, form, row, field, {}) for field in firsts}


def other_fields(data: Opened, form: Form, row: Values | None, first: Values) -> Values:
    """The rest, long texts over the whole width and short ones side by side."""
    written: Values = {}
    beside: list[Field] = []
    for field in form.fields:
        if field.first:
            written[field.name] = first[field.name]
        elif _is_wide(field):
            written |= _side_by_side(data, form, row, beside, first)
            beside = []
            written[field.name] = _control(data, form, row, field, first)
        else:
            beside.append(field)
    return written | _side_by_side(data, form, row, beside, first)


def _is_wide(field: Field) -> bool:
    return field.takes is Takes.LINES or field.name in ("name", "agenda_item_id", "decision_id")


def _side_by_side(
    data: Opened, form: Form, row: Values | None, beside: list[Field], first: Values
) -> Values:
    if not beside:
        return {}
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        return {field.name: _control(data, form, row, field, first) for field in beside}


def _control(
    data: Opened, form: Form, row: Values | None, field: Field, first: Mapping[str, Any]
) -> Any:
    """The control of a field with what the row says; what is in it now."""
    key, stands = field_key(form, row, _named(field, first)), _stands(data, form, row, field, first)
    help = field_helps().get(field.name)
    if row is not None and field.fixed:
        _shown(data, form, _with_unit(form, field, first), field, row)
        return stands
    label = _label(form, field, first)
    match field.takes:
        case Takes.LINES:
            return st.text_area(label, stands or "", key=key, help=help, height=80)
        case Takes.TEXT:
            return st.text_input(
                label, stands or "", key=key, help=help,
                width="stretch" if _is_wide(field) else WIDTH,
            )  # fmt: skip
        case Takes.DAY:
            return st.date_input(label, stands, EARLIEST, LATEST, key=key, help=help,
                                 format="YYYY-MM-DD", width=WIDTH)  # fmt: skip
        case Takes.YES:
            return st.checkbox(label, bool(stands), key=key, help=help)
        case Takes.ONE:
            return _list(
                label, _options(data, form, field, first), stands, key, help, _is_wide(field)
            )
        case _:
            return _number(label, field, stands, key, help, _scale(field, first))


def _named(field: Field, first: Mapping[str, Any]) -> str:
    """The field, and for a day that follows the meeting, which one: each has its own control."""
    return f"{field.name} {first[MEETING]}" if _follows(field, first) else field.name


def _follows(field: Field, first: Mapping[str, Any]) -> bool:
    return MEETING in first and field.name == "decided_on"


def _stands(
    data: Opened, form: Form, row: Values | None, field: Field, first: Mapping[str, Any]
) -> Any:
    """What the row says; of a new one, what is most likely meant."""
    if row is not None:
        return row[field.name]
    if field.name == "valid_from" and form.name == "targets":
        return data.as_of.replace(month=1, day=1)
    if _follows(field, first):
        held = {each.id: each.held_on for each in choices(data, form).meetings}
        return min(held.get(first[MEETING], data.today), date.today())
    if field.name in ("decided_on", "valid_from", "noted_on"):
        return data.today
    if (form.name, field.name) == ("notes", "metric"):
        return chosen(ON, choices(data, form).metrics, "")
    return "items" if field.name == "basis" else None


def _label(form: Form, field: Field, first: Mapping[str, Any]) -> str:
    """What a field is called, and in words that a row cannot do without it."""
    label = _with_unit(form, field, first)
    return f"{label} ({tell('needed')})" if field.required else label


def _with_unit(form: Form, field: Field, first: Mapping[str, Any]) -> str:
    label = field_name(form.name, field.name)
    metric = metric_of(str(first.get("metric") or ""))
    if field.name != "value" or metric is None:
        return label
    sign = sign_of(metric, lang()).strip()
    return f"{label}, {sign}" if sign else label


def _scale(field: Field, first: Mapping[str, Any]) -> float:
    """What a stored number is multiplied by to be written: shares are stored from 0 to 1."""
    if field.takes is Takes.SHARE:
        return PERCENT
    metric = metric_of(str(first.get("metric") or ""))
    return scale_of(metric) if field.takes is Takes.NUMBER and metric else 1


def _number(
    label: str, field: Field, stands: float | None, key: str, help: str | None, scale: float
) -> float | int | None:
    if field.takes is Takes.COUNT:
        days = None if stands is None else int(stands)
        return st.number_input(
            label, 1, MOST_DAYS, value=days, step=1, key=key, help=help, width=WIDTH
        )
    # Ten decimals: 0.07 times 100 is 7.000000000000001.
    shown = None if stands is None else round(scale * stands, 10)
    most = float(PERCENT) if field.takes is Takes.SHARE else None
    now = st.number_input(
        label, 0.0 if most else None, most, value=shown, step=1.0, format="%.10g", key=key,
        help=help, width=WIDTH,
    )  # fmt: skip
    return None if now is None else round(now / scale, 12)


def _options(data: Opened, form: Form, field: Field, first: Mapping[str, Any]) -> Options:
    at = items(data, first[MEETING]) if first.get(MEETING) else ()
    return options(field, choices(data, form), at, data.background.segments)


def _list(label: str, names: Options, stands: Any, key: str, help: str | None, wide: bool) -> Any:
    """One of the options; what the row says stays among them, though nothing else names it."""
    stands = stands or None
    if stands is not None and stands not in names:
        names = names | {stands: str(stands)}
    values = list(names)
    return st.selectbox(
        label,
        values,
        index=values.index(stands) if stands in names else None,
        format_func=lambda value: names.get(value, UNKNOWN),
        placeholder=tell("Choose"),
        key=key,
        help=help,
        width="stretch" if wide else WIDTH,
    )


def _meeting(data: Opened, form: Form, row: Values | None) -> int | None:
    """The meeting at which it was decided: the row's own, or the latest that was held."""
    known = {
        each.id: f"{short_day(each.held_on, lang())}, {each.forum}"
        for each in choices(data, form).meetings
    }
    if not known:
        quiet(tell("There is no meeting yet: bring in an agenda on the page Data."))
        return None
    own = row["meeting_id"] if row else None
    held = (each.id for each in choices(data, form).meetings if each.held_on <= date.today())
    return st.selectbox(
        tell("Meeting"),
        list(known),
        index=list(known).index(own or next(held, next(iter(known)))),
        format_func=lambda id_: known.get(id_, UNKNOWN),
        key=field_key(form, row, MEETING),
        width=LONGEST_LIST,
    )


def _shown(data: Opened, form: Form, label: str, field: Field, row: Values) -> None:
    """A part of the key: it stands there, and cannot be changed."""
    value = row[field.name]
    if isinstance(value, date):
        said = short_day(value, lang())
    elif field.takes is Takes.ONE:
        said = _options(data, form, field, {}).get(value or None, str(value))
    else:
        said = str(value)
    st.text_input(label, said, disabled=True, width=WIDTH)
