"""Writes requirements.txt and requirements-dev.txt from pyproject.toml, every version pinned."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEAD = "# Written from pyproject.toml by `make requirements`; do not edit.\n-e .\n"


def pinned(*extras: str) -> str:
    """Every package with its version, for every platform and Python from 3.11 on."""
    command = [
        sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--universal",
        "--no-emit-index-url", "--no-header", "--no-annotate", "--quiet",
        "--python-version", "3.11",
        *(f"--extra={extra}" for extra in extras),
    ]  # fmt: skip
    found = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return found.stdout


def main() -> None:
    """Write both files; the second holds the first's packages and those of tests and checks."""
    (ROOT / "requirements.txt").write_text(HEAD + pinned())
    (ROOT / "requirements-dev.txt").write_text(HEAD + pinned("dev"))


if __name__ == "__main__":
    main()
