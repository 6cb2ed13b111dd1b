"""Outcomes: what customers get, against what you aim at, and beside attention."""

from kundagenda import panels

data = panels.opened()
if data.is_empty:
    panels.start_here()
    panels.foot(panels.no_sources())
else:
    view = panels.scope_line(data)
    found = panels.outcomes(data, view)

    panels.outcomes_title(found)
    panels.outcomes_picture(data, found)
    panels.outcomes_lacking(found)

    panels.attention_beside(data, found)
    panels.outcome_notes(found)
    panels.targets_table(found)
    panels.what_moved(data, view, panels.outcome_figures(found))
    panels.foot(panels.outcomes_sources(data, found))
