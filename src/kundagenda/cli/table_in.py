"""The command that brings a table in: guessed or named, previewed, stored."""

import sys
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import click
from sqlalchemy import Engine

from kundagenda.cli.data_in import told_as_json
from kundagenda.cli.options import app_database, dry_run_option, json_option, print_json
from kundagenda.database.connection import clear_failures
from kundagenda.errors import ReaderError
from kundagenda.intake.commit import NOBODY
from kundagenda.intake.own_names import has_own_names, known_table
from kundagenda.intake.table_choice import Choice, save_choice
from kundagenda.intake.table_commit import commit_table
from kundagenda.intake.table_guess import chosen
from kundagenda.intake.table_plan import TableReport, preview_table
from kundagenda.intake.table_preview import (
    SAID,
    TablePreview,
    commit_table_guess,
    preview_table_guess,
    refuse,
)

_COUNTS = dict.fromkeys(("rows", "new", "changed", "unchanged"), 0)


class Pair(click.ParamType[tuple[str, str]]):
    """Two words with an equals sign between them."""

    name = "OURS=THEIRS"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """The two words; a usage error when one is missing."""
        if isinstance(value, tuple):
            return value
        ours, _, theirs = value.partition("=")
        if not ours.strip() or not theirs.strip():
            self.fail(f"{value!r} is no OURS=THEIRS, such as account_id=Kundnr", param, ctx)
        return ours.strip(), theirs.strip()


@click.command("table")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--table", help="The table, such as survey_answers; guessed and said otherwise.")
@click.option("--map", "maps", multiple=True, type=Pair(), help="A column: account_id=Kundnr.")
@click.option("--set", "sets", multiple=True, type=Pair(), help="For all rows: instrument=nps.")
@click.option("--save-choice", is_flag=True, help="Remember all this for files of this kind.")
@dry_run_option
@json_option
def import_table_command(
    file: Path,
    table: str | None,
    maps: Sequence[tuple[str, str]],
    sets: Sequence[tuple[str, str]],
    save_choice: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Load a table, or ready KPI values, from CSV or XLSX, whatever its columns are called."""
    with told_as_json(as_json, [file], table=table, **_COUNTS):
        engine = app_database(dry_run)
        if table is not None and not (maps or sets or save_choice) and has_own_names(file, table):
            _plain(engine, file, table, dry_run, as_json)
            return
        named = known_table(table) if table is not None else None
        preview = _preview(engine, file, named, dict(maps), dict(sets), counted=dry_run)
        _store_or_tell(engine, file, preview, save_choice, dry_run, as_json)
    # A dry run has told everything by now; only its exit status is left to say.
    refuse(file, preview.problems)


def _plain(engine: Engine, file: Path, table: str, dry_run: bool, as_json: bool) -> None:
    """A file whose columns are called as ours needs no guess."""
    report = (preview_table if dry_run else commit_table)(engine, file, table)
    if as_json:
        print_json(report.as_json())
    else:
        click.echo("\n".join(report.lines(dry_run)))


def _preview(
    engine: Engine,
    file: Path,
    table: str | None,
    maps: dict[str, str],
    sets: dict[str, str],
    counted: bool,
) -> TablePreview:
    """What the file is taken for, with what was said on the command line put in."""
    said = bool(maps or sets)
    preview = preview_table_guess(engine, file, table=table, counted=counted and not said)
    if preview.choice is None:
        if table is None:
            columns = ", ".join(preview.guess.source.names)
            raise ReaderError(
                f"{file.name} looks like none of our tables; say which with --table, and which "
                f"column is which with --map. Its columns are {columns}."
            )
        preview.choice = Choice(table, {}, {})
    if not said:
        return preview
    source, before = preview.guess.source, preview.choice
    kept = {n: theirs for n, theirs in before.columns.items() if theirs not in maps.values()}
    choice = chosen(source, before.table, kept | maps, {**before.given, **sets})
    return preview_table_guess(engine, file, choice, counted=counted)


def _store_or_tell(
    engine: Engine, file: Path, preview: TablePreview, keep: bool, dry_run: bool, as_json: bool
) -> None:
    choice, begun = preview.choice, perf_counter()
    if choice is None or preview.needs:
        raise ReaderError(f"{file.name}: {preview.needs[0]} Say it with --set or --map.")
    if dry_run:
        _tell(preview, preview.report, True, as_json)
        return
    if preview.by != SAID and choice.table == "agenda_items":
        raise ReaderError(
            f"{file.name} looks like agendas; bring it in with kundagenda import agenda "
            f"{file.name} --forum NAME, or say --table agenda_items."
        )
    refuse(file, preview.problems)
    report = commit_table_guess(engine, file, choice, problems=preview.problems)
    if keep:
        with clear_failures(engine), engine.begin() as connection:
            save_choice(connection, file, choice, NOBODY)
    preview.seconds += perf_counter() - begun
    _tell(preview, report, False, as_json)


def _tell(preview: TablePreview, report: TableReport | None, dry_run: bool, as_json: bool) -> None:
    shown = report or TableReport(preview.guess.path, str(preview.mapping()["table"]))
    if as_json:
        told = shown.as_json()
        told["files"][0] |= {
            "mapping": preview.mapping(),
            "problems": [problem.as_json() for problem in preview.problems],
            "seconds": round(preview.seconds, 1),
        }
        if report is None:
            told["files"][0]["status"] = "refused"
        print_json(told)
        return
    lines = [] if report is None else report.lines(dry_run)
    click.echo("\n".join([*_mapping_lines(preview), *lines, *_problem_lines(preview)]))
    if preview.seconds > 1:
        click.echo(f"{preview.seconds:.1f} seconds", err=not sys.stdout.isatty())


def _mapping_lines(preview: TablePreview) -> list[str]:
    choice = preview.choice
    if choice is None:
        return []
    lines = [f"taken for {choice.table} ({preview.by})"]
    lines += [f"          {ours} = {theirs}" for ours, theirs in choice.columns.items()]
    lines += [f"          {name} is {value} in every row" for name, value in choice.given.items()]
    left = [name for name in preview.guess.source.names if name not in choice.columns.values()]
    return [*lines, f"          left out: {', '.join(left)}"] if left else lines


def _problem_lines(preview: TablePreview) -> list[str]:
    """Errors only: doubts stand among the report's warnings."""
    return [f"          {problem}" for problem in preview.problems if problem.refuses]
