"""The words of an item without what surrounds them: numbers, references, owners, lengths."""

import re
import unicodedata
from dataclasses import dataclass

from kundagenda.intake.minutes import minutes_in
from kundagenda.intake.outcomes import without_put_off
from kundagenda.intake.reading import UNKNOWN, Minutes

NUMBERING = re.compile(
    r"^\s*(?!\d{1,2}[.:]\d{2}\s*[–—−-]\s*\d)(?:§+\s*\d+[a-z]?(?:\s*[-–]\s*\d+)?[.:)]?|\d{1,3}/\d{2,4}[.:)]?|\d{1,2}(?:\.\d{1,2})+[.)]?"
    r"|\(?\d{1,3}[.)]|\(?[A-ZÅÄÖ]/\)?|\(?[a-zåäöA-ZÅÄÖ]\)|[A-ZÅÄÖ]\.(?=\s)"
    r"|(?:punkt|item|ärende|nr)\s+\d{1,3}[.:)]?)\s*(?=\D)[-–:]?\s*",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"^\s*\d{1,2}\s+(?=[A-ZÅÄÖ\"“])")
_TASK_BOX = re.compile(r"^\s*\[[ xX]?\]\s+")
_STAMP = re.compile(r"^\s*(?:\[(?:NEW|OLD|WIP|NY)\]|(?:NEW|OLD|NY):?(?=\s))\s*")
_URL = re.compile(r"<?\bhttps?://[^\s)>\]]+>?|\bwww\.[^\s)>\]]+")
_REFERENCE = re.compile(
    r"[\[(]?(?:(?<![\w.-])[\w.-]+(?:/[\w.-]+)?|\B)#\d+\b[\])]?|\b(?:dnr|diarienr)\b\.?:?\s*(?:[A-ZÅÄÖ]+\s+)?[\w./:-]*\d[\w./:-]*",
    re.IGNORECASE,
)
_OWNER_WORDS = re.compile(
    r"\b(time|tid|owner|ansvarig|föredragande|presenter)\b\s*:?", re.IGNORECASE
)
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
KINDS = {
    "beslut": "decision",
    "beslutspunkt": "decision",
    "beslutsärende": "decision",
    "decision": "decision",
    "approval": "decision",
    "vote": "decision",
    "diskussion": "discussion",
    "diskussionspunkt": "discussion",
    "discussion": "discussion",
    "info": "information",
    "information": "information",
    "informationspunkt": "information",
    "rapport": "information",
    "decide": "decision",
    "besluta": "decision",
    "för beslut": "decision",
    "discuss": "discussion",
    "diskutera": "discussion",
    "för diskussion": "discussion",
    "inform": "information",
    "informera": "information",
    "för information": "information",
}
_CONFIDENTIAL = re.compile(
    r"\b(sekretess|konfidentiellt?|confidential|private session|closed session)\b", re.IGNORECASE
)
_SPEAKER = re.compile(
    r"^(?:[A-ZÅÄÖ][\w'’.-]*|[a-z]{2,12})(?:\s[A-ZÅÄÖ][\w'’.-]*){0,2}(?:\s\([^)]{1,12}\))?\s*(?:[:,]|\s[-–]+\s|->)"
)

# When the item was begun, or a number without a unit: "(5:37)", "{10}"; neither is a length.
_TIME = r"[(\[]\d{1,2}:\d{2}(?::\d{2})?[)\]]"
_CLOCK_MARK = re.compile(rf"^\s*{_TIME}|(?:{_TIME}|\{{\d{{1,3}}\}})\s*$")

# What is left of "(related issue: #12)" when the number is gone.
_EMPTY = re.compile(
    r"\(\s*(?:related\s+)?(?:issue|pr|see|see also|ref)s?\s*:?\s*(?:\)|$)", re.IGNORECASE
)
_AND = {"and", "och", "with", "med", "by", "av"}


@dataclass(frozen=True)
class Title:
    """An item's words, and what its line says besides; ``put_off`` in which words, if it was."""

    text: str
    minutes: Minutes = UNKNOWN
    numbered: bool = False
    referenced: bool = False
    kind: str | None = None
    put_off: str | None = None
    confidential: bool = False

    @property
    def deferred(self) -> bool:
        """Whether the line says that the item was put off, and so not discussed."""
        return self.put_off is not None


