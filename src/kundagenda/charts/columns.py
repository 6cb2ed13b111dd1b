"""What is written over and under the columns of the strip: counts, months, years."""

from dataclasses import dataclass

import altair as alt
import pandas as pd

from kundagenda.charts.places import across, down, words
from kundagenda.charts.theme import Look
from kundagenda.charts.timeline import Row, rows_of, values
from kundagenda.texts.catalogue import say
from kundagenda.texts.numbers import SHORT_MONTHS, UNKNOWN, number

# The widest number over a column, and the widest initial under it, in the type of the screen.
_COUNT_WIDTH, _INITIAL_WIDTH = 1.75, 0.95
# The part of the picture that a year needs for itself.
_YEAR_PART, _YEAR_PART_ON_PHONE = 0.15, 0.3
# Fewer meetings than this leave the rest of the picture empty instead of growing wide.
LEAST_COLUMNS = 13


@dataclass(frozen=True)
class Columns:
    """The meetings of a strip and where their columns stand."""

    meetings: pd.DataFrame
    look: Look
    place: alt.X
    top: float
    bottom: float

    @property
    def month_line(self) -> float:
        """The baseline of the months, in px from the top."""
        return round(self.bottom + self.look.sizes.label * 1.35)

    @property
    def year_line(self) -> float:
        """The baseline of the years, in px from the top."""
        return round(self.bottom + self.look.sizes.label * 2.6)

    def wider(self, per_column: float) -> str:
        """Whether there is room for a text in every column, as Vega asks it."""
        return f"width > {round((len(self.meetings) + 1) * self.look.sizes.label * per_column)}"


def column_words(columns: Columns, minutes_known: bool) -> list[alt.Chart]:
    """Counts above, months and years below, and what is planned or not known."""
    return [
        _counts(columns),
        _months(columns),
        _years(columns),
        *_planned(columns),
        *([] if minutes_known or columns.meetings.empty else [_unknown_minutes(columns)]),
    ]


def _counts(columns: Columns) -> alt.Chart:
    """The customer's minutes or items over each meeting; a narrow screen keeps the zeros alone.

    Zero is red in a meeting that was held: the customer was not on its agenda.
    """
    colours, lang = columns.look.colours, columns.look.lang
    rows: list[Row] = []
    for row in rows_of(columns.meetings):
        planned, count = bool(row["planned"]), row["customer"]
        zero = count == 0 and not planned
        ink = colours["quiet" if planned else "warning" if zero else "ink"]
        text = UNKNOWN if pd.isna(count) or (planned and not count) else number(count, lang)
        rows.append(_under(row) | {"text": text, "ink": ink, "zero": zero, "planned": planned})
    mark = alt.Chart(values(rows)).mark_text(
        fontSize=columns.look.sizes.label,
        fontWeight=alt.ExprRef(expr="datum.planned ? 400 : 600"),
        opacity=alt.ExprRef(expr=f"datum.zero || {columns.wider(_COUNT_WIDTH)} ? 1 : 0"),
    )
    drawn: alt.Chart = mark.encode(
        x=columns.place,
        y=down(columns.top - 6),
        text=alt.Text(field="text"),
        color=alt.Color(field="ink", type="nominal", scale=None),
    )
    return drawn


def _under(row: Row) -> Row:
    """The middle of a meeting's column."""
    return {"at": round(float(row["at"]) + 0.48, 2)}


def _months(columns: Columns) -> alt.Chart:
    """The initial of a month under its first meeting; every second one where they are narrow."""
    rows: list[Row] = []
    before = None
    for row in rows_of(columns.meetings):
        day = row["held_on"]
        if (day.year, day.month) != before:
            initial = SHORT_MONTHS[columns.look.lang][day.month - 1][0].upper()
            rows.append(_under(row) | {"text": initial, "even": len(rows) % 2 == 0})
        before = (day.year, day.month)
    mark = alt.Chart(values(rows)).mark_text(
        fontSize=columns.look.sizes.label,
        color=columns.look.colours["quiet"],
        opacity=alt.ExprRef(expr=f"datum.even || {columns.wider(_INITIAL_WIDTH)} ? 1 : 0"),
    )
    drawn: alt.Chart = mark.encode(
        x=columns.place, y=down(columns.month_line), text=alt.Text(field="text")
    )
    return drawn


def _years(columns: Columns) -> alt.Chart:
    """The year under its first meeting, where it does not run into the next word."""
    part = _YEAR_PART_ON_PHONE if columns.look.screen == "phone" else _YEAR_PART
    near = part * max(len(columns.meetings), LEAST_COLUMNS)
    held = rows_of(columns.meetings[~columns.meetings.planned])
    firsts: list[Row] = []
    for row in held:
        if not firsts or row["held_on"].year != firsts[-1]["held_on"].year:
            firsts.append(row)
    ends = [float(row["at"]) for row in firsts[1:]]
    planned = columns.meetings.loc[columns.meetings.planned, "at"]
    ends.append(float(planned.min()) if len(planned) else float("inf"))
    data = values(
        _under(row) | {"text": str(row["held_on"].year)}
        for row, end in zip(firsts, ends, strict=False)
        if end - float(row["at"]) >= near
    )
    mark = alt.Chart(data).mark_text(
        fontSize=columns.look.sizes.label, color=columns.look.colours["quiet"], align="left", dx=-5
    )
    drawn: alt.Chart = mark.encode(
        x=columns.place, y=down(columns.year_line), text=alt.Text(field="text")
    )
    return drawn


def _planned(columns: Columns) -> list[alt.Chart]:
    """The word for what is to come, under the last of the planned meetings."""
    planned = rows_of(columns.meetings[columns.meetings.planned])
    if not planned:
        return []
    mark = alt.Chart(values([{"at": round(float(planned[-1]["at"]) + 0.88, 2)}])).mark_text(
        fontSize=columns.look.sizes.label, color=columns.look.colours["quiet"], align="right"
    )
    text = words(say(columns.look.lang, "planned"))
    return [mark.encode(x=columns.place, y=down(columns.year_line), text=text)]


def _unknown_minutes(columns: Columns) -> alt.Chart:
    """In the place of the hours: what a block is where its height says nothing of time."""
    label = columns.look.sizes.label
    mark = alt.Chart(values([{}])).mark_text(
        fontSize=label,
        color=columns.look.colours["quiet"],
        align="right",
        lineBreak="\n",
        lineHeight=label * 1.2,
    )
    told = say(columns.look.lang, "one block, one item").replace(", ", ",\n")
    drawn: alt.Chart = mark.encode(
        x=across(-8), y=down(columns.bottom - label * 1.2), text=words(told)
    )
    return drawn
