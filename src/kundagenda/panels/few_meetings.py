"""Whether there are meetings enough for shares: of fewer than twelve, counts say more."""

from kundagenda.findings.agenda import AgendaPage
from kundagenda.findings.standing import SHARE_FROM_MEETINGS


def few_meetings(found: AgendaPage) -> bool:
    """Whether the meetings in view are too few to be divided."""
    return len(found.older) + len(found.recent) < SHARE_FROM_MEETINGS
