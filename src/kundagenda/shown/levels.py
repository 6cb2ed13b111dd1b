"""What the levels of a customer item are called."""

from kundagenda.texts.catalogue import say


def level_names(language: str) -> dict[str, str]:
    """The levels from not about customers to the deepest."""
    return {
        "none": say(language, "Other"),
        "measure": say(language, "Measure"),
        "fix": say(language, "Fix"),
        "improve": say(language, "Improve"),
        "value": say(language, "New value"),
    }
