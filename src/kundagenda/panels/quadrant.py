"""Attention beside trend: a picture of the groups, its table, and who is not in it."""

import pandas as pd
import streamlit as st

from kundagenda.charts.quadrant import MOST_LABELS, quadrant_chart
from kundagenda.charts.theme import Mode
from kundagenda.findings.group_test import GroupTest
from kundagenda.findings.quadrant import Placed, Quadrant, quadrant_of
from kundagenda.findings.view import View
from kundagenda.panels.amounts import part_with_share
from kundagenda.panels.draw import draw
from kundagenda.panels.group_test import unreached
from kundagenda.panels.group_test_values import group_test_as
from kundagenda.panels.headed import headed
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, mode, plain, tell, tell_many
from kundagenda.panels.silence import turn_words
from kundagenda.panels.table import table
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.pictured import Picture, pictured
from kundagenda.texts.measures import scale_of, sign_of
from kundagenda.texts.numbers import NO_BREAK, UNKNOWN, number, span
from kundagenda.texts.outcome_words import cut, figure_name
from metrics.definition import Metric, Unit

MOST_NAMED = 3
# The narrowest scale of changes, in the figure's own unit: half of what an outcome usually moves.
_LEAST = {Unit.SHARE: 0.02, Unit.PERCENT: 20.0, Unit.POINTS: 20.0}


def attention_and_trend(data: Opened, found: GroupTest) -> None:
    """Picture and table; why there is none where nothing can be placed."""
    if not found.groups:
        return
    placed = quadrant_of(found)
    if placed.metric is None or not placed.placed:
        quiet(_none(placed))
        return
    headed(_answer(placed), _how(placed, placed.metric), unreached(found))
    draw(_picture(data.version, found.view, mode(), lang()))
    quiet(" ".join(filter(None, (_withheld(placed), _unlabelled(placed)))))
    title = tell("Attention and trend as a table")
    with st.expander(title):
        table(_table(placed, placed.metric), title)


def _none(placed: Quadrant) -> str:
    if not placed.named_items:
        return tell("No customer item of the last twelve months names a group: attention and trend "
                    "cannot be set beside each other.")  # fmt: skip
    return tell("No customer group has a figure that may be shown both now and a year ago.")


def _answer(placed: Quadrant) -> str:
    neglected = [plain(cut(group.name)) for group in placed.placed if group.neglected]
    if not neglected:
        return tell("No neglected decline: no group falls while it gets less than an even share.")
    more = tell(" and more") if len(neglected) > MOST_NAMED else ""
    return tell("Neglected decline: {names}.", names=", ".join(neglected[:MOST_NAMED]) + more)


def _how(placed: Quadrant, metric: Metric) -> str:
    return tell(
        "Share of the customer items of twelve months that name a group, and {figure} against the "
        "year before with its 95% interval.",
        figure=plain(figure_name(metric, lang())),
    )


def _withheld(placed: Quadrant) -> str:
    if not placed.withheld:
        return ""
    return tell_many(
        "{n} group is not drawn: too few answers, or no figure a year ago.",
        "{n} groups are not drawn: too few answers, or no figure a year ago.",
        placed.withheld,
    )


def _unlabelled(placed: Quadrant) -> str:
    if len(placed.placed) <= MOST_LABELS:
        return ""
    return tell("Only {n} are named in the picture; the table has all.", n=MOST_LABELS)


@once
def _picture(named: Version, view: View, look: Mode, language: str) -> Picture:
    placed = quadrant_of(group_test_as(named, view))
    metric = placed.metric
    assert metric is not None, "only what has a figure is drawn"
    rows = pd.DataFrame([_row(group, metric) for group in placed.placed])
    names = (
        tell("Share of attention"),
        tell("Change in a year, {figure}", figure=figure_name(metric, language)),
    )
    spread = 2 * (metric.values[1] - metric.values[0]) if metric.values else 1e12
    chart = quadrant_chart(
        rows, placed.even, names, lambda step: _step(metric, step),
        least=_LEAST.get(metric.unit, 1.0), limits=(-spread, spread),
        unit=1 / scale_of(metric), mode=look, lang=language,
    )  # fmt: skip
    return pictured(chart, _in_words(placed, metric))


def _row(group: Placed, metric: Metric) -> dict[str, object]:
    change, name = group.change, cut(group.name)
    return {
        "name": group.name,
        "share": group.share,
        "change": change.difference,
        "low": change.low,
        "high": change.high,
        "neglected": group.neglected,
        "label": tell("{group}: neglected decline", group=name) if group.neglected else name,
        "text": _change(group, metric),
    }


def _in_words(placed: Quadrant, metric: Metric) -> str:
    told = "; ".join(
        f"{cut(group.name)}: {_change(group, metric)}" for group in placed.placed[:MOST_LABELS]
    )
    return tell(
        "A point a group: its share of attention along, its change in a year up. {groups}.",
        groups=told,
    )


def _table(placed: Quadrant, metric: Metric) -> dict[str, list[str]]:
    groups = placed.placed
    yes, no = tell("neglected decline"), UNKNOWN
    return {
        tell("Customer group"): [cut(group.name) for group in groups],
        tell("Share of attention"): [
            part_with_share(group.items, placed.named_items) for group in groups
        ],
        tell("Change in a year, {figure}", figure=figure_name(metric, lang())): [
            _change(group, metric) for group in groups
        ],
        tell("Standing"): [yes if group.neglected else no for group in groups],
    }


def _change(group: Placed, metric: Metric) -> str:
    """The difference, its interval where it has one, and how it is judged."""
    change, scale = group.change, scale_of(metric)
    decimals = _decimals(metric)
    value = _step(metric, change.difference)
    if change.low is not None and change.high is not None:
        value += f" ({span(scale * change.low, scale * change.high, lang(), decimals)})"
    return f"{value}, {turn_words(group.turn)}"


def _step(metric: Metric, value: float) -> str:
    """A difference with its sign; of shares in points, never in per cent."""
    shown = round(scale_of(metric) * value, _decimals(metric))
    sign = "+" if shown > 0 else ""
    points = NO_BREAK + tell("points") if sign_of(metric, lang()) else ""
    return sign + number(shown, lang(), _decimals(metric)) + points


def _decimals(metric: Metric) -> int:
    return 0 if metric.unit is Unit.POINTS else 1
