"""What can be set: in kundagenda.toml, secrets in .streamlit/secrets.toml, the environment first.

In the environment every key is KUNDAGENDA_<KEY>, in secrets.toml it stands under [kundagenda].
"""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from kundagenda.errors import ReaderError
from kundagenda.settings_files import (
    DATA,
    DEFAULT_DATABASE,
    HOME,
    PREFIX,
    ROOT,
    SECTION,
    Environment,
    FirstThatSays,
    home,
    read_settings,
    said_in_secrets,
    secrets_file,
    settings_file,
)
from kundagenda.settings_words import is_secret, misspelt_variables, sentences_of
from kundagenda.sources import TableSource

__all__ = [
    "DATA", "DEFAULT_DATABASE", "HOME", "PREFIX", "ROOT", "SECTION", "Settings", "home",
    "secrets_file", "secrets_in_the_open", "setting_faults", "settings", "settings_anew",
    "settings_file",
]  # fmt: skip
RoleName = Literal["viewer", "chair", "editor", "admin"]
LogLevel = Literal["debug", "info", "warning", "error"]


class Settings(BaseSettings):
    """The settings of one running program."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid")

    database_url: str = Field(
        default=DEFAULT_DATABASE,
        description="The app database: SQLite or PostgreSQL, as a SQLAlchemy address.",
    )
    demo: bool = Field(
        default=True,
        description="Whether an empty default database is filled with the demo company at start.",
    )
    max_file_mb: int = Field(
        default=20,
        ge=1,
        le=500,
        description="The largest file that may be brought in, in megabytes.",
    )
    link_secret: SecretStr = Field(
        default=SecretStr(""),
        description="What links to a brief are signed with, 16 signs or more; a random one else.",
    )
    address: str = Field(
        default="",
        description="Where readers reach the app, such as https://kundagenda.example.org; links "
        "in reminders and to the brief begin with it.",
    )
    remind_to: SecretStr = Field(
        default=SecretStr(""),
        description="Where `kundagenda remind` sends: addresses as Apprise has them, with commas "
        "between.",
    )
    longest_gap_days: int = Field(
        default=90,
        ge=1,
        description="After how many days without a customer item the leadership is reminded.",
    )
    stale_days: int = Field(
        default=45,
        ge=1,
        description="After how many days without newer data a reminder is sent.",
    )
    company: str = Field(
        default="",
        max_length=80,
        description="The company’s name, as it stands on what is taken away from the meeting.",
    )
    template: Path | None = Field(
        default=None,
        description="A PowerPoint file (.pptx, .potx) in whose layouts and theme slides are made.",
    )

    warehouse_url: SecretStr = Field(
        default=SecretStr(""),
        description="Where answers, subscriptions and other facts lie, as a SQLAlchemy address; "
        "the app database when empty.",
    )
    warehouse_seconds: int = Field(
        default=600,
        ge=1,
        description="After how many seconds a statement in the warehouse is given up.",
    )
    tables: dict[str, TableSource] = Field(
        default_factory=dict,
        description="Which of the company’s tables stand for ours, and how: docs/mapping.md.",
    )
    ready: dict[str, TableSource] = Field(
        default_factory=dict,
        description="Tables of ready monthly figures, each under a name of its own: "
        "docs/mapping.md.",
    )

    serve_without_sign_in: bool = Field(
        default=False,
        description="Whether everybody who reaches the app may do everything while no sign-in is "
        "configured; else only this machine is served.",
    )
    allowed_hosts: list[str] = Field(
        default_factory=list,
        description="The names by which the app may be asked for, such as "
        "kundagenda.example.org; that of address is one of them.",
    )
    session_hours: int = Field(
        default=12, ge=1, le=168, description="After how many hours somebody signs in again."
    )
    email_claim: str = Field(
        default="email",
        description="What the provider calls the address that a person is known by.",
    )
    role_claim: str = Field(
        default="groups",
        description="What the provider calls the groups or roles of a person.",
    )
    claim_roles: dict[str, RoleName] = Field(
        default_factory=dict,
        description="Which role a group of the provider has here: viewer, chair, editor or admin.",
    )
    admins: list[str] = Field(
        default_factory=list,
        description="Addresses of persons who are admins whatever else is said of them.",
    )
    audit_days: int = Field(
        default=1095, ge=30, description="For how many days the log of who did what is kept."
    )

    log_level: LogLevel = Field(
        default="info",
        description="What the log tells: debug, info, warning or error, and all that is graver.",
    )

    @field_validator("admins")
    @classmethod
    def _alike(cls, addresses: list[str]) -> list[str]:
        """Addresses are the same however they are capitalised."""
        return [address.strip().casefold() for address in addresses]

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment before the secrets, and the secrets before the file."""
        secrets = said_in_secrets(settings_cls)
        first = FirstThatSays(
            settings_cls,
            init_settings,
            Environment(settings_cls),
            InitSettingsSource(settings_cls, secrets),
            InitSettingsSource(settings_cls, read_settings(settings_cls, settings_file())),
        )
        return (first,)

    @property
    def may_fill_demo(self) -> bool:
        """Only the database that nobody chose is ever filled with invented figures."""
        return self.demo and self.database_url == DEFAULT_DATABASE


@lru_cache
def settings() -> Settings:
    """The settings, read once; ``settings.cache_clear()`` after the file was written.

    Raises:
        ReaderError: a value cannot be understood, a key is unknown, or a file cannot be read.
    """
    return _read()


def settings_anew() -> Settings:
    """The settings with what the file says now of the tables to read, which a page may save there.

    Another process may have saved some. Addresses, sign-in and all else hold until the next start.

    Raises:
        ReaderError: as `settings`; then those that were read before hold on.
    """
    now, known = _read(), settings()
    known.tables, known.ready = now.tables, now.ready
    return known


def _read() -> Settings:
    try:
        return Settings()
    except ValidationError as error:
        raise next(sentences_of(error, Settings)) from error


def setting_faults() -> list[ReaderError]:
    """Everything that is wrong with the settings, a sentence each; empty where nothing is."""
    misspelt = list(misspelt_variables(Settings))
    try:
        Settings()
    except ValidationError as error:
        return [*sentences_of(error, Settings), *misspelt]
    except ReaderError as error:
        return [error, *misspelt]
    return misspelt


def secrets_in_the_open() -> list[str]:
    """The keys of secrets that stand in kundagenda.toml, which more people read than should."""
    return [key for key in read_settings(Settings, settings_file()) if is_secret((key,), Settings)]
