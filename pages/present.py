"""Present: the monthly meeting on a shared screen, one question at a time."""

from kundagenda import panels

data = panels.opened()
panels.present(data, panels.chosen_view(data))
