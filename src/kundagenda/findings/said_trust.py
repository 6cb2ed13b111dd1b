"""What is said of how far the labels can be trusted."""

from kundagenda.findings.facts import Fact
from kundagenda.findings.said import Said
from kundagenda.findings.trust import Agreement, Retags
from metrics.agreement import ENOUGH_ITEMS, Verdict

PAGE = "data"


def agreement_fact(agreement: Agreement) -> Fact:
    """Krippendorff's alpha for 'about customers or not', its interval, on items coded twice."""
    alpha = agreement.customer
    values: dict[str, object] = {"items": agreement.items}
    if alpha.verdict is Verdict.TOO_FEW:
        said = Said("fact_agreement_few", values | {"needed": ENOUGH_ITEMS}, PAGE)
    elif alpha.value is None:
        said = Said("fact_agreement_same", values, PAGE)
    else:
        said = Said(f"fact_agreement_{alpha.verdict}", values | {"alpha": alpha.value}, PAGE)
    return Fact("agreement_alpha", alpha.value, alpha.low, alpha.high, agreement.items, said)


def retags_fact(found: Retags) -> Fact:
    """How many labels persons changed in the two weeks before a meeting; no base."""
    if found.meeting_on is None:
        said = Said("fact_retags_no_meeting", {}, PAGE)
        return Fact("retags_before_meeting", None, None, None, None, said)
    values: dict[str, object] = {"day": found.meeting_on}
    if not found.items:
        said = Said("fact_retags_none", values, PAGE)
    else:
        values |= {"count": found.items, "towards": found.towards, "away": found.away}
        said = Said("fact_retags", values, PAGE)
    return Fact("retags_before_meeting", found.items, None, None, None, said)
