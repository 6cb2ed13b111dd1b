"""Agenda items before they have words: how many on which meeting, about whom, at what level."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from kundagenda.demo import parameters as p
from kundagenda.demo.counts import POSITIONS, Counts
from kundagenda.demo.meeting_days import LEADERSHIP, Slot, slots_of
from kundagenda.demo.streams import stream
from kundagenda.demo.texts import initiative_names, language_of

CARRIED_OVER = 0.12  # of items: back from the meeting before, where it was discussed as well
DEFERRED_BEFORE = 0.04  # of items: on the agenda of the meeting before, but time ran out
ADDED = 0.04  # of items: brought up at the meeting itself
LATER_WHEN_CUSTOMER = 0.3  # how far down the agenda customer items come, of its length
NO_INITIATIVE = -1


@dataclass
class Draft:
    """One row of an agenda to be; ``first_seen`` is the row that it continues."""

    slot: int
    level: str
    segment: str
    kind: str
    language: str
    initiative: int = NO_INITIATIVE
    outcome: str = "handled"
    first_seen: "Draft | None" = None
    place: float = 0.0
    title: str = ""
    theme: str = ""
    number: int = 0
    continued: bool = False

    @property
    def customer(self) -> bool:
        """Whether the item is about customers."""
        return self.level != "none"


def draw_slots(first_month: int) -> list[Slot]:
    """Every meeting, held and planned, in order of nominal day."""
    return [s for n in range(POSITIONS) for s in slots_of(n, first_month + n)]


def draw_drafts(seed: int, counts: Counts, slots: list[Slot]) -> list[list[Draft]]:
    """The ordinary items of each meeting, in agenda order."""
    rng = stream(seed, "items")
    meetings: list[list[Draft]] = [[] for _ in slots]
    hard, hidden = _rates(counts)
    for position in range(POSITIONS):
        here = [n for n, slot in enumerate(slots) if slot.position == position]
        for segment, customer in _month(counts, position):
            slot = _meeting(rng, here, slots, customer)
            meetings[slot].append(_draft(rng, slot, segment, customer, hidden, hard, position))
        _no_empty_meeting(meetings, here)
    _bring_up_initiatives(meetings, counts, slots)
    _continue_items(rng, meetings, slots)
    for drafts in meetings:
        for draft in drafts:
            draft.place = _place(rng, draft)
        drafts.sort(key=lambda draft: draft.place)
    return meetings


def _rates(counts: Counts) -> tuple[float, float]:
    """Shares of other items and of customer items that mislead, so that they hold of all items.

    Initiatives have names of their own and mislead nobody.
    """
    every = counts.all_by_month().sum()
    customer = counts.segments[: p.MONTHS].sum() + counts.general[: p.MONTHS].sum()
    others = counts.others[: p.MONTHS].sum()
    return p.HARD_NEGATIVES * every / others, p.HIDDEN_POSITIVES * every / customer


def _month(counts: Counts, position: int) -> Iterator[tuple[str, bool]]:
    """Segment and whether about customers, for every item of a month."""
    for segment, number in zip(p.SEGMENTS, counts.segments[position], strict=True):
        yield from [(segment.code, True)] * int(number)
    yield from [("", True)] * int(counts.general[position])
    yield from [("", False)] * int(counts.others[position])


def _meeting(rng: np.random.Generator, here: list[int], slots: list[Slot], customer: bool) -> int:
    """One of the month's meetings, by how many such items its forum draws."""
    forums = [slots[n].forum for n in here]
    weights = np.array([forum.customer if customer else forum.others for forum in forums])
    return here[int(np.searchsorted(np.cumsum(weights / weights.sum()), rng.random()))]


def _draft(
    rng: np.random.Generator,
    slot: int,
    segment: str,
    customer: bool,
    hidden: float,
    hard: float,
    position: int,
) -> Draft:
    level = str(rng.choice(list(p.LEVEL_SHARES), p=list(p.LEVEL_SHARES.values())))
    language = language_of(rng, p.ENGLISH_SHARE)
    luck = rng.random()
    if not customer:
        kind = "hard_negative" if luck < hard else "plain"
        return Draft(slot, "none", "", kind, language)
    if position == p.PRICE_RISE and segment == p.PRICE_RISE_SEGMENT:
        level = level if level == "fix" and language == "sv" else "measure"
        return Draft(slot, level, segment, "price_rise", language)
    kind = "hidden_positive" if luck < hidden else "plain"
    return Draft(slot, level, segment, kind, language)


