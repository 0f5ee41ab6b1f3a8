"""What a command loads before it prints: heavy libraries only where they are used."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import typer

from parley import cli, cli_values
from parley.store import open_store

HEAVY = {
    "alembic", "dateparser", "fastapi", "fastwarc", "jinja2", "lxml", "mcp", "pyarrow", "pypdf", "ray",
    "spacy", "starlette", "thinc", "trafilatura", "typst", "uvicorn", "urllib3", "xlsxwriter",
}  # fmt: skip
STORE = {"numpy", "sqlalchemy"}
UNASKED = {"pydantic", "pydantic_core", "numpy"}  # no plain answer needs them
LONGEST = 3.6  # times the processor time of loading SQLAlchemy, without which no ledger is opened


def loaded(*arguments: str) -> set[str]:
    """The packages in memory after a command."""
    code = (
        "import sys; from parley import cli, cli_values; cli_values.install(); code = cli.run(sys.argv[1:]);"
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
    assert not loaded(*command, "--help") & (HEAVY | STORE | UNASKED)


def test_an_answer_loads_no_reader(tmp_path: Path) -> None:
    """`parley state` opens the ledger; what reads, migrates, draws or serves stays out."""
    ledger = tmp_path / "a.db"
    with open_store(ledger):
        pass
    assert not loaded("state", "--as-of", "2025-06-12", "--ledger", str(ledger)) & (HEAVY | UNASKED)


def test_an_answer_begins_soon(tmp_path: Path) -> None:
    """The whole of `parley state` costs a few times what loading the database's library does.

    Processor time beside processor time of the same minute: the clock of a shared machine tells little.
    """
    ledger = tmp_path / "a.db"
    with open_store(ledger):
        pass
    compiled = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path / "compiled")}
    compiled.pop("PYTHONDONTWRITEBYTECODE", None)
    answer = ["-m", "parley", "state", "--as-of", "2025-06-12", "--ledger", str(ledger)]
    spent(answer, compiled)  # what is compiled once is no part of it
    assert min(spent(answer, compiled) for _ in range(3)) < LONGEST * min(
        spent(["-c", "import sqlalchemy, sqlalchemy.dialects.sqlite"], compiled) for _ in range(3)
    )


def spent(arguments: list[str], environment: Mapping[str, str]) -> float:
    """Seconds of processor time of one run of Python."""
    before = os.times()
    subprocess.run([sys.executable, *arguments], capture_output=True, check=False, env=environment)
    after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


def test_plain_values_are_as_they_were(tmp_path: Path) -> None:
    """What an option says of a wrong value, and what it makes of a right one, is as Typer has it."""
    ledger = ["--ledger", str(tmp_path / "none.db")]
    for wrong in (["--format", "xml"], ["--from", "0"], ["--from", "x"], ["--limit", "-1"], ["--ledger"]):
        lines = {
            subprocess.run(
                [sys.executable, "-c", code, "state", *ledger, *wrong], capture_output=True, check=False
            ).stderr
            for code in (
                "import sys; from parley import cli; cli.run(sys.argv[1:])",
                "import sys; from parley import cli, cli_values; cli_values.install(); cli.run(sys.argv[1:])",
            )
        }
        assert len(lines) == 1
        assert lines.pop().startswith(b"parley: ")


def test_only_the_command_that_is_asked_for_is_made() -> None:
    """A plain command stands alone; help, groups and what is no command have all beside them."""
    whole = len(typer.main.get_command(cli.app).commands)  # type: ignore[attr-defined]
    for arguments, count in (
        (["state"], 1),
        (["--help"], whole),
        (["dossier", "list"], whole),
        (["x"], whole),
    ):
        made = typer.main.get_command(cli_values.only(cli.app, arguments))
        assert len(made.commands) == count  # type: ignore[attr-defined]
    assert len(typer.main.get_command(cli.app).commands) == whole  # type: ignore[attr-defined]
