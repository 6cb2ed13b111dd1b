"""The first screen: did we do what we said?"""

from collections.abc import Sequence
from functools import partial
from textwrap import shorten

from kundagenda.charts.theme import Mode
from kundagenda.charts.theme import Screen as Size
from kundagenda.findings.decision_log import Decision
from kundagenda.findings.headline import headline
from kundagenda.findings.overview import Overview
from kundagenda.findings.since import Since
from kundagenda.findings.standing import is_thin
from kundagenda.shown.decision_words import status_words
from kundagenda.shown.overview_figures import overview_figures
from kundagenda.shown.overview_picture import overview_picture_of, shows_bands
from kundagenda.shown.pictured import Picture
from kundagenda.shown.reach import side_by_side
from kundagenda.shown.screen import Screen
from kundagenda.shown.screens.bands import band_numbers
from kundagenda.shown.since_words import since_sentence
from kundagenda.texts.sentences import sentence
from kundagenda.texts.told import lang, tell, tell_many

# What a shared screen has room for, at the size that its text is read at.
NEWEST_SHARED = 11
# Of the decisions of last time; more would not be heard.
NAMED, LONGEST = 2, 70


def promise_screen(
    found: Overview, last_time: Sequence[Decision] = (), since: Since | None = None
) -> Screen:
    """The headline of the Overview, its figures, the three bands, and what changed since.

    What was decided last time and what changed since then stand in its note.
    """
    said = headline(found)
    changed = since_sentence(since) if since else ""
    return Screen(
        code="promise",
        question=tell("Did we do what we said?"),
        title=sentence(said.title, lang()),
        sentences=tuple(sentence(each, lang()) for each in said.sentences),
        figures=overview_figures(found),
        draw=partial(_drawn, found, lang()) if shows_bands(found) else None,
        numbers=None if is_thin(found) else band_numbers(found),
        note=" ".join(filter(None, (_decided(last_time), changed, side_by_side(found.view)))),
        metrics=tuple(figure.key for figure in overview_figures(found)),
    )


def _decided(last_time: Sequence[Decision]) -> str:
    """What was decided last time and how it stands, the newest first; nothing where none was."""
    if not last_time:
        return ""
    status = status_words(lang())
    named = [
        tell(
            "“{words}” ({status})",
            words=shorten(each.text or "", LONGEST, placeholder="…"),
            status=_small(status[each.status]),
        )
        for each in last_time[:NAMED]
    ]
    said = tell("Decided last time: {decisions}.", decisions=", ".join(named))
    more = len(last_time) - NAMED
    return said if more < 1 else f"{said} {tell_many('And {n} more.', 'And {n} more.', more)}"


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _drawn(found: Overview, language: str, mode: Mode, screen: Size, height: float) -> Picture:
    newest = None if screen in ("page", "print") else NEWEST_SHARED
    return overview_picture_of(found, mode, language, screen=screen, height=height, newest=newest)
