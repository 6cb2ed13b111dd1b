"""Follow-through: what became of what the leadership took up and decided."""

from kundagenda import panels

data = panels.opened()
if data.is_empty:
    panels.start_here()
    panels.foot(panels.no_sources())
else:
    view = panels.scope_line(data)
    found = panels.life(data, view)

    panels.life_title(found)
    panels.foot(panels.life_sources(data, found))
