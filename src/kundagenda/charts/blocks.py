"""Agenda items as blocks: where each begins and ends in its meeting, and what it tells."""

import pandas as pd

from kundagenda.charts.timeline import Row, rows_of
from kundagenda.texts.catalogue import say
from kundagenda.texts.numbers import number, short_day

ITEM_COLUMNS = ("meeting", "position", "title", "level", "level_label", "minutes")
MEETING_COLUMNS = ("meeting", "held_on", "planned", "customer", "forum")

# Between the meetings that were held and those that are planned, in columns.
_BEFORE_PLANNED = 0.12
_LONGEST_TITLE = 60


def meeting_frame(meetings: pd.DataFrame) -> pd.DataFrame:
    """The meetings, oldest first, with days as days and the place where each column begins."""
    frame = meetings.reindex(columns=list(MEETING_COLUMNS)).sort_values("meeting")
    planned = frame.planned.eq(True)
    return frame.assign(
        held_on=pd.to_datetime(frame.held_on),
        planned=planned,
        customer=pd.to_numeric(frame.customer).astype(float),
        at=frame.meeting.astype(float) + planned * _BEFORE_PLANNED,
    ).reset_index(drop=True)


def block_frame(
    items: pd.DataFrame, meetings: pd.DataFrame, minutes_known: bool, lang: str
) -> pd.DataFrame:
    """The items with ``over`` and ``under``, the ends of their blocks, and what the tooltip says.

    An item of unknown minutes among known ones is drawn as long as the usual item and marked
    ``unsure``; where minutes are not known at all, every item is one unit long.
    """
    frame = items.reindex(columns=list(ITEM_COLUMNS)).sort_values(["meeting", "position"])
    minutes = pd.to_numeric(frame.minutes).astype(float)
    usual = float(minutes.median()) if minutes.notna().any() else 10.0
    long = minutes.fillna(usual) if minutes_known else pd.Series(1.0, index=frame.index)
    under = long.groupby(frame.meeting).cumsum()
    frame = frame.assign(
        minutes=minutes,
        under=under,
        over=under - long,
        unsure=minutes.isna() & minutes_known,
    )
    frame = frame.merge(meetings[["meeting", "at", "planned", "held_on", "forum"]], on="meeting")
    rows = rows_of(frame)
    return frame.assign(
        when=[f"{short_day(row['held_on'], lang)}, {row['forum']}" for row in rows],
        item=[_shortened(str(row["title"])) for row in rows],
        time=[_time(row, lang) for row in rows],
    )


def _shortened(title: str) -> str:
    """A title that fits on a line of a tooltip; the table has it in full."""
    return title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1].rstrip() + "…"


def _time(row: Row, lang: str) -> str:
    """How long an item was, or is to be."""
    minutes = row["minutes"]
    if pd.isna(minutes):
        return say(lang, "minutes unknown")
    decimals = 0 if float(minutes).is_integer() else 1
    return say(lang, "{n} min", n=number(minutes, lang, decimals))
