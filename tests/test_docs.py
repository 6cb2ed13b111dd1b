"""The documentation says what the program does: every command, metric, setting and column."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import kundagenda.database.tables  # noqa: F401  (completes the metadata)
from kundagenda.cli import main
from kundagenda.intake.table_shape import LOADABLE
from kundagenda.settings import Settings
from metrics import METRICS, Metric
from metrics.tables import METADATA

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}


def _commands(
    group: click.Group, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


COMMANDS = dict(_commands(main))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_the_readme_with_its_options(name: str) -> None:
    [line] = [line for line in README.splitlines() if line.startswith(f"| `kundagenda {name}")]
    options = [
        option
        for parameter in COMMANDS[name].params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    ]
    assert [option for option in options if option not in line] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    assert (COMMANDS[name].help or "").strip().endswith(".")


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.key)
def test_every_metric_stands_in_the_docs_with_its_definition(metric: Metric) -> None:
    [line] = [
        line for line in DOCS["metrics.md"].splitlines() if line.startswith(f"| `{metric.key}` |")
    ]
    assert metric.definition in line
    assert line.rstrip(" |").endswith(", ".join(metric.splits))


@pytest.mark.parametrize("key", Settings.model_fields)
def test_every_setting_stands_in_the_docs_with_its_description(key: str) -> None:
    field = Settings.model_fields[key]
    assert f"| `KUNDAGENDA_{key.upper()}` |" in DOCS["operations.md"]
    assert field.description is not None
    assert field.description in DOCS["operations.md"]


@pytest.mark.parametrize("table", METADATA.tables)
def test_every_table_stands_in_the_docs_with_every_column(table: str) -> None:
    columns = ", ".join(f"`{column.name}`" for column in METADATA.tables[table].columns)
    assert f"| `{table}` | {columns} |" in DOCS["tables.md"]


def test_the_docs_say_which_tables_can_be_loaded() -> None:
    words = {15: "fifteen"}
    listed = re.findall(r"^\| `(\w+)` \|", DOCS["tables.md"], re.MULTILINE)
    assert set(listed[: len(LOADABLE)]) == set(LOADABLE)
    assert f"loads any of the first {words[len(LOADABLE)]} from CSV or XLSX" in DOCS["tables.md"]


def test_every_feature_names_a_test_that_exists() -> None:
    named = re.findall(r"\| F-[A-J]\d+ \|.*\| (tests/\S+) \|", DOCS["features.md"])
    assert len(named) > 20
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_link_and_picture_of_the_readme_exists() -> None:
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_hold_the_pins_of_the_project(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(project["dependencies"])
    if "dev" in name:
        wanted += project["optional-dependencies"]["dev"]
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    assert "-e ." in lines
    pinned = {line.partition(" ;")[0] for line in lines}
    assert [
        need for need in wanted if re.sub(r"\[.*\]", "", need) not in _without_extras(pinned)
    ] == []


def _without_extras(lines: set[str]) -> set[str]:
    return {re.sub(r"\[.*\]", "", line) for line in lines}
