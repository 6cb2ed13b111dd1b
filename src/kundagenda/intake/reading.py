"""What every reader of agendas gives back, whatever the format."""

from dataclasses import dataclass, field
from datetime import date, time

MOST_MINUTES = 480


@dataclass(frozen=True)
class Remark:
    """Something in a file that a person should know of; ``line`` counts from 1."""

    line: int
    text: str


@dataclass(frozen=True)
class Minutes:
    """How long an item takes.

    ``minutes`` is null when unknown or impossible; ``as_read`` what the file says, as a number
    where it is one; ``problem`` a sentence when the two differ.
    """

    minutes: float | None = None
    as_read: float | str | None = None
    problem: str | None = None


UNKNOWN = Minutes()


@dataclass
class ReadItem:
    """One topic of an agenda as a file has it; ``line`` is where it stands there."""

    position: int
    title: str
    line: int
    detail: str | None = None
    planned_minutes: float | None = None
    actual_minutes: float | None = None
    minutes_as_read: float | str | None = None
    formal: bool = False
    carried_over: bool = False
    outcome: str = "handled"
    kind: str | None = None
    confidential: bool = False


@dataclass
class ReadMeeting:
    """One meeting as a file has it; ``forum`` only where the file itself names several.

    ``name`` is what the file calls this one meeting, where it does.
    """

    held_on: date
    starts_at: time | None = None
    planned_minutes: float | None = None
    status: str = "held"
    forum: str | None = None
    is_minutes: bool = False
    items: list[ReadItem] = field(default_factory=list)
    line: int = 1
    actual_minutes: float | None = None
    name: str | None = None


@dataclass
class ReadFile:
    """The meetings of one file, what could not be taken in, and the SHA-256 of its bytes.

    ``by_name`` where its meetings are of several forums by the names of events alone: a guess.
    """

    meetings: list[ReadMeeting] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    checksum: str = ""
    by_name: bool = False
