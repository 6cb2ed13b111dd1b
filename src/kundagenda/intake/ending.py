"""Where a text says that the meeting ended, so that what stands below was not reached."""

import re

# "Mötets avslutande" is an item of the agenda; only what is said in passing ends it here.
_ENDED = re.compile(
    r"(?:the )?meeting (?:was )?(?:ended|adjourned|closed|stopped) (?:here|at this point)|"
    r"end of (?:the )?meeting|(?:mötet|sammanträdet) (?:avslutades|avbröts|ajournerades) här|"
    r"här (?:avslutades|avbröts|ajournerades) (?:mötet|sammanträdet)",
    re.IGNORECASE,
)
_OUT_OF_TIME = re.compile(
    r"(?:\w[\w .]{0,30}:\s*)?(?:we(?:'re| are| were)?|vi (?:är|var)) (?:now )?"
    r"(?:at|out of|over) time|(?:time check: )?out of time|tiden (?:är|var) (?:slut|ute)",
    re.IGNORECASE,
)


def ends_meeting(text: str) -> bool:
    """Whether a line says that the meeting ended where it stands.

    >>> ends_meeting("(The meeting ended here.)"), ends_meeting("Mötets avslutande")
    (True, False)
    """
    return bool(_ENDED.fullmatch(_words(text)))


def says_time_is_up(text: str) -> bool:
    """Whether a line says that time is up: items below with nothing said were not reached.

    >>> says_time_is_up("Anna: We're at time."), says_time_is_up("At time for this topic")
    (True, False)
    """
    return bool(_OUT_OF_TIME.fullmatch(_words(text)))


def _words(text: str) -> str:
    return " ".join(text.replace("’", "'").strip(" \t#*_()[].!").split())
