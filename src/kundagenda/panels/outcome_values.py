"""The values of the Outcomes page, and which outcome the reader chose."""

import streamlit as st

from kundagenda.access.figures import figures
from kundagenda.findings.outcomes import Outcome, OutcomesPage, outcomes_of
from kundagenda.findings.view import View
from kundagenda.panels.address import asked_in_vain, chosen, prepare
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, plain, tell
from kundagenda.panels.scope import DEFAULTS, OUTCOME
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.outcome_answer import outcome_title

# Not empty: an address would win over an empty choice.
ALL = DEFAULTS[OUTCOME]


def outcomes(data: Opened, view: View) -> OutcomesPage:
    """The values of the Outcomes page."""
    return outcomes_as(data.version, view)


@once
def outcomes_as(named: Version, view: View) -> OutcomesPage:
    """The values of the Outcomes page, by the name of the figures."""
    with figures() as connection:
        return outcomes_of(connection, view)


def chosen_outcome(found: OutcomesPage) -> Outcome | None:
    """The one outcome to show large: the one chosen, or the only one there is."""
    every = (*found.own, *found.others)
    code = chosen(OUTCOME, [ALL, *(outcome.code for outcome in every)], ALL)
    return every[0] if len(every) == 1 else found.chosen(code)


def outcome_choice(found: OutcomesPage) -> None:
    """A list of every outcome with figures; nothing while there is only one."""
    every = (*found.own, *found.others)
    unknown = asked_in_vain(OUTCOME, [ALL, *(outcome.code for outcome in every)])
    if unknown:
        quiet(tell("“{code}” in the address is not known here.", code=plain(unknown)))
    if len(every) < 2:
        return
    names = {ALL: tell("All, side by side")} | named(found)
    shown = chosen_outcome(found)
    key = prepare(OUTCOME, shown.code if shown else ALL)
    st.selectbox(
        tell("Outcome"), list(names), format_func=names.__getitem__, key=key, width=320,
        label_visibility="collapsed",
    )  # fmt: skip


def named(found: OutcomesPage) -> dict[str, str]:
    """Every outcome by its code, as "Retail, delivery precision"."""
    return {outcome.code: outcome_title(outcome, lang()) for outcome in (*found.own, *found.others)}


def outcome_figures(found: OutcomesPage) -> tuple[str, ...]:
    """The metrics whose values can be opened, each once: several groups may share one."""
    every = (*found.own, *found.others)
    return tuple(dict.fromkeys(outcome.measured.metric.key for outcome in every))
