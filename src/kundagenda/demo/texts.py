"""The words of the demo company: titles, decisions and actions, read from data/demo."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from kundagenda.demo.parameters import SEGMENTS
from kundagenda.settings import DATA

FOLDER = DATA / "demo"
CITIES = (
    "Borås", "Jönköping", "Örebro", "Luleå", "Växjö", "Gävle", "Drammen", "Odense", "Tammerfors",
    "Åbo", "Kolding", "Helsingborg",
)  # fmt: skip
MODELS = ("Lyft 16", "Lyft 25", "Stapel 12", "Skyttel 400", "Hyllrobot 2", "Plock 10")
MONTHS = {
    "sv": (
        "januari", "februari", "mars", "april", "maj", "juni",
        "juli", "augusti", "september", "oktober", "november", "december",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
ENGLISH_NAMES = {segment.code: segment.english.lower() for segment in SEGMENTS}
SWEDISH_ANYONE, ENGLISH_ANYONE = "alla kundgrupper", "all customer groups"


@dataclass(frozen=True)
class Wording:
    """A title that an item can have; ``{slots}`` are filled from the meeting's date."""

    level: str
    language: str
    theme: str
    segment: str
    kind: str
    text: str


@dataclass(frozen=True)
class InitiativeName:
    """An initiative by name, with its level (none when it is not about customers)."""

    level: str
    language: str
    theme: str
    segment: str
    text: str


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of one file of words."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def wordings() -> tuple[Wording, ...]:
    """Every title of an ordinary agenda item."""
    return tuple(Wording(**row) for row in rows_of("items.csv"))


@cache
def initiative_names() -> tuple[InitiativeName, ...]:
    """The names of all initiatives."""
    return tuple(InitiativeName(**row) for row in rows_of("initiatives.csv"))


@cache
def formal_titles() -> dict[tuple[str, str], str]:
    """The titles of formal items by part of the meeting and language."""
    return {(row["part"], row["language"]): row["text"] for row in rows_of("formal.csv")}


@cache
def candidates(level: str, language: str, kind: str, segment: str) -> tuple[Wording, ...]:
    """Titles that suit an item; of a segment's own, of any segment by name, or of all alike.

    A general item never names a segment.
    """
    fitting = [w for w in wordings() if (w.level, w.language, w.kind) == (level, language, kind)]
    own = [w for w in fitting if w.segment == segment]
    if not segment:
        return tuple(w for w in own if "{segment}" not in w.text)
    named = [w for w in fitting if not w.segment]
    # What is said of one segment is the likelier, the more a title says which.
    return tuple(3 * own + 3 * [w for w in named if "{segment}" in w.text] + named)


def fill_slots(
    text: str, language: str, segment: str, held_on: date, rng: np.random.Generator
) -> str:
    """The text with its slots filled; quarter and month are the last that had ended."""
    month = (held_on.month - 2) % 12
    quarter = ((held_on.month - 1) // 3 - 1) % 4 + 1
    name = segment if language == "sv" else ENGLISH_NAMES.get(segment, "")
    anyone = SWEDISH_ANYONE if language == "sv" else ENGLISH_ANYONE
    city, model = rng.integers(len(CITIES)), rng.integers(len(MODELS))
    return text.format(
        segment=name or anyone,
        quarter=f"Q{quarter}",
        month=MONTHS[language][month],
        year=held_on.year,
        city=CITIES[city],
        model=MODELS[model],
    )


def language_of(rng: np.random.Generator, english: float) -> str:
    """``sv`` or ``en``, by chance."""
    return "en" if rng.random() < english else "sv"
