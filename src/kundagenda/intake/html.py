"""HTML as blocks: headings, list items with what is under them, lines, tables."""

import re
import warnings
from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from kundagenda.intake.blocks import Block, Kind
from kundagenda.intake.columns import header_of
from kundagenda.intake.markup import refuse_depth, shown_markup
from kundagenda.intake.sections import is_numbered

# Deeper down everything is text: nobody nests an agenda so, and Python's stack is finite.
_DEEPEST = 60
_NOT_SHOWN = ("script", "style", "head", "title", "template", "noscript", "object", "svg", "img")
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.I)
_HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)
_QUOTED = {
    "gmail_quote", "gmail_signature", "moz-cite-prefix", "moz-signature", "Signature",
    "divRplyFwdMsg", "appendonsend", "mail-editor-reference-message-container",
}  # fmt: skip
_LISTS = ("ol", "ul", "menu")
_PARTS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figure", "footer", "form", "header", "html", "main", "nav", "p",
    "pre", "section", "summary", "tbody", "td", "tfoot", "th", "thead", "tr", "hr",
}  # fmt: skip
_HEADING = re.compile(r"h[1-6]")
_BULLET = re.compile(r"(?:[•·▪◦‣●○*–-]|o(?=\s{2}|\u00a0))[\s\u00a0]+(?=\S)")


def blocks_of_html(html: str, quotes: bool = True) -> list[Block]:
    """The blocks of an HTML page or letter, in order.

    Args:
        html: The markup; scripts, styles, comments and hidden parts are left out.
        quotes: Whether to read the parts that a mail program marks as quoted or as a signature.

    Raises:
        ReaderError: it is far too large for an agenda.
    """
    shown = shown_markup(html)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        soup = BeautifulSoup(shown, "html.parser")
    refuse_depth(soup)
    return _listed(_Walk(quotes).blocks(soup))


class _Walk:
    """Goes through a page once; a run of text between breaks becomes a line."""

    def __init__(self, quotes: bool) -> None:
        self._quotes = quotes
        self._run: list[PageElement] = []
        self._spaced = True

    def blocks(self, part: Tag, depth: int = 0) -> list[Block]:
        """The blocks in a part of the page."""
        return [block for child in part.children for block in self._child(child, depth)] + [
            *self._line()
        ]

    def _child(self, child: PageElement, depth: int) -> Iterator[Block]:
        if not isinstance(child, Tag):
            self._run.append(child)
        elif not _is_shown(child) or (_is_quoted(child) and not self._quotes):
            return
        elif child.name == "br":
            yield from self._line()
            self._spaced = False
        elif depth > _DEEPEST or not _holds_parts(child):
            self._run.append(child)
        else:
            yield from self._line()
            yield from self._part(child, depth + 1)
            yield from self._line()
            self._spaced = True

    def _part(self, part: Tag, depth: int) -> Iterator[Block]:
        if _HEADING.fullmatch(part.name):
            text = _text([part])
            if text:
                level = int(part.name[1])
                yield Block(Kind.HEADING, text, _line_of(part), level, _bold([part]), spaced=True)
        elif part.name in _LISTS:
            yield from self._items(part, depth)
        elif part.name == "table":
            yield from self._table(part, depth)
        elif part.name == "pre":
            for offset, line in enumerate(part.get_text().splitlines()):
                if line.strip():
                    yield Block(Kind.LINE, " ".join(line.split()), _line_of(part) + offset)
        else:
            yield from self.blocks(part, depth)

    def _items(self, part: Tag, depth: int) -> Iterator[Block]:
        """The items of a list; a list right inside a list belongs to the item above it."""
        latest: Block | None = None
        for child in part.children:
            if not isinstance(child, Tag):
                continue
            if child.name in _LISTS and latest is not None:
                latest.children.extend(self._items(child, depth + 1))
            elif child.name == "li":
                inside = self.blocks(child, depth + 1)
                if inside:
                    latest = _item(inside, part.name == "ol", _line_of(child))
                    yield latest
            elif depth <= _DEEPEST:
                yield from self.blocks(child, depth + 1)

    def _table(self, part: Tag, depth: int) -> Iterator[Block]:
        """A table of an agenda, or one that only places what stands in it."""
        rows = [row for row in part.find_all("tr") if row.find_parent("table") is part]
        cells = [[_text([cell]) for cell in row.find_all(["td", "th"])] for row in rows]
        placing = part.find(["table", *_LISTS, "h1", "h2", "h3"]) is not None
        if not placing and header_of(cells) is not None:
            yield Block(Kind.TABLE, "", _line_of(part), rows=cells, spaced=True)
        elif not placing and any(len(row) > 1 and is_numbered(f"{row[0]} x") for row in cells):
            for row, texts in zip(rows, cells, strict=True):
                text = " ".join(texts[:2])
                if text.strip():
                    yield Block(Kind.LINE, text, _line_of(row))
        else:
            yield from self.blocks(part, depth)

    def _line(self) -> Iterator[Block]:
        run, self._run = self._run, []
        text = _text(run)
        if text:
            spaced, self._spaced = self._spaced, False
            line = next((_line_of(part) for part in run if isinstance(part, Tag)), 1)
            yield Block(Kind.LINE, text, line, bold=_bold(run), spaced=spaced)


