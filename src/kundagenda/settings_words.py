"""What is wrong with a setting, in one sentence with its name as it is written."""

import os
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic_settings import BaseSettings

from kundagenda.errors import ReaderError
from kundagenda.logs import without_secrets
from kundagenda.settings_files import HOME, PREFIX
from kundagenda.sources import ColumnSource, Condition, TableSource

NO_SETTING = "There is no setting {key}. Look it up in docs/operations.md."
NO_SETTING_NEAR = "There is no setting {key}. Did you mean {near}?"
# So that what Kubernetes sets for a service of our name (KUNDAGENDA_SERVICE_HOST) is no mistake.
NEAR_ENOUGH = 0.75
NO_JSON = (
    "The setting {key} cannot be {value}: write it as JSON in the environment, as in {example}."
)
_AS_JSON = {"list_type": '["one", "two"]', "dict_type": '{"one": "two"}'}


def sentences_of(error: ValidationError, of: type[BaseSettings]) -> Iterator[ReaderError]:
    """One for each thing that is wrong; the value of a secret is never in it."""
    for wrong in error.errors():
        key, name = _key(wrong["loc"]), str(wrong["loc"][-1])
        if wrong["type"] == "extra_forbidden":
            near = get_close_matches(name, _known(wrong["loc"][:-1], of), n=1)
            yield ReaderError(
                NO_SETTING_NEAR if near else NO_SETTING, key=key, near=near[0] if near else ""
            )
        elif is_secret(wrong["loc"], of):
            yield ReaderError(
                "The setting {key} cannot be what it is: {why}.", key=key, why=_why(wrong)
            )
        else:
            yield _wrong_value(key, wrong)


def misspelt_variables(of: type[BaseSettings]) -> Iterator[ReaderError]:
    """One for each variable of the environment that is nearly one of ours, and so says nothing."""
    known = [HOME, *(f"{PREFIX}{name.upper()}" for name in of.model_fields)]
    # The beginning that all have in common would make all alike.
    ends = {name.removeprefix(PREFIX): name for name in known}
    for variable in sorted(os.environ):
        name = variable.upper()
        if name.startswith(PREFIX) and name not in known:
            near = get_close_matches(name.removeprefix(PREFIX), ends, n=1, cutoff=NEAR_ENOUGH)
            if near:
                yield ReaderError(NO_SETTING_NEAR, key=variable, near=ends[near[0]])


def _wrong_value(key: str, wrong: Mapping[str, Any]) -> ReaderError:
    value = repr(_shown(wrong["input"]))
    if key in os.environ and wrong["type"] in _AS_JSON:
        return ReaderError(NO_JSON, key=key, value=value, example=_AS_JSON[wrong["type"]])
    return ReaderError(
        "The setting {key} cannot be {value}: {why}. Look it up in docs/operations.md.",
        key=key,
        value=value,
        why=_why(wrong),
    )


def _shown(value: Any) -> Any:
    """A value without what nobody should read: a table is shown whole, with its addresses."""
    if isinstance(value, str):
        return without_secrets(value)
    if isinstance(value, Mapping):
        return {_shown(name): _shown(each) for name, each in value.items()}
    return [_shown(each) for each in value] if isinstance(value, list) else value


def _why(wrong: Mapping[str, Any]) -> str:
    """The reason, as the checks of our own say it or as the library does."""
    text = str(wrong["msg"]).removeprefix("Value error, ").rstrip(".")
    return text[:1].lower() + text[1:]


def _key(place: tuple[int | str, ...]) -> str:
    """The name of a setting as it is written: in the environment where it stands there."""
    variable = f"{PREFIX}{str(place[0]).upper()}"
    first = variable if variable in os.environ else str(place[0])
    return ".".join([first, *map(str, place[1:])])


def _known(place: tuple[int | str, ...], of: type[BaseSettings]) -> list[str]:
    """The names that may stand where an unknown one was found."""
    if not place:
        return list(of.model_fields)
    return [field.alias or name for name, field in _model_at(place).model_fields.items()]


def _model_at(place: tuple[int | str, ...]) -> type[BaseModel]:
    if "columns" in place:
        return ColumnSource
    return Condition if "where" in place else TableSource


def is_secret(place: tuple[int | str, ...], of: type[BaseSettings]) -> bool:
    """Whether a setting is one that nobody may read."""
    field = of.model_fields.get(str(place[0]))
    return field is not None and field.annotation is SecretStr
