"""The demo company and its null twin, many times over: what is found and what is imagined."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from operator import or_
from typing import Any

import numpy as np
import pandas as pd
from bounds import Bound, Row
from lead import is_signal

from kundagenda.demo import parameters as p
from kundagenda.demo.answers import Answers, draw_answers
from kundagenda.demo.book import draw_book
from kundagenda.demo.counts import draw_counts
from kundagenda.demo.signals import monthly_signals
from metrics.change import baseline
from metrics.lead import LeadVerdict, lead_verdict
from metrics.panel import PanelVerdict, panel_verdict
from metrics.periods import parse_month
from metrics.sharing import judged_together

JANUARY = parse_month("2026-01")
WITHIN, NEAR = 12, 3
MOST_IN_TWINS = 0.08
SHIPPED = "the shipped seed"


def until(seed: int) -> int:
    """The last month: every calendar month in turn, since the company depends on it."""
    return JANUARY + seed % 12


@dataclass(frozen=True)
class Verdicts:
    """What the program keeps of one company's order in time, corrected for all it asks."""

    leads: Mapping[str, LeadVerdict]
    panels: Mapping[str, PanelVerdict]

    @property
    def by_company(self) -> bool:
        """Whether the company's figures tell of an order, in either direction."""
        return any(map(is_signal, self.leads.values()))

    @property
    def by_segments(self) -> bool:
        """Whether the segments, compared with one another, tell of one."""
        return any(panel.status == "signal" for panel in self.panels.values())


def asked(seed: int, null_twin: bool) -> Verdicts:
    """NPS and churn, by the company and by its segments, as the refresh asks them."""
    first = until(seed) - p.LAST
    attention, nps = monthly_signals(seed, until(seed), null_twin)
    lost, lost_by_segment = churn(seed, attention.index, null_twin)
    leads = {"nps": lead_verdict(attention, nps), "churn": lead_verdict(attention, lost)}
    counts, answers = (
        draw_counts(seed, first),
        draw_answers(seed, first, 0 if null_twin else p.BETA),
    )
    share = counts.segments[: p.MONTHS] / counts.all_by_month()[:, None]
    by_segment = {"nps": nps_by_segment(answers, attention.index), "churn": lost_by_segment}
    tagged = pd.DataFrame(share, attention.index)
    panels = {name: panel_verdict(tagged, outcome) for name, outcome in by_segment.items()}
    return Verdicts(*judged_together(leads, panels))


def churn(seed: int, months: pd.Index, null_twin: bool) -> tuple["pd.Series[float]", pd.DataFrame]:
    """Accounts lost in each month over those of the month before: the company, its segments."""
    book = draw_book(seed, until(seed) - p.LAST, null_twin)
    lost, before = (np.zeros((len(book.active), len(p.SEGMENTS))) for _ in range(2))
    for month, (then, now) in enumerate(pairwise(book.active), start=1):
        left = set().union(*now.values())
        for segment, accounts in then.items():
            lost[month, segment] = len(set(accounts) - left)
            before[month, segment] = len(accounts)
    lost, before = lost[-p.MONTHS :], before[-p.MONTHS :]
    whole = pd.Series(lost.sum(axis=1) / before.sum(axis=1), months)
    return whole, pd.DataFrame(lost / before, months)


def nps_by_segment(answers: Answers, months: pd.Index) -> pd.DataFrame:
    """NPS of each segment by month; null where none of its customers answered."""
    net = answers.promoters.astype(int) - answers.detractors
    of = [answers.segment == n for n in range(len(p.SEGMENTS))]
    points, answered = (
        pd.DataFrame({n: by[:, own].sum(axis=1) for n, own in enumerate(of)}).set_axis(months)
        for by in (net, answers.answered)
    )
    return 100 * points / answered


