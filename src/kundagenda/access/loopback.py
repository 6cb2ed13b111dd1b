"""Without sign-in nobody can be told apart, so only this machine is served.

A signed link to one brief is the exception: it was made for readers elsewhere.
"""

import re
from collections.abc import Iterable
from ipaddress import ip_address

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

REFUSAL = (
    "Kundagenda has no sign-in configured and is therefore served only to a browser on the "
    "machine it runs on. Open it there, at http://localhost."
)
# What a proxy adds: the true reader sits elsewhere, whatever address the connection has.
FORWARDED = frozenset(
    {
        b"forwarded", b"via", b"x-client-ip", b"x-forwarded-for", b"x-forwarded-host",
        b"x-forwarded-proto", b"x-real-ip",
    }
)  # fmt: skip
POLICY_VIOLATION = 1008
# What a signed link holds: base64 for addresses, a stop before the signature.
SIGNED_BRIEF = re.compile(r"/brief/[A-Za-z0-9_.-]{20,400}")


class LoopbackOnly:
    """Refuse every request and websocket that does not come from this machine itself.

    The address that a server says it listens on can be wrong (plain uvicorn ignores Streamlit's
    setting), so each connection is judged by where it comes from and by the name it asks for:
    a page elsewhere could otherwise point a name of its own at this machine (DNS rebinding).
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer 403 (HTTP) or a close (websocket)."""
        if scope["type"] == "lifespan" or is_local(scope) or is_signed_brief(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            await PlainTextResponse(REFUSAL, status_code=403)(scope, receive, send)


def is_signed_brief(scope: Scope) -> bool:
    """Whether one brief is asked for by a link; the route looks whether the link was signed here.

    Only what is read, and nothing but that path: `/brief` itself is for this machine.
    """
    read = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
    return read and SIGNED_BRIEF.fullmatch(scope["path"]) is not None


def is_local(scope: Scope) -> bool:
    """Whether a connection comes straight from this machine and asks for this machine."""
    headers: Iterable[tuple[bytes, bytes]] = scope["headers"]
    found = dict(headers)
    if FORWARDED & found.keys():
        return False
    client = scope.get("client")
    # A proxy that adds nothing may name this machine as the host; a page from there does not.
    origin = found.get(b"origin", b"").decode("latin-1").rpartition("://")[2]
    return (
        client is not None
        and _is_loopback(client[0])
        and is_this_machine(found.get(b"host", b"").decode("latin-1"))
        and (not origin or is_this_machine(origin))
    )


def _is_loopback(address: str) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    # An IPv4 reader on a socket for both families is written ::ffff:127.0.0.1.
    mapped = getattr(parsed, "ipv4_mapped", None)
    return bool((mapped or parsed).is_loopback)


def is_this_machine(host: str) -> bool:
    """Whether a host is named so as on the machine itself: localhost, 127.x.x.x or [::1]; any port.

    >>> is_this_machine("localhost:8501"), is_this_machine("kundagenda.example.org")
    (True, False)
    """
    name = host.lower()
    bare = name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]
    return bare == "localhost" or bare.endswith(".localhost") or _is_loopback(bare)
