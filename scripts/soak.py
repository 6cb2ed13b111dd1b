"""Kills an import of 1,000 meetings a hundred times at random moments: all or nothing is left.

python scripts/soak.py [KILLS]
"""

import sys
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tqdm import tqdm

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from killed_import import Victim

TITLES = ["Öppnande", "Klagomål från kunder", "Lagerflytt till Malmö", "Bokslut"]


def main() -> None:
    """Kill, look, and run to the end now and then; the first database that is neither stops it."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seed = Random().randrange(1_000_000)
    print(f"{kills} kills, seed {seed}")
    with TemporaryDirectory() as folder:
        victim = Victim(Path(folder), TITLES)
        left: Counter[str] = Counter()
        for number, moment in enumerate(tqdm(victim.moments(kills, seed), unit="kill"), start=1):
            killed = victim.kill(moment)
            left[victim.whole(killed)] += 1
            if number % 10 == 0:
                assert victim.finished(killed) == victim.after, "the import could not be run again"
    print(f"as before {left['before']}, as after {left['after']}, neither 0")


if __name__ == "__main__":
    main()
