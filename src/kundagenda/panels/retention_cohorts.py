"""Customers by when they came: who is left of them, what they pay now, and how long they stay."""

from collections.abc import Iterator

import pandas as pd
import streamlit as st

from kundagenda.charts.cohorts import cohort_chart
from kundagenda.charts.theme import Mode
from kundagenda.findings.cohort_table import CohortCell, CohortTable
from kundagenda.findings.latest_figures import Lack
from kundagenda.findings.reading import SHOWN_FROM
from kundagenda.findings.retention import Retention
from kundagenda.findings.view import View
from kundagenda.panels.draw import draw, table_under
from kundagenda.panels.headed import headed
from kundagenda.panels.once import once
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, mode, tell, tell_many
from kundagenda.panels.retention_values import (
    REVENUE,
    asked_cohort,
    cohort_choice,
    retention_as,
)
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.pictured import Picture, pictured
from kundagenda.shown.reach import Choice, whatever
from kundagenda.texts.catalogue import say, say_many
from kundagenda.texts.numbers import number, percent, period
from metrics.cohorts import ENOUGH_CUSTOMERS
from metrics.periods import Grain


def cohorts_left(data: Opened, found: Retention) -> None:
    """The triangle in customers or in revenue, and its table."""
    what, table = asked_cohort(), found.cohorts
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        headed(tell("By when they came."), _how(what), _unreached(found, table), width="content")
        if table is not None:
            cohort_choice(what)
    if table is None:
        quiet(tell("Shown once those who came in a quarter have been customers for another."))
        return
    picture = _picture(data.version, found.view, what, mode(), lang())
    draw(picture)
    if any(not _is_sure(cell) for cell in table.cells):
        quiet(
            tell(
                "Dashed: fewer than {n} customers, or not all of them have been here that long; "
                "those who have are counted.",
                n=SHOWN_FROM,
            )
        )
    table_under(tell("By when they came, as a table"), picture)


def tenure_line(found: Retention) -> None:
    """How long customers stay, as a sentence; nothing for a group or while nothing is known."""
    said = " ".join(_tenure(found))
    if said:
        own = whatever(found.view, Choice.FORUM, Choice.PERIOD, Choice.STEP)
        st.markdown(f"{said} :gray[{own}]" if own else said)


def _unreached(found: Retention, table: CohortTable | None) -> str:
    """As many periods as the triangle holds, in years or quarters, whatever else was asked for."""
    same = table is not None and table.grain is found.view.grain
    own_step = () if same else (Choice.STEP,)
    return whatever(found.view, Choice.FORUM, Choice.PERIOD, *own_step)


def _how(what: str) -> str:
    if what == REVENUE:
        return tell("Percent of their first revenue that is left.")
    return tell("Percent who are still customers.")


def _tenure(found: Retention) -> Iterator[str]:
    stays = found.tenure
    if stays is None:
        return
    if stays.lack is Lack.TOO_FEW:
        yield tell("How long customers stay is told from {n} customers.", n=ENOUGH_CUSTOMERS)
    elif stays.value is None:
        longest = round(stays.longest or 0)
        said = "More than half remain after {n} month.", "More than half remain after {n} months."
        yield tell_many(*said, longest)
    else:
        yield tell_many(
            "**Half of the customers stay {n} month or longer.**",
            "**Half of the customers stay {n} months or longer.**",
            round(stays.value),
        )
        yield _sure(stays.low, stays.high)


def _sure(low: float | None, high: float | None) -> str:
    """Between what it lies, in 95 cases of 100."""
    if low is None:
        return ""
    if high is None:
        return tell("Likely {low} or more.", low=number(low, lang()))
    ends = f"{number(low, lang())}–{number(high, lang())}"
    return tell("Likely {ends} (95%).", ends=ends)


@once
def _picture(named: Version, view: View, what: str, look: Mode, language: str) -> Picture:
    table = retention_as(named, view).cohorts
    if table is None:  # asked for once there is one
        raise LookupError("a picture of cohorts that are not known")
    steps = {cell.step: _step(cell.step, table.grain, language) for cell in table.cells}
    steps = {step: steps[step] for step in sorted(steps)}
    names = {cohort: _name(table, cohort, language) for cohort in table.sizes}
    cells = pd.DataFrame([_drawn(cell, what, language) for cell in table.cells])
    chart = cohort_chart(cells, names, steps, mode=look, lang=language)
    return pictured(chart, _in_words(table, what, language), _table(table, names, steps, what,
                                                                    language))  # fmt: skip


def _name(table: CohortTable, cohort: int, language: str) -> str:
    """When they came, and how many they were."""
    return f"{period(cohort, table.grain, language)} ({number(table.sizes[cohort], language)})"


def _step(step: int, grain: Grain, language: str) -> str:
    if grain is Grain.YEAR:
        return say_many(language, "{n} year", "{n} years", step)
    return say_many(language, "{n} qtr", "{n} qtr", step)


def _time(step: int, grain: Grain, language: str) -> str:
    """The same in a sentence."""
    if grain is Grain.YEAR:
        return _step(step, grain, language)
    return say_many(language, "{n} quarter", "{n} quarters", step)


def _share(cell: CohortCell, what: str) -> float | None:
    return cell.revenue if what == REVENUE else cell.customers


def _is_sure(cell: CohortCell) -> bool:
    """Whether all have been here that long, and are more than a handful."""
    return cell.whole and cell.size >= SHOWN_FROM


def _drawn(cell: CohortCell, what: str, language: str) -> dict[str, object]:
    share = _share(cell, what)
    counted = say_many(
        language,
        "{share} of {size} customer",
        "{share} of {size} customers",
        cell.size,
        share=percent(share, language, 1),
        size=number(cell.size, language),
    )
    return {
        "cohort": cell.cohort, "step": cell.step, "share": share, "whole": _is_sure(cell),
        "text": counted,
    }  # fmt: skip


def _in_words(table: CohortTable, what: str, language: str) -> str:
    """The newest cohort of which all have been here one period, and the oldest at its last."""
    whole = [cell for cell in table.cells if cell.whole] or list(table.cells)
    last = max(whole, key=lambda cell: (cell.step == 1, cell.cohort))
    return say(
        language,
        "A triangle of those who came together. Of those who came in {cohort}, {share} remained "
        "after {time}. All cells stand in the table below.",
        cohort=period(last.cohort, table.grain, language),
        share=percent(_share(last, what), language, 1),
        time=_time(last.step, table.grain, language),
    )


def _table(
    table: CohortTable, names: dict[int, str], steps: dict[int, str], what: str, language: str
) -> dict[str, list[str]]:
    shares = {(cell.cohort, cell.step): _share(cell, what) for cell in table.cells}
    columns = {
        name: [
            percent(shares[cohort, step], language) if (cohort, step) in shares else ""
            for cohort in names
        ]
        for step, name in steps.items()
    }
    return {say(language, "Came"): list(names.values()), **columns}
