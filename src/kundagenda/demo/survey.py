"""The rows of the survey: every invitation, and every answer to each of its questions."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np

from kundagenda.demo import parameters as p
from kundagenda.demo.answers import Answers
from kundagenda.demo.book import Book
from kundagenda.demo.streams import Floats, Ints, autoregression, stream
from metrics.periods import first_day

Row = dict[str, Any]
NPS_CUTS = (-2.9, -2.55, -2.25, -1.95, -1.65, -1.25, -0.84, -0.35, 0.25, 0.85)
CSAT_CUTS = (-1.9, -1.2, -0.4, 0.7)
CES_CUTS = (-2.1, -1.6, -1.0, -0.4, 0.3, 1.1)
SKIPPED = 0.03
ASKED_CSAT, ASKED_CES = 0.5, 0.35  # of those who answer the first question


def survey_rows(
    seed: int, answers: Answers, book: Book, first_month: int
) -> tuple[list[Row], list[Row]]:
    """Invitations, and answers to them: one row per question answered or skipped."""
    rng = stream(seed, "accounts")
    shape = answers.answered.shape
    days, delays = rng.random(shape), rng.random(shape)
    scores = _scores(rng, answers)
    invitations: list[Row] = []
    rows: list[Row] = []
    for position in range(p.MONTHS):
        active = book.active[p.BURN_IN + position]
        accounts = _accounts(answers.segment, active, position)
        invited = _invited(first_month + position, days[position])
        answered = _answered(first_month + position, days[position], delays[position])
        invitations += _invitations(answers.segment, accounts, invited)
        for n in np.flatnonzero(answers.answered[position]):
            who = {
                "response_id": f"S{position:02d}-{n:04d}",
                "account_id": accounts[n],
                "answered_on": answered[n],
                "segment": p.SEGMENTS[answers.segment[n]].code,
            }
            rows += _questions(who, {name: values[position, n] for name, values in scores.items()})
    return invitations, rows


def _scores(rng: np.random.Generator, answers: Answers) -> dict[str, Any]:
    """Scores on each scale; -1 was skipped and -2 not asked.

    Satisfaction with the last delivery and ease follow the respondent's own mood and swings of
    their own, and nothing that the leadership talks about.
    """
    shape = answers.answered.shape
    swing = autoregression(rng, 0.4, (p.MONTHS, 2)) * 0.15
    csat = 0.6 * answers.own + 0.8 * rng.standard_normal(shape) + swing[:, :1]
    ces = 0.4 * answers.own + 0.9 * rng.standard_normal(shape) + swing[:, 1:]
    return {
        "nps": np.searchsorted(NPS_CUTS, answers.feeling, side="left"),
        "csat": _asked(rng, _on_scale(csat, CSAT_CUTS), ASKED_CSAT),
        "ces": _asked(rng, _on_scale(ces, CES_CUTS), ASKED_CES),
    }


def _on_scale(values: Floats, cuts: tuple[float, ...]) -> Ints:
    return np.searchsorted(cuts, values, side="left") + 1


def _asked(rng: np.random.Generator, scores: Ints, share: float) -> Ints:
    asked = rng.random(scores.shape) < share
    skipped = rng.random(scores.shape) < SKIPPED
    return np.where(asked, np.where(skipped, -1, scores), -2)


SCALES = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}


def _questions(who: Row, scores: dict[str, int]) -> Iterator[Row]:
    for instrument, (low, high) in SCALES.items():
        score = int(scores[instrument])
        if score == -2:
            continue
        yield who | {
            "answer_id": f"{who['response_id']}-{instrument}",
            "instrument": instrument,
            "scale_low": low,
            "scale_high": high,
            "high_is_good": True,
            "score": None if score == -1 else score,
        }


def _accounts(segment: Ints, active: dict[int, list[str]], position: int) -> list[str]:
    """Whom each invitation goes to: the segment's accounts in turn, starting anew each month."""
    turn = dict.fromkeys(active, 7 * position)
    chosen = []
    for index in segment.tolist():
        accounts = active[index]
        chosen.append(accounts[turn[index] % len(accounts)])
        turn[index] += 1
    return chosen


def _invitations(segment: Ints, accounts: list[str], invited: list[date]) -> Iterator[Row]:
    for index, account, day in zip(segment.tolist(), accounts, invited, strict=True):
        yield {
            "account_id": account,
            "invited_on": day,
            "segment": p.SEGMENTS[index].code,
            "instrument": "nps",
        }


def _invited(month: int, luck: Floats) -> list[date]:
    """Days of the first half of the month, so that every answer comes within it."""
    start = first_day(month)
    return [start + timedelta(days=int(u * 14)) for u in luck]


def _answered(month: int, luck: Floats, delay: Floats) -> list[date]:
    start, length = first_day(month), (first_day(month + 1) - first_day(month)).days
    left = [(int(u * 14), v) for u, v in zip(luck, delay, strict=True)]
    return [start + timedelta(days=day + int(v * (length - day))) for day, v in left]
