"""Words that lie on a page as lines, in the order they are read."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from statistics import median_low

# A gap of this many letter heights parts cells of a line; one of this many parts words.
_CELL_GAP = 1.5
_WORD_GAP = 0.15
_COLUMN_GAP = 0.5
_SAME_LINE = 0.5
_SAME_PLACE = 4.0
_FEWEST_IN_COLUMN = 5
_FEWEST_WORDS = 3
_MIDDLE = (0.3, 0.7)


@dataclass(frozen=True)
class Word:
    """A word and where it lies: left, right, top and bottom in points, size of its letters."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool


@dataclass
class Line:
    """Words beside each other on one page; ``number`` counts through the document from 1.

    ``margin`` is how far to the right its column goes; ``shift`` how far right its column lies.
    """

    words: list[Word]
    page: int
    number: int = 0
    margin: float = 0.0
    shift: float = 0.0

    @property
    def depth(self) -> float:
        """How far in it begins; in a second column as if it stood in the first."""
        return self.x0 - self.shift

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return self.words[-1].x1

    @property
    def top(self) -> float:
        """How far down the page its first word begins."""
        return self.words[0].top

    @property
    def size(self) -> float:
        """The usual size of its letters."""
        return median_low([word.size for word in self.words for _ in word.text])

    @property
    def bold(self) -> bool:
        """Whether all its words are bold."""
        told = [word.bold for word in self.words if any(map(str.isalpha, word.text))]
        return bool(told) and all(told)

    @property
    def cells(self) -> list[list[Word]]:
        """Its words, parted where the gap is too wide for a space."""
        return self.cells_at(())

    def cells_at(self, starts: Sequence[float]) -> list[list[Word]]:
        """Its words, parted at wide gaps, and at any gap where a column is known to start."""
        out: list[list[Word]] = [[self.words[0]]]
        for word in self.words[1:]:
            gap = word.x0 - out[-1][-1].x1
            starts_here = any(abs(word.x0 - start) < _SAME_PLACE for start in starts)
            if gap >= _CELL_GAP * word.size or (starts_here and gap > _COLUMN_GAP * word.size):
                out.append([])
            out[-1].append(word)
        return out

    @property
    def text(self) -> str:
        """Its words; cells are parted by tabs."""
        return "\t".join(text_of(cell) for cell in self.cells)


@dataclass
class Page:
    """A page's words, its size, and the boxes of its ruled tables' cells."""

    width: float
    height: float
    words: list[Word]
    tables: list[list[list[list[float] | None]]] = field(default_factory=list)


def text_of(words: Sequence[Word]) -> str:
    """Words as text: parts of one word that only a change of letters parted go together."""
    out = ""
    last: Word | None = None
    for word in words:
        apart = last is not None and word.x0 - last.x1 > _WORD_GAP * word.size
        out += f" {word.text}" if apart else word.text
        last = word
    return out.replace("\u00ad", "")


def lines_of(words: Iterable[Word], page: int) -> list[Line]:
    """Words as lines from the top, each from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: ((w.top + w.bottom) / 2, w.x0)):
        middle = (word.top + word.bottom) / 2
        if lines:
            first = lines[-1][0]
            height = min(first.bottom - first.top, word.bottom - word.top)
            if abs(middle - (first.top + first.bottom) / 2) < _SAME_LINE * max(height, 1):
                lines[-1].append(word)
                continue
        lines.append([word])
    return [Line(sorted(line, key=lambda w: w.x0), page) for line in lines]


def page_lines(page: Page, number: int, words: Sequence[Word]) -> list[Line]:
    """The lines of a page; of two columns the left one comes first.

    Args:
        page: The page.
        number: Its number.
        words: Those of its words that stand in no ruled table.
    """
    lines = lines_of(words, number)
    gutter = _gutter(page, lines)
    if gutter is None:
        return _with_margin(lines)
    out: list[Line] = []
    for crosses, band in groupby(lines, key=lambda line: _crosses(line, gutter)):
        whole = list(band)
        if crosses:
            out.extend(_with_margin(whole))
            continue
        out.extend(_side_by_side([word for line in whole for word in line.words], gutter, number))
    return out


def _side_by_side(words: Sequence[Word], gutter: float, number: int) -> list[Line]:
    left = _with_margin(lines_of([word for word in words if word.x1 <= gutter], number))
    right = _with_margin(lines_of([word for word in words if word.x1 > gutter], number))
    if left and right:
        shift = min(line.x0 for line in right) - min(line.x0 for line in left)
        for line in right:
            line.shift = shift
    return [*left, *right]


def _with_margin(lines: list[Line]) -> list[Line]:
    right = max((line.x1 for line in lines), default=0.0)
    for line in lines:
        line.margin = right
    return lines


def _crosses(line: Line, gutter: float) -> bool:
    """Whether a line runs over the place between two columns."""
    return any(cell[0].x0 < gutter < cell[-1].x1 for cell in line.cells)


def _gutter(page: Page, lines: Sequence[Line]) -> float | None:
    """Where the empty strip between two columns of running text lies; null when there is none.

    Columns of a table lie side by side too, but at least one of them holds single words.
    """
    starts = Counter(round(cell[0].x0) for line in lines for cell in line.cells[1:])
    for place, times in starts.most_common(3):
        gutter = place - 2.0
        if times < _FEWEST_IN_COLUMN or not (
            _MIDDLE[0] * page.width < gutter < _MIDDLE[1] * page.width
        ):
            continue
        clear = [line for line in lines if not _crosses(line, gutter)]
        left = [[w for w in line.words if w.x1 <= gutter] for line in clear]
        right = [[w for w in line.words if w.x1 > gutter] for line in clear]
        if len(clear) > len(lines) / 2 and _runs_on(left) and _runs_on(right):
            return gutter
    return None


def _runs_on(column: Sequence[Sequence[Word]]) -> bool:
    lengths = [len(words) for words in column if words]
    return len(lengths) >= _FEWEST_IN_COLUMN and median_low(lengths) >= _FEWEST_WORDS


def lines_in_box(words: Iterable[Word], box: Sequence[float], page: int) -> Iterator[Line]:
    """The lines inside a cell of a ruled table, whose right edge is their margin."""
    left, top, right, bottom = box
    inside = [
        word
        for word in words
        if left <= (word.x0 + word.x1) / 2 <= right
        and top <= (word.top + word.bottom) / 2 <= bottom
    ]
    for line in lines_of(inside, page):
        line.margin = right - _SAME_PLACE
        yield line
