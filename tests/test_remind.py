"""`kundagenda remind`: a mail server gets each reason once; what is broken stops nobody else."""

import asyncio
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner, Result
from sqlalchemy import Engine, delete, select, update

from kundagenda.cli import main
from kundagenda.cli.channels import Channel, channels_of
from kundagenda.database.state import DEMO, remember
from kundagenda.database.tables import now, reminders
from kundagenda.settings import settings
from metrics.tables import actions, agenda_items, decisions, forums, meetings
from running_app import free_port
from tables import fill, insert_rows

# Of the libraries of one of the many services that Apprise loads.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
PASSWORD = "hemligt-lösen"
NOWHERE = f"json://nyckel:{PASSWORD}@127.0.0.1:1/hemlig-väg"


class Mailbox:
    """What a mail server was handed."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.received.append(message)
        return "250 OK"

    def text(self) -> str:
        """The words of the only message."""
        [message] = self.received
        body = message.get_body(("plain", "html"))
        assert body is not None
        return str(body.get_content())


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, str]]:
    """A mail server, and its address as Apprise has it."""
    box = Mailbox()
    with mail_server(box) as address:
        yield box, address


@contextmanager
def mail_server(box: Mailbox) -> Iterator[str]:
    """Its address as Apprise has it."""
    port = free_port()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield f"mailto://127.0.0.1:{port}?from=app@example.com&to=vd@example.com"
    server.stop()


@pytest.fixture
def company(sqlite_app: Engine) -> Engine:
    """A meeting of yesterday, and an action that was due then."""
    yesterday = date.today() - timedelta(1)
    fill(sqlite_app, forums, "id | name\n1 | Ledning")
    insert_rows(sqlite_app, meetings, [{"id": 1, "held_on": yesterday}])
    fill(sqlite_app, agenda_items, "id | meeting_id | position | level_best\n1 | 1 | 1 | fix")
    insert_rows(sqlite_app, decisions, [{"id": 1, "agenda_item_id": 1, "decided_on": yesterday}])
    action = {"id": 17, "decision_id": 1, "text": "Ring kunderna", "owner_role": "Säljchef"}
    insert_rows(sqlite_app, actions, [action | {"due_on": yesterday}])
    return sqlite_app


class Cron:
    """Runs the command on the company's database."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
        self.monkeypatch = monkeypatch
        address = engine.url.render_as_string(hide_password=False)
        monkeypatch.setenv("KUNDAGENDA_DATABASE_URL", address)

    def __call__(self, to: str, *words: str) -> Result:
        self.monkeypatch.setenv("KUNDAGENDA_REMIND_TO", to)
        settings.cache_clear()
        done = CliRunner().invoke(main, ["remind", *words])
        assert PASSWORD not in done.output + done.stderr
        return done


@pytest.fixture
def cron(monkeypatch: pytest.MonkeyPatch, company: Engine) -> Iterator[Cron]:
    monkeypatch.setenv("KUNDAGENDA_ADDRESS", "https://kund.example.com")
    yield Cron(monkeypatch, company)
    settings.cache_clear()


SAID = {
    "sv": ("Kundagenda: 1 påminnelse", "Ring kunderna. Ansvarig: Säljchef."),
    "en": ("Kundagenda: 1 reminder", "Ring kunderna. Owner: Säljchef."),
}


def sent(engine: Engine) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        rows = connection.execute(select(reminders.c.reason, reminders.c.channel))
        return [(reason, channel) for reason, channel in rows]


class Twice(Mailbox):
    """While it takes a message in, the command is run once more; what that said."""

    also = ""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if not self.received:
            command = [sys.executable, "-m", "kundagenda.cli", "remind"]
            run = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
            self.also = (await run.communicate())[0].decode()
        return await super().handle_DATA(server, session, envelope)


def test_two_runs_at_the_same_moment_send_once(cron: Cron) -> None:
    box = Twice()
    with mail_server(box) as address:
        assert cron(address).output == "Channel 1, mailto: 1 sent.\n"
    assert box.also == "Channel 1, mailto: nothing new is due.\n"
    assert len(box.received) == 1


@pytest.mark.parametrize(("minutes", "messages"), [(9, 0), (11, 1)])
def test_what_a_run_that_died_was_sending_is_sent_again(
    mailbox: tuple[Mailbox, str], cron: Cron, company: Engine, minutes: int, messages: int
) -> None:
    box, address = mailbox
    begun = {"channel": Channel(1, address).key, "begun_at": now() - timedelta(minutes=minutes)}
    reason = f"action:17:overdue:{date.today() - timedelta(1)}"
    insert_rows(company, reminders, [begun | {"reason": reason}])
    cron(address)
    assert len(box.received) == messages


