"""Ask for known faults of what the locks pin: `audit.py`; exit 1 where there is one.

Where the network does not allow it, or the index knows nothing of faults, it says so in words and passes: a
test must not fail for the lack of a network. It asks once, and waits half a minute at most.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 30
COMMAND = (
    *(sys.executable, "-m", "pip_audit", "--disable-pip", "--no-deps", "--progress-spinner", "off"),
    *("--timeout", "5", "--format", "json", "-r", str(ROOT / "requirements-dev.lock")),
)


def main() -> int:
    """Print what came of it."""
    try:
        done = subprocess.run(COMMAND, capture_output=True, text=True, timeout=SECONDS)
        code, line = verdict(json.loads(done.stdout))
    except (subprocess.TimeoutExpired, OSError):
        code, line = 0, "audit: skipped, the index did not answer in time"
    except ValueError:
        code, line = 0, "audit: skipped, the index cannot be reached"
    print(line)
    return code


def verdict(told: Mapping[str, Any]) -> tuple[int, str]:
    """The exit code and the words for pip-audit's answer."""
    packages = told["dependencies"]
    asked = [p for p in packages if "skip_reason" not in p]
    faults = [f"{p['name']} {p['version']}: {v['id']}" for p in asked for v in p["vulns"]]
    if faults:
        hint = "raise the pin: see make lock"
        return 1, "\n".join([*(f"audit: {line}" for line in faults), f"audit: {len(faults)} known; {hint}"])
    if not asked:
        return (
            0,
            f"audit: skipped, the index here knows nothing of faults ({len(packages)} packages asked for)",
        )
    rest = f"; {len(packages) - len(asked)} could not be asked for" if len(asked) < len(packages) else ""
    return 0, f"audit: no fault is known of {len(asked)} locked packages{rest}"


if __name__ == "__main__":
    sys.exit(main())
