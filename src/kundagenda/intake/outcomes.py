"""What a text says became of a meeting or an item: called off, put off, decided."""

import re
from collections.abc import Iterable, Sequence

from kundagenda.intake.reading import Remark

_CANCELLED = re.compile(
    r"\b(inställt|inställd|inställda|ställs in|cancell?ed|cancell?ing|called off)\b", re.IGNORECASE
)
_MOST_WORDS = 8

# A cheap look first: most lines of most agendas are about something else.
_HINT = re.compile(
    r"bordl|utg[åi]|skjut|sköts|senarel|str[öy]k|struk|drogs|dras|hann|(?:inte|ej)\b|flytta|defer|"
    r"postpon|tabled?\b|withdr|skip|dropped|remove|togs bort|lyft|"
    r"held over|carried over|moved|pushed|not |time|get to",
    re.IGNORECASE,
)
_SUBJECT = (
    r"(?:(?:the|this|that|den här|denna|detta)\s+)*(?:(?:agenda\s+)?(?:item|topic|matter|question|"
    r"issue)|punkt(?:en)?|ärendet?|frågan?)(?:\s+\d+)?\s+|§+\s*\d+\s+"
)
_HELPING = (
    r"(?:(?:was|were|is|has|had|have|been|will|be|to|being|therefore|again|intentionally|blev|blir|"
    r"har|hade|ska|fick|får|måste|därför|åter|också|tyvärr|discussion)\s+)*"
)
# Words that only an item of an agenda can be; the others may be about goods, dates or products.
_OF_ITEMS = r"bordl(?:ades|äggs|äggas|agts|agt|agda?)|deferred|tabled"
_OF_ANYTHING = (
    r"utg(?:ick|år|å|ått)|sk(?:öts|juts|jutits|jutas) (?:upp|fram)|upps(?:köts|kjuts)|"
    r"uppskjut(?:en|et|its)|senarel(?:ades|äggs|agts|agt)|stryks|ströks|struk(?:en|et|its)|"
    r"dr(?:ogs|as|agits) tillbaka|hann?s? (?:inte|ej)(?: med)?|postponed|skipped|"
    r"(?:behandlades|diskuterades) (?:inte|ej)|togs (?:inte|ej) upp|held over|not discussed|"
    r"removed from (?:the |today's )?agenda|(?:togs bort|lyftes|lyfts) (?:från|ur) dagordningen"
)
_OF_PRODUCTS = r"withdrawn|dropped"
_MOVED = r"flytta(?:de)?s|moved|pushed|carried over|held"
_NO_TIME = (
    r"(?:we\s+|vi\s+)?(?:ran out of time|out of time|no time|did(?:n.t| not) get to"
    r"(?: (?:this|it|that)(?: item| topic)?)?|hann (?:inte|ej) med (?:punkten|ärendet|frågan))"
)
_NEXT = (
    r"\s*(?:till|tills|to|until|for)\s+(?:(?:ett|en|a|the|our|vårt)\s+)?"
    r"(?:nästa|nästkommande|kommande|senare|next|later|following|upcoming|future)\b.*"
)
_FOR_TIME = (
    r"\s*(?:due to|for|of|av|på grund av|p\.?g\.?a\.?)\s+(?:lack of |brist på )?ti(?:me|d).*"
)
_REASON = (
    r"[\s,(]*(?:till|tills|to|until|pending|awaiting|for|för|due|since|because|as|då|eftersom|"
    r"på grund|p\.?g\.?a|i väntan|i avvaktan|i brist|av|by|ur|från|from|igen|again|in this|in the)"
    r"(?!\w).*"
)
_SHORT_OF_WORDS = rf"(?:{_NEXT}|{_FOR_TIME}|\s*(?:ur|från|from)\s.*)?"
_ABOUT_ITEM = re.compile(
    rf"(?:{_SUBJECT}){_HELPING}(?:(?:{_OF_ITEMS}|{_OF_ANYTHING}|{_OF_PRODUCTS})"
    rf"(?!\s+(?:inte|ej|not|aldrig)\b)(?!\w).*|(?:{_MOVED}){_NEXT})",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"{_HELPING}(?:(?:{_OF_ITEMS})(?:{_REASON})?|(?:{_OF_ANYTHING}|{_OF_PRODUCTS})"
    rf"{_SHORT_OF_WORDS}|(?:{_MOVED}){_NEXT})",
    re.IGNORECASE,
)
_FIRST_NOTE = re.compile(
    rf"{_HELPING}(?:{_OF_ITEMS}|{_OF_ANYTHING}|{_OF_PRODUCTS}|{_NO_TIME}|defer|postpone|skip)"
    rf"(?:\s+(?:the )?(?:discussion|conversation|diskussionen))?(?:{_REASON}|,.*)?",
    re.IGNORECASE,
)
# In a title "tabled" may be what was laid before the meeting, and "withdrawn" a product.
_AFTER_TITLE = re.compile(
    rf"{_HELPING}(?:tabled\s+(?:to|until)\s.*|(?!tabled)(?:{_OF_ITEMS})(?:{_REASON})?|"
    rf"(?:{_OF_ANYTHING}){_SHORT_OF_WORDS}|(?:{_MOVED}){_NEXT})",
    re.IGNORECASE,
)
_DECIDED_SO = re.compile(
    r"(?:.*\b(?:beslutades|beslutade|beslutar|beslöt|beslöts|enades om|decided|agreed|resolved|"
    r"voted)\s+)?(?:att\s+|to\s+)?(?:bordlägga|skjuta upp|stryka|defer|postpone|table|withdraw|"
    r"skip)\s+(?:(?:the|this|denna|detta|den här)\s+)?(?:punkten?|ärendet?|frågan|item|topic|"
    r"matter|issue|question|discussion|this)(?:\s+(?:till|tills|to|until|pending|i väntan|"
    r"i avvaktan|på grund|due|då|eftersom)\b(?!.*\b(?:men|but|samt|dock)\b).*)?",
    re.IGNORECASE,
)
# Put off earlier, and so taken up now; put off within the meeting; or only proposed.
_NOT_NOW = re.compile(
    r"\b(?:förra|föregående|senaste|tidigare|last|previous|prior|earlier)\b|"
    r"\b(?:från|from)\b(?!\s+(?:the |dagens |today.s |mötets )?(?:agenda|dagordning|föredragning|"
    r"ärendelist))|\bbordlag[dt]a? (?:ärende|fråg|punkt|motion|förslag|skrivels)|"
    r"\b(?:efter|after) (?:lunch|paus|the break)|"
    r"\b(?:later|senare|end|slutet) (?:in|under|på|of|av) (?:the |this )?(?:m[eö]|da)|"
    r"\b(?:yrka|föresl|förslag|propos|avslog|avslås|reject)",
    re.IGNORECASE,
)
_PROPOSED = re.compile(r"^\W*(?:yrkande|förslag|proposal|motion)\b[^.:]*:", re.IGNORECASE)
_LABEL = re.compile(
    r"^\W*(?:beslut|decision|resolution|utfall|resultat|outcome|status|note|obs|anm)\s*:\s*",
    re.IGNORECASE,
)
_PHRASE_END = re.compile(r"(?<=[.!?;:])\s+|\n|\s[–—−-]+\s")
_TITLE_END = re.compile(r"\s[–—−-]+\s|[:;.,|]\s+")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]+)[)\]]")
_NO_MARK = re.compile(
    rf"(?P<head>.+?)\s+(?P<tail>{_HELPING}(?:bordlades|bordläggs)(?:\s+till\b.*)?|"
    rf"{_HELPING}(?:{_OF_ITEMS}|{_OF_ANYTHING}|{_MOVED}){_NEXT})",
    re.IGNORECASE,
)
_NO_STATEMENT = re.compile(
    r"\b(?:som|att|varför|hur|när|inte|ej|ingen|inget|inga|that|which|why|how|when|not|no|none|"
    r"items|topics|issues|punkter|ärenden|frågor)$|^(?:no|none|inga|ingen|inget)\b|\b(?:som|that)\b",
    re.IGNORECASE,
)
_LONGEST_TITLE = 250

