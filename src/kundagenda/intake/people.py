"""Who was there: only so that names are not taken for topics; never stored."""

import re

from kundagenda.intake.blocks import Block, Kind
from kundagenda.intake.sections import Role, Section

_PEOPLE_LINE = re.compile(
    r"^(närvarande|deltagare|frånvarande|attendance|attendees|present|apologies|observers?|council"
    r"( members)?|participants|unavailable|facilitator|scribe|minutes|notes?( ?taker)?)\s*:(.*)$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_ASIDE = re.compile(r"\([^)]*\)")
_MOST_WORDS = 8


def names_in(section: Section) -> frozenset[str]:
    """The words of attendees' names in lower case, from every list of people in a text."""
    found: set[str] = set()
    for part in _all(section):
        listed = part.role is Role.PEOPLE
        for block in part.blocks:
            found.update(_names_of(block, listed))
    return frozenset(found)


def _all(section: Section) -> list[Section]:
    return [section, *(inner for child in section.sections for inner in _all(child))]


def _names_of(block: Block, listed: bool) -> list[str]:
    labelled = _PEOPLE_LINE.match(block.text)
    if labelled:
        # "Ada (filling in for Bo)": what is said of a person is no name.
        names = re.split(r"[,;.]", _ASIDE.sub("", labelled[labelled.lastindex or 0]))
    elif listed and block.kind is Kind.ITEM and not block.referenced:
        names = [re.split(r"[(,–-]", block.text)[0], *re.findall(r"@(\w+)", block.text)]
    else:
        return []
    words = [_WORD.findall(name.casefold()) for name in names if len(name.split()) <= _MOST_WORDS]
    full = [name for name in words if len(name) > 1]
    handles = [short for a, *_, z in full for short in (a[0] + z, a[0] + z[0])]
    return [*(word for name in words for word in name), *handles]
