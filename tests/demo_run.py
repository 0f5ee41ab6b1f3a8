"""`parley demo`, run once for all tests: what it prints, and the ledger that it leaves."""

from __future__ import annotations

import atexit
import io
import shutil
import tempfile
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path

from parley import cli


@cache
def demo() -> tuple[str, Path]:
    """The output of the demo and the path of its ledger (with a space in it, as users have them)."""
    folder = tempfile.mkdtemp(prefix="parley-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path, output = Path(folder) / "demo ledger.db", io.StringIO()
    with redirect_stdout(output):
        assert cli.run(["demo", "--ledger", str(path)]) == 0
    return output.getvalue(), path
