"""The rows that prove the four cells of a customer group in the uptime test, opened on demand."""

import streamlit as st

from kundagenda.access.figures import figures
from kundagenda.charts.timeline import Row, rows_of
from kundagenda.errors import ReaderError
from kundagenda.findings.agenda import items_named
from kundagenda.findings.group_test import GroupTest, GroupTested, Proof
from kundagenda.findings.outcomes import outcome_code
from kundagenda.panels.address import chosen, prepare
from kundagenda.panels.leading import leading_to
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell
from kundagenda.panels.scope import FIGURE, MONTH, OUTCOME, PROOF, ROW, WHAT
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.item_words import shown_level, shown_title
from kundagenda.texts.measures import written
from kundagenda.texts.numbers import month, number, short_day
from kundagenda.texts.outcome_words import cut, figure_name
from metrics.periods import month_number, month_text


def group_proof(data: Opened, found: GroupTest) -> None:
    """A customer group to choose, and under it the row behind each of its cells."""
    if not found.groups:
        return
    names = {"": tell("Choose a customer group")} | {g.code: cut(g.name) for g in found.groups}
    code = chosen(PROOF, names, "")
    st.selectbox(
        tell("Open the rows behind it"),
        list(names),
        format_func=names.__getitem__,
        key=prepare(PROOF, code),
        width=320,
    )
    for group in found.groups:
        if group.code == code:
            _rows(data, group)


def _rows(data: Opened, group: GroupTested) -> None:
    try:
        items = _items(data.version, tuple(p.item for p in (group.item, group.decision) if p))
    except ReaderError:
        quiet(tell("The database does not answer right now, so the rows cannot be read."))
        return
    with st.container(gap=None):
        _outcome(group)
        _number(group)
        _discussed(group.item, items)
        _decided(group.decision, items)


@once
def _items(named: Version, ids: tuple[int, ...]) -> dict[int, Row]:
    """The items by their ids; the name of the figures changes when anything is written."""
    with figures() as connection:
        return {row["item_id"]: row for row in rows_of(items_named(connection, ids))}


def _outcome(group: GroupTested) -> None:
    said = tell("none is named")
    if group.outcome:
        said = figure_name(group.outcome.metric, lang())
    days = tell("wanted on the agenda within {days} days", days=number(group.within, lang()))
    text = f"{plain(cut(group.name))}: {plain(said)}; {days}"
    leading_to(
        "write_down",
        f"**{tell('Outcome defined')}.** {text}.",
        **{WHAT: "target_groups", ROW: f"target_groups:{group.code}"},
    )


def _number(group: GroupTested) -> None:
    heading, newest = tell("Number for the last period"), group.newest
    if group.outcome is None or newest is None or newest.value is None:
        st.markdown(f"**{heading}.** {tell('There is none.')}")
        return
    key = group.outcome.metric.key
    value = written(group.outcome.metric, newest.value, lang())
    text = f"{figure_name(group.outcome.metric, lang())}, {month(newest.period, lang())}: {value}"
    leading_to(
        "outcomes",
        f"**{heading}.** {plain(text)}.",
        **{OUTCOME: outcome_code(key, group.code), FIGURE: key, MONTH: month_text(newest.period)},
    )


def _discussed(proof: Proof | None, items: dict[int, Row]) -> None:
    heading = tell("On the agenda")
    if proof is None:
        st.markdown(f"**{heading}.** {tell('Never.')}")
        return
    of_month = {MONTH: month_text(month_number(proof.day))}
    leading_to("agenda", f"**{heading}.** {_item(items[proof.item])}.", **of_month)


def _decided(proof: Proof | None, items: dict[int, Row]) -> None:
    heading = tell("Decision about it")
    if proof is None:
        st.markdown(f"**{heading}.** {tell('Never.')}")
        return
    text = tell("Confidential item") if proof.confidential else proof.text.rstrip(".")
    said = f"{short_day(proof.day, lang())}, {text}"
    on = tell("on item {item}", item=_item(items[proof.item]))
    st.markdown(f"**{heading}.** {plain(said)}, {on}.")


def _item(row: Row) -> str:
    """An item on one line, letter by letter: day, forum, place, title, level."""
    title, level = shown_title(row, lang()), shown_level(row, lang())
    day = short_day(row["held_on"], lang())
    place = tell("item {position}", position=number(row["position"], lang()))
    return plain(f"{day}, {row['forum']}, {place}: {title.rstrip('.')} ({level.lower()})")
