"""One of our columns made of one of theirs: names, forms of days, decimals and translations."""

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from sqlalchemy import (
    CHAR,
    NCHAR,
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Double,
    Integer,
    Numeric,
    String,
    case,
    cast,
    func,
    literal,
    null,
)
from sqlalchemy.types import NullType, TypeEngine

from kundagenda.database.their_days import day_in_zone, day_of, day_of_text, month_of_text
from kundagenda.database.their_numbers import number
from kundagenda.errors import ReaderError
from kundagenda.sources import ColumnSource, Scalar, Written
from metrics.periods import inline, month_of

Types = Mapping[str, TypeEngine[Any]]
MONTHS = (Written.MONTH, Written.MONTH_DIGITS)
TOLD_APART = ("account_id", "response_id")
NO_COLUMN = "The setting {key} names the column '{name}', which {place} does not have: {there}."
NO_COLUMN_NEAR = (
    "The setting {key} names the column '{name}', which {place} does not have. "
    "Did you mean {there}?"
)
OWN_ZONE = (
    "The setting {key} names a column of moments with a time zone; say which zone's day counts, "
    "as in zone = 'Europe/Stockholm'."
)
_TRUE = {"true": True, "false": False, "1": True, "0": False}


def found_name(name: str, there: Types, key: str, place: str) -> str:
    """The name of a column as their database spells it; capitals are forgiven where one is meant.

    Raises:
        ReaderError: there is none, under the name of the setting.
    """
    alike = [each for each in there if each.casefold() == name.casefold()]
    if name in there or len(alike) == 1:
        return name if name in there else alike[0]
    near = get_close_matches(name, there, n=1, cutoff=0.5)
    raise ReaderError(
        NO_COLUMN_NEAR if near else NO_COLUMN,
        key=key,
        name=name,
        place=place,
        there=near[0] if near else ", ".join(there),
    )


def our_column(
    ours: Column[Any], source: ColumnSource, theirs: ColumnElement[Any] | None, key: str
) -> ColumnElement[Any]:
    """One of our columns as an expression over theirs; ``theirs`` is null for a value.

    Raises:
        ReaderError: what is kept there cannot become what ours holds, under the setting's name.
    """
    if theirs is None:
        held = _constant(ours, source.value, key)
        if isinstance(held, date):  # SQLite would make a number of a day that is cast
            return day_of(literal(held.isoformat()))
        return cast(literal(held, ours.type), ours.type)
    if isinstance(theirs.type, CHAR | NCHAR):  # filled up with blanks to its length
        theirs = func.rtrim(theirs, type_=String())
    if source.values:
        return _never_unknown(ours, _translated(ours, source.values, theirs, key))
    if source.divide_by is not None:
        theirs = number(theirs, Double()) / literal(source.divide_by, Double)
    return _never_unknown(ours, _fitted(ours, source, theirs, key))


def _never_unknown(ours: Column[Any], read: ColumnElement[Any]) -> ColumnElement[Any]:
    """Our default where theirs says nothing, of what must be known: unknown would turn a scale."""
    default = None if ours.nullable else unknown(ours)
    return read if default is None else func.coalesce(read, default, type_=ours.type)


def unknown(ours: Column[Any]) -> ColumnElement[Any] | None:
    """What stands where nothing was named: the default of ours, or null; null if it is needed."""
    if ours.server_default is not None:
        default = str(getattr(ours.server_default, "arg", "")).strip("'")
        return cast(literal(_TRUE.get(default, default), ours.type), ours.type)
    if ours.nullable:
        return cast(null(), ours.type)
    return None


def _constant(ours: Column[Any], value: Any, key: str) -> Any:
    """A value of the settings as the type of ours has it."""
    wanted = ours.type.python_type
    fits = isinstance(value, bool) if wanted is bool else not isinstance(value, bool)
    try:
        if fits:
            return date.fromisoformat(value) if wanted is date else wanted(value)
    except (TypeError, ValueError) as error:
        raise _cannot(key, repr(value), ours) from error
    raise _cannot(key, repr(value), ours)


def _cannot(key: str, what: str, ours: Column[Any]) -> ReaderError:
    return ReaderError(
        "The setting {key} cannot be {what}: {column} holds {kind}.",
        key=key,
        what=what,
        column=f"{ours.table.name}.{ours.name}",
        kind=_KINDS.get(ours.type.python_type, ours.type.python_type.__name__),
    )


