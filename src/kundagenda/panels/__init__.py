"""What a page is made of; every panel also knows what to say when data are missing or thin."""

from kundagenda.panels.agenda_title import agenda_title
from kundagenda.panels.attention import older_meetings, share_over_time
from kundagenda.panels.decision import decision_line
from kundagenda.panels.decisions import latest_decisions
from kundagenda.panels.empty import start_here
from kundagenda.panels.foot import agenda_sources, foot, no_sources, overview_sources
from kundagenda.panels.headline import headline
from kundagenda.panels.items import items_behind, reading_note
from kundagenda.panels.outcome_beside import attention_beside
from kundagenda.panels.outcome_picture import outcomes_picture
from kundagenda.panels.outcome_sources import outcomes_sources
from kundagenda.panels.outcome_title import outcomes_lacking, outcomes_title
from kundagenda.panels.outcome_values import outcomes
from kundagenda.panels.picture import overview_picture, overview_table
from kundagenda.panels.scope import scope_line
from kundagenda.panels.strip import meetings_strip
from kundagenda.panels.target_table import targets_table
from kundagenda.panels.tiles import tiles
from kundagenda.panels.values import agenda, opened, overview

__all__ = [
    "agenda",
    "agenda_sources",
    "agenda_title",
    "attention_beside",
    "decision_line",
    "foot",
    "headline",
    "items_behind",
    "latest_decisions",
    "meetings_strip",
    "no_sources",
    "older_meetings",
    "opened",
    "outcomes",
    "outcomes_lacking",
    "outcomes_picture",
    "outcomes_sources",
    "outcomes_title",
    "overview",
    "overview_picture",
    "overview_sources",
    "overview_table",
    "reading_note",
    "scope_line",
    "share_over_time",
    "start_here",
    "targets_table",
    "tiles",
]
