"""Fixed places in a picture, in px, and fixed words.

Altair guesses which channel a bare ``alt.value`` belongs to by searching its whole schema; named
outright, a picture is built in half the time. The classes are not annotated, hence the comments.
"""

import altair as alt


def across(px: float) -> alt.XValue:
    """So far to the right of the picture's left edge."""
    return alt.XValue(px)  # type: ignore[no-untyped-call]


def down(px: float) -> alt.YValue:
    """So far below the picture's top."""
    return alt.YValue(px)  # type: ignore[no-untyped-call]


def down_to(px: float) -> alt.Y2Value:
    """The lower end of a mark, so far below the picture's top."""
    return alt.Y2Value(px)  # type: ignore[no-untyped-call]


def words(text: str) -> alt.TextValue:
    """The same text for every row."""
    return alt.TextValue(text)
