"""What the agenda says of each target group, counted in one statement."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select, true, union_all

from kundagenda.findings.counted_rows import Counts, Row, in_year, of_items, row_of
from kundagenda.findings.fix_trap import first_agenda, mending_rows
from kundagenda.findings.view import View
from metrics.agenda_rows import customer_item, discussed
from metrics.scope import Rows
from metrics.tables import agenda_items, decisions, meetings, target_groups

_item = agenda_items.c
_of_a_group = discussed() & (customer_item() == 1) & (func.coalesce(_item.segment, "") != "")
_hidden = case((_item.confidential == true(), 1), else_=0)


def group_test_counts(connection: Connection, view: View, every_forum: View) -> Counts:
    """Groups, items, decisions and levels by kind; the levels alone in the forum in view."""
    parts = (
        _groups(), _own_outcomes(), _latest_items(every_forum), _latest_decisions(every_forum),
        _items_of_year(every_forum), mending_rows(view), first_agenda(view),
    )  # fmt: skip
    found: dict[str, list[Row]] = {}
    for kind, name, more, day, *numbers in connection.execute(
        select(union_all(*parts).subquery("counted"))
    ):
        found.setdefault(kind, []).append(Row(kind, name, more or "", day, tuple(numbers)))
    return found


def _groups() -> Rows:
    """Code, name and the days between two times that the group should come up."""
    of = target_groups.c
    return row_of("group", of.cadence_days, name=of.code, forum=of.name)


def _own_outcomes() -> Rows:
    """Code and the name of the outcome that the group is followed by; '' without one."""
    of = target_groups.c
    return row_of("outcome", name=of.code, forum=func.coalesce(of.outcome_metric, ""))


def _latest_items(view: View) -> Rows:
    """Each group's latest customer item: title, day, 1 where it is confidential, and its id."""
    newest = (meetings.c.held_on.desc(), meetings.c.id.desc(), _item.position.desc())
    query = of_items(_ranked(_item.id, _item.title, meetings.c.held_on, newest), view)
    return _first_of("item", query.where(_of_a_group, meetings.c.held_on <= view.as_of))


def _latest_decisions(view: View) -> Rows:
    """Each group's latest decision on a customer item: text, day, 1 if confidential, its item."""
    of = decisions.c
    newest = (of.decided_on.desc(), of.id.desc())
    query = of_items(_ranked(_item.id, of.text, of.decided_on, newest), view).join(
        decisions, of.agenda_item_id == _item.id
    )
    return _first_of("decision", query.where(_of_a_group, of.decided_on <= view.as_of))


def _ranked(
    item: ColumnElement[int], text: ColumnElement[Any], day: ColumnElement[Any], newest: Any
) -> Rows:
    """Rows with their place among those of the group; a confidential text never leaves here."""
    place = func.row_number().over(partition_by=_item.segment, order_by=newest)
    return select(
        _item.segment.label("segment"),
        case((_item.confidential == true(), ""), else_=text).label("text"),
        day.label("day"),
        item.label("item_id"),
        _hidden.label("hidden"),
        place.label("place"),
    )


def _first_of(kind: str, query: Rows) -> Rows:
    of = query.subquery(f"{kind}_ranked").c
    return row_of(kind, of.hidden, of.item_id, name=of.segment, forum=of.text, day=of.day).where(
        of.place == 1
    )


def _items_of_year(view: View) -> Rows:
    """Customer items of the last twelve whole months by group, target group or not."""
    rows = in_year(select(_item.segment.label("segment")), view).where(_of_a_group)
    of = rows.subquery("of_year").c
    return row_of("year", func.count(), name=of.segment).group_by(of.segment)
