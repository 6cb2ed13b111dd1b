"""The rows behind a figure as columns, written for the page or for a spreadsheet."""

from collections.abc import Mapping, Sequence

import pandas as pd

from kundagenda.charts.timeline import Row, rows_of
from kundagenda.findings.behind import Behind, Kind
from kundagenda.shown.item_words import shown_level, shown_title
from kundagenda.texts.catalogue import say
from kundagenda.texts.numbers import UNKNOWN, number, period, short_day
from kundagenda.texts.spreadsheet import csv_of, safe_cell
from metrics.periods import Grain, month_text, period_text

Columns = dict[str, list[object]]


def columns_of(
    found: Behind, names: Mapping[str, str], lang: str, *, file: bool = False
) -> Columns:
    """A column a header, in the reader's words; ``names`` are those of customer groups by code.

    In a file days and months are written by ISO 8601 and unknown is empty; on a page as read.
    """
    rows = rows_of(found.rows)
    match found.kind:
        case Kind.ITEMS:
            columns = _items(rows, lang, file)
        case Kind.ANSWERS:
            columns = _answers(rows, found.own, names, lang, file)
        case Kind.ACCOUNTS:
            columns = _accounts(rows, names, lang, file)
        case Kind.COHORT:
            columns = _cohort(rows, names, lang, file)
        case Kind.VALUES:
            columns = _values(rows, names, lang, file)
    return {header: [safe_cell(cell) for cell in cells] for header, cells in columns.items()}


def spreadsheet(columns: Mapping[str, Sequence[object]], lang: str) -> bytes:
    """The columns as a CSV file that a spreadsheet in the reader's language opens by itself.

    With the sign at its start by which Excel knows UTF-8, and in Swedish with semicolons.
    """
    rows = zip(*columns.values(), strict=True)
    return ("\ufeff" + csv_of(list(columns), rows, ";" if lang == "sv" else ",")).encode()


def _items(rows: list[Row], lang: str, file: bool) -> Columns:
    return {
        say(lang, "Date"): [
            row["held_on"].isoformat() if file else short_day(row["held_on"], lang) for row in rows
        ],
        say(lang, "Forum"): [row["forum"] for row in rows],
        say(lang, "No"): [row["position"] for row in rows],
        say(lang, "Item"): [shown_title(row, lang) for row in rows],
        say(lang, "Level"): [shown_level(row, lang) for row in rows],
        say(lang, "Minutes"): [_number(row["minutes"], lang, file) for row in rows],
    }


def _answers(
    rows: list[Row], own: Grain, names: Mapping[str, str], lang: str, file: bool
) -> Columns:
    instruments = {
        "nps": say(lang, "Would recommend, 0 to 10"),
        "csat": say(lang, "Satisfied"),
        "ces": say(lang, "Easy to get help, 1 to 7"),
        "nki": say(lang, "Satisfaction index, 0 to 100"),
    }
    return {
        say(lang, "Answered"): [_period(row["period"], own, lang, file) for row in rows],
        say(lang, "Customer group"): [_told_group(row["segment"], names, lang) for row in rows],
        say(lang, "Answer"): [_number(row["score"], lang, file) for row in rows],
        say(lang, "Question"): [instruments[row["instrument"]] for row in rows],
    }


def _accounts(rows: list[Row], names: Mapping[str, str], lang: str, file: bool) -> Columns:
    kinds = {
        "new": say(lang, "came"),
        "expansion": say(lang, "grew"),
        "contraction": say(lang, "shrank"),
        "churn": say(lang, "left"),
        "reactivation": say(lang, "came back"),
    }
    return {
        say(lang, "Month"): [_period(row["month"], Grain.MONTH, lang, file) for row in rows],
        say(lang, "Account"): [str(row["account_id"]) for row in rows],
        say(lang, "Customer group"): [_group(row["segment"], names, lang) for row in rows],
        say(lang, "What happened"): [kinds[row["kind"]] for row in rows],
        say(lang, "Revenue a month before"): [
            _number(0 if pd.isna(row["before"]) else row["before"], lang, file) for row in rows
        ],
        say(lang, "Revenue a month after"): [_number(row["after"], lang, file) for row in rows],
    }


def _cohort(rows: list[Row], names: Mapping[str, str], lang: str, file: bool) -> Columns:
    kinds = {
        "churn": say(lang, "left"),
        "contraction": say(lang, "shrank"),
        "same": say(lang, "as before"),
        "expansion": say(lang, "grew"),
    }
    return {
        say(lang, "Account"): [str(row["account_id"]) for row in rows],
        say(lang, "Customer group"): [_group(row["segment"], names, lang) for row in rows],
        say(lang, "What happened"): [kinds[row["kind"]] for row in rows],
        say(lang, "Revenue twelve months before"): [
            _number(row["before"], lang, file) for row in rows
        ],
        say(lang, "Revenue now"): [_number(row["after"], lang, file) for row in rows],
    }


def _values(rows: list[Row], names: Mapping[str, str], lang: str, file: bool) -> Columns:
    return {
        say(lang, "Month"): [_period(row["month"], Grain.MONTH, lang, file) for row in rows],
        say(lang, "Customer group"): [_group(row["segment"], names, lang) for row in rows],
        say(lang, "Value"): [_number(row["value"], lang, file, most=4) for row in rows],
        say(lang, "Rests on"): [_number(row["base"], lang, file) for row in rows],
    }


def _period(first: int, grain: Grain, lang: str, file: bool) -> str:
    if not file:
        return period(int(first), grain, lang)
    return month_text(int(first)) if grain is Grain.MONTH else period_text(int(first), grain)


def _told_group(code: object, names: Mapping[str, str], lang: str) -> str:
    """The group of an answer, where enough answered for it to be told."""
    if code is None or pd.isna(code):  # type: ignore[call-overload]
        return say(lang, "not told")
    return _group(code, names, lang)


def _group(code: object, names: Mapping[str, str], lang: str) -> str:
    return names.get(str(code), str(code)) if code else say(lang, "no group")


def _number(value: float, lang: str, file: bool, most: int = 2) -> object:
    """A number with the decimals it has; in a Swedish file with a comma, for the spreadsheet."""
    if pd.isna(value):
        return "" if file else UNKNOWN
    decimals = next(n for n in range(most + 1) if n == most or round(value, n) == value)
    text = number(value, lang, decimals)
    if not file:
        return text
    plain = f"{value:.{decimals}f}"
    return plain.replace(".", ",") if lang == "sv" else plain
