"""The command that keeps the monthly meeting as it is shown."""

from datetime import date

import click

from kundagenda.cli.options import MONTH, app_database, json_option, print_json
from kundagenda.database.connection import clear_failures
from kundagenda.database.snapshot import snapshot
from kundagenda.edits.copies import keep
from kundagenda.errors import ReaderError
from kundagenda.findings.background import background_of
from kundagenda.findings.gather import newest_day, written_until
from kundagenda.findings.view import View


@click.command("freeze")
@click.option("--month", type=MONTH, help="As the month ended; as it is now otherwise.")
@json_option
def freeze_command(month: int | None, as_json: bool) -> None:
    """Keep the monthly meeting as it is shown today, in every language, never to change."""
    from kundagenda.shown.frozen import freeze  # charts load slowly
    from kundagenda.shown.meeting import view_of_month

    engine, today = app_database(), date.today()
    with clear_failures(engine), snapshot(engine) as connection:
        background = background_of(connection)
        if background.last_data_day is None:
            raise ReaderError("There is nothing to keep: read an agenda in first.")
        written_to = written_until(background, today)
        view = View(newest_day(background, today), written_to=written_to)
        if month is not None:
            view = view_of_month(view, month, background, today)
        content = freeze(connection, view)
    kept = keep(engine, today, content, "command freeze")
    if as_json:
        print_json({"copy": kept.id, "shown_on": today.isoformat(), "again": kept.again})
    else:
        said = "was kept already" if kept.again else "is kept"
        click.echo(f"Copy {kept.id} {said}, as shown on {today.isoformat()}.")
