"""Which reasons each channel has been told of."""

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, delete, insert, select

from kundagenda.database.tables import now, reminders


def told_to(connection: Connection, channel: str) -> frozenset[str]:
    """The reasons that a channel has been told of and that have not ended since."""
    query = select(reminders.c.reason).where(reminders.c.channel == channel)
    return frozenset(connection.execute(query).scalars())


def remember_told(connection: Connection, channel: str, reasons: Iterable[str]) -> None:
    """Keep that a channel has been told of the reasons just now."""
    told = {"channel": channel, "sent_at": now()}
    rows = [{"reason": each} | told for each in reasons]
    connection.execute(insert(reminders), rows)


def forget_ended(connection: Connection, lasting: Collection[str]) -> None:
    """Forget the reasons that have ended: what begins again is told again."""
    told = set(connection.execute(select(reminders.c.reason).distinct()).scalars())
    for reason in told.difference(lasting):
        connection.execute(delete(reminders).where(reminders.c.reason == reason))
