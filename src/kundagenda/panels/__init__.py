"""What a page is made of; every panel also knows what to say when data are missing or thin."""

from kundagenda.panels.after_falls import after_falls
from kundagenda.panels.agenda_title import agenda_title
from kundagenda.panels.agendas_ahead import agendas_ahead
from kundagenda.panels.attention import older_meetings, share_over_time
from kundagenda.panels.away import last_read
from kundagenda.panels.behind import what_moved
from kundagenda.panels.beside import picture_beside
from kundagenda.panels.brief_links import brief_line
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
from kundagenda.panels.crowding import crowding
from kundagenda.panels.dealt_with import dealt_with
from kundagenda.panels.decide_here import decide_below
from kundagenda.panels.decision import decision_line
from kundagenda.panels.decision_log import decision_log
from kundagenda.panels.decision_pace import decisions_on_time
from kundagenda.panels.decision_values import decided
from kundagenda.panels.decisions import latest_decisions
from kundagenda.panels.depth import depth_over_time
from kundagenda.panels.empty import start_here
from kundagenda.panels.fix_trap import fix_trap_line
from kundagenda.panels.followed_through import followed_through
from kundagenda.panels.foot import (
    agenda_sources,
    foot,
    no_sources,
    overview_sources,
    satisfaction_sources,
)
from kundagenda.panels.forums_beside import forums_beside
from kundagenda.panels.frozen_copies import keep_as_shown
from kundagenda.panels.frozen_page import frozen_page
from kundagenda.panels.group_proof import group_proof
from kundagenda.panels.group_test import uptime_test
from kundagenda.panels.group_test_values import group_test
from kundagenda.panels.groups_covered import groups_covered
from kundagenda.panels.headline import headline
from kundagenda.panels.initiative_stalled import revived_initiatives, stalled_initiatives
from kundagenda.panels.initiative_timeline import initiative_timeline
from kundagenda.panels.initiative_values import initiative_lines
from kundagenda.panels.items import items_behind, reading_note
from kundagenda.panels.life_curve import left_on_the_agenda
from kundagenda.panels.life_title import life, life_sources, life_title
from kundagenda.panels.minute_share import minutes_over_time
from kundagenda.panels.next_agenda import next_agenda
from kundagenda.panels.notes import (
    connection_notes,
    notes_under,
    outcome_notes,
    overview_notes,
)
from kundagenda.panels.outcome_beside import attention_beside
from kundagenda.panels.outcome_picture import outcomes_picture
from kundagenda.panels.outcome_sources import outcomes_sources
from kundagenda.panels.outcome_title import outcomes_lacking, outcomes_title
from kundagenda.panels.outcome_values import outcome_figures, outcomes
from kundagenda.panels.pairs import group_verdicts, pairs_table
from kundagenda.panels.picture import overview_figures, overview_picture, overview_table
from kundagenda.panels.placement import placement
from kundagenda.panels.present import present
from kundagenda.panels.present_link import present_link
from kundagenda.panels.promise_ledger import promise_ledger
from kundagenda.panels.quadrant import attention_and_trend
from kundagenda.panels.retention_bridge import revenue_bridge
from kundagenda.panels.retention_cohorts import cohorts_left, tenure_line
from kundagenda.panels.retention_foot import retention_sources
from kundagenda.panels.retention_groups import groups_kept
from kundagenda.panels.retention_picture import (
    retention_picture,
    retention_table,
    retention_tiles,
)
from kundagenda.panels.retention_title import (
    no_retention,
    retention_more,
    retention_title,
    retention_words,
)
from kundagenda.panels.retention_values import asked_horizon, retention, retention_figures
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
from kundagenda.panels.say_do import since_decided
from kundagenda.panels.scope import chosen_view, scope_line
from kundagenda.panels.silence import silence_clock
from kundagenda.panels.since_last import since_last
from kundagenda.panels.strip import meetings_strip
from kundagenda.panels.take_away import take_away
from kundagenda.panels.target_table import targets_table
from kundagenda.panels.themes_ranked import themes_ranked
from kundagenda.panels.tiles import tiles
from kundagenda.panels.values import agenda, opened, overview
from kundagenda.panels.write_changes import latest_changes
from kundagenda.panels.write_initiative import initiative_links
from kundagenda.panels.write_link import (
    write_decisions,
    write_groups,
    write_initiatives,
    write_note,
)
from kundagenda.panels.write_row import write_row
from kundagenda.panels.write_state import which_form
from kundagenda.panels.write_title import from_a_file, write_sources, write_title

__all__ = [
    "after_falls",
    "agenda",
    "agenda_sources",
    "agenda_title",
    "agendas_ahead",
    "asked_horizon",
    "attention_and_trend",
    "attention_beside",
    "brief_line",
    "chosen_view",
    "cohorts_left",
    "connection",
    "connection_evidence",
    "connection_notes",
    "connection_sources",
    "connection_verdict",
    "crowding",
    "dealt_with",
    "decide_below",
    "decided",
    "decision_line",
    "decision_log",
    "decisions_on_time",
    "depth_over_time",
    "fix_trap_line",
    "followed_through",
    "foot",
    "forums_beside",
    "from_a_file",
    "frozen_page",
    "group_proof",
    "group_test",
    "group_verdicts",
    "groups_compared",
    "groups_covered",
    "groups_in_numbers",
    "groups_kept",
    "headline",
    "initiative_lines",
    "initiative_links",
    "initiative_timeline",
    "items_behind",
    "keep_as_shown",
    "kinds_of_answers",
    "last_read",
    "latest_changes",
    "latest_decisions",
    "left_on_the_agenda",
    "life",
    "life_sources",
    "life_title",
    "measure_choice",
    "meetings_strip",
    "minutes_over_time",
    "next_agenda",
    "no_retention",
    "no_sources",
    "notes_under",
    "older_meetings",
    "opened",
    "other_pairs",
    "outcome_figures",
    "outcome_notes",
    "outcomes",
    "outcomes_lacking",
    "outcomes_picture",
    "outcomes_sources",
    "outcomes_title",
    "overview",
    "overview_figures",
    "overview_notes",
    "overview_picture",
    "overview_sources",
    "overview_table",
    "pairs_table",
    "picture_beside",
    "placement",
    "present",
    "present_link",
    "promise_ledger",
    "reading_note",
    "response_over_time",
    "retention",
    "retention_figures",
    "retention_more",
    "retention_picture",
    "retention_sources",
    "retention_table",
    "retention_tiles",
    "retention_title",
    "retention_words",
    "revenue_bridge",
    "revived_initiatives",
    "said_over_time",
    "said_table",
    "said_tiles",
    "satisfaction",
    "satisfaction_headline",
    "satisfaction_sources",
    "scope_line",
    "share_over_time",
    "silence_clock",
    "since_decided",
    "since_last",
    "stalled_initiatives",
    "start_here",
    "take_away",
    "targets_table",
    "tenure_line",
    "themes_ranked",
    "tiles",
    "two_series",
    "uptime_test",
    "what_moved",
    "which_form",
    "write_decisions",
    "write_groups",
    "write_initiatives",
    "write_note",
    "write_row",
    "write_sources",
    "write_title",
]
