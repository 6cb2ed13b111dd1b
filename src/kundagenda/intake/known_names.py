"""The columns of every table that can be guessed, and whether a header is one of their names."""

import re
from collections.abc import Mapping
from functools import cache

from kundagenda.intake import names_of_facts, names_of_records
from kundagenda.intake.column_names import Wanted, plain
from kundagenda.intake.table_shape import KPI
from metrics import CATALOGUE

TABLES: Mapping[str, Mapping[str, Wanted]] = {
    "survey_answers": names_of_facts.SURVEY,
    "survey_invitations": names_of_facts.INVITATIONS,
    "subscriptions": names_of_facts.SUBSCRIPTIONS,
    "purchases": names_of_facts.PURCHASES,
    "kpi_monthly": names_of_facts.FIGURES,
    "outcome_values": names_of_facts.OUTCOMES,
    "target_groups": names_of_records.TARGET_GROUPS,
    "targets": names_of_records.TARGETS,
    "priorities": names_of_records.PRIORITIES,
    "decisions": names_of_records.DECISIONS,
    "actions": names_of_records.ACTIONS,
    "initiatives": names_of_records.INITIATIVES,
    "forums": names_of_records.FORUMS,
    "meetings": names_of_records.MEETINGS,
    "agenda_items": names_of_records.ITEMS,
}


def ours_of(table: str) -> list[str]:
    """The columns that a choice for a table may name, for a person to choose from."""
    own = list(TABLES[table])
    if table == "subscriptions":
        own.insert(own.index("ended_on") + 1, "last_day")
    return own if table != KPI else [*own, *CATALOGUE]


def is_known(name: object) -> bool:
    """Whether a header is the very name of some column that companies have."""
    return re.sub(r"\s*\(.*?\)", "", plain(name)) in _every_name()


@cache
def _every_name() -> frozenset[str]:
    named = (w for columns in TABLES.values() for wanted in columns.values() for w in wanted.words)
    return frozenset(plain(word) for word in named)
