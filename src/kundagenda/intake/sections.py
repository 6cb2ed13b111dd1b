"""What a heading announces: the agenda, notes, people, actions, or a topic of its own."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from kundagenda.intake.blocks import Block, Kind
from kundagenda.intake.titles import NUMBERING, read_title


class Role(StrEnum):
    """What stands under a heading."""

    AGENDA = "agenda"
    NOTES = "notes"
    DEFERRED = "deferred"
    PEOPLE = "people"
    ASIDE = "aside"
    GROUP = "group"
    SLOT = "slot"
    TOPIC = "topic"


_ROLES = (
    (
        Role.DEFERRED,
        r"(agenda items?|topics?|items?|ärenden|punkter).*(not discussed|didn.t get to|did not get to|"
        r"not reached|deferred)|bordlagda (ärenden|punkter|frågor)|deferred (items|topics)|"
        r"(punkter|ärenden) som inte hanns med|not discussed",
    ),
    (
        Role.PEOPLE,
        r"(närvarande|frånvarande|närvaro|deltagare|deltog|kallade|adjungerade|present|absent|attendance|"
        r"attendees?|participants?|invited|invitees|members present|apologies|observers|guests|"
        r"meeting roles|roles|roller|in attendance|council members)( members| ledamöter)?",
    ),
    (
        Role.AGENDA,
        r"(the |mötets |dagens |tentative |proposed |meeting |draft |actions ?/ ?)?(agenda|dagordning|"
        r"föredragningslista|ärendelista|ärenden|mötesagenda)(en|n)?( items?| topics?|/notes)?",
    ),
    (
        Role.NOTES,
        r"(meeting |mötes|minnes|general )?(notes|minutes|anteckningar|protokoll)( and minutes)?( \(.*\))?|"
        r"discussion notes|summary|sammanfattning|overview",
    ),
    (
        Role.ASIDE,
        r"links?|länkar|meeting details|details|mötesinformation|logistics|joining the meeting|"
        r"audio and transcripts?|recordings?|inspelning|transcript.*|(key )?action (items?|points?|log).*|actions|"
        r"åtgärder|åtgärdslista|aktiviteter|att göra|todo|to do|follow[- ]?ups?|"
        r"upcoming meetings?|next meetings?|kommande möten|nästa möte|dates and reminders|regular reviews?|"
        r"next week.?s working session.*|project board|bilagor|appendix|attachments|references|"
        r"referenser|background|bakgrund|ideas on.*|highest priority issues|votes?|"
        r"consented decisions|decisions made|beslutslogg|parking lot",
    ),
    (
        Role.GROUP,
        r"(old|new|ny|gammal|unfinished) (business|items)|agenda items|items|ärenden|punkter|"
        r"(nominated|active|p-high|open|other open) issues|issues that need a council decision|"
        r"pending prs.*|open prs|(stage|proposal) advancement|proposals?|approving prs|pr review|"
        r"(\w+ )?(discussions?|diskussion(er)?)|besluts(ärenden|punkter|frågor)|"
        r"informations(ärenden|punkter)|diskussions(ärenden|punkter|frågor)|(decision|discussion|information|"
        r"consent|standing|regular|strategic) (items|agenda|topics)|consent calendar|"
        r"update on progress|anmälningsärenden|för (beslut|information|diskussion)|for (decision|"
        r"information|discussion)|[\w.-]+/[\w.-]+|program|recurring work|strategiska frågor|"
        r"announcements or custom items|custom items",
    ),
    (
        Role.SLOT,
        r"announcements?|meddelanden|anslag|board( meeting)?( updates?)?|staff updates?|"
        r"introductions?|q ?& ?a.*|check-?(in|out)s?|consent to agenda|call for clarifications",
    ),
)
_PATTERNS = tuple((role, re.compile(pattern, re.IGNORECASE)) for role, pattern in _ROLES)


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


def role_of(text: str) -> Role:
    """What a heading announces; a topic when its words are none of the known ones."""
    words = read_title(text).text.strip(" .:").replace("’", "'")
    for role, pattern in _PATTERNS:
        if pattern.fullmatch(words):
            return role
    return Role.TOPIC


def is_numbered(text: str) -> bool:
    """Whether a line begins with an item's number as text (§ 12, 19/45, 4.1, 1), A/)."""
    return bool(NUMBERING.match(text))


def sections_of(blocks: list[Block]) -> Section:
    """Blocks as a tree of sections; lines that act as headings count as such."""
    root = Section(None, 0)
    path = [root]
    for block in blocks:
        level = block.level if block.kind is Kind.HEADING else _pseudo_level(block)
        if level is None:
            path[-1].blocks.append(block)
            continue
        while path[-1].level >= level:
            path.pop()
        section = Section(block, level)
        path[-1].sections.append(section)
        path.append(section)
    return root


def _pseudo_level(block: Block) -> int | None:
    """The level of a line that acts as a heading: bold, or a known word with a colon."""
    if block.kind is not Kind.LINE or len(block.text.split()) > 10:
        return None
    known = role_of(block.text) not in (Role.TOPIC, Role.GROUP, Role.SLOT)
    if known and (block.bold or block.text.endswith(":") or len(block.text.split()) == 1):
        return 7
    return 8 if block.bold and not block.text.endswith((".", ",")) else None
