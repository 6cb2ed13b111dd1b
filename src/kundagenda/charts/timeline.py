"""The horizontal axis of time: where a day lies, and what is written under it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import altair as alt
import pandas as pd

from kundagenda.charts.places import down, down_to
from kundagenda.charts.theme import Look
from kundagenda.texts.numbers import SHORT_MONTHS

Row = dict[str, Any]

# Longest view in months, and how many months lie between two labels in it.
_LABEL_EVERY = ((4, 1), (13, 3), (30, 6), (96, 12), (192, 24), (10_000, 60))
# A label that starts further right than this would run out of the picture.
_LAST_LABEL = 0.93
_CHARACTER = 0.55  # the width of a character, in em
_WORD: Row = {
    "align": "left",
    "baseline": "top",
    "opacity": alt.ExprRef(expr="width > datum.room ? 1 : 0"),
}


def iso(day: pd.Timestamp) -> str:
    """A day as Vega reads it; without a clock it means the same in every time zone."""
    return day.strftime("%Y-%m-%d")


class Laid(alt.InlineData):
    """Rows that nobody changes once they are laid under a layer.

    Altair copies a layer whenever it is put beside another, and its rows one by one with it: most
    of what a picture took was that.
    """

    def __deepcopy__(self, _memo: object = None) -> "Laid":
        return self


def values(rows: Iterable[Row]) -> alt.InlineData:
    """Rows as the data of a layer."""
    return Laid(values=list(rows))


def rows_of(frame: pd.DataFrame) -> list[Row]:
    """The rows of a frame, one dictionary each."""
    return [{str(name): cell for name, cell in row.items()} for row in frame.to_dict("records")]


def known(value: Any) -> float | None:
    """A number as Python's own, rounded to what a picture can show; unknown is null."""
    return None if pd.isna(value) else round(float(value), 5)


@dataclass(frozen=True)
class Timeline:
    """The days that a picture spans, from the first to the first after it."""

    first: pd.Timestamp
    last: pd.Timestamp

    @classmethod
    def of(cls, starts: pd.Series, ends: pd.Series) -> "Timeline":
        """The span of the periods; without any, a span with nothing to write under it."""
        if starts.empty:
            return cls(pd.Timestamp(2000, 1, 2), pd.Timestamp(2000, 1, 3))
        return cls(starts.min(), ends.max())

    def channel(self, field: str) -> alt.X:
        """A horizontal place taken from a field of days, on the scale that ``foot`` lays down."""
        return alt.X(field=field, type="temporal", title=None, axis=None)

    def ruler(self, field: str) -> alt.X:
        """The same, with the ends of the scale: once in a picture, or Vega-Lite warns."""
        scale = alt.Scale(domain=[iso(self.first), iso(self.last)], nice=False)
        return alt.X(field=field, type="temporal", title=None, axis=None, scale=scale)

    def part(self, day: pd.Timestamp) -> float:
        """How far along the picture a day lies, 0..1 inside it."""
        return float((day - self.first) / (self.last - self.first))

    def holds(self, day: pd.Timestamp) -> bool:
        """Whether the day is in the picture."""
        return bool(self.first <= day <= self.last)

    def align(self, day: pd.Timestamp) -> Literal["left", "center", "right"]:
        """Which way a text at a day must run to stay in the picture."""
        part = self.part(day)
        return "left" if part < 0.25 else "right" if part > 0.75 else "center"

    def labels(self, lang: str) -> list[tuple[pd.Timestamp, str]]:
        """The days that carry a label, and the label."""
        return _labels(self, lang)


def foot(timeline: Timeline, look: Look, top: float, note: str = "") -> list[alt.Chart]:
    """Short ticks and years, or months in a short view, under the lowest band.

    A ``note`` stands at the right end of the same line; a label that would run into it gives way.
    """
    label, labels = look.sizes.label, _labels(timeline, look.lang)
    ticks = values({"day": iso(day)} for day, _ in labels)
    texts = values(
        {"day": iso(day), "text": text, "room": _room(timeline.part(day), text, label, note)}
        for day, text in labels
        if timeline.part(day) < _LAST_LABEL
    )
    rule = alt.Chart(ticks).mark_rule(color=look.colours["line"], strokeWidth=1)
    word = alt.Chart(texts).mark_text(**_WORD, color=look.colours["quiet"], fontSize=label)
    return [
        rule.encode(x=timeline.ruler("day"), y=down(top), y2=down_to(top + label * 0.5)),
        word.encode(
            x=timeline.channel("day"), y=down(top + label * 0.75), text=alt.Text(field="text")
        ),
    ]


def _room(part: float, text: str, label: float, note: str) -> int:
    """How wide the picture must be for a label at this part of it to end before the note."""
    long = (len(text) + len(note) + 1) * _CHARACTER * label if note else 0
    return round(long / (1 - part))


def _labels(timeline: Timeline, lang: str) -> list[tuple[pd.Timestamp, str]]:
    """The days that carry a label, and the label."""
    months = (timeline.last - timeline.first).days / 30.44
    every = next(step for longest, step in _LABEL_EVERY if months <= longest)
    starts = pd.date_range(timeline.first, timeline.last, freq="MS")
    chosen = [day for day in starts if (day.year * 12 + day.month - 1) % every == 0]
    return [(day, _written(day, every, lang)) for day in chosen]


def _written(day: pd.Timestamp, every: int, lang: str) -> str:
    """A year, or a month with its year."""
    return str(day.year) if every >= 12 else f"{SHORT_MONTHS[lang][day.month - 1]} {day.year}"
