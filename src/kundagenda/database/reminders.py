"""Which reasons each channel has been told of, or is being told of by another run."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, delete, insert, or_, select, update

from kundagenda.database.tables import now, reminders

# A run that has not come back by then has died; what it was sending is sent again.
SENDING = timedelta(minutes=10)
_OF = reminders.c


def told_to(connection: Connection, channel: str) -> frozenset[str]:
    """The reasons that a channel has been told of and that have not ended since.

    Those too that another run is telling it of at this moment.
    """
    sending = _OF.begun_at > now() - SENDING
    query = select(_OF.reason).where(_OF.channel == channel, or_(_OF.sent_at.is_not(None), sending))
    return frozenset(connection.execute(query).scalars())


def begin_telling(connection: Connection, channel: str, reasons: Collection[str]) -> None:
    """Keep that a channel is being told of the reasons; what a dead run left is taken over."""
    give_up_telling(connection, channel, reasons)
    begun = {"channel": channel, "begun_at": now()}
    if reasons:
        connection.execute(insert(reminders), [{"reason": each} | begun for each in reasons])


def give_up_telling(connection: Connection, channel: str, reasons: Collection[str]) -> None:
    """Take back what was begun: the channel was not reached, and is told at the next run."""
    connection.execute(delete(reminders).where(*_begun(channel, reasons)))


def remember_told(connection: Connection, channel: str, reasons: Collection[str]) -> None:
    """Keep that a channel has been told just now of the reasons that were begun."""
    told = update(reminders).where(*_begun(channel, reasons))
    connection.execute(told.values(sent_at=now()))


def _begun(channel: str, reasons: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    return _OF.channel == channel, _OF.reason.in_(reasons), _OF.sent_at.is_(None)


def forget_ended(connection: Connection, lasting: Collection[str]) -> None:
    """Forget the reasons that have ended: what begins again is told again."""
    told = set(connection.execute(select(_OF.reason).distinct()).scalars())
    for reason in told.difference(lasting):
        connection.execute(delete(reminders).where(_OF.reason == reason))
