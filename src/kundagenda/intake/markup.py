"""Whether a text is HTML, and whether its markup is of a size that is worth parsing."""

import re

from bs4.element import Tag

from kundagenda.errors import ReaderError

MOST_LETTERS = 500_000
# A parser of broken HTML is slow in the number of tags, and slower still in those left open.
_MOST_TAGS = 20_000
_MOST_OPEN = 50
_DEEPEST_TAG = 500
_DOCUMENT = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_MARKUP = re.compile(
    r"</?(?:html|body|div|p|br|ol|ul|li|table|h[1-6]|span|b|strong)\b[^<>]*>", re.I
)
_TAG = re.compile(r"<[^<>]*>")
_UNSEEN = (
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<script\b", re.I), re.compile(r"</script\s*>", re.I)),
    (re.compile(r"<style\b", re.I), re.compile(r"</style\s*>", re.I)),
)


def is_html(text: str) -> bool:
    """Whether a whole file is HTML."""
    return bool(_DOCUMENT.match(text.lstrip("\ufeff")))


def has_markup(text: str) -> bool:
    """Whether a description holds HTML, as Google's calendar writes it."""
    return bool(_MARKUP.search(text))


def shown_markup(html: str) -> str:
    """The markup without scripts, styles and comments.

    Raises:
        ReaderError: it is far too large or too broken for an agenda.
    """
    shown = html
    for begins, ends in _UNSEEN:
        shown = _without(shown, begins, ends)
    tags = shown.count("<") + shown.count("&")
    if len(shown) > MOST_LETTERS or tags > _MOST_TAGS:
        raise ReaderError(
            f"The HTML has {len(shown):,} letters and {tags:,} marks, too many for an agenda. "
            "Save the agenda as plain text."
        )
    last = shown.rfind(">") + 1
    if shown.count("<") - shown.count(">") > _MOST_OPEN:
        raise ReaderError("The HTML is damaged: tags are left open. Save the agenda as plain text.")
    return shown[:last] + shown[last:].replace("<", "&lt;")


def letters_in(text: str) -> int:
    """How much of a text, HTML or not, there is to read: about what reading it costs."""
    if not has_markup(text):
        return len(text)
    shown = text
    for begins, ends in _UNSEEN:
        shown = _without(shown, begins, ends)
    # Markup costs something as well: it is ten letters to one that is read, where Office wrote it.
    return max(len(text) // 10, len(_TAG.sub("", shown)))


def _without(text: str, begins: re.Pattern[str], ends: re.Pattern[str]) -> str:
    """A text without the parts between two marks, in one pass; lines are kept."""
    kept, at = [], 0
    while (start := begins.search(text, at)) is not None:
        kept.append(text[at : start.start()])
        end = ends.search(text, start.end())
        at = end.end() if end else len(text)
        kept.append("\n" * text.count("\n", start.start(), at))
    return "".join([*kept, text[at:]])


def refuse_depth(soup: Tag) -> None:
    """Refuse a page that nests too deep to be walked through.

    Raises:
        ReaderError: its tags stand too deep inside one another.
    """
    left = [(child, 1) for child in soup.children]
    while left:
        part, depth = left.pop()
        if depth > _DEEPEST_TAG:
            raise ReaderError(
                f"The HTML is nested over {_DEEPEST_TAG} deep. Save the agenda as plain text."
            )
        if isinstance(part, Tag):
            left.extend((child, depth + 1) for child in part.children)
