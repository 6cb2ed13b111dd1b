"""What customers do once more, month by month from whole snapshots; and the books to compare on."""

from collections import Counter, defaultdict
from datetime import date
from itertools import count

from hypothesis import strategies as st

from metrics.periods import parse_month
from metrics.scope import Scope
from restatements import hundredths, month_of, snapshot

SPRING = Scope(parse_month("2024-01"), parse_month("2024-06"))
KINDS = ("new", "expansion", "contraction", "churn", "reactivation")


def months_in(scope):
    return range(scope.first, scope.last + 1)


def history(subscriptions, last):
    """The snapshots of all months, from the first start to the last month asked for."""
    first = min((month_of(row["started_on"]) for row in subscriptions), default=last)
    return defaultdict(dict, {m: snapshot(subscriptions, m) for m in range(first, last + 1)})


def first_seen(book):
    """Each account's first month in a snapshot, and its segment then."""
    found = {}
    for month in sorted(book):
        for account, (_, segment) in book[month].items():
            found.setdefault(account, (month, segment))
    return found


def kind_of(paid, pays, known):
    """The kind of an account's movement, its amount and whether it was a customer; null if none."""
    if not paid:
        return ("reactivation" if known else "new", pays, False) if pays else None
    if not pays:
        return "churn", paid, True
    if pays > paid:
        return "expansion", pays - paid, True
    return ("contraction", paid - pays, True) if pays < paid else None


def bridge(subscriptions, scope):
    """Every movement of recurring revenue, by its kind."""
    book, found = history(subscriptions, scope.last), {}
    seen = first_seen(book)
    for kind in KINDS:
        found[kind] = {}
        for month in months_in(scope):
            then, now = book[month - 1], book[month]
            opening, moved, accounts = Counter(), Counter(), Counter()
            for cents, segment in then.values():
                opening[segment] += cents
            for account in then | now:
                paid, at = then.get(account, (0, None))
                pays, to = now.get(account, (0, None))
                movement = kind_of(paid, pays, seen[account][0] < month)
                if movement and movement[0] == kind:
                    segment = at if movement[2] else to
                    moved[segment] += movement[1]
                    accounts[segment] += 1
            for segment in opening | moved:
                parts = moved[segment] / 100, opening[segment] / 100, None, accounts[segment]
                found[kind][month, "", segment] = parts
    return found


def arrivals(subscriptions, scope, horizon):
    """New and reactivated accounts by month and segment."""
    book, found = history(subscriptions, scope.last), defaultdict(lambda: [0, 0])
    for month in months_in(scope):
        for account, (_, segment) in book[month].items():
            if account not in book[month - horizon]:
                earlier = any(account in book[m] for m in list(book) if m < month - horizon)
                found[month, segment][earlier] += 1
    return {key: tuple(counts) for key, counts in found.items()}


def intra_month(subscriptions, scope):
    """Subscriptions that no snapshot can have, by month and segment."""
    found = Counter()
    for row in subscriptions:
        start, end, month = row["started_on"], row["ended_on"], month_of(row["started_on"])
        within = end and start <= end and month == month_of(end)
        if within and hundredths(row["mrr"]) > 0 and month in months_in(scope):
            found[month, row["segment"] or ""] += 1
    return dict(found)


def cohorts(subscriptions, scope):
    """Size, accounts and revenue by cohort, month and segment."""
    book, found, members = history(subscriptions, scope.last), {}, defaultdict(list)
    for account, key in first_seen(book).items():
        members[key].append(account)
    for (cohort, segment), accounts in members.items():
        for month in months_in(scope):
            left = [book[month][account][0] for account in accounts if account in book[month]]
            if month >= cohort:
                parts = len(accounts), len(left), sum(left) / 100
                found[cohort, month, segment] = parts
    return found


def tenures(subscriptions, scope):
    """Accounts by segment, months stayed, age at entry and whether they left."""
    book, found = history(subscriptions, scope.last), Counter()
    for account, (first, segment) in first_seen(book).items():
        month = first
        while month < scope.last and account in book[month]:
            month += 1
        entered = scope.first - first if first < scope.first else None
        if entered is None or month > scope.first:
            found[segment, month - first, entered, int(account not in book[month])] += 1
    return dict(found)


