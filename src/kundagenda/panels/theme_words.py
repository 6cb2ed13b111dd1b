"""What the themes of items are called that are not about customers."""

from kundagenda.panels.reader import tell


def theme_names() -> dict[str, str]:
    """The themes by their codes, in the order in which they are offered."""
    return {
        "finance": tell("Finance"),
        "people": tell("People"),
        "operations": tell("Operations"),
        "sales": tell("Sales"),
        "technology": tell("Technology"),
        "governance": tell("Governance"),
        "strategy": tell("Strategy"),
        "risk": tell("Risk"),
        "other": tell("Something else"),
    }
