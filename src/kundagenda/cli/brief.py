"""Commands for the brief: write it into a file, and links that open it elsewhere.

What draws pictures is loaded by the commands that need it: it takes longer than any other command.
"""

from datetime import date
from pathlib import Path

import click

from kundagenda.access.links import BriefLink, links_of, make_link, now_utc, revoke_link
from kundagenda.cli.options import (
    MONTH,
    app_database,
    json_option,
    print_json,
    save_file,
    see_place,
)
from kundagenda.database.connection import clear_failures
from kundagenda.database.snapshot import snapshot
from kundagenda.settings import settings

WHO = "command line"
month_option = click.option("--month", type=MONTH, help="The month; the newest otherwise.")
lang_option = click.option("--lang", type=click.Choice(["sv", "en"]), default="sv")
forum_option = click.option("--forum", default="", help="One forum; all otherwise.")
segment_option = click.option("--segment", default="", help="One segment; all otherwise.")


@click.group("brief")
def brief_group() -> None:
    """The brief of a month on one page, and links that open it elsewhere."""


@brief_group.command("write")
@month_option
@lang_option
@forum_option
@segment_option
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True)
def write_command(month: int | None, lang: str, forum: str, segment: str, output: Path) -> None:
    """Write the brief into a file: plain HTML, whole in itself, to be mailed or printed."""
    from kundagenda.findings.background import background_of
    from kundagenda.reports.brief import brief_page
    from kundagenda.shown.asked import Asked, asked_view
    from kundagenda.shown.brief import brief_of
    from kundagenda.texts.told import telling_in

    see_place(output)
    engine = app_database()
    with clear_failures(engine), snapshot(engine) as connection, telling_in(lang):
        background = background_of(connection)
        view = asked_view(Asked(month, forum, segment), background, date.today())
        page = brief_page(brief_of(connection, view, background)).encode()
    save_file(output, page)
    click.echo(f"{output}: {len(page) / 1000:.0f} KB")


@brief_group.command("link")
@click.argument("label")
@click.option("--days", type=int, default=30, show_default=True, help="For how many days it opens.")
@month_option
@lang_option
@forum_option
@segment_option
def link_command(
    label: str, days: int, month: int | None, lang: str, forum: str, segment: str
) -> None:
    """Make a link that opens the brief of a month, and nothing else; LABEL says for whom."""
    from kundagenda.findings.background import background_of
    from kundagenda.shown.asked import Asked, asked_view
    from metrics.periods import month_number

    engine = app_database()
    with clear_failures(engine), engine.connect() as connection:
        background = background_of(connection)
        view = asked_view(Asked(month, forum, segment), background, date.today())
    asked = Asked(month_number(view.as_of), forum, segment)
    token = make_link(engine, label, asked.codes | {"lang": lang}, days, WHO)
    click.echo(f"{settings().address.rstrip('/')}/brief/{token}")


@brief_group.command("list")
@json_option
def list_command(as_json: bool) -> None:
    """The links that were made, the newest first, and whether they still open."""
    engine = app_database()
    with clear_failures(engine), engine.connect() as connection:
        links = links_of(connection)
    if as_json:
        print_json({"links": [_row(link) for link in links]})
    else:
        click.echo("\n".join(map(_line, links)) or "No links yet.")


@brief_group.command("revoke")
@click.argument("number", type=int)
def revoke_command(number: int) -> None:
    """End a link before its day."""
    link = revoke_link(app_database(), number, WHO)
    click.echo(f"Link {link.id} ({link.label}) opens no more.")


def _row(link: BriefLink) -> dict[str, object]:
    return {
        "id": link.id, "label": link.label, "codes": dict(link.codes),
        "created_at": link.created_at.isoformat(), "expires_at": link.expires_at.isoformat(),
        "revoked_at": link.revoked_at.isoformat() if link.revoked_at else None,
        "opens": link.opens(now_utc()),
    }  # fmt: skip


def _line(link: BriefLink) -> str:
    state = "revoked" if link.revoked_at else "open" if link.opens(now_utc()) else "ended"
    codes = " ".join(f"{name}={code}" for name, code in link.codes.items())
    return (
        f"{link.id:>4}  {state:<8} to {link.expires_at:%Y-%m-%d %H:%M} UTC  {link.label}  ({codes})"
    )
