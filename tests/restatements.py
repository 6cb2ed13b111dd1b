"""Every metric once more, in plain Python, row by row: slow, short and easy to check by eye.

Each takes rows as dictionaries with the columns of the tables, and gives the additive parts
``(numerator, denominator, squares, base)`` by ``(month, forum, segment)``.
"""

from calendar import monthrange
from collections import Counter, defaultdict
from datetime import date

CUSTOMER = ("measure", "fix", "improve", "value")


def month_of(day):
    return day.year * 12 + day.month - 1


def month_end(month):
    year, index = divmod(month, 12)
    return date(year, index + 1, monthrange(year, index + 1)[1])


def discussed(forums, meetings, items):
    """Each discussed item with its meeting and the name of its forum."""
    names = {forum["id"]: forum["name"] for forum in forums}
    held = {meeting["id"]: meeting for meeting in meetings if meeting["status"] == "held"}
    return [
        (names[held[item["meeting_id"]]["forum_id"]], held[item["meeting_id"]], item)
        for item in items
        if item["meeting_id"] in held and not item["formal"] and item["outcome"] != "deferred"
    ]


def shares(keys_and_hits):
    """Parts of a share, from pairs of a key and whether it counts."""
    hits, bases = Counter(), Counter()
    for key, hit in keys_and_hits:
        hits[key] += hit
        bases[key] += 1
    return {key: (hits[key], bases[key], None, bases[key]) for key in bases}


def item_shares(rows, counts, belongs=lambda item: True):
    return shares(
        ((month_of(meeting["held_on"]), forum, item["segment"] or ""), counts(item))
        for forum, meeting, item in rows
        if belongs(item)
    )


def is_customer(item):
    return item["level_best"] in CUSTOMER


def meeting_shares(rows):
    agendas = defaultdict(list)
    for forum, meeting, item in rows:
        agendas[month_of(meeting["held_on"]), forum, meeting["id"]].append(is_customer(item))
    return shares(((month, forum, ""), any(flags)) for (month, forum, _), flags in agendas.items())


def attention(forums, meetings, items):
    """Every agenda metric, by its key."""
    rows = discussed(forums, meetings, items)
    found = {
        "customer_item_share": item_shares(rows, is_customer),
        "customer_meeting_share": meeting_shares(rows),
        "first_appearance_share": item_shares(rows, lambda i: i["first_seen_item_id"] is None),
    }
    for level in CUSTOMER:
        found[f"level_{level}"] = item_shares(
            rows, lambda item, level=level: item["level_best"] == level, is_customer
        )
    return found


def survey_key(day, segment):
    return month_of(day), "", segment or ""


def nps(answers):
    scores = defaultdict(list)
    for answer in answers:
        if answer["instrument"] == "nps" and answer["score"] in range(11):
            scores[survey_key(answer["answered_on"], answer["segment"])].append(answer["score"])
    return {key: nps_parts(given) for key, given in scores.items()}


def nps_parts(scores):
    promoters = sum(score >= 9 for score in scores)
    detractors = sum(score <= 6 for score in scores)
    return promoters - detractors, len(scores), promoters + detractors, len(scores)


def csat(answers, scale_high):
    best = defaultdict(list)
    for answer in answers:
        low, high, score = answer["scale_low"], answer["scale_high"], answer["score"]
        if answer["instrument"] != "csat" or (low, high) != (1, scale_high) or score is None:
            continue
        if low <= score <= high:
            top = score in ((high - 1, high) if answer["high_is_good"] else (low, low + 1))
            best[survey_key(answer["answered_on"], answer["segment"])].append(top)
    return {key: (sum(tops), len(tops), None, len(tops)) for key, tops in best.items()}


def response_rate(answers, invitations):
    returned, invited = defaultdict(set), Counter()
    for answer in answers:
        key = survey_key(answer["answered_on"], answer["segment"])
        returned[key].add(answer["response_id"])
    for invitation in invitations:
        invited[survey_key(invitation["invited_on"], invitation["segment"])] += 1
    return {
        key: (len(returned[key]), invited[key], None, len(returned[key]))
        for key in set(returned) | set(invited)
    }


def satisfaction(answers, invitations):
    """Every survey metric, by its key."""
    by_scale = {f"csat_{high}": csat(answers, high) for high in (5, 7, 10)}
    return by_scale | {
        "nps": nps(answers),
        "response_rate": response_rate(answers, invitations),
    }


def snapshot(subscriptions, month):
    """Hundredths of revenue and segment of each customer on the last day of a month."""
    day, active = month_end(month), defaultdict(list)
    for row in subscriptions:
        running = row["ended_on"] is None or day < row["ended_on"]
        if row["mrr"] > 0 and row["started_on"] <= day and running:
            active[row["account_id"]].append((round(100 * row["mrr"]), row["segment"] or ""))
    return {
        account: (
            sum(cents for cents, _ in spells),
            min(segment for cents, segment in spells if cents == max(spells)[0]),
        )
        for account, spells in active.items()
    }


