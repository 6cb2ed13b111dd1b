"""What a page is made of; every panel also knows what to say when data are missing or thin."""

from kundagenda.panels.agenda_title import agenda_title
from kundagenda.panels.attention import older_meetings, share_over_time
from kundagenda.panels.behind import what_moved
from kundagenda.panels.decision import decision_line
from kundagenda.panels.decisions import latest_decisions
from kundagenda.panels.empty import start_here
from kundagenda.panels.foot import agenda_sources, foot, no_sources, overview_sources
from kundagenda.panels.headline import headline
from kundagenda.panels.items import items_behind, reading_note
from kundagenda.panels.picture import overview_figures, overview_picture, overview_table
from kundagenda.panels.scope import scope_line
from kundagenda.panels.strip import meetings_strip
from kundagenda.panels.tiles import tiles
from kundagenda.panels.values import agenda, opened, overview

__all__ = [
    "agenda",
    "agenda_sources",
    "agenda_title",
    "decision_line",
    "foot",
    "headline",
    "items_behind",
    "latest_decisions",
    "meetings_strip",
    "no_sources",
    "older_meetings",
    "opened",
    "overview",
    "overview_figures",
    "overview_picture",
    "overview_sources",
    "overview_table",
    "reading_note",
    "scope_line",
    "share_over_time",
    "start_here",
    "tiles",
    "what_moved",
]