def false_in_twins(seeds: int, slack: bool) -> Iterator[Row]:
    """Twins whose customers care nothing for the agenda: every order told is a false one."""
    twins = [asked(seed, null_twin=True) for seed in range(1, seeds + 1)]
    what, bound = "false lead in null twins", Bound(MOST_IN_TWINS, slack=slack)
    company, segments = ([t.by_company for t in twins], [t.by_segments for t in twins])
    first = sum(any(v.status == "signal" for v in t.leads.values()) for t in twins)
    yield Row(what, "company, NPS or churn, either direction", sum(company), seeds, bound)
    yield Row(what, "of these, attention first", first, seeds)
    yield Row(what, "segments, NPS or churn", sum(segments), seeds, bound)
    either = sum(map(or_, company, segments))
    yield Row(what, "anything told at all", either, seeds, bound)


def planted_lead(seeds: int) -> Iterator[Row]:
    """How often the lead of NPS that is there is told, by the company, its segments, or either."""
    what, found = "planted lead of NPS seen", [asked(n, False) for n in range(1, seeds + 1)]
    company = [is_planted(verdicts.leads["nps"]) for verdicts in found]
    segments = [is_planted_panel(verdicts.panels["nps"]) for verdicts in found]
    either = sum(map(or_, company, segments))
    yield Row(what, f"company, beta {p.BETA:g}", sum(company), seeds)
    yield Row(what, f"segments, beta {p.BETA:g}", sum(segments), seeds)
    yield Row(what, f"either, beta {p.BETA:g}", either, seeds)
    churns = sum(v.leads["churn"].status == "signal" for v in found)
    panels = sum(v.panels["churn"].status == "signal" for v in found)
    yield Row("planted lead of churn seen", f"company, gamma {p.GAMMA:g}", churns, seeds)
    yield Row("planted lead of churn seen", f"segments, gamma {p.GAMMA:g}", panels, seeds)
    yield _must(what, is_planted(asked(p.DEFAULT_SEED, False).leads["nps"]))


def is_planted_panel(verdict: PanelVerdict) -> bool:
    """Whether the segments tell of the lead, upwards and within a month of its lag."""
    near = abs((verdict.lag or 0) - p.LEAD) <= 1
    return verdict.status == "signal" and (verdict.r or 0) > 0 and near


def is_planted(verdict: LeadVerdict) -> bool:
    """Whether the lead is told, upwards, with a range that covers its lag, and no other order."""
    low, high = verdict.lag_range or (0, 0)
    right = verdict.status == "signal" and (verdict.r or 0) > 0 and low <= p.LEAD <= high
    return right and not verdict.together


def planted_drop(seeds: int) -> Iterator[Row]:
    """How often the drop is confirmed within a year, and how well it is then dated."""
    dated = [dates(seed) for seed in range(1, seeds + 1)]
    found = [since for since in dated if since is not None]
    near = sum(abs(since - p.DROP_BEGINS) <= NEAR for since in found)
    log = f"log intensity {p.DROP:g}"
    yield Row("planted drop confirmed in 12 months", log, len(found), seeds)
    yield Row("planted drop dated within 3 months", "of those confirmed", near, len(found))
    shipped = dates(p.DEFAULT_SEED)
    yield _must("planted drop confirmed in 12 months", shipped is not None)
    near_enough = shipped is not None and abs(shipped - p.DROP_BEGINS) <= NEAR
    yield _must("planted drop dated within 3 months", near_enough)


def dates(seed: int) -> int | None:
    """Where the new level is said to begin, if a change was confirmed in the year of the drop."""
    attention, _ = monthly_signals(seed, until(seed))
    place: Any = attention.index.get_loc
    for change in baseline(attention, "share").changes:
        if 0 <= place(change.confirmed) - p.DROP_BEGINS < WITHIN:
            return int(place(change.since))
    return None


def _must(what: str, seen: bool) -> Row:
    return Row(what, SHIPPED, int(seen), 1, Bound(1.0, "least", slack=False))
