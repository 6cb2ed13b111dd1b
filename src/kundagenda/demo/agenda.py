"""The rows of meetings and agenda items: titles, minutes, kinds and evidence."""

from collections import deque
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np

from kundagenda.demo import parameters as p
from kundagenda.demo.counts import draw_counts
from kundagenda.demo.drafts import Draft, draw_drafts, draw_slots
from kundagenda.demo.meeting_days import BOARD, FORUMS, Forum, Slot, nearest
from kundagenda.demo.minutes import Minutes, meeting_minutes
from kundagenda.demo.streams import stream
from kundagenda.demo.texts import candidates, fill_slots, formal_titles, language_of

Row = dict[str, Any]
PUBLISHED_BEFORE = timedelta(days=7)
REMEMBERED = 6  # meetings within which a forum does not use a title twice by chance
EVIDENCE = {
    "measure": {"voice of customer": 0.35, "visit": 0.10, "data": 0.45, "none": 0.10},
    "fix": {"voice of customer": 0.25, "visit": 0.10, "data": 0.30, "none": 0.35},
    "improve": {"voice of customer": 0.15, "visit": 0.10, "data": 0.25, "none": 0.50},
    "value": {"voice of customer": 0.15, "visit": 0.05, "data": 0.15, "none": 0.65},
    "none": {"voice of customer": 0.0, "visit": 0.0, "data": 0.40, "none": 0.60},
}
KINDS = {"information": 0.40, "discussion": 0.45, "decision": 0.15}
CONFIDENTIAL = {"Risk och juridik": 0.10, "Medarbetare": 0.03, "Kundvärde": 0.01}
# What a forum seldom takes up, besides customers.
ODD_THEMES = {
    "Styrelse": ("Produktion", "IT"),
    "Kundråd": ("Ekonomi", "Medarbetare", "Risk och juridik"),
}
# The company's own words for what is not about customers, as themes are stored.
STORED_THEME = {
    "Ekonomi": "finance",
    "Försäljning": "sales",
    "Hållbarhet": "strategy",
    "IT": "technology",
    "Medarbetare": "people",
    "Produktion": "operations",
    "Projekt": "other",
    "Risk och juridik": "risk",
}
FORMAL_BEFORE, FORMAL_AFTER = ("opening", "minutes"), ("other", "closing")

# Meetings that were called off, and one held without an agenda: position, forum, day, status.
EXTRA_MEETINGS = (
    (11, BOARD, 18, "cancelled"), (27, FORUMS[1], 18, "cancelled"),
    (44, FORUMS[2], 23, "held"), (51, FORUMS[1], 18, "cancelled"),
)  # fmt: skip


@dataclass(frozen=True)
class Agenda:
    """All rows of the agenda, and the slots that the first meetings stand for, in order."""

    forums: list[Row]
    meetings: list[Row]
    items: list[Row]
    slots: list[Slot]


def draw_agenda(seed: int, first_month: int) -> Agenda:
    """The agenda of a company whose first month has this number."""
    counts = draw_counts(seed, first_month)
    slots = draw_slots(first_month)
    meetings = draw_drafts(seed, counts, slots)
    _write_titles(seed, meetings, slots)
    held = [_meeting_row(n, slot, _status(slot)) for n, slot in enumerate(slots, start=1)]
    held += _extra_meetings(first_month, len(held))
    items = _item_rows(seed, meetings, slots, held)
    forums = [{"id": _forum_id(f), "name": f.name, "kind": f.kind} for f in FORUMS]
    return Agenda(forums, held, items, slots)


def _forum_id(forum: Forum) -> int:
    return FORUMS.index(forum) + 1


def _status(slot: Slot) -> str:
    return "held" if slot.position < p.MONTHS else "planned"


def _meeting_row(number: int, slot: Slot, status: str) -> Row:
    return {
        "id": number,
        "forum_id": _forum_id(slot.forum),
        "held_on": slot.held_on,
        "starts_at": slot.forum.starts_at,
        "planned_minutes": float(slot.forum.minutes),
        "actual_minutes": None,
        "status": status,
    }


def _extra_meetings(first_month: int, after: int) -> list[Row]:
    rows = []
    for number, (position, forum, day, status) in enumerate(EXTRA_MEETINGS, start=after + 1):
        held_on = nearest(first_month + position, day, forum.weekday)
        rows.append(_meeting_row(number, Slot(position, day, forum, held_on), status))
    return rows


