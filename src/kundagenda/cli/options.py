"""What several commands share: months, JSON, the database, the file to write."""

import errno
import json
import os
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from sqlalchemy import Engine
from tqdm import tqdm

from kundagenda.database.schema import open_database, open_for_dry_run
from kundagenda.errors import ReaderError
from kundagenda.settings import settings
from kundagenda.whole_file import write_whole
from metrics.periods import parse_month


class Month(click.ParamType[int]):
    """A month written YYYY-MM, as a whole number."""

    name = "YYYY-MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number of the month; a usage error when it is not one."""
        try:
            return value if isinstance(value, int) else parse_month(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class Day(click.ParamType[date]):
    """A date written YYYY-MM-DD, in the years that a month may have."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date; a usage error when it is none."""
        if isinstance(value, date):
            return value
        try:
            parse_month(value[:7])
            return datetime.strptime(value, "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"a day is written YYYY-MM-DD, from 1900 to 2199, got {value!r}", param, ctx)


Thing = TypeVar("Thing")
DAY = Day()
MONTH = Month()
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
dry_run_option = click.option(
    "--dry-run", is_flag=True, help="Say what would be done, and write nothing."
)


def app_database(dry_run: bool = False) -> Engine:
    """The app database of the settings, with its schema; a dry run does not make one."""
    return (open_for_dry_run if dry_run else open_database)(settings().database_url)


def bar(things: Sequence[Thing], doing: str) -> Iterable[Thing]:
    """A progress bar on stderr when that is a terminal, silence elsewhere."""
    shown: Iterable[Thing] = tqdm(
        things, desc=doing, leave=False, disable=not sys.stderr.isatty(), file=sys.stderr
    )
    return shown


def see_place(file: Path) -> None:
    """ReaderError where a file cannot be written: said before what goes into it is computed."""
    is_other = file.exists() and not file.is_file()  # a pipe or a terminal
    places = [file] if is_other else [file, file.resolve().parent]
    there = [each for each in places if each.exists()]
    if not there or not all(os.access(each, os.W_OK) for each in there):
        raise _unwritable(file, os.strerror(errno.EACCES if there else errno.ENOENT))


def save_file(file: Path, content: bytes) -> None:
    """Write a file in the place of one that may be there, or leave that one as it was.

    ReaderError says why it cannot be.
    """
    try:
        write_whole(file, content)
    except OSError as error:
        raise _unwritable(file, error.strerror or str(error)) from error


def _unwritable(file: Path, why: str) -> ReaderError:
    return ReaderError("{file} cannot be written: {why}. Choose another place.", file=file, why=why)


def print_json(content: object) -> None:
    """One JSON object on stdout and nothing else."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))
