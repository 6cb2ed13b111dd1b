"""The words of a Word paragraph as its reader sees them: insertions read, deletions not."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from kundagenda.intake.word_styles import is_on

_RUN = qn("w:r")
# What wraps runs without hiding them; anything else beside runs is a mark, a box or a deletion.
_WRAPPERS = {
    qn(name)
    for name in (
        "w:hyperlink", "w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:sdt",
        "w:sdtContent", "w:fldSimple", "w:dir", "w:bdo",
    )
}  # fmt: skip
_TEXT = qn("w:t")
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}


def runs_of(paragraph: Any, bold: bool) -> Iterator[tuple[str, bool]]:
    """Text of each visible run, and whether it is set in bold.

    Args:
        paragraph: The XML element.
        bold: Whether the paragraph's style is bold.
    """
    for run in _runs(paragraph):
        properties = run.find(qn("w:rPr"))
        if is_on(properties, "w:vanish"):
            continue
        text = "".join(_text(run))
        own = is_on(properties, "w:b")
        if own is None and properties is not None and _is_strong(properties):
            own = True
        if text:
            yield text, bold if own is None else own


def is_joined_to_next(paragraph: Any) -> bool:
    """Whether the paragraph's end was deleted in a tracked change, so that the next goes on."""
    mark = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}")
    return mark is not None


def _runs(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag == _RUN:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _runs(child)


def _text(run: Any) -> Iterator[str]:
    for child in run:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]


def _is_strong(properties: Any) -> bool:
    style = properties.find(qn("w:rStyle"))
    name = style.get(qn("w:val")) if style is not None else None
    return (name or "").casefold() in ("strong", "stark")
