"""What a page is made of; every panel also knows what to say when data are missing or thin."""

from kundagenda.panels.agenda_title import agenda_title
from kundagenda.panels.attention import older_meetings, share_over_time
from kundagenda.panels.decision import decision_line
from kundagenda.panels.decisions import latest_decisions
from kundagenda.panels.empty import start_here
from kundagenda.panels.foot import (
    agenda_sources,
    foot,
    no_sources,
    overview_sources,
    satisfaction_sources,
)
from kundagenda.panels.headline import headline
from kundagenda.panels.items import items_behind, reading_note
from kundagenda.panels.picture import overview_picture, overview_table
from kundagenda.panels.said_groups import groups_compared, groups_in_numbers
from kundagenda.panels.said_pictures import (
    kinds_of_answers,
    response_over_time,
    said_over_time,
    said_table,
)
from kundagenda.panels.said_tiles import said_tiles
from kundagenda.panels.satisfaction_title import measure_choice, satisfaction_headline
from kundagenda.panels.satisfaction_values import satisfaction
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
    "groups_compared",
    "groups_in_numbers",
    "headline",
    "items_behind",
    "kinds_of_answers",
    "latest_decisions",
    "measure_choice",
    "meetings_strip",
    "no_sources",
    "older_meetings",
    "opened",
    "overview",
    "overview_picture",
    "overview_sources",
    "overview_table",
    "reading_note",
    "response_over_time",
    "said_over_time",
    "said_table",
    "said_tiles",
    "satisfaction",
    "satisfaction_headline",
    "satisfaction_sources",
    "scope_line",
    "share_over_time",
    "start_here",
    "tiles",
]
