"""Commands that keep a copy of all there is, and put it back."""

from pathlib import Path

import click

from kundagenda.cli.options import app_database, bar, json_option, print_json
from kundagenda.database.backup import back_up
from kundagenda.database.connection import place_of
from kundagenda.database.restore import restore

FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("backup")
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="In the place of a file that is there.")
@json_option
def backup_command(file: Path, replace: bool, as_json: bool) -> None:
    """Write all that the app database holds into one file, while it is in use."""
    engine = app_database()
    made = back_up(engine, file, replace, progress=lambda tables: bar(tables, "Copying"))
    if as_json:
        print_json({"file": str(made.file), "rows": made.rows, "revision": made.revision})
    else:
        click.echo(
            f"{made.file} holds {made.rows} rows of {place_of(engine)}, "
            f"schema version {made.revision}. Sign-ins are left out."
        )


@click.command("restore")
@click.argument("file", type=FILE)
@click.option("--yes", is_flag=True, help="In the place of the rows that the database holds.")
@json_option
def restore_command(file: Path, yes: bool, as_json: bool) -> None:
    """Put a backup in the place of what the app database holds, all of it or nothing."""
    engine = app_database()
    put = restore(engine, file, "command restore", yes, lambda tables: bar(tables, "Copying"))
    if as_json:
        told = {"file": str(put.file), "rows": put.rows, "log_rows": put.told}
        print_json(told | {"revision": put.revision})
    else:
        click.echo(
            f"{place_of(engine)} holds the {put.rows} rows of {put.file}. Roles are those of the "
            "backup: look through them. The log here stays, and tells of this."
        )
