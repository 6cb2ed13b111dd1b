"""How well agenda items are classified: `python benchmarks/classify.py [FOLDER]`.

Always: the examples of the program, judged by models that had not seen them (five folds, and
trades held out three at a time), with the temperature and the threshold that follow from it, and
the items of data/examples/held_out. FOLDER holds CSV files of labelled items (columns item_text,
label, alt_label and, if wanted, source), judged by the shipped model; items that are also among the
examples are left out. The learning curve is `python benchmarks/learning_curve.py FILE`.
"""

import csv
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from kundagenda.intake.classify import THRESHOLD, classify, trained_model
from kundagenda.intake.evidence import (
    LEVELS,
    NONE_SHARE,
    TEMPERATURE,
    Example,
    Floats,
    tempered,
    train,
)
from kundagenda.intake.examples import EXAMPLES, read_examples, read_file, read_themes
from kundagenda.intake.themes import themes_of
from kundagenda.intake.word_features import words_in

FOLDS = 5
SEED = 7
DRAWS = 1000
# Files of many trades; the others are one trade each.
NO_TRADE = ("composed.csv", "leadership.csv", "doubtful.csv")
AT_A_TIME = 3
# Files of data/examples/held_out whose items are judged one by one for their level.
KEPT = {"companies and trades": "levels.csv", "boards and bodies": "bodies.csv"}
NONE = LEVELS.index("none")
Split = tuple[list[Example], list[Example]]
Told = tuple[str, str, str]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def main(arguments: Sequence[str]) -> None:
    """Print every figure of benchmarks/classify.md."""
    started = time.perf_counter()
    trained_model()
    print(f"training, first use: {time.perf_counter() - started:.2f} s")
    examples = read_examples(EXAMPLES)
    print(f"items per second: {_speed(examples):,.0f} ({len(examples)} examples)")
    print_held_out("five folds", list(_folds(examples)))
    print_held_out("trades held out", list(_trades_held_out(examples)))
    for name, kept in KEPT.items():
        held = [(e.text, e.label, "") for e in read_file(EXAMPLES / "held_out" / kept)]
        _print_rows(f"own items kept for judging, {name}", held)
    _print_themes()
    for folder in arguments:
        for path in sorted(Path(folder).glob("*.csv")):
            print_labelled(path)


def _speed(examples: Sequence[Example]) -> float:
    texts = [f"{example.text} {n}" for n in (1, 2) for example in examples]
    started = time.perf_counter()
    classify(texts)
    return len(texts) / (time.perf_counter() - started)


def _folds(examples: list[Example]) -> Iterator[Split]:
    fold_of = np.random.default_rng(SEED).permutation(len(examples)) % FOLDS
    for fold in range(FOLDS):
        seen = [e for e, own in zip(examples, fold_of, strict=True) if own != fold]
        yield seen, [e for e, own in zip(examples, fold_of, strict=True) if own == fold]


def _trades_held_out(examples: list[Example]) -> Iterator[Split]:
    """Files by trade, three at a time: organisations of a kind that the model has not met."""
    trades = sorted({*EXAMPLES.glob("*.csv")} - {EXAMPLES / name for name in NO_TRADE})
    for start in range(0, len(trades), AT_A_TIME):
        held_out = [e for path in trades[start : start + AT_A_TIME] for e in read_file(path)]
        unseen = set(held_out)
        yield [e for e in examples if e not in unseen], held_out


def _print_themes() -> None:
    held = list(read_themes(EXAMPLES / "held_out" / "themes.csv"))
    found = themes_of([example.text for example in held])
    right = np.array([one == e.label for one, e in zip(found, held, strict=True)])
    print(f"\nthemes kept for judging: {len(held)} items, right {_range(np.mean, right)}")
    for theme in sorted({example.label for example in held}):
        own = np.array([example.label == theme for example in held])
        print(f"  {theme:<11} {right[own].mean():.2f} of {own.sum()}")


def print_held_out(name: str, splits: list[Split]) -> None:
    """Figures at a mix with `NONE_SHARE` of `none`, and the constants that follow from them."""
    scores = np.vstack([train(seen).scores([e.text for e in new])[1] for seen, new in splits])
    truth = np.array([LEVELS.index(e.label) for _, new in splits for e in new])
    weight = _mixed(truth)
    temperature = _best_temperature(scores, truth, weight)
    odds = tempered(scores, TEMPERATURE)
    best, sure, right = odds.argmax(axis=1), odds.max(axis=1), odds.argmax(axis=1) == truth
    precision, recall = _customer(best, truth != NONE, truth != NONE, weight)
    print(f"\n{name}: {len(truth)} items, right {right.mean():.3f}")
    print(
        f"  at {NONE_SHARE:.0%} none: right {weight @ right:.3f}, customer precision "
        f"{precision:.3f} recall {recall:.3f}, ECE {_ece(sure, right, weight):.3f}"
    )
    print(f"  best temperature {temperature:.3f} (in use {TEMPERATURE})")
    for limit in np.arange(0.5, 0.86, 0.05):
        decided = weight * (sure >= limit)
        well = decided @ right / decided.sum()
        print(f"  {limit:.2f}: decided {decided.sum():.3f}, right {well:.3f}")


def _mixed(truth: Ints) -> Floats:
    share = (truth == NONE).mean()
    weight = np.where(truth == NONE, NONE_SHARE / share, (1 - NONE_SHARE) / (1 - share))
    mixed: Floats = weight / weight.sum()
    return mixed


