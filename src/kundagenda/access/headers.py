"""What every answer tells the browser about safety."""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # An address holds what a reader looks at; no other site is told.
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    # No page asks for any of these, so nothing that got into one could.
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# A year; only where readers come through https, since a browser then asks in no other way.
HSTS = "max-age=31536000"
SHELL = Path(streamlit.__file__).parent / "static" / "index.html"


def content_policy(inline: Iterable[str]) -> str:
    """What a page of the app may load and run: its own files, and these very scripts in a page.

    Args:
        inline: The scripts that stand in pages, letter by letter.
    """
    scripts = " ".join(f"'sha256-{_digest(each)}'" for each in inline)
    return "; ".join(
        (
            "default-src 'none'",
            # Streamlit compiles WebAssembly; that is no leave to run a text as a script.
            f"script-src 'self' 'wasm-unsafe-eval' {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
            "object-src 'none'",
        )
    )


def scripts_of_the_shell() -> list[str]:
    """The scripts that stand in the page which Streamlit sends before any other."""
    return re.findall(r"<script>(.*?)</script>", SHELL.read_text("utf-8"), re.DOTALL)


def _digest(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()


class SafeHeaders:
    """Put the same few headers on every HTTP answer, refusals included.

    Args:
        app: What answers.
        policy: What a page may load and run; an answer with a policy of its own keeps that.
        secure: Whether readers reach the app through https.
    """

    def __init__(self, app: ASGIApp, policy: str = "", secure: bool = False) -> None:
        self.app = app
        self.headers: Mapping[str, str] = HEADERS | _if(policy, "Content-Security-Policy", policy)
        self.headers = {**self.headers, **_if(secure, "Strict-Transport-Security", HSTS)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with our headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _if(wanted: object, name: str, value: str) -> dict[str, str]:
    return {name: value} if wanted else {}
