"""A column of ours as companies may call it, and a header with its words apart."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# What the values of a column must be.
DAYS, MONTHS, AMOUNTS, MARKS, TRUTHS = "days", "months", "amounts", "marks", "truths"
IDS, GROUPS, TEXTS = "ids", "groups", "texts"


@dataclass(frozen=True)
class Wanted:
    """A column of ours: what its values are, its names, and words that say it is another one.

    A header may hold more words than a name, or be a compound that ends in it.
    """

    kind: str
    words: tuple[str, ...]
    never: tuple[str, ...] = ()


def columns(text: str) -> Mapping[str, Wanted]:
    """Columns from lines ``ours | kind | names | not these``; longer ones go on further in."""
    return {ours: wanted for ours, wanted in _parsed(text)}


def plain(name: object) -> str:
    """A header in small letters, its words apart, without marks at their ends.

    >>> plain("MonthlyCharges"), plain("Belopp (kr/mån)"), plain("Kund-ID")
    ('monthly charges', 'belopp (kr/mån)', 'kund id')
    """
    text = re.sub(r"(?<=[a-zåäö])(?=[A-ZÅÄÖ])", " ", str(name).replace("\ufeff", ""))
    return " ".join(re.sub(r"[\s\u00a0_.:*?\"'-]+", " ", text).split()).casefold()


def _parsed(text: str) -> Iterator[tuple[str, Wanted]]:
    lines = re.sub(r"\n {8,}", " ", text).split("\n")
    for line in filter(None, map(str.strip, lines)):
        ours, kind, words, *never = (part.strip() for part in line.split(" | "))
        yield ours, Wanted(kind, _split(words), _split(never[0]) if never else ())


def _split(words: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in words.split(","))
