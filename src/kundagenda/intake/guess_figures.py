"""The columns of a report of ready values: months, metrics, figures of a company's own."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kundagenda.intake.column_names import AMOUNTS, plain
from kundagenda.intake.column_profile import Profile
from kundagenda.intake.dates import date_in, year_in
from kundagenda.intake.kpi_values import metric_key
from kundagenda.intake.metric_names import metric_of
from kundagenda.intake.name_match import GUESSED, Match
from kundagenda.intake.table_choice import month_name
from kundagenda.intake.table_source import Source
from kundagenda.intake.told import told

ACROSS = "months across"
_FEWEST_MONTHS = 3
# A report has a row a month or a quarter, perhaps by group; a longer table is no report.
_MOST_MONTHS = 600


def day_in(cell: Any) -> date | None:
    """The day in a cell, if there is one."""
    return cell if isinstance(cell, date) else date_in(str(cell))


def without_days(profiles: Sequence[Profile], found: dict[str, Match]) -> dict[str, Match]:
    """Days all over the month are no months: such a file has a row an event, not a month."""
    month = found.get("month")
    if month is None:
        return found
    days = [day.day for cell in profiles[month.place].filled if (day := day_in(cell)) is not None]
    if sum(day == 1 or day >= 28 for day in days) < 0.8 * len(days):
        return {ours: match for ours, match in found.items() if ours != "month"}
    return found


def figures(
    source: Source, profiles: Sequence[Profile], found: dict[str, Match]
) -> dict[str, Match]:
    """Ready values: a column a metric, a row each, or a row a metric and a column a month."""
    kept = dict(found)
    quarter = kept.get("quarter")
    if "month" not in kept and quarter is not None and profiles[quarter.place].fits("months"):
        kept["month"] = kept.pop("quarter")
    months = [place for place, name in enumerate(source.names) if is_month_column(source, name)]
    if len(months) >= _FEWEST_MONTHS and "month" not in kept:
        reason = told("{n} columns are called after months", n=len(months))
        first = kept.get("metric") or Match("metric", 0, 0.8, told("it names the rows"))
        return {"metric": first, ACROSS: Match(ACROSS, months[0], 0.9, reason)}
    for place, label in enumerate(source.labels):
        key = metric_of(source.names[place]) or metric_of(label)
        if key is not None and key not in kept and profiles[place].fits(AMOUNTS):
            kept = {ours: match for ours, match in kept.items() if match.place != place}
            kept[key] = Match(key, place, 0.95, told("it is called after a metric"))
    if not any(metric_key(ours) is not None for ours in kept) and "metric" not in kept:
        kept |= _own_figures(source, profiles, kept)
    if "metric" in kept and not are_metrics(source, kept):
        return {ours: m for ours, m in kept.items() if ours not in ("metric", "value")}
    if any(metric_key(ours) is not None for ours in kept):
        kept.pop("value", None)
    return kept


def _own_figures(
    source: Source, profiles: Sequence[Profile], found: Mapping[str, Match]
) -> dict[str, Match]:
    """Beside a month the columns of numbers are figures of the company's own."""
    if not {"month", "year"} & found.keys() or len(source.sample) > _MOST_MONTHS:
        return {}
    used = {match.place for match in found.values()}
    reason = told("it holds numbers beside a month, and is no metric of ours")
    return {
        f"outcome:{plain(name).replace(' ', '_')}"[:60]: Match("figure", place, GUESSED, reason)
        for place, name in enumerate(source.names)
        if place not in used and profiles[place].filled and profiles[place].fits(AMOUNTS)
    }


def is_month_column(source: Source, name: str) -> bool:
    """Whether a column holds the values of one month."""
    return month_name(name, year_of(source) or 2000) is not None


def year_of(source: Source) -> int | None:
    """The one year that stands above the table or in the file's name."""
    return year_in([source.title, source.path.stem])


def are_metrics(source: Source, found: Mapping[str, Match]) -> bool:
    """Whether a column of metrics names those that we know, rather than a company's own."""
    match = found.get("metric")
    if match is None:
        return False
    cells = [str(cell) for cell in source.cells(match.place) if cell is not None]
    known = sum(metric_of(cell) is not None for cell in cells)
    return bool(cells) and known >= 0.5 * len(cells)
