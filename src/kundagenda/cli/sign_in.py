"""What `kundagenda check` says of sign-in: who is served, and what is missing."""

from kundagenda.database.found import Check
from kundagenda.errors import ReaderError
from kundagenda.settings import settings


def sign_in_check() -> Check:
    """Who is served by the settings as they stand."""
    # The very code that the app asks. It loads Streamlit, for which no other command should wait.
    from kundagenda.access.identity import sign_in_way

    try:
        way = sign_in_way()
    except ReaderError as error:
        return Check("sign-in", False, error.text, error.values)
    if way:
        said = "The app serves whoever signs in through {origin} and has a role."
        return Check("sign-in", True, said, {"origin": way.origin})
    if settings().serve_without_sign_in:
        said = "No sign-in is configured, and EVERYBODY who reaches the app may do everything."
        return Check("sign-in", None, said)
    return Check("sign-in", None, "No sign-in is configured: the app serves this machine only.")
