"""What the line since the decision rests on: definition, counts, period, interval, themes."""

from collections.abc import Iterator

from kundagenda.findings.say_do import SayDo
from kundagenda.panels.amounts import part
from kundagenda.panels.reader import lang, plain, tell, tell_many
from kundagenda.texts.numbers import day, number, percent
from metrics import customer_item_share


def say_do_help(since: SayDo) -> str:
    """Sentences for whoever asks how it was counted."""
    return " ".join((_definition(since), *_counts(since), *_debt(since), *_themes(since)))


def _definition(since: SayDo) -> str:
    if since.in_minutes:
        return tell(
            "Minutes of customer items as a share of the minutes that are known, on meetings "
            "where half of the items have any, formalities left out."
        )
    return tell(customer_item_share.definition)


def _counts(since: SayDo) -> Iterator[str]:
    yield tell(
        "From {first} to {last}.",
        first=day(since.priority.decided_on, lang()),
        last=day(since.until, lang()),
    )
    if since.priority.forum:
        yield tell("Meetings of {forum}.", forum=plain(since.priority.forum))
    if since.meetings:
        yield tell_many(
            "{part}, on {count} meeting.",
            "{part}, on {count} meetings.",
            since.meetings,
            part=part(since.customer, since.total),
            count=number(since.meetings, lang()),
        )
    if since.low is not None:
        yield tell("In brackets the 95% interval, by drawing the meetings anew.")


def _debt(since: SayDo) -> Iterator[str]:
    declared = since.priority.declared_share
    if since.debt is None or declared is None:
        return
    yield tell(
        "Owed: {declared} of {total} less {got}, never under 0.",
        declared=percent(declared, lang()),
        total=number(since.total, lang()),
        got=number(since.customer, lang()),
    )


def _themes(since: SayDo) -> Iterator[str]:
    ranking = since.ranking
    if since.rank is not None:
        by_minutes, by_items = (
            tell("The place among themes is by minutes, on the same meetings."),
            tell("The place among themes is by items, on the same meetings."),
        )
        yield by_minutes if since.in_minutes else by_items
    if not ranking.unsorted:
        return
    counts = {
        "count": number(ranking.unsorted, lang()),
        "items": number(ranking.items, lang()),
    }
    if ranking.told:
        yield tell("{count} of {items} items have no theme.", **counts)
    else:
        yield tell(
            "{count} of {items} items have no theme, so the customer’s place among the themes "
            "cannot be told.",
            **counts,
        )
