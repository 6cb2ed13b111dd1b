"""Reports of ready KPI values: a row a month, a row a value, or a column a month."""

from collections.abc import Iterator
from typing import Any

from kundagenda.intake.amounts import amount
from kundagenda.intake.cells import BadCell, is_missing
from kundagenda.intake.days import month_in
from kundagenda.intake.guess_figures import is_month_column
from kundagenda.intake.kpi_values import metric_key
from kundagenda.intake.metric_names import metric_of
from kundagenda.intake.table_choice import Choice, month_name
from kundagenda.intake.table_rows import Line
from kundagenda.intake.table_source import Source
from metrics import CATALOGUE
from metrics.definition import Unit

_YEAR = "year"
Row = dict[str, Any]


def figures_of(source: Source, choice: Choice, lines: Iterator[Line]) -> Iterator[tuple[int, Row]]:
    """The rows of a report under the names that ready KPI values have."""
    places = {ours: source.place(theirs) for ours, theirs in choice.columns.items()}
    if choice.given.get("months") == "across":
        yield from _across(source, choice, places, lines)
        return
    keys = [ours for ours in places if metric_key(ours) is not None]
    for line, cells in lines:
        row = {ours: _cell(cells, place) for ours, place in places.items()}
        month = _month(row, choice)
        rest = {n: v for n, v in row.items() if n not in (_YEAR, "quarter", "month", *keys)}
        if "metric" in rest:
            key = rest["metric"] = _metric(rest["metric"])
            rest["value"] = _value(str(key), rest.get("value"), choice)
        yield line, {"month": month} | rest | {k: _value(k, row[k], choice) for k in keys}


def _across(
    source: Source, choice: Choice, places: dict[str, int], lines: Iterator[Line]
) -> Iterator[tuple[int, Row]]:
    year = int(choice.given.get(_YEAR, "0")) or None
    months = {
        place: month_name(name, year)
        for place, name in enumerate(source.names)
        if is_month_column(source, name)
    }
    for line, cells in lines:
        key = _metric(_cell(cells, places["metric"]))
        segment = _cell(cells, places["segment"]) if "segment" in places else None
        for place, month in months.items():
            value = _value(str(key), _cell(cells, place), choice)
            yield line, {"month": month, "metric": key, "segment": segment, "value": value}


def _cell(cells: Any, place: int) -> Any:
    raw = cells[place] if place < len(cells) else None
    return None if isinstance(raw, str) and is_missing(raw) else raw


def _month(row: Row, choice: Choice) -> Any:
    """The month's number; the cell itself where it is none, to be told of."""
    raw, year = row.get("month"), row.get(_YEAR, choice.given.get(_YEAR))
    if _YEAR in row and year is not None:
        quarter = str(row.get("quarter") or "").strip().upper().removeprefix("KV").removeprefix("Q")
        asked = f"{_whole(year)} Q{_whole(quarter)}" if quarter else f"{raw} {_whole(year)}"
        if raw is not None and str(_whole(raw)).isdigit():
            asked = f"{_whole(year)}-{int(_whole(raw)):02d}"
        return month_in(asked) or asked
    found = month_in(raw) if raw is not None else None
    if found is None and raw is not None and year is not None:
        found = month_in(f"{raw} {year}")
    return raw if found is None else found


def _whole(raw: Any) -> Any:
    text = str(raw).strip()
    return text.removesuffix(".0")


def _metric(raw: Any) -> Any:
    return metric_of(str(raw)) or raw if raw is not None else None


def _value(key: str, raw: Any, choice: Choice) -> Any:
    """A value in the unit that its metric has; as it was when it is no number."""
    if raw is None:
        return None
    signed = isinstance(raw, str) and raw.strip().endswith("%")
    try:
        found = amount(raw)
    except BadCell:
        return raw
    if signed:
        return found if _is_share(key) else round(found * 100, 10)
    if key in choice.given.get("percent", "").split(","):
        return found / 100
    return found * 100 if key in choice.given.get("shares", "").split(",") else found


def _is_share(key: str) -> bool:
    metric = CATALOGUE.get(key)
    return metric is not None and metric.unit is Unit.SHARE