def _no_empty_meeting(meetings: list[list[Draft]], here: list[int]) -> None:
    """Move an item from the fullest meeting of the month to one that got less than two."""
    for n in here:
        while len(meetings[n]) < 2:
            fullest = max(here, key=lambda m: len(meetings[m]))
            moved = meetings[fullest].pop()
            moved.slot = n
            meetings[n].append(moved)


def _bring_up_initiatives(meetings: list[list[Draft]], counts: Counts, slots: list[Slot]) -> None:
    where = {(s.position, s.nominal): n for n, s in enumerate(slots) if s.forum is LEADERSHIP}
    names = initiative_names()
    for life, name in zip(counts.initiatives, order_names(counts), strict=True):
        first: Draft | None = None
        for moment in life.seen:
            named = names[name]
            draft = Draft(
                where[moment], named.level, named.segment, "initiative", named.language,
                initiative=life.number, first_seen=first, theme=named.theme,
            )  # fmt: skip
            draft.title = initiative_title(named.text, named.language, first is None)
            first = first or draft
            meetings[where[moment]].append(draft)


def order_names(counts: Counts) -> list[int]:
    """Which name each initiative has: customer ones and others, each in order of launch."""
    named = list(enumerate(initiative_names()))
    customer = iter([n for n, name in named if name.level != "none"])
    others = iter([n for n, name in named if name.level == "none"])
    return [next(customer if life.customer else others) for life in counts.initiatives]


def initiative_title(name: str, language: str, start: bool) -> str:
    """What the agenda calls an initiative at its start and afterwards."""
    if language == "en":
        return f"{name}: kick-off" if start else f"{name}: status"
    return f"{name}: start" if start else f"{name}: lägesrapport"


def _continue_items(
    rng: np.random.Generator, meetings: list[list[Draft]], slots: list[Slot]
) -> None:
    """Let some items continue one of the forum's meeting before, or have been deferred there."""
    before: dict[str, int] = {}
    for n, slot in enumerate(slots):
        previous = before.get(slot.forum.name)
        before[slot.forum.name] = n
        for draft in list(meetings[n]):
            luck = rng.random()
            if previous is None or slot.position > p.LAST or draft.initiative != NO_INITIATIVE:
                continue
            if luck < CARRIED_OVER:
                _carry_over(rng, draft, meetings[previous])
            elif luck < CARRIED_OVER + DEFERRED_BEFORE and draft.kind != "price_rise":
                deferred = Draft(previous, draft.level, draft.segment, draft.kind, draft.language)
                deferred.outcome = "deferred"
                draft.first_seen = deferred
                meetings[previous].append(deferred)
            elif luck > 1 - ADDED:
                draft.outcome = "added"


def _carry_over(rng: np.random.Generator, draft: Draft, earlier: list[Draft]) -> None:
    """Make a draft the continuation of an earlier one about the same, if there is one."""
    same = [
        e for e in earlier
        if (e.customer, e.segment, e.initiative) == (draft.customer, draft.segment, NO_INITIATIVE)
        and e.outcome != "deferred" and not e.continued
        and "price_rise" not in (e.kind, draft.kind)
    ]  # fmt: skip
    luck = rng.random()
    if not same:
        return
    found = same[int(luck * len(same))]
    found.continued = True
    draft.first_seen = found.first_seen or found
    draft.level, draft.kind, draft.language = found.level, found.kind, found.language


def _place(rng: np.random.Generator, draft: Draft) -> float:
    """Where on the agenda: customers late, deferred items last, those added after all others."""
    late = LATER_WHEN_CUSTOMER * draft.customer
    return float(rng.random()) + late + {"deferred": 1.0, "added": 2.0}.get(draft.outcome, 0.0)
