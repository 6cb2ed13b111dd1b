"""The command that a nightly job sends reminders with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import click
from sqlalchemy import Connection, Engine

from kundagenda.cli.channels import Channel, channels_of
from kundagenda.cli.options import app_database, dry_run_option, json_option, print_json
from kundagenda.database.connection import clear_failures, take_turn
from kundagenda.database.reminders import (
    begin_telling,
    forget_ended,
    give_up_telling,
    remember_told,
    told_to,
)
from kundagenda.errors import ReaderError
from kundagenda.findings.background import background_of
from kundagenda.findings.due import Due, Limits, due_of
from kundagenda.settings import settings
from kundagenda.shown.reminded import due_sentence, message_of
from kundagenda.texts.told import telling_in


@dataclass(frozen=True)
class Found:
    """All that is due, by channel what it has not been told of, and the demo company's name."""

    due: tuple[Due, ...]
    new: Mapping[str, tuple[Due, ...]]
    demo: str | None

    def message(self, due: Sequence[Due]) -> tuple[str, str]:
        """Subject and text on some of it."""
        return message_of(due, settings().address, self.demo)


@dataclass(frozen=True)
class Told:
    """What a channel is told of; ``sent`` is null in a dry run, and where nothing is new."""

    channel: Channel
    new: tuple[Due, ...]
    sent: bool | None


@click.command("remind")
@dry_run_option
@click.option("--lang", type=click.Choice(["sv", "en"]), default="en")
@json_option
def remind_command(dry_run: bool, lang: str, as_json: bool) -> None:
    """Send what is due to KUNDAGENDA_REMIND_TO, to each channel each reason once.

    A reason that has ended, and begins again, is sent again.
    """
    channels = channels_of(settings().remind_to.get_secret_value())
    if not channels and not dry_run:
        raise ReaderError(
            "Nobody is there to be reminded: set KUNDAGENDA_REMIND_TO to the addresses, as "
            "docs/operations.md shows."
        )
    engine = app_database(dry_run)
    with telling_in(lang):
        found = _find(engine, channels, dry_run)
        told = [_tell(engine, each, found, dry_run) for each in channels]
        _print_told(told, found, as_json)
    broken = [each.channel.name for each in told if each.sent is False]
    if broken:
        raise ReaderError(
            f"Not reached: channel {'; channel '.join(broken)}. What it was to be told is sent "
            "again at the next run; check its address in KUNDAGENDA_REMIND_TO."
        )


def _find(engine: Engine, channels: Sequence[Channel], dry_run: bool) -> Found:
    """What is due, and what each channel is told: from here on no other run tells it that."""
    limits = Limits(settings().longest_gap_days, settings().stale_days)
    with clear_failures(engine), engine.begin() as connection:
        if not dry_run:
            take_turn(connection)
        due = due_of(connection, limits, date.today())
        if not dry_run:
            forget_ended(connection, {each.reason for each in due})
        new = {channel.key: _new(connection, channel, due, dry_run) for channel in channels}
        return Found(due, new, background_of(connection).demo)


def _new(
    connection: Connection, channel: Channel, due: Sequence[Due], dry_run: bool
) -> tuple[Due, ...]:
    told = told_to(connection, channel.key)
    new = tuple(each for each in due if each.reason not in told)
    if not dry_run:
        begin_telling(connection, channel.key, [each.reason for each in new])
    return new


def _tell(engine: Engine, channel: Channel, found: Found, dry_run: bool) -> Told:
    """Send, and only then remember: a channel that does not answer loses nothing."""
    new = found.new[channel.key]
    if not new or dry_run:
        return Told(channel, new, None)
    sent = channel.send(*found.message(new))
    ended = remember_told if sent else give_up_telling
    with clear_failures(engine), engine.begin() as connection:
        ended(connection, channel.key, [each.reason for each in new])
    return Told(channel, new, sent)


def _print_told(told: Sequence[Told], found: Found, as_json: bool) -> None:
    if as_json:
        print_json({"due": _rows(found.due), "channels": [_channel_row(each) for each in told]})
        return
    if not told:
        click.echo("\n".join(found.message(found.due)) if found.due else "Nothing is due.")
    for each in told:
        count = len(each.new)
        if not count:
            click.echo(f"Channel {each.channel.name}: nothing new is due.")
        elif each.sent is None:
            text = "\n".join(found.message(each.new))
            click.echo(f"Channel {each.channel.name}: would be sent\n{text}")
        elif each.sent:
            click.echo(f"Channel {each.channel.name}: {count} sent.")


def _rows(due: Iterable[Due]) -> list[dict[str, str]]:
    return [
        {"reason": each.reason, "page": each.page, "sentence": due_sentence(each)} for each in due
    ]


def _channel_row(told: Told) -> dict[str, object]:
    new = [each.reason for each in told.new]
    return {"channel": told.channel.name, "new": new, "sent": told.sent}
