"""When figures were computed: those of the agenda apart, which every import of one computes."""

from typing import Any

from sqlalchemy import ColumnElement, case, func

from metrics.definition import Family
from metrics.tables import kpi_monthly

_AGENDA = (Family.AGENDA, Family.FOLLOW_UP)


def computed_at() -> ColumnElement[Any]:
    """When the figures were computed: those of the agenda or the others, whichever are older.

    An agenda brought in must not hide that nothing else was computed for months.
    """
    of_agenda, at = kpi_monthly.c.source.in_(_AGENDA), kpi_monthly.c.refreshed_at
    agenda, others = func.max(case((of_agenda, at))), func.max(case((~of_agenda, at)))
    return case((agenda < others, agenda), else_=func.coalesce(others, agenda))