_KINDS = {
    int: "whole numbers",
    float: "numbers",
    str: "texts",
    bool: "true or false",
    date: "days, written YYYY-MM-DD",
}


def _translated(
    ours: Column[Any], values: Mapping[str, Scalar | None], theirs: ColumnElement[Any], key: str
) -> ColumnElement[Any]:
    """Their values in ours; one that is not named stays as it is in a text, and is else unknown."""
    stays = isinstance(ours.type, String)
    # A computed column of an SQLite view has no type, and 10 is there never equal to '10'.
    held = cast(theirs, String) if isinstance(theirs.type, NullType) else theirs
    pairs = [
        (
            held == _their_value(text, theirs.type, key),
            null() if meaning is None else literal(_constant(ours, meaning, key), ours.type),
        )
        for text, meaning in values.items()
    ]
    return cast(case(*pairs, else_=cast(theirs, String) if stays else null()), ours.type)


def _their_value(text: str, kind: TypeEngine[Any], key: str) -> Any:
    """A key of ``values`` as the column of theirs holds it."""
    try:
        if isinstance(kind, Boolean):
            return _TRUE[text.casefold()]
        if isinstance(kind, Integer):
            return int(text)
        return float(text) if isinstance(kind, Numeric) else text
    except (KeyError, ValueError) as error:
        raise ReaderError(
            "The setting {key}.values has '{value}', which their column of the kind {kind} "
            "cannot hold.",
            key=key,
            value=text,
            kind=kind,
        ) from error


def _fitted(
    ours: Column[Any], source: ColumnSource, theirs: ColumnElement[Any], key: str
) -> ColumnElement[Any]:
    """Theirs in the type of ours; a type that their database does not tell is left alone."""
    match ours.type:
        case Date():
            return _day(source, theirs, key)
        case Integer() if ours.name == "month":
            return _month(source, theirs, key)
        case Boolean():
            return _truth(ours, theirs, key)
        case String():
            return theirs if _is_as_ours(ours, theirs.type) else cast(theirs, String)
        case _:
            return number(theirs, ours.type)


def _is_as_ours(ours: Column[Any], theirs: TypeEngine[Any]) -> bool:
    """Whether theirs can stand where a text of ours does.

    Numbers of customers and respondents are never read, only told apart: as texts they would be
    half as slow again to group and to join.
    """
    told_apart = ours.name in TOLD_APART and isinstance(theirs, Integer)
    return told_apart or isinstance(theirs, String | NullType)


def _truth(ours: Column[Any], theirs: ColumnElement[Any], key: str) -> ColumnElement[Any]:
    if isinstance(theirs.type, Integer):
        return theirs != inline(0)
    if isinstance(theirs.type, String):
        raise _cannot(key, "a text without its meaning, as in values = {Ja = true, Nej = false}",
                      ours)  # fmt: skip
    return theirs


def _day(source: ColumnSource, theirs: ColumnElement[Any], key: str) -> ColumnElement[Any]:
    """The day of a date, a moment (in a zone, or as it is), a text or a number of digits."""
    if source.written in MONTHS:
        raise ReaderError(
            "The setting {key}.written cannot be {form}: a day is needed, not a month.",
            key=key,
            form=repr(str(source.written)),
        )
    if source.zone:
        return day_in_zone(theirs, source.zone)
    if isinstance(theirs.type, DateTime):
        if theirs.type.timezone:
            # Its day would be that of the machine's zone, and another on the next machine.
            raise ReaderError(OWN_ZONE, key=key)
        return day_of(theirs)
    if isinstance(theirs.type, String) or source.written:
        return day_of_text(_text(theirs), source.written or Written.ISO)
    if isinstance(theirs.type, Integer | Numeric):
        raise ReaderError(
            "The setting {key} names a column of numbers; say how days stand in it, "
            "as in written = 'YYYYMMDD'.",
            key=key,
        )
    return theirs


def _month(source: ColumnSource, theirs: ColumnElement[Any], key: str) -> ColumnElement[Any]:
    """The number of a month: as it is, of a day, or as it is written."""
    if source.written in MONTHS:
        return month_of_text(_text(theirs), source.written)
    if isinstance(theirs.type, Integer | Numeric) and not source.written:
        return theirs
    return month_of(_day(source, theirs, key))


def _text(theirs: ColumnElement[Any]) -> ColumnElement[str]:
    text: ColumnElement[str] = theirs
    return text if isinstance(theirs.type, String) else cast(theirs, String(40))
