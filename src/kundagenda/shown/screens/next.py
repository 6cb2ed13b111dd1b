"""The last screen: what do we decide today?"""

from collections.abc import Sequence

from kundagenda.findings.proposal import Proposal, Proposals
from kundagenda.shown.proposal_words import effect_of, minutes_of, proposed_title, reason_of
from kundagenda.shown.reach import Choice, whatever
from kundagenda.shown.screen import Columns, Screen
from kundagenda.texts.told import tell, tell_many

# What a shared screen has room for, each with its reason.
SHOWN = 4
# Adopted together in a sentence: what one meeting can take up beside what it has.
FIRST = 2


def next_screen(found: Proposals) -> Screen:
    """The first proposals as a table with reason and effect; a sentence adopts the first two."""
    return Screen(
        code="next",
        question=tell("What do we decide today?"),
        title=_title(found),
        sentences=tuple(filter(None, (_together(found), _more(found)))),
        table=proposed_table(found, found.proposals[:SHOWN]) if found.proposals else None,
        note=reach_of_proposals(found),
        page="agenda",
    )


def reach_of_proposals(found: Proposals) -> str:
    """The choices that narrow no proposal: few items name a group, and today has no step."""
    return whatever(found.view, Choice.GROUP, Choice.PERIOD, Choice.STEP)


def proposed_table(found: Proposals, proposals: Sequence[Proposal]) -> Columns:
    """Each proposal with why, and what it comes to on its own."""
    return {
        tell("Proposal"): [proposed_title(each) for each in proposals],
        tell("Why"): [reason_of(each) for each in proposals],
        tell("Minutes"): [minutes_of(each) for each in proposals],
        tell("What it comes to"): [effect_of(found, [each]) for each in proposals],
    }


def _title(found: Proposals) -> str:
    if not found.proposals:
        return tell("Nothing asks for a place on the next agenda by our rules.")
    return tell_many(
        "{n} item asks for a place on the next agenda.",
        "{n} items ask for a place on the next agenda.",
        len(found.proposals) + found.more,
    )


def _together(found: Proposals) -> str:
    first = found.proposals[:FIRST]
    if not first:
        return ""
    minutes = sum(each.minutes for each in first)
    effect = effect_of(found, first)
    if len(first) == 1:
        return tell("Adopt it ({minutes} min). {effect}", minutes=minutes, effect=effect).strip()
    return tell(
        "Adopt the first {n} ({minutes} min). {effect}",
        n=len(first), minutes=minutes, effect=effect,
    ).strip()  # fmt: skip


def _more(found: Proposals) -> str:
    shown = len(found.proposals[:SHOWN])
    hidden = found.more + len(found.proposals) - shown
    if not hidden:
        return ""
    return tell("The first {shown} are here, {n} more on the page Agenda.", shown=shown, n=hidden)
