"""The worked examples of customers as companies of their own, side by side in the same tables.

A database that takes a second for a statement is filled once and asked once a metric. So each
company is a segment; its adaptor fills and reads as ever, and takes the company for its engine.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Engine, Table
from sqlalchemy.engine import IteratorResult, Result
from sqlalchemy.engine.result import SimpleResultMetaData

from golden_adaptors_customers import CUSTOMERS
from golden_examples import examples, figures

Asked = Callable[[Any], Iterable[Any]]
CASES = [case for case in examples() if case["metric"] in CUSTOMERS]
# Two examples may give the same name to a response or an account of theirs.
_OWN = ("response_id", "account_id")


class OneOfMany:
    """What an adaptor takes for an engine: a company of one example, a segment of all the rows.

    Attributes:
        inserted: The rows that the adaptor inserts, of this company and of those before it, by
            table, in batches of rows with the same columns.
    """

    def __init__(self, example: str, asked: Asked) -> None:
        self.inserted: list[tuple[Table, list[dict[str, Any]]]] = []
        self._example, self._asked = example, asked
        self._number, self._is_filled = 0, False

    @property
    def segment(self) -> str:
        """An example that empties its tables in between goes on as another company."""
        return f"{self._example} {self._number}"

    @contextmanager
    def connect(self) -> Iterator["OneOfMany"]:
        yield self

    begin = connect

    def execute(self, statement: Any, rows: Iterable[Mapping[str, Any]] = ()) -> Result[Any] | None:
        """Keep rows to insert, begin a new company, or read the company's rows of a statement."""
        if isinstance(statement, sa.Insert):
            if owned := [self._owned(row) for row in rows]:  # what is remembered is of no company
                self.inserted.append((statement.table, owned))
                self._is_filled = True
            return None
        if isinstance(statement, sa.Delete):
            self._number += self._is_filled
            self._is_filled = False
            return None
        names = SimpleResultMetaData([column.key for column in statement.selected_columns])
        own = (tuple(row) for row in self._asked(statement) if row.segment == self.segment)
        return IteratorResult(names, own)

    def _owned(self, row: Mapping[str, Any]) -> dict[str, Any]:
        names = {name: f"{self.segment} {row[name]}" for name in _OWN if name in row}
        return dict(row) | names | {"segment": self.segment}


def fill_together(engine: Engine) -> None:
    """Insert the rows of every example, as its adaptor would; nothing is read yet."""
    for case in CASES:
        company: Any = OneOfMany(case["id"], lambda _: [])
        figures(case, company)
        with engine.begin() as connection:
            for table, rows in company.inserted:
                connection.execute(sa.insert(table), rows)
