"""Signed links to one brief: whoever holds one sees that brief until its day, and nothing else."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import Connection, Engine, Row, insert, select, update

from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.state import remember, remembered
from kundagenda.database.tables import audit, brief_links, now
from kundagenda.errors import ReaderError
from kundagenda.settings import settings

SECRET, LEAST_SECRET = "link_secret", 16
MOST_DAYS, LONGEST_LABEL = 366, 200
MADE, REVOKED = "brief link: made", "brief link: revoked"


class NoSuchLink(ReaderError):
    """A link that was never made here, or was changed on its way."""


class LinkEnded(ReaderError):
    """A link whose day is over, or that was revoked."""


@dataclass(frozen=True)
class BriefLink:
    """A link: for whom, to what (codes of an address, with the language), and until when (UTC)."""

    id: int
    label: str
    codes: Mapping[str, str]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None

    def opens(self, now: datetime) -> bool:
        """Whether it still opens its brief."""
        return self.revoked_at is None and now < self.expires_at


def now_utc() -> datetime:
    """This moment as the database keeps it: UTC, whole seconds, without a zone."""
    return now().replace(microsecond=0)


def make_link(engine: Engine, label: str, codes: Mapping[str, str], days: int, who: str) -> str:
    """Make a link to the brief that the codes ask for; returns the token that opens it.

    Raises:
        ReaderError: it has no label, or is to open for less than a day or more than a year.
    """
    named = " ".join(label.split())[:LONGEST_LABEL]
    if not named:
        raise ReaderError("Say for whom the link is, such as: the board.")
    if not 1 <= days <= MOST_DAYS:
        said = "A link opens for 1 to {most} days, not {days}."
        raise ReaderError(said, most=MOST_DAYS, days=days)
    made_at = now_utc()
    until = made_at + timedelta(days=days)
    row = {
        "label": named,
        "address": json.dumps(dict(codes), ensure_ascii=False),
        "created_at": made_at,
        "expires_at": until,
    }
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        made = connection.execute(insert(brief_links).values(row).returning(brief_links.c.id))
        number = int(made.scalar_one())
        _audit(connection, MADE, number, named, who)
        secret = _secret(connection) or _new_secret(connection)
        return _token(secret, number, until)


def links_of(connection: Connection) -> tuple[BriefLink, ...]:
    """Every link that was made, the newest first."""
    query = select(brief_links).order_by(brief_links.c.id.desc())
    return tuple(map(_link, connection.execute(query)))


def revoke_link(engine: Engine, number: int, who: str) -> BriefLink:
    """End a link before its day; one that has ended stays as it is.

    Raises:
        ReaderError: there is no link of that number.
    """
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        link = _numbered(connection, number)
        if link is None:
            raise ReaderError("There is no link number {number}.", number=number)
        if link.opens(now_utc()):
            ended = update(brief_links).where(brief_links.c.id == number)
            connection.execute(ended.values(revoked_at=now_utc()))
            _audit(connection, REVOKED, number, link.label, who)
        return link


def opened_link(connection: Connection, token: str) -> BriefLink:
    """The link that a token opens; nothing is looked up for one that was not signed here.

    Raises:
        NoSuchLink: it was not signed here.
        LinkEnded: its day is over, or it was revoked.
    """
    link = _signed(connection, token)
    if link is None:
        raise NoSuchLink("This link does not open anything here.")
    if not link.opens(now_utc()):
        raise LinkEnded("This link no longer opens. Ask whoever sent it for a new one.")
    return link


def _signed(connection: Connection, token: str) -> BriefLink | None:
    """The link that was signed here as this token; null where none was."""
    secret = _secret(connection)
    try:
        number, until = _signer(secret).loads(token) if secret else (None, None)
    except BadData:
        return None
    link = None if number is None else _numbered(connection, number)
    return link if link and link.expires_at.isoformat() == until else None


def _numbered(connection: Connection, number: int) -> BriefLink | None:
    row = connection.execute(select(brief_links).where(brief_links.c.id == number)).first()
    return None if row is None else _link(row)


def _link(row: Row[Any]) -> BriefLink:
    codes = json.loads(row.address)
    return BriefLink(row.id, row.label, codes, row.created_at, row.expires_at, row.revoked_at)


def _token(secret: str, number: int, until: datetime) -> str:
    return str(_signer(secret).dumps([number, until.isoformat()]))


def _signer(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(
        secret, salt="kundagenda brief link", signer_kwargs={"digest_method": sha256}
    )


def _secret(connection: Connection) -> str | None:
    """What links are signed with: that of the settings, else one kept in the database; or null."""
    given = settings().link_secret.get_secret_value()
    if given and len(given) < LEAST_SECRET:
        raise ReaderError(
            "The setting {key} is too short: give it {least} signs or more.",
            key="KUNDAGENDA_LINK_SECRET",
            least=LEAST_SECRET,
        )
    return given or remembered(connection, SECRET)


def _new_secret(connection: Connection) -> str:
    secret = token_urlsafe(32)
    remember(connection, SECRET, secret)
    return secret


def _audit(connection: Connection, action: str, number: int, label: str, who: str) -> None:
    row = {"happened_at": now_utc(), "who": who, "action": action, "table_name": "brief_links"}
    connection.execute(insert(audit).values(row | {"row_id": str(number), "after": label}))
