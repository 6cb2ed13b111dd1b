"""What a stored verdict says of a figure's level: changed, perhaps changing, since when."""

from collections.abc import Mapping

from kundagenda.findings.overview import Overview, Verdict
from kundagenda.findings.said import Candidate, Need, Said, known
from metrics.periods import parse_month

SUBJECTS = {"customer_item_share": "share", "nps": "nps", "logo_churn_month": "kept"}
MAY = {"rose": "rise", "fell": "fall"}
PAGE_OF = {"share": "agenda", "nps": "satisfaction", "kept": "retention"}


def verdict_of(overview: Overview, kind: str, metric: str, against: str = "") -> Verdict | None:
    """The stored verdict if it is about what is in view: verdicts are the whole company's."""
    if overview.view.segment or (overview.view.forum and metric == "customer_item_share"):
        return None
    wanted = (kind, metric, against)
    found = (v for v in overview.verdicts if (v.kind, v.metric, v.against) == wanted)
    return next(found, None)


def level_candidate(overview: Overview, metric: str) -> Candidate | None:
    """A changed level, or one that may be changing; null when there is neither to tell.

    A measure without sentences of its own, as satisfaction on a scale of marks, has none either.
    """
    verdict = verdict_of(overview, "level", metric)
    if verdict is None or metric not in SUBJECTS:
        return None
    said = level_said(verdict)
    if said is None:
        return None
    return Candidate(Need.NEWS if verdict.status == "changed" else Need.GAP, said)


def level_said(verdict: Verdict) -> Said | None:
    """The sentence of a level that changed or may be changing.

    When only the best split dates a change, its direction is not known: nothing but since when
    is said.
    """
    subject, since = SUBJECTS[verdict.metric], _since(verdict.detail)
    direction = _direction(verdict)
    values: dict[str, object] = {} if since is None else {"month": since}
    page = PAGE_OF[subject]
    if verdict.status == "changed" and direction:
        dated = "_since" if since is not None else ""
        return Said(f"{subject}_level_{direction}{dated}", values, page)
    if verdict.status == "may_be_changing" and direction:
        return Said(f"{subject}_may_{MAY[direction]}", {}, page)
    return Said(f"{subject}_level_since", values, page) if since is not None else None


def _direction(verdict: Verdict) -> str | None:
    """``rose`` or ``fell``, of what the sentence is about: kept customers fall when churn rises."""
    change = level_difference(verdict)
    if not change:
        return None
    upwards = (change > 0) != (verdict.metric == "logo_churn_month")
    return "rose" if upwards else "fell"


def level_difference(verdict: Verdict) -> float | None:
    """Mean of the last six months less that of all before, in the metric's unit."""
    last = known(verdict.detail.get("mean_last"))
    before = known(verdict.detail.get("mean_before"))
    return None if last is None or before is None else last - before


def _since(detail: Mapping[str, object]) -> int | None:
    since = detail.get("since")
    return parse_month(since) if isinstance(since, str) else None
