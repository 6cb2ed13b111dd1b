"""Writes the tables of docs/metrics.md from the definitions; what stands around them is by hand."""

from collections.abc import Iterable
from pathlib import Path

from kundagenda.texts.definition_words import FAMILIES, INTERVALS, LIMITED, UNITS
from metrics import METRICS, Metric

PAGE = Path(__file__).resolve().parents[1] / "docs" / "metrics.md"
BEGIN, END = "<!-- metrics: begin -->\n", "<!-- metrics: end -->\n"
COLUMNS = ("key", "definition", "formula", "unit", "base", "interval", "splits", "source")


def with_tables(page: str, metrics: Iterable[Metric]) -> str:
    """The page with its tables written anew, one for each family."""
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"the page lacks {BEGIN.strip()} or {END.strip()}; put both back")
    return head + begin + _tables(list(metrics)) + end + tail


def _tables(metrics: list[Metric]) -> str:
    tables = []
    for family, title in FAMILIES.items():
        rows = [_row(_cells(metric)) for metric in metrics if metric.family is family]
        if rows:
            tables.append("\n".join([f"## {title}", _row(COLUMNS), "|---" * 8 + "|", *rows]))
    return "\n\n".join(tables) + "\n"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _cells(metric: Metric) -> tuple[str, ...]:
    return (
        f"`{metric.key}`",
        metric.definition,
        metric.formula,
        _unit(metric),
        metric.base,
        INTERVALS[metric.interval],
        ", ".join(metric.splits) or "none",
        metric.source,
    )


def _unit(metric: Metric) -> str:
    unit = UNITS[metric.unit]
    if metric.values is None or metric.unit not in LIMITED:
        return unit
    low, high = metric.values
    return f"{unit} {low:g}..{high:g}"


def main() -> None:
    """Write the page where it lies."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(with_tables(page, METRICS), encoding="utf-8")


if __name__ == "__main__":
    main()
