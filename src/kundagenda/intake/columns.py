"""Which column of an agenda table is what: Swedish and English names, header on any early row."""

import re
from collections.abc import Mapping, Sequence

HEADER_WITHIN = 25

_NAMES: Mapping[str, tuple[str, ...]] = {
    "item": (
        "punkt",
        "punkter",
        "ärende",
        "ärenden",
        "rubrik",
        "ämne",
        "dagordningspunkt",
        "agendapunkt",
        "fråga",
        "titel",
        "item",
        "agenda item",
        "topic",
        "title",
        "subject",
        "item_text",
        "agenda",
        "dagordning",
        "vad",
        "what",
        "ärenderubrik",
        "ärendemening",
        "mötespunkt",
        "agendapunkt",
    ),
    "date": (
        "datum",
        "mötesdatum",
        "dag",
        "date",
        "meeting date",
        "held on",
        "held_on",
        "when",
        "day",
        "sammanträdesdatum",
        "när",
    ),
    "minutes": (
        "minuter",
        "minutes",
        "min",
        "tid",
        "tid (min)",
        "tid min",
        "tidsåtgång",
        "time",
        "time (min)",
        "längd",
        "duration",
        "duration (min)",
        "planned minutes",
        "planned_minutes",
        "planerad tid",
        "planerade minuter",
        "planerat",
        "mins",
        "length",
        "tidsram",
        "klockslag",
        "kl",
        "start",
    ),
    "actual": (
        "faktisk tid",
        "faktiska minuter",
        "faktiskt",
        "utfall",
        "utfall (min)",
        "actual",
        "verklig tid",
        "actual minutes",
        "actual_minutes",
        "actual time",
        "verklig tid",
    ),
    "forum": ("forum", "organ", "ledningsforum", "body", "board", "styrgrupp"),
    "meeting": ("möte", "mötet", "meeting", "mötesnamn", "sammanträde"),
    "detail": (
        "detalj",
        "detaljer",
        "beskrivning",
        "kommentar",
        "anteckning",
        "anteckningar",
        "notering",
        "noteringar",
        "protokoll",
        "text",
        "underlag",
        "detail",
        "details",
        "description",
        "note",
        "notes",
        "comments",
        "comment",
        "syfte",
        "purpose",
    ),
    "kind": ("typ", "slag", "type", "kind", "syfte (b/d/i)", "ärendetyp"),
    "status": ("status", "mötesstatus"),
    "outcome": ("utgång", "outcome", "hantering"),
    "decision": ("beslut", "beslutat", "decision", "decisions", "resolution"),
}
# Beside a column that surely holds the words, a column of this name holds the item's number.
_MAY_BE_A_NUMBER = ("punkt", "item", "dagordningspunkt", "agendapunkt", "mötespunkt")
_BY_NAME = {name: key for key, names in _NAMES.items() for name in names}


def header_of(rows: Sequence[Sequence[object]]) -> tuple[int, dict[str, int]] | None:
    """The index of the header row and the column of each known name; null when there is none.

    The header is the first early row that names a column of items and at least one other column.
    """
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        found = columns_in(row)
        named = sum(isinstance(cell, str) and bool(cell.strip()) for cell in row)
        if "item" in found and (len(found) >= 2 or named >= 2):
            return index, found
    return None


def columns_in(row: Sequence[object]) -> dict[str, int]:
    """The known columns among the cells of a row; the first of a kind counts.

    "Punkt" beside "Ärende" is the number of the item, not its words.
    """
    found: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for place, cell in enumerate(row):
        name = _plain(cell) if isinstance(cell, str) else ""
        if (key := _BY_NAME.get(name)) is not None:
            (numbers if name in _MAY_BE_A_NUMBER else found).setdefault(key, place)
    return numbers | found


def _plain(cell: str) -> str:
    return re.sub(r"[\s\u00a0_]+", " ", cell.replace("\ufeff", "")).strip(" :*.").casefold()
