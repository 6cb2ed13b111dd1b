"""What is said before anything has been read in."""

from kundagenda.texts.told import tell


def begin() -> str:
    """What to do first."""
    return tell("Begin with an agenda.")


def one_is_enough() -> str:
    """How little it takes."""
    return tell(
        "One agenda is enough for the first picture. You see what was read before anything is "
        "saved."
    )


def nothing_yet() -> str:
    """What stands where sources would."""
    return tell("Nothing of your own has been read in yet.")
