"""Looks for passwords, tokens and keys in the files of the project; those in docs are made up.

    python scripts/secrets_scan.py

Ends with status 1 and the places of what is not in the list of what is known (.secrets.json).
With --write the list is written anew: look at what it adds before it is kept.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from detect_secrets.core.scan import scan_file
from detect_secrets.settings import transient_settings

ROOT = Path(__file__).resolve().parents[1]
KNOWN = ROOT / ".secrets.json"
# Made data, expected texts, pins and pictures: nobody writes a password there, and most bytes lie
# there.
LEFT_OUT = ("data/", "tests/golden/", "tests/material/", "requirements")
KINDS = (
    "AWSKeyDetector", "ArtifactoryDetector", "AzureStorageKeyDetector", "BasicAuthDetector",
    "DiscordBotTokenDetector", "GitHubTokenDetector", "GitLabTokenDetector", "JwtTokenDetector",
    "KeywordDetector", "NpmDetector", "OpenAIDetector", "PrivateKeyDetector", "PypiTokenDetector",
    "SendGridDetector", "SlackDetector", "SquareOAuthDetector", "StripeDetector",
    "TelegramBotTokenDetector", "TwilioKeyDetector",
)  # fmt: skip
NO_TEXT = (".po", ".csv", ".json", ".svg", ".png", ".ttf", ".woff2", ".css")
HEURISTICS = ("is_templated_secret", "is_likely_id_string", "is_indirect_reference")
CHOSEN = {
    "plugins_used": [{"name": name} for name in KINDS],
    "filters_used": [{"path": f"detect_secrets.filters.heuristic.{each}"} for each in HEURISTICS],
}


def files() -> list[str]:
    """Every file of the project that people write."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.splitlines()
    return [name for name in listed if not name.startswith(LEFT_OUT) and not name.endswith(NO_TEXT)]


def found(names: list[str]) -> Iterator[tuple[str, int]]:
    """What looks like a secret: its file, kind and digest in one text, and its line."""
    with transient_settings(CHOSEN):
        for name in names:
            for each in scan_file(str(ROOT / name)):
                yield f"{name}: {each.type} {each.secret_hash[:12]}", each.line_number


def main() -> None:
    """Compare with what is known, or write it."""
    there = dict(found(files()))
    if "--write" in sys.argv[1:]:
        KNOWN.write_text(json.dumps(sorted(there), indent=1) + "\n", encoding="utf-8")
        return
    known = json.loads(KNOWN.read_text(encoding="utf-8"))
    new = [f"{each} (line {line})" for each, line in there.items() if each not in known]
    if new:
        told = "\n".join(new)
        sys.exit(f"These look like secrets; take them out, or see the script's --write:\n{told}")


if __name__ == "__main__":
    main()
