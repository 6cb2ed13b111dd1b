"""Who did it, as the audit keeps it: while nobody signs in, the page itself."""

WHO = "page Data"
WRITER = "page Write down"
