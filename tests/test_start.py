"""What a command loads before it prints: heavy libraries only where they are used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from parley.store import open_store

HEAVY = {
    "alembic", "dateparser", "fastapi", "fastwarc", "jinja2", "lxml", "mcp", "pyarrow", "pypdf", "ray",
    "spacy", "starlette", "thinc", "trafilatura", "typst", "uvicorn", "urllib3", "xlsxwriter",
}  # fmt: skip
STORE = {"numpy", "sqlalchemy"}


def loaded(*arguments: str) -> set[str]:
    """The packages in memory after a command."""
    code = (
        "import sys; from parley import cli; code = cli.run(sys.argv[1:]);"
        "print(*{m.split('.')[0] for m in sys.modules}, file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 2), done.stderr
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("command", [[], ["state"], ["read"], ["batch"], ["serve"]])
def test_help_loads_neither_store_nor_reader(command: list[str]) -> None:
    """Help is there at once: no database, no parser, no web server."""
    assert not loaded(*command, "--help") & (HEAVY | STORE)


def test_an_answer_loads_no_reader(tmp_path: Path) -> None:
    """`parley state` opens the ledger; what reads, migrates, draws or serves stays out."""
    ledger = tmp_path / "a.db"
    with open_store(ledger):
        pass
    assert not loaded("state", "--as-of", "2025-06-12", "--ledger", str(ledger)) & HEAVY
