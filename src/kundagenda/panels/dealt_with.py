"""How customer items were dealt with, each answer a line that opens to its table."""

from collections.abc import Mapping, Sequence

import streamlit as st

from kundagenda.findings.agenda import AgendaPage
from kundagenda.findings.agenda_counts import LATE_DAYS
from kundagenda.findings.agenda_sections import AgendaSections
from kundagenda.findings.customer_items import EVIDENCE, KINDS, Added, Evidence, Kinds
from kundagenda.findings.time_given import OTHER, TimeGiven
from kundagenda.panels.amounts import minutes_text, part, part_with_share
from kundagenda.panels.headed import headed
from kundagenda.panels.print_style import ANSWERS
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.panels.table import short_table
from kundagenda.shown.reach import on_the_agenda
from kundagenda.texts.numbers import number
from metrics.themes import CUSTOMER

Table = Mapping[str, Sequence[str]]


def dealt_with(found: AgendaPage) -> None:
    """Time planned and given, what for, planned or sudden, and on what evidence."""
    now = found.share.now
    if now is None or not now.numerator:
        return
    sections = found.sections
    headed(
        tell("How customer items were dealt with."),
        tell("A year; each line opens.") if _all_open(sections) else tell("A year."),
        on_the_agenda(found.view),
    )
    with st.container(key=ANSWERS):
        _time(sections)
        _kinds(sections.kinds)
        _added(sections.added)
        _evidence(sections.evidence)


def _all_open(sections: AgendaSections) -> bool:
    """Whether every answer has a table; one that is not known is a line that does not open."""
    time, added = sections.time[CUSTOMER], sections.added[CUSTOMER]
    known = (
        time.compared or time.deferred,
        sum(sections.kinds.customer),
        added.known,
        sections.evidence.known,
    )
    return all(known)


def _line(answer: str, table: Table, note: str = "") -> None:
    """An answer that opens to its table, and to a note."""
    with st.expander(answer):
        short_table(table)
        if note:
            quiet(note)


def _time(sections: AgendaSections) -> None:
    """Planned against actual minutes; which customer items were cut stands above, in crowding."""
    own = sections.time[CUSTOMER]
    if not own.compared and not own.deferred:
        quiet(tell("No customer item has both planned and actual minutes."))
        return
    rows = {tell("The customer’s"): own, tell("Others"): sections.time[OTHER]}
    _line(_time_answer(own), _time_table(rows), tell("Minutes of items where both are known."))


def _time_answer(own: TimeGiven) -> str:
    if not own.compared:
        return tell_many(
            "{n} customer item was put off.", "{n} customer items were put off.", own.deferred
        )
    return tell(
        "Customer items took {actual} of {planned} planned; {rest}.",
        actual=minutes_text(own.actual),
        planned=minutes_text(own.planned),
        rest=tell_many("{n} was put off", "{n} were put off", own.deferred),
    )


def _time_table(rows: Mapping[str, TimeGiven]) -> Table:
    times = rows.values()
    return {
        tell("Items"): list(rows),
        tell("Compared"): [number(time.compared, lang()) for time in times],
        tell("Planned"): [minutes_text(time.planned) for time in times],
        tell("Actual"): [minutes_text(time.actual) for time in times],
        tell("Shortened"): [part_with_share(time.shortened, time.compared) for time in times],
        tell("Put off"): [number(time.deferred, lang()) for time in times],
    }


def _kinds(kinds: Kinds) -> None:
    """For information, for discussion or for decision, beside other items."""
    own, others = sum(kinds.customer), sum(kinds.other)
    if not own:
        quiet(tell("No customer item says whether it was for information or for decision."))
        return
    names = {
        "information": tell("For information"),
        "discussion": tell("For discussion"),
        "decision": tell("For decision"),
    }
    decided = kinds.customer[KINDS.index("decision")]
    table = {
        tell("What for"): [names[kind] for kind in KINDS],
        tell("The customer’s"): [part_with_share(count, own) for count in kinds.customer],
        tell("Others"): [part_with_share(count, others) for count in kinds.other],
    }
    answer = tell("For decision: {part} customer items.", part=part(decided, own))
    _line(answer, table, _unknown(kinds.unknown))


def _added(added: Mapping[str, Added]) -> None:
    """On the agenda in time, or at short notice, beside other items."""
    own = added[CUSTOMER]
    if not own.known:
        quiet(tell("It is not known when customer items came onto the agenda."))
        return
    rows = {tell("The customer’s"): own, tell("Others"): added[OTHER]}
    table = {
        tell("Items"): list(rows),
        tell("At short notice"): [part_with_share(r.late, r.known) for r in rows.values()],
        tell("In time"): [part_with_share(r.known - r.late, r.known) for r in rows.values()],
    }
    note = tell(
        "Short notice: raised at the meeting, or added less than {days} days before it.",
        days=LATE_DAYS,
    )
    answer = tell("At short notice: {part} customer items.", part=part(own.late, own.known))
    _line(answer, table, f"{note} {_unknown(own.items - own.known)}".strip())


def _evidence(evidence: Evidence) -> None:
    """What of the customer was in the room: their words, a visit, figures, or nothing."""
    if not evidence.known:
        quiet(tell("No customer item says what of the customer was in the room."))
        return
    names = {
        "voice of customer": tell("Customers’ own words"),
        "visit": tell("A visit"),
        "data": tell("Customer figures"),
        "none": tell("Nothing from customers"),
    }
    table = {
        tell("In the room"): [names[kind] for kind in EVIDENCE],
        tell("Customer items"): [part_with_share(n, evidence.known) for n in evidence.counts],
    }
    answer = tell("With something from customers in the room: {part} customer items.",
                  part=part(evidence.with_some, evidence.known))  # fmt: skip
    _line(answer, table, _unknown(evidence.unknown))


def _unknown(count: int) -> str:
    if not count:
        return ""
    return tell_many("{n} more item does not say.", "{n} more items do not say.", count)
