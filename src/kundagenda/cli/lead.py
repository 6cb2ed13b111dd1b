"""The command that asks whether one monthly series moves before another."""

import csv
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pandas as pd

from kundagenda.cli.options import app_database, json_option, print_json
from kundagenda.database.connection import clear_failures
from kundagenda.errors import ReaderError
from kundagenda.findings.kpi import parts_of
from kundagenda.findings.minutes import minute_months
from kundagenda.findings.readings import readings
from metrics import CATALOGUE, Metric, customer_minute_share, metric_of
from metrics.definition import Family
from metrics.outcomes import PREFIX
from metrics.periods import Grain, month_number, month_text, parse_month, period_of

if TYPE_CHECKING:
    from kundagenda.texts.verdict_words import Counted

COLUMNS = ("month", "value")


@click.command("lead")
@click.argument("attention")
@click.argument("outcome")
@click.option("--lang", type=click.Choice(["sv", "en"]), default="en")
@json_option
def lead_command(attention: str, outcome: str, lang: str, as_json: bool) -> None:
    """Whether ATTENTION moves before OUTCOME, each a metric or a CSV file of month,value.

    A metric is read to the end of the last whole quarter, as the stored verdicts are.
    """
    from kundagenda.texts.verdict_words import (
        lead_sentences,
        lead_small_print,
        months_left,
        subject,
    )
    from metrics.lead import LeadVerdict, lead_verdict  # statistics load slowly

    series = _series(attention), _series(outcome)
    verdict: LeadVerdict = lead_verdict(*series)
    names = [subject(_named(one), lang) for one in (attention, outcome)]
    sentences = lead_sentences(verdict, names[0], names[1], lang)
    small_print = lead_small_print(verdict, lang, _counted(outcome, *series))
    if as_json:
        more = {"together": verdict.together, "months_left": months_left(verdict)}
        said = {"sentences": sentences, "small_print": small_print}
        asked = {"attention": attention, "outcome": outcome}
        print_json({**asked, **asdict(verdict), **more, **said})
    else:
        click.echo("\n".join((" ".join(sentences), " ".join(small_print))))


def _named(source: str) -> str:
    """A metric goes by its key, an outcome of the company's own and a file by their names."""
    metric = metric_of(source)
    if metric is None:
        return Path(source).stem
    return metric.label if metric.family is Family.OUTCOME else metric.key


def _series(source: str) -> "pd.Series[float]":
    metric = metric_of(source)
    if metric is not None:
        return _of_metric(metric)
    if Path(source).is_file():
        return _of_file(Path(source))
    known = ", ".join([*CATALOGUE, f"{PREFIX}NAME"])
    raise ReaderError(f"There is no metric and no file {source!r}. Known metrics are: {known}.")


def _counted(
    outcome: str, attention: "pd.Series[float]", series: "pd.Series[float]"
) -> "Counted | None":
    """What the outcome rests on in the months in which both are known; null without a base."""
    from kundagenda.texts.verdict_words import Counted

    metric = metric_of(outcome)
    if metric is None:
        return None
    used = attention.dropna().index.intersection(series.dropna().index)
    months = {period.year * 12 + period.month - 1 for period in used}
    engine = app_database()
    with clear_failures(engine), engine.connect() as connection:
        parts = parts_of(connection, metric)
    bases = [parts[month].base for month in months & set(parts)]
    known = [base for base in bases if base is not None]
    return Counted(metric.base, sum(known)) if known and len(known) == len(bases) else None


def _of_metric(metric: Metric) -> "pd.Series[float]":
    from kundagenda.database.verdicts import monthly_series

    if not metric.pooled:
        monthly = f"{metric.key}_month"
        instead = f"; use {monthly}" if monthly in CATALOGUE else ""
        raise ReaderError(
            f"{metric.key} looks back {metric.horizon} months, so that each month shares most of "
            f"its rows with the next and would seem to follow itself{instead}."
        )
    ended = period_of(month_number(date.today()), Grain.QUARTER) - 1
    engine = app_database()
    with clear_failures(engine), engine.connect() as connection:
        if metric is customer_minute_share:
            return _monthly(minute_months(connection, ended))
        if metric.family is Family.OUTCOME:  # a value without a base stands as it was given
            found = readings(connection, metric, last=ended, ended=ended)
            return _monthly({reading.period: reading.value for reading in found})
        return monthly_series(connection, metric, ended)


def _of_file(path: Path) -> "pd.Series[float]":
    found: dict[int, float | None] = {}
    for line, row in _rows(path):
        month = _month(path, line, row["month"])
        if month in found:
            raise ReaderError(
                f"{path.name}, line {line}: {month_text(month)} appears a second time; give one "
                "value a month."
            )
        found[month] = _value(path, line, row["value"])
    return _monthly(found)


def _monthly(values: dict[int, float | None]) -> "pd.Series[float]":
    index = pd.PeriodIndex([month_text(month) for month in values], freq="M")
    return pd.Series(list(values.values()), index=index, dtype=float)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of the file with their line numbers, under the names of `COLUMNS`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError) as error:
        raise ReaderError(f"{path.name} cannot be read as UTF-8 text; save it anew.") from error
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    rows = csv.reader(text.splitlines(), delimiter=delimiter)
    names = [name.strip().lower() for name in next(rows, [])]
    if not set(COLUMNS) <= set(names):
        raise ReaderError(
            f"{path.name} has the columns {', '.join(names) or '(none)'}; it needs month and value."
        )
    places = {name: names.index(name) for name in COLUMNS}
    for row in rows:
        if any(cell.strip() for cell in row):
            cells = {n: row[at].strip() if at < len(row) else "" for n, at in places.items()}
            yield rows.line_num, cells


def _month(path: Path, line: int, text: str) -> int:
    try:
        return parse_month(text)
    except ValueError as error:
        raise ReaderError(
            f"{path.name}, line {line}: {text!r} is no month; write YYYY-MM."
        ) from error


def _value(path: Path, line: int, text: str) -> float | None:
    """A number with a decimal point or comma; an empty cell is an unknown month."""
    if not text:
        return None
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise ReaderError(f"{path.name}, line {line}: {text!r} is no number; write 12.5 or 12,5.")
    return value
