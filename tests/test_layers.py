"""The one-way rule: a stage imports no later stage, and every stage folder is known."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import parley

ROOT = Path(parley.__file__).parent
STAGES = ["acquire", "clean", "derive", "lexicon", "read", "record", "resolve", "store", "weigh", "write"]
# These are vocabulary (and how a file is written whole), not work: any stage may use them.
SHARED = {"model", "errors", "lexicon", "files", "__version__"}


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("parley"):
            head, _, rest = node.module.partition(".")
            names |= {rest.split(".")[0]} if rest else {alias.name for alias in node.names}
            assert head == "parley"
        elif isinstance(node, ast.Import):
            names |= {a.name.split(".")[1] for a in node.names if a.name.startswith("parley.")}
    return names


def test_stage_folders_sort_in_the_order_of_the_data() -> None:
    """The listing of the package reads as the flow of the data, with no folder beside it."""
    folders = sorted(p.name for p in ROOT.iterdir() if p.is_dir() and p.name != "__pycache__")
    assert folders == STAGES == sorted(STAGES)


@pytest.mark.parametrize("stage", STAGES)
def test_no_stage_imports_a_later_one(stage: str) -> None:
    """A stage may import earlier stages and the shared vocabulary, nothing that comes after it."""
    allowed = SHARED | set(STAGES[: STAGES.index(stage) + 1])
    files = list((ROOT / stage).rglob("*.py"))
    assert files, f"{stage} is empty"
    for path in files:
        assert imported(path) <= allowed, f"{path.name} of {stage} imports {imported(path) - allowed}"
