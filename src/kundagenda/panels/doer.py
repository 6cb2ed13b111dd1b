"""Who did it, as the log keeps it: the person, or the page while nobody signs in."""

from kundagenda.access.current import current

WHO = "page Data"
WRITER = "page Write down"


def doer(page: str) -> str:
    """The address of whoever reads, else the page."""
    return current().email or page
