"""The command that writes the monthly pack to a file."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from kundagenda.cli.options import MONTH, app_database, bar, save_file, see_place
from kundagenda.database.connection import clear_failures
from kundagenda.database.snapshot import snapshot
from kundagenda.settings import settings
from kundagenda.texts.told import telling_in


@click.command("report")
@click.option("--month", type=MONTH, help="The month of the meeting; the newest otherwise.")
@click.option(
    "--format",
    "kind",
    type=click.Choice(["pdf", "pptx", "html"]),
    default="pdf",
    show_default=True,
    help="PDF, PowerPoint, or one web page that opens offline.",
)
@click.option("--lang", type=click.Choice(["sv", "en"]), default="sv", show_default=True)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The file to write; one that is there is replaced.",
)
@click.option("--forum", default="", help="One forum; all otherwise.")
@click.option("--segment", default="", help="One customer group; all otherwise.")
@click.option(
    "--template",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A PowerPoint file in whose layouts and theme slides are made.",
)
def report_command(
    month: int | None, kind: str, lang: str, output: Path, forum: str, segment: str,
    template: Path | None,
) -> None:  # fmt: skip
    """Write the monthly pack: every screen of the meeting, and what its figures mean."""
    # Loaded here: no other command starts slower for pictures that it does not draw.
    from kundagenda.reports.formats import Format, written
    from kundagenda.reports.pack import pack_of_month

    if template and kind != Format.SLIDES:
        raise click.UsageError("--template is for --format pptx.")
    see_place(output)
    engine, company = app_database(), settings().company
    with telling_in(lang):
        with clear_failures(engine), snapshot(engine) as connection:
            pack = pack_of_month(connection, month, forum, segment, date.today(), company)
        content = written(pack, Format(kind), _progress, template or settings().template)
    save_file(output, content)
    click.echo(f"{output}: {len(content) / 1000:,.0f} kB")


def _progress(screens: Sequence[Any]) -> Iterable[Any]:
    return bar(screens, "Drawing")
