"""What a file does not say in a column: scales, codes for missing, the day; and what to ask for."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from kundagenda.intake.amounts import times_of
from kundagenda.intake.column_names import plain
from kundagenda.intake.column_profile import Profile, profile_of
from kundagenda.intake.dates import date_in, date_of_path
from kundagenda.intake.days import month_in, needs_order, order_in
from kundagenda.intake.guess_columns import QUESTIONS
from kundagenda.intake.guess_figures import ACROSS, is_month_column, year_of
from kundagenda.intake.kpi_values import metric_key
from kundagenda.intake.name_match import Match
from kundagenda.intake.names_of_facts import SURVEY
from kundagenda.intake.shape_survey import instrument_of
from kundagenda.intake.table_choice import Choice
from kundagenda.intake.table_source import Source, cell_at
from kundagenda.intake.told import Told, told
from metrics import CATALOGUE
from metrics.definition import Unit

DAY_COLUMNS = (
    "answered_on", "invited_on", "started_on", "ended_on", "last_day", "bought_on", "valid_from",
    "valid_to", "decided_on", "due_on", "done_on", "expected_by", "launched_on", "completed_on",
    "held_on", "added_on",
)  # fmt: skip
_SCALE = re.compile(r"(?<![\d-])(\d{1,2})\s*(?:-|–|—|till|to|\.\.)\s*(\d{1,2})(?![\d-])")
_CODES = (-999, -99, -98, -97, -9, -8, -1, 77, 88, 97, 98, 99, 999)
_USUAL = {"nps": (0, 10), "ces": (1, 7), "nki_1": (1, 10), "nki_2": (1, 10), "nki_3": (1, 10)}
_SCALES = ((1, 5), (1, 7), (1, 10))
# The first form of the effort score asks how hard it was: a high mark is bad.
_HARD = re.compile(
    r"how much effort|hur mycket ansträngning|how difficult|hur svårt", re.IGNORECASE
)


def given_for(
    table: str,
    source: Source,
    profiles: Sequence[Profile],
    columns: Mapping[str, Match],
    said: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """What can be told of the whole file from its title, its name and its values.

    ``said`` is what a person says already: the question that marks answer tells their scale.
    """
    given: dict[str, str] = {}
    if table == "survey_answers":
        given |= _of_survey(source, profiles, columns, said or {})
    if table == "survey_invitations" and "instrument" not in columns:
        given |= _instrument(source)
    if "tenure_months" in columns and (day := _day_told(source)) is not None:
        given["drawn_on"] = day.isoformat()
    if table == "kpi_monthly":
        given |= _of_figures(source, profiles, columns)
    for ours in ("mrr", "arr", "amount"):
        if ours in columns and (times := times_of(source.labels[columns[ours].place])) != 1:
            given[f"{ours}_times"] = f"{times:g}"
    return given


def needs_for(source: Source, choice: Choice) -> tuple[Told, ...]:
    """What a person must say before a file can be stored."""
    return tuple(_needs(source, choice))


def _needs(source: Source, choice: Choice) -> Iterator[Told]:
    columns, given = choice.columns, choice.given
    if choice.table == "survey_answers":
        if not {"answered_on"} & (columns.keys() | given.keys()):
            yield told("Say on which day the survey was answered: answered_on=YYYY-MM-DD.")
        if not {"score", *QUESTIONS} & columns.keys():
            yield told("Say which column holds the marks: nps, csat, ces or nki_1 to nki_3.")
        if "score" in columns and not {"instrument"} & (columns.keys() | given.keys()):
            yield told("Say which question the marks answer: instrument=nps, csat, ces or nki_1.")
    if choice.table == "survey_invitations" and "instrument" not in columns.keys() | given.keys():
        yield told("Say which survey was sent: instrument=nps, csat, ces or nki_1.")
    if "tenure_months" in columns and "drawn_on" not in given:
        yield told("Say on which day the list was drawn: drawn_on=YYYY-MM-DD.")
    if choice.table == "kpi_monthly" and _lacks_year(source, choice):
        yield told("Say which year the months are of: year=YYYY.")
    if "day_first" not in given and _is_undecided(source, choice):
        yield told("Days such as 3/4/2025 can be read two ways: say day_first=yes or no.")


def _is_undecided(source: Source, choice: Choice) -> bool:
    """Whether no day of the sample proves the order; the whole file may still do so."""
    cells = [
        cell
        for ours, theirs in choice.columns.items()
        if ours in DAY_COLUMNS and theirs in source.names
        for cell in source.cells(source.names.index(theirs))
    ]
    return needs_order(cells) and order_in(cells) is None and len(source.sample) < 1000


def _of_survey(
    source: Source,
    profiles: Sequence[Profile],
    columns: Mapping[str, Match],
    said: Mapping[str, str],
) -> dict[str, str]:
    given: dict[str, str] = {}
    if "answered_on" not in columns and (day := _day_told(source)) is not None:
        given["answered_on"] = day.isoformat()
    if "score" in columns:
        return given | _of_long(source, columns, said)
    codes: set[int] = set()
    for question in [name for name in QUESTIONS if name in columns]:
        place = columns[question].place
        low, high = _scale(question, source.labels[place], profiles[place])
        given[f"{question}_scale"] = f"{low}-{high}"
        codes |= {m for m in profiles[place].marks if m in _CODES and not low <= m <= high}
        if question == "ces" and _HARD.search(source.labels[place]):
            given["ces_high_is_good"] = "no"
    if codes:
        given["missing"] = ",".join(map(str, sorted(codes)))
    return given


def _of_long(
    source: Source, columns: Mapping[str, Match], said: Mapping[str, str]
) -> dict[str, str]:
    """Of a row an answer: the question where no column has it, and a scale for each question."""
    given = {} if "instrument" in columns else _instrument(source) | dict(said)
    if {"scale_low", "scale_high"} <= columns.keys():
        return given
    asked = columns.get("instrument")
    marks: defaultdict[str, list[Any]] = defaultdict(list)
    for _, cells in source.sample:
        raw = given.get("instrument") if asked is None else cell_at(cells, asked.place)
        marks[str(instrument_of(raw))].append(cell_at(cells, columns["score"].place))
    for question, cells in marks.items():
        if question in QUESTIONS:
            low, high = _scale(question, source.labels[columns["score"].place], profile_of(cells))
            given[f"{question}_scale"] = f"{low}-{high}"
    return given


def _scale(question: str, label: str, profile: Profile) -> tuple[int, int]:
    """As the question words it, else the usual one, else the least one that holds every mark."""
    for found in _SCALE.finditer(label):
        low, high = int(found[1]), int(found[2])
        if (low, high) in (*_SCALES, (0, 10), (1, 6), (1, 4), (1, 9), (0, 5)):
            return low, high
    if question in _USUAL:
        return _USUAL[question]
    marks = [mark for mark in profile.marks if mark not in _CODES]
    highest = max(marks, default=5)
    if min(marks, default=1) == 0:
        return 0, 10
    return next((scale for scale in _SCALES if highest <= scale[1]), (1, 10))


def _instrument(source: Source) -> dict[str, str]:
    """The question that the title or the file's name tells of."""
    found = {name for text in (source.title, source.path.stem) for name in instruments_in(text)}
    return {"instrument": found.pop()} if len(found) == 1 else {}


