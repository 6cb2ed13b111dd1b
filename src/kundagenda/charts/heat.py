"""Older meetings at a glance: one cell a meeting, one row a year, darker for more customer."""

from collections.abc import Iterator

import altair as alt
import pandas as pd

from kundagenda.charts.drawing import together
from kundagenda.charts.places import down
from kundagenda.charts.scales import Ladder
from kundagenda.charts.scales import height as up
from kundagenda.charts.theme import Look, Mode, Screen, dress
from kundagenda.charts.timeline import Row, known, rows_of, values
from kundagenda.texts.catalogue import say, say_many
from kundagenda.texts.numbers import SHORT_MONTHS, percent, short_day

MEETING_COLUMNS = ("held_on", "forum", "customer", "items", "share")

# The share at which a cell is as dark as it gets, unless a meeting gave the customer more.
_FULL_SHARE = 0.3
# Cells of so many to a month are too narrow for a written 0.
_ROOM_FOR_ZERO = 2


def heat_chart(
    meetings: pd.DataFrame,
    *,
    mode: Mode = "light",
    lang: str = "sv",
    screen: Screen = "page",
    row_height: float = 22,
) -> alt.LayerChart:
    """Every meeting in its month, several in a month side by side; a month without is empty.

    Args:
        meetings: held_on, forum, customer (customer items), items (all but formal ones) and
            share, their quotient or that of their minutes (0..1, null: unknown).
        row_height: The height of a year, in px.
    """
    look = Look(mode, lang, screen)
    rows = list(_cells(meetings, lang))
    years = sorted({row["year"] for row in rows})
    bottom = row_height * max(1, len(years))
    for row in rows:
        row["over"] = years.index(row["year"])
        row["under"] = row["over"] + 1
    layers = [
        _shaded(rows, years, bottom, look),
        _unknown(rows, years, bottom, look),
        _zeros(rows, years, bottom, look),
        _initials(bottom, look),
    ]
    return dress(together(layers, bottom + look.sizes.label * 1.7), mode, lang, screen)


def _cells(meetings: pd.DataFrame, lang: str) -> Iterator[Row]:
    """The meetings with the sides of their cells, in months from the start of the year."""
    frame = meetings.reindex(columns=list(MEETING_COLUMNS))
    frame = frame.assign(held_on=pd.to_datetime(frame.held_on)).sort_values("held_on")
    month = frame.held_on.dt.year * 12 + frame.held_on.dt.month
    order, many = frame.groupby(month).cumcount(), month.map(month.value_counts())
    for row, index, n in zip(rows_of(frame), order, many, strict=True):
        start = row["held_on"].month - 1 + 0.96 * index / n
        yield {
            "year": row["held_on"].year,
            "left": round(start + 0.02, 3),
            "right": round(start + 0.96 / n, 3),
            "middle": round(start + 0.48 / n, 3),
            "share": known(row["share"]),
            "zero": row["share"] == 0 and n <= _ROOM_FOR_ZERO,
            "when": f"{short_day(row['held_on'], lang)}, {row['forum']}",
            "told": _told(row, lang),
        }


def _told(row: Row, lang: str) -> str:
    """How many of a meeting's items were about customers, and what share that is."""
    if pd.isna(row["share"]):
        return say(lang, "no agenda")
    if pd.isna(row["items"]) or pd.isna(row["customer"]):
        return percent(row["share"], lang)
    items, customer = int(row["items"]), int(row["customer"])
    count = say_many(
        lang, "{customer} of {n} item", "{customer} of {n} items", items, customer=customer
    )
    return f"{count}, {percent(row['share'], lang)}"


def _side(years: list[int], bottom: float, field: str, axis: alt.Axis | None = None) -> alt.Y:
    """A vertical place counted in rows, the oldest year on top."""
    return up(field, Ladder(0, max(1, len(years)), ()), bottom, 0, axis)


def _across(field: str) -> alt.X:
    """A horizontal place counted in months of the year."""
    scale = alt.Scale(domain=[0, 12], nice=False)
    return alt.X(field=field, type="quantitative", title=None, axis=None, scale=scale)


def _place(years: list[int], bottom: float, axis: alt.Axis | None = None) -> dict[str, object]:
    """The four sides of a cell."""
    return {
        "x": _across("left"),
        "x2": alt.X2(field="right"),
        "y": _side(years, bottom, "over", axis),
        "y2": alt.Y2(field="under"),
    }


def _shaded(rows: list[Row], years: list[int], bottom: float, look: Look) -> alt.Chart:
    """The meetings whose share is known, on the ramp from nothing to new value."""
    colours = look.colours
    shares = [row["share"] for row in rows if row["share"] is not None]
    ramp = alt.Scale(
        domain=[0, max([_FULL_SHARE, *shares]) / 2, max([_FULL_SHARE, *shares])],
        range=[colours["none"], colours["fix"], colours["value"]],
        interpolate="lab",
    )
    axis = alt.Axis(
        values=[index + 0.5 for index in range(len(years))],
        labelExpr=f"{years}[floor(datum.value)] + ''",
        orient="left",
    )
    mark = alt.Chart(values(row for row in rows if row["share"] is not None)).mark_rect(
        stroke=colours["bg"], strokeWidth=1.2, cornerRadius=1
    )
    fill = alt.Fill(field="share", type="quantitative", scale=ramp, legend=None)
    return _telling(mark.encode(**_place(years, bottom, axis), fill=fill), look)


def _telling(drawn: alt.Chart, look: Look) -> alt.Chart:
    """Cells that say what they are under the pointer."""
    if not look.moves:
        return drawn
    names = {"when": say(look.lang, "Meeting"), "told": say(look.lang, "Customer")}
    tips = [alt.Tooltip(field=f, type="nominal", title=name) for f, name in names.items()]
    answering: alt.Chart = drawn.encode(tooltip=tips)
    return answering


def _unknown(rows: list[Row], years: list[int], bottom: float, look: Look) -> alt.Chart:
    """A dashed outline for a meeting whose agenda nobody has."""
    mark = alt.Chart(values(row for row in rows if row["share"] is None)).mark_rect(
        fillOpacity=0, stroke=look.colours["mark"], strokeWidth=1, strokeDash=[3, 2]
    )
    return _telling(mark.encode(**_place(years, bottom)), look)


def _zeros(rows: list[Row], years: list[int], bottom: float, look: Look) -> alt.Chart:
    """A written 0 where the customer was on nothing, so that shade is not the only sign."""
    label = look.sizes.label
    mark = alt.Chart(
        values({"middle": row["middle"], "at": row["over"] + 0.5} for row in rows if row["zero"])
    ).mark_text(
        fontSize=label,
        color=look.colours["quiet"],
        baseline="middle",
        opacity=alt.ExprRef(expr=f"width > {round(label * 12 * 2)} ? 1 : 0"),
        text="0",
    )
    drawn: alt.Chart = mark.encode(x=_across("middle"), y=_side(years, bottom, "at"))
    return drawn


def _initials(bottom: float, look: Look) -> alt.Chart:
    """The months, by their initials, under the last year."""
    data = values(
        {"middle": index + 0.48, "text": name[0].upper()}
        for index, name in enumerate(SHORT_MONTHS[look.lang])
    )
    mark = alt.Chart(data).mark_text(fontSize=look.sizes.label, color=look.colours["quiet"])
    drawn: alt.Chart = mark.encode(
        x=_across("middle"),
        y=down(round(bottom + look.sizes.label * 1.3)),
        text=alt.Text(field="text"),
    )
    return drawn