def read_title(line: str, names: frozenset[str] = frozenset(), bare_number: bool = False) -> Title:
    """The parts of an item's line.

    Args:
        line: Plain text, as it stands in the agenda.
        names: Words of attendees' names, lower-case; brackets with nothing else are an owner.
        bare_number: Whether a number without a point may be the item's number.
    """
    text = _TASK_BOX.sub("", unicodedata.normalize("NFC", line).replace("\u00a0", " "))
    unnumbered = NUMBERING.sub("", text, count=1)
    if unnumbered == text and bare_number:
        unnumbered = _BARE_NUMBER.sub("", text, count=1)
    unstamped = _STAMP.sub("", unnumbered)
    unstamped, put_off = without_put_off(unstamped)
    words, kind = _without_kind(unstamped)
    words, minutes = minutes_in(words)
    words = _CLOCK_MARK.sub(" ", words)
    bare = _REFERENCE.sub(" ", _URL.sub(" ", words))
    return Title(
        text=_tidy(_BRACKETS.sub(lambda found: _kept(found, names), bare)),
        minutes=minutes,
        numbered=unnumbered != text,
        referenced=bare != words,
        kind=kind,
        put_off=put_off,
        confidential=bool(_CONFIDENTIAL.search(text)),
    )


def normal_title(title: str) -> str:
    """What two appearances of one topic have in common: words, case and marks ignored.

    >>> normal_title("3. Kundlöften – uppföljning") == normal_title("KUNDLÖFTEN, uppföljning")
    True
    """
    plain = unicodedata.normalize("NFKC", read_title(title).text).casefold()
    return " ".join(re.findall(r"\w+", plain))


def has_words(title: str) -> bool:
    """Whether anything that can be read is left: two letters in a row."""
    return bool(re.search(r"[^\W\d_]{2}", title))


def starts_with_speaker(text: str, names: frozenset[str]) -> bool:
    """Whether a line is what someone said: ``Anna: vi bör ...``, the name one of the attendees'."""
    match = _SPEAKER.match(text)
    if match is None:
        return False
    words = re.findall(r"\w+", match[0].casefold())
    return bool(words) and words[0] in names


def is_name(text: str, names: frozenset[str]) -> bool:
    """Whether a text is nothing but persons of the meeting: at least every other word a name."""
    words = [word for word in re.findall(r"\w+", text) if word.casefold() not in _AND]
    known = sum(word.casefold() in names for word in words)
    alike = all(word[0].isupper() or word.casefold() in names for word in words)
    return 0 < len(words) <= 2 * known and alike


def without_speaker(text: str, names: frozenset[str]) -> str:
    """An item's words without the name of the one who leads it."""
    match = _SPEAKER.match(text)
    rest = text[match.end() :].strip() if match and starts_with_speaker(text, names) else ""
    return rest[:1].upper() + rest[1:] if has_words(rest) else text


def _without_kind(text: str) -> tuple[str, str | None]:
    for match in _BRACKETS.finditer(text):
        if (kind := KINDS.get(match[1].strip().casefold().rstrip("."))) is not None:
            return f"{text[: match.start()]} {text[match.end() :]}", kind
    head, mark, rest = text.partition(":")
    if mark and rest.strip() and (kind := KINDS.get(head.strip().casefold())) is not None:
        return rest, kind
    return text, None


def _kept(found: re.Match[str], names: frozenset[str]) -> str:
    inside = found[1]
    left = _OWNER_WORDS.sub(" ", inside)
    owner = is_name(left, names) or left != inside
    return " " if owner or not re.search(r"\w", left) else found[0]


def _tidy(text: str) -> str:
    words = " ".join(_EMPTY.sub(" ", text).split())
    words = re.sub(r"\s+([,.:;!?])", r"\1", words).strip(" \t-–—:;,|>*_").rstrip(" [(")
    if (words.startswith("(") and words.endswith(")")) or re.fullmatch(r"[\"“”].+[\"“”]", words):
        words = words[1:-1]
    return words.strip()