def instruments_in(text: str) -> list[str]:
    """The questions that a text names: by its first two words each, the surest ones."""
    words = f" {plain(text)} "
    return [
        name
        for name in ("nps", "csat", "ces")
        if any(f" {word} " in words for word in SURVEY[name].words[:2])
    ]


def _day_told(source: Source) -> date | None:
    return date_of_path(source.path) or date_in(source.title)


def _of_figures(
    source: Source, profiles: Sequence[Profile], columns: Mapping[str, Match]
) -> dict[str, str]:
    given: dict[str, str] = {}
    if ACROSS in columns:
        given["months"] = "across"
    year = year_of(source)
    if year is not None and "year" not in columns:
        given["year"] = str(year)
    percent = [k for k, m in columns.items() if _in_percent(k, source, profiles[m.place], m.place)]
    shares = [k for k, m in columns.items() if _as_shares(k, profiles[m.place])]
    if percent:
        given["percent"] = ",".join(sorted(percent))
    if shares:
        given["shares"] = ",".join(sorted(shares))
    return given


def _unit(key: str) -> Unit | None:
    metric = CATALOGUE.get(key) if metric_key(key) is not None else None
    return metric.unit if metric is not None else None


def _in_percent(key: str, source: Source, profile: Profile, place: int) -> bool:
    """A share written as 1.8 for 1.8 %: the sign stands in the header, or the values say so."""
    if _unit(key) is not Unit.SHARE or any("%" in text for text in profile.texts):
        return False
    label = source.labels[place].casefold()
    named = "%" in label or "procent" in label or "percent" in label
    return any(number > 1 for number in profile.numbers) or (
        named and not all(number < 0.2 for number in profile.numbers)
    )


def _as_shares(key: str, profile: Profile) -> bool:
    """A figure of 0 to 100 written as 0.82, which Excel does when it is formatted as percent."""
    if _unit(key) not in (Unit.PERCENT, Unit.POINTS, Unit.INDEX):
        return False
    bare = [n for n, text in zip(profile.numbers, profile.texts, strict=False) if "%" not in text]
    return len(bare) > 2 and all(-1 <= number <= 1 for number in bare) and any(bare)


def _lacks_year(source: Source, choice: Choice) -> bool:
    if {"year"} & (choice.given.keys() | choice.columns.keys()):
        return False
    if choice.given.get("months") == "across":
        return any(month_in(n) is None for n in source.names if is_month_column(source, n))
    theirs = choice.columns.get("month")
    cells = source.cells(source.place(theirs)) if theirs else []
    texts = [str(cell) for cell in cells if cell is not None]
    return any(month_in(f"{text} 2000") is not None for text in texts) and not any(
        month_in(text) is not None for text in texts
    )
