"""DataFrame in, chart out: pure functions that never query and never write to a page."""

from altair.utils import schemapi

from kundagenda.charts.heat import heat_chart
from kundagenda.charts.overview import overview_chart
from kundagenda.charts.share import share_chart
from kundagenda.charts.stacks import Promise
from kundagenda.charts.strip import strip_chart
from kundagenda.charts.theme import LEVELS, PALETTES, Mode, Screen, specification

# Altair would check each part of a picture as it is made, a third of the drawing: the tests do.
schemapi.disable_debug_mode()

__all__ = [
    "LEVELS",
    "PALETTES",
    "Mode",
    "Promise",
    "Screen",
    "heat_chart",
    "overview_chart",
    "share_chart",
    "specification",
    "strip_chart",
]
