"""Ready KPI values: a row each, or a column a metric, as rows of the KPI table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kundagenda.database.ready import GIVEN
from kundagenda.errors import ReaderError
from kundagenda.intake.cells import BadCell, is_missing, month_of_cell, number
from kundagenda.intake.table_rows import Sheet
from kundagenda.intake.table_shape import KPI, plain_name, unknown_column
from metrics import CATALOGUE
from metrics.definition import Family, Interval, Metric, Unit

_OUTCOME = "outcome:"
_NAMES: Mapping[str, tuple[str, ...]] = {
    "month": ("month", "månad", "period", "manad"),
    "metric": ("metric", "mått", "nyckeltal", "kpi"),
    "value": ("value", "värde", "utfall"),
    "base": ("base", "n", "antal_svar", "antal", "svar", "answers", "responses", "bas"),
    "numerator": ("numerator", "täljare"),
    "denominator": ("denominator", "nämnare"),
    "squares": ("squares",),
    "forum": ("forum",),
    "segment": ("segment",),
}
KPI_NAMES = tuple(_NAMES)
_BY_NAME = {name: key for key, names in _NAMES.items() for name in names}
_METRIC_NAMES = {
    "uppsägningar": "logo_churn_month",
    "kundbortfall": "logo_churn_month",
    "churn": "logo_churn_month",
    "svarsfrekvens": "response_rate",
    "svarsandel": "response_rate",
    "nöjd_kund_index": "nki",
}
_PARTS = ("numerator", "denominator", "squares", "base")
_OF_SHARES = {"logo_churn", "response_rate"}


@dataclass(frozen=True)
class _Columns:
    """The place of each known column, and of each column that is a metric."""

    known: Mapping[str, int]
    metrics: Mapping[str, int]


def metric_key(name: object) -> str | None:
    """The metric that a name means; null when there is none."""
    plain = plain_name(name)
    if plain.startswith(_OUTCOME) and len(plain) > len(_OUTCOME):
        return str(name).strip()
    key = _METRIC_NAMES.get(plain, plain)
    return key if key in CATALOGUE else None


def is_kpi_name(name: str) -> bool:
    """Whether a header's name is a column of ready KPI values."""
    return name in _BY_NAME or metric_key(name) is not None


def kpi_rows(file: str, sheet: Sheet) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows of the KPI table from ready values; a missing value gives no row.

    Raises:
        ReaderError: an unknown column or metric, or a value that is no number or month.
    """
    columns = _columns(file, sheet)
    for line, cells in sheet.rows:
        row = {name: cells[i] for name, i in columns.known.items() if i < len(cells)}
        row = {name: value for name, value in row.items() if not _is_blank(value)}
        if "month" not in row and not row:
            continue
        month = _cell(file, line, "month", row.get("month"), month_of_cell)
        common = {
            "month": month,
            "forum": str(row.get("forum", "")),
            "segment": str(row.get("segment", "")),
            "source": GIVEN,
        }
        if "metric" in columns.known:
            key = metric_key(row.get("metric", ""))
            if key is None:
                raise _no_metric(file, line, row.get("metric"))
            parts = _parts(file, line, key, row)
            if parts is not None:
                yield line, common | {"metric": key} | parts
        for key, place in columns.metrics.items():
            value = cells[place] if place < len(cells) else None
            own = row | {"value": value} if _has_base(key) else {"value": value}
            if not _is_blank(value) and (parts := _parts(file, line, key, own)) is not None:
                yield line, common | {"metric": key} | parts


def _columns(file: str, sheet: Sheet) -> _Columns:
    known: dict[str, int] = {}
    metrics: dict[str, int] = {}
    for place, name in sheet.header:
        if (column := _BY_NAME.get(plain_name(name))) is not None:
            known.setdefault(column, place)
        elif (key := metric_key(name)) is not None:
            metrics[key] = place
        else:
            raise unknown_column(file, name, KPI, [*_NAMES, *CATALOGUE, f"{_OUTCOME}NAME"])
    for column in ("month",) if metrics else ("month", "metric"):
        if column not in known:
            raise ReaderError(f"{file} has no column {column!r}, which ready KPI values need.")
    if not metrics and not {"value", "numerator"} & known.keys():
        raise ReaderError(f"{file} has no column 'value', which ready KPI values need.")
    return _Columns(known, {} if "metric" in known else metrics)


def _parts(file: str, line: int, key: str, row: Mapping[str, Any]) -> dict[str, Any] | None:
    """Numerator and denominator of a value: additive when its base is known, else as given."""
    read = {
        name: _cell(file, line, name, row[name], number) if name in row else None
        for name in ("value", *_PARTS)
    }
    base, metric = read["base"], CATALOGUE.get(key)
    _check_counts(file, line, read)
    parts: dict[str, Any] = {name: read[name] for name in _PARTS}
    parts["base"] = None if base is None else int(base)
    if read["numerator"] is not None and read["denominator"] is not None:
        if base is None:
            parts["base"] = int(read["denominator"])
        if metric is not None:
            _check_parts(file, line, metric, parts)
        return parts
    value = read["value"]
    if value is None:
        return None
    _check_range(file, line, key, value)
    if metric is not None and base:
        return parts | {"numerator": value / metric.scale * base, "denominator": base}
    return parts | {"numerator": value, "denominator": None}


def _check_counts(file: str, line: int, read: Mapping[str, float | None]) -> None:
    for name in ("denominator", "squares", "base"):
        count = read[name]
        if count is not None and count < 0:
            raise ReaderError(f"{file}, line {line}: {name} is {count:g}; write 0 or more.")


def _check_parts(file: str, line: int, metric: Metric, parts: Mapping[str, Any]) -> None:
    """The quotient of two parts is a value like any other; squares lie between the two."""
    value = metric.value(parts["numerator"], parts["denominator"])
    if value is not None:
        _check_range(file, line, metric.key, value)
    squares = parts["squares"]
    if squares is not None and metric.interval is Interval.MEAN:
        return
    if squares is not None and not abs(parts["numerator"]) <= squares <= parts["denominator"]:
        raise ReaderError(
            f"{file}, line {line}: squares is {squares:g}; write a number from the numerator, "
            "without its sign, to the denominator."
        )


def _check_range(file: str, line: int, key: str, value: float) -> None:
    """Within what the metric can be; a share above 1 is a percentage without its sign."""
    metric = CATALOGUE.get(key)
    if metric is None or metric.values is None:
        return
    low, high = metric.values
    if not low <= value <= high:
        percent = ", or with a percent sign" if metric.unit is Unit.SHARE else ""
        wanted = f"{low:g} to {1 if percent else high:g}{percent}"
        raise ReaderError(f"{file}, line {line}: {key} is {value:g}; write it as {wanted}.")


def _has_base(key: str) -> bool:
    """Whether a count of answers in the same row is this metric's base."""
    metric = CATALOGUE.get(key)
    if metric is None:
        return key.startswith(("nki", "csat", "ces"))
    return metric.family is Family.SURVEY and key not in _OF_SHARES


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and is_missing(value))


def _cell(file: str, line: int, column: str, raw: object, read: Any) -> Any:
    try:
        return read(raw)
    except BadCell as error:
        raise ReaderError(f"{file}, line {line}: {column} is {raw!r}; write {error}.") from error


def _no_metric(file: str, line: int, name: object) -> ReaderError:
    known: Sequence[str] = [*CATALOGUE, f"{_OUTCOME}NAME"]
    return ReaderError(
        f"{file}, line {line}: there is no metric {str(name or '')!r}; use one of "
        f"{', '.join(known)}."
    )
