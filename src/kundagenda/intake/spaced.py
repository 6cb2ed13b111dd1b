"""Tables whose cells are kept apart by spaces, as older systems print them."""

from collections.abc import Iterable, Iterator, Sequence

_FEWEST_LINES = 3


def is_spaced(lines: Sequence[str]) -> bool:
    """Whether every line splits at its spaces into the same number of cells, two or more."""
    widths = {len(line.split()) for line in lines}
    return len(lines) >= _FEWEST_LINES and len(widths) == 1 and widths.pop() > 1


def spaced_rows(lines: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells, without lines that are empty."""
    for number, line in enumerate(lines, start=1):
        if cells := line.split():
            yield number, cells
