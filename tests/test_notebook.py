"""Parley from Python: the ledger object, data frames, and the worked notebook."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from demo_run import demo
from nbclient import NotebookClient

from parley import Ledger
from parley.errors import LedgerError, UsageError

NOTEBOOK = Path(__file__).resolve().parents[1] / "docs" / "notebook.ipynb"


def test_the_notebook_runs_from_begin_to_end(tmp_path: Path) -> None:
    """Over the ledger of the demo; its answers are shown as text, its tables as tables."""
    shutil.copy(demo()[1], tmp_path / "demo.db")
    notebook = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    kinds = [set(out.data) for cell in notebook.cells for out in cell.get("outputs", ()) if "data" in out]
    assert sum("text/markdown" in kind for kind in kinds) == 2
    assert sum("text/html" in kind for kind in kinds) == 2
    last = notebook.cells[-2].outputs[-1].data["text/plain"]
    assert "2025-08-12" in last and "2025-11-10" in last


def test_a_frame_has_days_as_dates_and_rates_as_numbers() -> None:
    """Rows are lines of the answer, found by the id of their entry."""
    with Ledger.open(demo()[1]) as ledger:
        frame = ledger.frame("state", "2025-11-10")
    assert frame.index.name == "entry"
    assert frame["known_from"].dt.year.between(2025, 2026).all()
    assert frame["rate"].dtype.kind == "f" and frame["rate"].notna().any()
    assert all(frame["words"])


def test_what_cannot_be_answered_is_said_as_elsewhere(tmp_path: Path) -> None:
    """No ledger, no such entry."""
    with pytest.raises(LedgerError, match="no ledger here"), Ledger.open(tmp_path / "none.db"):
        pass
    with Ledger.open(demo()[1]) as ledger, pytest.raises(UsageError, match="no such entry"):
        ledger.answer("show", subject="us-mars-talks")
