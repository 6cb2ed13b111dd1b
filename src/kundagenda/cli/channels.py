"""Where reminders go: addresses as Apprise has them, which hold passwords and are never shown."""

import logging
import re
from dataclasses import dataclass, field
from hashlib import sha256

# An address may have commas of its own, between recipients: a new one begins with its scheme.
_BETWEEN = re.compile(r"[,\s]+(?=[a-z][a-z0-9+.-]*://)", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://(.*)", re.IGNORECASE | re.DOTALL)
_HOST = re.compile(r"[a-z0-9.-]+", re.IGNORECASE)
# Elsewhere tokens stand in the place of the host: slack://TOKEN/TOKEN/TOKEN.
_HAVE_HOSTS = ("mailto", "mailtos")
SECONDS = 30


@dataclass(frozen=True)
class Channel:
    """One address that reminders are sent to, the first is number 1."""

    number: int
    address: str = field(repr=False)

    @property
    def key(self) -> str:
        """What the address is known by where it is stored: its hash."""
        return sha256(self.address.encode()).hexdigest()

    @property
    def name(self) -> str:
        """Number, scheme, and for mail the host; nothing else of the address.

        >>> Channel(1, "mailto://ada:pass@example.com?to=bo@example.com").name
        '1, mailto example.com'
        >>> Channel(2, "slack://TOKEN/TOKEN/TOKEN").name
        '2, slack'
        """
        scheme, host = _scheme_and_host(self.address)
        return f"{self.number}, {scheme} {host}".rstrip()

    def send(self, subject: str, text: str) -> bool:
        """Whether the message was taken."""
        from apprise import Apprise, AppriseAsset, NotifyFormat  # loads slowly

        log = logging.getLogger("apprise")
        was_disabled = log.disabled
        log.disabled = True  # what it says of a failure may hold the address
        try:
            to = Apprise(asset=AppriseAsset(app_id="Kundagenda"))
            return bool(
                to.add(self.address)
                and to.notify(text, subject, body_format=NotifyFormat.TEXT, timeout=SECONDS)
            )
        finally:
            log.disabled = was_disabled


def channels_of(addresses: str) -> tuple[Channel, ...]:
    """The channels of a setting: addresses with commas or spaces between, each once."""
    found = (each.strip(" ,\t\r\n") for each in _BETWEEN.split(addresses))
    each_once = dict.fromkeys(address for address in found if address)
    return tuple(Channel(number, address) for number, address in enumerate(each_once, 1))


def _scheme_and_host(address: str) -> tuple[str, str]:
    """Nothing where a sign in a password makes it doubtful where the host begins."""
    match = _SCHEME.match(address)
    if match is None:
        return "unknown", ""
    scheme, rest = match[1].lower(), match[2].partition("?")[0]
    if scheme not in _HAVE_HOSTS or rest.count("@") != 1:
        return scheme, ""
    host = _HOST.match(rest.partition("@")[2])
    return scheme, host[0] if host else ""
