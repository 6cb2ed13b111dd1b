"""The names by which the app may be asked for: a link elsewhere must not lend it another.

What a request says of its host stands in no address that the app makes, but a page elsewhere can
point a name of its own at the server and then read what a browser is shown (DNS rebinding).
"""

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from kundagenda.access.identity import SignInWay
from kundagenda.access.loopback import POLICY_VIOLATION, is_local
from kundagenda.settings import Settings

REFUSAL = "Kundagenda is not served under this name. Ask whoever sent you here for its address."


def names_of(chosen: Settings, way: SignInWay | None) -> frozenset[str]:
    """Every name that the settings give the app, in small letters; empty where they give none."""
    addresses = [*chosen.allowed_hosts, chosen.address, way.origin if way else ""]
    return frozenset(map(name_of, filter(None, addresses)))


def name_of(address: str) -> str:
    """The bare name in an address or a Host header, in small letters; empty where there is none.

    >>> name_of("https://K.example.org:8443/x"), name_of("k.example.org:80"), name_of("[::1]:1")
    ('k.example.org', 'k.example.org', '::1')
    """
    try:
        parts = urlsplit(address if "//" in address else f"//{address}")
        return (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""


class AllowedHosts:
    """Answer 400 to every request and websocket under another name than those of the settings.

    Straight from this machine its own names pass as well, for whoever looks after the server.
    """

    def __init__(self, app: ASGIApp, names: Collection[str]) -> None:
        self.app, self.names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 400 (HTTP) or a close (websocket)."""
        if scope["type"] == "lifespan" or is_local(scope) or self._is_named(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            await PlainTextResponse(REFUSAL, 400)(scope, receive, send)

    def _is_named(self, scope: Scope) -> bool:
        """Whether there is one Host header, and it is one of ours."""
        asked = Headers(scope=scope).getlist("host")
        return len(asked) == 1 and name_of(asked[0]) in self.names


def is_secure(chosen: Settings, way: SignInWay | None) -> bool:
    """Whether readers reach the app through https."""
    return "https://" in (chosen.address[:8].lower(), way.origin[:8].lower() if way else "")
