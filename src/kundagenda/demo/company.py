"""The whole demo company as rows, table by table, from a seed and its last month."""

from dataclasses import dataclass

from kundagenda.demo import parameters as p
from kundagenda.demo.agenda import Row, draw_agenda
from kundagenda.demo.answers import draw_answers
from kundagenda.demo.book import draw_book, purchase_rows
from kundagenda.demo.follow_through import (
    action_rows,
    decision_rows,
    initiative_rows,
    priority_rows,
    target_group_rows,
    target_rows,
)
from kundagenda.demo.outcomes import outcome_rows
from kundagenda.demo.survey import survey_rows
from metrics.periods import last_day

NAME = "Nordlog AB"


@dataclass(frozen=True)
class Company:
    """The demo company.

    ``rows`` holds the rows of each table by its name, parents before children. Levels are the
    planted ones, as set by a person.
    """

    seed: int
    until: int
    null_twin: bool
    rows: dict[str, list[Row]]


def draw_company(seed: int, until: int, null_twin: bool = False) -> Company:
    """Draw the company whose last month has the number ``until``.

    The null twin is the same company, except that nothing its leadership talks about is ever
    felt by customers. The same arguments give the same rows; ``until`` twelve months later gives
    the same company a year later, save that meetings fall on other days of their month.
    """
    first = until - p.LAST
    agenda = draw_agenda(seed, first)
    answers = draw_answers(seed, first, 0.0 if null_twin else p.BETA)
    book = draw_book(seed, first, null_twin)
    invited, answered = survey_rows(seed, answers, book, first)
    decided = decision_rows(seed, agenda)
    rows = {
        "target_groups": target_group_rows(),
        "forums": agenda.forums,
        "meetings": agenda.meetings,
        "initiatives": initiative_rows(seed, first, agenda),
        "agenda_items": agenda.items,
        "decisions": decided,
        "actions": action_rows(seed, agenda, decided, last_day(until)),
        "priorities": priority_rows(agenda),
        "targets": target_rows(first),
        "survey_invitations": invited,
        "survey_answers": answered,
        "subscriptions": book.rows,
        "purchases": list(purchase_rows(seed, book, first)),
        "outcome_values": outcome_rows(seed, first),
    }
    return Company(seed, until, null_twin, rows)
