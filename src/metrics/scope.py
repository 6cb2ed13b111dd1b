"""The months that a question is about."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select

from metrics.periods import first_day

Rows = Select[*tuple[Any, ...]]
"""A statement whose columns its function names in words."""


@dataclass(frozen=True)
class Scope:
    """Whole months from ``first`` to ``last``, both included, as month numbers."""

    first: int
    last: int

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"scope ends ({self.last}) before it starts ({self.first})")

    @property
    def start(self) -> date:
        """The first day in scope."""
        return first_day(self.first)

    @property
    def end(self) -> date:
        """The first day after the scope, so that ranges are half-open on the raw column."""
        return first_day(self.last + 1)
