"""What the confidential items of a month are about, for those who may know it."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from kundagenda.access.confidential import Confidential, confidential_items
from kundagenda.access.current import current
from kundagenda.findings.view import View
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.panels.table import Columns, short_table
from kundagenda.panels.values import Version, month_items
from kundagenda.panels.visit import remember, remembered
from kundagenda.texts.numbers import UNKNOWN, number, short_day

LOOKED = "confidential items"


def what_is_confidential(named: Version, view: View, of_month: int) -> None:
    """How many items of a month are confidential and, when asked for, what they are about.

    Nothing at all for a reader who may not know it: the table above counts them too.
    """
    if not current().sees_confidential:
        return
    count = int(month_items(named, view, of_month)["confidential"].sum())
    if not count:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        quiet(_counted(count), width="content")
        asked = st.toggle(tell("Show what they are about"), key=f"{LOOKED} {of_month}")
    if asked:
        # Written out however long: a grid has a button that downloads it.
        short_table(_columns(_looked_at(named, view.forum, of_month)))
        quiet(tell("The log tells that you looked. Nothing here is in any download."))


def _counted(count: int) -> str:
    one, many = "One item is confidential.", "{n} items are confidential."
    return tell_many(one, many, count)


def _looked_at(named: Version, forum: str, of_month: int) -> Sequence[Confidential]:
    """The items, read once a visit: each reading is a look, which the log tells of."""
    asked = (current().email, named, forum, of_month)
    looks = remembered(LOOKED) or {}
    if asked not in looks:
        looks = {asked: confidential_items(of_month, forum), **looks}
        remember(LOOKED, looks)
    found: Sequence[Confidential] = looks[asked]
    return found


def _columns(items: Sequence[Confidential]) -> Columns:
    return {
        tell("Date"): [short_day(each.held_on, lang()) for each in items],
        tell("No"): [each.position for each in items],
        tell("Item"): [each.title for each in items],
        tell("Detail"): [each.detail or UNKNOWN for each in items],
        tell("Minutes"): [_minutes(each.minutes) for each in items],
        tell("Forum"): [each.forum for each in items],
    }


def _minutes(minutes: float | None) -> str:
    if minutes is None or pd.isna(minutes):
        return UNKNOWN
    return number(minutes, lang(), 0 if minutes % 1 == 0 else 1)
