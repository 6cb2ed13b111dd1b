"""Gathers the items of one meeting while its text is read."""

import re
from collections.abc import Iterable, Sequence

from kundagenda.intake.blocks import Block, Kind
from kundagenda.intake.formal import is_formal
from kundagenda.intake.minutes import only_minutes
from kundagenda.intake.reading import Minutes, ReadItem, Remark
from kundagenda.intake.titles import has_words, is_name, normal_title, read_title, without_speaker

MOST_DETAIL = 1000
# A list item longer than this, of more than one sentence, is something said and not a topic.
_MOST_TITLE_WORDS = 35
_PUT_OFF = re.compile(
    r"^(defer(red)?|postponed?|skipped?|not discussed|ran out of time|no time|didn.t get to|"
    r"out of time|"
    r"bordl(agt|ades|äggs)|uppskjut\w*|hanns inte|utgick|utgår)\b",
    re.IGNORECASE,
)


class Notebook:
    """The items read so far; a remark goes into the detail of the latest.

    Args:
        names: Words of attendees' names, lower-case; an item that is nothing else is none.
        is_minutes: Whether the text is what was said, rather than an agenda.
        of_issues: Whether its items are numbered issues of a tracker.
    """

    def __init__(
        self,
        names: frozenset[str] = frozenset(),
        is_minutes: bool = False,
        of_issues: bool = False,
    ) -> None:
        self.names = names
        self.is_minutes = is_minutes
        self.of_issues = of_issues
        self.items: list[ReadItem] = []
        self.remarks: list[Remark] = []
        self._open: ReadItem | None = None

    def add(self, block: Block, notes: Sequence[str] = (), deferred: bool = False) -> None:
        """Read a heading, list item or line as an item; what has no words is left out."""
        title = read_title(block.text, self.names, bare_number=block.kind is Kind.LINE)
        if _is_prose(title.text):
            self.remarks.append(Remark(block.line, "A paragraph rather than an item; left out."))
            self.remark(title.text)
            return
        self._open = None
        if not has_words(title.text) or is_name(title.text, self.names):
            if title.referenced or block.referenced:
                self.remarks.append(Remark(block.line, "A reference without a title; left out."))
            return
        text = without_speaker(title.text, self.names)
        item = ReadItem(0, text, block.line, formal=is_formal(text))
        item.kind = title.kind
        item.confidential = title.confidential
        item.outcome = "deferred" if deferred or title.deferred else "handled"
        self._open = item
        self._time(item, title.minutes)
        self.items.append(item)
        for text in [*_inside(block.children), *notes]:
            self.remark(text)

    def keep(self, item: ReadItem) -> None:
        """Take an item that is complete already."""
        self._open = item
        self.items.append(item)

    def remark(self, text: str) -> None:
        """Fold a line into the latest item: its length, that it was put off, or its detail."""
        item = self._open
        if item is None:
            return
        minutes = only_minutes(text)
        if minutes.as_read is not None and item.planned_minutes is None:
            self._time(item, minutes)
            return
        if _PUT_OFF.match(text) and item.detail is None:
            item.outcome = "deferred"
        item.detail = f"{item.detail}\n{text}"[:MOST_DETAIL] if item.detail else text[:MOST_DETAIL]

    def finished(self) -> list[ReadItem]:
        """The items in order, numbered from 1; the same topic twice is one."""
        kept: dict[str, ReadItem] = {}
        for item in self.items:
            earlier = kept.setdefault(normal_title(item.title), item)
            if earlier is not item and earlier.planned_minutes is None:
                earlier.planned_minutes = item.planned_minutes
                earlier.minutes_as_read = item.minutes_as_read
        for position, item in enumerate(kept.values(), start=1):
            item.position = position
        return list(kept.values())

    def _time(self, item: ReadItem, read: Minutes) -> None:
        item.planned_minutes, item.minutes_as_read = read.minutes, read.as_read
        if read.problem:
            self.remarks.append(Remark(item.line, f"{item.title}: {read.problem}"))


def _is_prose(text: str) -> bool:
    return len(text.split()) > _MOST_TITLE_WORDS and bool(re.search(r"[.?!]\s", text))


def _inside(blocks: Iterable[Block]) -> list[str]:
    """The texts under an item, its sub-items first, a level at a time."""
    return [text for block in blocks for text in (block.text, *_inside(block.children)) if text]
