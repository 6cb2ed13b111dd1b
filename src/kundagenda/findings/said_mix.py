"""Whether other customer groups answer than the year before, so that figures compare like ones."""

from collections.abc import Mapping

from kundagenda.findings.facts import Fact
from kundagenda.findings.overview import Overview, Verdict
from kundagenda.findings.said import Said, known
from kundagenda.findings.said_levels import verdict_of

PAGE = "satisfaction"


def mix_facts(overview: Overview) -> tuple[Fact, ...]:
    """The fact on the mix of respondents, its value the size of the shift (Cramér's V, 0..1).

    None where refresh has stored no verdict, or the view is of one group alone.
    """
    verdict = verdict_of(overview, "mix", "response_rate")
    if verdict is None:
        return ()
    size = known(verdict.detail.get("cramers_v"))
    said = mix_said(verdict, dict(overview.sources.segment_names))
    return (Fact("respondent_mix", size, None, None, None, said),)


def mix_said(verdict: Verdict, names: Mapping[str, str]) -> Said:
    """What a stored verdict on the mix of respondents says; ``names`` are those of the groups."""
    if verdict.status == "steady":
        return Said("fact_mix_steady", {}, PAGE)
    if verdict.status == "shifted":
        return _shifted(verdict.detail, names)
    return Said("fact_mix_unknown", {}, PAGE)


def _shifted(detail: Mapping[str, object], names: Mapping[str, str]) -> Said:
    """The group whose share of those who answer moved most, now and the year before."""
    code = str(detail["largest"])
    now, before = (_share(detail[when], code) for when in ("shares_now", "shares_before"))
    values = {"group": names.get(code, code), "share": now, "share_before": before}
    return Said("fact_mix_shifted", values, PAGE)


def _share(shares: object, code: str) -> object:
    return shares.get(code, 0.0) if isinstance(shares, Mapping) else None
