"""How well the themes of items are told: `python benchmarks/themes.py`.

The examples of the program, judged in five folds and one file by a model of the other, and the
items of data/examples/held_out, judged by the shipped model.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from kundagenda.intake.evidence import Example, train
from kundagenda.intake.examples import EXAMPLES, THEMES, read_theme_examples, read_themes
from kundagenda.intake.themes import themes_of

FOLDS = 5
SEED = 7
DRAWS = 1000
KEPT = ("themes.csv", "body_themes.csv")
Split = tuple[list[Example], list[Example]]


def main() -> None:
    """Print every figure on themes of benchmarks/classify.md."""
    examples = read_theme_examples(EXAMPLES)
    _print_splits("five folds", list(_folds(examples)))
    files = [list(read_themes(path)) for path in sorted(EXAMPLES.glob("themes/*.csv"))]
    for own in files if len(files) > 1 else []:
        others = [example for rows in files if rows is not own for example in rows]
        _print_splits("one file, told by the others", [(others, own)])
    for name in KEPT:
        held = list(read_themes(EXAMPLES / "held_out" / name))
        _print(f"kept for judging, {name}", held, themes_of([example.text for example in held]))


def _folds(examples: list[Example]) -> Iterator[Split]:
    fold_of = np.random.default_rng(SEED).permutation(len(examples)) % FOLDS
    for fold in range(FOLDS):
        seen = [e for e, own in zip(examples, fold_of, strict=True) if own != fold]
        yield seen, [e for e, own in zip(examples, fold_of, strict=True) if own == fold]


def _print_splits(name: str, splits: Sequence[Split]) -> None:
    found: list[str] = []
    for seen, new in splits:
        scores = train(seen, labels=THEMES, none_share=None).scores([e.text for e in new])[1]
        found += [THEMES[int(best)] for best in scores.argmax(axis=1)]
    _print(name, [example for _, new in splits for example in new], found)


def _print(name: str, items: Sequence[Example], found: Sequence[str]) -> None:
    right = np.array([one == e.label for one, e in zip(found, items, strict=True)])
    low, high = _interval(right)
    print(f"\n{name}: {len(items)} items, right {right.mean():.3f} [{low:.2f}, {high:.2f}]")
    for theme in THEMES:
        own = np.array([example.label == theme for example in items])
        if own.any():
            print(f"  {theme:<11} {right[own].mean():.2f} of {own.sum()}")


def _interval(right: NDArray[np.bool_]) -> tuple[float, float]:
    """The 95 % interval of a share over bootstrap draws of the items."""
    draws = np.random.default_rng(SEED).integers(0, len(right), (DRAWS, len(right)))
    low, high = np.quantile(right[draws].mean(axis=1), [0.025, 0.975])
    return float(low), float(high)


if __name__ == "__main__":
    main()
