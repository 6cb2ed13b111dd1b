"""Who may do what: four roles, each of which may do all that the one before it may."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any

from kundagenda.database.limits import NO_LIMITS, Limits
from kundagenda.errors import ReaderError
from kundagenda.settings import Settings


class Role(StrEnum):
    """What a person is in Kundagenda, from the least to the most."""

    VIEWER = "viewer"
    CHAIR = "chair"
    EDITOR = "editor"
    ADMIN = "admin"


class Act(IntEnum):
    """What needs a role, by its place among them."""

    READ = 0
    KEEP = 1
    """Keeping what a meeting was shown, and writing down what it decides."""
    WRITE = 2
    """Bringing in, correcting and writing down."""
    GOVERN = 3
    """Roles, the log, the connection to the company's database, and links for others."""


class NotAllowed(ReaderError):
    """Somebody asked for what their role does not let them do."""


@dataclass(frozen=True)
class Reader:
    """Whoever reads or writes.

    Attributes:
        email: By which they are known; empty while nobody signs in.
        role: What they may do; null where nobody has said.
        limits: The forums and groups that they see.
        session: The digest of their sign-in; empty while nobody signs in.
    """

    email: str = ""
    role: Role | None = None
    limits: Limits = field(default=NO_LIMITS)
    session: str = ""

    def may(self, act: Act) -> bool:
        """Whether their role allows it. Whoever sees a part changes nothing of the whole."""
        if self.role is None or (self.limits and act > Act.READ):
            return False
        return list(Role).index(self.role) >= act

    @property
    def sees_confidential(self) -> bool:
        """Whether they may read what confidential items are about, in the forums that they see."""
        return self.role in (Role.CHAIR, Role.ADMIN)


THIS_MACHINE = Reader(role=Role.ADMIN)
"""Whoever sits at the machine while no sign-in is configured."""
PROGRAM = Reader(role=Role.VIEWER)
"""The program itself, as it warms up; and whoever holds a signed link."""


def refuse_unless(reader: Reader, act: Act) -> None:
    """Let only those go on who may.

    Raises:
        NotAllowed: their role is not enough, or they see only a part of the company.
    """
    if not reader.may(act):
        raise NotAllowed(
            "This needs the role {role}. Ask whoever administers Kundagenda for it.",
            role=list(Role)[act],
        )


def email_of(claims: Mapping[str, Any], chosen: Settings) -> str:
    """By which address a person is known; empty where the provider doubts it or tells none."""
    if claims.get("email_verified", True) not in (True, "true"):  # some providers send texts
        return ""
    said = claims.get(chosen.email_claim)
    return said.strip().casefold() if isinstance(said, str) else ""


def claimed_role(groups: list[str], chosen: Settings) -> Role | None:
    """The highest role that the provider's groups stand for; null where none does."""
    found = [Role(chosen.claim_roles[each]) for each in groups if each in chosen.claim_roles]
    return max(found, key=list(Role).index, default=None)


def groups_of(claims: Mapping[str, Any], chosen: Settings) -> list[str]:
    """The groups or roles that the provider tells, as texts."""
    said = claims.get(chosen.role_claim, [])
    return [str(each) for each in (said if isinstance(said, list) else [said])]