def retention(subscriptions, months):
    """Every retention metric, by its key, for the months."""
    found = {}
    for ending, horizon in (("_month", 1), ("", 12)):
        churn, gross, net = {}, {}, {}
        for month in months:
            then, now = snapshot(subscriptions, month - horizon), snapshot(subscriptions, month)
            for segment in {segment for _, segment in then.values()}:
                opening = {a: cents for a, (cents, of) in then.items() if of == segment}
                closing = {a: now[a][0] if a in now else 0 for a in opening}
                kept = sum(min(opening[a], closing[a]) for a in opening) / 100
                base, paid = len(opening), sum(opening.values()) / 100
                key = (month, "", segment)
                churn[key] = (sum(a not in now for a in opening), base, None, base)
                gross[key] = (kept, paid, None, base)
                net[key] = (sum(closing.values()) / 100, paid, None, base)
        found |= {"logo_churn" + ending: churn, "grr" + ending: gross, "nrr" + ending: net}
    return found


SIZES = {"month": 1, "quarter": 3, "year": 12}


def added(parts):
    """Parts added column by column; null where there is nothing to add."""
    parts = list(parts)
    return tuple(map(sum, zip(*parts, strict=True))) if parts else None


def whole_company(by_segment):
    """Parts by month, all segments added."""
    months = {month for monthly in by_segment.values() for month in monthly}
    return {
        month: added(monthly[month] for monthly in by_segment.values() if month in monthly)
        for month in months
    }


def by_period(monthly, size):
    """Parts by the first month of each period of so many months."""
    starts = {month - month % size for month in monthly}
    return {
        start: added(monthly[m] for m in range(start, start + size) if m in monthly)
        for start in starts
    }


def own_size(monthly, first, last):
    """The size of the finest periods of which nine in ten have ten answers or more."""
    for size in SIZES.values():
        window = [m for m in range(max(first, last - 23), last + 1)]
        starts = {m - m % size for m in window}
        inside = {s for s in starts if s >= window[0] and s + size - 1 <= last} or starts
        bases = by_period(monthly, size)
        enough = [s for s in inside if s in bases and bases[s][-1] >= 10]
        if 10 * len(enough) >= 9 * len(inside):
            return size
    return None


def joined(sizes, units):
    """A segment alone at a coarser size than the rest is joined by the smallest of them."""
    answers = {unit: sum(row[-1] for row in monthly.values()) for unit, monthly in units.items()}
    for size in SIZES.values():
        if (sizes[None] or 99) > size:
            continue
        coarse = [u for u in units if u is not None and answers[u] and (sizes[u] or 99) > size]
        rest = [u for u in units if u is not None and (sizes[u] or 99) <= size]
        if len(coarse) == 1 and sizes[coarse[0]] and rest:
            sizes[min(rest, key=lambda u: (answers[u], u))] = sizes[coarse[0]]
    return sizes


def may_be_shown(by_segment):
    """Parts ``(..., base)`` by size, then unit (null: the company), then first month."""
    units = {None: whole_company(by_segment), **by_segment}
    if not units[None]:
        return {size: {unit: {} for unit in units} for size in SIZES.values()}
    first, last = min(units[None]), max(units[None])
    sizes = joined({unit: own_size(monthly, first, last) for unit, monthly in units.items()}, units)
    shown = {}
    for size in SIZES.values():
        shown[size] = {}
        for unit, monthly in units.items():
            parts = {}
            if sizes[unit] == size:
                parts = by_period(monthly, size)
            elif sizes[unit] is not None and sizes[unit] < size:
                finer = shown[{3: 1, 12: 3}[size]][unit]
                parts = by_period(finer, size)
            shown[size][unit] = {start: row for start, row in parts.items() if row[-1] >= 10}
        all_of_it = {unit: by_period(monthly, size) for unit, monthly in by_segment.items()}
        for start in shown[size][None]:
            answering = [u for u in by_segment if start in all_of_it[u] and all_of_it[u][start][-1]]
            visible = [
                unit
                for unit in answering
                if start in shown[size][unit]
                and shown[size][unit][start][-1] == all_of_it[unit][start][-1]
            ]
            if len(answering) - len(visible) == 1 and visible:
                del shown[size][min(visible, key=lambda u: (shown[size][u][start][-1], u))][start]
    return shown


def last_twelve(shown, unit, month):
    """What is shown of the twelve months up to one, each stretch at its finest; null under 10."""
    covered, parts = set(), []
    for size in SIZES.values():
        for start, row in shown[size].get(unit, {}).items():
            months = set(range(start, start + size))
            if start > month - 12 and start + size - 1 <= month and not months & covered:
                covered |= months
                parts.append(row)
    return added(parts) if added(parts) and added(parts)[-1] >= 10 else None