def _holds_parts(tag: Tag) -> bool:
    """Whether a tag is a part of its own, or wraps one, as <span><p>...</p></span> does."""
    if tag.name in _PARTS or tag.name in (*_LISTS, "table", "li") or _HEADING.fullmatch(tag.name):
        return True
    return tag.find([*_PARTS, *_LISTS, "table", "br", _HEADING]) is not None


def _item(inside: list[Block], ordered: bool, line: int) -> Block:
    first, *rest = inside
    if first.kind is Kind.TABLE:
        first, rest = Block(Kind.LINE, "", line), inside
    item = Block(Kind.ITEM, first.text, line, int(ordered), first.bold, children=rest)
    item.mark = "." if ordered else "-"
    item.spaced = first.spaced
    return item


def _is_shown(tag: Tag) -> bool:
    return tag.name not in _NOT_SHOWN and not _HIDDEN.search(str(tag.get("style", "")))


def _is_quoted(tag: Tag) -> bool:
    """Whether a mail program marks a part as another letter's words, or as the signature."""
    names = {str(tag.get("id", "")), *(tag.get_attribute_list("class") or [])}
    return tag.name == "blockquote" or not _QUOTED.isdisjoint(names)


def _strings(run: Iterable[PageElement]) -> Iterator[NavigableString]:
    """The texts of a run that are shown, in order."""
    left = list(run)[::-1]
    while left:
        part = left.pop()
        if isinstance(part, Tag):
            if _is_shown(part):
                left.extend(list(part.children)[::-1])
        elif isinstance(part, NavigableString) and not isinstance(part, PreformattedString):
            yield part


def _text(run: Iterable[PageElement]) -> str:
    return " ".join("".join(_strings(run)).split())


def _bold(run: Iterable[PageElement]) -> bool:
    """Whether every word of a run stands in bold."""
    words = [text for text in _strings(run) if text.strip(" \t\r\n\u00a0:")]
    return bool(words) and all(_is_heavy(word) for word in words)


def _is_heavy(word: NavigableString) -> bool:
    for parent in word.parents:
        if parent.name in ("b", "strong") or _HEAVY.search(str(parent.get("style", ""))):
            return True
        if parent.name in _PARTS:
            return False
    return False


def _line_of(part: PageElement) -> int:
    return int(getattr(part, "sourceline", None) or 1)


def _listed(blocks: list[Block]) -> list[Block]:
    """Lines that begin with a bullet as list items, unless numbered lines are the agenda."""
    if any(block.kind is Kind.LINE and is_numbered(block.text) for block in blocks):
        return blocks
    for block in blocks:
        bullet = _BULLET.match(block.text) if block.kind is Kind.LINE else None
        if bullet is not None:
            block.kind, block.text, block.mark = Kind.ITEM, block.text[bullet.end() :], "-"
    return blocks
