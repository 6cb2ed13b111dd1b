"""The columns of a file that a table can use, whatever table it turns out to be."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kundagenda.intake.column_names import AMOUNTS, DAYS, IDS, plain
from kundagenda.intake.column_profile import Profile
from kundagenda.intake.dates import date_in
from kundagenda.intake.guess_figures import ACROSS, are_metrics, day_in, figures, without_days
from kundagenda.intake.known_names import TABLES
from kundagenda.intake.kpi_values import metric_key
from kundagenda.intake.name_match import GUESSED, Match, matches
from kundagenda.intake.table_shape import plain_name
from kundagenda.intake.table_source import Source
from kundagenda.intake.told import told

QUESTIONS = ("nps", "csat", "ces", "nki_1", "nki_2", "nki_3")
# Columns of an export with a row an answer, which has none of the questions as columns.
_OF_LONG = ("score", "instrument", "scale_low", "scale_high", "high_is_good", "answer_id")
# Of each table the groups of which one column must be there. What may be said by a person
# instead (a survey's day, a list's day) is asked for in guess_given.
REQUIRED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "survey_answers": ((*QUESTIONS, "score"), ("answered_on",)),
    "survey_invitations": (("invited_on",),),
    "subscriptions": (
        ("account_id", "subscription_id"),
        ("started_on", "tenure_months"),
        ("mrr", "arr"),
    ),
    "purchases": (("account_id",), ("bought_on",), ("amount",)),
    "kpi_monthly": (("month", "year", ACROSS), ("value", "numerator", "figures")),
    "outcome_values": (("metric",), ("month",), ("value",)),
    "target_groups": (("code",), ("name",)),
    "targets": (("metric",), ("value",), ("valid_from",)),
    "priorities": (("statement",), ("decided_on",), ("valid_from",)),
    "decisions": (("agenda_item_id",), ("text",), ("decided_on",)),
    "actions": (("decision_id",), ("text",)),
    "initiatives": (("name",), ("launched_on", "completed_on")),
    "forums": (("name",), ("kind",)),
    "meetings": (("forum", "forum_id"), ("held_on",)),
    "agenda_items": (("title",), ("held_on", "meeting_id")),
}
# Columns that a table can do without when a person says it for the whole file.
MAY_BE_SAID = {"survey_answers": ("answered_on",)}
_BY_VALUES = {
    "survey_answers": {"answered_on": DAYS},
    "survey_invitations": {},
    "subscriptions": {},
    "purchases": {"account_id": IDS, "bought_on": DAYS, "amount": AMOUNTS},
}


def columns_for(table: str, source: Source, profiles: Sequence[Profile]) -> dict[str, Match]:
    """The columns of a file as a table's columns; for ready values also by metric."""
    wanted = TABLES[table]
    if table == "survey_answers" and _has_questions(source, profiles):
        wanted = {ours: one for ours, one in wanted.items() if ours not in _OF_LONG}
    found = matches(source.labels, source.names, profiles, wanted)
    if table in _BY_VALUES and found:
        found |= _by_values(source, profiles, found, _BY_VALUES[table])
    if table == "survey_answers":
        return _survey(source, profiles, found)
    if table == "subscriptions":
        return _subscriptions(profiles, found)
    if table in ("kpi_monthly", "outcome_values"):
        found = without_days(profiles, found)
        if table == "kpi_monthly":
            return figures(source, profiles, found)
        return {} if are_metrics(source, found) else found
    return found


def missing(table: str, columns: Mapping[str, Match]) -> list[tuple[str, ...]]:
    """The groups of which no column was found; metrics count as figures."""
    there = set(columns)
    if ACROSS in there or any(metric_key(ours) is not None for ours in columns):
        there.add("figures")
    return [
        group
        for group in REQUIRED[table]
        if not there & set(group) and not set(group) & set(MAY_BE_SAID.get(table, ()))
    ]


def _by_values(
    source: Source,
    profiles: Sequence[Profile],
    found: Mapping[str, Match],
    wanted: Mapping[str, str],
) -> dict[str, Match]:
    """The only unused column whose values can be what is still wanted."""
    used = {match.place for match in found.values()}
    guessed: dict[str, Match] = {}
    for ours, kind in wanted.items():
        if ours in found:
            continue
        fitting = [
            place
            for place, profile in enumerate(profiles)
            if place not in used and profile.filled and profile.fits(kind)
            and (kind != DAYS or profile.mostly(profile.days))
            and (kind != IDS or _is_id_name(source.names[place]))
        ]  # fmt: skip
        if len(fitting) == 1:
            reason = told("the only column with such values")
            guessed[ours] = Match(ours, fitting[0], GUESSED, reason)
            used.add(fitting[0])
    return guessed


def _is_id_name(name: str) -> bool:
    return any(word in ("id", "nr", "no", "number", "nummer") for word in plain(name).split())


def _has_questions(source: Source, profiles: Sequence[Profile]) -> bool:
    """Whether a column is called after a question, rather than one after the marks of all."""
    if {"score", "instrument"} <= {plain_name(name) for name in source.names}:
        return False
    questions = {name: TABLES["survey_answers"][name] for name in QUESTIONS}
    return bool(matches(source.labels, source.names, profiles, questions))


def _survey(
    source: Source, profiles: Sequence[Profile], found: dict[str, Match]
) -> dict[str, Match]:
    """One answer a row, or one respondent a row: the columns of one of the two."""
    if "score" in found:
        return {ours: match for ours, match in found.items() if ours not in QUESTIONS}
    kept = dict(found)
    for name in [name for name in QUESTIONS if name in kept]:
        if not _can_be(name, profiles[kept[name].place]):
            del kept[name]
    if not {"nki_2", "nki_3"} & kept.keys():
        first = kept.pop("nki_1", None)
        if first is not None and "csat" not in kept and _is_of_satisfaction(source, first):
            kept["csat"] = first
    elif "nki_1" not in kept and "csat" in kept:
        kept["nki_1"] = kept.pop("csat")
    return kept


def _is_of_satisfaction(source: Source, match: Match) -> bool:
    return "nki" not in plain(source.labels[match.place])


def _can_be(question: str, profile: Profile) -> bool:
    """Whether the marks of a column can be answers to a question; some may be wrong."""
    within = sum(0 <= mark <= (7 if question == "ces" else 10) for mark in profile.marks)
    return within >= 0.5 * len(profile.marks)


def _subscriptions(profiles: Sequence[Profile], found: dict[str, Match]) -> dict[str, Match]:
    """The end of a subscription is the first day without it; lists often give the last with it."""
    kept = dict(found)
    if "started_on" in kept:
        kept.pop("tenure_months", None)
        kept.pop("left", None)
    if "mrr" in kept:
        kept.pop("arr", None)
    ended = kept.get("ended_on")
    if ended is not None and _are_last_days(profiles[ended.place]):
        kept["last_day"] = kept.pop("ended_on")
    return kept


def _are_last_days(profile: Profile) -> bool:
    days = [day for cell in profile.filled if (day := day_in(cell)) is not None]
    last = sum(date.fromordinal(day.toordinal() + 1).day == 1 for day in days)
    return bool(days) and last >= 0.8 * len(days)


def _day(cell: Any) -> date | None:
    return cell if isinstance(cell, date) else date_in(str(cell))
