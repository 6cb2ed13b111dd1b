"""Where settings stand: kundagenda.toml, and secrets in .streamlit/secrets.toml."""

import os
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Any

from pydantic_settings import BaseSettings, TomlConfigSettingsSource

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
