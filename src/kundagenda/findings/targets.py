"""What the company aims at: a value of a metric, for a group or for all, from a day on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import Connection, select

from kundagenda.findings.view import View
from metrics.tables import targets


@dataclass(frozen=True)
class Target:
    """A value to reach, in the metric's unit, from a day on; an owner is a role."""

    metric: str
    segment: str
    value: float
    valid_from: date
    owner_role: str | None


Targets = Mapping[tuple[str, str], Target]


def targets_of(connection: Connection, metrics: Sequence[str], view: View) -> Targets:
    """The target that holds on the day of the view, by metric and group, where there is one."""
    named = (targets.c[each.name] for each in fields(Target))
    query = (
        select(*named)
        .where(targets.c.metric.in_(metrics), targets.c.valid_from <= view.as_of)
        .order_by(targets.c.valid_from)
    )
    found = [Target(**row._mapping) for row in connection.execute(query)]
    return {(target.metric, target.segment): target for target in found}