def _best_temperature(scores: Floats, truth: Ints, weight: Floats) -> float:
    def loss(temperature: float) -> float:
        return -float(weight @ np.log(tempered(scores, temperature)[np.arange(len(truth)), truth]))

    return float(minimize_scalar(loss, bounds=(0.2, 5.0), method="bounded").x)


def _customer(best: Ints, true: Bools, also: Bools, weight: Floats) -> tuple[float, float]:
    """Precision and recall of customer or not; ``also``: items that may be called customer."""
    called = best != NONE
    must = true & also
    return (
        float(weight @ (called & also) / max(weight @ called, 1e-12)),
        float(weight @ (called & must) / max(weight @ must, 1e-12)),
    )


def _ece(sure: Floats, right: Bools, weight: Floats) -> float:
    """Expected calibration error over ten equally wide bins of confidence."""
    bins = np.minimum((sure * 10).astype(int), 9)
    gaps = (abs(weight[bins == n] @ (sure - right)[bins == n]) for n in range(10))
    return float(sum(gaps) / weight.sum())


def print_labelled(path: Path) -> None:
    """Figures of the shipped model on a file of labelled items, and on each of its sources."""
    with path.open(encoding="utf-8", newline="") as lines:
        read = list(csv.DictReader(lines))
    if not read or not {"item_text", "label", "alt_label"} <= read[0].keys():
        print(f"\n{path.name}: skipped, it needs the columns item_text, label and alt_label")
        return
    known = {tuple(words_in(example.text)) for example in read_examples(EXAMPLES)}
    rows = [row for row in read if tuple(words_in(row["item_text"])) not in known]
    print(f"\n{path.name}: {len(read) - len(rows)} items left out, they are among the examples")
    _print_rows(path.stem, [_told(row) for row in rows])
    for source in sorted({row["source"] for row in rows if row.get("source")}):
        _print_rows(f"  {source}", [_told(row) for row in rows if row["source"] == source])


def _told(row: dict[str, str]) -> Told:
    return row["item_text"], row["label"], row["alt_label"]


def _print_rows(name: str, rows: list[Told]) -> None:
    found = classify([text for text, _, _ in rows])
    best = np.array([LEVELS.index(item.best) for item in found])
    sure = np.array([item.confidence for item in found])
    truth = np.array([LEVELS.index(label) for _, label, _ in rows])
    other = np.array([LEVELS.index(also or label) for _, label, also in rows])
    strict, lenient = best == truth, (best == truth) | (best == other)
    decided = np.array([item.level != "unclear" for item in found])
    print(f"\n{name}: {len(rows)} items, none {np.mean(truth == NONE):.2f}")
    print(f"  right: strict {_range(np.mean, strict)}, lenient {_range(np.mean, lenient)}")
    print(f"  macro F1 of the five, strict: {_range(_macro_f1, best, truth)}")
    _print_reliability(sure, lenient)
    _print_customer("strict", best, truth != NONE, truth != NONE)
    _print_customer(
        "lenient", best, (truth != NONE) & (other != NONE), (truth != NONE) | (other != NONE)
    )
    one = np.ones(len(rows))
    print(
        f"  decided {decided.mean():.2f} (threshold {THRESHOLD}), right "
        f"{strict[decided].mean():.2f}, lenient {lenient[decided].mean():.2f}; "
        f"ECE {_ece(sure, strict, one):.3f}, lenient {_ece(sure, lenient, one):.3f}"
    )


def _print_reliability(sure: Floats, right: Bools) -> None:
    bins = np.minimum((sure * 10).astype(int), 9)
    rows = [
        f"{n / 10:.1f}: {right[bins == n].mean():.2f} of {np.sum(bins == n)}"
        for n in np.unique(bins)
    ]
    print(f"  right (lenient) by confidence from: {'; '.join(rows)}")


def _print_customer(reading: str, best: Ints, true: Bools, also: Bools) -> None:
    precision, recall = _customer(best, true, also, np.ones(len(best)))
    f1 = _range(_f1, best, true, also)
    print(f"  customer, {reading}: precision {precision:.2f} recall {recall:.2f} F1 {f1}")


def _f1(best: Ints, true: Bools, also: Bools) -> float:
    precision, recall = _customer(best, true, also, np.ones(len(best)))
    return 2 * precision * recall / max(precision + recall, 1e-12)


def _macro_f1(best: Ints, truth: Ints) -> float:
    """The mean F1 over the levels that occur, in truth or as called."""
    both = [2 * np.sum((best == n) & (truth == n)) for n in np.union1d(best, truth)]
    either = [np.sum(best == n) + np.sum(truth == n) for n in np.union1d(best, truth)]
    return float(np.mean(np.divide(both, either)))


def _range(figure: Callable[..., float], *columns: NDArray[np.generic]) -> str:
    """A figure with its 95 % interval over bootstrap draws of the items."""
    rng, size = np.random.default_rng(SEED), len(columns[0])
    draws: Iterable[Ints] = (rng.integers(0, size, size) for _ in range(DRAWS))
    values = [float(figure(*(column[draw] for column in columns))) for draw in draws]
    low, high = np.quantile(values, [0.025, 0.975])
    return f"{float(figure(*columns)):.2f} [{low:.2f}, {high:.2f}]"


if __name__ == "__main__":
    main(sys.argv[1:])
