"""Every metric of a whole company once more, by its key, in plain Python."""

from datetime import date

import restatements
import restatements_agenda
import restatements_retention
import restatements_survey
from metrics.periods import month_number
from metrics.scope import Scope
from random_company import END, Company

FIRST_START = date(2021, 6, 1)


def every(company: Company):
    """Parts by metric key, then month, forum and segment, for all that refresh computes."""
    months = range(month_number(FIRST_START), month_number(END))
    held = [meeting for meeting in company.meetings if meeting["status"] == "held"]
    book = Scope(months[0], months[-1])
    bought = [month_number(row["bought_on"]) for row in company.purchases]
    bridge = restatements_retention.bridge(company.subscriptions, book)
    return (
        restatements_agenda.attention(company.forums, held, company.items, company.decisions)
        | restatements_survey.satisfaction(company.answers, company.invitations)
        | restatements.retention(company.subscriptions, months)
        | {f"mrr_{kind}": parts for kind, parts in bridge.items()}
        | {
            "repeat_rate": restatements_retention.repeat_rate(
                company.purchases, Scope(min(bought), months[-1])
            ),
            "outcome:uptime": restatements_survey.outcome(company.outcomes, "uptime"),
        }
    )
