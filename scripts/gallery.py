"""Every page and paper in pictures: the demo, thin data and none, two languages, light and dark.

    python scripts/gallery.py [FOLDER] [--sizes 1280 390] [--states demo] [--papers]

Writes the pictures and a contact sheet a page, size and state into FOLDER (gallery/), and of the
papers that are printed, mailed or shown from a file; --papers takes those alone. The two pictures
of the README are the demo's Overview and Satisfaction in English, light, at 1280.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from gallery_papers import papers

from kundagenda.database.schema import open_database
from kundagenda.demo.fill import fill_demo
from small_company import fill_small_company

ROOT = Path(__file__).resolve().parents[1]
THIN_MONTHS = 4
SIZES = ("1920", "1280", "390")


def main() -> None:
    """Read the command line and take the pictures of each state."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path, nargs="?", default=ROOT / "gallery")
    asked.add_argument("--sizes", nargs="+", default=list(SIZES), choices=SIZES)
    asked.add_argument("--states", nargs="+", default=list(STATES), choices=list(STATES))
    asked.add_argument("--papers", action="store_true", help="packs and briefs alone")
    chosen = asked.parse_args()
    with TemporaryDirectory(prefix="gallery") as place:
        for state in chosen.states:
            address = f"sqlite:///{place}/{state}.db"
            STATES[state](address)
            if not chosen.papers:
                screens(chosen.folder / state, address, chosen.sizes)
            papers(chosen.folder / state, address)


def demo(address: str) -> None:
    """The demo company, to the last whole month."""
    engine = open_database(address)
    fill_demo(engine)
    engine.dispose()


def thin(address: str) -> None:
    """A company with four months of everything."""
    fill_small_company(address, THIN_MONTHS).dispose()


def none(address: str) -> None:
    """The tables, and nothing in them."""
    open_database(address).dispose()


STATES: Mapping[str, Callable[[str], None]] = {"demo": demo, "thin": thin, "none": none}


def screens(folder: Path, address: str, sizes: list[str]) -> None:
    """Every page on one database, as benchmarks/screens.py takes it, to its end."""
    command = [sys.executable, str(ROOT / "benchmarks" / "screens.py"), str(folder)]
    command += ["--address", address, "--whole", "--sizes", *sizes]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
