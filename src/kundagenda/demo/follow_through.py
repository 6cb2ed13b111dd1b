"""What the leadership decided: the priority, initiatives, decisions, actions and targets."""

from datetime import date, timedelta

import numpy as np

from kundagenda.demo import parameters as p
from kundagenda.demo.agenda import Agenda, Row
from kundagenda.demo.counts import draw_counts
from kundagenda.demo.drafts import order_names
from kundagenda.demo.initiatives import Life
from kundagenda.demo.meeting_days import LEADERSHIP
from kundagenda.demo.streams import stream
from kundagenda.demo.texts import fill_slots, initiative_names, language_of, rows_of
from metrics.periods import first_day, last_day

STATEMENT = "Kundens drifttid är vår första prioritet."
PROMISED = 0.5  # of customer decisions: what they should move, which way, by when
HORIZONS = (180, 270, 365)
DOWN_IS_GOOD = ("logo_churn",)
NO_DUE_DATE, CANCELLED, DONE_LATER = 0.05, 0.03, 0.5
# Metric, segment, value, months before the end, owner.
TARGETS = (
    ("customer_item_share", "", 0.20, 27, "Verkställande direktör"),
    ("nps", "", 30.0, 36, "Kundansvarig"),
    ("logo_churn", "", 0.10, 36, "Kundansvarig"),
    ("grr", "", 0.92, 36, "Ekonomichef"),
    ("outcome:uptime", "Tillverkning", 0.98, 27, "Serviceansvarig"),
    ("outcome:uptime", "Offentlig sektor", 0.975, 27, "Serviceansvarig"),
    ("outcome:delivery_precision", "Logistik", 0.95, 27, "Serviceansvarig"),
    ("outcome:margin", "Handel", 0.06, 27, "Produktchef"),
    ("outcome:price_premium", "Fastighet", 0.05, 27, "Produktchef"),
    ("outcome:growth", "Småföretag", 0.06, 27, "Produktchef"),
)


def priority_rows(agenda: Agenda) -> list[Row]:
    """The one priority, decided at the leadership team's last meeting up to its month."""
    days = [
        slot.held_on
        for slot in agenda.slots
        if slot.forum is LEADERSHIP and slot.position <= p.PRIORITY_DECIDED
    ]
    return [
        {
            "id": 1,
            "forum_id": None,
            "statement": STATEMENT,
            "declared_share": p.DECLARED_SHARE,
            "basis": "items",
            "decided_on": days[-1],
            "valid_from": days[-1],
            "valid_to": None,
        }
    ]


def target_rows(first_month: int) -> list[Row]:
    """What the leadership wants to reach, per metric and segment."""
    return [
        {
            "metric": metric,
            "segment": segment,
            "value": value,
            "valid_from": first_day(first_month + p.LAST - before),
            "owner_role": owner,
        }
        for metric, segment, value, before, owner in TARGETS
    ]


def target_group_rows() -> list[Row]:
    """The segments, as groups that the company has chosen to serve."""
    return [
        {
            "code": segment.code,
            "name": segment.code,
            "outcome_metric": segment.outcome,
            "cadence_days": segment.cadence,
        }
        for segment in p.SEGMENTS
    ]


def initiative_rows(seed: int, first_month: int, agenda: Agenda) -> list[Row]:
    """The initiatives in order of launch; one that has not ended by the last month is open."""
    held_on = {(s.position, s.nominal): s.held_on for s in agenda.slots if s.forum is LEADERSHIP}
    counts = draw_counts(seed, first_month)
    rows: list[Row] = []
    for life, number in zip(counts.initiatives, order_names(counts), strict=True):
        named = initiative_names()[number]
        days = [held_on[moment] for moment in life.seen]
        rows.append(
            {
                "id": life.number + 1,
                "name": named.text,
                "segment": named.segment or None,
                # A meeting may fall some days off its nominal day; the launch never comes after.
                "launched_on": min([_day(first_month, life.launched), *days]),
                "completed_on": _completed(first_month, life, days),
            }
        )
    return rows


def _completed(first_month: int, life: Life, days: list[date]) -> date | None:
    if life.completed is None or life.completed >= p.MONTHS:
        return None
    return max([_day(first_month, life.completed), *days])


