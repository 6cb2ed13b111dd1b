"""How surely a column of a file is one of ours: by its name, and by what its values are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kundagenda.intake.column_names import AMOUNTS, DAYS, MARKS, MONTHS, TEXTS, Wanted, plain
from kundagenda.intake.column_profile import Profile
from kundagenda.intake.table_shape import plain_name
from kundagenda.intake.told import Told

LEAST = 0.35
# A column known by its values alone.
GUESSED = 0.4
_EXACT, _WITHIN, _BEGINS, _ENDS = 0.98, 0.75, 0.6, 0.5
_DOUBTFUL = 0.4
_KINDS = {
    DAYS: "days",
    MONTHS: "months",
    AMOUNTS: "numbers",
    MARKS: "marks",
    "truths": "yes or no",
    "ids": "names or numbers of their own",
    "groups": "a few groups",
    TEXTS: "texts",
}
# Whole sentences, so that they can be said in another language.
REASONS = {
    kind: (
        f"called {{word}}, and its values are {what}",
        f"called {{word}}, but not all values are {what}",
    )
    for kind, what in _KINDS.items()
}
EMPTY = "called {word}; it is empty"


@dataclass(frozen=True)
class Match:
    """A column of ours, the place of theirs, how sure, and why."""

    ours: str
    place: int
    confidence: float
    reason: Told


def matches(
    labels: Sequence[str],
    names: Sequence[str],
    profiles: Sequence[Profile],
    wanted: Mapping[str, Wanted],
) -> dict[str, Match]:
    """The surest column of theirs for each of ours, each used once."""
    found = [
        match
        for place in range(len(names))
        for ours, one in wanted.items()
        if (match := _match(labels[place], names[place], profiles[place], ours, one, place))
    ]
    chosen: dict[str, Match] = {}
    used: set[int] = set()
    for match in sorted(found, key=lambda match: -match.confidence):
        if match.ours not in chosen and match.place not in used:
            chosen[match.ours] = match
            used.add(match.place)
    return chosen


def _match(
    label: str, name: str, profile: Profile, ours: str, wanted: Wanted, place: int
) -> Match | None:
    own = plain_name(name) == ours
    points, word = (1.0, ours) if own else _named(label, name, wanted)
    if not points:
        return None
    fit = _fit(profile, wanted.kind)
    if points * fit < LEAST:
        return None
    good, doubtful = REASONS[wanted.kind]
    text = EMPTY if not profile.filled else good if fit == 1 else doubtful
    reason = Told(text, {"word": word})
    return Match(ours, place, round(points * fit, 3), reason)


def _named(label: str, name: str, wanted: Wanted) -> tuple[float, str]:
    """Points for a name, and the word that gave them; the surest words stand first."""
    for text in dict.fromkeys((name, label)):
        whole = plain(text)
        bare = re.sub(r"\s*\(.*?\)", "", whole).strip()
        if any(_within(plain(word), whole) for word in wanted.never):
            continue
        best = (0.0, "")
        for index, word in enumerate(wanted.words):
            points = _points(plain(word), bare, whole)
            best = max(best, (points - 0.002 * index if points else 0.0, word))
        if best[0]:
            return best
    return 0.0, ""


def _points(word: str, bare: str, whole: str) -> float:
    if word in (bare, whole):
        return _EXACT
    if _within(word, whole):
        # In a long question a single word proves less than in a short name.
        return _WITHIN if len(whole.split()) <= 12 else _WITHIN - 0.15
    if len(word) < 5 or " " in word:
        return 0.0
    tokens = whole.split()
    if any(token.startswith(word) for token in tokens):
        return _BEGINS
    return _ENDS if any(token.endswith(word) for token in tokens) else 0.0


def _within(word: str, text: str) -> bool:
    return f" {word} " in re.sub(r"[()\[\],/;!]", " ", f" {text} ")


def _fit(profile: Profile, kind: str) -> float:
    if profile.fits(kind):
        return 1.0
    counted = {
        DAYS: profile.days,
        MONTHS: profile.months,
        AMOUNTS: len(profile.numbers),
        MARKS: len(profile.marks),
    }.get(kind, 0)
    return _DOUBTFUL if counted >= 0.5 * len(profile.filled) else 0.0
