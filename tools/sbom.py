"""The bill of materials of what Parley is run with: `sbom.py [--out FILE]`, CycloneDX 1.6 as JSON.

It names every package of `requirements.lock` with its version, hashes and licence, and fails (exit 1) where a
licence is unknown or not among those of `ops/licences.toml`. Without `--out` only the licences are checked,
which needs nothing but the packages that are installed.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
WORD = re.compile(r"\(|\)|[^\s()]+")


def main() -> int:
    """Print the licences and write the bill; 1 where a licence may not be."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--out", type=Path)
    asked.add_argument("--lock", type=Path, default=ROOT / "requirements.lock")
    given = asked.parse_args()
    rules = tomllib.loads((ROOT / "ops" / "licences.toml").read_text("utf-8"))
    found = {name: licence(name, rules) for name, _ in pinned(given.lock)}
    for what, number in sorted(Counter(found.values()).items()):
        print(f"{number:4} {what or 'UNKNOWN'}")
    wrong = [f"{n}: {what or 'no licence is known'}" for n, what in found.items() if not allowed(what, rules)]
    for line in wrong:
        print(f"NOT ALLOWED {line}")
    if given.out:
        given.out.write_text(json.dumps(bill(given.lock, found), indent=1, sort_keys=True) + "\n", "utf-8")
        print(f"Written: {given.out}")
    return int(bool(wrong))


def pinned(lock: Path) -> list[tuple[str, str]]:
    """Name and version of each package of a lock, as the lock spells them."""
    return PINNED.findall(lock.read_text("utf-8"))


def licence(name: str, rules: Mapping[str, Any]) -> str:
    """The SPDX expression of what a package says of its licence; empty where it says none that is known."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return str(rules["absent"].get(name, ""))
    for words in _said(told):
        if known := rules["said"].get(words.casefold(), words if allowed(words, rules) else ""):
            return str(known)
    return next(_said(told), "")


def allowed(expression: str, rules: Mapping[str, Any]) -> bool:
    """Whether an SPDX expression can be met by licences that are allowed; AND binds closer than OR."""
    words = [w for w in WORD.findall(expression) if w not in "()"]
    if not words or "(" in expression:
        return False
    choices = " ".join(words).split(" OR ")
    return any(all(one in rules["allowed"] for one in choice.split(" AND ")) for choice in choices)


def _said(told: Any) -> Iterator[str]:
    """What the metadata say, the most exact first: an expression, a name, a classifier."""
    named = (told.get("License") or "").strip()
    classifiers = [c for c in told.get_all("Classifier") or () if c.startswith("License ::")]
    for words in (told.get("License-Expression"), named, *(c.rpartition(" :: ")[2] for c in classifiers)):
        if words and "\n" not in words:
            yield words


def bill(lock: Path, licences: Mapping[str, str]) -> dict[str, Any]:
    """The bill that cyclonedx-bom makes of the lock, with the licences of what is named in it."""
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", "--output-reproducible"]
    command += ["--pyproject", str(ROOT / "pyproject.toml"), "--of", "JSON", str(lock)]
    made: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    for component in made["components"]:
        component.pop("description", None)  # the line of the lock; its hashes stand by themselves
        if what := licences.get(component["name"]):
            component["licenses"] = [{"expression": what} if " " in what else {"license": {"id": what}}]
    return made


if __name__ == "__main__":
    sys.exit(main())
