"""Sign-ins: begun, looked at, and ended so that no copy of a cookie opens anything again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from threading import Lock
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from kundagenda.access.people import limits_of
from kundagenda.access.roles import Reader, Role, claimed_role, email_of, groups_of
from kundagenda.database.audit import clear_audit, write_audit
from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.limits import NO_LIMITS, Limits
from kundagenda.database.tables import now, roles, sessions
from kundagenda.errors import ReaderError
from kundagenda.logs import note
from kundagenda.settings import Settings

LOOK_SECONDS = 2.0
"""How soon another process's sign-out, and any change of a role, is felt."""
AWAY_SECONDS = 15.0
KEPT_FOR = timedelta(days=7)
SIGNED_IN, SIGNED_OUT = "signed in", "signed out"


@dataclass(frozen=True)
class SignIn:
    """A sign-in that has not ended: whose, with which groups, and until when (UTC)."""

    email: str
    groups: tuple[str, ...]
    ends_at: datetime


@dataclass(frozen=True)
class Known:
    """All sign-ins that have not ended, and what the table of roles says, as last looked at."""

    sign_ins: Mapping[str, SignIn]
    roles: Mapping[str, Role]
    limits: Mapping[str, Limits]


def digest_of(secret: str) -> str:
    """What the database keeps of the secret in a cookie."""
    return sha256(secret.encode()).hexdigest()


def begin_session(engine: Engine, claims: Mapping[str, Any], chosen: Settings) -> str:
    """Keep a sign-in; returns the secret for the cookie, which is kept nowhere else."""
    secret, begun = token_urlsafe(32), now().replace(microsecond=0)
    email = email_of(claims, chosen)
    row: dict[str, Any] = {
        "id": digest_of(secret),
        "email": email,
        "claims": json.dumps(groups_of(claims, chosen), ensure_ascii=False),
        "began_at": begun,
        "ends_at": begun + timedelta(hours=chosen.session_hours),
    }
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        connection.execute(delete(sessions).where(sessions.c.ends_at < begun - KEPT_FOR))
        connection.execute(insert(sessions).values(row))
        clear_audit(connection, chosen.audit_days)
        write_audit(connection, email or "?", SIGNED_IN, sessions.name, row["id"][:12])
    note(SIGNED_IN, session=row["id"][:12])
    return secret


def end_session(engine: Engine, secret: str) -> None:
    """End a sign-in; one that has ended stays as it is."""
    of = sessions.c.id == digest_of(secret)
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        email = connection.execute(
            select(sessions.c.email).where(of, sessions.c.ended_at.is_(None))
        ).scalar()
        if email is not None:
            connection.execute(update(sessions).where(of).values(ended_at=now()))
            write_audit(connection, email, SIGNED_OUT, sessions.name, digest_of(secret)[:12])
    if email is not None:
        note(SIGNED_OUT, session=digest_of(secret)[:12])


class Door:
    """Who is signed in, looked up at most every `LOOK_SECONDS` for all sessions at once.

    While the database is away, those who were known stay so until their time is over: pages then
    show the figures last read.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._known = Known({}, {}, {})
        self._until = 0.0

    def reader(self, engine: Engine, secret: str, chosen: Settings) -> Reader | None:
        """Whose secret it is; null where it opens nothing, or not any more."""
        return self.still(engine, digest_of(secret), chosen) if secret else None

    def still(self, engine: Engine, session: str, chosen: Settings) -> Reader | None:
        """Who a sign-in is of by now, by its digest; null where it has ended."""
        known = self._look(engine)
        found = known.sign_ins.get(session)
        if found is None or found.ends_at <= now():
            return None
        role = known.roles.get(found.email) or claimed_role(list(found.groups), chosen)
        if found.email in chosen.admins:
            role = Role.ADMIN
        limits = NO_LIMITS if role is Role.ADMIN else known.limits.get(found.email, NO_LIMITS)
        return Reader(found.email, role if found.email else None, limits, session)

    def forget(self) -> None:
        """Look anew at the next question: something was changed here."""
        with self._lock:
            self._until = 0.0

    def _look(self, engine: Engine) -> Known:
        with self._lock:
            if monotonic() < self._until:
                return self._known
            pause = LOOK_SECONDS
            try:
                with clear_failures(engine), engine.connect() as connection:
                    self._known = known_of(connection)
            except ReaderError:
                if not self._known.sign_ins:
                    raise
                pause = AWAY_SECONDS  # a look at a database that is away holds everybody up
            self._until = monotonic() + pause
            return self._known


def known_of(connection: Connection) -> Known:
    """What the database says now."""
    of = sessions.c
    open_ones = select(of.id, of.email, of.claims, of.ends_at).where(
        of.ended_at.is_(None), of.ends_at > now()
    )
    sign_ins = {
        row.id: SignIn(row.email, tuple(json.loads(row.claims)), row.ends_at)
        for row in connection.execute(open_ones)
    }
    said = connection.execute(select(roles.c.email, roles.c.role))
    by_email = {row.email.casefold(): Role(row.role) for row in said}
    limits = {email.casefold(): each for email, each in limits_of(connection).items()}
    return Known(sign_ins, by_email, limits)
