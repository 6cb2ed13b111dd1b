"""What is said of what became of initiatives, decisions and promises."""

from collections.abc import Iterable, Sequence

from kundagenda.findings.decision_log import Decision, on_time_of
from kundagenda.findings.facts import Fact
from kundagenda.findings.life import Life
from kundagenda.findings.promises import Promise, hit_rate
from kundagenda.findings.said import Said
from metrics.initiatives import HALF_A_YEAR, AttentionLife, Share

PAGE = "follow_through"


def life_facts(found: Life) -> tuple[Fact, ...]:
    """Half-life in days, and the shares faded, completed and alive after 180 days.

    Null while initiatives are too few, and the half-life where more than half are left.
    """
    attention = found.attention
    base = attention.n if attention else 0
    if attention is None or not attention.enough:
        said = Said("fact_life_few", {"count": base}, PAGE)
        keys = ("half_life_days", "faded_180", "completed_180", "alive_180")
        return tuple(Fact(key, None, None, None, base, said) for key in keys)
    return (_half_life(attention), *_after_half_a_year(attention))


def _half_life(attention: AttentionLife) -> Fact:
    half, (low, high) = attention.half_life, attention.half_life_interval
    values: dict[str, object] = {"count": attention.n}
    if half is None:
        said = Said("fact_half_life_longer", values | {"days": attention.longest}, PAGE)
    else:
        said = Said("fact_half_life", values | {"days": half}, PAGE)
    return Fact("half_life_days", half, low, high, attention.n, said)


def _after_half_a_year(attention: AttentionLife) -> tuple[Fact, ...]:
    """The three shares, which add up to one; the last has no interval of its own."""
    faded, completed = attention.faded_by_180, attention.completed_by_180
    if faded is None or completed is None:
        raise ValueError("there are shares wherever there are initiatives")
    alive = Share(max(0.0, 1 - faded.value - completed.value), None)
    shares = {"faded": faded, "completed": completed, "alive": alive}
    return tuple(_share(what, share, attention.n) for what, share in shares.items())


def _share(what: str, share: Share, base: int) -> Fact:
    low, high = share.interval or (None, None)
    said = Said(f"fact_{what}", {"share": share.value, "days": HALF_A_YEAR}, PAGE)
    return Fact(f"{what}_{HALF_A_YEAR}", share.value, low, high, base, said)


def on_time_facts(decisions: Sequence[Decision]) -> tuple[Fact, ...]:
    """Actions done on time after decisions about customers, and after all others."""
    return tuple(
        _on_time(decisions, whose, customer=whose == "customer") for whose in ("customer", "others")
    )


def _on_time(decisions: Sequence[Decision], whose: str, *, customer: bool) -> Fact:
    found = on_time_of(decisions, customer=customer)
    values: dict[str, object] = {"count": found.on_time, "due": found.due, "share": found.share}
    said = Said(f"fact_on_time_{whose}", values, PAGE)
    if not found.due:
        said = Said(f"fact_on_time_{whose}_none", {}, PAGE)
    return Fact(f"on_time_{whose}", found.share, found.low, found.high, found.due, said)


def hit_rate_fact(promises: Iterable[Promise]) -> Fact:
    """Promises kept, of those due that can be judged."""
    rate = hit_rate(promises)
    if rate is None:
        return Fact("hit_rate", None, None, None, 0, Said("fact_hit_rate_none", {}, PAGE))
    values: dict[str, object] = {"met": rate.met, "judged": rate.judged}
    said = Said("fact_hit_rate", values, PAGE)
    return Fact("hit_rate", rate.met / rate.judged, rate.low, rate.high, rate.judged, said)
