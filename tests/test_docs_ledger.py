"""The ten questions of docs/ledger.md are answered as it says, by the dossier that comes with Parley."""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from parley import cli

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "ledger.md").read_text("utf-8")
ASKED = re.compile(r"<!-- run: parley (.*?) -->\n```text\n(.*?)```", re.DOTALL)
MARK = re.compile(r"\[\d+\]")


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A ledger with the dossier and nothing else."""
    path = str(tmp_path_factory.mktemp("docs") / "ledger.db")
    with redirect_stdout(io.StringIO()):
        assert cli.run(["dossier", "load", "us-china", "--ledger", path]) == 0
    yield path


def test_there_are_ten_questions() -> None:
    """The page shows ten answers."""
    assert len(ASKED.findall(PAGE)) == 10


@pytest.mark.parametrize(("command", "shown"), ASKED.findall(PAGE))
def test_the_answer_is_as_the_manual_shows_it(ledger: str, command: str, shown: str) -> None:
    """Each line stands so in the answer, in this order; `...` leaves lines out, marks may be others."""
    out = io.StringIO()
    with redirect_stdout(out):
        assert cli.run([*shlex.split(command), "--ledger", ledger]) == 0
    printed = iter([MARK.sub("[]", line.rstrip()) for line in out.getvalue().splitlines()])
    for line in shown.splitlines():
        if line.strip() not in ("", "..."):
            assert MARK.sub("[]", line.rstrip()) in printed, f"not in the answer, or not here: {line}"
