"""The documentation says what the program does: every command, metric, setting and column."""

import re
import tomllib
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import click
import pytest

import kundagenda.database.tables  # noqa: F401  (completes the metadata)
from kundagenda.cli import main
from kundagenda.intake.table_shape import LOADABLE
from kundagenda.settings import Settings
from kundagenda.texts.definition_words import FAMILIES, INTERVALS, UNITS, counted, periods_of
from metrics import CATALOGUE, FIGURES, METRICS, Definition
from metrics.outcomes import outcome
from metrics.tables import METADATA

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}
FIGURES_TOLD = (*CATALOGUE.values(), outcome("NAME"), *FIGURES)
each_figure = pytest.mark.parametrize("figure", FIGURES_TOLD, ids=lambda figure: figure.key)
_WORDS = """
    minutes coverage, bounds, position index, decision rate, follow-through, half-life, episode,
    faded, revived, tenure, cohort, movement bridge, reactivation, repeat rate, nki, ces,
    natural limits, baseline, lead, familywise, panel, verdict, frozen, base, reading, thin,
    withheld, given
"""
GLOSSARY_WORDS = [word.strip() for word in _WORDS.split(",")]


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


@each_figure
def test_every_figure_stands_in_the_docs_with_its_definition(figure: Definition) -> None:
    [line] = [
        line for line in DOCS["metrics.md"].splitlines() if line.startswith(f"| `{figure.key}` |")
    ]
    cells = [cell.strip() for cell in line.strip("|").split(" | ")]
    assert cells[1:3] == [figure.definition, figure.formula]
    assert cells[4] == figure.base
    assert cells[6:] == [", ".join(figure.splits), periods_of(figure), figure.source]


def test_the_tables_of_metrics_are_those_that_make_docs_writes() -> None:
    script = _script("metrics_doc")
    assert [figure.key for figure in script.DOCUMENTED] == [figure.key for figure in FIGURES_TOLD]
    written = script.with_tables(DOCS["metrics.md"], script.DOCUMENTED)
    assert written == DOCS["metrics.md"], "run make docs"


def test_a_page_of_metrics_without_its_marks_is_refused_and_the_rest_of_it_kept() -> None:
    with_tables = _script("metrics_doc").with_tables
    with pytest.raises(ValueError, match="metrics: begin"):
        with_tables("# Metrics\n", METRICS)
    marks = "before\n<!-- metrics: begin -->\nold\n<!-- metrics: end -->\nafter\n"
    few = with_tables(marks, METRICS[:1])
    assert few.startswith("before\n")
    assert few.endswith("<!-- metrics: end -->\nafter\n")
    assert "old" not in few
    assert few.count("| `") == 1


def _script(name: str) -> Any:
    """A script of the project as a module."""
    spec = spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _in_glossary() -> set[str]:
    """The words that the glossary explains."""
    cells = re.findall(r"^\| ([^|]+) \|", DOCS["glossary.md"], re.MULTILINE)
    return {word.strip().lower() for cell in cells for word in cell.split(",")}


@each_figure
def test_the_glossary_explains_the_words_of_every_figure(figure: Definition) -> None:
    said = [UNITS[figure.unit], INTERVALS[figure.interval], *figure.splits]
    base = counted(figure.base)[0].removeprefix("{count} ").partition(" with ")[0]
    words = [word.replace("’", "'").lower() for word in (*said, base)]
    assert [word for word in words if word not in _in_glossary()] == []


@pytest.mark.parametrize("word", GLOSSARY_WORDS)
def test_the_glossary_explains_the_words_of_findings(word: str) -> None:
    assert word in _in_glossary()


def test_the_glossary_has_swedish_beside_english_and_explains_a_word_once() -> None:
    rows = re.findall(r"^\| (?!word )(.+) \|$", DOCS["glossary.md"], re.MULTILINE)
    assert all(len(row.split(" | ")) == 3 and "" not in row.split(" | ") for row in rows)
    words = [word for row in rows for word in row.split(" | ")[0].split(", ")]
    assert sorted(words) == sorted(set(words))


def test_the_glossary_has_a_part_for_each_family_of_metrics() -> None:
    used = {FAMILIES[figure.family] for figure in FIGURES_TOLD}
    parts = {part.replace("The agenda", "On the agenda") for part in _parts("glossary.md")}
    assert used <= parts


def _parts(name: str) -> list[str]:
    return re.findall(r"^## (.+)$", DOCS[name], re.MULTILINE)


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
