"""Writes the tables of docs/metrics.md from the definitions; what stands around them is by hand."""

from collections.abc import Iterable
from pathlib import Path

from kundagenda.texts.definition_words import FAMILIES, INTERVALS, LIMITED, UNITS, periods_of
from metrics import CATALOGUE, FIGURES, Definition
from metrics.outcomes import outcome

PAGE = Path(__file__).resolve().parents[1] / "docs" / "metrics.md"
BEGIN, END = "<!-- metrics: begin -->\n", "<!-- metrics: end -->\n"
DOCUMENTED = (*CATALOGUE.values(), outcome("NAME"), *FIGURES)
COLUMNS = (
    "key",
    "definition",
    "formula",
    "unit",
    "base",
    "interval",
    "splits",
    "periods",
    "source",
)


def with_tables(page: str, figures: Iterable[Definition]) -> str:
    """The page with its tables written anew, one for each family."""
    head, begin, rest = page.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"the page lacks {BEGIN.strip()} or {END.strip()}; put both back")
    return head + begin + _tables(list(figures)) + end + tail


def _tables(figures: list[Definition]) -> str:
    tables = []
    for family, title in FAMILIES.items():
        rows = [_row(_cells(figure)) for figure in figures if figure.family is family]
        if rows:
            tables.append(
                "\n".join([f"## {title}", _row(COLUMNS), "|---" * len(COLUMNS) + "|", *rows])
            )
    return "\n\n".join(tables) + "\n"


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _cells(figure: Definition) -> tuple[str, ...]:
    return (
        f"`{figure.key}`",
        figure.definition,
        figure.formula,
        _unit(figure),
        figure.base,
        INTERVALS[figure.interval],
        ", ".join(figure.splits) or "none",
        periods_of(figure),
        figure.source,
    )


def _unit(figure: Definition) -> str:
    unit = UNITS[figure.unit]
    if figure.values is None or figure.unit not in LIMITED:
        return unit
    low, high = figure.values
    return f"{unit} {low:g}..{high:g}"


def main() -> None:
    """Write the page where it lies."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(with_tables(page, DOCUMENTED), encoding="utf-8")


if __name__ == "__main__":
    main()
