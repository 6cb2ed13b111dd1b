"""Where every initiative stands on a day: last discussed when, and what was decided about it."""

from datetime import date

from sqlalchemy import (
    ColumnElement,
    FromClause,
    ScalarSelect,
    Select,
    Subquery,
    and_,
    case,
    false,
    func,
    null,
    or_,
    select,
)

from metrics.attention import discussed
from metrics.scope import Rows
from metrics.tables import agenda_items, decisions, initiatives, meetings


def standings(as_of: date) -> Rows:
    """One row per initiative and day of a decision about it; without a decision, one row.

    Columns ``initiative_id, name, launched_on, completed_on, last_on, open_items, missed,
    decided_on``, by number and day. Initiatives are those discussed or launched up to ``as_of``.
    ``name`` is null where every item about it is confidential,
    ``last_on`` is null where it was never discussed, ``open_items`` are its discussed items that
    are not confidential, and ``missed`` the meetings held in any forum since it was last
    discussed, or since it was launched.
    """
    known, decided = _known(as_of), _decided(as_of)
    return (
        select(*known.c, decided.c.decided_on)
        .join_from(known, decided, decided.c.about == known.c.initiative_id, isouter=True)
        .order_by(known.c.initiative_id, decided.c.decided_on)
    )


def confidential_initiatives() -> Select[tuple[int | None]]:
    """The numbers of the initiatives whose items are all confidential: so is their name."""
    item = agenda_items.c
    is_open = func.max(case((item.confidential == false(), 1), else_=0))
    linked = select(item.initiative_id).where(item.initiative_id.is_not(None))
    return linked.group_by(item.initiative_id).having(is_open == 0)


def shown_name() -> ColumnElement[str | None]:
    """The name of an initiative; null where it is confidential."""
    secret = initiatives.c.id.in_(confidential_initiatives())
    return case((secret, null()), else_=initiatives.c.name).label("name")


def _known(as_of: date) -> Subquery:
    seen = _seen(as_of)
    number = initiatives.c.id
    return (
        select(
            number.label("initiative_id"),
            shown_name(),
            initiatives.c.launched_on,
            initiatives.c.completed_on,
            seen.c.last_on,
            seen.c.open_items,
            _missed(seen, as_of).label("missed"),
        )
        .join_from(initiatives, seen, seen.c.about == number, isouter=True)
        .where(or_(seen.c.last_on.is_not(None), initiatives.c.launched_on <= as_of))
        .subquery("known")
    )


def _seen(as_of: date) -> Subquery:
    """One row per initiative that was discussed."""
    is_open = case((agenda_items.c.confidential == false(), 1), else_=0)
    return (
        select(
            agenda_items.c.initiative_id.label("about"),
            func.max(meetings.c.held_on).label("last_on"),
            func.sum(is_open).label("open_items"),
        )
        .join_from(agenda_items, meetings, meetings.c.id == agenda_items.c.meeting_id)
        .where(discussed(), meetings.c.held_on <= as_of, agenda_items.c.initiative_id.is_not(None))
        .group_by(agenda_items.c.initiative_id)
        .subquery("seen")
    )


def _missed(seen: FromClause, as_of: date) -> ScalarSelect[int]:
    """How many meetings were held after the last day, or from the launch on where there is none."""
    since = meetings.alias("since")
    never = and_(seen.c.last_on.is_(None), since.c.held_on >= initiatives.c.launched_on)
    return (
        select(func.count())
        .select_from(since)
        .where(since.c.status == "held", since.c.held_on <= as_of)
        .where(or_(never, since.c.held_on > seen.c.last_on))
        .correlate(initiatives, seen)
        .scalar_subquery()
    )


def _decided(as_of: date) -> Subquery:
    """The days on which something was decided about an initiative."""
    return (
        select(agenda_items.c.initiative_id.label("about"), decisions.c.decided_on)
        .join_from(decisions, agenda_items, decisions.c.agenda_item_id == agenda_items.c.id)
        .where(decisions.c.decided_on <= as_of, agenda_items.c.initiative_id.is_not(None))
        .distinct()
        .subquery("decided")
    )
