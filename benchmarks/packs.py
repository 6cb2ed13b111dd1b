"""How long the command takes that writes the month's pack, a format each, Python's start included.

    python benchmarks/packs.py --address sqlite:///data/kundagenda.db

Processor time tells what it takes on a machine that does nothing else; the clock, what it took on
this one. Each format is written by a process of its own, in turn, and the best of some is told.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

FORMATS = ("pdf", "pptx", "html")
HELD_TO = 10
TIMES = 3


def main() -> None:
    """Read the command line and print one line a format."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--address", help="the app database; the default one when left out")
    asked.add_argument("--times", type=int, default=TIMES)
    chosen = asked.parse_args()
    more = {"KUNDAGENDA_DATABASE_URL": chosen.address} if chosen.address else {}
    print(f"format  processor s  clock s  kB   held to {HELD_TO} s")
    with TemporaryDirectory() as folder:
        for form in FORMATS:
            file = Path(folder) / f"pack.{form}"
            taken = [written(file, form, os.environ | more) for _ in range(chosen.times)]
            processor, clock = map(min, zip(*taken, strict=True))
            size = file.stat().st_size / 1000
            print(f"{form:<7} {processor:11.1f}  {clock:7.1f}  {size:,.0f}")


def written(file: Path, form: str, environment: dict[str, str]) -> tuple[float, float]:
    """Seconds of the processor and of the clock for one pack."""
    command = [sys.executable, "-m", "kundagenda.cli", "report", "--format", form, "-o", str(file)]
    before, began = _spent(), time.perf_counter()
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    return _spent() - before, time.perf_counter() - began


def _spent() -> float:
    """Seconds of the processor that the ended children of this process have taken."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
