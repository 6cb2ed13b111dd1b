"""Overview: does the customer get the attention you promised, and do customers notice?"""

from kundagenda import panels

data = panels.opened()
if data.is_empty:
    panels.start_here()
    panels.foot(panels.no_sources())
else:
    view = panels.scope_line(data)
    found = panels.overview(data, view)

    panels.decision_line(found.priority)

    words, picture, figures = panels.picture_beside()
    with words:
        panels.headline(found)
    with picture:
        panels.overview_picture(data, found)
    with figures:
        panels.tiles(found)

    panels.latest_decisions(found)
    panels.overview_table(data, found)
    panels.what_moved(data, view, panels.overview_figures(found))
    panels.foot(panels.overview_sources(data, found))
