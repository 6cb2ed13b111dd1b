"""What Streamlit's own sign-in says of a browser, and how it is configured."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from tomllib import TOMLDecodeError, loads
from typing import Any
from urllib.parse import urlsplit

from streamlit.auth_util import encode_provider_token, get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

from kundagenda.errors import ReaderError
from kundagenda.settings import secrets_file

COOKIE = "_streamlit_user"
NEEDED = ("client_id", "client_secret", "server_metadata_url")
LEAST_SECRET = 32


@dataclass(frozen=True)
class SignInWay:
    """The provider of the settings: its name for Streamlit, and where the app is reached."""

    provider: str
    origin: str

    @property
    def secure(self) -> bool:
        """Whether readers reach the app through https."""
        return self.origin.startswith("https://")

    def address(self) -> str:
        """Where Streamlit begins a sign-in; it opens for a few minutes."""
        return f"/auth/login?provider={encode_provider_token(self.provider)}"


@lru_cache
def sign_in_way() -> SignInWay | None:
    """How people sign in; null where secrets.toml has no [auth].

    Raises:
        ReaderError: something that sign-in needs is missing there.
    """
    auth = _auth_section()
    if not auth:
        return None
    secret, redirect = str(auth.get("cookie_secret", "")), str(auth.get("redirect_uri", ""))
    if len(secret) < LEAST_SECRET:
        raise _wrong("cookie_secret", f"{LEAST_SECRET} random signs or more")
    parts = urlsplit(redirect)
    if parts.path != "/oauth2callback" or not parts.netloc:
        raise _wrong("redirect_uri", "the address of the app with /oauth2callback at its end")
    named = {name: each for name, each in auth.items() if isinstance(each, dict)}
    named = {name: each for name, each in named.items() if name != "client_kwargs"}
    provider, said = (
        ("default", auth) if "client_id" in auth else next(iter(named.items()), ("", {}))
    )
    for key in NEEDED:
        if not said.get(key):
            raise _wrong(key, "what the provider gave for this app")
    return SignInWay(provider, f"{parts.scheme}://{parts.netloc}")


def _auth_section() -> Mapping[str, Any]:
    file = secrets_file()
    try:
        found = loads(file.read_text("utf-8")).get("auth", {}) if file.exists() else {}
    except (TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ReaderError(
            "The settings in {file} cannot be read: {why}. Mend the file, or take it away.",
            file=file,
            why=str(error).rstrip("."),
        ) from error
    return found if isinstance(found, dict) else {}


def _wrong(key: str, wanted: str) -> ReaderError:
    return ReaderError(
        "Sign-in is begun in {file}, and auth.{key} is missing or too short: it is {wanted}.",
        file=secrets_file(),
        key=key,
        wanted=wanted,
    )


def claims_in(cookies: Mapping[str, str], origin: str) -> dict[str, Any] | None:
    """What the provider said of a person, from the cookies; null unless signed here, for here."""

    def one(name: str) -> bytes | None:
        value = cookies.get(name)
        secret = get_cookie_secret()
        return None if value is None else decode_signed_value(secret, name, value)

    raw = get_cookie_with_chunks(one, COOKIE)
    try:
        said = json.loads(raw) if raw else {}
    except ValueError:
        return None
    here = said.get("is_logged_in") is True and said.get("origin") == origin
    return said if here else None
