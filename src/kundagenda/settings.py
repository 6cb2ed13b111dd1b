"""What can be set from the environment: every key is KUNDAGENDA_<KEY>."""

from functools import lru_cache
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from kundagenda.errors import ReaderError

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
DEFAULT_DATABASE = f"sqlite:///{DATA / 'kundagenda.db'}"


class Settings(BaseSettings):
    """The settings of one running program."""

    model_config = SettingsConfigDict(env_prefix="KUNDAGENDA_", extra="ignore")

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

    @property
    def may_fill_demo(self) -> bool:
        """Only the database that nobody chose is ever filled with invented figures."""
        return self.demo and self.database_url == DEFAULT_DATABASE


@lru_cache
def settings() -> Settings:
    """The settings, read once.

    Raises:
        ReaderError: a value of the environment cannot be understood.
    """
    try:
        return Settings()
    except ValidationError as error:
        wrong = error.errors()[0]
        key = f"KUNDAGENDA_{str(wrong['loc'][0]).upper()}"
        raise ReaderError(
            "The setting {key} cannot be {value}. Look it up in docs/operations.md.",
            key=key,
            value=repr(wrong["input"]),
        ) from error
