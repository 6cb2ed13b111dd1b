"""The main picture: attention, satisfaction and retention in three bands on one axis of time."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from kundagenda.charts.bands import Band, gutter, stacked, titles
from kundagenda.charts.cursor import cursor
from kundagenda.charts.drawing import Drawing, period_frame, together
from kundagenda.charts.events import hairlines, lane_signs
from kundagenda.charts.lines import Series, line_band
from kundagenda.charts.scales import around, side
from kundagenda.charts.signs import event_frame, lane_height, signs
from kundagenda.charts.stacks import (
    Promise,
    bars,
    promise_line,
    running_bar,
    share_ladder,
    zeros,
)
from kundagenda.charts.theme import LEVELS, Look, Mode, Screen, dress
from kundagenda.charts.timeline import Timeline, foot
from kundagenda.texts.catalogue import say
from kundagenda.texts.numbers import number, percent

PERIOD_COLUMNS = (
    *("start", "end", "label", "partial", *reversed(LEVELS), "share", "attention_text"),
    *(
        "satisfaction",
        "satisfaction_low",
        "satisfaction_high",
        "satisfaction_thin",
        "satisfaction_text",
        "satisfaction_span",
        "retained",
        "retained_text",
        "retained_span",
    ),
)

# How the height is shared when all three bands have something to show.
_WEIGHTS = (0.42, 0.34, 0.24)
# Narrower than this, and ordinary variation from one period to the next would fill the band.
_LEAST_SATISFACTION_PART = 0.15
_LEAST_RETAINED = 0.06


def overview_chart(
    periods: pd.DataFrame,
    events: pd.DataFrame,
    promise: Promise | None = None,
    *,
    mode: Mode = "light",
    lang: str = "sv",
    screen: Screen = "page",
    height: float = 478,
    satisfaction: str = "NPS",
    limits: tuple[float, float] = (-100, 100),
) -> alt.LayerChart:
    """Three bands over the same time, one cursor through them, and what was decided above.

    Args:
        periods: One row a period, oldest first, with ``PERIOD_COLUMNS``: start and end (end
            excluded), label, partial (still running), a share of 0..1 per level and their sum
            ``share``, nps with bounds, retained 0..1, and a tooltip text for each band. Null is
            unknown: a gap; a span is what a written value is about. Any number of rows.
        events: day, kind and label (for the tooltip); kind is decision, launch, priority or note.
        promise: The declared share and since when.
        satisfaction: The name of what the middle band shows.
        limits: The lowest and the highest value that it can have.
    """
    look = Look(mode, lang, screen)
    shaped = period_frame(periods, PERIOD_COLUMNS)
    picture = _Picture(shaped, look, satisfaction, limits)
    timeline = picture.timeline
    found = signs(event_frame(events), timeline, lang)
    lane = lane_height(found, look)
    bands = stacked(look, picture.weights, height, lane)
    layers = [
        *foot(timeline, look, bands[-1].bottom),
        *hairlines(found, bands, lane, timeline, look),
        *picture.attention(bands[0], promise),
        *picture.satisfied(bands[1]),
        *picture.stayed(bands[2]),
        *titles(look, picture.titles(bands)),
        *(cursor(shaped, picture.tooltip(), bands, timeline, look) if look.moves else []),
        *lane_signs(found, lane, timeline, look),
    ]
    return dress(together(layers, height), mode, lang, screen)


@dataclass(frozen=True)
class _Picture:
    """The three bands of one view; a band without a known value keeps its title alone."""

    periods: pd.DataFrame
    look: Look
    name: str
    limits: tuple[float, float]

    @property
    def timeline(self) -> Timeline:
        """The time that every band shares."""
        return Timeline.of(self.periods.start, self.periods.end)

    @property
    def known(self) -> tuple[bool, bool, bool]:
        """Whether each band has anything to show."""
        share, nps, retained = (
            bool(self.periods[column].notna().any())
            for column in ("share", "satisfaction", "retained")
        )
        return share, nps, retained

    @property
    def weights(self) -> list[float]:
        """The part of the height that each band gets."""
        return [w if there else 0 for w, there in zip(_WEIGHTS, self.known, strict=True)]

    def titles(self, bands: Sequence[Band]) -> list[tuple[Band, str, str]]:
        """What each band shows, in its colour, or in quiet that there is nothing yet."""
        lang, colours = self.look.lang, self.look.colours
        sure = self.periods.satisfaction_low.isna().all()  # given values come without an interval
        said = self.name if sure else say(lang, "{name}, with uncertainty", name=self.name)
        full = (
            (say(lang, "The customer’s share of items"), "ink"),
            (said, "satisfaction"),
            (say(lang, "Customers kept after 12 months"), "retention"),
        )
        bare = (
            say(lang, "{title}, no agendas yet", title=full[0][0]),
            say(lang, "{title}, no answers yet", title=self.name),
            say(lang, "{title}, no figures yet", title=full[2][0]),
        )
        return [
            (band, *((text, colours[ink]) if there else (without, colours["quiet"])))
            for band, (text, ink), without, there in zip(bands, full, bare, self.known, strict=True)
        ]

    def attention(self, band: Band, promise: Promise | None) -> list[alt.Chart]:
        """Bars of the customer's share by level, and the share that was declared."""
        if not self.known[0]:
            return []
        levels = {level: self.look.colours[level] for level in LEVELS}
        drawing = Drawing(band, share_ladder(self.periods.share, promise), self.timeline, self.look)
        return [
            *bars(self.periods, levels, drawing),
            zeros(self.periods, promise, drawing),
            *running_bar(self.periods, drawing),
            *promise_line(promise, self.periods, drawing),
        ]

    def satisfied(self, band: Band) -> list[alt.Chart]:
        """The line of what customers say, its interval, and its last value."""
        series = Series.of(
            self.periods,
            "satisfaction",
            self.look.colours["satisfaction"],
            low="satisfaction_low",
            high="satisfaction_high",
            thin="satisfaction_thin",
            span="satisfaction_span",
        )
        if not self.known[1]:
            return []
        least = _LEAST_SATISFACTION_PART * (self.limits[1] - self.limits[0])
        ladder = around(series.extremes, least, self.limits)
        axis = side(ladder.steps, lambda step: number(step, self.look.lang), gutter(self.look))
        drawing = Drawing(band, ladder, self.timeline, self.look)
        return line_band(series, lambda said: number(said, self.look.lang), axis, drawing)

    def stayed(self, band: Band) -> list[alt.Chart]:
        """The line of how many customers stay, and its last value."""
        # Twelve months that are over are no less over where the quarter they end in still runs.
        runs = self.periods.partial.eq(True) & self.periods.retained_span.isna()
        colour = self.look.colours["retention"]
        series = Series.of(
            self.periods.assign(partial=runs), "retained", colour, span="retained_span"
        )
        if not self.known[2]:
            return []
        ladder = around(series.extremes, _LEAST_RETAINED, (0, 1), 0.01)
        axis = side(ladder.steps, lambda step: percent(step, self.look.lang), gutter(self.look))
        drawing = Drawing(band, ladder, self.timeline, self.look)
        return line_band(series, lambda kept: percent(kept, self.look.lang, 1), axis, drawing)

    def tooltip(self) -> list[tuple[str, str]]:
        """The fields that the cursor tells, and their names."""
        lang = self.look.lang
        return [
            ("label", say(lang, "Period")),
            ("attention_text", say(lang, "Customer share")),
            ("satisfaction_text", self.name),
            ("retained_text", say(lang, "Customers kept")),
        ]
