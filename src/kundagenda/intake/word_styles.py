"""What the styles and lists of a Word document say of a paragraph: heading, bold, number."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_HEADING = re.compile(r"^(?:heading|rubrik|överskrift|Überschrift)\s*(\d)", re.IGNORECASE)
_TITLE = re.compile(r"^(?:title|titel|rubrik|huvudrubrik|dokumentrubrik)$", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc|innehåll|table of)\b", re.IGNORECASE)
# Left indents are in twentieths of a point; a level of a list without any counts as this many.
_PER_POINT = 20
_LEVEL_DEPTH = 18.0
_MOST_STYLES_UP = 12
_MOST_LEVEL = 8


@dataclass(frozen=True)
class ListPlace:
    """A paragraph's list and level, both from the numbering part."""

    list_id: str
    level: int


class Styles:
    """The paragraph styles by id, each with those it is based on."""

    def __init__(self, styles: Any) -> None:
        found = styles.findall(qn("w:style")) if styles is not None else []
        self._by_id = {style.get(qn("w:styleId")): style for style in found}
        self._default = next((s for s in found if _is_default(s)), None)

    def chain(self, paragraph: Any) -> list[Any]:
        """A paragraph's own properties, then its style's, then those the style is based on."""
        own = paragraph.find(qn("w:pPr"))
        id_ = _value(own, "w:pStyle")
        style = self._by_id.get(id_) if id_ else self._default
        out = [own] if own is not None else []
        for _ in range(_MOST_STYLES_UP):
            if style is None:
                break
            out.append(style)
            style = self._by_id.get(_value(style, "w:basedOn"))
        return out

    def names(self, chain: list[Any]) -> Iterator[str]:
        """Name and id of every style of a chain."""
        for style in chain:
            if style.tag == qn("w:style"):
                yield _value(style, "w:name") or ""
                yield style.get(qn("w:styleId")) or ""

    def heading(self, chain: list[Any]) -> int:
        """The level that a paragraph has as a heading, 0 for none; a title's is 1."""
        for name in self.names(chain):
            if (found := _HEADING.match(name)) is not None:
                return min(int(found[1]) + 1, _MOST_LEVEL)
            if _TITLE.match(name):
                return 1
        for properties in map(_paragraph_properties, chain):
            level = _value(properties, "w:outlineLvl")
            if level is not None and level.isdigit():
                return int(level) + 2 if int(level) < _MOST_LEVEL else 0
        return 0

    def is_contents(self, chain: list[Any]) -> bool:
        """Whether a paragraph is a line of a table of contents."""
        return any(_CONTENTS.match(name) for name in self.names(chain))

    def bold(self, chain: list[Any]) -> bool:
        """Whether the paragraph's style sets its words in bold."""
        styles = [style for style in chain if style.tag == qn("w:style")]
        told = (is_on(style.find(qn("w:rPr")), "w:b") for style in styles)
        return next((on for on in told if on is not None), False)

    def list_place(self, chain: list[Any]) -> ListPlace | None:
        """The list and level of a paragraph; list 0 is how Word says that it has none."""
        for properties in map(_paragraph_properties, chain):
            numbering = properties.find(qn("w:numPr")) if properties is not None else None
            if numbering is not None and (id_ := _value(numbering, "w:numId")) is not None:
                level = _value(numbering, "w:ilvl") or "0"
                place = ListPlace(id_, min(int(level), _MOST_LEVEL) if level.isdigit() else 0)
                return place if id_ != "0" else None
        return None

    def indent(self, chain: list[Any]) -> float | None:
        """How far in a paragraph stands, in points; null when neither it nor a style says."""
        told = (_indent(_paragraph_properties(element)) for element in chain)
        return next((points for points in told if points is not None), None)


class Lists:
    """The numbering part: what sign a level has, and a count of the numbers given out."""

    def __init__(self, numbering: Any) -> None:
        self._formats: dict[tuple[str, int], str] = {}
        self._depths: dict[tuple[str, int], float] = {}
        self._abstract: dict[str, str] = {}
        self._counts: defaultdict[str, list[int]] = defaultdict(lambda: [0] * (_MOST_LEVEL + 1))
        self._begun: set[str] = set()
        if numbering is None:
            return
        for abstract in numbering.findall(qn("w:abstractNum")):
            id_ = abstract.get(qn("w:abstractNumId")) or ""
            for level in abstract.findall(qn("w:lvl")):
                place = level.get(qn("w:ilvl")) or "0"
                if not place.isdigit():
                    continue
                self._formats[id_, int(place)] = _value(level, "w:numFmt") or "decimal"
                depth = _indent(level.find(qn("w:pPr")))
                if depth is not None:
                    self._depths[id_, int(place)] = depth
        for num in numbering.findall(qn("w:num")):
            id_ = num.get(qn("w:numId")) or ""
            self._abstract[id_] = _value(num, "w:abstractNumId") or ""
            if num.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}") is not None:
                self._begun.add(id_)

    def format(self, place: ListPlace) -> str:
        """``decimal``, ``bullet``, ``none`` and so on; a list nobody described has bullets."""
        return self._formats.get((self._abstract.get(place.list_id, ""), place.level), "bullet")

    def depth(self, place: ListPlace) -> float:
        """How far in a level of a list stands, in points."""
        key = (self._abstract.get(place.list_id, ""), place.level)
        return self._depths.get(key, (place.level + 1) * _LEVEL_DEPTH)

    def next_number(self, place: ListPlace) -> list[int]:
        """The number of the next paragraph of a list, level by level: 4.2 is ``[4, 2]``."""
        key = self._abstract.get(place.list_id) or place.list_id
        counts = self._counts[key]
        if place.list_id in self._begun:
            self._begun.discard(place.list_id)
            counts[:] = [0] * len(counts)
        counts[place.level] += 1
        counts[place.level + 1 :] = [0] * (len(counts) - place.level - 1)
        return [max(count, 1) for count in counts[: place.level + 1]]


def is_on(properties: Any, name: str) -> bool | None:
    """Whether a switch such as bold is on; null when nothing is said."""
    switch = properties.find(qn(name)) if properties is not None else None
    if switch is None:
        return None
    return (switch.get(qn("w:val")) or "true").casefold() not in ("0", "false", "off", "none")


def _is_default(style: Any) -> bool:
    return style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true")


def _paragraph_properties(element: Any) -> Any:
    return element.find(qn("w:pPr")) if element.tag == qn("w:style") else element


def _indent(properties: Any) -> float | None:
    ind = properties.find(qn("w:ind")) if properties is not None else None
    left = (ind.get(qn("w:left")) or ind.get(qn("w:start")) or "") if ind is not None else ""
    return int(left) / _PER_POINT if re.fullmatch(r"-?\d{1,6}", left) else None


def _value(parent: Any, name: str) -> str | None:
    child = parent.find(qn(name)) if parent is not None else None
    value = child.get(qn("w:val")) if child is not None else None
    return str(value) if value is not None else None
