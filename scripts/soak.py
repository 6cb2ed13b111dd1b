"""Kills each kind of work 200 times at random moments, on SQLite and PostgreSQL: all or nothing.

python scripts/soak.py [KILLS] [WORK ...]
"""

import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from tqdm import tqdm

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from databases import postgres_server
from killable import WORKS, Import, Work
from killed import Files, Server, Victim, moments

MEETINGS = 1000
RUN_AGAIN = 50
"""After how many kills the work is done once more, to its end."""


def main() -> None:
    """Kill and look; the first database that is neither as before nor as after stops it."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    wanted, seed = sys.argv[2:] or list(WORKS), Random().randrange(1_000_000)
    print(f"{kills} kills of each, seed {seed}")
    with ExitStack() as held:
        folder = Path(held.enter_context(TemporaryDirectory(prefix="soak")))
        folder.chmod(0o755)  # the server runs as another user when this runs as root
        server = held.enter_context(postgres_server(folder / "data"))
        for name in wanted:
            for kind in ("sqlite", "postgresql"):
                own = folder / f"{name}-{kind}"
                own.mkdir()
                place = Server(server) if kind == "postgresql" else Files(own)
                _soak(f"{name} on {kind}", _work(name), place, own, moments(kills, seed))


def _work(name: str) -> Work:
    return Import(MEETINGS) if name == "import" else WORKS[name]()


def _soak(name: str, work: Work, place: Any, folder: Path, shares: list[float]) -> None:
    victim, left = Victim(work, place, folder), Counter[str]()
    for number, share in enumerate(tqdm(shares, unit="kill", leave=False), start=1):
        left[victim.kill(share)] += 1
        if number % RUN_AGAIN == 0:
            assert victim.again() == victim.after, "it could not be done again"
    told = ", ".join(f"{end} {count}" for end, count in sorted(left.items()))
    print(
        f"{name}: {len(shares)} kills in {victim.seconds:.1f} s of work each, left {told}",
        flush=True,
    )


if __name__ == "__main__":
    main()
