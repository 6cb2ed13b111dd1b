"""A file of a company's own as it would be stored: guessed, chosen, checked, and then loaded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import Connection, Engine

from kundagenda.database.connection import clear_failures
from kundagenda.database.state import refuse_demo
from kundagenda.errors import ReaderError
from kundagenda.intake.commit import NOBODY
from kundagenda.intake.guess_given import needs_for
from kundagenda.intake.reading import Remark
from kundagenda.intake.reshape import reshaped
from kundagenda.intake.table_choice import Choice, choice_for
from kundagenda.intake.table_commit import commit_table
from kundagenda.intake.table_guess import Guess, guess_source
from kundagenda.intake.table_plan import TableReport, load_table
from kundagenda.intake.table_report import Problem, problems_in
from kundagenda.intake.table_source import Source, source_of
from kundagenda.intake.told import Told
from metrics.periods import month_text

FIRST = 8
# The kind of a problem that is not one row's.
WHOLE = "file"
GUESSED, SAVED, SAID = "guessed", "saved", "said"


@dataclass
class TablePreview:
    """What a file is taken for, and what storing it would do.

    ``by`` says where the choice came from: guessed, saved for files of its kind, or said by a
    person. ``first`` holds the first rows as they would be stored. ``report`` is null while
    something must be said or mended first; ``problems`` and ``guess.needs`` say what.
    """

    guess: Guess
    choice: Choice | None
    by: str
    first: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    needs: tuple[Any, ...] = ()
    report: TableReport | None = None
    seconds: float = 0.0

    @property
    def refused(self) -> bool:
        """Whether the file cannot be stored as it is."""
        return self.report is None

    def mapping(self) -> dict[str, Any]:
        """Which column is which, as an object."""
        choice = self.choice
        chosen = {} if choice is None else {theirs: ours for ours, theirs in choice.columns.items()}
        columns = [
            {"theirs": one.theirs, "ours": chosen.get(one.theirs), "confidence": one.confidence,
             "reason": str(one.reason)}
            for one in self.guess.columns
        ]  # fmt: skip
        told: dict[str, Any] = {"by": self.by, "table": choice.table if choice else None}
        told |= {"confidence": self.guess.confidence, "columns": columns}
        return told | {"given": dict(choice.given) if choice else {}}


def preview_table_guess(
    engine: Engine,
    path: Path,
    choice: Choice | None = None,
    today: date | None = None,
    table: str | None = None,
    counted: bool = True,
) -> TablePreview:
    """Say what a file is taken for and what storing it would do; nothing is written.

    Args:
        engine: The app database; only read.
        path: A CSV file or a workbook.
        choice: How a person understands it; else the one saved for its kind, else a guess.
        today: Later days are told of.
        table: Which table it is, when that is known.
        counted: Whether to count what is new, changed and unchanged, which reads the file again.

    Raises:
        ReaderError: the file is missing, empty, damaged, or holds no table; or the database is
            the demo company's.
    """
    begun = perf_counter()
    with clear_failures(engine), engine.connect() as connection:
        refuse_demo(connection)
        preview = _understood(connection, source_of(path), choice, table)
        if preview.choice is not None and not preview.needs:
            _look(connection, preview, today or date.today(), counted)
    preview.seconds = perf_counter() - begun
    return preview


def commit_table_guess(
    engine: Engine,
    path: Path,
    choice: Choice,
    who: str = NOBODY,
    today: date | None = None,
    problems: list[Problem] | None = None,
    called: str | None = None,
) -> TableReport:
    """Store a file as a choice understands it: all of it, in one transaction, or nothing.

    Args:
        engine: The app database.
        path: The file.
        choice: How it is understood.
        who: For the audit.
        today: Later days are told of.
        problems: What a preview found in the same file; looked for anew when null.
        called: What the file is called where it came from, if it was uploaded.

    Raises:
        ReaderError: something in it cannot be stored; the sentence names the first lines and how
            many there are.
    """
    source = source_of(path)
    opener = partial(reshaped, source, choice)
    if problems is None:
        with clear_failures(engine), engine.connect() as connection:
            refuse_demo(connection)
            problems = problems_in(connection, path, choice.table, opener, today or date.today())
    refuse(path, problems)
    report = commit_table(engine, path, choice.table, who, opener, called)
    report.warnings = [*report.warnings, *_as_remarks(problems)]
    return report


def refuse(path: Path, problems: list[Problem]) -> None:
    """Raise the errors among problems as one sentence.

    Raises:
        ReaderError: there is one.
    """
    errors = [problem for problem in problems if problem.refuses]
    if not errors:
        return
    more = len(errors) - 1
    if errors[0].kind == WHOLE:
        raise ReaderError(str(errors[0].text))
    besides = f" There {'is 1 more problem' if more == 1 else f'are {more} more problems'}; "
    tail = f"{besides}--dry-run shows all." if more else ""
    raise ReaderError(f"{path.name}, {errors[0]}{tail}")


def _understood(
    connection: Connection, source: Source, choice: Choice | None, table: str | None
) -> TablePreview:
    guessed = guess_source(source, choice.table if choice else table)
    if choice is not None:
        return TablePreview(guessed, choice, SAID, needs=needs_for(source, choice))
    saved = choice_for(connection, source)
    if saved is not None and (table is None or saved.table == table):
        given = dict(guessed.choice.given) if guessed.choice else {}
        days = {n: v for n, v in given.items() if n in ("answered_on", "drawn_on", "year")}
        whole = Choice(saved.table, saved.columns, days | dict(saved.given))
        guessed = guess_source(source, saved.table)
        return TablePreview(guessed, whole, SAVED, needs=needs_for(source, whole))
    by = GUESSED if table is None else SAID
    return TablePreview(guessed, guessed.choice, by, needs=guessed.needs)


def _look(connection: Connection, preview: TablePreview, today: date, counted: bool) -> None:
    """The first rows, the problems, and where there are no errors what would change."""
    choice, source = preview.choice, preview.guess.source
    if choice is None:
        return
    opener = partial(reshaped, source, choice)
    try:
        with opener() as sheet:
            names = [name for _, name in sheet.header]
            rows = [dict(zip(names, cells, strict=True)) for _, cells in islice(sheet.rows, FIRST)]
        preview.first = [_shown(row) for row in rows]
        preview.problems = problems_in(connection, source.path, choice.table, opener, today)
    except ReaderError as error:
        # The choice does not fit the file: a person changes it and looks again.
        preview.problems = [Problem(WHOLE, True, Told(str(error)), [source.line])]
    if not counted or any(problem.refuses for problem in preview.problems):
        return
    preview.report = load_table(connection, source.path, choice.table, write=False, opener=opener)
    preview.remarks = list(preview.report.warnings)
    preview.report.warnings = [*preview.remarks, *_as_remarks(preview.problems)]


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row for a reader: months in words of digits, nothing of what is not known."""
    return {
        name: month_text(value) if name == "month" and isinstance(value, int) else value
        for name, value in row.items()
        if value is not None
    }


def _as_remarks(problems: list[Problem]) -> list[Remark]:
    return [
        Remark(problem.lines[0], f"{problem.text} ({problem.count} rows)")
        for problem in problems
        if not problem.refuses
    ]
