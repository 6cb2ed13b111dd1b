"""What a page is made of; every panel also knows what to say when data are missing or thin."""

from kundagenda.panels.agenda_title import agenda_title
from kundagenda.panels.attention import older_meetings, share_over_time
from kundagenda.panels.connection import (
    connection,
    connection_sources,
    connection_verdict,
)
from kundagenda.panels.connection_pictures import (
    connection_evidence,
    other_pairs,
    two_series,
)
from kundagenda.panels.decision import decision_line
from kundagenda.panels.decisions import latest_decisions
from kundagenda.panels.empty import start_here
from kundagenda.panels.foot import agenda_sources, foot, no_sources, overview_sources
from kundagenda.panels.headline import headline
from kundagenda.panels.items import items_behind, reading_note
from kundagenda.panels.pairs import group_verdicts, pairs_table
from kundagenda.panels.picture import overview_picture, overview_table
from kundagenda.panels.scope import scope_line
from kundagenda.panels.strip import meetings_strip
from kundagenda.panels.tiles import tiles
from kundagenda.panels.values import agenda, opened, overview

__all__ = [
    "agenda",
    "agenda_sources",
    "agenda_title",
    "connection",
    "connection_evidence",
    "connection_sources",
    "connection_verdict",
    "decision_line",
    "foot",
    "group_verdicts",
    "headline",
    "items_behind",
    "latest_decisions",
    "meetings_strip",
    "no_sources",
    "older_meetings",
    "opened",
    "other_pairs",
    "overview",
    "overview_picture",
    "overview_sources",
    "overview_table",
    "pairs_table",
    "reading_note",
    "scope_line",
    "share_over_time",
    "start_here",
    "tiles",
    "two_series",
]
