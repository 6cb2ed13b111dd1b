"""How many groups get what is aimed at, as one sentence; which lack what it takes to tell."""

from collections.abc import Callable, Sequence

from kundagenda.findings.aims import Aim
from kundagenda.findings.outcomes import Outcome, OutcomesPage
from kundagenda.texts.catalogue import say
from kundagenda.texts.numbers import month, number
from kundagenda.texts.outcome_words import cut, figure_name
from kundagenda.texts.sentences import in_words
from kundagenda.texts.told import lang, tell, tell_many

NAMED = 5  # groups that one line names


def outcomes_answer(found: OutcomesPage) -> str:
    """How many groups reach their target, or why that cannot be told."""
    told = [outcome for outcome in found.own if outcome.aim is not None and outcome.aim.is_told]
    if not (found.own or found.others):
        if found.silent and any(newest for _, newest in found.silent):
            return tell("No figure in the last year on what customers get.")
        return tell("What customers get is not measured yet.")
    if not told:
        return tell("No target can be held against what customers get yet.")
    reached = sum(outcome.aim is Aim.REACHED for outcome in told)
    if len(told) == 1:
        return _of_one(told[0])
    if len({outcome.group for outcome in told if outcome.group}) == len(told):
        return _of_groups(reached, len(told))
    counts = {"count": in_words(reached, lang()).capitalize(), "of": in_words(len(told), lang())}
    return tell("{count} of {of} targets for what customers get are reached.", **counts)


def _of_one(outcome: Outcome) -> str:
    group = group_name(outcome.name, lang())
    match outcome.aim:
        case Aim.REACHED:
            return tell("{group} get what you aim at.", group=group)
        case Aim.CHANCE:
            return tell("{group}: what you aim at is within chance.", group=group)
        case _:
            return tell("{group} do not get what you aim at yet.", group=group)


def _of_groups(reached: int, of: int) -> str:
    if not reached:
        return tell("None of the {of} groups gets what you aim at.", of=in_words(of, lang()))
    if reached == of:
        return tell("All {of} groups get what you aim at.", of=in_words(of, lang()))
    return tell_many(
        "One of {of} groups gets what you aim at.",
        "{count} of {of} groups get what you aim at.",
        reached,
        count=in_words(reached, lang()).capitalize(),
        of=in_words(of, lang()),
    )


def what_outcomes_take() -> str:
    """What it takes to begin."""
    return tell(
        "One figure a month is enough for each customer group, in its own terms: uptime, "
        "delivery precision, margin. A file with month, group and value will do."
    )


def lacking_said(found: OutcomesPage, write: Callable[[str], str] = str) -> str:
    """Which groups have no outcome, no figure of the year or no target; nothing where all have.

    ``write`` is how a name from the data is written.
    """
    untargeted = [group_name(outcome.name, lang()) for outcome in found.own if outcome.aim is None]
    said = []
    if found.lacking:
        named = _named([group_name(name, lang()) for name in found.lacking], write)
        said.append(tell("No outcome in the customer’s own terms yet: {groups}.", groups=named))
    if found.silent:
        named = _named(_silent(found), write)
        said.append(tell("No figure in the last twelve months: {groups}.", groups=named))
    if untargeted:
        said.append(tell("No target yet: {groups}.", groups=_named(untargeted, write)))
    return " ".join(said)


def _silent(found: OutcomesPage) -> list[str]:
    """The groups without a figure, each with the month of its latest."""
    names = []
    for name, newest in found.silent:
        group = group_name(name, lang())
        if newest:
            group = tell("{group} (latest {month})", group=group, month=month(newest, lang()))
        names.append(group)
    return names


def _named(names: Sequence[str], write: Callable[[str], str]) -> str:
    """The first few names, and how many more there are."""
    shown = [write(name) for name in names[:NAMED]]
    rest = len(names) - len(shown)
    if rest:
        shown.append(tell("and {n} more", n=number(rest, lang())))
    return ", ".join(shown)


def outcome_title(outcome: Outcome, language: str) -> str:
    """A group and what it gets."""
    what = figure_name(outcome.measured.metric, language)
    group = group_name(outcome.name, language)
    return say(language, "{group}: {what}", group=group, what=what[:1].lower() + what[1:])


def group_name(name: str, language: str) -> str:
    """A group's name, short enough for a line; without one, all customers."""
    return cut(name) or say(language, "All customers")
