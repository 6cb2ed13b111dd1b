"""Overview counted once more from the raw rows of a company, for one view."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from math import sqrt

from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

import restatements
import restatements_withholding
from kundagenda.findings.view import View
from metrics import METRICS
from metrics.definition import Family
from metrics.periods import Grain
from random_company import END, Company

Z = 1.959963984540054
SCALES = {"share": 1, "percent": 100, "points": 100}


@dataclass
class Counted:
    """What every view of a company shares: counted once, since it takes seconds."""

    company: Company

    @cached_property
    def parts(self):
        """Parts of every metric by (month, forum, segment)."""
        company = self.company
        months = range(restatements.month_of(date(2021, 6, 1)), restatements.month_of(END))
        return (
            restatements.attention(company.forums, company.meetings, company.items)
            | restatements.satisfaction(company.answers, company.invitations)
            | restatements.retention(company.subscriptions, months)
        )

    @cached_property
    def shown(self):
        """What withholding allows of every survey metric, by size of period."""
        return {
            metric.key: restatements_withholding.may_be_shown(self._by_segment(metric.key))
            for metric in METRICS
            if metric.family is Family.SURVEY and metric.key in self.parts
        }

    def _by_segment(self, key):
        by_segment = {}
        for (month, _, segment), (*counts, squares, base) in self.parts[key].items():
            by_segment.setdefault(segment, {})[month] = (*counts, squares or 0, base)
        return by_segment


@dataclass
class Recount:
    """The figures of a company for one view."""

    counted: Counted
    view: View

    @property
    def company(self):
        """The rows that are counted."""
        return self.counted.company

    @property
    def last(self):
        """The month before that of tomorrow: the last that is over."""
        return restatements.month_of(self.view.as_of + timedelta(1)) - 1

    def chosen(self, metric):
        """A metric's parts by month: agendas by the view's forum, the rest by its segment."""
        agenda = metric.family is Family.AGENDA
        forum, segment = (self.view.forum, "") if agenda else ("", self.view.segment)
        months = {}
        for (month, of_forum, of_segment), row in self.counted.parts[metric.key].items():
            if (not forum or of_forum == forum) and (not segment or of_segment == segment):
                months.setdefault(month, []).append(row)
        return {month: _added(rows) for month, rows in months.items()}

    def year(self, metric, end):
        """Parts and base of the twelve months up to one."""
        return self._shown(metric, range(end - 11, end + 1), Grain.ROLLING12)

    def period(self, metric, months):
        """Parts and base of a period of the view's grain."""
        return self._shown(metric, months, self.view.grain)

    def _shown(self, metric, months, grain):
        """Parts, null where there are none or none may be shown; and the base."""
        monthly = self.chosen(metric)
        there = [monthly[month] for month in months if month in monthly]
        if not there:
            return None, 0
        found = there[-1] if metric.horizon == 12 else _added(there)
        if metric.family is not Family.SURVEY:
            return found, found[3]
        shown, unit = self.counted.shown[metric.key], self.view.segment or None
        if grain is Grain.ROLLING12:
            allowed = restatements_withholding.last_twelve(shown, unit, months[-1])
        else:
            allowed = shown[len(months)].get(unit, {}).get(months[0])
        return allowed, (allowed or found)[3]

    @cached_property
    def held(self):
        """Every held meeting in view, oldest first, as a day and its discussed items."""
        company, view = self.company, self.view
        names = {forum["id"]: forum["name"] for forum in company.forums}
        rows = restatements.discussed(company.forums, company.meetings, company.items)
        return [
            (row["held_on"], [item for _, meeting, item in rows if meeting["id"] == row["id"]])
            for row in sorted(company.meetings, key=lambda row: (row["held_on"], row["id"]))
            if row["status"] == "held"
            and row["held_on"] <= view.as_of
            and view.forum in ("", names[row["forum_id"]])
        ]

    @property
    def customer_days(self):
        """The days of the meetings in view with a customer item."""
        return [day for day, items in self.held if any(map(restatements.is_customer, items))]

    @property
    def decision_days(self):
        """The days of decisions on customer items, oldest first."""
        company, view = self.company, self.view
        names = {forum["id"]: forum["name"] for forum in company.forums}
        forum_of = {row["id"]: names[row["forum_id"]] for row in company.meetings}
        item_of = {row["id"]: row for row in company.items}
        return sorted(
            row["decided_on"]
            for row in company.decisions
            for item in [item_of[row["agenda_item_id"]]]
            if restatements.is_customer(item)
            and row["decided_on"] <= view.as_of
            and view.forum in ("", forum_of[item["meeting_id"]])
        )

    def longest_gap(self, start):
        """Days and kind of the longest gap from a day to the day of the view."""
        end = self.view.as_of
        inside = sorted({day for day in self.customer_days if start <= day <= end})
        if not inside:
            return (end - start).days, "no_customer_item"
        gaps = [((after - before).days, "internal") for before, after in pairwise(inside)]
        gaps += [((inside[0] - start).days, "left_edge"), ((end - inside[-1]).days, "right_edge")]
        return max(gaps, key=lambda gap: gap[0])


def _added(rows):
    """Rows of parts added; squares only where every row has them."""
    numerator, denominator, squares, base = zip(*rows, strict=True)
    return sum(numerator), sum(denominator), None if None in squares else sum(squares), sum(base)


def value(metric, parts):
    """The value of parts in the metric's unit; null without parts or without a denominator."""
    if parts is None or not parts[1]:
        return None
    return parts[0] / parts[1] * SCALES[metric.unit]


def interval(metric, parts):
    """Wilson for counts, adjusted Wald for NPS, none for revenue."""
    numerator, denominator, _, _ = parts
    if metric.unit == "points":
        error, score = nps_error(parts)
        return max(score - Z * error, -100), min(score + Z * error, 100)
    if metric.key.startswith(("grr", "nrr")) or numerator > denominator:
        return None, None
    low, high = proportion_confint(numerator, denominator, method="wilson")
    return SCALES[metric.unit] * low, SCALES[metric.unit] * high


def nps_error(parts):
    """Standard error and score, in points, with three answers more: 3/4, 3/2, 3/4."""
    numerator, denominator, squares, _ = parts
    p = ((squares + numerator) / 2 + 0.75) / (denominator + 3)
    d = ((squares - numerator) / 2 + 0.75) / (denominator + 3)
    return 100 * sqrt((p + d - (p - d) ** 2) / (denominator + 3)), 100 * (p - d)


def difference(metric, now, before):
    """The 95 % interval of a change, null where a figure has none."""
    if interval(metric, now)[0] is None or interval(metric, before)[0] is None:
        return None, None
    if metric.unit == "points":
        (error_1, score_1), (error_2, score_2) = nps_error(now), nps_error(before)
        margin = Z * sqrt(error_1**2 + error_2**2)
        return score_1 - score_2 - margin, score_1 - score_2 + margin
    low, high = confint_proportions_2indep(*now[:2], *before[:2], method="newcomb", compare="diff")
    return SCALES[metric.unit] * low, SCALES[metric.unit] * high
