"""A company's app with sign-in, a provider beside it, and the people who try to get in."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import httpx
from sqlalchemy import Engine

from browsing import small_company
from kundagenda.access.people import give_role
from kundagenda.access.roles import Role
from kundagenda.database.limits import Limits
from kundagenda.database.schema import open_database
from oidc_provider import BAD, CLIENT, agree, metadata, running_provider
from running_app import free_port, running_app

COMPANY = "Hemliga Bolaget AB"
AGENDA = "/agenda?lang=en&forum=Styrelsen"
TITLES = ("viewer", "chair", "editor", "admin")
MANY_GROUPS = [str(uuid4()) for _ in range(200)]
PEOPLE: dict[str, dict[str, object]] = {
    **{title: {"email": f"{title}@nord.example", "groups": [f"g-{title}"]} for title in TITLES},
    "named": {"email": "Named@nord.example", "groups": []},
    "demoted": {"email": "demoted@nord.example", "groups": ["g-admin"]},
    "dismissed": {"email": "dismissed@nord.example", "groups": []},
    "partly": {"email": "partly@nord.example", "groups": ["g-admin"]},
    "grouped": {"email": "grouped@nord.example", "groups": [*MANY_GROUPS, "g-viewer"]},
    "stranger": {"email": "stranger@nord.example", "groups": ["g-other"]},
    "doubted": {"email": "named@nord.example", "email_verified": False},
    **{sub: {"email": "named@nord.example"} for sub in BAD},
}
SECRETS = """[auth]
redirect_uri = "{base}/oauth2callback"
cookie_secret = "a secret of tests alone, 32 or more"
client_id = "{client}"
client_secret = "of no use elsewhere"
server_metadata_url = "{metadata}"
"""
SETTINGS = """company = "{company}"
admins = ["NAMED@nord.example"]
[claim_roles]
g-viewer = "viewer"
g-chair = "chair"
g-editor = "editor"
g-admin = "admin"
"""


@dataclass(frozen=True)
class House:
    """The app, its database and its folder of settings."""

    base: str
    engine: Engine
    folder: Path
    open_ones: ExitStack = field(default_factory=ExitStack)

    @property
    def log(self) -> str:
        """What the server has written."""
        return (self.folder / "server.log").read_text()

    def visitor(self) -> httpx.Client:
        """A browser of somebody who is not signed in, which follows no link by itself."""
        visitor = httpx.Client(
            base_url=self.base, timeout=30, verify=False
        )  # loading roots is slow
        return self.open_ones.enter_context(visitor)

    def asked(self, path: str, cookies: Mapping[str, str]) -> httpx.Response:
        """The answer to a browser that holds these cookies and keeps no other."""
        sent = "; ".join(f"{name}={value}" for name, value in cookies.items())
        visitor = self.visitor()
        return visitor.get(path, headers={b"cookie": sent.encode("latin-1")})

    def come_back(self, visitor: httpx.Client, sub: str, path: str = AGENDA) -> httpx.Response:
        """Ask for a page, sign in as somebody; the answer to the way back from the provider."""
        login = visitor.get(path, headers={"Sec-Fetch-Dest": "document"})
        provider = visitor.get(login.headers["location"])
        return visitor.get(agree(visitor, provider.headers["location"], sub))

    def signed_in(self, sub: str) -> httpx.Client:
        """A browser in which somebody has signed in."""
        visitor = self.visitor()
        self.come_back(visitor, sub)
        return visitor


@contextmanager
def running_house(folder: Path) -> Iterator[House]:
    """The small company behind a sign-in, ready."""
    address, port = small_company(folder), free_port()
    engine = open_database(address)
    give_role(engine, "demoted@nord.example", Role.VIEWER, Limits(), "tests")
    give_role(engine, "dismissed@nord.example", Role.EDITOR, Limits(), "tests")
    limits = Limits(frozenset({"Styrelsen"}), frozenset({"industri"}))
    give_role(engine, "partly@nord.example", Role.VIEWER, limits, "tests")
    with running_provider(PEOPLE) as provider:
        home = _home(folder, f"http://127.0.0.1:{port}", provider)
        log = folder / "server.log"
        with running_app(address, log, port, KUNDAGENDA_HOME=str(home)) as base:
            house = House(base, engine, folder)
            with house.open_ones:
                yield house
    engine.dispose()


def _home(folder: Path, base: str, provider: str) -> Path:
    home = folder / "home"
    (home / ".streamlit").mkdir(parents=True)
    secrets = SECRETS.format(base=base, client=CLIENT, metadata=metadata(provider))
    (home / ".streamlit" / "secrets.toml").write_text(secrets)
    (home / "kundagenda.toml").write_text(SETTINGS.format(company=COMPANY))
    return home
