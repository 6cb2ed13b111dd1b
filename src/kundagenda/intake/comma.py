"""Rows of a CSV file whatever separates its cells."""

import csv
from collections.abc import Iterator, Sequence

from kundagenda.errors import ReaderError

DELIMITERS = (";", "\t", ",", "|")
_SAMPLE_LINES = 25


def delimiter_of(lines: Sequence[str]) -> str | None:
    """The mark that splits most of the first lines into the same number of cells, two or more."""
    best, best_score = None, 0.0
    for delimiter in DELIMITERS:
        widths = [len(row) for row in csv.reader(lines[:_SAMPLE_LINES], delimiter=delimiter) if row]
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        usual = max(set(wide), key=wide.count)
        score = wide.count(usual) / len(widths) + min(usual, 20) / 100
        if score > best_score:
            best, best_score = delimiter, score
    return best


def rows_of(lines: Iterator[str], delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Line number (of a row's first line) and cells, without rows that are empty.

    Raises:
        ReaderError: a quote is never closed or a cell is impossibly long.
    """
    reader = csv.reader(lines, delimiter=delimiter)
    begun = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begun, cells
            begun = reader.line_num + 1
    except csv.Error as error:
        raise ReaderError(f"{name} is broken near line {reader.line_num}: {error}.") from error
