"""The table of roles: who is what, given and taken back by an admin."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from kundagenda.access.roles import Role
from kundagenda.database.audit import write_audit
from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.limits import NO_LIMITS, Limits
from kundagenda.database.tables import role_limits, roles
from kundagenda.errors import ReaderError

GAVE, TOOK = "role: given", "role: taken away"
LONGEST = 200


@dataclass(frozen=True)
class Person:
    """Somebody with a role of their own; ``version`` is what a change of it must name."""

    email: str
    role: Role
    limits: Limits
    version: int


def people_of(connection: Connection) -> list[Person]:
    """Everybody in the table, by address."""
    limits = limits_of(connection)
    rows = connection.execute(select(roles).order_by(roles.c.email))
    return [
        Person(row.email, Role(row.role), limits.get(row.email, NO_LIMITS), row.version)
        for row in rows
    ]


def limited_still(connection: Connection) -> list[str]:
    """Whom limits of an earlier role hold for, should the provider's groups give them one."""
    has_role = select(roles.c.email).where(func.lower(roles.c.email) == role_limits.c.email)
    query = select(role_limits.c.email).distinct().where(~has_role.exists())
    return sorted(connection.execute(query).scalars())


def limits_of(connection: Connection) -> dict[str, Limits]:
    """What each person is limited to, of those who are."""
    kinds: dict[str, dict[str, set[str]]] = {}
    for row in connection.execute(select(role_limits)):
        kinds.setdefault(row.email, {}).setdefault(row.kind, set()).add(row.value)
    return {
        email: Limits(*(frozenset(of[kind]) if kind in of else None for kind in ("forum", "group")))
        for email, of in kinds.items()
    }


def give_role(
    engine: Engine,
    email: str,
    role: Role,
    limits: Limits,
    who: str,
    seen: int | None = None,
) -> Person:
    """Give somebody a role, or another one.

    Args:
        engine: The app database.
        email: The address by which the provider knows them; capitals do not matter.
        role: What they may do.
        limits: What they see, where that is not all; for viewers and chairs.
        who: The admin.
        seen: The version that the admin saw; null for somebody new.

    Raises:
        ReaderError: it is no address, the limits do not go with the role, or another admin has
            changed it meanwhile; nothing was changed.
    """
    known = _address(email)
    if limits and role in (Role.EDITOR, Role.ADMIN):
        raise ReaderError(
            "Whoever is {role} sees all: take away the limits, or choose another role.", role=role
        )
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        before = _person(connection, known)
        _refuse_changed(before, seen)
        if before is None:
            connection.execute(insert(roles).values(email=known, role=role))
        else:
            this = update(roles).where(roles.c.email == known)
            connection.execute(this.values(role=role, version=before.version + 1))
        _limit(connection, known, limits)
        after = _person(connection, known)
        write_audit(connection, who, GAVE, roles.name, known, _told(before), _told(after))
    assert after is not None
    return after


def take_role(engine: Engine, email: str, seen: int, who: str) -> None:
    """Take somebody's role away.

    Their limits stay: where the provider's groups give them a role, they see no more than before.

    Raises:
        ReaderError: another admin has changed it meanwhile; nothing was changed.
    """
    known = _address(email)
    with clear_failures(engine), engine.begin() as connection:
        take_turn(connection)
        before = _person(connection, known)
        _refuse_changed(before, seen)
        connection.execute(delete(roles).where(roles.c.email == known))
        write_audit(connection, who, TOOK, roles.name, known, _told(before))


def _address(email: str) -> str:
    known = email.strip().casefold()
    name, at, host = known.partition("@")
    if not (name and at and host) or " " in known or len(known) > LONGEST:
        raise ReaderError("'{email}' is no e-mail address.", email=email)
    return known


def _person(connection: Connection, email: str) -> Person | None:
    row = connection.execute(select(roles).where(func.lower(roles.c.email) == email)).first()
    if row is None:
        return None
    return Person(
        row.email, Role(row.role), limits_of(connection).get(email, NO_LIMITS), row.version
    )


def _refuse_changed(before: Person | None, seen: int | None) -> None:
    if (None if before is None else before.version) != seen:
        raise ReaderError(
            "Another admin has changed this person since. Look at what it says now, and try again."
        )


def _limit(connection: Connection, email: str, limits: Limits) -> None:
    connection.execute(delete(role_limits).where(role_limits.c.email == email))
    rows = [*_rows(email, "forum", limits.forums), *_rows(email, "group", limits.groups)]
    if rows:
        connection.execute(insert(role_limits), rows)


def _rows(email: str, kind: str, values: Iterable[str] | None) -> list[dict[str, Any]]:
    return [{"email": email, "kind": kind, "value": value} for value in sorted(values or ())]


def _told(person: Person | None) -> str | None:
    if person is None:
        return None
    of = {"forums": person.limits.forums, "groups": person.limits.groups}
    seen = {kind: sorted(values) for kind, values in of.items() if values is not None}
    return json.dumps({"role": person.role} | seen, ensure_ascii=False)
