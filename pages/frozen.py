"""As shown: a kept copy of the meeting, and beside it today's figures for the same period."""

from kundagenda import panels

data = panels.opened()
panels.last_read(data)
panels.frozen_page(data)
panels.foot(panels.no_sources() if data.is_empty else "")
