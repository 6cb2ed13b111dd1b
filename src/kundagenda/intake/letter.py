"""The sender's own words in a letter or an invitation: no quotes, signatures or meeting links."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from textwrap import dedent

from kundagenda.errors import ReaderError
from kundagenda.intake.blocks import Block
from kundagenda.intake.sections import Role, role_of

_MOST_LETTERS = 300_000
# What is left of a letter without its quotes; an agenda is far shorter, and a longer list than this
# would take minutes to read.
_MOST_OWN_LETTERS = 30_000
_MOST_OWN_LINES = 2_000
_CUT_AHEAD = 6


class _Part(Enum):
    OWN = "own"
    LINK = "link"
    SIGNATURE = "signature"
    QUOTE = "quote"


_BULLET = re.compile(r"^([ \t]*)[•·▪◦‣●○][ \t]*", re.MULTILINE)
_SUB_BULLET = re.compile(r"^([ \t]*)o\t[ \t]*", re.MULTILINE)
_RULE = re.compile(r"(?:[_─━=~*:-]\s?){5,}")
_LINK = re.compile(
    r"microsoft teams\b.*|(?:join|anslut|delta i|gå med)\b.*\b(?:teams|zoom|meet|webex|computer|"
    r"datorn?|meeting|möte|mötet|phone|mobil\w*)\b.*|"
    r".*\binviting you to a scheduled zoom meeting.*|"
    r".*\bbjuder in dig till ett (?:schemalagt )?zoom-?möte.*|"
    r"(?:klicka|click) (?:här|here) .*\b(?:möte|mötet|meeting)\b.*|"
    r"(?:google meet|videosamtal|video call link|videosamtalslänk|zoom meeting)\b.*|"
    r"(?:mötes-?id|meeting-? ?id)\b.*|(?:eller )?ring in\b.*|or dial\b.*|one tap mobile.*|"
    r"dial[ -]in (?:number|by phone)\b.*|.*do not (?:edit|delete or change) .*",
    re.IGNORECASE,
)
_RULE_ABOVE_LINK = re.compile(
    r".*\b(?:teams|zoom|meet|webex|skype)\b.*|(?:join|anslut)\b.*|.*do not (?:edit|delete).*", re.I
)
_SIGNATURE = re.compile(
    r"--|(?:(?:med )?(?:vänliga?|bästa|varma|soliga|många) hälsning(?:ar)?|hälsningar|mvh|vh|bästa|"
    r"(?:with )?(?:kind|best|warm|many)? ?regards|sincerely|yours (?:sincerely|truly|faithfully)|"
    r"all the best)[,.!]?(?:[\s/]+[A-ZÅÄÖ][\w.-]*){0,3}|"
    r"(?:skickat från min|sent from my|hämta outlook för|get outlook for|"
    r"detta (?:e-post)?meddelande (?:är|kan)|this (?:e-?mail|message) (?:is|may|and any)).*",
    re.IGNORECASE,
)
_MAILED = re.compile(
    r"-{2,}\s*(?:original message|ursprungligt meddelande)|(?:från|from):\s|microsoft teams\b|"
    r"(?:anslut|join)\b.*\b(?:teams|zoom|möte|mötet|meeting|datorn|computer)\b|"
    r"(?:mötes-?id|meeting id):",
    re.IGNORECASE,
)
_QUOTE = re.compile(
    r"-{2,}\s*(?:original message|ursprungligt meddelande|forwarded message|"
    r"vidarebefordrat meddelande|forwarded by .*)\s*-*|begin forwarded message:|"
    r"(?:vidarebefordrat|videresendt) (?:brev|meddelande):",
    re.IGNORECASE,
)
_WROTE = re.compile(r"(?:on|den|the)\s.{6,200}\b(?:wrote|skrev)\b.{0,80}:", re.IGNORECASE)
_SENDER = re.compile(r"\W{0,3}(?:from|från|avsändare):", re.IGNORECASE)
_HEADER = re.compile(
    r"\W{0,3}(?:from|från|sent|skickat|date|datum|to|till|subject|ämne|cc|kopia|reply-to|svar till|"
    r"importance|prioritet|attachments|bilagor):",
    re.IGNORECASE,
)
_SAYS_FORWARD = re.compile(r"forward|vidarebefordra", re.IGNORECASE)


def was_mailed(text: str) -> bool:
    """Whether a text holds what mail programs add: a quoted letter, or a link to a call."""
    lines = text.split("\n")
    return any(_MAILED.match(line.strip(" \t*")) for line in lines)


def plain_agenda(text: str) -> str:
    """The sender's own words as a plain text in which signs for bullets are list items.

    Raises:
        ReaderError: they are far too many for an agenda.
    """
    own = own_words(dedent(text.replace("\u00a0", " "))) if len(text) <= _MOST_LETTERS else text
    words = own.strip()
    if len(words) > _MOST_OWN_LETTERS or words.count("\n") > _MOST_OWN_LINES:
        raise ReaderError(
            f"A text of {len(words):,} letters in {words.count(chr(10)) + 1:,} lines is too long "
            "for an agenda. Keep only the agenda in it."
        )
    return _BULLET.sub(r"\1- ", _SUB_BULLET.sub(r"\1   - ", own))


def own_words(text: str) -> str:
    """A text with every line emptied that is not the sender's own; line numbers stay."""
    lines = text.split("\n")
    return "\n".join(line if own else "" for line, own in zip(lines, _own(lines), strict=True))