def _day(first_month: int, moment: float) -> date:
    """The date of a moment, in months from the start."""
    month = first_month + int(moment)
    return min(first_day(month) + timedelta(days=int(moment % 1 * 31)), last_day(month))


def decision_rows(seed: int, agenda: Agenda) -> list[Row]:
    """Decisions of held meetings; marks the items that they belong to."""
    rng = stream(seed, "decisions")
    meetings = {meeting["id"]: meeting for meeting in agenda.meetings}
    wordings = rows_of("decisions.csv")
    rows: list[Row] = []
    for item in agenda.items:
        meeting, luck = meetings[item["meeting_id"]], rng.random(5)
        customer = item["level"] != "none"
        rate = p.DECISION_PER_CUSTOMER_ITEM if customer else p.DECISION_PER_OTHER_ITEM
        discussed = not item["formal"] and item["outcome"] != "deferred"
        if not discussed or meeting["status"] != "held" or luck[0] >= rate:
            continue
        item["kind"] = "decision"
        rows.append(_decision(rng, len(rows) + 1, item, meeting, wordings, luck))
    return rows


def _decision(
    rng: np.random.Generator,
    number: int,
    item: Row,
    meeting: Row,
    wordings: list[dict[str, str]],
    luck: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]",
) -> Row:
    language = "en" if luck[1] < p.ENGLISH_SHARE else "sv"
    fitting = [w for w in wordings if (w["level"], w["language"]) == (item["level"], language)]
    chosen = fitting[int(luck[2] * len(fitting))]
    metric = chosen["expected_metric"] if luck[3] < PROMISED else ""
    horizon = timedelta(days=HORIZONS[int(luck[4] * len(HORIZONS))])
    return {
        "id": number,
        "agenda_item_id": item["id"],
        "text": fill_slots(
            chosen["text"], language, item["segment"] or "", meeting["held_on"], rng
        ),
        "decided_on": meeting["held_on"],
        "expected_metric": metric or None,
        "expected_direction": _direction(metric) if metric else None,
        "expected_by": meeting["held_on"] + horizon if metric else None,
    }


def _direction(metric: str) -> str:
    return "down" if metric in DOWN_IS_GOOD else "up"


def action_rows(seed: int, agenda: Agenda, decided: list[Row], end: date) -> list[Row]:
    """The actions of every decision; what is done after the last month is not done yet."""
    rng = stream(seed, "actions")
    about = {item["id"]: item["level"] != "none" for item in agenda.items}
    texts, roles = rows_of("actions.csv"), rows_of("roles.csv")
    rows: list[Row] = []
    for decision in decided:
        group = "customer" if about[decision["agenda_item_id"]] else "other"
        owners = [row["role"] for row in roles if row["about"] == group]
        for _ in range(1 + int(rng.poisson(p.EXTRA_ACTIONS))):
            language = language_of(rng, p.ENGLISH_SHARE)
            fitting = [t["text"] for t in texts if (t["about"], t["language"]) == (group, language)]
            text = fitting[int(rng.random() * len(fitting))]
            row = {
                "id": len(rows) + 1,
                "decision_id": decision["id"],
                "text": fill_slots(text, language, "", decision["decided_on"], rng),
                "owner_role": owners[int(rng.random() * len(owners))],
            }
            rows.append(row | _progress(rng, decision["decided_on"], end))
    return rows


def _progress(rng: np.random.Generator, decided_on: date, end: date) -> Row:
    """When an action is due and when it was done, if it was."""
    luck = rng.random(6)
    due_on = decided_on + timedelta(days=30 + int(luck[0] * 60))
    if luck[1] < p.DONE_WITHIN_90_DAYS:
        done_on = decided_on + timedelta(days=5 + int(luck[2] * 86))
    elif luck[3] < DONE_LATER:
        done_on = decided_on + timedelta(days=91 + int(luck[2] * 120))
    else:
        done_on = None
    cancelled = bool(luck[4] < CANCELLED)
    return {
        "due_on": due_on if luck[5] >= NO_DUE_DATE else None,
        "done_on": done_on if done_on and done_on <= end and not cancelled else None,
        "cancelled": cancelled,
    }
