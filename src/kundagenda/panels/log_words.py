"""What was done, as the log shows it in the reader's language; a file has the codes."""

from kundagenda.panels.reader import tell


def action_name(action: str) -> str:
    """An action of the log in words; one of an earlier version by its code."""
    return _names().get(action, action)


def _names() -> dict[str, str]:
    return _door() | _brought_in() | _looked_through() | _written_down()


def _door() -> dict[str, str]:
    return {
        "signed in": tell("signed in"),
        "signed out": tell("signed out"),
        "role: given": tell("gave a role"),
        "role: taken away": tell("took a role away"),
        "confidential items: looked at": tell("looked at confidential items"),
        "export": tell("took away a file"),
        "brief link: made": tell("made a link to the brief"),
        "brief link: revoked": tell("ended a link to the brief"),
        "audit: older rows cleared": tell("cleared older entries"),
        "database: restored": tell("put a backup in place"),
        "demo: left": tell("left the demo"),
        "settings: saved": tell("chose a table of yours to read"),
        "settings: removed": tell("stopped reading a table of yours"),
    }


def _brought_in() -> dict[str, str]:
    return {
        "import: imported": tell("brought in a file"),
        "import: replaced": tell("brought in a file anew"),
        "import: table": tell("brought in a table"),
        "import: changed": tell("changed what was brought in"),
        "import: undone": tell("took an import back"),
        "import: choice saved": tell("kept how a table is read"),
    }


def _looked_through() -> dict[str, str]:
    return {
        "review: correct": tell("labelled a topic"),
        "review: undo": tell("took a label back"),
        "review: second coding": tell("labelled as second reader"),
        "review: judged again": tell("had all items judged again"),
        "review: word added": tell("added a word for customers"),
        "review: word removed": tell("removed a word for customers"),
    }


def _written_down() -> dict[str, str]:
    return {
        "write: saved": tell("wrote down"),
        "write: removed": tell("removed"),
        "write: taken back": tell("took a change back"),
        "write: linked": tell("linked items"),
        "write: unlinked": tell("took items out"),
        "write: link taken back": tell("took a link back"),
        "write: adopted": tell("put proposals on the agenda"),
        "write: adoption taken back": tell("took proposals off the agenda"),
        "keep: as shown": tell("kept a copy as shown"),
    }
