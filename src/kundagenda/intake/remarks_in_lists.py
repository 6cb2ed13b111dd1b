"""Which entries of a list are topics, and which are remarks outdented by accident."""

import re
from collections.abc import Sequence

from kundagenda.intake.blocks import Block
from kundagenda.intake.items import Notebook
from kundagenda.intake.minutes import only_minutes
from kundagenda.intake.titles import KINDS, read_title, starts_with_speaker

MOST_PLAIN_WORDS = 14
_SAID = re.compile(r"^(action( item)?s?|todo|refs?|links?|q|a|åtgärd(er)?)\s*:", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*[.!]\)")
# In a list of issues also these are said about the issue above; elsewhere they may be topics.
_SAID_OF_ISSUE = re.compile(
    r"^(ai|decision|beslut|resolution|agreed|conclusion|consensus|note|obs|goal|context|result|"
    r"update|svar)s?\s*:",
    re.IGNORECASE,
)
# "Costs #12", "Costs [12] (5 min)", "Costs (https://.../issues/12)", but not "Land #12 and go on".
_OWN_ISSUE = re.compile(
    r"(?:#\d+|\[#?\d+)[)\]]?(?:\s*[(\[][^()\[\]]*[)\]]?)*\s*$|https?://\S+/(?:issues|pull)/\d+"
)
_SPEAKER = re.compile(r"^([^\W\d_][\w .'’-]{0,30}?):\s+\S")
_REFERENCED_SHARE = 0.2
_FEWEST_SPEECHES = 4


def is_led_topic(block: Block, book: Notebook) -> bool:
    """Whether a name only says who leads the topic: ``Anna: kundlöften``.

    In minutes and below issues a line that begins with a name is what that person said, unless
    remarks of its own stand below it.
    """
    if len(block.text.split()) > MOST_PLAIN_WORDS:
        return False
    alone = not book.is_minutes and not book.of_issues
    return (alone or bool(block.children)) and starts_with_speaker(block.text, book.names)


def is_said(block: Block, book: Notebook, issues: Sequence[Block], first: bool = False) -> bool:
    """Whether a list item is a remark on the item above.

    Args:
        block: The list item.
        book: What was read before it.
        issues: Those of its list that refer to an issue.
        first: Whether its list begins with it, so that no empty line is missing above it.
    """
    text = block.text
    if _ASIDE.fullmatch(text):
        return True
    if _SAID.match(text) or starts_with_speaker(text, book.names) or only_minutes(text).as_read:
        return True
    if book.of_issues and _SAID_OF_ISSUE.match(text):
        return True
    known = any(block is issue for issue in issues)
    return bool(issues) and not known and _is_unlike(block, book.names, issues, first)


def issues_of(listed: Sequence[Block], few: bool = False) -> list[Block]:
    """The items that refer to an issue or carry a length, in a list made of such.

    One without either is suspect there. Where issues are linked, a bare ``#12`` in a sentence only
    mentions one.

    Args:
        listed: The items of one list.
        few: Whether a single one is enough, as in a text whose other lists are made of issues.
    """
    linked = any(block.referenced for block in listed)
    issues = [block for block in listed if _refers(block, linked) or _is_timed(block)]
    if not any(_refers(block, linked) for block in listed):
        return []
    return issues if len(issues) >= max(1 if few else 2, _REFERENCED_SHARE * len(listed)) else []


def is_talk(listed: Sequence[Block]) -> bool:
    """Whether a list is who said what: every entry begins with a name, and names come again."""
    found = [_SPEAKER.match(block.text) for block in listed]
    names = [match[1].casefold() for match in found if match]
    if len(names) < max(_FEWEST_SPEECHES, len(listed)) or KINDS.keys() & set(names):
        return False
    return len(set(names)) <= len(names) / 2 and all(len(name.split()) <= 3 for name in names)


def _is_unlike(
    block: Block, names: frozenset[str], issues: Sequence[Block], first_of_list: bool
) -> bool:
    """Whether an item without an issue differs from the issues around it as a remark does."""
    if block.mark not in {issue.mark for issue in issues}:
        return True
    spaced = block.spaced or first_of_list
    if not spaced and len(issues) > 1 and all(issue.spaced for issue in issues[1:]):
        return True
    first, *others = re.findall(r"\w+", block.text.casefold()) or [""]
    long = len(others) >= MOST_PLAIN_WORDS
    told = len(others) > 3 and block.text.endswith((".", "!"))
    return long or told or block.text[:1].islower() or first in names


def _refers(block: Block, linked: bool) -> bool:
    if block.referenced:
        return True
    mentions = read_title(block.text).referenced
    return mentions and (not linked or bool(_OWN_ISSUE.search(block.text)))


def _is_timed(block: Block) -> bool:
    return any(only_minutes(child.text).as_read is not None for child in block.children)
