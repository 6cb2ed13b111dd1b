"""Reads agendas from Word documents (.docx, .docm, .dotx)."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from kundagenda.errors import ReaderError
from kundagenda.intake.encoding import parts_in
from kundagenda.intake.nesting import blocks_from
from kundagenda.intake.packed import Packing, check_parts, read_or_refused
from kundagenda.intake.reading import ReadFile
from kundagenda.intake.text_agenda import read_blocks
from kundagenda.intake.word_body import Body
from kundagenda.intake.word_runs import runs_of
from kundagenda.intake.word_styles import Lists, Styles

# Pictures fill a document; its words never do. As a tree, XML takes ten times its size.
WORD = Packing("a Word document", most=200_000_000, most_xml=20_000_000)
_MAIN = re.compile(r"^word/document\d*\.xml$")
_HEADERS = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)


def is_word(path: Path) -> bool:
    """Whether a file is a Word document by its content, whatever its name."""
    return any(_MAIN.match(name) for name in parts_in(path))


def read_word(path: Path, called: Path) -> ReadFile:
    """The meetings of a Word document, ``called`` so where it came from.

    Text boxes, comments, notes at the foot of a page, macros and what is linked from elsewhere
    are never read; a date in a page's header counts when the text has none. Lines are counted
    in paragraphs, and rows of tables.

    Raises:
        ReaderError: it is damaged, too large when unpacked, or declares entities.
    """
    check_parts(path, WORD)
    with read_or_refused(path, WORD.kind):
        main = _main_part(path)
        body = Body(Styles(_related(main, RELATIONSHIP_TYPE.STYLES)), _lists(main), called.name)
        paragraphs = list(body.paragraphs(_element(main)))
        around = list(_around(main))
    return read_blocks(blocks_from(paragraphs), called, around=around)


def _main_part(path: Path) -> Part:
    # Opened from memory: a file name without an ending would be taken for a folder.
    package = OpcPackage.open(BytesIO(path.read_bytes()))
    try:
        main: Part = package.main_document_part
    except KeyError as error:
        raise ReaderError(
            f"{path.name} is a Word document of a kind that cannot be read (Strict Open XML): "
            "save it as an ordinary .docx."
        ) from error
    return main


def _element(part: Part) -> Any:
    """A part's XML; a document with macros comes as bytes, and its macros are left alone."""
    return part.element if hasattr(part, "element") else parse_xml(part.blob)


def _related(main: Part, kind: str) -> Any:
    for relation in main.rels.values():
        if relation.reltype == kind and not relation.is_external:
            return _element(relation.target_part)
    return None


def _lists(main: Part) -> Lists:
    return Lists(_related(main, RELATIONSHIP_TYPE.NUMBERING))


def _around(main: Part) -> Iterator[str]:
    """The texts of the pages' headers and footers."""
    for relation in main.rels.values():
        if relation.reltype in _HEADERS and not relation.is_external:
            for paragraph in _element(relation.target_part).iter(qn("w:p")):
                yield "".join(text for text, _ in runs_of(paragraph, bold=False))
