"""Commands that bring data in: the demo company, agendas, tables, and the level of items."""

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click
from tqdm import tqdm

from kundagenda.cli.imports import list_command, undo_command
from kundagenda.cli.options import (
    MONTH,
    app_database,
    bar,
    dry_run_option,
    json_option,
    print_json,
)
from kundagenda.database.connection import clear_failures
from kundagenda.demo.fill import DEFAULT_SEED, fill_demo
from kundagenda.errors import ReaderError
from kundagenda.intake.agenda_plan import ImportReport, refused_json
from kundagenda.intake.classify import Classification, classify
from kundagenda.intake.comma import DELIMITERS
from kundagenda.intake.commit import commit_agendas
from kundagenda.intake.encoding import encoding_of, read_bytes
from kundagenda.intake.knowledge import Knowledge, knowledge_of
from kundagenda.intake.plan import preview_agendas


@click.command("demo")
@click.option("--seed", type=int, default=DEFAULT_SEED, show_default=True, help="Which company.")
@click.option("--until", type=MONTH, help="The last month; the last whole one otherwise.")
@click.option("--null-twin", is_flag=True, help="The same company where attention leads nothing.")
def demo_command(seed: int, until: int | None, null_twin: bool) -> None:
    """Fill an empty app database with the demo company Nordlog AB."""
    engine = app_database()
    with tqdm(total=100, unit="%", leave=False, disable=not sys.stderr.isatty()) as bar:

        def tell(share: float, doing: str) -> None:
            bar.set_description(doing)
            bar.update(round(100 * share) - bar.n)
            if not sys.stderr.isatty():
                click.echo(f"{share:.2f} {doing}", err=True)

        fill_demo(engine, seed=seed, until=until, null_twin=null_twin, progress=tell)
    click.echo("The demo company Nordlog AB is in place.")


@click.group("import")
def import_group() -> None:
    """Bring in agendas or tables."""


import_group.add_command(list_command)
import_group.add_command(undo_command)


@import_group.command("agenda")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--forum", required=True, help="The forum whose meetings these are.")
@click.option(
    "--one-forum", is_flag=True, help="Of a calendar too, whatever names its events have."
)
@dry_run_option
@json_option
def import_agenda_command(
    paths: Sequence[Path], forum: str, one_forum: bool, dry_run: bool, as_json: bool
) -> None:
    """Read agendas from files and folders; a missing forum is created and reported."""
    with told_as_json(as_json, paths):
        engine = app_database(dry_run)
        plan = preview_agendas(
            engine, paths, forum, date.today(), progress=bar, one_forum=one_forum
        )
        report = plan.report() if dry_run else commit_agendas(engine, plan, progress=bar)
    _tell(report, dry_run, as_json)
    if report.refused:
        raise ReaderError(report.refusal())


@contextmanager
def told_as_json(as_json: bool, paths: Sequence[Path], **more: object) -> Iterator[None]:
    """A refusal of the whole import is one JSON object too, beside its sentence on stderr."""
    try:
        yield
    except ReaderError as error:
        if as_json:
            print_json({"files": [refused_json(str(path), str(error), **more) for path in paths]})
        raise


def _tell(report: ImportReport, dry_run: bool, as_json: bool) -> None:
    if as_json:
        print_json(report.as_json())
    elif lines := report.lines(dry_run):
        click.echo("\n".join(lines))


@click.command("classify")
@click.argument("texts", nargs=-1)
@click.option("--csv", "file", type=click.Path(path_type=Path), help="A CSV file of items.")
@click.option("--column", default="item_text", show_default=True, help="Its column of texts.")
@json_option
def classify_command(texts: Sequence[str], file: Path | None, column: str, as_json: bool) -> None:
    """The level of agenda items, how sure it is, and the words that decided."""
    every = [*texts, *(_column(file, column) if file else [])]
    if not every:
        raise click.UsageError("Give the texts of items, or a file with --csv.")
    found = classify(every, _knowledge())
    rows = [_row(text, one) for text, one in zip(every, found, strict=True)]
    if as_json:
        print_json({"items": rows})
    else:
        for text, row in zip(every, rows, strict=True):
            because = ", ".join(map(str, row["because"]))  # type: ignore[call-overload]
            click.echo(f"{row['level']:<8} {row['confidence']:.2f}  {text}  ({because})")


def _knowledge() -> Knowledge:
    """What the organisation taught, where its database exists; without one, only our examples."""
    engine = app_database(dry_run=True)
    with clear_failures(engine), engine.connect() as connection:
        return knowledge_of(connection)


def _column(file: Path, column: str) -> list[str]:
    content = read_bytes(file)
    text = content.decode(encoding_of(content), errors="replace").lstrip("\ufeff")
    header = text.partition("\n")[0]
    try:
        # The header alone tells what separates the cells: a semicolon in a text does not.
        fits = (
            d for d in (",", *DELIMITERS) if column in next(csv.reader([header], delimiter=d), ())
        )
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=next(fits, ","))
        if column not in (reader.fieldnames or []):
            names = ", ".join(reader.fieldnames or []) or "none"
            raise ReaderError(f"{file.name} has no column {column!r}. It has: {names}.")
        return [row[column] or "" for row in reader]
    except csv.Error as error:
        raise ReaderError(f"{file.name} is no CSV file that can be read ({error}).") from error


def _row(text: str, found: Classification) -> dict[str, object]:
    return {
        "text": text,
        "level": found.level,
        "best": found.best,
        "confidence": round(found.confidence, 3),
        "because": list(found.because),
    }
