"""The worked examples of what becomes of agenda items: actions, decisions and initiatives.

Inputs are taken by name, so that an example with an input unknown to its adaptor fails.
"""

from golden_adaptors_agenda import hold
from golden_rows import day, offered, rows_of
from metrics.follow_through import Completion, FollowThrough, action_completion, follow_through
from metrics.initiatives import End, appearances, attention_life, initiatives_of
from metrics.survival import incidence_curve
from metrics.tables import actions, decisions, initiatives
from tables import insert_rows

STATES = ("open", "done", "cancelled")


def decide(engine, taken):
    """Decisions of one agenda item, each a day and its actions."""
    hold(engine, [[{"id": 1}]])
    numbered = list(enumerate(taken, start=1))
    insert_rows(
        engine,
        decisions,
        [{"id": n, "agenda_item_id": 1, "decided_on": on} for n, (on, _) in numbered],
    )
    insert_rows(
        engine, actions, [action(n, **each) for n, (_, follow) in numbered for each in follow]
    )


def action(decision, status, due, done):
    offered(status, STATES, "actions that are")
    return {
        "decision_id": decision,
        "text": "Åtgärd",
        "due_on": day(due),
        "done_on": day(done),
        "cancelled": status == "cancelled",
    }


def decision(date, actions):
    """A decision's day, and its actions."""
    return day(date), actions


def initiative(id, appearances, completed=None):
    """An initiative's columns, and the days on which it was on an agenda."""
    return {"name": id, "completed_on": day(completed)}, [day(text) for text in appearances]


def completion(engine, actions, as_of):
    decide(engine, [(day(as_of), actions)])
    found = Completion.pooled(rows_of(engine, action_completion(day(as_of))))
    return vars(found) | {
        "completion_rate": found.rate,
        "on_time_rate": found.on_time_rate,
    }


def followed(engine, decisions, as_of, horizon_days):
    decide(engine, [decision(**each) for each in decisions])
    found = FollowThrough.pooled(rows_of(engine, follow_through(day(as_of), horizon_days)))
    return vars(found) | {"follow_through": found.rate}


def life(engine, given, as_of, window_days):
    """Initiatives into the tables and their attention out; a meeting for every appearance."""
    told = list(enumerate((initiative(**each) for each in given), start=1))
    insert_rows(engine, initiatives, [{"id": n, **row} for n, (row, _) in told])
    seen = [(on, n) for n, (_, days) in told for on in days]
    agendas = [[{"initiative_id": n}] for _, n in seen]
    hold(engine, agendas, days=[on for on, _ in seen])
    rows = rows_of(engine, appearances(day(as_of)))
    return attention_life(initiatives_of(rows), day(as_of), window_days)


def half_life(engine, initiatives, as_of, window_days):
    found = life(engine, initiatives, as_of, window_days)
    return vars(found) | {
        "durations": sorted([spell.duration, int(spell.cause)] for spell in found.spells),
        "km": [[step.at, step.alive] for step in found.curve],
        "half_life_days": found.half_life,
    }


def competing(engine, initiatives, as_of, window_days):
    found = life(engine, initiatives, as_of, window_days)
    curve = incidence_curve(found.spells, (End.FADED, End.COMPLETED))
    return {
        "curve": [[step.at, *step.shares] for step in curve],
        "faded_by_180": found.faded_by_180 and found.faded_by_180.value,
        "completed_by_180": found.completed_by_180 and found.completed_by_180.value,
    }


FOLLOW_UP = {
    "action_completion": completion,
    "follow_through_90": followed,
    "attention_half_life": half_life,
    "attention_competing": competing,
}
