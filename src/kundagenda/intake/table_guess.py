"""Which table a file most likely is, and which of its columns is which of ours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kundagenda.intake.column_profile import Profile, profile_of
from kundagenda.intake.guess_columns import REQUIRED, columns_for, missing
from kundagenda.intake.guess_figures import ACROSS, is_month_column
from kundagenda.intake.guess_given import given_for, needs_for
from kundagenda.intake.name_match import Match
from kundagenda.intake.table_choice import Choice
from kundagenda.intake.table_source import Source, source_of
from kundagenda.intake.told import Told, told

_LEAST_POINTS = 0.9
_SIDE, _MISSING = 0.35, 1.2
_CLEAR = 0.3
# A column known by its values alone proves little of what the table is.
_WEAK = 0.4
_FEWEST_ROWS = 5
_MOST_MARKS = 15


@dataclass(frozen=True)
class ColumnGuess:
    """A column of the file, what it is taken for (null: left out), how sure, and why."""

    theirs: str
    ours: str | None
    confidence: float
    reason: Told


@dataclass(frozen=True)
class Guess:
    """What a file is taken for.

    ``table`` is null when nothing fits. ``needs`` says what the file leaves open and a person must
    say before anything can be stored.
    """

    path: str
    table: str | None
    confidence: float
    columns: tuple[ColumnGuess, ...]
    choice: Choice | None
    needs: tuple[Told, ...]
    source: Source

    @property
    def left_out(self) -> list[str]:
        """The columns of the file that are taken for nothing."""
        return [column.theirs for column in self.columns if column.ours is None]


def guess(path: Path, table: str | None = None) -> Guess:
    """Guess the table and the columns of a CSV file or a workbook.

    Args:
        path: The file.
        table: Which table it is, when that is known.

    Raises:
        ReaderError: the file is missing, empty, damaged, or holds no table.
    """
    return guess_source(source_of(path), table)


def guess_source(source: Source, table: str | None = None) -> Guess:
    """As `guess`, of a file that was opened already."""
    profiles = [profile_of(source.cells(place)) for place in range(len(source.names))]
    names = [table] if table else list(REQUIRED)
    found = {name: columns_for(name, source, profiles) for name in names}
    points = {name: _points(name, columns) for name, columns in found.items()}
    order = sorted(names, key=lambda name: -points[name])
    best = order[0]
    if table is None and points[best] < _LEAST_POINTS:
        return _no_table(source, profiles)
    margin = points[best] - points[order[1]] if len(order) > 1 else 1.0
    return _guess(source, profiles, best, found[best], clear=margin >= _CLEAR)


def _guess(
    source: Source, profiles: list[Profile], table: str, columns: Mapping[str, Match], clear: bool
) -> Guess:
    theirs = {ours: source.names[m.place] for ours, m in columns.items() if ours != ACROSS}
    choice = Choice(table, theirs, given_for(table, source, profiles, columns))
    told_columns = _columns(source, columns)
    needs = needs_for(source, choice)
    sure = [columns[n].confidence for group in REQUIRED[table] for n in group if n in columns]
    confidence = sum(sure) / len(sure) if sure else 0.0
    confidence *= (1.0 if clear else 0.7) * (1.0 if not missing(table, columns) else 0.5)
    return Guess(str(source.path), table, round(confidence, 3), told_columns, choice, needs, source)


def _no_table(source: Source, profiles: Sequence[Profile]) -> Guess:
    """Nothing fits by name; columns of marks, most of them, are a survey all the same."""
    marks = [profile for profile in profiles if profile.filled and _is_of_marks(profile)]
    if len(source.sample) < _FEWEST_ROWS or len(marks) < 0.5 * len(profiles):
        return Guess(str(source.path), None, 0.0, _columns(source, {}), None, (), source)
    choice = Choice("survey_answers", {}, given_for("survey_answers", source, profiles, {}))
    needs = needs_for(source, choice)
    columns = _columns(source, {})
    return Guess(str(source.path), choice.table, 0.2, columns, choice, needs, source)


def _is_of_marks(profile: Profile) -> bool:
    return profile.fits("marks") and 2 < profile.different <= _MOST_MARKS


def chosen(
    source: Source, table: str, columns: Mapping[str, str], given: Mapping[str, str]
) -> Choice:
    """A choice from what a person said, and what can be told of the file besides.

    Args:
        source: The file.
        table: The table it is.
        columns: Every column of ours that is used, to theirs.
        given: What a person said holds for every row; it stands over what was guessed.

    Raises:
        ReaderError: a column is not in the file.
    """
    profiles = [profile_of(source.cells(place)) for place in range(len(source.names))]
    said = told("as it was said")
    found = {n: Match(n, source.place(theirs), 1.0, said) for n, theirs in columns.items()}
    return Choice(
        table, dict(columns), given_for(table, source, profiles, found, given) | dict(given)
    )


def _points(table: str, columns: Mapping[str, Match]) -> float:
    """What a table would explain of the file, less what it would lack."""
    needed = {name for group in REQUIRED[table] for name in group}
    points = sum(
        match.confidence * (1.0 if ours in needed and match.confidence > _WEAK else _SIDE)
        for ours, match in columns.items()
    )
    return points - _MISSING * len(missing(table, columns))


def _columns(source: Source, found: Mapping[str, Match]) -> tuple[ColumnGuess, ...]:
    by_place = {match.place: (ours, match) for ours, match in found.items()}
    if (across := found.get(ACROSS)) is not None:
        months = [i for i, name in enumerate(source.names) if is_month_column(source, name)]
        by_place |= dict.fromkeys(months, (ACROSS, across))
    told_columns = []
    for place, name in enumerate(source.names):
        if place in by_place:
            ours, match = by_place[place]
            told_columns.append(ColumnGuess(name, ours, match.confidence, match.reason))
        else:
            reason = told("no column of ours is called so")
            told_columns.append(ColumnGuess(name, None, 0.0, reason))
    return tuple(told_columns)
