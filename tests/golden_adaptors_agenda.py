"""The worked examples of the agenda: their rows into the tables, figures out of the statements.

Inputs are taken by name, so that an example with an input unknown to its adaptor fails.
"""

from golden_rows import DAY, day, interval, read, sums_of
from kundagenda.findings.background import background_of
from kundagenda.findings.rhythm import meetings_of, rhythm_of
from kundagenda.findings.view import View
from metrics.attention import (
    customer_item_share,
    customer_meeting_share,
    decision_rate,
    deep_share,
    level_fix,
    level_improve,
    level_measure,
    level_value,
    position_index,
)
from metrics.minutes import MINUTE_PARTS, minute_share, minutes_imputed
from metrics.rhythm import longest_gap
from metrics.tables import agenda_items, decisions, forums, meetings
from tables import insert_rows

LEVEL_SHARES = {
    "measure": level_measure,
    "fix": level_fix,
    "improve": level_improve,
    "value": level_value,
}


def item(customer, formal=False, minutes=None):
    """The columns of an agenda item as the examples describe one."""
    level = "fix" if customer else "none"
    return {"level": level, "level_best": level, "formal": formal, "actual_minutes": minutes}


def hold(engine, agendas, days=None, lengths=None):
    """Meetings of one forum, in order, each with its items; all on one day if none are named."""
    insert_rows(engine, forums, [{"id": 1}])
    days, lengths = days or [DAY for _ in agendas], lengths or [None for _ in agendas]
    held = list(enumerate(zip(days, lengths, agendas, strict=True), start=1))
    insert_rows(
        engine,
        meetings,
        [{"id": n, "held_on": on, "actual_minutes": long} for n, (on, long, _) in held],
    )
    rows = [{"meeting_id": n, **row} for n, (_, _, agenda) in held for row in agenda]
    insert_rows(engine, agenda_items, rows)


def sitting(length_min, items):
    """A meeting's length and its items' rows."""
    return length_min, [item(**each) for each in items]


def counted(n_items, n_customer):
    """The rows of a meeting of which only the numbers of items are told."""
    return [item(n < n_customer) for n in range(n_items)]


def decided(customer, decisions):
    """An item's row, and how many decisions hang on it."""
    return item(customer), decisions


def share(engine, metric):
    """Numerator, denominator and interval of a share, under the names of the examples."""
    found = read(engine, metric)
    return {
        "numerator": found.numerator,
        "denominator": found.denominator,
        "share": found.value,
        "ci95": interval(found),
    }


def item_share(engine, items):
    hold(engine, [[item(**each) for each in items]])
    return share(engine, customer_item_share)


def time_share(engine, meetings):
    told = [sitting(**meeting) for meeting in meetings]
    hold(engine, [rows for _, rows in told], lengths=[length for length, _ in told])
    sums = {metric.key: sums_of(engine, metric) for metric in MINUTE_PARTS}
    found = minute_share({key: (of.numerator, of.denominator) for key, of in sums.items()})
    return {
        "recorded_share": found.recorded_share,
        # Under half of the minutes known the product shows none; the examples expect it.
        "imputed_share": read(engine, minutes_imputed).value,
        "duration_coverage": found.coverage,
        "bounds": None if found.low is None else [found.low, found.high],
    }


def rhythm(engine, as_of):
    with engine.connect() as connection:
        held = meetings_of(connection, View(as_of))
    return held, rhythm_of(held, [], View(as_of))


def meeting_frequency(engine, meetings):
    hold(engine, [counted(**each) for each in meetings])
    _, found = rhythm(engine, DAY)
    return share(engine, customer_meeting_share) | {"no_agenda": found.meetings_without_agenda}


def on_days(engine, dates, customer):
    hold(engine, [[item(flag)] for flag in customer], days=[day(text) for text in dates])


def recency(engine, dates, customer, as_of):
    on_days(engine, dates, customer)
    return {"recency_days": rhythm(engine, day(as_of))[1].recency_days}


def gap(engine, dates, customer, window_start, window_end):
    on_days(engine, dates, customer)
    held, _ = rhythm(engine, day(window_end))
    customer_days = [meeting.held_on for meeting in held if meeting.customer]
    found = longest_gap(customer_days, day(window_start), day(window_end))
    return {"longest_gap_days": found.days, "kind": found.kind}


def streaks(engine, flags):
    """A flag of null is a meeting without an agenda."""
    hold(engine, [[] if flag is None else [item(flag)] for flag in flags])
    found = rhythm(engine, DAY)[1].streak
    return {"current": found.current, "longest": found.longest}


def position(engine, meetings):
    hold(engine, [[item(**each) for each in agenda] for agenda in meetings])
    found = read(engine, position_index)
    return {"n": found.base, "position_index": found.value, "ci95": interval(found)}


def level_mix(engine, levels):
    """A level of null is a customer item whose level nobody could tell."""
    rows = [
        item(True) | {"level": level or "unclear", "level_best": level or "none"}
        for level in levels
    ]
    hold(engine, [rows])
    deep = read(engine, deep_share)
    with engine.connect() as connection:
        unclassified = background_of(connection).unclear
    return {
        "n": deep.base,
        "unclassified": unclassified,
        "shares": {name: read(engine, metric).value for name, metric in LEVEL_SHARES.items()},
        "deep_share": deep.value,
        "deep_ci95": interval(deep),
    }


def decision_rates(engine, items):
    told = list(enumerate((decided(**each) for each in items), start=1))
    hold(engine, [[{"id": n, **row} for n, (row, _) in told]])
    taken = [{"agenda_item_id": n} for n, (_, count) in told for _ in range(count)]
    insert_rows(engine, decisions, taken)
    found = share(engine, decision_rate)
    return found | {"rate": found["share"]}


AGENDA = {
    "item_share": item_share,
    "time_share": time_share,
    "meeting_frequency": meeting_frequency,
    "recency_days": recency,
    "longest_gap": gap,
    "streak": streaks,
    "position_index": position,
    "level_mix": level_mix,
    "decision_rate": decision_rates,
}
