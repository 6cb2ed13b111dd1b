"""The command line: everything that a nightly job or a careful engineer needs."""

import click

from kundagenda.cli.backup import backup_command, restore_command
from kundagenda.cli.brief import brief_group
from kundagenda.cli.data_in import classify_command, demo_command, import_group
from kundagenda.cli.figures import (
    check_command,
    readings_command,
    refresh_command,
    summary_command,
)
from kundagenda.cli.frozen import freeze_command
from kundagenda.cli.lead import lead_command
from kundagenda.cli.remind import remind_command
from kundagenda.cli.report import report_command
from kundagenda.cli.review import review_group
from kundagenda.cli.table_in import import_table_command
from kundagenda.errors import ReaderError


class OneSentence(click.Group):
    """Shows what a person can mend as one sentence on stderr, with exit status 1."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was asked for."""
        try:
            return super().invoke(ctx)
        except ReaderError as error:
            click.echo(str(error), err=True)
            ctx.exit(1)


@click.group(cls=OneSentence, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kundagenda")
def main() -> None:
    """Kundagenda: how often customer value is really on the leadership's agenda."""


import_group.add_command(import_table_command)
for command in (
    demo_command,
    import_group,
    review_group,
    classify_command,
    refresh_command,
    readings_command,
    summary_command,
    lead_command,
    report_command,
    freeze_command,
    check_command,
    brief_group,
    remind_command,
    backup_command,
    restore_command,
):
    main.add_command(command)
