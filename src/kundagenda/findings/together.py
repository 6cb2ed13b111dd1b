"""Several statements sent as one, since a cold page may ask the database few times."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    Connection,
    Date,
    Double,
    Integer,
    String,
    Subquery,
    cast,
    literal,
    null,
    select,
    union_all,
)

from metrics.scope import Rows

_KINDS = {int: Integer, float: Double, str: String, date: Date}
_Place = tuple[str, int]  # the name of a kind, and which column of that kind


def together(
    connection: Connection, parts: Mapping[str, Rows]
) -> Mapping[str, list[tuple[Any, ...]]]:
    """The rows of each part under its name, as its own statement gives them but in no order.

    Rows of one part are filled up with nulls to the columns that all parts need. Columns are
    whole numbers, numbers, texts or days; a null may be any of them.
    """
    tables = {name: part.order_by(None).subquery(name) for name, part in parts.items()}
    places = {name: _places(table) for name, table in tables.items()}
    every = sorted({place for of_part in places.values() for place in of_part})
    rows = connection.execute(
        union_all(*(_filled(name, tables[name], places[name], every) for name in parts))
    )
    at = {place: index for index, place in enumerate(every, start=1)}
    found: dict[str, list[tuple[Any, ...]]] = {name: [] for name in parts}
    for row in rows:
        found[row[0]].append(tuple(row[at[place]] for place in places[row[0]]))
    return found


def _places(table: Subquery) -> list[_Place]:
    """Where each column of a part stands among the columns of all."""
    kinds = [column.type.python_type.__name__ for column in table.c]
    return [(kind, kinds[:index].count(kind)) for index, kind in enumerate(kinds)]


def _filled(name: str, table: Subquery, places: Sequence[_Place], every: Sequence[_Place]) -> Rows:
    own = dict(zip(places, table.c, strict=True))
    types = {kind.__name__: column_type for kind, column_type in _KINDS.items()}
    return select(
        literal(name, String).label("part"),
        *(
            (own[place] if place in own else cast(null(), types[place[0]])).label(
                f"{place[0]}_{place[1]}"
            )
            for place in every
        ),
    )
