"""What there is to change, and what a field can be chosen among."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, false, select

from kundagenda.database.tables import notes
from kundagenda.edits.forms import Form
from kundagenda.edits.rows import Values
from metrics import CATALOGUE, PREFIX
from metrics.definition import Family
from metrics.initiative_standing import confidential_initiatives
from metrics.tables import (
    actions,
    agenda_items,
    decisions,
    forums,
    initiatives,
    kpi_monthly,
    meetings,
    priorities,
    target_groups,
    targets,
)

# The newest stands first; groups and targets have no day, and stand by name.
_ORDER: dict[str, tuple[Any, ...]] = {
    "priorities": (priorities.c.decided_on.desc(), priorities.c.id.desc()),
    "initiatives": (initiatives.c.launched_on.desc(), initiatives.c.id.desc()),
    "decisions": (decisions.c.decided_on.desc(), decisions.c.id.desc()),
    "actions": (actions.c.id.desc(),),
    "target_groups": (target_groups.c.name, target_groups.c.code),
    "targets": (targets.c.metric, targets.c.segment, targets.c.valid_from.desc()),
    "notes": (notes.c.noted_on.desc(), notes.c.id.desc()),
}
_ASKED = {
    "priorities": {"forums"}, "initiatives": {"groups"}, "decisions": {"metrics", "meetings"},
    "actions": {"decisions"}, "target_groups": {"metrics"}, "targets": {"metrics", "groups"},
    "notes": {"metrics"},
}  # fmt: skip
# What can be promised or aimed at: what customers say, do and get, and the agenda's own shares.
_AIMS = ("customer_item_share", "customer_meeting_share", "deep_share")
_FAMILIES = (Family.SURVEY, Family.RETENTION)


@dataclass(frozen=True)
class Meeting:
    """A meeting that decisions can be taken at."""

    id: int
    held_on: date
    forum: str


@dataclass(frozen=True)
class Item:
    """An item of a meeting; ``title`` is empty where it is confidential."""

    id: int
    position: int
    title: str


@dataclass(frozen=True)
class Choices:
    """What fields are chosen among: forums and groups by name, figures by key, newest meetings."""

    forums: tuple[tuple[int, str], ...]
    groups: tuple[tuple[str, str], ...]
    metrics: tuple[str, ...]
    decisions: tuple[tuple[int, date, str], ...]
    meetings: tuple[Meeting, ...]


def rows_of(connection: Connection, form: Form) -> tuple[Values, ...]:
    """Every row of a form, a decision with its ``meeting_id`` too.

    What was decided on confidential items is left out, what is to be done about it, and an
    initiative with such items alone, whose name would tell what they are about.
    """
    query: Select[Any] = select(form.table).order_by(*_ORDER[form.name])
    if form.table is decisions:
        of = agenda_items.c
        query = query.join(agenda_items, of.id == decisions.c.agenda_item_id)
        query = query.add_columns(of.meeting_id).where(of.confidential == false())
    if form.table is actions:
        query = query.where(actions.c.decision_id.in_(open_decisions()))
    if form.table is initiatives:
        query = query.where(initiatives.c.id.not_in(confidential_initiatives()))
    return tuple(dict(row) for row in connection.execute(query).mappings())


def choices_of(connection: Connection, form: Form) -> Choices:
    """What the fields of a form are chosen among; one statement for each kind that it has."""
    asked = _ASKED[form.name]
    named = select(forums.c.id, forums.c.name).order_by(forums.c.name)
    grouped = select(target_groups.c.code, target_groups.c.name).order_by(target_groups.c.name)
    decided = (
        select(decisions.c.id, decisions.c.decided_on, decisions.c.text)
        .where(decisions.c.id.in_(open_decisions()))
        .order_by(*_ORDER["decisions"])
    )
    met = (
        select(meetings.c.id, meetings.c.held_on, forums.c.name)
        .join_from(meetings, forums, forums.c.id == meetings.c.forum_id)
        .where(meetings.c.status != "cancelled")
        .order_by(meetings.c.held_on.desc(), meetings.c.id.desc())
    )

    def rows(kind: str, query: Select[Any]) -> tuple[Any, ...]:
        return tuple(tuple(row) for row in connection.execute(query)) if kind in asked else ()

    return Choices(
        forums=rows("forums", named),
        groups=rows("groups", grouped),
        metrics=_aims(connection) if "metrics" in asked else (),
        decisions=rows("decisions", decided),
        meetings=tuple(Meeting(*row) for row in rows("meetings", met)),
    )


def items_at(connection: Connection, meeting: int) -> tuple[Item, ...]:
    """The items of a meeting that something can be decided on, in agenda order."""
    item = agenda_items.c
    query = (
        select(item.id, item.position, item.title, item.confidential)
        .where(item.meeting_id == meeting, item.formal == false())
        .order_by(item.position)
    )
    return tuple(
        Item(row.id, row.position, "" if row.confidential else row.title)
        for row in connection.execute(query)
    )


def _aims(connection: Connection) -> tuple[str, ...]:
    """The figures that the company has, its own outcomes first."""
    there = set(connection.execute(select(kpi_monthly.c.metric).distinct()).scalars())
    own = sorted(key for key in there if key.startswith(PREFIX))
    known = (key for key, metric in CATALOGUE.items() if metric.family in _FAMILIES)
    return (*own, *(key for key in (*known, *_AIMS) if key in there))


def open_decisions() -> Select[Any]:
    """The ids of decisions whose item is not confidential."""
    return (
        select(decisions.c.id)
        .join_from(decisions, agenda_items, agenda_items.c.id == decisions.c.agenda_item_id)
        .where(agenda_items.c.confidential == false())
    )
