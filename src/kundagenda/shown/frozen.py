"""The monthly meeting as shown on a day, kept as text: words in every language, values as numbers.

Words are kept in each language as they were written then, so that a reader of another language
than the keeper's sees exactly what would have stood there; nothing is worded anew by a later
version. Pictures are not kept: the numbers behind them are.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from kundagenda.findings.background import background_of
from kundagenda.findings.gather import overview_of
from kundagenda.findings.overview import Overview
from kundagenda.findings.reading import Reading
from kundagenda.findings.view import View
from kundagenda.shown.figure import FigureShown, Pill
from kundagenda.shown.meeting import meeting_of
from kundagenda.shown.screen import Meeting, Numbers, Screen, Series
from kundagenda.texts.catalogue import LANGUAGES, say
from kundagenda.texts.told import telling_in
from metrics.periods import Grain

FORMAT = 1
SHORTEST_CUT = 20  # letters that a text keeps, at least, where a screen cuts it short


@dataclass(frozen=True)
class Value:
    """A figure's last twelve months as a number in its metric's unit, null where unknown."""

    key: str
    period: int
    value: float | None
    low: float | None
    high: float | None
    base: int | None
    numerator: float | None
    denominator: float | None


@dataclass(frozen=True)
class Frozen:
    """A kept copy as it was: what was chosen, the meeting by language, and the figures' values."""

    view: View
    told: Mapping[str, Meeting]
    values: tuple[Value, ...]


def freeze(connection: Connection, view: View) -> str:
    """The meeting of a view as one JSON object, to be kept."""
    told = {}
    for code in LANGUAGES:
        with telling_in(code):
            told[code] = _plain(meeting_of(connection, view))
    found = overview_of(connection, view, background_of(connection))
    values = [asdict(each) for each in values_of(found)]
    content = {"format": FORMAT, "view": asdict(view), "told": told, "values": values}
    return json.dumps(content, ensure_ascii=False, default=str)


def values_of(found: Overview) -> tuple[Value, ...]:
    """The figures of the Overview as numbers, each once."""
    read = {reading.metric.key: reading for reading in _readings(found)}
    names = [each.name for each in fields(Value)][1:]
    return tuple(
        Value(key, *(getattr(reading, name) for name in names)) for key, reading in read.items()
    )


def _readings(found: Overview) -> Iterator[Reading]:
    shown = (found.share, found.meeting_share, found.satisfaction, found.churn, found.response_rate)
    for figure in (*shown, *found.levels.values()):
        if figure.now is not None:
            yield figure.now


def thaw(content: str, secrets: Collection[str] = ()) -> Frozen:
    """A copy as it was kept; words that have become confidential since are not shown again."""
    kept = json.loads(content)
    view = _view(kept["view"])
    told = {
        code: _meeting(_hiding(meeting, secrets, say(code, "Confidential item")), view)
        for code, meeting in kept["told"].items()
    }
    return Frozen(view, told, tuple(Value(**value) for value in kept["values"]))


def _hiding(part: Any, secrets: Collection[str], instead: str) -> Any:
    """The same with each secret gone from its texts, as are those cut short."""
    if isinstance(part, dict):
        return {name: _hiding(each, secrets, instead) for name, each in part.items()}
    if isinstance(part, list):
        return [_hiding(each, secrets, instead) for each in part]
    if isinstance(part, str):
        for secret in secrets:
            part = _without(secret.split(), part, instead)
    return part


def _without(words: Sequence[str], text: str, instead: str) -> str:
    """The text without the words where they stand by themselves, whole or cut short by "…"."""
    whole = r"\s+".join(map(re.escape, words))
    text = re.sub(rf"(?<!\w){whole}(?!\w)", lambda _: instead, text)
    if "…" not in text:
        return text
    begun = [" ".join(words[:count]) for count in range(len(words) - 1, 0, -1)]
    for said in (each for each in begun if len(each) >= SHORTEST_CUT):
        text = re.sub(rf"(?<!\w){re.escape(said)}…", lambda _: instead, text)
    return text


def _plain(meeting: Meeting) -> dict[str, Any]:
    """A meeting without its view, which all languages share, and without what draws."""
    bare = replace(meeting, screens=tuple(replace(each, draw=None) for each in meeting.screens))
    told = asdict(bare)
    del told["view"]
    return told


def _view(kept: Mapping[str, Any]) -> View:
    days = {name: _day(kept[name]) for name in ("as_of", "written_to")}
    return View(**dict(kept) | days | {"grain": Grain(kept["grain"])})


def _day(text: str | None) -> Any:
    return date.fromisoformat(text) if text else None


def _meeting(told: Mapping[str, Any], view: View) -> Meeting:
    screens = tuple(_screen(each) for each in told["screens"])
    more = {"view": view, "as_of": _day(told["as_of"]), "screens": screens}
    return Meeting(**dict(told) | more)


def _screen(told: Mapping[str, Any]) -> Screen:
    figures = tuple(map(_figure, told["figures"]))
    more = {"figures": figures, "numbers": _numbers(told["numbers"])}
    more |= {name: tuple(told[name]) for name in ("sentences", "metrics")}
    return Screen(**dict(told) | more)


def _figure(told: Mapping[str, Any]) -> FigureShown:
    return FigureShown(**dict(told) | {"pill": Pill(**told["pill"])})


def _numbers(told: Mapping[str, Any] | None) -> Numbers | None:
    if told is None:
        return None
    series = tuple(Series(**each | {"values": tuple(each["values"])}) for each in told["series"])
    return Numbers(tuple(told["categories"]), series, told["stacked"])
