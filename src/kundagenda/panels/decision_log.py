"""The log of decisions: what was decided, who has it, by when, and how it stands."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from kundagenda.findings.decision_log import Decision
from kundagenda.panels.address import chosen, prepare, written
from kundagenda.panels.behind_columns import spreadsheet
from kundagenda.panels.export import export
from kundagenda.panels.headed import headed
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.panels.scope import ABOUT, STATUS, WORDS
from kundagenda.panels.table import table
from kundagenda.shown.decided import Decided
from kundagenda.shown.decision_words import about_words, shown_text, status_words
from kundagenda.texts.catalogue import say
from kundagenda.texts.numbers import UNKNOWN, number, short_day

PAGE = "page Follow-through"
CUSTOMER, OTHER = "customer", "other"


def decision_log(found: Decided) -> None:
    """Every decision of the period, newest first, to search, narrow and take away."""
    if not found.decisions:
        headed(tell("No decision is recorded in this period."), found.unreached)
        quiet(tell("Decisions come with the minutes, or as a table on the page Data."))
        return
    headed(tell("What you decided."), tell("Newest first."), found.unreached)
    shown = _narrowed(found.decisions)
    quiet(_counted(len(shown), len(found.decisions)))
    if not shown:
        return
    table(_columns(shown, lang()), tell("The decisions and how they stand"))
    name = f"decisions_{found.view.as_of.isoformat()}.csv"
    st.download_button(
        tell("Download as CSV"),
        export(PAGE, name, partial(_file, shown, lang())),
        file_name=name,
        mime="text/csv",
        on_click="ignore",
    )


def _narrowed(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decisions that have the words, the subject and the status that the reader asked for."""
    about = {
        "": tell("All decisions"), CUSTOMER: tell("About customers"), OTHER: tell("Other things"),
    }  # fmt: skip
    status = {"": tell("Any status")} | status_words(lang())
    with st.container(horizontal=True, gap="small"):
        words = st.text_input(tell("Words"), key=prepare(WORDS, written(WORDS)), width=260)
        subject = _list(tell("About"), about, ABOUT)
        standing = _list(tell("Status"), status, STATUS)
    return tuple(
        each
        for each in decisions
        if (not subject or each.is_customer is (subject == CUSTOMER))
        and (not standing or each.status == standing)
        and _has(each, words)
    )


def _list(label: str, names: dict[str, str], name: str) -> str:
    key = prepare(name, chosen(name, names, ""))
    return str(
        st.selectbox(label, list(names), format_func=names.__getitem__, key=key, width=220) or ""
    )


def _has(decision: Decision, words: str) -> bool:
    """Whether every word stands in what is shown of the decision."""
    texts = (shown_text(decision, lang()), decision.forum, *decision.roles, *decision.to_do)
    shown = " ".join(texts).casefold()
    return all(word in shown for word in words.casefold().split())


def _counted(shown: int, every: int) -> str:
    if shown == every:
        return tell_many("{count} decision.", "{count} decisions.", every, count=_n(every))
    return tell_many(
        "{shown} of {count} decision.",
        "{shown} of {count} decisions.",
        every,
        shown=_n(shown),
        count=_n(every),
    )


def _n(count: int) -> str:
    return number(count, lang())


def _columns(
    decisions: Sequence[Decision], lang: str, *, file: bool = False
) -> dict[str, list[object]]:
    """A column a header; in a file days are written by ISO 8601 and unknown is empty."""
    unknown, status = "" if file else UNKNOWN, status_words(lang)
    days = [(each.decided_on, each.due_on) for each in decisions]
    written_day = (lambda day: day.isoformat()) if file else (lambda day: short_day(day, lang))
    return {
        say(lang, "Decided"): [written_day(taken) for taken, _ in days],
        say(lang, "Status"): [status[each.status] for each in decisions],
        say(lang, "What was decided"): [shown_text(each, lang) for each in decisions],
        say(lang, "About"): [about_words(each, lang) for each in decisions],
        say(lang, "What is to be done"): ["; ".join(each.to_do) or unknown for each in decisions],
        say(lang, "Owner"): [", ".join(each.roles) or unknown for each in decisions],
        say(lang, "Due"): [written_day(due) if due else unknown for _, due in days],
        say(lang, "Forum"): [each.forum for each in decisions],
    }


def _file(decisions: Sequence[Decision], language: str) -> bytes:
    """The decisions shown, when the button is pressed."""
    return spreadsheet(_columns(decisions, language, file=True), language)
