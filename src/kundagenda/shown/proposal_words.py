"""A proposal for the next agenda in words: its title there, its reason, and what it comes to."""

from collections.abc import Sequence

from kundagenda.edits.adopt import Adoption
from kundagenda.findings.overview import Figure
from kundagenda.findings.proposal import Effect, Kind, Proposal, Proposals
from kundagenda.findings.reading import SURE_FROM
from kundagenda.texts.measures import written
from kundagenda.texts.numbers import NO_BREAK, UNKNOWN, number, percent, short_day
from kundagenda.texts.outcome_words import figure_name
from kundagenda.texts.told import lang, tell, tell_many
from metrics import customer_item_share


def proposed_title(proposal: Proposal) -> str:
    """The item as it would stand on the agenda."""
    of = proposal.subject
    match proposal.kind:
        case Kind.OVERDUE:
            return tell("Follow up: {item}", item=of)
        case Kind.HALF_LIFE:
            return tell("{initiative}: what is left, and shall it go on?", initiative=of)
        case Kind.SILENT:
            return tell("{group}: what do they need from us now?", group=of)
        case Kind.SHALLOW:
            return tell("What can we do better for customers, or give them that is new?")
        case Kind.BELOW:
            return tell("What have customers told us, and what do we do about it?")


def reason_of(proposal: Proposal) -> str:
    """Why it is proposed, with the numbers of its rule, in one or two sentences."""
    match proposal.kind:
        case Kind.OVERDUE:
            return _not_done(proposal)
        case Kind.HALF_LIFE:
            return tell(
                "Not discussed for {days} days. Half of your initiatives are gone after {half} "
                "days, and this one began {age} days ago.",
                days=_n(proposal.days), half=_n(proposal.half_life), age=_n(proposal.age),
            )  # fmt: skip
        case Kind.SILENT:
            return " ".join(filter(None, (_silent(proposal), _worse(proposal.figure))))
        case Kind.SHALLOW:
            return _shallow(proposal)
        case Kind.BELOW:
            return tell(
                "Customers got {share} at {forum} in twelve months; you promised {declared}.",
                forum=proposal.subject,
                share=_share(proposal.share),
                declared=_share(proposal.declared),
            )


def minutes_of(proposal: Proposal) -> str:
    """How long it would take."""
    return f"{_n(proposal.minutes)}{NO_BREAK}min"


def effect_of(found: Proposals, chosen: Sequence[Proposal]) -> str:
    """What the chosen ones come to, in share and debt: "Share of 12 months 4.2% to 6.0%, …"."""
    effect = found.effect(chosen)
    said = filter(None, (_share_moved(effect, found.in_minutes), _debt_moved(effect, found)))
    text = ", ".join(said)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def adoption_of(proposal: Proposal) -> Adoption:
    """The proposal as it is put on an agenda, in the language told in."""
    return Adoption(
        title=proposed_title(proposal),
        minutes=proposal.minutes,
        forum=proposal.forum,
        level=proposal.level,
        segment=proposal.segment,
        initiative=proposal.initiative,
        carries_on=proposal.item,
    )


def _not_done(proposal: Proposal) -> str:
    return tell_many(
        "{count} action decided on it is not done; it was due on {day}.",
        "{count} actions decided on it are not done; the first was due on {day}.",
        proposal.count,
        count=_n(proposal.count),
        day=short_day(proposal.due_on, lang()) if proposal.due_on else UNKNOWN,
    )


def _silent(proposal: Proposal) -> str:
    if proposal.days is None:
        return tell("Never on the agenda.")
    return tell_many(
        "Not on the agenda for {n} day.", "Not on the agenda for {n} days.", proposal.days
    )


def _worse(figure: Figure | None) -> str:
    """Which figure is worse than a year before, and by how much."""
    now = figure.now.value if figure and figure.now else None
    before = figure.before.value if figure and figure.before else None
    if figure is None or now is None or before is None:
        return ""
    return tell(
        "{figure}: {now}, worse than {before} a year before.",
        figure=figure_name(figure.metric, lang()),
        now=written(figure.metric, now, lang()),
        before=written(figure.metric, before, lang()),
    )


def _shallow(proposal: Proposal) -> str:
    said = tell_many(
        "In three months {count} customer item, and none deeper than a fix.",
        "In three months {count} customer items, and none deeper than a fix.",
        proposal.count,
        count=_n(proposal.count),
    )
    if proposal.days is None:
        return said
    return f"{said} " + tell_many(
        "The last was {n} day ago.", "The last was {n} days ago.", proposal.days
    )


def _share_moved(effect: Effect, in_minutes: bool) -> str:
    """The share of twelve months before and with them; counts while they are too few to divide."""
    if effect.share is None or effect.share_with is None:
        return ""
    if effect.total < SURE_FROM:
        before = _part(effect.customer, effect.total)
        after = _part(effect.customer_with, effect.total_with)
    else:
        before, after = (percent(each, lang(), 1) for each in (effect.share, effect.share_with))
    ends = {"before": before, "after": after}
    if in_minutes:
        return tell("the customer’s minutes, 12 months: {before} to {after}", **ends)
    return tell("the customer’s items, 12 months: {before} to {after}", **ends)


def _debt_moved(effect: Effect, found: Proposals) -> str:
    if effect.debt is None or effect.debt_with is None or not round(effect.debt):
        return ""
    before, after = _owed(effect.debt), _owed(effect.debt_with)
    if found.in_minutes:
        return tell("owed: {before} to {after} min", before=before, after=after)
    return tell("owed: {before} to {after} items", before=before, after=after)


def _owed(debt: float) -> str:
    """Whole as on the pages; one item moves a debt of items by less, so that it has a decimal."""
    return number(debt, lang(), 1)


def _part(count: float, whole: float) -> str:
    return tell("{part} of {whole}", part=_n(count), whole=_n(whole))


def _share(share: float | None) -> str:
    return "" if share is None else written(customer_item_share, share, lang())


def _n(value: float | None) -> str:
    return number(value, lang())
