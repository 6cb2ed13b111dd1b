"""The promise since its day once more, in plain Python, row by row."""

from collections import defaultdict

from restatements import discussed, is_customer


def minutes_of(item):
    """Minutes as they were, else as planned; a negative number says nothing."""
    for name in ("actual_minutes", "planned_minutes"):
        if item[name] is not None and item[name] >= 0:
            return item[name]
    return None


def theme_of(item):
    if is_customer(item):
        return "customer"
    return item["theme"] if item["theme"] not in (None, "", "customer") else "unsorted"


def since(forums, meetings, items, priority, as_of):
    """Meetings counted and left out, what the customer got of all, the debt, and the rank."""
    agendas = defaultdict(list)
    for forum, meeting, item in discussed(forums, meetings, items):
        inside = priority.decided_on <= meeting["held_on"] <= as_of
        if inside and priority.forum in ("", forum):
            agendas[meeting["id"]].append(item)
    in_items = priority.basis == "items"
    counted = [of for of in agendas.values() if in_items or is_timed(of)]
    amounts = [
        (theme_of(item), 1 if in_items else minutes_of(item) or 0) for of in counted for item in of
    ]
    every = [item for of in agendas.values() for item in of]
    got = sum(amount for theme, amount in amounts if theme == "customer")
    total = sum(amount for _, amount in amounts)
    return {
        "meetings": len(counted),
        "left_out": len(agendas) - len(counted),
        "items": len(every),
        "untimed": 0 if in_items else sum(minutes_of(item) is None for item in every),
        "customer": got,
        "total": total,
        "debt": max(0, priority.declared_share * total - got),
        "rank": rank(amounts),
    }


def is_timed(agenda):
    known = [minutes_of(item) for item in agenda if minutes_of(item) is not None]
    return 2 * len(known) >= len(agenda) and sum(known) > 0


def rank(amounts):
    """How many themes have more than the customer, and one; null where too many have none."""
    by_theme = defaultdict(float)
    for theme, amount in amounts:
        by_theme[theme] += amount
    if 5 * sum(theme == "unsorted" for theme, _ in amounts) > len(amounts):
        return None
    others = [by_theme[theme] for theme in by_theme if theme != "unsorted"]
    return 1 + sum(amount > by_theme.get("customer", 0) for amount in others)
