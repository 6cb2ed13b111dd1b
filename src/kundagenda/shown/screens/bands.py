"""The three bands of the Overview as numbers for native charts: share, what is said, who stays."""

from collections.abc import Iterator

import pandas as pd

from kundagenda.findings.overview import Overview
from kundagenda.shown.drawn import drawn_promise
from kundagenda.shown.levels import level_names
from kundagenda.shown.overview_picture import drawn_overview
from kundagenda.shown.screen import Drawn, Numbers, Series
from kundagenda.shown.screens.lines import high_end, known, low_end, titled
from kundagenda.texts.measures import decimals_of
from kundagenda.texts.sentences import metric_name
from kundagenda.texts.told import lang, tell
from metrics.definition import Unit
from metrics.tables import CUSTOMER_LEVELS


def band_numbers(found: Overview) -> Numbers | None:
    """The bands over the periods that are over; one of which nothing is known is left out.

    Twelve months of customers kept are whole in a period that is not over too.
    """
    drawn = drawn_overview(found, lang())
    periods = drawn[~drawn["partial"] | drawn["retained"].notna()]
    if periods.empty:
        return None
    ended = periods.where(~periods["partial"])
    every = (*_share(found, ended), *_said(found, ended), *_kept(periods))
    series = tuple(each for each in every if known(each))
    return Numbers(tuple(periods["label"]), series, stacked=True) if series else None


def _share(found: Overview, periods: pd.DataFrame) -> Iterator[Series]:
    """The customer's share of items by level, deepest first, and what was promised."""
    names, title = level_names(lang()), tell("The customer’s share of items")
    promise = drawn_promise(found.priority, lang())
    if promise is not None:
        title += "\n" + tell(
            "Dashed: {target}", target=promise.label[:1].lower() + promise.label[1:]
        )
    for level in reversed(CUSTOMER_LEVELS):
        values = _values(periods[level])
        yield Series(names[level], values, level, share=True, drawn="bar", chart=title)
    if promise is not None:
        values = tuple(promise.share if end > promise.starts else None for end in periods["end"])
        yield Series(promise.label, values, "ink", share=True, drawn="target", chart=title)


def _said(found: Overview, periods: pd.DataFrame) -> Iterator[Series]:
    """What customers say, with its interval."""
    metric = found.satisfaction.metric
    name, share = metric_name(metric.key, lang()), metric.unit in (Unit.SHARE, Unit.PERCENT)
    title = titled(name, bool(periods["satisfaction_low"].notna().any()))
    ends: dict[Drawn, str] = {"line": name, "low": low_end(name), "high": high_end(name)}
    for drawn, called in ends.items():
        column = "satisfaction" if drawn == "line" else f"satisfaction_{drawn}"
        values = _values(periods[column], 0.01 if metric.unit is Unit.PERCENT else 1)
        decimals = decimals_of(metric, 1)
        yield Series(called, values, "satisfaction", share, decimals, drawn, title)


def _kept(periods: pd.DataFrame) -> Iterator[Series]:
    """How many customers stay."""
    title = tell("Customers kept after 12 months")
    values = _values(periods["retained"])
    yield Series(tell("Customers kept"), values, "retention", True, 1, chart=title)


def _values(column: pd.Series, scale: float = 1) -> tuple[float | None, ...]:
    """What is known as Python's own numbers, and the rest as null."""
    return tuple(None if pd.isna(value) else scale * float(value) for value in column)
