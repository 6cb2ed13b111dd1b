"""What is due, in sentences, and as one message for a channel."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from textwrap import shorten

from kundagenda.findings.due import Due, Moved, Silent, Stale
from kundagenda.findings.outcomes import Aimed
from kundagenda.findings.promises import Promise
from kundagenda.findings.said import Said
from kundagenda.findings.undone import Undone
from kundagenda.shown.aim_words import aimed_name, aimed_now, aimed_target
from kundagenda.shown.promise_words import promise_sentence
from kundagenda.shown.sources import invented
from kundagenda.texts.numbers import day, number
from kundagenda.texts.sentences import cut, metric_name, sentence
from kundagenda.texts.told import lang, tell, tell_many

LONGEST_ACTION = 120
MOST = 8  # actions, and promises


def due_sentence(due: Due) -> str:
    """The sentence, in the language told in; what is confidential is not named."""
    match due.what:
        case Silent() as silent:
            return _silent(silent)
        case Undone() as action:
            return _undone(action)
        case Promise() as promise:
            return promise_sentence(promise)
        case Aimed() as aimed:
            return _aimed(aimed)
        case Stale() as stale:
            return _stale(stale)
        case Moved() as moved:
            return _moved(moved)
        case Said() as said:
            return sentence(said, lang())


def message_of(due: Sequence[Due], address: str, demo: str | None = None) -> tuple[str, str]:
    """The subject, and a line a reason, those of a page above its link.

    Of many overdue actions and promises the newest have a line, and the others are counted: the
    first message of a company that has not looked for years is read too.

    Args:
        due: At least one reason.
        address: Where the app answers; without one there are no links.
        demo: The company's name where it is the demo's, which the message then begins with.
    """
    subject = tell_many("Kundagenda: {n} reminder", "Kundagenda: {n} reminders", len(due))
    parts = [invented(demo)] if demo else []
    for page, found in groupby(due, attrgetter("page")):
        lines = [f"- {said}" for said in _lines(tuple(found))]
        parts.append("\n".join([*lines, *([_link(address, page)] if address else [])]))
    return subject, "\n\n".join(parts)


def _lines(due: Sequence[Due]) -> Iterator[str]:
    promises = [each for each in due if isinstance(each.what, Promise)]
    actions = [each for each in due if isinstance(each.what, Undone)]
    yield from (due_sentence(each) for each in due if each not in (*promises, *actions))
    yield from _newest(
        promises, "{n} more promise has come due.", "{n} more promises have come due."
    )
    yield from _newest(actions, "{n} more action is overdue.", "{n} more actions are overdue.")


def _newest(due: Sequence[Due], one: str, many: str) -> Iterator[str]:
    yield from (due_sentence(each) for each in reversed(due[-MOST:]))
    more = len(due) - MOST
    if more > 0:
        yield tell_many(one, many, more, n=number(more, lang()))


def _link(address: str, page: str) -> str:
    path = "" if page == "overview" else page.replace("_", "-")
    return f"{address.rstrip('/')}/{path}?lang={lang()}"


def _silent(silent: Silent) -> str:
    group, within = cut(silent.group), number(silent.within, lang())
    if silent.days is None or silent.last is None:
        if not group:
            return tell(
                "No meeting has had a customer item; wanted within {days} days.", days=within
            )
        return tell(
            "The customer group {group} has never been on an agenda; wanted within {days} days.",
            group=group, days=within,
        )  # fmt: skip
    told = {"n": number(silent.days, lang()), "day": day(silent.last, lang()), "days": within}
    if not group:
        return tell(
            "The latest customer item was {n} days ago, {day}; wanted within {days} days.", **told
        )
    return tell(
        "The customer group {group} was last on an agenda {n} days ago, {day}; wanted within "
        "{days} days.", group=group, **told,
    )  # fmt: skip


def _undone(action: Undone) -> str:
    text = tell("an action on a confidential item")
    if action.text is not None:
        text = shorten(action.text, LONGEST_ACTION, placeholder="…")
    due = day(action.due_on, lang())
    if not action.owner_role:
        return tell("Overdue since {day}: {action}.", day=due, action=text.rstrip("."))
    return tell(
        "Overdue since {day}: {action}. Owner: {role}.",
        day=due, action=text.rstrip("."), role=action.owner_role,
    )  # fmt: skip


def _aimed(aimed: Aimed) -> str:
    return tell(
        "Target not reached. {figure}: {now}, the target is {target}.",
        figure=aimed_name(aimed), now=aimed_now(aimed), target=aimed_target(aimed),
    )  # fmt: skip


def _moved(moved: Moved) -> str:
    """The page's sentence, after the name of its figure where it does not begin with that."""
    name, said = metric_name(moved.metric, lang()), sentence(moved.said, lang())
    return said if said.startswith(name) else f"{name}. {said}"


def _stale(stale: Stale) -> str:
    return tell_many(
        "The newest data are from {day}, {days} day ago.",
        "The newest data are from {day}, {days} days ago.",
        stale.days, day=day(stale.last, lang()), days=number(stale.days, lang()),
    )  # fmt: skip
