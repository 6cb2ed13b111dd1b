"""Tables as CSV that a spreadsheet opens without running anything that stands in them."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

# A cell that begins so is a formula to Excel, LibreOffice or Google Sheets, whoever wrote it.
_STARTS_FORMULA = re.compile(r"^[\s\u00a0\ufeff]*[=+\-@\t\r\n|%＝＋－＠]")
_NUMBER = re.compile(r"^[+\-−]?\d[\d \u00a0\u202f]*(?:[.,]\d+)?(?:e[+-]?\d+)?\s?%?$", re.IGNORECASE)


def safe_cell(value: object) -> object:
    """A cell that no spreadsheet takes for a formula: an apostrophe before what begins like one.

    Numbers stay numbers, also as texts: -5 and "-7,5 %".

    >>> safe_cell('=HYPERLINK("http://x")'), safe_cell("-7,5"), safe_cell(-5)
    ('\\'=HYPERLINK("http://x")', '-7,5', -5)
    """
    if not isinstance(value, str) or not _STARTS_FORMULA.match(value) or _NUMBER.match(value):
        return value
    return f"'{value}"


def safe_rows(rows: Iterable[Mapping[str, object]]) -> list[dict[str, object]]:
    """Rows for a table or a download, names and values made safe; see `safe_cell`."""
    return [{str(safe_cell(key)): safe_cell(value) for key, value in row.items()} for row in rows]


def csv_of(header: Sequence[str], rows: Iterable[Sequence[object]], delimiter: str = ",") -> str:
    """A table as the text of a CSV file, every cell made safe; the one place that writes CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([safe_cell(name) for name in header])
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return out.getvalue()
