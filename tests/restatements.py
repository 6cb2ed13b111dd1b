"""Every metric once more, in plain Python, row by row: slow, short and easy to check by eye.

Each takes rows as dictionaries with the columns of the tables, and gives the additive parts
``(numerator, denominator, squares, base)`` by ``(month, forum, segment)``.
"""

from calendar import monthrange
from collections import Counter, defaultdict
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

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


def of_each_response(answers):
    """The answers of every response, with its key: its first day and its lowest segment."""
    found = defaultdict(list)
    for answer in answers:
        found[answer["response_id"]].append(answer)
    for given in found.values():
        segment = min((answer["segment"] for answer in given if answer["segment"]), default="")
        yield survey_key(min(answer["answered_on"] for answer in given), segment), given


def response_rate(answers, invitations):
    returned, invited = Counter(key for key, _ in of_each_response(answers)), Counter()
    for invitation in invitations:
        invited[survey_key(invitation["invited_on"], invitation["segment"])] += 1
    return {
        key: (returned[key], invited[key], None, returned[key])
        for key in set(returned) | set(invited)
    }


def satisfaction(answers, invitations):
    """Every survey metric, by its key."""
    by_scale = {f"csat_{high}": csat(answers, high) for high in (5, 7, 10)}
    return by_scale | {
        "nps": nps(answers),
        "response_rate": response_rate(answers, invitations),
    }


def hundredths(amount):
    """An amount as whole hundredths, a half rounded up."""
    return int(100 * Decimal(str(amount)).quantize(Decimal("0.01"), ROUND_HALF_UP))


def snapshot(subscriptions, month):
    """Hundredths of revenue and segment of each customer on the last day of a month."""
    day, active = month_end(month), defaultdict(list)
    for row in subscriptions:
        running, cents = row["ended_on"] is None or day < row["ended_on"], hundredths(row["mrr"])
        if cents > 0 and row["started_on"] <= day and running:
            active[row["account_id"]].append((cents, row["segment"] or ""))
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
