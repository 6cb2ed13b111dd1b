"""Gathers the items of one meeting while its text is read."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from kundagenda.intake.blocks import Block, Kind
from kundagenda.intake.dates import without_date
from kundagenda.intake.ending import ends_meeting, says_time_is_up
from kundagenda.intake.formal import is_formal
from kundagenda.intake.minutes import minutes_told, only_minutes
from kundagenda.intake.outcomes import only_says_put_off, says_put_off
from kundagenda.intake.reading import Minutes, ReadItem, Remark
from kundagenda.intake.titles import has_words, is_name, normal_title, read_title, without_speaker

MOST_DETAIL = 1000
# A list item longer than this, of more than one sentence, is something said and not a topic.
_MOST_TITLE_WORDS = 35
# Any year: whether a title is nothing but a day and a month.
_SOME_YEAR = 2024
# Said of an item by its tracker, not by the meeting.
_LABEL = re.compile(
    r"^\W*(?:links?|labels?|länk|etiketter|refs?|dnr|ärendenummer)\W*:", re.IGNORECASE
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
        self.groups: dict[str, list[ReadItem]] = {}
        self.groups_put_off: set[str] = set()
        self._group: str | None = None
        self._open: ReadItem | None = None
        self._ended = False
        self._time_up_at: int | None = None

    def add(self, block: Block, notes: Sequence[str] = (), deferred: bool = False) -> None:
        """Read a heading, list item or line as an item; what has no words is left out."""
        self.listen([block.text])
        if ends_meeting(block.text):
            return
        title = read_title(block.text, self.names, bare_number=block.kind is Kind.LINE)
        said = only_says_put_off(block.text)
        if said and not title.numbered and _is_beside(block):
            self.remark(block.text)
            return
        if _is_prose(title.text):
            self.remarks.append(Remark(block.line, "A paragraph rather than an item; left out."))
            self.remark(title.text)
            return
        self._open = None
        text = without_speaker(title.text, self.names)
        if not _is_topic(text) or is_name(text, self.names):
            if title.referenced or block.referenced:
                self.remarks.append(Remark(block.line, "A reference without a title; left out."))
            return
        off = deferred or said or title.deferred or block.struck
        item = ReadItem(0, text, block.line, kind=title.kind, confidential=title.confidential)
        self._settle(item, title.minutes, off)
        for text in [title.put_off or "", *_inside(block.children), *notes]:
            self.remark(text)

    def _settle(self, item: ReadItem, length: Minutes, put_off: bool) -> None:
        item.formal = is_formal(item.title)
        not_reached = self._ended and not item.formal
        item.outcome = "deferred" if put_off or not_reached else "handled"
        self._time(item, length)
        self.keep(item)

    def keep(self, item: ReadItem) -> None:
        """Take an item that is complete already."""
        self._open = item
        self.items.append(item)
        if self._group is not None:
            self.groups.setdefault(self._group, []).append(item)

    @contextmanager
    def group(self, title: str) -> Iterator[None]:
        """What is read inside stands under a heading that only gathers items."""
        outer, self._group, self._open = self._group, normal_title(title), None
        yield
        self._group = outer

    def listen(self, texts: Iterable[str]) -> None:
        """Hear whether the meeting ended, or time was up, before what is read next."""
        for text in texts:
            self._ended = self._ended or ends_meeting(text)
            if self._time_up_at is None and says_time_is_up(text):
                self._time_up_at = len(self.items)

    def remark(self, text: str) -> None:
        """Fold a line into the latest item: its length, that it was put off, or its detail."""
        item = self._open
        self.listen([text])
        if item is None and self._group is not None and says_put_off(text, first=True):
            self.groups_put_off.add(self._group)
        if item is None or not text:
            return
        minutes = minutes_told(text)
        if minutes.as_read is not None and item.planned_minutes is None:
            self._time(item, minutes)
            if only_minutes(text).as_read is not None:
                return
        if says_put_off(text, first=not _is_spoken_of(item)):
            item.outcome = "deferred"
        item.detail = f"{item.detail}\n{text}"[:MOST_DETAIL] if item.detail else text[:MOST_DETAIL]

    def finished(self) -> list[ReadItem]:
        """The items in order, numbered from 1; the same topic twice is one.

        Of two, one listed among those not reached was put off, unless something was said on it.
        """
        for item in self.items[self._time_up_at :] if self._time_up_at is not None else ():
            if not item.formal and not _is_spoken_of(item):
                item.outcome = "deferred"
        kept: dict[str, ReadItem] = {}
        for item in self.items:
            earlier = kept.setdefault(normal_title(item.title), item)
            if item.outcome == "deferred" and earlier.detail is None:
                earlier.outcome = item.outcome
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


def mark_put_off(agenda: Notebook, told: Notebook) -> None:
    """Mark what the notes on the same meeting say was put off, alone or with its whole group."""
    put_off = {normal_title(i.title) for i in told.finished() if i.outcome == "deferred"}
    groups = told.groups_put_off & agenda.groups.keys()
    in_groups = {id(item) for group in groups for item in agenda.groups[group]}
    for item in agenda.items:
        if normal_title(item.title) in put_off or id(item) in in_groups:
            item.outcome = "deferred"


def _is_beside(block: Block) -> bool:
    """Whether a line has neither number nor rank of its own, so that it can be a note."""
    ordered = block.kind is Kind.ITEM and block.level == 1
    return block.kind is not Kind.HEADING and not ordered and not block.children


def _is_topic(title: str) -> bool:
    """Whether words are left beside a date; a list of dates is an index, not an agenda."""
    return has_words(title) and has_words(without_date(title, _SOME_YEAR))


def _is_spoken_of(item: ReadItem) -> bool:
    lines = (item.detail or "").split("\n")
    return any(line.strip() and not _LABEL.match(line) for line in lines)


def _is_prose(text: str) -> bool:
    return len(text.split()) > _MOST_TITLE_WORDS and bool(re.search(r"[.?!]\s", text))


def _inside(blocks: Iterable[Block]) -> list[str]:
    """The texts under an item, its sub-items first, a level at a time."""
    return [text for block in blocks for text in (block.text, *_inside(block.children)) if text]
