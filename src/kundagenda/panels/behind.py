"""What moved this number? The rows behind a figure's period, read when somebody asks."""

import re
from collections.abc import Sequence
from functools import partial

import streamlit as st

from kundagenda.access.figures import figures
from kundagenda.access.warehouse import facts_in
from kundagenda.errors import ReaderError
from kundagenda.findings.behind import Behind, Kind, Why, behind_of, kind_of
from kundagenda.findings.periods import periods_of
from kundagenda.findings.view import View
from kundagenda.panels.address import KEPT, chosen, prepare
from kundagenda.panels.behind_columns import columns_of, spreadsheet
from kundagenda.panels.export import export
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.panels.scope import FIGURE, MONTH
from kundagenda.panels.table import table
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.reach import among_customers, on_the_agenda
from kundagenda.texts.numbers import month, number, period
from kundagenda.texts.sentences import metric_name
from metrics import Metric, metric_of
from metrics.periods import Grain, month_text, months_of, period_of

PAGE = "rows behind a figure"
READ, DOWNLOADED = 500, 100_000
OPEN = "behind"


def what_moved(data: Opened, view: View, keys: Sequence[str]) -> None:
    """A line to open under a picture: the rows behind one of its figures, for a period.

    Args:
        data: The figures as they stand.
        view: What the reader looks at.
        keys: The metrics of the picture; those with no rows of their own are left out.
    """
    named = {key: metric for key in keys if (metric := metric_of(key)) and kind_of(metric)}
    if not named:
        return
    asked = chosen(FIGURE, named, "")
    st.session_state.setdefault(OPEN, bool(asked))
    with st.expander(tell("What moved this number?"), key=OPEN, on_change=_turned) as box:
        if box.open:
            with st.container(horizontal=True, gap="small"):
                metric, shown = _figure(named, asked), _period(view)
            _rows(data, view, metric, shown)


def _turned() -> None:
    """Closed, it leaves the address, so that a link opens what its sender saw."""
    if not st.session_state[OPEN]:
        st.session_state.pop(FIGURE, None)
        st.session_state.pop(KEPT + FIGURE, None)
        st.query_params.pop(FIGURE, None)


def _figure(named: dict[str, Metric], asked: str) -> Metric:
    """The figure asked for, the first at first; its code stands in the address from now on."""
    code = asked or next(iter(named))
    st.session_state[KEPT + FIGURE] = code
    if len(named) > 1:
        names = {key: metric_name(key, lang()) for key in named}
        st.selectbox(
            tell("Figure"),
            list(named),
            format_func=names.__getitem__,
            key=prepare(FIGURE, code),
            width=320,
        )
    return named[code]


def _period(view: View) -> int:
    """The period that holds the month in the address; the newest one where it names none."""
    periods = sorted(periods_of(view), reverse=True)
    holding = {
        month_text(month): each
        for each in reversed(periods)
        for month in ([each] if view.grain is Grain.ROLLING12 else months_of(each, view.grain))
    }
    asked = chosen(MONTH, holding, "")
    shown = holding.get(asked, period_of(view.last, view.grain))
    names = {month_text(each): period(each, view.grain, lang()) for each in periods}
    key = prepare(MONTH, month_text(shown))
    st.selectbox(tell("Period"), list(names), format_func=names.__getitem__, key=key, width=220)
    return shown


def _rows(data: Opened, view: View, metric: Metric, shown: int) -> None:
    try:
        found = _behind(data.version, view, metric.key, shown)
    except ReaderError:
        quiet(tell("The database does not answer right now, so the rows cannot be read."))
        return
    if found.why:
        quiet(_why(found.why, metric))
        return
    agenda = found.kind is Kind.ITEMS
    unreached = on_the_agenda(view) if agenda else among_customers(view)
    quiet(f"{_counted(found)} {unreached}".strip())
    names = dict(data.background.segment_names)
    table(columns_of(found, names, lang()), tell("The rows behind the figure"))
    name = _file_name(view, metric.key, shown)
    st.download_button(
        tell("Download as CSV"),
        export(PAGE, name, partial(_file, data, view, metric.key, shown, lang())),
        file_name=name,
        mime="text/csv",
        on_click="ignore",
    )


@once
def _behind(named: Version, view: View, key: str, shown: int) -> Behind:
    return _read(view, key, shown, READ)


def _read(view: View, key: str, shown: int, most: int) -> Behind:
    metric = metric_of(key)
    assert metric is not None, "what_moved knows it"
    with figures() as connection, facts_in(metric.dated_by[0].table) as facts:
        return behind_of(connection, view, metric, shown, most, facts)


def _file(data: Opened, view: View, key: str, shown: int, language: str) -> bytes:
    """Every row that may be shown, up to a limit, when the button is pressed."""
    found = _read(view, key, shown, DOWNLOADED)
    names = dict(data.background.segment_names)
    return spreadsheet(columns_of(found, names, language, file=True), language)


def _file_name(view: View, key: str, shown: int) -> str:
    """Metric, period and what narrows it, in letters that every disk takes."""
    grain = "" if view.grain is Grain.MONTH else str(view.grain)
    metric = metric_of(key)
    items = metric is not None and kind_of(metric) is Kind.ITEMS
    parts = [key, month_text(shown), grain, view.forum if items else view.segment]
    words = (re.sub(r"[^\w]+", "-", part).strip("-") for part in parts)
    return "_".join(word[:40] for word in words if word) + ".csv"


def _counted(found: Behind) -> str:
    """How many rows there are, how many of them stand here, and what they leave out."""
    words = {
        Kind.ITEMS: ("{count} item", "{count} items"),
        Kind.ANSWERS: ("{count} answer", "{count} answers"),
        Kind.ACCOUNTS: ("{count} change in what a customer pays",
                        "{count} changes in what customers pay"),
        Kind.COHORT: ("{count} customer", "{count} customers"),
        Kind.VALUES: ("{count} value", "{count} values"),
    }[found.kind]  # fmt: skip
    total = number(found.total, lang())
    said = tell_many(*words, found.total, count=total)
    if len(found.rows) < found.total:
        first = number(len(found.rows), lang())
        said = tell("{rows}; the first {first} stand here.", rows=said, first=first)
        least = number(min(found.total, DOWNLOADED), lang())
        said += " " + tell("The download holds {count}.", count=least)
    else:
        said += "."
    if found.kind is Kind.ANSWERS:
        said += " " + tell("Neither day nor customer is told, and a group only where it is large.")
    if found.compared is not None:
        then, now = (month(each, lang()) for each in found.compared)
        said += " " + tell("Those of {then}, as they are in {now}.", then=then, now=now)
    return said


def _why(why: Why, metric: Metric) -> str:
    if why is Why.WITHHELD:
        return tell("Too few answered here for the answers to be shown without telling who.")
    if why is Why.ANOTHER_SOURCE and kind_of(metric) is Kind.COHORT:
        return tell("This figure was given ready-made, or its customers have changed since.")
    if why is Why.ANOTHER_SOURCE:
        return tell("This figure was given ready-made, or its answers have changed since.")
    if kind_of(metric) is Kind.COHORT:
        return tell("Nobody was a customer twelve months before this period ended.")
    if kind_of(metric) is Kind.ACCOUNTS:
        return tell("No customer came, left or paid anything else in this period.")
    return tell("Nothing in this period.")
