"""The brief served beside the app: `/brief` for this machine, `/brief/TOKEN` by a signed link."""

import asyncio
import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from html import escape

from starlette.requests import Request
from starlette.responses import Response

from kundagenda.access.current import OVER, NotSignedIn, acting_as, reader_of
from kundagenda.access.figures import figures, version
from kundagenda.access.identity import sign_in_way
from kundagenda.access.links import LinkEnded, NoSuchLink, opened_link
from kundagenda.access.roles import PROGRAM, THIS_MACHINE, NotAllowed, Reader
from kundagenda.errors import ReaderError, without_place
from kundagenda.findings.background import background_of
from kundagenda.logs import note_away
from kundagenda.panels.once import once
from kundagenda.reports.brief import brief_page, page_of
from kundagenda.shown.asked import UnknownCode, asked_of, asked_view
from kundagenda.shown.brief import brief_of
from kundagenda.texts.catalogue import LANGUAGES, say_error
from kundagenda.texts.told import telling_in

Codes = tuple[tuple[str, str], ...]
NAMES = ("month", "forum", "group", "months", "grain")
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    # The page is whole in itself; whatever got into it could neither run nor ask for anything.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    "font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Vary": "Accept-Encoding, Accept-Language",
}
NOT_NOW = 503
FOR_A_MINUTE = {"Cache-Control": "private, max-age=60"}
# An address that opens a brief by itself is told to nobody and kept nowhere.
BY_LINK = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


@dataclass(frozen=True)
class Written:
    """A page, packed, and the name of just these bytes."""

    packed: bytes
    tag: str


async def answered(request: Request) -> Response:
    """The brief that the address asks for, or that its signed link was made for."""
    language, token = _language(request), request.path_params.get("token")
    try:
        found = await asyncio.to_thread(_asked_for, request, language, token)
    except ReaderError as error:
        if _status(error) == NOT_NOW:
            note_away("brief", error)
        return _sent(request, _refusal(error, language), _status(error), BY_LINK)
    if token is None and request.headers.get("if-none-match") == found.tag:
        return Response(status_code=304, headers={"ETag": found.tag, **FOR_A_MINUTE})
    return _sent(request, found, 200, FOR_A_MINUTE if token is None else BY_LINK)


def _asked_for(request: Request, language: str, token: str | None) -> Written:
    if token is None:
        with acting_as(_who(request)) as reader:
            asked = {name: request.query_params.get(name, "") for name in NAMES}
            return written(asked | _within(reader, asked), language)
    with acting_as(PROGRAM), figures() as connection:  # whoever holds a link reads what it names
        codes = opened_link(connection, token).codes
        return written(codes, codes["lang"])


def _who(request: Request) -> Reader:
    """Who asks; the gate has looked already, and this looks again.

    Raises:
        NotSignedIn: nobody that is known.
    """
    way = sign_in_way()
    reader = THIS_MACHINE if way is None else reader_of(request.cookies, way)
    if reader is None:
        raise NotSignedIn(OVER)
    return reader


def _within(reader: Reader, asked: Mapping[str, str]) -> dict[str, str]:
    """What a reader who does not see all reads where they name nothing."""
    seen = {"forum": reader.limits.forums, "group": reader.limits.groups}
    return {name: min(of) for name, of in seen.items() if of and not asked[name]}


def written(codes: Mapping[str, str], language: str) -> Written:
    """The brief as it is sent, made once for everybody until the figures change.

    Raises:
        ReaderError: the codes name what is not here, or the database does not answer.
    """
    return _written(version(), language, tuple(sorted(asked_of(codes).codes.items())), date.today())


@once
def _written(named: tuple[str, str], language: str, codes: Codes, today: date) -> Written:
    with telling_in(language), figures() as connection:
        background = background_of(connection)
        view = asked_view(asked_of(dict(codes)), background, today)
        page = brief_page(brief_of(connection, view, background))
    return _packed(page)


def _packed(page: str) -> Written:
    packed = gzip.compress(page.encode(), mtime=0)
    return Written(packed, f'"{sha256(packed).hexdigest()[:32]}"')


def _refusal(error: ReaderError, language: str) -> Written:
    """A calm page that says why there is no brief; whoever has a link may be anybody."""
    with telling_in(language):
        said = say_error(language, without_place(error))
        return _packed(page_of("Kundagenda", f"<h1>{escape(said)}</h1>"))


def _status(error: ReaderError) -> int:
    """Gone, forbidden, not known here, or for now not to be had."""
    kinds = {LinkEnded: 410, NoSuchLink: 403, UnknownCode: 404, NotSignedIn: 401, NotAllowed: 403}
    return next((status for kind, status in kinds.items() if isinstance(error, kind)), NOT_NOW)


def _sent(request: Request, found: Written, status: int, headers: Mapping[str, str]) -> Response:
    """The page, packed unless the reader's program cannot unpack it."""
    body, sent = found.packed, HEADERS | dict(headers) | {"ETag": found.tag}
    if "gzip" in request.headers.get("accept-encoding", ""):
        sent["Content-Encoding"] = "gzip"
    else:
        body = gzip.decompress(body)
    return Response(body, status, sent)


def _language(request: Request) -> str:
    """Asked for in the address, else what the browser prefers, as on a first visit of the app."""
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    prefers = request.headers.get("accept-language", "sv")
    return "sv" if prefers.lower().startswith("sv") else "en"
