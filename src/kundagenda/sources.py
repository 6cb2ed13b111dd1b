"""How a company's own tables stand for ours, as its settings say it: names, forms, translations."""

from enum import StrEnum
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

Scalar = bool | int | float | str


class Written(StrEnum):
    """How a day or a month is written where it is not kept as a date."""

    ISO = "YYYY-MM-DD"
    DIGITS = "YYYYMMDD"
    POINTS = "DD.MM.YYYY"
    SLASHES = "DD/MM/YYYY"
    AMERICAN = "MM/DD/YYYY"
    MONTH = "YYYY-MM"
    MONTH_DIGITS = "YYYYMM"


class _Part(BaseModel):
    """A part of the settings: an unknown name in it is a mistake, and nothing changes later."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class ColumnSource(_Part):
    """Where one of our columns comes from: a column of theirs, or a value that holds for all rows.

    Attributes:
        column: The name of theirs, as their database spells it.
        value: What holds for every row instead.
        values: What their values mean; of a text column others stay as they are, else are unknown.
        written: How a day or month is written in a text or a number.
        zone: The time zone whose day counts, of a moment that is kept in UTC.
        divide_by: What their number is divided by, such as 12 for a yearly amount.
    """

    column: str | None = None
    value: Scalar | None = None
    values: dict[str, Scalar | None] = Field(default_factory=dict)
    written: Written | None = None
    zone: str | None = None
    divide_by: float | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _one_origin(self) -> "ColumnSource":
        if (self.column is None) == (self.value is None):
            raise ValueError("name either a column of theirs, or a value that holds for all rows")
        return self

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str | None) -> str | None:
        try:
            ZoneInfo(zone) if zone else None
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("write a zone as in Europe/Stockholm") from error
        return zone


def _named(given: Any) -> Any:
    """A bare text is the name of a column."""
    return {"column": given} if isinstance(given, str) else given


class Condition(_Part):
    """Which rows of theirs count: all that is said of the column must hold."""

    column: str
    is_: Scalar | list[Scalar] | None = Field(default=None, alias="is")
    is_not: Scalar | list[Scalar] | None = None
    at_least: Scalar | None = None
    below: Scalar | None = None
    known: bool | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "Condition":
        said = (self.is_, self.is_not, self.at_least, self.below, self.known)
        if all(each is None for each in said):
            raise ValueError("say what must hold: is, is_not, at_least, below or known")
        return self


class TableSource(_Part):
    """A table or view of theirs, or a folder of Parquet files, that stands for one of ours."""

    schema_name: str | None = Field(default=None, alias="schema")
    table: str | None = None
    parquet: str | None = None
    columns: dict[str, Annotated[ColumnSource, BeforeValidator(_named)]] = Field(
        default_factory=dict
    )
    where: list[Condition] = Field(default_factory=list)

    @model_validator(mode="after")
    def _one_place(self) -> "TableSource":
        if self.table is not None and self.parquet is not None:
            raise ValueError("name either a table or Parquet files")
        return self

    @property
    def place(self) -> str:
        """The table or the files as a person names them."""
        return self.parquet or ".".join(filter(None, (self.schema_name, self.table)))