_LABELLED = re.compile(
    r"^\W*(?:beslut|beslutat|beslutades|decisions?|decided|resolution|resolved)\s*:\s*\w.*[^?]$",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    r"\b(?:beslutades|beslutade|beslutar|beslöts?)(?:\s+enhälligt)?"
    r"(?:\s+(?:att|enligt|i enlighet)\b|\s*:?\s*$)|"
    r"\b(?:board|council|committee|team|group|meeting|management|we)\s+(?:unanimously\s+)?"
    r"(?:decided|resolved)\s+(?:to|that|on)\b|\bit was (?:unanimously )?(?:decided|resolved|agreed)"
    r"\s+(?:to|that)\b|^\W*(?:decided|resolved),?\s+(?:to|that)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:förra|föregående|senaste|last|previous)\s+(?:möte|sammanträde|meeting|time|week|year)",
    re.IGNORECASE,
)


def says_cancelled(text: str) -> bool:
    """Whether a title, a status or a short line says that the meeting was called off.

    >>> says_cancelled("Ledningsgrupp 3 mars (inställt)")
    True
    """
    return bool(_CANCELLED.search(text))


def line_says_cancelled(text: str) -> bool:
    """The same of a line in a text, which must be about the meeting and say little else."""
    short = len(text.split()) <= _MOST_WORDS
    about = re.search(r"\b(möte|mötet|sammanträde|sammanträdet|meeting)\b", text, re.IGNORECASE)
    alone = len(text.split()) == 1
    return short and says_cancelled(text) and (alone or bool(about))


