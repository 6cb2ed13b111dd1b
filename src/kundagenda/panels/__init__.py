"""What a page is made of; every panel also knows what to say when data are missing or thin."""

from kundagenda.panels.agenda_title import agenda_title
from kundagenda.panels.attention import older_meetings, share_over_time
from kundagenda.panels.decision import decision_line
from kundagenda.panels.decisions import latest_decisions
from kundagenda.panels.empty import start_here
from kundagenda.panels.foot import agenda_sources, foot, no_sources, overview_sources
from kundagenda.panels.headline import headline
from kundagenda.panels.items import items_behind, reading_note
from kundagenda.panels.picture import overview_picture, overview_table
from kundagenda.panels.retention_bridge import revenue_bridge
from kundagenda.panels.retention_cohorts import cohorts_left, tenure_line
from kundagenda.panels.retention_foot import retention_sources
from kundagenda.panels.retention_groups import groups_kept
from kundagenda.panels.retention_picture import (
    retention_picture,
    retention_table,
    retention_tiles,
)
from kundagenda.panels.retention_title import no_retention, retention_title, retention_words
from kundagenda.panels.retention_values import asked_horizon, retention
from kundagenda.panels.scope import scope_line
from kundagenda.panels.strip import meetings_strip
from kundagenda.panels.tiles import tiles
from kundagenda.panels.values import agenda, opened, overview

__all__ = [
    "agenda",
    "agenda_sources",
    "agenda_title",
    "asked_horizon",
    "cohorts_left",
    "decision_line",
    "foot",
    "groups_kept",
    "headline",
    "items_behind",
    "latest_decisions",
    "meetings_strip",
    "no_retention",
    "no_sources",
    "older_meetings",
    "opened",
    "overview",
    "overview_picture",
    "overview_sources",
    "overview_table",
    "reading_note",
    "retention",
    "retention_picture",
    "retention_sources",
    "retention_table",
    "retention_tiles",
    "retention_title",
    "retention_words",
    "revenue_bridge",
    "scope_line",
    "share_over_time",
    "start_here",
    "tenure_line",
    "tiles",
]
