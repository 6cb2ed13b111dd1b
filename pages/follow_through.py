"""Follow-through: what became of what the leadership took up and decided."""

import streamlit as st

from kundagenda import panels

data = panels.opened()
if data.is_empty:
    panels.start_here()
    panels.foot(panels.no_sources())
else:
    view = panels.scope_line(data)
    found = panels.life(data, view)

    panels.life_title(found)
    lines = panels.initiative_lines(data, view)
    timeline, left = st.columns([7, 5], gap="large")
    with timeline:
        panels.initiative_timeline(data, lines)
    with left:
        panels.left_on_the_agenda(data, found)
    panels.stalled_initiatives(lines)
    panels.revived_initiatives(lines)
    panels.write_initiatives()

    decided = panels.decided(data, view)
    panels.promise_ledger(data, decided)
    panels.decisions_on_time(decided)
    panels.decide_below(data, view)
    panels.write_decisions()

    tested = panels.group_test(data, view)
    panels.fix_trap_line(tested.trap, view)
    panels.uptime_test(tested)
    panels.group_proof(data, tested)
    panels.silence_clock(tested)
    panels.attention_and_trend(data, tested)
    panels.write_groups()

    panels.decision_log(decided)
    panels.write_note()
    panels.foot(panels.life_sources(data, found))