@pytest.mark.parametrize("lang", SAID)
def test_a_mail_is_sent_once_and_then_it_is_quiet(mailbox, cron, company, lang) -> None:
    box, address = mailbox
    done = cron(address, "--lang", lang)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.output == "Channel 1, mailto: 1 sent.\n"
    subject, words = SAID[lang]
    assert box.received[0]["subject"] == subject
    assert words in box.text()
    assert f"https://kund.example.com/follow-through?lang={lang}" in box.text()
    yesterday = date.today() - timedelta(1)
    assert sent(company) == [(f"action:17:overdue:{yesterday}", Channel(1, address).key)]
    again = cron(address, "--lang", lang)
    assert (again.exit_code, again.output) == (0, "Channel 1, mailto: nothing new is due.\n")
    assert len(box.received) == 1


def test_what_has_ended_and_begins_again_is_told_again(mailbox, cron, company) -> None:
    box, address = mailbox
    cron(address)
    for done_on in (date.today() - timedelta(1), None):
        with company.begin() as connection:
            connection.execute(update(actions).values(done_on=done_on))
        cron(address)
    assert len(box.received) == 2


def test_a_dry_run_prints_and_sends_and_writes_nothing(mailbox, cron, company) -> None:
    box, address = mailbox
    done = cron(address, "--dry-run", "--lang", "sv")
    assert done.exit_code == 0
    assert "would be sent" in done.output
    assert "Ring kunderna. Ansvarig: Säljchef." in done.output
    assert (box.received, sent(company)) == ([], [])
    assert "Ring kunderna" in cron("", "--dry-run").output, "also before any channel is set"


def test_a_broken_channel_is_reported_keeps_its_reasons_and_stops_nobody(
    mailbox, cron, company
) -> None:
    box, address = mailbox
    done = cron(f"{NOWHERE}, nonsense://{PASSWORD}, {address}")
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert "channel 1, json; channel 2, nonsense" in done.stderr
    assert "hemlig" not in done.output + done.stderr
    assert len(box.received) == 1
    assert len(sent(company)) == 1
    told = cron(f"{NOWHERE}, {address}", "--dry-run", "--json")
    rows = {row["channel"]: row["new"] for row in json.loads(told.output)["channels"]}
    assert [len(new) for new in rows.values()] == [1, 0]


def test_a_message_on_the_demo_says_that_it_is_invented(mailbox, cron, company) -> None:
    box, address = mailbox
    with company.begin() as connection:
        remember(connection, DEMO, json.dumps({"company": "Nordlog AB"}))
    cron(address, "--lang", "sv")
    assert "Nordlog AB är påhittat" in box.text()


def test_nothing_due_is_one_line(mailbox, cron, company) -> None:
    box, address = mailbox
    with company.begin() as connection:
        connection.execute(delete(actions))
    done = cron(address)
    assert (done.exit_code, done.output) == (0, "Channel 1, mailto: nothing new is due.\n")
    assert cron("", "--dry-run").output == "Nothing is due.\n"
    assert box.received == []


def test_without_a_channel_it_says_what_to_set(cron) -> None:
    done = cron("")
    assert done.exit_code == 1
    assert "KUNDAGENDA_REMIND_TO" in done.stderr


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (f"mailtos://a:{PASSWORD}@mail.x.se:587?to=bo@x.se,ci@x.se", "mailtos mail.x.se"),
        (f"mailto://ada:{PASSWORD}@in/it@mail.x.se", "mailto"),  # where does the host begin?
        (f"slack://{PASSWORD}/B/C/#kund", "slack"),
        (f"msteams://{PASSWORD}/B/C/D", "msteams"),
        (PASSWORD, "unknown"),
    ],
)  # fmt: skip
def test_of_an_address_nothing_secret_is_shown(address: str, name: str) -> None:
    [channel] = channels_of(address)
    assert channel.name == f"1, {name}"
    assert PASSWORD not in repr(channel) + channel.name + channel.key
    assert PASSWORD not in repr(settings())


def test_addresses_have_commas_between_and_may_have_some_of_their_own() -> None:
    found = channels_of("mailto://a?to=x@y.se,z@y.se, slack://t,\n slack://t ,")
    assert [each.address for each in found] == ["mailto://a?to=x@y.se,z@y.se", "slack://t"]
    assert channels_of(" ") == ()
