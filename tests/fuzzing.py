"""Fuzzing guided by coverage: `python tests/fuzzing.py --seconds 60 [TARGET...]`, each target for so long.

Atheris (libFuzzer under Python, Apache-2.0) changes bytes so that they reach code that none reached before.
Each target runs in a process of its own; a find ends it, and is kept in `build/fuzz/TARGET`.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

LOOKED_AT = {
    "page": ["parley.acquire", "parley.clean"],
    "feed": ["parley.acquire", "fastfeedparser"],
    "archive": ["parley.acquire", "pypdf"],
    "config": ["parley.sources", "parley.watchlists", "parley.exposure_lines", "parley.record.dossier_check"],
    "api": ["parley.api", "parley.web", "parley.finding", "parley.serve"],
}
"""The targets, and the modules whose branches guide them: each costs time as it is loaded."""
KEPT = Path(__file__).parents[1] / "build" / "fuzz"
LONGEST, LARGEST = 20, 2048
"""Seconds and MiB of one run."""


def main(arguments: Sequence[str]) -> int:
    """Run the targets one after the other and print what each did; 1 where one found something."""
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    given.add_argument("targets", nargs="*", default=list(LOOKED_AT))
    given.add_argument("--seconds", type=int, default=60)
    told = given.parse_args(arguments)
    found = 0
    for target in told.targets:
        runs, code, last = run(target, told.seconds)
        found += code != 0
        print(f"{target:8} {runs:>9,} runs in {told.seconds} s  {'sound' if code == 0 else last}", flush=True)
    return min(found, 1)


def run(target: str, seconds: int) -> tuple[int, int, str]:
    """Fuzz one target: how many runs, exit code, and the last words where it found something."""
    corpus = KEPT / target
    (corpus / "seeds").mkdir(parents=True, exist_ok=True)
    bounds = {"max_total_time": seconds, "timeout": LONGEST, "rss_limit_mb": LARGEST, "max_len": 20_000}
    options = [f"-{name}={value}" for name, value in bounds.items()] + [f"-artifact_prefix={corpus}/"]
    call = [sys.executable, __file__, "--one", target, *options, str(corpus / "seeds")]
    done = subprocess.run(call, capture_output=True, text=True, errors="replace", check=False)
    counts = [int(n) for n in re.findall(r"^(?:Done |#)(\d+)", done.stderr, re.MULTILINE)]
    (corpus / "log.txt").write_text(done.stderr)
    return max(counts, default=0), done.returncode, f"see {corpus}/log.txt"


def one(target: str, options: list[str]) -> None:
    """The process of one target."""
    import atheris

    with atheris.instrument_imports(include=LOOKED_AT[target]):
        import fuzz_targets

    fuzz_targets.quiet()
    seeds = Path(options[-1])
    for number, raw in enumerate(fuzz_targets.seeds(target)):
        (seeds / f"seed-{number}").write_bytes(raw)
    atheris.Setup([sys.argv[0], *options], fuzz_targets.TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], sys.argv[3:])
    else:
        sys.exit(main(sys.argv[1:]))
