"""Who reads right now: the person of this browser, or whoever sits at the machine."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

import streamlit as st

from kundagenda.access.cookies import SESSION
from kundagenda.access.database import app_database
from kundagenda.access.identity import SignInWay, claims_in, sign_in_way
from kundagenda.access.roles import THIS_MACHINE, NotAllowed, Reader, email_of
from kundagenda.access.sessions import Door
from kundagenda.settings import settings

OVER = "Your sign-in is over. Load the page again to sign in."
CHANGED = "What you may see has been changed. Load the page again."
_READER: ContextVar[Reader | None] = ContextVar("reader", default=None)
Given = ParamSpec("Given")
Made = TypeVar("Made")


class NotSignedIn(NotAllowed):
    """Nobody is signed in in this browser, or not any more."""


def current() -> Reader:
    """Whoever this is done for.

    Raises:
        NotSignedIn: nobody that is known.
    """
    return _READER.get() or look_again()


def look_again() -> Reader:
    """Who sits at the browser of this run, asked anew: a sign-in ends, and roles change.

    Raises:
        NotSignedIn: nobody that is known.
    """
    _READER.set(None)
    way = sign_in_way()
    reader = THIS_MACHINE if way is None else reader_of(st.context.cookies, way)
    if reader is None:
        raise NotSignedIn(OVER)
    _READER.set(reader)
    return reader


@contextmanager
def acting_as(reader: Reader) -> Iterator[Reader]:
    """Do something for somebody who is known already."""
    token = _READER.set(reader)
    try:
        yield reader
    finally:
        _READER.reset(token)


def carried(function: Callable[Given, Made]) -> Callable[Given, Made]:
    """The function, done for whoever reads now when it is called later, outside of the page.

    It raises NotSignedIn where their sign-in has ended since or they see something else by now,
    and does what their role of then allows.
    """
    reader = current()

    @wraps(function)
    def done(*given: Given.args, **named: Given.kwargs) -> Made:
        with acting_as(_by_now(reader)):
            return function(*given, **named)

    return done


def _by_now(reader: Reader) -> Reader:
    """Somebody as they are by now; who never signed in stays who they are.

    What the page they press on is about is what they saw then, under whose name it is kept.
    """
    if not reader.session:
        return reader
    found = door().still(app_database(), reader.session, settings())
    if found is None:
        raise NotSignedIn(OVER)
    if found.role is None or found.limits != reader.limits:
        raise NotSignedIn(CHANGED)
    return found


@st.cache_resource(show_spinner=False)
def door() -> Door:
    """The sign-ins of this process."""
    return Door()


def reader_of(cookies: Mapping[str, str], way: SignInWay) -> Reader | None:
    """Who asks: known to Streamlit and to us, by two cookies of one sign-in; null for nobody.

    Raises:
        ReaderError: the database does not answer, and nobody was known before.
    """
    claims = claims_in(cookies, way)
    if claims is None:
        return None
    reader = door().reader(app_database(), cookies.get(SESSION, ""), settings())
    return reader if reader and reader.email == email_of(claims, settings()) else None
