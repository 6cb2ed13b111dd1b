"""Reads agendas from PDF documents that hold text."""

import json
import subprocess  # nosec B404: Python itself, on a script of ours
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median_low
from typing import Any

from kundagenda.errors import ReaderError
from kundagenda.intake.encoding import check_size
from kundagenda.intake.nesting import blocks_from
from kundagenda.intake.paragraphs import Paragraph
from kundagenda.intake.pdf_lines import Line, Page, Word, page_lines
from kundagenda.intake.pdf_paragraphs import paragraphs_of_lines
from kundagenda.intake.pdf_running import without_running_lines
from kundagenda.intake.pdf_tables import ruled_tables, set_table
from kundagenda.intake.reading import ReadFile, Remark
from kundagenda.intake.set_tables import paragraphs_of_table
from kundagenda.intake.text_agenda import read_blocks

_SIGNATURE = b"%PDF-"
# Some writers put a few bytes before the signature; readers look for it this far.
_HEAD = 1024
# The process limits its own computing time; this is for when the machine is busy or cannot.
_MOST_SECONDS = 20
_UNREADABLE = "(cid:"
_PROBLEMS = {
    "locked": "is locked with a password: save it without one",
    "damaged": "is damaged and cannot be read as a PDF document: save it again",
    "memory": "is too heavy to read: save the pages with the agenda as a PDF of their own",
    "words": "has more words than an agenda can have: save the pages with the agenda as a PDF",
}


def is_portable(content: bytes) -> bool:
    """Whether a file is a PDF document by its content, whatever its name."""
    return _SIGNATURE in content[:_HEAD]


def read_portable(content: bytes, path: Path) -> ReadFile:
    """The meetings of a PDF document; lines are counted from its first page's top.

    Raises:
        ReaderError: it is damaged or locked, holds pictures only, or takes too long to read.
    """
    check_size(len(content), path.name)
    read = _pages(content, path.name)
    pages = [_page(page) for page in read["pages"]]
    _check_words(pages, path.name)
    remarks = []
    if read["count"] > len(pages):
        text = f"Only the first {len(pages)} of {read['count']} pages were read."
        remarks.append(Remark(1, text))
    paragraphs, running = paragraphs_of_pages(pages)
    return read_blocks(blocks_from(paragraphs), path, remarks, around=running)


def _pages(content: bytes, name: str) -> dict[str, Any]:
    """What the reading process tells of a document."""
    script = Path(__file__).with_name("pdf_pages.py")
    # -P keeps this folder off the path: its modules share names with the standard library's.
    command = [sys.executable, "-P", str(script)]
    try:
        done = subprocess.run(  # nosec B603: a fixed command, without a shell
            command, input=content, capture_output=True, timeout=_MOST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ReaderError(f"{name} {_PROBLEMS['memory']}.") from error
    if done.returncode != 0:
        raise ReaderError(f"{name} {_PROBLEMS['memory']}.")
    read: dict[str, Any] = json.loads(done.stdout)
    if "problem" in read:
        raise ReaderError(f"{name} {_PROBLEMS[read['problem']]}.")
    return read


def _page(read: dict[str, Any]) -> Page:
    words = [Word(*word) for word in read["words"]]
    return Page(read["width"], read["height"], words, read["tables"])


def _check_words(pages: Sequence[Page], name: str) -> None:
    words = [word.text for page in pages for word in page.words]
    if not any(any(map(str.isalpha, word)) for word in words):
        raise ReaderError(
            f"{name} holds no text, only pictures of it: run it through text recognition (OCR), "
            "or save it as PDF from the program that wrote it."
        )
    if sum(_UNREADABLE in word for word in words) > len(words) / 4:
        raise ReaderError(
            f"{name} holds letters without their meaning and cannot be read: save it again, with "
            "its fonts, from the program that wrote it."
        )


def paragraphs_of_pages(pages: Sequence[Page]) -> tuple[list[Paragraph], list[str]]:
    """All paragraphs in reading order, tables in their places, and the pages' running lines."""
    ruled = [ruled_tables(page, number) for number, page in enumerate(pages)]
    lines = []
    for number, page in enumerate(pages):
        inside = {id(word) for _, _, words in ruled[number] for word in words}
        free = [word for word in page.words if id(word) not in inside]
        lines.append(page_lines(page, number, free))
    kept, running = without_running_lines(lines)
    sizes = [word.size for page in pages for word in page.words for _ in word.text]
    body_size = median_low(sizes)
    out: list[Paragraph] = []
    for number, tables in enumerate(ruled):
        for top, table in sorted(((top, table) for top, table, _ in tables), key=lambda t: t[0]):
            above = [line for line in kept if (line.page, line.top) < (number, top)]
            kept = [line for line in kept if (line.page, line.top) >= (number, top)]
            out.extend(_flowing(above, body_size))
            line = max((paragraph.line for paragraph in out), default=0) + 1
            out.extend(paragraphs_of_table(table.rows, line))
    out.extend(_flowing(kept, body_size))
    return out, running


def _flowing(lines: Sequence[Line], body_size: float) -> Iterator[Paragraph]:
    """Lines as paragraphs, those below the header of a table as that table."""
    begun = index = 0
    while index < len(lines):
        found = set_table(lines, index)
        if found is None:
            index += 1
            continue
        table, taken = found
        yield from paragraphs_of_lines(lines[begun:index], body_size)
        yield from paragraphs_of_table(table.rows, table.line)
        begun = index = index + taken
    yield from paragraphs_of_lines(lines[begun:], body_size)
