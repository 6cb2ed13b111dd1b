"""What is said of the promise since it was decided: the gap, what is owed, and the rank."""

from kundagenda.findings.facts import Fact
from kundagenda.findings.said import Said
from kundagenda.findings.say_do import Lack, SayDo

PAGE = "overview"
_LACKS = {
    Lack.NO_MEETING: "fact_since_no_meeting",
    Lack.MINUTES: "fact_since_minutes",
    Lack.FEW: "fact_since_few",
}


def say_do_facts(found: SayDo | None) -> tuple[Fact, ...]:
    """The gap with its interval, the debt, and the customer's place, each with its reason if null.

    The base of the gap and of the debt are meetings, that of the place is discussed items.
    """
    if found is None:
        said = Said("fact_gap_undeclared", {}, PAGE)
        keys = ("say_do_gap", "attention_debt", "customer_rank")
        return tuple(Fact(key, None, None, None, None, said) for key in keys)
    low, high = found.gap_interval
    return (
        Fact("say_do_gap", found.gap, low, high, found.meetings, _gap(found)),
        Fact("attention_debt", found.debt, None, None, found.meetings, _debt(found)),
        Fact("customer_rank", found.rank, None, None, found.ranking.items, _rank(found)),
    )


def _gap(found: SayDo) -> Said:
    if found.priority.declared_share is None:
        return Said("fact_gap_undeclared", {}, PAGE)
    if found.lack is not None or found.gap is None:
        return _lacking(found)
    points = round(100 * abs(found.gap))
    if points == 0:
        return Said(f"fact_gap_close_{_basis(found)}", {}, PAGE)
    side = "below" if found.gap > 0 else "above"
    return Said(f"fact_gap_{side}_{_basis(found)}", {"points": points}, PAGE)


def _debt(found: SayDo) -> Said:
    if found.priority.declared_share is None:
        return Said("fact_gap_undeclared", {}, PAGE)
    if found.debt is None:
        return _lacking(found)
    values: dict[str, object] = {"day": found.priority.decided_on}
    if round(found.debt) == 0:
        return Said("fact_debt_none", values, PAGE)
    return Said(f"fact_debt_{_basis(found)}", values | {"count": found.debt}, PAGE)


def _rank(found: SayDo) -> Said:
    ranking = found.ranking
    if found.lack is not None:
        return _lacking(found)
    if found.rank is None:
        counts: dict[str, object] = {"count": ranking.unsorted, "items": ranking.items}
        return Said("fact_theme_unsorted", counts, PAGE)
    values: dict[str, object] = {"rank": found.rank, "themes": ranking.of}
    return Said(f"fact_rank_since_{_basis(found)}", values, PAGE)


def _lacking(found: SayDo) -> Said:
    lack = found.lack or Lack.NO_MEETING
    return Said(_LACKS[lack], {"meetings": found.meetings}, PAGE)


def _basis(found: SayDo) -> str:
    return "minutes" if found.in_minutes else "items"
