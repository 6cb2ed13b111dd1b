"""How often the customer is on the agenda against what was declared, as one of few standings."""

from enum import StrEnum

from kundagenda.findings.overview import Overview
from kundagenda.findings.said import Said
from metrics.periods import month_number

SHARE_FROM_MEETINGS = 12
FEWEST_IN_A_YEAR = 6
PERCENT = 100


class Standing(StrEnum):
    """What the title is about; `standing_of` picks the first that holds, in this order."""

    START = "start"
    RUNNING = "running"
    STALE = "stale"
    NEVER = "never"
    THIN = "thin"
    UNCOUNTABLE = "uncountable"
    SILENT = "silent"
    MINUTES = "minutes"
    KEPT = "kept"
    JUST_BELOW = "just_below"
    BELOW = "below"
    SHARE = "share"
    UNDECLARED = "undeclared"

    @property
    def is_share(self) -> bool:
        """Whether the title gives the customer's share in percent."""
        return self in (
            Standing.MINUTES, Standing.KEPT, Standing.JUST_BELOW, Standing.BELOW,
            Standing.SHARE, Standing.UNDECLARED,
        )  # fmt: skip


def standing_of(overview: Overview) -> Standing:
    """Where the customer stands: first whether there is anything to count, then how it compares."""
    rhythm, sources, share = overview.rhythm, overview.sources, overview.share.now
    if sources.meetings == 0 or rhythm.last_meeting_day is None:
        return Standing.START
    if meetings_counted(overview)[1] == 0:
        met_lately = month_number(rhythm.last_meeting_day) > overview.view.last
        return Standing.RUNNING if met_lately else Standing.STALE
    if rhythm.last_customer_day is None and sources.meetings >= SHARE_FROM_MEETINGS:
        return Standing.NEVER
    if is_thin(overview):
        return Standing.THIN
    if share is None or share.value is None:
        return Standing.UNCOUNTABLE
    if share.value == 0:
        return Standing.SILENT
    return _against_the_promise(overview, share.value)


def _against_the_promise(overview: Overview, share: float) -> Standing:
    priority = overview.priority
    if priority is None:
        return Standing.UNDECLARED
    if priority.declared_share is None:
        return Standing.SHARE
    if priority.basis != "items":
        return Standing.MINUTES
    if share >= priority.declared_share:
        return Standing.KEPT
    decimals = decimals_of(priority.declared_share)
    looks_equal = round(PERCENT * share, decimals) >= round(
        PERCENT * priority.declared_share, decimals
    )
    return Standing.JUST_BELOW if looks_equal else Standing.BELOW


def is_thin(overview: Overview) -> bool:
    """Whether meetings are too few for a share: under twelve in all, or under six in a year.

    A board that meets eight times a year has a share as soon as its first twelve are in.
    """
    in_a_year = meetings_counted(overview)[1]
    return overview.sources.meetings < SHARE_FROM_MEETINGS or in_a_year < FEWEST_IN_A_YEAR


def meetings_counted(overview: Overview) -> tuple[int, int]:
    """Meetings with a customer item, and meetings, in the last twelve whole months."""
    now = overview.meeting_share.now
    if now is None or not now.denominator:
        return 0, 0
    return round(now.numerator or 0), round(now.denominator)


def decimals_of(share: float) -> int:
    """How many decimals a promise was given with, in percent: 20 has none, 12.5 has one."""
    return next(d for d in (0, 1, 2) if d == 2 or abs(round(100 * share, d) - 100 * share) < 1e-6)


def title_of(overview: Overview, standing: Standing) -> Said:
    """The title of a standing: how often, against what was declared."""
    match standing:
        case Standing.START:
            return Said("title_start", {}, "data")
        case Standing.THIN:
            return _counted_title(*meetings_counted(overview))
        case Standing.NEVER | Standing.SILENT if _declared(overview):
            return Said(f"title_{standing}_promised", _declared(overview))
        case _ if standing.is_share and overview.share.now:
            values: dict[str, object] = {"share": overview.share.now.value, "decimals": 0}
            return Said(f"title_{standing}", values | _declared(overview))
        case _:
            return Said(f"title_{standing}")


def _counted_title(customer: int, meetings: int) -> Said:
    if meetings == 1:
        return Said("title_thin_only_yes" if customer else "title_thin_only_no")
    if customer == meetings == 2:
        return Said("title_thin_both")
    if customer in (0, meetings):
        return Said("title_thin_all" if customer else "title_thin_none", {"of": meetings})
    return Said("title_thin", {"few": customer, "of": meetings})


def _declared(overview: Overview) -> dict[str, object]:
    """The declared share, and the decimals that every share beside it is written with."""
    priority = overview.priority
    if priority is None or priority.declared_share is None:
        return {}
    return {
        "declared": priority.declared_share,
        "decimals": decimals_of(priority.declared_share),
    }
