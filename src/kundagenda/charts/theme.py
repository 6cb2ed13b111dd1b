"""The one look of every chart: colours, sizes and words of time, put on by ``dress``.

Pure and without global state, so that a Swedish and an English reader never share a setting.
The values and the reasons for them stand in docs/design.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt
from babel.dates import get_day_names, get_month_names

from kundagenda.texts.numbers import SHORT_MONTHS

Mode = Literal["light", "dark"]
Screen = Literal["page", "phone", "shared", "print"]
Encoded = dict[str, Any]

# A family name with a digit would have to be quoted, or vl-convert draws no text at all.
FONT = "Hanken Grotesk, Arial, sans-serif"
NO_BREAK = "\u00a0"

# Deepest first: depth lies at the baseline of every stack.
LEVELS = ("value", "improve", "fix", "measure")

PALETTES: Mapping[Mode, Mapping[str, str]] = {
    "light": {
        "bg": "#FFFFFF",
        "surface": "#F3F6F6",
        "ink": "#0B171D",
        "quiet": "#56656E",
        "mark": "#7D8B93",
        "line": "#DCE2E4",
        "none": "#E3E8EA",
        "measure": "#8496A0",
        "fix": "#4F7C89",
        "improve": "#17606E",
        "value": "#06323D",
        "satisfaction": "#7047C8",
        "retention": "#A06A00",
        "warning": "#9E1030",
    },
    "dark": {
        "bg": "#0F1A20",
        "surface": "#18262E",
        "ink": "#E9F0F2",
        "quiet": "#A3B4BC",
        "mark": "#71838D",
        "line": "#2C3C45",
        "none": "#22313A",
        "measure": "#65767F",
        "fix": "#5A9CA9",
        "improve": "#6BCBD1",
        "value": "#D3FBF6",
        "satisfaction": "#B79BFF",
        "retention": "#EDBB55",
        "warning": "#FF7A8A",
    },
}


@dataclass(frozen=True)
class Sizes:
    """Sizes on one kind of screen, in px; ``point`` is an area in square px."""

    label: float
    title: float
    figure: float
    line: float
    point: float


SCREENS: Mapping[Screen, Sizes] = {
    "page": Sizes(label=13, title=15, figure=15, line=2.25, point=36),
    "phone": Sizes(label=13, title=15, figure=15, line=2, point=24),
    "shared": Sizes(label=19, title=22, figure=26, line=4, point=110),
    "print": Sizes(label=11, title=12.5, figure=12.5, line=1.75, point=20),
}


def locale(lang: str) -> Encoded:
    """Numbers and dates for whatever Vega formats itself; it reads them from ``config`` alone."""
    swedish = lang == "sv"
    number = {
        "decimal": "," if swedish else ".",
        "thousands": NO_BREAK if swedish else ",",
        "grouping": [3],
        "currency": ["", f"{NO_BREAK}kr"] if swedish else [f"SEK{NO_BREAK}", ""],
        "percent": f"{NO_BREAK}%" if swedish else "%",
    }
    names = get_day_names("wide", locale=lang)
    days = [names[(index - 1) % 7] for index in range(7)]  # Vega begins with Sunday
    months = get_month_names("wide", locale=lang)
    time = {
        "dateTime": "%-d %B %Y %H:%M",
        "date": "%-d %B %Y",
        "time": "%H:%M",
        "periods": ["fm", "em"] if swedish else ["AM", "PM"],
        "days": days,
        "shortDays": [day[:3] for day in days],
        "months": [months[index] for index in range(1, 13)],
        "shortMonths": SHORT_MONTHS[lang],
    }
    return {"number": number, "time": time}


def theme(mode: Mode, lang: str, screen: Screen) -> Encoded:
    """The Vega-Lite configuration of a chart in one mode, language and screen."""
    colours, sizes = PALETTES[mode], SCREENS[screen]
    return {
        # The page's own ground shows through; paper and downloads have none of their own.
        "background": colours["bg"] if screen in ("print", "phone") else "transparent",
        "font": FONT,
        "locale": locale(lang),
        "padding": {"left": 2, "right": 2, "top": 4, "bottom": 4},
        # The width follows the page, the height stays what the bands were counted on.
        "autosize": {"type": "fit-x", "contains": "padding"},
        "view": {"stroke": None},
        # One text alternative for the whole picture, and its table, instead of 400 loose labels.
        "aria": False,
        "mark": {"aria": False},  # else every mark is announced, without a name
        "axis": _axis(colours, sizes),
        "text": {"color": colours["ink"], "fontSize": sizes.label, "baseline": "alphabetic"},
        "bar": {"stroke": colours["bg"], "strokeWidth": 1},
        "line": {"strokeWidth": sizes.line, "strokeCap": "round", "strokeJoin": "round"},
        "rule": {"color": colours["mark"], "strokeWidth": 1},
        "point": {"size": sizes.point, "filled": True, "opacity": 1},
    }


def _axis(colours: Mapping[str, str], sizes: Sizes) -> Encoded:
    """Labels and horizontal gridlines; no axis line, no ticks."""
    return {
        "domain": False,
        "ticks": False,
        "grid": False,
        "gridColor": colours["line"],
        "gridWidth": 1,
        "labelColor": colours["quiet"],
        "labelFontSize": sizes.label,
        "labelFontWeight": 400,
        "labelPadding": 8,
        "labelLimit": 260,
    }


@dataclass(frozen=True)
class Look:
    """Who looks, at what: light or dark, Swedish or English, and how large the screen is."""

    mode: Mode = "light"
    lang: str = "sv"
    screen: Screen = "page"

    @property
    def colours(self) -> Mapping[str, str]:
        """The palette of the mode."""
        return PALETTES[self.mode]

    @property
    def sizes(self) -> Sizes:
        """The sizes of the screen."""
        return SCREENS[self.screen]

    @property
    def moves(self) -> bool:
        """Whether a pointer can ask for more; paper and a mailed brief stand still."""
        return self.screen in ("page", "shared")


def dress(
    chart: alt.LayerChart, mode: Mode = "light", lang: str = "sv", screen: Screen = "page"
) -> alt.LayerChart:
    """The chart in the house's look; Streamlit must be told ``theme=None`` to leave it alone."""
    dressed: alt.LayerChart = chart.configure(**theme(mode, lang, screen))
    return dressed


def specification(chart: alt.LayerChart) -> Encoded:
    """The chart as the dictionary that Streamlit and vl-convert draw, a new one every time.

    Validation against the schema is the larger part of the cost, and the tests do it.
    """
    return chart.to_dict(validate=False)
