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
from streamlit.web.server.starlette.starlette_app_utils import (
    create_signed_value,
    decode_signed_value,
)

from kundagenda.errors import ReaderError
from kundagenda.settings import secrets_file

COOKIE = "_streamlit_user"
NEEDED = ("client_id", "client_secret", "server_metadata_url")
LEAST_SECRET = 32


@dataclass(frozen=True)
class SignInWay:
    """The provider of the settings: its name for Streamlit, where the app is reached, and its
    number there.
    """

    provider: str
    origin: str
    client_id: str

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
    if parts.path != "/oauth2callback" or not parts.netloc or "{" in parts.netloc:
        raise _wrong("redirect_uri", "the address of the app with /oauth2callback at its end")
    named = {name: each for name, each in auth.items() if isinstance(each, dict)}
    named = {name: each for name, each in named.items() if name != "client_kwargs"}
    provider, said = (
        ("default", auth) if "client_id" in auth else next(iter(named.items()), ("", {}))
    )
    for key in NEEDED:
        if not said.get(key):
            raise _wrong(key, "what the provider gave for this app")
    return SignInWay(provider, f"{parts.scheme}://{parts.netloc}", str(said["client_id"]))


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


def claims_in(cookies: Mapping[str, str], way: SignInWay) -> dict[str, Any] | None:
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
    here = said.get("is_logged_in") is True and said.get("origin") == way.origin
    return said if here and _is_meant_for(way, said.get("aud")) else None


def short_identity(claims: Mapping[str, Any], email_claim: str) -> str:
    """The value of a cookie that says no more of a person than is asked of it later.

    Of somebody in two hundred groups Streamlit's own cookies hold 16 kB, and a websocket gets 8;
    the groups are kept with the sign-in, and the provider's tokens are of no use here.
    """
    kept = ("is_logged_in", "origin", "provider", "aud", "sub", "email_verified", email_claim)
    said = json.dumps({name: claims[name] for name in kept if name in claims})
    return create_signed_value(get_cookie_secret(), COOKIE, said).decode()


def _is_meant_for(way: SignInWay, audience: object) -> bool:
    """Whether the provider said it to this app.

    Authlib lets a token for another app pass if it names this one as the party that asked (azp);
    the rule of OpenID Connect is that the audience names it.
    """
    return way.client_id in (audience if isinstance(audience, list) else [audience])
