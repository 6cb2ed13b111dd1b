"""Every sentence that an Overview could be told in, in reading order."""

from kundagenda.findings import said_agenda as agenda
from kundagenda.findings.overview import Overview
from kundagenda.findings.said import Candidate, Need, Said
from kundagenda.findings.said_connection import connection_candidate
from kundagenda.findings.said_outcomes import missing, retention, satisfaction
from kundagenda.findings.standing import Standing


def candidates(overview: Overview, standing: Standing) -> list[Candidate]:
    """At least one candidate: agenda first, then satisfaction, retention, connection and data."""
    if standing is Standing.START:
        return _without_agenda(overview)
    found = [
        *agenda.few(overview, standing),
        *agenda.promise(overview, standing),
        *agenda.share(overview, standing),
        *agenda.keeping(overview, standing),
        *agenda.rhythm(overview, standing),
        *agenda.depth(overview, standing),
        *agenda.forums(overview),
    ]
    told = (satisfaction(overview), retention(overview), connection_candidate(overview))
    found += [one for one in told if one]
    found += missing(overview)
    return found + _demo(overview)


def _without_agenda(overview: Overview) -> list[Candidate]:
    """How to begin, and whatever the customers' figures already say."""
    found = [Candidate(Need.MUST, Said("start_hint", {}, "data"))]
    found += [one for one in (satisfaction(overview), retention(overview)) if one]
    return found + _demo(overview)


def _demo(overview: Overview) -> list[Candidate]:
    if overview.demo is None:
        return []
    return [Candidate(Need.BASE, Said("demo", {"company": overview.demo}, "data"))]
