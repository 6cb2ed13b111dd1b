"""The few pages that the door itself shows: a sentence each, and the way on."""

from html import escape

from starlette.responses import HTMLResponse, Response

from kundagenda.access.roles import Reader
from kundagenda.errors import AWAY
from kundagenda.texts.catalogue import say
from kundagenda.texts.told import telling_in

LOGOUT = "/auth/logout"
SIGNED_OUT, FAILED = "/signed-out", "/sign-in-failed"
HEADERS = {
    "Cache-Control": "no-store",
    # A page of one sentence runs nothing and asks for nothing.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}


def said_page(path: str, language: str) -> Response:
    """That somebody is signed out, or that a sign-in did not succeed, and the way back in."""
    said = {
        SIGNED_OUT: say(language, "You are signed out."),
        FAILED: say(language, "The sign-in did not succeed. Try again, or ask your IT department."),
    }
    return _page(said[path], language, 200, "/", say(language, "Sign in"))


def unknown_page(reader: Reader, language: str) -> Response:
    """One sentence to whoever is signed in and has no role here."""
    said = say(
        language,
        "{email} has no access to Kundagenda. Ask whoever administers it for a role.",
        email=reader.email or "?",
    )
    return _page(said, language, 403, LOGOUT, say(language, "Sign out"))


def fault_page(language: str) -> Response:
    """That nobody can be told apart just now; where the database lies is not for everybody."""
    return _page(say(language, AWAY), language, 503)


def _page(said: str, language: str, status: int, href: str = "", link: str = "") -> Response:
    from kundagenda.reports.brief import page_of  # what draws is loaded while warming up

    with telling_in(language):
        way = f'<p><a href="{href}">{escape(link)}</a></p>' if href else ""
        page = page_of("Kundagenda", f"<h1>{escape(said)}</h1>{way}")
    return HTMLResponse(page, status, HEADERS)