def own_blocks(blocks: Sequence[Block]) -> list[Block]:
    """The blocks that are the sender's own."""
    own = _own([block.text for block in blocks])
    return [block for block, kept in zip(blocks, own, strict=True) if kept]


def forwarded_at(lines: Sequence[str]) -> int | None:
    """The index of the first line of a letter that was passed on, below its header lines."""
    for index in range(len(lines)):
        if _begins_quote(lines, index):
            below = index + 1
            while below < len(lines) and _is_header(lines[below]):
                below += 1
            return below
    return None


def says_forward(subject: str) -> bool:
    """Whether a subject says that the letter passes another one on."""
    marked = re.match(r"\s*(?:vb|fw|fwd|wg)\s*:", subject, re.IGNORECASE)
    return bool(marked or _SAYS_FORWARD.search(subject))


def _is_header(line: str) -> bool:
    words = line.strip(" \t>*")
    return not words or bool(_HEADER.match(words) or _SAYS_FORWARD.search(words))


def _own(lines: Sequence[str]) -> Iterator[bool]:
    part = _Part.OWN
    for index, line in enumerate(lines):
        words = line.strip(" \t\u00a0*|")
        if part is _Part.QUOTE or words.startswith(">"):
            yield False
            continue
        if _begins_quote(lines, index):
            part = _Part.QUOTE
        elif part is not _Part.OWN and role_of(words) is Role.AGENDA:
            part = _Part.OWN
        elif part is _Part.LINK and _RULE.fullmatch(words):
            part = _Part.OWN
            yield False
            continue
        elif part is _Part.OWN:
            part = _part_begun(lines, index, words)
        yield part is _Part.OWN


def _part_begun(lines: Sequence[str], index: int, words: str) -> _Part:
    """What a line among the sender's own begins; the own words themselves when nothing."""
    if _SIGNATURE.fullmatch(words):
        return _Part.SIGNATURE
    if _LINK.fullmatch(words):
        return _Part.LINK
    below = _next_lines(lines, index + 1, 2)
    if _RULE.fullmatch(words) and any(_RULE_ABOVE_LINK.fullmatch(line) for line in below):
        return _Part.LINK
    return _Part.OWN


def _begins_quote(lines: Sequence[str], index: int) -> bool:
    words = lines[index].strip(" \t*>")
    if _QUOTE.fullmatch(words):
        return True
    if _SENDER.match(words):
        below = _next_lines(lines, index + 1, 3)
        return any(_HEADER.match(line) for line in below)
    # Mail programs break a long "On ... wrote:" after about 75 letters.
    below = _next_lines(lines, index + 1, 1)
    return any(_WROTE.fullmatch(text) for text in (words, " ".join([words, *below])))


def _next_lines(lines: Sequence[str], start: int, count: int) -> list[str]:
    ahead = (line.strip(" \t*>") for line in lines[start : start + _CUT_AHEAD])
    return [line for line in ahead if line][:count]
