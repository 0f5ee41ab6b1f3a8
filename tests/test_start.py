"""What a command loads before it prints: heavy libraries only where they are used."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import typer
from ledger_builders import NOW, VERSIONS, new_ledger, reading, settlement, toy

from parley import cli, cli_values

MONDAY = toy("2025-06-09", "steel: announced", "chips: threatened", address="mon.txt")
TUESDAY = toy("2025-06-10", "steel: imposed", address="tue.txt")

HEAVY = {
    "alembic", "dateparser", "fastapi", "fastwarc", "jinja2", "lxml", "mcp", "pyarrow", "pypdf", "ray",
    "spacy", "starlette", "thinc", "trafilatura", "typst", "uvicorn", "urllib3", "xlsxwriter",
}  # fmt: skip
# No plain answer needs them: a file is asked by SQLite's own driver, lines are laid out without Rich.
UNASKED = {"ctypes", "numpy", "pandas", "psycopg", "pydantic", "pydantic_core", "rich", "sqlalchemy"}


def loaded(*arguments: str, whole: bool = False) -> set[str]:
    """The packages in memory after a command, or the `whole` names of all modules."""
    code = (
        "import sys; from parley import cli, cli_values; cli_values.install(); code = cli.run(sys.argv[1:]);"
        "print(*sys.modules, file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 2), done.stderr
    names = set(done.stderr.splitlines()[-1].split())
    return names if whole else {name.split(".")[0] for name in names}


@pytest.mark.parametrize("command", [[], ["state"], ["read"], ["batch"], ["serve"]])
def test_help_loads_neither_store_nor_reader(command: list[str]) -> None:
    """Help is there at once: no database, no parser, no web server."""
    assert not loaded(*command, "--help") & (HEAVY | UNASKED | {"sqlite3"})


@pytest.mark.parametrize(
    "question",
    [
        ["state"],
        ["state", "--known", "2025-06-10"],
        ["brief"],
        ["brief", "--dispute", "us-china", "--format", "md"],
        ["show", "steel"],
        ["lapse"],
        ["changes"],
        ["timeline", "--format", "json"],
        ["disputes"],
        ["search", "steel", "--most", "5"],
    ],
)
def test_an_answer_loads_only_what_it_needs(question: list[str], filled: Path) -> None:
    """Of a ledger in a file: what reads, migrates, draws or serves stays out, and so does SQLAlchemy."""
    assert not loaded(*question, "--ledger", str(filled)) & (HEAVY | UNASKED)


def test_an_answer_loads_no_lexicon_and_no_other_answer(filled: Path) -> None:
    """Names of parties alone are read of the lexicon; a briefing and its board are not loaded for a list."""
    modules = loaded("state", "--ledger", str(filled), whole=True)
    assert "parley.write.listings" in modules
    assert not modules & {"parley.lexicon", "parley.write.board", "parley.write.show", "parley.store.schema"}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with entries of one dispute."""
    pages = (MONDAY, TUESDAY)
    with new_ledger(tmp_path_factory.mktemp("start")) as store:
        store.record([reading(page) for page in pages], at=NOW, versions=VERSIONS)
        store.settle(settlement(*pages), at=NOW, versions=VERSIONS, through=store.last_reading())
    return store.path


def test_plain_values_are_as_they_were(tmp_path: Path) -> None:
    """What an option says of a wrong value, and what it makes of a right one, is as Typer has it."""
    ledger = ["--ledger", str(tmp_path / "none.db")]
    for wrong in (
        ["--format", "xml"],
        ["--from", "0"],
        ["--from", "1_0"],
        ["--from", "-1"],
        ["--from", "x"],
        ["--limit", "-1"],
        ["--ledger"],
    ):
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
