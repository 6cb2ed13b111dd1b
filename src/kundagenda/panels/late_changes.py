"""What late or edited minutes changed in meetings that were in already, and when."""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd
import streamlit as st

from kundagenda.access.figures import figures
from kundagenda.intake.changed_since import Known, changes_since
from kundagenda.panels.change_words import change_rows
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import lang, tell
from kundagenda.panels.table import table
from kundagenda.panels.values import Opened, Version
from kundagenda.texts.numbers import short_day

BACK = timedelta(days=365)


def late_changes(data: Opened) -> None:
    """Each change on a line with the day it became known, the latest first."""
    known = _known(data.version, date.today() - BACK)
    said = tell("Late or edited minutes, within a year.")
    st.markdown(f"**{tell('What changed afterwards.')}** :gray[{said}]")
    if not known:
        quiet(tell("Nothing has changed in meetings that were in already."))
        return
    rows = pd.DataFrame(
        [
            {tell("Known since"): short_day(each.at.date(), lang())} | row
            for each in known
            for row in change_rows(each.changes)
        ]
    )
    table(rows, tell("What changed afterwards."))


@st.cache_resource(show_spinner=False, max_entries=4)
def _known(named: Version, day: date) -> Sequence[Known]:
    with figures() as connection:
        return changes_since(connection, day)
