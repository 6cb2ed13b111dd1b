"""Small Word documents for tests, sane and hostile."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def save_word(path: Path, text: str, tables: Sequence[str] = ()) -> Path:
    """A document from a small text, a paragraph a line.

    ``# `` and ``## `` begin headings, ``= `` the title, ``+ `` an item of an automatic list with
    numbers, ``- `` one with bullets and ``-- `` one a level in; ``**words**`` are bold; a line
    ``|`` stands for the next of the tables, whose cells are parted by ``|``, paragraphs by ``/``.
    """
    document = docx.Document()
    waiting = list(tables)
    for line in text.strip("\n").split("\n"):
        if line.strip() == "|":
            add_table(document, waiting.pop(0))
            continue
        mark, _, words = line.strip().partition(" ")
        style = _STYLES.get(mark)
        paragraph = document.add_paragraph(style=style)
        add_runs(paragraph, words if style else line.strip())
    document.save(str(path))
    return path


_STYLES = {
    "=": "Title",
    "#": "Heading 1",
    "##": "Heading 2",
    "+": "List Number",
    "-": "List Bullet",
    "--": "List Bullet 2",
}


def add_runs(paragraph: Any, text: str) -> None:
    """The text as runs, what stands between double asterisks in bold."""
    for index, part in enumerate(text.split("**")):
        if part:
            paragraph.add_run(part.replace("\\n", "\n").replace("\\t", "\t")).bold = index % 2 == 1


def add_table(document: Any, text: str) -> Any:
    """A table of the lines of a text; paragraphs of a cell are parted by ``/``."""
    rows = [line.split("|") for line in text.strip().split("\n")]
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            first, *rest = words.strip().split(" / ")
            add_runs(cell.paragraphs[0], first)
            for more in rest:
                cell.add_paragraph(more)
    return table


def tracked(paragraph: Any, kind: str, text: str) -> None:
    """A tracked insertion (``w:ins``) or deletion (``w:del``) at the end of a paragraph."""
    change, run = OxmlElement(kind), OxmlElement("w:r")
    words = OxmlElement("w:delText" if kind == "w:del" else "w:t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    change.append(run)
    paragraph._p.append(change)
