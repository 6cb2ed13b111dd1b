"""What a figure says of the choices that do not reach it, and nothing while they stand open.

Agenda items belong to a forum, seldom to a customer group; answers and customers belong to a group
and to no forum; and some figures have a period or a step of their own.
"""

from enum import StrEnum

from kundagenda.findings.view import View
from kundagenda.texts.told import tell


class Choice(StrEnum):
    """A choice of the scope line, by the field of a view that it fills."""

    FORUM = "forum"
    GROUP = "segment"
    PERIOD = "months"
    STEP = "grain"


def whatever(view: View, *unreached: Choice) -> str:
    """The choices that the reader made and that leave a figure as it is: "Whatever the forum."."""
    made = [choice for choice in unreached if _is_made(view, choice)]
    if not made:
        return ""
    *first, last = (_name(choice) for choice in made)
    named = tell("{first} and {last}", first=", ".join(first), last=last) if first else last
    return tell("Whatever the {choices}.", choices=named)


def on_the_agenda(view: View) -> str:
    """The same of a figure made of agenda items, which no customer group narrows."""
    return whatever(view, Choice.GROUP)


def among_customers(view: View) -> str:
    """The same of a figure made of answers or customers, which no forum narrows."""
    return whatever(view, Choice.FORUM)


def side_by_side(view: View) -> str:
    """The same of a picture that holds the agenda and what customers say or do."""
    agenda = on_the_agenda(view)
    said = tell("The agenda: {whatever}", whatever=_inside(agenda)) if agenda else ""
    return f"{said} {of_customers(view)}".strip()


def of_customers(view: View) -> str:
    """The same of answers and customers, where a forum narrows what stands beside them."""
    said = among_customers(view)
    return tell("Answers and customers: {whatever}", whatever=_inside(said)) if said else ""


def not_split(view: View) -> str:
    """That a customer group does not narrow the agenda; nothing while all groups are shown."""
    if not view.segment:
        return ""
    return tell("The agenda is not split by customer group: it shows all items.")


def not_by_forum(view: View) -> str:
    """That a forum does not narrow what customers say and do; nothing while all are shown."""
    if not view.forum:
        return ""
    return tell("Answers and customers belong to no forum: those of the whole company are shown.")


def _is_made(view: View, choice: Choice) -> bool:
    return bool(getattr(view, choice) != getattr(View, choice))


def _name(choice: Choice) -> str:
    names = {
        Choice.FORUM: tell("forum"),
        Choice.GROUP: tell("customer group"),
        Choice.PERIOD: tell("period"),
        Choice.STEP: tell("step"),
    }
    return names[choice]


def _inside(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
