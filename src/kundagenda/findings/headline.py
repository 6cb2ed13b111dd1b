"""What the Overview says first: a title and at most four sentences, as values without words.

The title answers one question, how often against what was declared (`standing`). The sentences
are chosen by how badly they are needed, and read in the order of the pages: agenda, satisfaction,
retention, connection, data.

1. MUST: without it the title would mislead. The promise counts time or another forum, no share
   was declared, the count is thin, there are no figures beside it.
2. NEWS: something really changed, what keeping the promise takes, or one thing was seen to move
   before another.
3. GAP: what is missing. No meeting last month, a long silence, new value never, answers withheld,
   a level that may be changing.
4. STATE: how things are. Within chance, no sign of order, too early to tell.
5. BASE: what the title rests on, and what is worth a line if there is room. That the company is
   invented stands on top of every page.

A sentence says one thing. A figure rises or falls only where chance does not explain it; else it
"is".
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kundagenda.findings.overview import Overview
from kundagenda.findings.said import Candidate, Said
from kundagenda.findings.situations import candidates
from kundagenda.findings.standing import standing_of, title_of

MOST_SENTENCES = 4


@dataclass(frozen=True)
class Headline:
    """The finding, and up to four sentences that carry it."""

    title: Said
    sentences: tuple[Said, ...]


def headline(overview: Overview) -> Headline:
    """What an executive must know first of an Overview."""
    standing = standing_of(overview)
    found = candidates(overview, standing)
    return Headline(title_of(overview, standing), _chosen(found))


def _chosen(found: Sequence[Candidate]) -> tuple[Said, ...]:
    """The most needed that fit, in the order in which they were given."""
    by_need = sorted(range(len(found)), key=lambda index: found[index].need)
    return tuple(found[index].said for index in sorted(by_need[:MOST_SENTENCES]))


__all__ = ["Headline", "Said", "headline"]
