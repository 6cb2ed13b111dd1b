"""A text as blocks: headings, list items with what is under them, lines, table rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from kundagenda.intake.outcomes import is_decision, only_says_put_off


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    ITEM = "item"
    LINE = "line"
    TABLE = "table"


@dataclass
class Block:
    """A piece of text, plain; ``line`` counts from 1.

    ``level`` is a heading's; ``bold`` whether the whole text is set in bold; ``referenced``
    whether it links to an issue; ``children`` what is indented under a list item; ``rows`` a table;
    ``mark`` a list item's sign; ``spaced`` whether an empty line stands above it; ``struck``
    whether it is struck out; ``broken`` whether its line was ended on purpose.
    """

    kind: Kind
    text: str
    line: int
    level: int = 0
    bold: bool = False
    referenced: bool = False
    children: list["Block"] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    mark: str = ""
    spaced: bool = False
    struck: bool = False
    broken: bool = False


_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_ISSUE = re.compile(r"^(?:[\w.-]+(?:/[\w.-]+)?)?#\d+$|^https?://", re.IGNORECASE)
# A title that goes on below breaks at about the width of a page, or in the middle of a phrase.
_BROKEN_AFTER = 50
_OPEN_END = re.compile(
    r"(?:[,/&-]|\b(?:och|eller|samt|av|för|i|på|om|med|till|från|vid|and|or|of|the|a|an|in|on|for|to|"
    r"with|from|at|by))$",
    re.IGNORECASE,
)
# Below this heading a text is speech written down by a machine; nothing after it is an agenda.
_SPEECH = re.compile(r"^[#*\s_]*(transcript|transkribering|transkription|utskrift)[*\s_:]*$", re.I)


def blocks_of(text: str) -> list[Block]:
    """The blocks of a Markdown or plain text, in order; a transcript at the end is cut off."""
    agenda = _before_speech(text)
    tree = SyntaxTreeNode(_PARSER.parse(agenda))
    blocks = [block for node in tree.children for block in _blocks(node)]
    lines = agenda.splitlines()
    for block in blocks:
        block.spaced = block.line < 2 or not lines[block.line - 2].strip()
    return blocks


def _before_speech(text: str) -> str:
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if _SPEECH.match(line) and line.strip(" #*_:"):
            return "\n".join(lines[:number])
    return "\n".join(lines)


def _blocks(node: SyntaxTreeNode) -> Iterator[Block]:
    if node.type == "heading":
        yield _from_inline(Kind.HEADING, node, int(node.tag[1:]))
    elif node.type in ("bullet_list", "ordered_list"):
        for item in node.children:
            yield from _item(item, node.type == "ordered_list")
    elif node.type == "paragraph":
        yield from _lines(node)
    elif node.type == "table":
        yield Block(Kind.TABLE, "", _line(node), rows=list(_rows(node)))


def _item(node: SyntaxTreeNode, ordered: bool) -> Iterator[Block]:
    """One list item; a heading inside an item (``- # Agenda``) stays a heading."""
    if not node.children:
        return
    first, *rest = node.children
    inside = [block for child in rest for block in _blocks(child)]
    if first.type != "paragraph":
        yield from _blocks(first)
        yield from inside
        return
    lines = list(_lines(first))
    title = _title_lines(lines, ordered)
    yield Block(
        Kind.ITEM,
        " ".join(line.text for line in lines[:title]),
        _line(first),
        1 if ordered else 0,
        all(line.bold for line in lines[:title]),
        any(line.referenced for line in lines if line in lines[:title] or not line.text),
        [*lines[title:], *inside],
        mark=node.markup,
        struck=bool(lines) and lines[0].struck,
    )


def _title_lines(lines: list[Block], ordered: bool) -> int:
    """How many lines of a list item are its title: a reference ends it, what follows is said.

    In a numbered list a line below is the body, unless the title was broken there; below a
    bullet it is only when it says what became of the item, or when the line above was ended on
    purpose: by a colon or by a break of Markdown's.
    """
    for number, (line, below) in enumerate(pairwise(lines), start=1):
        told = only_says_put_off(below.text) or is_decision(below.text)
        told = told or line.broken or line.text.endswith(":")
        if line.referenced or told or (ordered and not _goes_on(line.text, below.text)):
            return number
    return len(lines)


def _goes_on(text: str, below: str) -> bool:
    """Whether a line was broken for its length, and the one below is the rest of it."""
    if _OPEN_END.search(text) or text.count("(") > text.count(")"):
        return True
    return len(text) >= _BROKEN_AFTER and not below[:1].isupper() and not text.endswith((".", ":"))


def _from_inline(kind: Kind, node: SyntaxTreeNode, level: int) -> Block:
    tokens = _inline(node)
    text, referenced = _plain(tokens)
    return Block(kind, text.strip(), _line(node), level, _all_in(tokens, "strong"), referenced)


def _lines(node: SyntaxTreeNode) -> Iterator[Block]:
    """A paragraph line by line: in a plain text every line may be an item."""
    parts: list[list[Token]] = [[]]
    ended: list[bool] = []
    for token in _inline(node):
        if token.type in ("softbreak", "hardbreak"):
            parts.append([])
            ended.append(token.type == "hardbreak")
        else:
            parts[-1].append(token)
    for offset, (tokens, broken) in enumerate(zip(parts, [*ended, False], strict=True)):
        text, referenced = _plain(tokens)
        if text.strip() or referenced:
            block = Block(Kind.LINE, " ".join(text.split()), _line(node) + offset)
            block.bold, block.struck = _all_in(tokens, "strong"), _all_in(tokens, "s")
            block.referenced, block.broken = referenced, broken
            yield block


def _rows(node: SyntaxTreeNode) -> Iterator[list[str]]:
    for row in node.walk():
        if row.type == "tr":
            yield [_plain(_inline(cell))[0].strip() for cell in row.children]


def _inline(node: SyntaxTreeNode) -> list[Token]:
    token: Any = node.children[0].token if node.children else None
    return list(token.children or []) if token is not None else []


def _plain(tokens: list[Token]) -> tuple[str, bool]:
    """Text without marks; a link that only names an issue or an address is dropped."""
    out: list[str] = []
    link_at: int | None = None
    referenced = False
    for token in tokens:
        if token.type == "link_open":
            link_at = len(out)
        elif token.type == "link_close" and link_at is not None:
            if _ISSUE.match("".join(out[link_at:]).strip()):
                del out[link_at:]
                referenced = True
            link_at = None
        elif token.type in ("text", "code_inline"):
            out.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            out.append("\n")
    return "".join(out), referenced


def _all_in(tokens: list[Token], mark: str) -> bool:
    """Whether every word of a line stands inside marks: ``strong`` for bold, ``s`` struck out."""
    depth, marked_words = 0, False
    for token in tokens:
        if token.type == f"{mark}_open":
            depth += 1
        elif token.type == f"{mark}_close":
            depth -= 1
        elif token.content.strip(" :"):
            if depth == 0:
                return False
            marked_words = True
    return marked_words


def _line(node: SyntaxTreeNode) -> int:
    return (node.map[0] if node.map else 0) + 1