def says_put_off(text: str, first: bool = False) -> bool:
    """Whether a note says that the item it stands under was put off, and so not discussed.

    Args:
        text: A line or several; a sentence in it must be about the item, or say nothing else.
        first: Whether it is the first note under the item, where fewer words are enough.

    >>> says_put_off("Anna var sjuk. Punkten bordlades."), says_put_off("No items were deferred")
    (True, False)
    """
    if not _HINT.search(text) or _PROPOSED.match(text):
        return False
    phrases = _PHRASE_END.split(_LABEL.sub("", text))
    return any(_puts_off(phrase, first and at == 0) for at, phrase in enumerate(phrases))


def only_says_put_off(text: str) -> bool:
    """Whether a line is about the item above it and names no topic of its own."""
    if not _HINT.search(text):
        return False
    return _puts_off(_PHRASE_END.split(_LABEL.sub("", text))[0], first=False)


def without_put_off(title: str) -> tuple[str, str | None]:
    """A title without the words that put the item off, and those words; null when it was not.

    >>> without_put_off("Kundlöften 2026 – bordlades till nästa möte")
    ('Kundlöften 2026', 'bordlades till nästa möte')
    """
    if len(title) > _LONGEST_TITLE or not _HINT.search(title):
        return title, None
    for found in _BRACKETS.finditer(title):
        if _FIRST_NOTE.fullmatch(found[1].strip(" .!")):
            rest = f"{title[: found.start()]} {title[found.end() :]}".strip()
            return rest, None if _NOT_NOW.search(found[1]) else found[1].strip()
    for found in _TITLE_END.finditer(title):
        head, tail = title[: found.start()], title[found.end() :]
        if not _NO_STATEMENT.search(head) and _ends_title(tail):
            return head, tail.strip()
    whole = _NO_MARK.fullmatch(title.strip(" .!"))
    if whole and not _NO_STATEMENT.search(whole["head"]) and not _NOT_NOW.search(title):
        return whole["head"], whole["tail"]
    return title, None


def is_decision(text: str, labelled: bool = True) -> bool:
    """Whether a line of minutes is a decision; ``labelled`` counts "Decision: ..." as well."""
    if _BEFORE.search(text) or says_put_off(text, first=True):
        return False
    return bool(_DECIDED.search(text) or (labelled and _LABELLED.match(text)))


def decisions_told(lines: Iterable[int]) -> Sequence[Remark]:
    """One remark for all the lines of a file with decisions, which are not taken in."""
    found = sorted(lines)
    if not found:
        return []
    count = "1 decision stands" if len(found) == 1 else f"{len(found)} decisions stand"
    text = (
        f"{count} in this file, from line {found[0]} on; decisions are not read from agendas and "
        "minutes. Load them with: kundagenda import table FILE --table decisions."
    )
    return [Remark(found[0], text)]


def _puts_off(phrase: str, first: bool) -> bool:
    words = phrase.strip(" .!;()[]*_")
    patterns = (_ABOUT_ITEM, _ALONE, _DECIDED_SO, *([_FIRST_NOTE] if first else []))
    said = any(pattern.fullmatch(words) for pattern in patterns)
    return said and not _NOT_NOW.search(words)


def _ends_title(tail: str) -> bool:
    words = _PHRASE_END.split(tail)[0].strip(" .!;()[]")
    said = any(pattern.fullmatch(words) for pattern in (_ABOUT_ITEM, _AFTER_TITLE, _DECIDED_SO))
    return said and not _NOT_NOW.search(words)