def _write_titles(seed: int, meetings: list[list[Draft]], slots: list[Slot]) -> None:
    rng = stream(seed, "titles")
    used = {forum.name: deque[set[str]](maxlen=REMEMBERED) for forum in FORUMS}
    for drafts, slot in zip(meetings, slots, strict=True):
        recent = set().union(*used[slot.forum.name])
        for draft in drafts:
            if draft.first_seen and not draft.title:
                draft.title, draft.theme = draft.first_seen.title, draft.first_seen.theme
            elif not draft.title:
                _write_title(rng, draft, slot, recent)
            recent.add(draft.title)
        used[slot.forum.name].append({draft.title for draft in drafts})


def _write_title(rng: np.random.Generator, draft: Draft, slot: Slot, recent: set[str]) -> None:
    """A title that suits the forum and that it has not just used, as far as the words suffice."""
    odd = ODD_THEMES.get(slot.forum.name, ()) if not draft.customer else ()
    fitting = candidates(draft.level, draft.language, draft.kind, draft.segment)
    for _ in range(16):
        chosen = fitting[int(rng.random() * len(fitting))]
        draft.title = fill_slots(chosen.text, draft.language, draft.segment, slot.held_on, rng)
        draft.theme = chosen.theme
        if draft.title not in recent and draft.theme not in odd:
            return


def _item_rows(
    seed: int, meetings: list[list[Draft]], slots: list[Slot], held: list[Row]
) -> list[Row]:
    minutes_rng, rng = stream(seed, "minutes"), stream(seed, "meetings")
    rows: list[Row] = []
    for drafts, slot, meeting in zip(meetings, slots, held[: len(slots)], strict=True):
        minutes = meeting_minutes(minutes_rng, slot.forum, drafts, meeting["status"] == "held")
        meeting["actual_minutes"] = minutes.length
        rows += _formal_rows(rng, meeting, FORMAL_BEFORE, 1, len(rows))
        for number, draft in enumerate(drafts):
            draft.number = len(rows) + 1
            rows.append(_item_row(rng, draft, meeting, number, minutes))
        rows += _formal_rows(rng, meeting, FORMAL_AFTER, len(drafts) + 3, len(rows))
    return rows


def _formal_rows(
    rng: np.random.Generator, meeting: Row, parts: tuple[str, ...], position: int, after: int
) -> list[Row]:
    language = language_of(rng, p.ENGLISH_SHARE)
    return [
        _bare_row(after + n + 1, meeting, position + n)
        | {
            "title": formal_titles()[part, language],
            "planned_minutes": 5.0,
            "formal": True,
            "level_by": "rule",
        }
        for n, part in enumerate(parts)
    ]


def _bare_row(number: int, meeting: Row, position: int) -> Row:
    """Every column of an item, as an item has it that is not about customers."""
    return {
        "id": number,
        "meeting_id": meeting["id"],
        "position": position,
        "title": "",
        "planned_minutes": None,
        "actual_minutes": None,
        "formal": False,
        "outcome": "handled",
        "kind": "information",
        "theme": "governance",
        "level": "none",
        "level_best": "none",
        "level_by": "person",
        "level_confidence": None,
        "level_because": None,
        "segment": None,
        "initiative_id": None,
        "evidence": None,
        "confidential": False,
        "added_on": meeting["held_on"] - PUBLISHED_BEFORE,
        "first_seen_item_id": None,
    }


def _item_row(
    rng: np.random.Generator, draft: Draft, meeting: Row, number: int, minutes: Minutes
) -> Row:
    luck = rng.random(3)
    row = _bare_row(draft.number, meeting, number + 3)
    row |= {
        "title": draft.title,
        "planned_minutes": minutes.planned[number],
        "actual_minutes": minutes.actual[number],
        "outcome": draft.outcome,
        "kind": _pick(KINDS, luck[0]),
        "theme": STORED_THEME[draft.theme] if draft.level == "none" else "customer",
        "level": draft.level,
        "level_best": draft.level,
        "segment": draft.segment or None,
        "initiative_id": draft.initiative + 1 if draft.initiative >= 0 else None,
        "evidence": _pick(EVIDENCE[draft.level], luck[1]),
        "confidential": bool(luck[2] < CONFIDENTIAL.get(draft.theme, 0.0)),
        "first_seen_item_id": draft.first_seen.number if draft.first_seen else None,
    }
    if draft.outcome == "added":
        row["added_on"] = meeting["held_on"]
    return row


def _pick(shares: dict[str, float], luck: float) -> str:
    """The choice on which a uniform number falls."""
    for choice, share in shares.items():
        luck -= share
        if luck < 0:
            return choice
    return choice
