"""The last meetings as columns, item by item: the picture, how to read it, what is not known."""

import pandas as pd

from kundagenda.charts.strip import strip_chart
from kundagenda.charts.theme import Mode
from kundagenda.charts.theme import Screen as Size
from kundagenda.charts.timeline import rows_of
from kundagenda.findings.agenda import AgendaPage
from kundagenda.shown.item_words import shown_level, shown_title
from kundagenda.shown.pictured import Picture, pictured
from kundagenda.texts.catalogue import say_many
from kundagenda.texts.numbers import UNKNOWN, number, short_day
from kundagenda.texts.told import lang, tell, tell_many
from metrics.tables import CUSTOMER_LEVELS

# With fewer minutes known than this, blocks are equally high and customer items are counted:
# a column full of guesses would look like a fact.
ENOUGH_MINUTES = 0.9


def shows_minutes(found: AgendaPage) -> bool:
    """Whether enough minutes are known for the height of a block to mean them."""
    held = int((~found.strip["planned"]).sum())
    return held > 0 and found.minutes_known >= ENOUGH_MINUTES * held


def strip_picture(
    found: AgendaPage,
    look: Mode,
    language: str,
    *,
    screen: Size = "page",
    height: float = 250,
    newest: int | None = None,
) -> Picture:
    """One column a meeting; with ``newest``, of so many held ones, for a screen without room."""
    shown = found.strip if newest is None else _newest(found.strip, newest)
    in_minutes = shows_minutes(found)
    items = shown.assign(meeting=_columns(shown))
    chart = strip_chart(
        _blocks(items, language),
        _meetings(items, in_minutes),
        minutes_known=in_minutes,
        mode=look,
        lang=language,
        screen=screen,
        height=height,
    )
    return pictured(chart, _alternative(found, language, newest))


def _newest(strip: pd.DataFrame, newest: int) -> pd.DataFrame:
    """The items of the newest meetings that were held, and of those planned."""
    held = strip.loc[~strip["planned"], "meeting_id"].drop_duplicates()
    return strip[strip["planned"] | strip["meeting_id"].isin(held.tail(newest))]


def _columns(strip: pd.DataFrame) -> pd.Series:
    """The column of each item's meeting, 0 for the oldest."""
    return pd.Series(pd.factorize(strip["meeting_id"])[0], index=strip.index)


def _blocks(items: pd.DataFrame, language: str) -> pd.DataFrame:
    rows = rows_of(items)
    return items.assign(
        title=[shown_title(row, language) for row in rows],
        level=items["level_best"],
        level_label=[shown_level(row, language) for row in rows],
    )


def _meetings(items: pd.DataFrame, in_minutes: bool) -> pd.DataFrame:
    """One row a column; what is written above it is unknown where any minutes of it are."""
    customer = items["level_best"].isin(CUSTOMER_LEVELS)
    counted = items["minutes"] if in_minutes else pd.Series(1.0, index=items.index)
    by_meeting = items.assign(counted=counted.where(customer, 0.0)).groupby("meeting")
    return by_meeting.agg(
        held_on=("held_on", "first"),
        forum=("forum", "first"),
        planned=("planned", "first"),
        customer=("counted", lambda minutes: minutes.sum(skipna=False)),
    ).reset_index()


def strip_title() -> str:
    """What stands over the columns."""
    return tell("The meetings, item by item.")


def no_meetings() -> str:
    """What stands instead of them before the first."""
    return tell("No meeting with an agenda yet.")


def how_to_read(in_minutes: bool) -> str:
    """What a column is, and the number over it."""
    if in_minutes:
        return tell("A column is a meeting, first item on top. The number is customer minutes.")
    return tell("A column is a meeting, first item on top. The number is customer items.")


def minutes_known(found: AgendaPage, in_minutes: bool) -> str:
    """Of how many items the length is known."""
    held = found.strip[~found.strip["planned"]]
    if in_minutes:
        known = {"known": number(found.minutes_known, lang()), "items": number(len(held), lang())}
        return tell("Minutes are known for {known} of {items} items on these meetings.", **known)
    by_meeting = held["minutes"].isna().groupby(held["meeting_id"]).any()
    return tell_many(
        "How long items took is not known at {n} of {all} meeting, so every block is equally high.",
        "How long items took is not known at {n} of {all} meetings, so every block is equally "
        "high.",
        len(by_meeting),
        n=number(int(by_meeting.sum()), lang()),
        all=number(len(by_meeting), lang()),
    )


def _alternative(found: AgendaPage, language: str, newest: int | None) -> str:
    """What the columns show, in words."""
    recent = found.recent if newest is None else found.recent[-newest:]
    meetings = len(recent)
    with_customer = sum(1 for meeting in recent if meeting.customer)
    return say_many(
        language,
        "The last meeting as a column of items, {day}; {with_customer} of {n} had the customer on.",
        "The last {n} meetings as columns of items, the newest {day}; {with_customer} of them "
        "had the customer on.",
        meetings,
        with_customer=with_customer,
        day=short_day(found.recent[-1].held_on, language) if found.recent else UNKNOWN,
    )
