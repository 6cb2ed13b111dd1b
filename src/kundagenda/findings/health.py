"""Whether everything runs as it should: what the last refresh took, and what waits to be mended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib.metadata import version

from sqlalchemy import Connection, Engine, func, select

from kundagenda.database.checks import check
from kundagenda.database.found import Check
from kundagenda.database.schema import schema_revision
from kundagenda.database.tables import refresh_steps


@dataclass(frozen=True)
class Step:
    """A statement of the last refresh: what it was for, its rows, and seconds."""

    name: str
    rows: int
    seconds: float


@dataclass(frozen=True)
class Health:
    """How the program stands.

    Attributes:
        checks: What was looked at in the app database.
        steps: The statements of the last refresh, the slowest first.
        seconds: What all of its statements took together.
        refreshed_at: When the last refresh asked its last statement, in UTC.
        versions: The program, its schema and its database, as names and versions.
    """

    checks: tuple[Check, ...]
    steps: tuple[Step, ...]
    seconds: float
    refreshed_at: datetime | None
    versions: tuple[tuple[str, str], ...]

    @property
    def wrong(self) -> Sequence[Check]:
        """What is not in order."""
        return [each for each in self.checks if each.ok is False]

    @property
    def right(self) -> Sequence[Check]:
        """What is in order."""
        return [each for each in self.checks if each.ok is True]

    @property
    def remarks(self) -> Sequence[Check]:
        """What is neither right nor wrong; what the refresh took stands in ``steps``."""
        return [each for each in self.checks if each.ok is None and each.name != "refresh"]


def health_of(engine: Engine, connection: Connection, today: date) -> Health:
    """The health of the app database on a day."""
    steps = refresh_steps.c
    rows = connection.execute(
        select(steps.step, steps.rows, steps.seconds).order_by(steps.seconds.desc(), steps.step)
    ).all()
    return Health(
        checks=tuple(check(engine, today)),
        steps=tuple(Step(*row) for row in rows),
        seconds=sum(row.seconds for row in rows),
        refreshed_at=connection.scalar(select(func.max(steps.asked_at))),
        versions=_versions(connection),
    )


def _versions(connection: Connection) -> tuple[tuple[str, str], ...]:
    engine = connection.dialect.server_version_info or ()
    return (
        ("Kundagenda", version("kundagenda")),
        ("schema", schema_revision(connection) or ""),
        (connection.dialect.name, ".".join(map(str, engine))),
        ("Streamlit", version("streamlit")),
    )
