"""The values of a page, read once for everybody and kept until the figures change."""

from dataclasses import dataclass, replace
from datetime import date
from time import monotonic

import pandas as pd
import streamlit as st

from kundagenda.access.current import current
from kundagenda.access.figures import figures, version
from kundagenda.database.limits import Limits
from kundagenda.errors import ReaderError
from kundagenda.findings.agenda import AgendaPage, agenda_of, items_of_month
from kundagenda.findings.background import Background, background_of
from kundagenda.findings.gather import newest_day, overview_of, written_until
from kundagenda.findings.measured import Measures, measures_of
from kundagenda.findings.overview import Overview
from kundagenda.findings.view import View
from kundagenda.panels.once import once
from kundagenda.settings import settings
from metrics import metric_of

Version = tuple[str, str]
PAUSE_SECONDS = 5


@dataclass(frozen=True)
class Opened:
    """The figures as they stand: their name, and what does not depend on the view.

    ``read_on`` is null while the database answers, else the day on which they were last read.
    """

    version: Version
    background: Background
    read_on: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been read in yet."""
        return self.background.last_data_day is None

    @property
    def as_of(self) -> date:
        """The day that figures are read as of."""
        return newest_day(self.background, date.today())

    @property
    def today(self) -> date:
        """The day up to which what people write down counts."""
        return written_until(self.background, date.today())


def opened() -> Opened:
    """Look whether the figures have changed, which is one statement, and open them.

    While the database does not answer, they are the figures last read, and know of when; the
    next look that succeeds ends that.

    Raises:
        ReaderError: it does not answer, and nothing has been read by this program before.
    """
    known = _last_read(current().limits)
    now = monotonic()
    if known.opened and now < known.ask_again_at:
        return known.opened
    try:
        named = version()
        found = Opened(named, _background(named))
    except ReaderError:
        if known.opened is None or known.opened.version[0] != settings().database_url:
            raise
        # Waiting for a database that is away takes seconds: not at every touch of a control.
        known.ask_again_at = now + PAUSE_SECONDS
        known.opened = replace(known.opened, read_on=known.read_on)
        return known.opened
    known.opened, known.read_on, known.ask_again_at = found, date.today(), 0.0
    return found


@dataclass
class LastRead:
    """What this program last read, and when; kept for the time when the database is away."""

    opened: Opened | None = None
    read_on: date | None = None
    ask_again_at: float = 0.0


@st.cache_resource(show_spinner=False, hash_funcs={Limits: repr})
def _last_read(seen: Limits) -> LastRead:
    return LastRead()


# Kept as they are rather than copied for each reader: nobody changes them.
@st.cache_resource(show_spinner=False, max_entries=4)
def _background(named: Version) -> Background:
    with figures() as connection:
        return background_of(connection)


def answers_no_more() -> bool:
    """Whether the figures shown are those last read, since the database is away."""
    known = _last_read(current().limits).opened
    return known is not None and known.read_on is not None


def overview(data: Opened, view: View) -> Overview:
    """The values of the Overview."""
    return overview_as(data.version, view)


def agenda(data: Opened, view: View) -> AgendaPage:
    """The values of the Agenda page."""
    return agenda_as(data.version, view)


@once
def overview_as(named: Version, view: View) -> Overview:
    """The values of the Overview, by the name of the figures."""
    with figures() as connection:
        return overview_of(connection, view, _background(named))


@once
def agenda_as(named: Version, view: View) -> AgendaPage:
    """The values of the Agenda page, by the name of the figures."""
    with figures() as connection:
        return agenda_of(connection, view, _background(named))


@once
def month_items(named: Version, view: View, month: int) -> pd.DataFrame:
    """Every discussed item of a month, in agenda order."""
    with figures() as connection:
        return items_of_month(connection, view, month)


def measures(data: Opened, view: View, keys: tuple[str, ...]) -> Measures:
    """Some metrics, by their keys, as a page of their own shows them."""
    return measures_as(data.version, view, keys)


@once
def measures_as(named: Version, view: View, keys: tuple[str, ...]) -> Measures:
    """The same, by the name of the figures; a key that is no metric is left out."""
    metrics = [metric for metric in map(metric_of, keys) if metric is not None]
    with figures() as connection:
        return measures_of(connection, metrics, view)


def group_names(named: Version) -> dict[str, str]:
    """The names of the customer groups, by code."""
    return dict(_background(named).segment_names)
