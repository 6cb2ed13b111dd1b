"""The brief from the app: a link that opens it, and links that open it for readers elsewhere."""

from urllib.parse import urlencode, urlsplit

import streamlit as st

from kundagenda.access.current import current
from kundagenda.access.figures import app_engine, figures
from kundagenda.access.links import BriefLink, links_of, make_link, now_utc, revoke_link
from kundagenda.access.loopback import is_this_machine
from kundagenda.access.roles import Act
from kundagenda.errors import ReaderError
from kundagenda.findings.view import View
from kundagenda.panels.complain import complain
from kundagenda.panels.doer import WHO, doer
from kundagenda.panels.quiet import quiet
from kundagenda.panels.reader import LANGUAGE, lang, plain, tell, tell_many
from kundagenda.panels.visit import forget, remember, remembered
from kundagenda.settings import settings
from kundagenda.shown.asked import Asked
from kundagenda.texts.numbers import day
from kundagenda.texts.numbers import month as month_name
from metrics.periods import month_number

OPEN, MADE = "send the brief", "brief link made"
DAYS = (7, 30, 90)
SHOWN = 10


def brief_line(view: View) -> None:
    """A link to the brief of the same filters, and below it, when asked for, links to send."""
    address = "/brief?" + urlencode(_codes(view))
    st.link_button(tell("The brief, one page"), address, type="tertiary")
    if not current().may(Act.GOVERN):
        return
    with st.expander(tell("Send the brief"), key=OPEN, on_change="rerun") as box:
        if box.open:
            _send(view)
            _made_before()


def _codes(view: View, month: int | None = None) -> dict[str, str]:
    """The view as the address of a brief holds it; without a month it follows the newest."""
    asked = Asked(month, view.forum, view.segment, view.months, view.grain)
    return {LANGUAGE: lang()} | asked.codes


def _send(view: View) -> None:
    """For whom and how long; the link that comes of it is shown once."""
    month = month_name(view.last, lang())
    quiet(
        tell(
            "A link opens the brief of {month} as it is filtered here, and nothing else, for "
            "whoever holds it. It ends by itself, and you can end it before.",
            month=month,
        )
    )
    with (
        st.form("brief link", clear_on_submit=True, border=False),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        label = st.text_input(tell("For whom"), key="brief link label", width=260, max_chars=200)
        days = st.segmented_control(
            tell("Days"), DAYS, default=30, key="brief link days", required=True
        )
        pressed = st.form_submit_button(tell("Make a link"))
    if pressed:
        _make(view, label, days or 30)
    link: str | None = remembered(MADE)
    if link:
        st.markdown(tell("Copy the link now: it is not shown again."))
        st.code(link, language=None, wrap_lines=True)
        if is_this_machine(urlsplit(link).netloc):
            quiet(
                tell(
                    "The address is that of this machine, and opens on it alone. IT can set the "
                    "one that others reach the app at."
                )
            )


def _make(view: View, label: str, days: int) -> None:
    codes = _codes(view, month_number(view.as_of))
    try:
        token = make_link(app_engine(Act.GOVERN), label, codes, days, doer(WHO))
    except ReaderError as error:
        forget(MADE)
        complain(error)
        return
    remember(MADE, f"{_base()}/brief/{token}")


def _base() -> str:
    """Where readers reach the app: as set, else as this browser does."""
    seen = urlsplit(st.context.url or "")
    return settings().address.rstrip("/") or f"{seen.scheme}://{seen.netloc}"


def _made_before() -> None:
    """The links that still open, each with a way to end it, and how many do no more."""
    try:
        with figures() as connection:
            links = links_of(connection)
    except ReaderError as error:
        complain(error)
        return
    opening = [link for link in links if link.opens(now_utc())]
    for link in opening[:SHOWN]:
        _one(link)
    counts = (
        ("{n} link more opens.", "{n} links more open.", len(opening) - SHOWN),
        ("{n} link has ended.", "{n} links have ended.", len(links) - len(opening)),
    )
    quiet(" ".join(tell_many(one, many, n) for one, many, n in counts if n > 0))


def _one(link: BriefLink) -> None:
    until = tell("opens until {day}", day=day(link.expires_at.date(), lang()))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"{plain(link.label)} :gray[{until}]", width="content")
        if st.button(tell("End it"), key=f"end brief link {link.id}", type="tertiary"):
            _end(link)


def _end(link: BriefLink) -> None:
    try:
        revoke_link(app_engine(Act.GOVERN), link.id, doer(WHO))
    except ReaderError as error:
        complain(error)
        return
    forget(MADE)
    st.rerun()