def repeat_rate(purchases, scope):
    """Buyers of one window who buy in the next, by month and segment."""
    found, bought = {}, [row for row in purchases if hundredths(row["amount"]) > 0]
    for month in months_in(scope):
        amounts, again, hits = defaultdict(Counter), set(), defaultdict(list)
        for row in bought:
            if month - 5 <= month_of(row["bought_on"]) <= month - 3:
                amounts[row["account_id"]][row["segment"] or ""] += hundredths(row["amount"])
            if month - 2 <= month_of(row["bought_on"]) <= month:
                again.add(row["account_id"])
        for account, by_segment in amounts.items():
            segment = min(by_segment, key=lambda code, sums=by_segment: (-sums[code], code))
            hits[segment].append(account in again)
        for segment, flags in hits.items():
            found[month, "", segment] = (sum(flags), len(flags), None, len(flags))
    return found


def row(account, segment, started, ended, mrr):
    return {
        "account_id": account,
        "segment": segment,
        "started_on": date.fromisoformat(started),
        "ended_on": date.fromisoformat(ended) if ended else None,
        "mrr": mrr,
    }


# Every edge that we know of; the tests assert that each is met by what it makes.
EDGES = [
    row("until_end_of_month", "n", "2024-01-31", "2024-03-31", 10.0),
    row("until_next_month", "n", "2024-02-01", "2024-04-01", 10.0),
    row("leap_day", "n", "2024-02-29", "2024-05-15", 20.0),
    row("ends_on_leap_day", "n", "2023-12-31", "2024-02-29", 20.0),
    row("free", "n", "2023-01-01", None, 0.0),
    row("half_an_ore", "n", "2023-01-01", None, 0.004),
    row("credit", "n", "2023-01-01", None, -5.0),
    row("fractions", None, "2023-02-01", "2024-04-10", 12.345),
    row("fractions", None, "2024-03-01", None, 0.125),
    row("hundredth", "h", "2023-06-01", "2024-02-15", 0.01),
    row("hundredth", "h", "2024-03-01", None, 0.01),
    row("hundredth", "h", "2024-05-01", "2024-06-10", 0.01),
    row("returns", "s", "2023-01-15", "2024-02-01", 100.0),
    row("returns", "n", "2024-04-01", None, 80.0),
    row("moves", "n", "2023-06-01", "2024-03-15", 100.0),
    row("moves", "s", "2024-03-15", None, 70.0),
    row("tie", "z", "2024-01-01", None, 10.0),
    row("tie", "a", "2024-01-01", "2024-05-20", 10.0),
    row("alone", "w", "2024-01-01", "2024-03-10", 30.0),
    row("within_month", "n", "2024-05-01", "2024-05-31", 40.0),
    row("same_day", "s", "2024-05-10", "2024-05-10", 40.0),
    row("ends_before", "s", "2024-05-10", "2024-05-02", 40.0),
    row("to_a_new_segment", "new", "2024-06-30", None, 40.0),
    row("ancient", "s", "1970-01-01", "9999-12-31", 7.0),
    row("long_gone", "s", "2019-01-01", "2020-01-01", 7.0),
    row("later", "s", "2024-07-01", None, 7.0),
]

_days = [date(2024, m, d) for m in (1, 2, 3, 4, 5, 6) for d in (1, 15)]
_days += [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31), date(2024, 6, 30)]
_days += [date(2022, 12, 31), date(2023, 2, 1), date(2023, 3, 31), date(2023, 12, 31)]
_subscription = st.fixed_dictionaries(
    {
        "account_id": st.sampled_from("aabbcd"),
        "segment": st.sampled_from([None, "north", "south"]),
        "started_on": st.sampled_from(_days),
        "ended_on": st.one_of(st.none(), st.sampled_from(_days)),
        "mrr": st.sampled_from([0.0, 0.004, 10.0, 10.0, 12.345, 25.5, 99.99, 1000.0]),
    }
)


def numbered(books):
    """The rows of many books as one, each with accounts and segments of its own."""
    return [
        given
        | {
            "account_id": f"{number}{given['account_id']}",
            "segment": given["segment"] and f"{number}{given['segment']}",
        }
        for number, book in zip(count(), books, strict=False)
        for given in book
    ]


many_books = st.lists(st.lists(_subscription, max_size=12), max_size=12).map(numbered)
