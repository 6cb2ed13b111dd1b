"""Changes src/metrics one place at a time and says which changes no test notices.

    python scripts/mutants               every module; an hour on two cores
    python scripts/mutants nki cohorts   these

Works on a copy of the project. Ends with status 1 when a change goes unnoticed that
docs/mutants.md does not list with its reason.
"""

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

from watching import ONLY, tests_of

ROOT = Path(__file__).resolve().parents[2]
NURSERY = ROOT / "scripts" / "mutants" / "nursery.py"
LISTED = ROOT / "docs" / "mutants.md"
WORKERS, SECONDS = 2, 60
# Of the eleven ways to change a sign, one or two: what fails on + for - fails on ** for - too.
SIGNS = "Add_Sub|Sub_Add|Mul_Div|Div_Mul|FloorDiv_Div|Mod_Add|Pow_Mul|BitAnd_BitOr|BitOr_BitAnd"
ORDERS = (
    "Lt_LtE|Lt_GtE|LtE_Lt|LtE_Gt|Gt_GtE|Gt_LtE|GtE_Gt|GtE_Lt|Eq_NotEq|NotEq_Eq|Is_IsNot|IsNot_Is"
)
LEFT_OUT = rf"core/Replace(Binary|Comparison)Operator_(?!({SIGNS}|{ORDERS})$)"

# These guard against a programmer's mistake, and no test makes one.
NOT_TRIED = ("frozen=False", "strict=False", "kw_only=False", "repr=True")

Change = tuple[str, str, str]  # module, the line before, the line after


def changed(module: str) -> list[Change]:
    """The changes of a module that no test notices."""
    with TemporaryDirectory(prefix="mutants") as folder, _copy(Path(folder)) as (tree, socket):
        command = [sys.executable, "-S", "-E", str(NURSERY), str(socket), "-k", ONLY]
        if subprocess.run([*command, *tests_of(module)], cwd=tree).returncode:
            raise SystemExit(f"the tests of {module} fail before anything is changed")
        quoted = " ".join(f"'{word}'" for word in [*command, *tests_of(module)])
        config = Path(folder) / "config.toml"
        config.write_text(_config(f"src/metrics/{module}.py", quoted), encoding="utf-8")
        session = Path(folder) / "session.sqlite"
        for step in (
            ["cosmic-ray", "init", str(config), str(session)],
            ["cr-filter-operators", str(session), str(config)],
            ["cosmic-ray", "exec", str(config), str(session)],
        ):
            subprocess.run(step, cwd=tree, check=True, stdout=subprocess.DEVNULL)
        return list(_unnoticed(module, session))


@contextmanager
def _copy(folder: Path) -> Iterator[tuple[Path, Path]]:
    """A copy of the project that may be changed, and the socket of a warm process in it."""
    tree, socket = folder / "tree", folder / "socket"
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    found = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True)
    for name in filter(None, found.stdout.split("\0")):
        if (ROOT / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tree / name)
    warm = subprocess.Popen(
        [sys.executable, "-B", str(NURSERY), "serve", str(socket), str(SECONDS), str(tree / "src")],
        cwd=tree,
    )
    try:
        while not socket.exists() and warm.poll() is None:
            sleep(0.05)
        yield tree, socket
        if warm.poll() is not None:
            raise SystemExit("the warm process ended early, so that nothing was tested; run again")
    finally:
        warm.terminate()
        warm.wait()


def _config(module: str, command: str) -> str:
    return f"""
[cosmic-ray]
module-path = "{module}"
timeout = {2 * SECONDS}
excluded-modules = []
test-command = "{command}"
[cosmic-ray.distributor]
name = "local"
[cosmic-ray.filters.operators-filter]
exclude-operators = ['{LEFT_OUT}']
"""


def _unnoticed(module: str, session: Path) -> Iterator[Change]:
    query = "SELECT diff FROM work_results WHERE test_outcome = 'SURVIVED'"
    for (diff,) in sqlite3.connect(session).execute(query):
        before, after = (
            " ".join(re.findall(rf"^\{sign}(?!\{sign}\{sign})(.*)$", diff, re.MULTILINE)).strip()
            for sign in "-+"
        )
        if not any(guard in after for guard in NOT_TRIED):
            yield module, before, after


def main(modules: Sequence[str]) -> int:
    """Print every unnoticed change; 1 when one of them is not listed."""
    every = sorted(path.stem for path in (ROOT / "src/metrics").glob("*.py"))
    listed, unlisted = LISTED.read_text(encoding="utf-8"), 0
    with ThreadPoolExecutor(WORKERS) as at_once:
        for found in at_once.map(changed, modules or every):
            for module, before, after in found:
                known = f"`{before}` | `{after}`" in listed
                unlisted += not known
                print(
                    f"{'listed' if known else 'NEW'}  {module}: {before}  =>  {after}", flush=True
                )
    return 1 if unlisted else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
