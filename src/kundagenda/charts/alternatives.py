"""Every picture in one or two sentences, for those who listen to it; made from the same data."""

import pandas as pd

from kundagenda.charts.blocks import meeting_frame
from kundagenda.charts.drawing import period_frame
from kundagenda.charts.heat import MEETING_COLUMNS
from kundagenda.charts.overview import PERIOD_COLUMNS
from kundagenda.charts.share import SHARE_COLUMNS
from kundagenda.charts.timeline import Row, rows_of
from kundagenda.texts.catalogue import say, say_many
from kundagenda.texts.numbers import number, percent, short_day, span


def overview_alt(periods: pd.DataFrame, lang: str, satisfaction: str = "NPS") -> str:
    """The span of the three bands and the newest known value of each."""
    frame = period_frame(periods, PERIOD_COLUMNS)
    if frame.empty:
        return say(lang, "Attention, satisfaction and retention over time: no figures yet.")
    told = [
        say(
            lang,
            "Attention, satisfaction and retention from {first} to {last}.",
            first=frame.label.iloc[0],
            last=frame.label.iloc[-1],
        )
    ]
    if row := _newest(frame, "share"):
        told.append(_share(row, lang))
    if row := _newest(frame, "satisfaction"):
        told.append(_satisfaction(row, satisfaction, lang))
    if row := _newest(frame, "retained"):
        share = percent(row["retained"], lang, 1)
        told.append(say(lang, "Retained in {period}: {share}.", period=row["label"], share=share))
    return " ".join(told)


def _newest(frame: pd.DataFrame, column: str) -> Row | None:
    """The last period in which a value is known; one that still runs only if there is no other."""
    known = frame[frame[column].notna()]
    ended = known[~known.partial]
    chosen = rows_of(known if ended.empty else ended)
    return chosen[-1] if chosen else None


def _share(row: Row, lang: str) -> str:
    """The newest share."""
    share = percent(row["share"], lang)
    text = "The customer's share in {period}: {share}."
    return say(lang, text, period=row["label"], share=share)


def _satisfaction(row: Row, name: str, lang: str) -> str:
    """The newest satisfaction, with its interval if it has one."""
    value = number(row["satisfaction"], lang)
    if pd.notna(row["satisfaction_low"]) and pd.notna(row["satisfaction_high"]):
        value += f" ({span(row['satisfaction_low'], row['satisfaction_high'], lang)})"
    return say(lang, "{name} in {period}: {value}.", name=name, period=row["label"], value=value)


def share_alt(periods: pd.DataFrame, lang: str) -> str:
    """The span of the picture and the newest known share."""
    frame = period_frame(periods, SHARE_COLUMNS)
    newest = _newest(frame, "share")
    if newest is None:
        return say(lang, "The customer's share over time: no meetings yet.")
    first, last = frame.label.iloc[0], frame.label.iloc[-1]
    told = say(lang, "The customer's share from {first} to {last}.", first=first, last=last)
    return f"{told} {_share(newest, lang)}"


def strip_alt(meetings: pd.DataFrame, lang: str) -> str:
    """How many meetings there are, how many without the customer, and the newest one."""
    frame = meeting_frame(meetings)
    held = frame[~frame.planned]
    if held.empty:
        return say(lang, "Meetings item by item: none held yet.")
    told = [
        say_many(lang, "{n} meeting, item by item.", "{n} meetings, item by item.", len(held)),
        _without_customer(int(held.customer.eq(0).sum()), lang),
        say(lang, "The latest was on {day}.", day=short_day(held.held_on.iloc[-1], lang)),
    ]
    if planned := int(frame.planned.sum()):
        told.append(say_many(lang, "{n} is planned.", "{n} are planned.", planned))
    return " ".join(told)


def _without_customer(meetings: int, lang: str) -> str:
    """In how many meetings the customer was on nothing."""
    if not meetings:
        return say(lang, "The customer was on every agenda that is known.")
    one = "The customer was not on the agenda of {n} of them."
    return say_many(lang, one, one, meetings)


def heat_alt(meetings: pd.DataFrame, lang: str) -> str:
    """The span of the older meetings, and how many were without the customer."""
    frame = meetings.reindex(columns=list(MEETING_COLUMNS))
    if frame.empty:
        return say(lang, "Older meetings: none.")
    days = pd.to_datetime(frame.held_on)
    told = say_many(
        lang,
        "{n} older meeting, from {first} to {last}.",
        "{n} older meetings, from {first} to {last}.",
        len(frame),
        first=short_day(days.min(), lang),
        last=short_day(days.max(), lang),
    )
    return f"{told} {_without_customer(int(frame.share.eq(0).sum()), lang)}"
