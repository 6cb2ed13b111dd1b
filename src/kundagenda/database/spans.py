"""From which month to which there is anything to compute: asked once a column and refresh."""

from datetime import date
from typing import Any

from sqlalchemy import func, select

from kundagenda.database.facts import Sources
from metrics import Metric, logo_churn
from metrics.definition import Family
from metrics.periods import month_number
from metrics.scope import Scope
from metrics.tables import subscriptions


class Spans:
    """The months of the fact tables as seen on a day.

    Many metrics rest on the same column of days, and its first and last are slow to find where
    nothing but a large table holds them; so they are kept for as long as the refresh lasts.
    """

    def __init__(self, on: date, sources: Sources) -> None:
        self.now, self._sources = month_number(on), sources
        self._ends: dict[str, tuple[int | None, int | None]] = {}

    def whole(self, metric: Metric, since: int | None) -> Scope | None:
        """From the first day in a metric's tables to now; a snapshot only of months that ended."""
        ends = [self._first_and_last(column) for column in metric.dated_by]
        firsts = [first for first, _ in ends if first is not None]
        if not firsts:
            return None
        if metric.family is Family.RETENTION:
            last = self.now - 1
        else:
            last = max(latest for _, latest in ends if latest is not None)
            # A date that nobody meant, such as 9999, must not make a statement over 8,000 years.
            last = min(last, self.now + 1)
        first = min(firsts) if since is None else since
        return Scope(first, last) if last >= first else None

    def watched(self) -> Scope | None:
        """The months in which the book shows who leaves: from the last before the first departure.

        A book that begins with its old customers names none of those who had left before. Their
        stays would be missing while the old customers' long ones count in full, and customers
        would seem to stay longer than they do. So who came before these months counts from the
        age reached by then.
        """
        book = self.whole(logo_churn, None)
        departure, _ = self._first_and_last(subscriptions.c.ended_on)
        if book is None or departure is None or departure > book.last:
            return book
        return Scope(max(book.first, departure - 1), book.last)

    def _first_and_last(self, column: Any) -> tuple[int | None, int | None]:
        """The first and the last month of a column of days, or of months."""
        if str(column) not in self._ends:
            kind = type(column.type)
            ends = select(func.min(column, type_=kind), func.max(column, type_=kind))
            [found] = self._sources.of(column.table).rows(f"first and last {column}", ends)
            first, last = (month_number(end) if isinstance(end, date) else end for end in found)
            self._ends[str(column)] = first, last
        return self._ends[str(column)]
