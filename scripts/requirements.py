"""Writes requirements.txt and requirements-dev.txt from pyproject.toml, every version pinned."""

import subprocess
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile

ROOT = Path(__file__).resolve().parents[1]
HEAD = "# Written from pyproject.toml by `make requirements`; do not edit.\n-e .\n"


def pinned(*options: str) -> str:
    """Every package with its version, for every platform and Python from 3.11 on."""
    command = [
        sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--universal",
        "--no-emit-index-url", "--no-header", "--no-annotate", "--quiet",
        "--python-version", "3.11",
        *options,
    ]  # fmt: skip
    found = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return found.stdout


def main() -> None:
    """Write both files: what is shipped has the very versions that the tests ran with."""
    tested = ROOT / "requirements-dev.txt"
    tested.write_text(HEAD + pinned("--extra=dev"))
    bounds = tested.read_text().replace("-e .\n", "")
    with NamedTemporaryFile("w", suffix=".txt") as constraints:
        constraints.write(bounds)
        constraints.flush()
        shipped = pinned(f"--constraint={constraints.name}")
    (ROOT / "requirements.txt").write_text(HEAD + shipped)


if __name__ == "__main__":
    main()
