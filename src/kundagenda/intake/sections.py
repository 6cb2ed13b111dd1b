"""What a heading announces: the agenda, notes, people, actions, or a topic of its own."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from kundagenda.intake.blocks import Block, Kind
from kundagenda.intake.minutes import begins_with_hours
from kundagenda.intake.titles import NUMBERING, read_title


class Role(StrEnum):
    """What stands under a heading."""

    AGENDA = "agenda"
    NOTES = "notes"
    DEFERRED = "deferred"
    PEOPLE = "people"
    ASIDE = "aside"
    ROUTINE = "routine"
    GROUP = "group"
    SLOT = "slot"
    TOPIC = "topic"


_WORDS = {
    Role.DEFERRED: r"""
        ((nominated |open )?(agenda items?|topics?|items?|issues)|ärenden|punkter).*
            (not (discussed|reached|addressed)|did(n.t| not) get to|deferred|inte hanns med)
            ( (in|at|during|on|under|på)? ?(this|the|detta|dagens) (meeting|call|möte))?
        bordlagda (ärenden|punkter|frågor)
        deferred (items|topics)
        (dropped|skipped)( for time)?
        (things |what )?(we )?did(n't| not) get to
        not discussed""",
    Role.PEOPLE: """
        (närvarande|frånvarande|närvaro|deltagare|deltog|kallade|adjungerade)( ledamöter)?
        (present|absent|attendance|attendees?|participants?|observers|guests)( members)?
        (members present|council members|in attendance|apologies)
        (invited|invitees|meeting roles|roles|roller)""",
    Role.AGENDA: """
        (the |meeting |tentative |proposed |draft |actions ?/ ?)?agenda( items?| topics?|/notes)?
        (mötets |dagens )?(dagordning|föredragningslista|ärendelista|mötesagenda|agenda)(en|n)?
        ärenden""",
    Role.NOTES: r"""
        (meeting |general )?(notes|minutes)( and minutes)?( \(.*\))?
        (mötes|minnes)?(anteckningar|protokoll)
        discussion notes|summary|sammanfattning|overview""",
    Role.ASIDE: """
        links?|länkar|(meeting )?details|mötesinformation|logistics|joining the meeting
        audio and transcripts?|recordings?|inspelning|transcript.*
        (key )?action (items?|points?|log).*|actions|todo|to do|follow[- ]?ups?
        åtgärder|åtgärdslista|aktiviteter|att göra|beslutslogg
        bilagor|appendix|attachments|references|referenser|background|bakgrund
        highest priority issues|votes?|consented decisions|decisions made|consensus( reached)?""",
    Role.ROUTINE: """
        (upcoming|next) meetings?|kommande möten|nästa möte|dates and reminders|regular reviews?
        next week.?s working session.*|project board|parking lot""",
    Role.GROUP: r"""
        (old|new|ny|gammal|unfinished) (business|items)
        agenda items|items|punkter|program|recurring work|strategiska frågor
        (nominated|active|p-high|open|other open) issues|issues that need a council decision
        pending prs.*|open prs|approving prs|pr review|proposals?|(stage|proposal) advancement
        (\w+ )?(discussions?|diskussion(er)?)|update on progress
        (besluts|informations|diskussions|anmälnings)(ärenden|punkter|frågor)
        (decision|discussion|information|consent|standing|regular|strategic) (items|agenda|topics)
        consent calendar|if time( permits)?|om tid finns|i mån av tid
        (för|for) (beslut|information|diskussion|decision|discussion)
        [\w.-]+/[\w.-]+
        (announcements or )?custom items""",
    Role.SLOT: """
        announcements?|meddelanden|anslag|introductions?
        board( meeting)?( updates?)?|staff updates?
        q ?& ?a.*|check-?(in|out)s?|consent to agenda|call for clarifications""",
}


def _pattern(lines: str) -> re.Pattern[str]:
    """One pattern of alternatives, a line each; an indented line continues the one above."""
    alternatives = re.sub(r"\n {9,}", "", lines.strip()).split("\n")
    return re.compile("|".join(line.strip() for line in alternatives), re.IGNORECASE)


_PATTERNS = tuple((role, _pattern(lines)) for role, lines in _WORDS.items())


@dataclass
class Section:
    """A heading, the blocks directly under it, and the sections below."""

    heading: Block | None
    level: int
    blocks: list[Block] = field(default_factory=list)
    sections: list["Section"] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The heading's text; empty for what stands above the first heading."""
        return self.heading.text if self.heading else ""

    @property
    def role(self) -> Role:
        """What its heading announces."""
        return role_of(self.title) if self.heading else Role.TOPIC


@lru_cache(maxsize=4096)
def role_of(text: str) -> Role:
    """What a heading announces; a topic when its words are none of the known ones."""
    words = read_title(text).text.strip(" .:").replace("’", "'")
    for role, pattern in _PATTERNS:
        if pattern.fullmatch(words):
            return role
    return Role.TOPIC


def is_numbered(text: str) -> bool:
    """Whether a line begins with an item's number as text (§ 12, 4.1, 1), A/) or its hours."""
    return bool(NUMBERING.match(text)) or begins_with_hours(text)


def sections_of(blocks: list[Block]) -> Section:
    """Blocks as a tree of sections; lines that act as headings count as such."""
    root = Section(None, 0)
    path = [root]
    for block in blocks:
        level = block.level if block.kind is Kind.HEADING else _pseudo_level(block)
        if level is None and _goes_on_above(block, path):
            path.pop()
        if level is None:
            path[-1].blocks.append(block)
            continue
        while path[-1].level >= level:
            path.pop()
        section = Section(block, level)
        path[-1].sections.append(section)
        path.append(section)
    return root


def _goes_on_above(block: Block, path: list[Section]) -> bool:
    """Whether a linked issue goes on the list of issues that a line "Actions:" interrupted."""
    if len(path) < 2 or path[-1].heading is None or path[-1].heading.kind is not Kind.LINE:
        return False
    issue = block.kind is Kind.ITEM and block.referenced and block.spaced
    above = any(
        b.kind is Kind.ITEM and b.referenced and b.mark == block.mark for b in path[-2].blocks
    )
    return issue and above and path[-1].role is Role.ASIDE


def _pseudo_level(block: Block) -> int | None:
    """The level of a line that acts as a heading: bold, or a known word with a colon."""
    if block.kind is not Kind.LINE or len(block.text.split()) > 10:
        return None
    known = role_of(block.text) not in (Role.TOPIC, Role.GROUP, Role.SLOT)
    if known and (block.bold or block.text.endswith(":") or len(block.text.split()) == 1):
        return 7
    return 8 if block.bold and not block.text.endswith((".", ",")) else None
