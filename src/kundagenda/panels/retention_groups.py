"""Customer groups by how many of their customers stayed, those that lost most first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from kundagenda.charts.dots import dots_chart
from kundagenda.charts.theme import Mode
from kundagenda.findings.kept import kept
from kundagenda.findings.measured import Measured
from kundagenda.findings.reading import SURE_FROM, Reading
from kundagenda.findings.retention import CUSTOMERS, Horizon, Retention
from kundagenda.findings.view import View
from kundagenda.panels.draw import draw
from kundagenda.panels.headed import headed
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, mode, tell
from kundagenda.panels.retention_values import retention_as
from kundagenda.panels.table import table
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.measured import target_value
from kundagenda.shown.pictured import ROWS, Picture, pictured
from kundagenda.shown.reach import Choice, whatever
from kundagenda.texts.catalogue import say, say_many
from kundagenda.texts.measures import written, written_ends
from kundagenda.texts.numbers import UNKNOWN, number, percent

Names = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Ranked:
    """The groups as they are shown, made once for everybody."""

    picture: Picture
    rows: list[dict[str, object]]
    few: bool


def groups_kept(data: Opened, found: Retention, horizon: Horizon) -> None:
    """A point a group with its interval, and all of them as a table; nothing without groups."""
    names = data.background.segment_names
    ranked = _ranked(data.version, found.view, horizon, names, mode(), lang())
    if ranked is None:
        return
    headed(
        tell("By customer group."),
        _how(len(ranked.rows), horizon),
        whatever(found.view, Choice.FORUM, Choice.GROUP),
    )
    draw(ranked.picture)
    if ranked.few:
        quiet(tell("A hollow point rests on fewer than {n} customers.", n=SURE_FROM))
    with st.expander(tell("All customer groups as a table")):
        table(pd.DataFrame(ranked.rows), tell("Customers kept by group"))


def _how(groups: int, horizon: Horizon) -> str:
    said = (
        tell("Kept in a month, with 95% interval.")
        if horizon is Horizon.MONTH
        else tell("Kept in a year, with 95% interval.")
    )
    if groups <= ROWS:
        return said
    largest = tell("The {shown} largest of {n}.", shown=ROWS, n=number(groups, lang()))
    return f"{said} {largest}"


def drawn_groups(groups: Sequence[Measured]) -> list[Measured]:
    """The twelve groups with most customers, still those that lost most first."""
    by_size = sorted(groups, key=lambda each: -_base(each))[:ROWS]
    shown = {each.segment for each in by_size}
    return [each for each in groups if each.segment in shown]


@once
def _ranked(
    named: Version, view: View, horizon: Horizon, names: Names, look: Mode, language: str
) -> _Ranked | None:
    found = retention_as(named, view)
    groups, called = found.groups(horizon), dict(names)
    if not groups:
        return None
    shown = drawn_groups(groups)
    chart = dots_chart(
        pd.DataFrame([_dot(each, called, view, language) for each in shown]),
        lambda value: percent(value, language),
        _target(found, horizon, language),
        mode=look,
        lang=language,
    )
    picture = pictured(chart, _in_words(shown, called, language))
    few = any(_is_few(each.figure.now) for each in shown)
    return _Ranked(picture, _rows(groups, called, language), few)


def _target(found: Retention, horizon: Horizon, language: str) -> tuple[float, str] | None:
    """What the whole company aims at, as what it leaves, and its name."""
    target = kept(found.measures.measured(CUSTOMERS[horizon], "")).target
    if target is None:
        return None
    value = target_value(CUSTOMERS[horizon], target, language)
    return target.value, say(language, "Target {value}", value=value)


def _dot(each: Measured, names: Mapping[str, str], view: View, language: str) -> dict[str, object]:
    now = each.figure.now
    return {
        "name": names.get(each.segment, each.segment),
        "value": now.value if now else None,
        "low": now.low if now else None,
        "high": now.high if now else None,
        "thin": _is_few(now),
        "chosen": each.segment == view.segment,
        "text": _value(each, language),
    }


def _value(each: Measured, language: str) -> str:
    now = each.figure.now
    if now is None or now.value is None:
        return UNKNOWN
    value = written(each.metric, now.value, language)
    if now.base is None:
        return value
    said = say(language, "{value} of {base}", value=value, base=number(now.base, language))
    return f"{said}, {say(language, 'few')}" if _is_few(now) else said


def _in_words(shown: Sequence[Measured], names: Mapping[str, str], language: str) -> str:
    least, most = shown[0], shown[-1]
    return say_many(
        language,
        "Customers kept in one group, {least}: {low}.",
        "Customers kept in {n} groups, from {least} with {low} to {most} with {high}.",
        len(shown),
        least=names.get(least.segment, least.segment),
        most=names.get(most.segment, most.segment),
        low=_value(least, language),
        high=_value(most, language),
    )


def _rows(
    groups: Sequence[Measured], names: Mapping[str, str], language: str
) -> list[dict[str, object]]:
    """Every group with its share, interval, customers, and the year before."""
    return [
        {
            say(language, "Customer group"): names.get(each.segment, each.segment),
            say(language, "Customers kept"): _written(each, each.figure.now, language),
            say(language, "Interval"): _ends(each, language),
            say(language, "Customers"): number(_base(each), language) if _base(each) else UNKNOWN,
            say(language, "The year before"): _written(each, each.figure.before, language),
        }
        for each in groups
    ]


def _written(each: Measured, reading: Reading | None, language: str) -> str:
    known = reading is not None and reading.value is not None
    return written(each.metric, reading.value or 0, language) if known and reading else UNKNOWN


def _ends(each: Measured, language: str) -> str:
    now = each.figure.now
    if now is None or now.low is None or now.high is None:
        return UNKNOWN
    return written_ends(each.metric, now.low, now.high, language)


def _base(each: Measured) -> int:
    return each.figure.now.base or 0 if each.figure.now else 0


def _is_few(now: Reading | None) -> bool:
    return now is not None and now.base is not None and now.base < SURE_FROM
