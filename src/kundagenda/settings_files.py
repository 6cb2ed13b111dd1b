"""Where settings stand: kundagenda.toml, and secrets in .streamlit/secrets.toml."""

import os
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    TomlConfigSettingsSource,
)

from kundagenda.errors import ReaderError

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
DEFAULT_DATABASE = f"sqlite:///{DATA / 'kundagenda.db'}"
PREFIX = "KUNDAGENDA_"
HOME = f"{PREFIX}HOME"
SECTION = "kundagenda"


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


def read_settings(settings_cls: type[BaseSettings], file: Path) -> dict[str, Any]:
    """What a file says; a file that is not there says nothing.

    Raises:
        ReaderError: it cannot be read.
    """
    try:
        return TomlConfigSettingsSource(settings_cls, file).toml_data
    except (TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ReaderError(
            "The settings in {file} cannot be read: {why}. Mend the file, or take it away.",
            file=file,
            why=str(error).rstrip("."),
        ) from error


class FirstThatSays(InitSettingsSource):
    """Several sources as one: a key has all that the first says that names it.

    The library would merge tables: a role that the environment took away would stay in the file.
    """

    def __init__(
        self, settings_cls: type[BaseSettings], *sources: PydanticBaseSettingsSource
    ) -> None:
        said: dict[str, Any] = {}
        for source in reversed(sources):
            said |= source()
        super().__init__(settings_cls, said)


class Environment(EnvSettingsSource):
    """The environment, in which lists and tables are JSON."""

    def decode_complex_value(self, field_name: str, field: FieldInfo, value: Any) -> Any:
        """What a text says as JSON; one that is none stays a text, for the checks to refuse."""
        try:
            return super().decode_complex_value(field_name, field, value)
        except (ValueError, RecursionError):
            return value


def said_in_secrets(settings_cls: type[BaseSettings]) -> dict[str, Any]:
    """What the file of secrets says for us, beside what Streamlit finds there for itself.

    Raises:
        ReaderError: it cannot be read, or our part of it is no table.
    """
    said = read_settings(settings_cls, secrets_file()).get(SECTION, {})
    if not isinstance(said, dict):
        raise ReaderError(
            "{key} in {file} is no table. Write [{key}] on a line of its own, and the secrets "
            "below it.",
            key=SECTION,
            file=secrets_file(),
        )
    return said
