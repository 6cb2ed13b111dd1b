"""Older meetings at a glance: one cell a meeting, one row a year, darker for more customer."""

from dataclasses import dataclass

import altair as alt
import pandas as pd

from kundagenda.charts.drawing import together
from kundagenda.charts.places import down, words
from kundagenda.charts.scales import Ladder
from kundagenda.charts.scales import height as up
from kundagenda.charts.theme import Look, Mode, Screen, dress
from kundagenda.charts.timeline import Row, known, rows_of, values
from kundagenda.texts.catalogue import say, say_many
from kundagenda.texts.numbers import SHORT_MONTHS, percent, short_day

MEETING_COLUMNS = ("held_on", "forum", "customer", "items", "share")

# The share at which a cell is as dark as it gets, unless a meeting gave the customer more.
_FULL_SHARE = 0.3
# What parts the cells of one month from those of the next, in cells.
_BETWEEN_MONTHS = 0.5
# A written 0 needs this much room, in px for each px of type.
_ZERO_WIDTH = 1.2


def heat_chart(
    meetings: pd.DataFrame,
    *,
    mode: Mode = "light",
    lang: str = "sv",
    screen: Screen = "page",
    row_height: float = 22,
) -> alt.LayerChart:
    """Every meeting as a cell of one size, in order from the left of its month.

    Args:
        meetings: held_on, forum, customer (customer items), items (all but formal ones) and
            share, their quotient or that of their minutes (0..1, null: unknown).
        row_height: The height of a year, in px.
    """
    look = Look(mode, lang, screen)
    frame = meetings.reindex(columns=list(MEETING_COLUMNS))
    frame = frame.assign(held_on=pd.to_datetime(frame.held_on)).sort_values("held_on")
    heat = _Heat.of(frame, row_height, look)
    layers = [heat.shaded(), heat.unknown(), heat.zeros(), heat.initials()]
    return dress(together(layers, heat.bottom + look.sizes.label * 1.7), mode, lang, screen)


@dataclass(frozen=True)
class _Heat:
    """The cells of one picture, the years from the top, and how many cells wide a month is."""

    rows: list[Row]
    years: list[int]
    month: float
    bottom: float
    look: Look

    @classmethod
    def of(cls, frame: pd.DataFrame, row_height: float, look: Look) -> "_Heat":
        """The meetings with the sides of their cells; ``frame`` runs from the oldest."""
        day = frame.held_on.dt
        years = sorted(set(day.year))
        order = frame.groupby([day.year, day.month]).cumcount()
        month = max([0, *order]) + 1 + _BETWEEN_MONTHS
        rows = [
            _cell(meeting, years, month, index, look.lang)
            for meeting, index in zip(rows_of(frame), order, strict=True)
        ]
        return cls(rows, years, month, row_height * max(1, len(years)), look)

    def side(self, field: str, axis: alt.Axis | None = None) -> alt.Y:
        """A vertical place counted in rows, the oldest year on top."""
        return up(field, Ladder(0, max(1, len(self.years)), ()), self.bottom, 0, axis)

    def across(self, field: str) -> alt.X:
        """A horizontal place counted in cells of the year."""
        scale = alt.Scale(domain=[0, 12 * self.month - _BETWEEN_MONTHS], nice=False)
        return alt.X(field=field, type="quantitative", title=None, axis=None, scale=scale)

    def place(self, axis: alt.Axis | None = None) -> dict[str, object]:
        """The four sides of a cell."""
        return {
            "x": self.across("left"),
            "x2": alt.X2(field="right"),
            "y": self.side("over", axis),
            "y2": alt.Y2(field="under"),
        }

    def shaded(self) -> alt.Chart:
        """The meetings whose share is known, on the ramp from nothing to new value."""
        colours = self.look.colours
        known_rows = [row for row in self.rows if row["share"] is not None]
        full = max([_FULL_SHARE, *(row["share"] for row in known_rows)])
        ramp = alt.Scale(
            domain=[0, full / 2, full],
            range=[colours["none"], colours["fix"], colours["value"]],
            interpolate="lab",
        )
        axis = alt.Axis(
            values=[index + 0.5 for index in range(len(self.years))],
            labelExpr=f"{self.years}[floor(datum.value)] + ''",
            orient="left",
        )
        mark = alt.Chart(values(known_rows)).mark_rect(
            stroke=colours["bg"], strokeWidth=1.2, cornerRadius=1
        )
        fill = alt.Fill(field="share", type="quantitative", scale=ramp, legend=None)
        return self.told(mark.encode(**self.place(axis), fill=fill))

    def told(self, drawn: alt.Chart) -> alt.Chart:
        """Cells that say what they are under the pointer."""
        if not self.look.moves:
            return drawn
        lang = self.look.lang
        names = {"when": say(lang, "Meeting"), "told": say(lang, "Customer")}
        tips = [alt.Tooltip(field=f, type="nominal", title=name) for f, name in names.items()]
        answering: alt.Chart = drawn.encode(tooltip=tips)
        return answering

    def unknown(self) -> alt.Chart:
        """A dashed outline for a meeting whose agenda nobody has."""
        mark = alt.Chart(values(row for row in self.rows if row["share"] is None)).mark_rect(
            fillOpacity=0, stroke=self.look.colours["mark"], strokeWidth=1, strokeDash=[3, 2]
        )
        return self.told(mark.encode(**self.place()))

    def zeros(self) -> alt.Chart:
        """A written 0 where the customer was on nothing, so that shade is not the only sign."""
        label = self.look.sizes.label
        room = round(label * 12 * self.month * _ZERO_WIDTH)
        mark = alt.Chart(
            values(
                {"middle": row["left"] + 0.5, "at": row["over"] + 0.5}
                for row in self.rows
                if row["share"] == 0
            )
        ).mark_text(
            fontSize=label,
            color=self.look.colours["quiet"],
            baseline="middle",
            opacity=alt.ExprRef(expr=f"width > {room} ? 1 : 0"),
        )
        drawn: alt.Chart = mark.encode(x=self.across("middle"), y=self.side("at"), text=words("0"))
        return drawn

    def initials(self) -> alt.Chart:
        """The months, by their initials, under the last year."""
        label = self.look.sizes.label
        data = values(
            {
                "middle": index * self.month + (self.month - _BETWEEN_MONTHS) / 2,
                "text": name[0].upper(),
            }
            for index, name in enumerate(SHORT_MONTHS[self.look.lang])
        )
        mark = alt.Chart(data).mark_text(fontSize=label, color=self.look.colours["quiet"])
        drawn: alt.Chart = mark.encode(
            x=self.across("middle"),
            y=down(round(self.bottom + label * 1.3)),
            text=alt.Text(field="text"),
        )
        return drawn


def _cell(meeting: Row, years: list[int], month: float, index: int, lang: str) -> Row:
    """A meeting as Vega reads it: its sides, counted in cells and years, and what it tells."""
    left = (meeting["held_on"].month - 1) * month + index
    over = years.index(meeting["held_on"].year)
    return {
        "left": left,
        "right": left + 1,
        "over": over,
        "under": over + 1,
        "share": known(meeting["share"]),
        "when": f"{short_day(meeting['held_on'], lang)}, {meeting['forum']}",
        "told": _told(meeting, lang),
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
