"""The line under the decision: what the customer has got since, what is owed, and its place."""

from datetime import date

import streamlit as st

from kundagenda.access.figures import figures
from kundagenda.findings.overview import Overview, Priority
from kundagenda.findings.say_do import Lack, SayDo, say_do_of
from kundagenda.findings.view import View
from kundagenda.panels.amounts import part
from kundagenda.panels.once import once
from kundagenda.panels.reader import lang, tell, tell_many
from kundagenda.panels.say_do_help import say_do_help
from kundagenda.panels.values import Opened, Version
from kundagenda.shown.reach import Choice, whatever
from kundagenda.texts.measures import written, written_change
from kundagenda.texts.numbers import number, span
from metrics import customer_item_share


def since_decided(data: Opened, found: Overview) -> None:
    """The real share beside the declared one, the debt and the rank; nothing while undeclared."""
    if found.priority is None:
        return
    since = _since(data.version, found.priority, found.view.as_of)
    if since is not None:
        counted = (_share(since), _owed(since), _unknown(since), _place(since))
        said = (*counted, _unreached(since, found.view))
        st.markdown(" ".join(filter(None, said)), help=say_do_help(since))


@once
def _since(named: Version, priority: Priority, as_of: date) -> SayDo | None:
    with figures() as connection:
        return say_do_of(connection, priority, as_of)


def _share(since: SayDo) -> str:
    if since.share is None:
        return _why_none(since)
    share = f"**{written(customer_item_share, since.share, lang())}**"
    if since.low is not None and since.high is not None:
        share += f" ({span(100 * since.low, 100 * since.high, lang())})"
    if since.priority.declared_share is None:
        if since.in_minutes:
            return tell("Since then {share} of known minutes.", share=share)
        return tell("Since then {share} of items.", share=share)
    distance = _distance(since.share, since.priority.declared_share)
    low, high = since.gap_interval
    if low is not None and high is not None and low <= 0 <= high:
        distance = tell("{distance}, within chance", distance=distance)
    return tell("Since then {share}, {distance}.", share=share, distance=distance)


def _why_none(since: SayDo) -> str:
    known, got = number(since.meetings, lang()), part(since.customer, since.total)
    if since.lack is Lack.MINUTES:
        every = number(since.meetings + since.left_out, lang())
        return tell(
            "Since then the minutes of {known} of {meetings} meetings are known: too few to tell.",
            known=known,
            meetings=every,
        )
    if since.lack is not Lack.FEW:
        return tell("Since then no meeting with an agenda.")
    if since.in_minutes:
        return tell_many(
            "Since then {part} minutes on {count} meeting: too few to compare.",
            "Since then {part} minutes on {count} meetings: too few to compare.",
            since.meetings, part=got, count=known,
        )  # fmt: skip
    return tell_many(
        "Since then {part} items on {count} meeting: too few to compare.",
        "Since then {part} items on {count} meetings: too few to compare.",
        since.meetings, part=got, count=known,
    )  # fmt: skip


def _distance(share: float, declared: float) -> str:
    """How far from the promise, in whole points where the two are not written alike."""
    decimals = 0 if written_change(100 * share, 100 * declared, 0) else 1
    points = written_change(100 * share, 100 * declared, decimals)
    if not points:
        return tell("as promised")
    size, count = number(abs(points), lang(), decimals), 2 if decimals else round(abs(points))
    if points < 0:
        return tell_many("{points} point below", "{points} points below", count, points=size)
    return tell_many("{points} point above", "{points} points above", count, points=size)


def _owed(since: SayDo) -> str:
    if since.debt is None:
        return ""
    owed = round(since.debt)
    if not owed:
        return tell("Nothing owed.")
    count = number(owed, lang())
    if since.in_minutes:
        return tell_many("{count} minute owed.", "{count} minutes owed.", owed, count=count)
    return tell_many("{count} item owed.", "{count} items owed.", owed, count=count)


def _unknown(since: SayDo) -> str:
    """How many items have no known minutes, where minutes are counted."""
    if not since.untimed or since.lack is Lack.MINUTES:
        return ""
    return tell_many(
        "The minutes of {count} of {items} item are not known.",
        "The minutes of {count} of {items} items are not known.",
        since.items,
        count=number(since.untimed, lang()),
        items=number(since.items, lang()),
    )


def _place(since: SayDo) -> str:
    if since.rank is None:
        return ""
    return tell(
        "Since then the customer is theme {rank} of {themes}.",
        rank=number(since.rank, lang()),
        themes=number(since.ranking.of, lang()),
    )


def _unreached(since: SayDo, view: View) -> str:
    """The choices that narrow none of it: what was promised holds for its own forum and time."""
    of_its_own = since.priority.forum == view.forum
    forum = () if of_its_own else (Choice.FORUM,)
    told = whatever(view, *forum, Choice.GROUP, Choice.PERIOD, Choice.STEP)
    return f":gray[{told}]" if told else ""
