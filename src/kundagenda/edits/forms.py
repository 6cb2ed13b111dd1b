"""What a person writes down by hand: seven kinds of rows, and what each of their fields takes."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Table

from kundagenda.database.tables import notes
from metrics.tables import (
    actions,
    agenda_items,
    decisions,
    initiatives,
    priorities,
    target_groups,
    targets,
)


class Takes(StrEnum):
    """What is written into a field."""

    TEXT = "text"
    LINES = "lines"
    DAY = "day"
    SHARE = "share"
    NUMBER = "number"
    COUNT = "count"
    YES = "yes"
    ONE = "one"


@dataclass(frozen=True)
class Field:
    """A field of a form.

    Attributes:
        name: The column.
        takes: What is written into it; a share is stored from 0 to 1.
        required: Whether a row cannot do without it.
        fixed: Whether it belongs to the key: said once, and never changed.
        first: Whether the rest of the form depends on it, so that it is asked for before.
    """

    name: str
    takes: Takes
    required: bool = False
    fixed: bool = False
    first: bool = False


@dataclass(frozen=True)
class Form:
    """A table that people write into; ``hanging`` are the tables whose rows point at its rows."""

    table: Table
    fields: tuple[Field, ...]
    hanging: tuple[Table, ...] = ()

    @property
    def name(self) -> str:
        """The table's name, by which an address names the form."""
        return self.table.name

    @property
    def key(self) -> tuple[str, ...]:
        """The columns that tell its rows apart."""
        return tuple(column.name for column in self.table.primary_key.columns)


_ALL = (
    Form(
        priorities,
        (
            Field("statement", Takes.LINES, required=True),
            Field("declared_share", Takes.SHARE),
            Field("basis", Takes.ONE, required=True),
            Field("forum_id", Takes.ONE),
            Field("decided_on", Takes.DAY, required=True),
            Field("valid_from", Takes.DAY, required=True),
            Field("valid_to", Takes.DAY),
        ),
    ),
    Form(
        initiatives,
        (
            Field("name", Takes.TEXT, required=True),
            Field("launched_on", Takes.DAY),
            Field("completed_on", Takes.DAY),
            Field("segment", Takes.ONE),
        ),
        hanging=(agenda_items,),
    ),
    Form(
        decisions,
        (
            Field("agenda_item_id", Takes.ONE, required=True),
            Field("text", Takes.LINES, required=True),
            Field("expected_metric", Takes.ONE),
            Field("expected_direction", Takes.ONE),
            Field("expected_by", Takes.DAY),
            Field("decided_on", Takes.DAY, required=True),
        ),
        hanging=(actions,),
    ),
    Form(
        actions,
        (
            Field("decision_id", Takes.ONE, required=True),
            Field("text", Takes.LINES, required=True),
            Field("owner_role", Takes.TEXT),
            Field("due_on", Takes.DAY),
            Field("done_on", Takes.DAY),
            Field("cancelled", Takes.YES),
        ),
    ),
    Form(
        target_groups,
        (
            Field("code", Takes.TEXT, required=True, fixed=True),
            Field("name", Takes.TEXT, required=True),
            Field("outcome_metric", Takes.ONE),
            Field("cadence_days", Takes.COUNT),
        ),
    ),
    Form(
        targets,
        (
            Field("metric", Takes.ONE, required=True, fixed=True, first=True),
            Field("segment", Takes.ONE, fixed=True),
            Field("valid_from", Takes.DAY, required=True, fixed=True),
            Field("value", Takes.NUMBER, required=True),
            Field("owner_role", Takes.TEXT),
        ),
    ),
    Form(
        notes,
        (
            Field("text", Takes.LINES, required=True),
            Field("noted_on", Takes.DAY, required=True),
            Field("metric", Takes.ONE),
            Field("author", Takes.TEXT),
        ),
    ),
)
FORMS: dict[str, Form] = {form.name: form for form in _ALL}
"""Every form by the name of its table, in the order in which they are offered."""
