"""The errors that a reader sees as one sentence, on a page or on the command line."""


class ReaderError(Exception):
    """Something is wrong that a person can mend; its text says what, which value, what to do."""
