"""The errors that a reader sees as one sentence, on a page or on the command line."""


class ReaderError(Exception):
    """Something is wrong that a person can mend; its text says what, which value, what to do.

    Args:
        text: The sentence in English; with names in braces it can be said in another language.
        values: What the names in braces stand for.
    """

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text.format(**values) if values else text)
        self.text = text
        self.values = values


AWAY = (
    "The database does not answer right now. Nothing was changed; try again in a moment, and if it "
    "stays so, tell whoever looks after Kundagenda."
)


NOT_THERE = "did not answer"


def without_place(error: ReaderError) -> ReaderError:
    """The error for whoever need not know where the database lies and what its driver said."""
    if not {"place", "folder"} & error.values.keys():
        return error
    text = error.text.replace("database {place}", "database").replace(" ({reason})", "")
    told = {name: value for name, value in error.values.items() if f"{{{name}}}" in text}
    hides = not {"place", "folder"} & told.keys() and NOT_THERE not in text
    return ReaderError(text, **told) if hides else ReaderError(AWAY)
