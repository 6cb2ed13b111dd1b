"""What an organisation's own corrections add: `python benchmarks/learning_curve.py FILE [FILE]`.

FILE holds labelled items (columns item_text, label, alt_label). Of those some are drawn as
corrections, seeded, and the rest is judged by `classify` with that knowledge; the mean over draws.
"""

import csv
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from kundagenda.intake.classify import classify
from kundagenda.intake.knowledge import Correction, Knowledge
from kundagenda.intake.titles import normal_title

SIZES = (0, 50, 100, 200)
DRAWS = 3
FIGURES = ("F1 strict", "F1 lenient", "right strict", "right lenient", "decided", "decided right")
Row = dict[str, str]


def main(arguments: Sequence[str]) -> None:
    """Print the curve of each file."""
    for name in arguments:
        with Path(name).open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        print(f"{Path(name).stem}: {len(rows)} items; {', '.join(FIGURES)}")
        for size in (size for size in SIZES if size <= 0.7 * len(rows)):
            told = np.array([_figures(rows, size, draw) for draw in range(DRAWS)])
            figures = "  ".join(f"{figure:.3f}" for figure in told.mean(axis=0))
            print(f"  {size:>3} corrections: {figures}", flush=True)


def _figures(rows: list[Row], size: int, draw: int) -> tuple[float, ...]:
    order = np.random.default_rng(draw).permutation(len(rows))
    # The same items are judged whatever the size, so that the sizes can be compared.
    most = max(one for one in SIZES if one <= 0.7 * len(rows))
    drawn, rest = [rows[n] for n in order[:size]], [rows[n] for n in order[most:]]
    found = classify([row["item_text"] for row in rest], _knowledge(drawn))
    best = [item.best for item in found]
    right = np.array([b == row["label"] for b, row in zip(best, rest, strict=True)])
    either = np.array(
        [b in (row["label"], row["alt_label"]) for b, row in zip(best, rest, strict=True)]
    )
    decided = np.array([item.level != "unclear" for item in found])
    return (
        _f1(best, rest, lenient=False),
        _f1(best, rest, lenient=True),
        float(right.mean()),
        float(either.mean()),
        float(decided.mean()),
        float(either[decided].mean()),
    )


def _knowledge(rows: list[Row]) -> Knowledge:
    latest = {normal_title(row["item_text"]): row for row in rows}
    return Knowledge(
        tuple(Correction(topic, row["item_text"], row["label"]) for topic, row in latest.items())
    )


def _f1(best: list[str], rows: list[Row], lenient: bool) -> float:
    """F1 of customer or not; leniently, an item with both readings counts as it was called."""
    called = right = missed = 0
    for level, row in zip(best, rows, strict=True):
        readings = {label != "none" for label in (row["label"], row["alt_label"]) if label}
        truth = (level != "none") in readings if lenient else row["label"] == level
        customer = level != "none"
        if lenient and truth:
            right, called = right + customer, called + customer
        else:
            about = row["label"] != "none"
            called, right, missed = (
                called + customer,
                right + (customer and about),
                missed + (about and not customer),
            )
    return 2 * right / max(called + right + missed, 1)


if __name__ == "__main__":
    main(sys.argv[1:])
