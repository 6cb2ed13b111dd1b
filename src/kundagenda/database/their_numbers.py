"""Numbers as other databases keep them: whole or with decimals, or a text that a person wrote."""

import re
from math import floor
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Double,
    Integer,
    String,
    cast,
    func,
    literal,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NullType, TypeEngine

NUMBER, WHOLE = "kundagenda_number", "kundagenda_whole"
BLANKS = (" ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}")
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)


class _Number(FunctionElement[float]):
    """A column of theirs as a number, and the same as every database but SQLite is asked."""

    type = Double()
    inherit_cache = True


class _Whole(FunctionElement[int]):
    """The same as a whole number, half rounded up."""

    type = Integer()
    inherit_cache = True


def number(theirs: ColumnElement[Any], wanted: TypeEngine[Any]) -> ColumnElement[Any]:
    """A number as ours is: a text is read with point or comma, half a whole one is rounded up."""
    kind = theirs.type
    if not isinstance(wanted, Integer):
        return _Number(theirs, theirs if isinstance(kind, NullType) else _plain(theirs))
    if isinstance(kind, Integer):
        return theirs
    # Casts round half to even, half away from nought or down, each database in its own way.
    whole = cast(func.floor(_plain(theirs) + literal(0.5, Double)), Integer)
    return _Whole(theirs, theirs if isinstance(kind, NullType) else whole)


def _plain(theirs: ColumnElement[Any]) -> ColumnElement[Any]:
    """A number that can be multiplied without becoming too large for a whole one."""
    if not isinstance(theirs.type, String):
        exact = isinstance(theirs.type, Double)
        return theirs if exact else cast(theirs, Double)
    text: ColumnElement[Any] = theirs
    for blank in BLANKS:
        text = func.replace(text, blank, "")
    return cast(func.nullif(func.replace(text, ",", "."), ""), Double)


def said_number(kept: Any) -> float | None:
    """The number that a value of SQLite says; null where it is none, which SQLite takes for 0."""
    if isinstance(kept, int | float):
        return float(kept)
    if not isinstance(kept, str):
        return None
    text = "".join(kept.split())  # blanks of any kind, also within, as in 1 234,50
    return float(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def said_whole(kept: Any) -> int | None:
    """The whole number that a value of SQLite says, half rounded up; null where it is none."""
    said = said_number(kept)
    return None if said is None else floor(said + 0.5)


@compiles(_Number)
@compiles(_Whole)
def _spell(element: _Number | _Whole, compiler: SQLCompiler, **options: Any) -> str:
    _, plain = element.clauses
    return compiler.process(plain, **options)


@compiles(_Number, "sqlite")
@compiles(_Whole, "sqlite")
def _spell_said(element: _Number | _Whole, compiler: SQLCompiler, **options: Any) -> str:
    """Any column of SQLite may hold a text; Python is asked of those alone, for it takes longer."""
    theirs, _ = element.clauses
    asked, as_it_is = (
        (NUMBER, "'integer', 'real', 'null'") if isinstance(element, _Number)
        else (WHOLE, "'integer', 'null'")
    )  # fmt: skip
    kind, kept, said = (compiler.process(theirs, **options) for _ in range(3))
    return f"CASE WHEN typeof({kind}) IN ({as_it_is}) THEN {kept} ELSE {asked}({said}) END"
