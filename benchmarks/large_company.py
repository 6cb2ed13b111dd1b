"""The demo company grown: three hundred groups with long names, over twenty years.

    python benchmarks/large_company.py sqlite:///large.db [--groups 300]

Starts from the demo in an empty database: its five years are laid down again before themselves,
twice over, and one group's figures once a group, each with its own number of answers. Verdicts
stay those of the demo. For benchmarks/pages.py and for pictures.
"""

import argparse
import sys
from pathlib import Path

import sqlalchemy as sa

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from kundagenda.database.schema import open_database
from kundagenda.database.state import bump_version
from kundagenda.demo.fill import fill_demo
from large_company import add_groups, lay_down_earlier
from metrics.tables import kpi_monthly


def main() -> None:
    """Read the command line, fill, and say how much there is."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("address")
    asked.add_argument("--groups", type=int, default=300)
    chosen = asked.parse_args()
    engine = open_database(chosen.address)
    fill_demo(engine)
    with engine.begin() as connection:
        lay_down_earlier(connection, 5 * 12)
        lay_down_earlier(connection, 10 * 12)
        add_groups(connection, "Logistik", chosen.groups)
        bump_version(connection)
        rows = connection.scalar(sa.select(sa.func.count()).select_from(kpi_monthly))
    print(f"{rows:,} monthly figures")


if __name__ == "__main__":
    main()
