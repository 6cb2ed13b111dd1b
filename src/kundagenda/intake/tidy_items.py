"""What holds for the items of every file: titles that are short, in letters that one can see."""

from collections.abc import Iterable

from kundagenda.intake.items import MOST_DETAIL
from kundagenda.intake.reading import ReadFile, ReadItem, Remark
from kundagenda.intake.unseen import without_unseen

# Twice the longest item of real agendas that is a title and not a paragraph.
MOST_TITLE = 300


def tidy_items(read: ReadFile) -> None:
    """Cut titles that are paragraphs and drop letters nobody sees, each with a remark."""
    for item in (item for meeting in read.meetings for item in meeting.items):
        read.warnings.extend(_tidied(item))


def _tidied(item: ReadItem) -> Iterable[Remark]:
    title = without_unseen(item.title)
    if title != item.title:
        item.title = title
        yield Remark(item.line, f"{title[:80]}: letters that cannot be seen were taken out.")
    if item.detail is not None:
        item.detail = without_unseen(item.detail)
    if len(item.title) <= MOST_TITLE:
        return
    whole, item.title = item.title, _shortened(item.title)
    below = f"\n{item.detail}" if item.detail else ""
    item.detail = f"{whole}{below}"[:MOST_DETAIL]
    yield Remark(
        item.line,
        f"{item.title[:60]}…: the item is {len(whole):,} letters long; its first "
        f"{len(item.title) - 1} are kept as the title, and {MOST_DETAIL:,} in its detail.",
    )


def _shortened(title: str) -> str:
    """The beginning of a title, whole words where it has any, with a mark that it goes on."""
    head = title[: MOST_TITLE - 1]
    at_word = head.rfind(" ", MOST_TITLE // 2)
    return f"{head[:at_word] if at_word > 0 else head}…"
