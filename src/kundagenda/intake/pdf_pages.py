"""Words and ruled tables of a PDF document, read by a process of its own.

A page can be made so that reading it takes hours or all memory there is, so this runs as a
script (`portable_document.py` starts it) and gives itself limits: the document comes on standard
input, JSON goes to standard output. It imports nothing of this program.
"""

import json
import logging
import sys
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect

MOST_PAGES = 25
MOST_WORDS = 40_000
_MOST_EDGES = 4_000
_MOST_CELLS = 1_000
_MOST_CHARACTERS = 60_000
_MOST_SECONDS = 4
_MOST_MEMORY = 1_000_000_000


def limit() -> None:
    """Let this process use no more time and memory than any agenda needs, where that can be set."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (_MOST_SECONDS, _MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def pages_of(content: bytes) -> dict[str, Any]:
    """How many pages there are, and of the first ones the words and the cells of tables.

    A document that cannot be read gives its ``problem`` instead: ``locked``, ``damaged``,
    ``memory`` or ``words``.
    """
    try:
        with pdfplumber.open(BytesIO(content)) as document:
            pages = []
            for page in document.pages[:MOST_PAGES]:
                pages.append(_page(page))
                page.close()
                if sum(len(read["words"]) for read in pages) > MOST_WORDS:
                    return {"problem": "words"}
            return {"count": len(document.pages), "pages": pages}
    except MemoryError:
        return {"problem": "memory"}
    except Exception as error:  # pdfminer raises whatever a damaged object leads it to
        locked = PDFPasswordIncorrect in (type(error), *map(type, error.args))
        return {"problem": "locked" if locked else "damaged", "told": repr(error)[:200]}


def _page(page: Any) -> dict[str, Any]:
    if len(page.chars) > _MOST_CHARACTERS:
        raise MemoryError
    once = page.dedupe_chars(tolerance=1)
    words = once.extract_words(x_tolerance_ratio=0.15, extra_attrs=["fontname", "size"])
    return {
        "width": float(page.width),
        "height": float(page.height),
        "words": [_word(word) for word in words if word.get("upright", True)],
        "tables": _tables(page),
    }


def _word(word: dict[str, Any]) -> list[Any]:
    font = str(word["fontname"]).casefold()
    bold = any(name in font for name in ("bold", "black", "heavy", "demi", "fet"))
    places = [round(float(word[key]), 1) for key in ("x0", "x1", "top", "bottom", "size")]
    return [str(word["text"])[:500], *places, bold]


def _tables(page: Any) -> list[list[list[list[float] | None]]]:
    """The boxes of every ruled table's cells, row by row; null where a cell is merged away."""
    if not page.edges or len(page.edges) > _MOST_EDGES:
        return []
    found = [table.rows for table in page.find_tables()]
    ruled = [rows for rows in found if len(rows) > 1 and len(rows[0].cells) > 1]
    if sum(len(row.cells) for rows in ruled for row in rows) > _MOST_CELLS:
        return []
    return [[[_box(cell) for cell in row.cells] for row in rows] for rows in ruled]


def _box(cell: Any) -> list[float] | None:
    return [round(float(side), 1) for side in cell] if cell is not None else None


if __name__ == "__main__":
    limit()
    # What pdfminer finds odd in a file is of no use to anyone here.
    logging.disable(logging.CRITICAL)
    sys.stdout.write(json.dumps(pages_of(sys.stdin.buffer.read())))
