"""All that is asked about order in time shares one chance of error.

Several outcomes are asked about, each of the whole company and of its segments. With 5 % for
every question, something that is not there would be told far more often than that.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from metrics.lead import ALPHA, LeadVerdict
from metrics.panel import ALPHA as HALF
from metrics.panel import PanelVerdict


def judged_together(
    leads: Mapping[str, LeadVerdict], panels: Mapping[str, PanelVerdict]
) -> tuple[dict[str, LeadVerdict], dict[str, PanelVerdict]]:
    """The company's and the segments' verdicts by outcome, with every correction.

    Holm over the outcomes, of the company and of the segments alike; then the two verdicts on
    one outcome share what is left (see `sharing_alpha`). The correlation that a lead would
    reveal, and the months that it wants, are those of the chance that is left to it in the end.
    """
    told, compared = across_outcomes(leads), panels_across_outcomes(panels)
    for name in [name for name in told if name in compared]:
        told[name], compared[name] = sharing_alpha(told[name], compared[name])
    reverses = _reverses(leads)
    for name, lead in told.items():
        back = lead.reverse and _at_its_share(name, lead.reverse, reverses)
        told[name] = replace(_at_its_share(name, lead, leads), reverse=back)
    return told, compared


def across_outcomes(verdicts: Mapping[str, LeadVerdict]) -> dict[str, LeadVerdict]:
    """The same verdicts with Holm's correction for having asked about several outcomes.

    Outcomes without enough data were not asked about and stay as they are.

    Source:
        Holm (1979), Scandinavian Journal of Statistics 6.
    """
    corrected = dict(verdicts)
    for name, p in _holm(_chances(verdicts)).items():
        corrected[name] = replace(verdicts[name], p_familywise=p, status=_status(p, ALPHA))
    reverses = _reverses(verdicts)
    for name, reverse in across_outcomes(reverses).items() if reverses else ():
        corrected[name] = replace(corrected[name], reverse=reverse)
    return corrected


def panels_across_outcomes(verdicts: Mapping[str, PanelVerdict]) -> dict[str, PanelVerdict]:
    """The same for segments: every outcome is one more chance to find something by chance."""
    corrected = dict(verdicts)
    asked = {name: found.p for name, found in verdicts.items() if found.p is not None}
    for name, p in _holm(asked).items():
        corrected[name] = replace(verdicts[name], p=p, status=_status(p, HALF))
    return corrected


def sharing_alpha(lead: LeadVerdict, panel: PanelVerdict) -> tuple[LeadVerdict, PanelVerdict]:
    """The company's and the segments' verdicts on one outcome, which share a chance of 5 %.

    Each has half of it, and where one shows a signal at its half, the other may use the whole.
    Both directions of the lead are judged by the same half: with more for the reverse, a lead
    that is there would too often be told the wrong way round.

    Source:
        Holm (1979), Scandinavian Journal of Statistics 6, for two questions.
    """
    p, q = lead.p_familywise, panel.p
    if p is None or q is None:
        return lead, panel
    lead_alpha = ALPHA if q < HALF else HALF
    panel_alpha = ALPHA if p < HALF else HALF
    reverse = lead.reverse and _judged_at(lead_alpha, lead.reverse)
    return (
        replace(_judged_at(lead_alpha, lead), reverse=reverse),
        replace(panel, status=_status(q, panel_alpha)),
    )


def _judged_at(alpha: float, lead: LeadVerdict) -> LeadVerdict:
    if lead.p_familywise is None:
        return lead
    return replace(lead.at(alpha), status=_status(lead.p_familywise, alpha))


def _at_its_share(name: str, lead: LeadVerdict, asked: Mapping[str, LeadVerdict]) -> LeadVerdict:
    """A judged lead with what it would reveal at the chance that other outcomes leave to it.

    Holm leaves an outcome an equal part of the chance, shared with the outcomes that would not
    be told either if this one were not.
    """
    chances = _chances(asked)
    if name not in chances:
        return lead
    without = _holm(chances | {name: 1.0})
    unshared = sum(p < lead.alpha for other, p in without.items() if other != name)
    return lead.at(lead.alpha / (len(chances) - unshared))


def _holm(chances: Mapping[str, float]) -> dict[str, float]:
    """Each chance as large as it must be for having looked at them all."""
    corrected, strictest = {}, 0.0
    for place, (p, name) in enumerate(sorted((p, name) for name, p in chances.items())):
        strictest = max(strictest, min(1.0, p * (len(chances) - place)))
        corrected[name] = strictest
    return corrected


def _chances(verdicts: Mapping[str, LeadVerdict]) -> dict[str, float]:
    found = ((name, verdict.p_familywise) for name, verdict in verdicts.items())
    return {name: p for name, p in found if p is not None}


def _reverses(verdicts: Mapping[str, LeadVerdict]) -> dict[str, LeadVerdict]:
    found = ((name, verdict.reverse) for name, verdict in verdicts.items())
    return {name: reverse for name, reverse in found if reverse is not None}


def _status(p: float, alpha: float) -> Literal["signal", "no_evidence"]:
    return "signal" if p < alpha else "no_evidence"
