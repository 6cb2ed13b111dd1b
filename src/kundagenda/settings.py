"""What can be set: in kundagenda.toml, secrets in .streamlit/secrets.toml, the environment first.

In the environment every key is KUNDAGENDA_<KEY>, in secrets.toml it stands under [kundagenda].
"""

import os
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Any, Literal

from pydantic import BaseModel, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from kundagenda.errors import ReaderError
from kundagenda.sources import ColumnSource, Condition, TableSource

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
DEFAULT_DATABASE = f"sqlite:///{DATA / 'kundagenda.db'}"
PREFIX = "KUNDAGENDA_"
HOME = f"{PREFIX}HOME"
SECTION = "kundagenda"
RoleName = Literal["viewer", "chair", "editor", "admin"]
NO_SETTING = "There is no setting {key}. Look it up in docs/operations.md."
NO_SETTING_NEAR = "There is no setting {key}. Did you mean {near}?"


def home() -> Path:
    """The folder of kundagenda.toml and of .streamlit/secrets.toml: the program's, or that named.

    Another one is named by KUNDAGENDA_HOME, which only the environment can set.
    """
    return Path(os.environ.get(HOME) or ROOT)


def settings_file() -> Path:
    """The file that tells everything but secrets."""
    return home() / "kundagenda.toml"


def secrets_file() -> Path:
    """The file of secrets, which Streamlit reads too."""
    return home() / ".streamlit" / "secrets.toml"


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
        secrets = _read(settings_cls, secrets_file()).get(SECTION, {})
        return (
            init_settings,
            env_settings,
            InitSettingsSource(settings_cls, secrets),
            InitSettingsSource(settings_cls, _read(settings_cls, settings_file())),
        )

    @property
    def may_fill_demo(self) -> bool:
        """Only the database that nobody chose is ever filled with invented figures."""
        return self.demo and self.database_url == DEFAULT_DATABASE


def _read(settings_cls: type[BaseSettings], file: Path) -> dict[str, Any]:
    """What a file says; a file that is not there says nothing."""
    try:
        return TomlConfigSettingsSource(settings_cls, file).toml_data
    except (TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ReaderError(
            "The settings in {file} cannot be read: {why}. Mend the file, or take it away.",
            file=file,
            why=str(error).rstrip("."),
        ) from error


@lru_cache
def settings() -> Settings:
    """The settings, read once; ``settings.cache_clear()`` after the file was written.

    Raises:
        ReaderError: a value cannot be understood, a key is unknown, or a file cannot be read.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise next(_sentences(error)) from error


def setting_faults() -> list[ReaderError]:
    """Everything that is wrong with the settings, a sentence each; empty where nothing is."""
    try:
        Settings()
    except ValidationError as error:
        return list(_sentences(error))
    except ReaderError as error:
        return [error]
    return []


def secrets_in_the_open() -> list[str]:
    """The keys of secrets that stand in kundagenda.toml, which more people read than should."""
    return [key for key in _read(Settings, settings_file()) if _is_secret((key,))]


def _sentences(error: ValidationError) -> Iterator[ReaderError]:
    for wrong in error.errors():
        key, name = _key(wrong["loc"]), str(wrong["loc"][-1])
        if wrong["type"] == "extra_forbidden":
            near = get_close_matches(name, _known(wrong["loc"][:-1]), n=1)
            yield ReaderError(
                NO_SETTING_NEAR if near else NO_SETTING, key=key, near=near[0] if near else ""
            )
        elif _is_secret(wrong["loc"]):
            yield ReaderError(
                "The setting {key} cannot be what it is: {why}.", key=key, why=_why(wrong)
            )
        else:
            yield ReaderError(
                "The setting {key} cannot be {value}: {why}. Look it up in docs/operations.md.",
                key=key,
                value=repr(wrong["input"]),
                why=_why(wrong),
            )


def _why(wrong: Mapping[str, Any]) -> str:
    """The reason, as the checks of our own say it or as the library does."""
    text = str(wrong["msg"]).removeprefix("Value error, ").rstrip(".")
    return text[:1].lower() + text[1:]


def _key(place: tuple[int | str, ...]) -> str:
    """The name of a setting as it is written: in the environment where it stands there."""
    variable = f"{PREFIX}{str(place[0]).upper()}"
    first = variable if variable in os.environ else str(place[0])
    return ".".join([first, *map(str, place[1:])])


def _known(place: tuple[int | str, ...]) -> list[str]:
    """The names that may stand where an unknown one was found."""
    if not place:
        return list(Settings.model_fields)
    return [field.alias or name for name, field in _model_at(place).model_fields.items()]


def _model_at(place: tuple[int | str, ...]) -> type[BaseModel]:
    if "columns" in place:
        return ColumnSource
    return Condition if "where" in place else TableSource


def _is_secret(place: tuple[int | str, ...]) -> bool:
    field = Settings.model_fields.get(str(place[0]))
    return field is not None and field.annotation is SecretStr
