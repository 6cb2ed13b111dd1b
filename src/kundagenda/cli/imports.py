"""Commands on the imports there have been: list them, and take one back."""

import click

from kundagenda.cli.options import app_database, json_option, print_json
from kundagenda.database.connection import clear_failures
from kundagenda.intake.imports_list import ImportLine, imports_of
from kundagenda.intake.undo import undo_import


@click.command("list")
@click.option("--limit", type=click.IntRange(min=1), default=100, show_default=True)
@json_option
def list_command(limit: int, as_json: bool) -> None:
    """The latest imports, and which of them can be undone."""
    engine = app_database()
    with clear_failures(engine), engine.connect() as connection:
        found = imports_of(connection, limit)
    if as_json:
        print_json({"imports": [line.as_json() for line in found]})
    else:
        click.echo("\n".join(map(_line, found)) if found else "Nothing has been imported yet.")


@click.command("undo")
@click.argument("number", metavar="ID", type=int)
@json_option
def undo_command(number: int, as_json: bool) -> None:
    """Take an import back; the file can be imported again."""
    undone = undo_import(app_database(), number)
    if as_json:
        print_json(undone.as_json())
    else:
        click.echo("\n".join(undone.lines()))


def _line(line: ImportLine) -> str:
    day = line.imported_at.strftime("%Y-%m-%d %H:%M")
    undone = f", undone {line.undone_at:%Y-%m-%d}" if line.undone_at else ""
    what = f"{line.kind} {line.target}: {line.file}".rstrip(": ")
    return f"{line.id:>5}  {day}  {what} ({line.rows} rows{undone})"
