"""What the locks hold: licences that are allowed, versions that are told, faults that are asked for."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
RULES = tomllib.loads((ROOT / "ops" / "licences.toml").read_text("utf-8"))
LOCK = """\
tin-ore==1.2 \\
    --hash=sha256:{0}
rare-earth==3.0 ; sys_platform == 'win32' \\
    --hash=sha256:{0}
""".format("ab" * 32)


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


sbom, audit = tool("sbom"), tool("audit")


def test_every_locked_package_has_a_licence_that_is_allowed() -> None:
    """The lock that people install from, package by package."""
    pinned = sbom.pinned(ROOT / "requirements.lock")
    found = {name: sbom.licence(name, RULES) for name, _ in pinned}
    assert len(found) > 50 and "psycopg-binary" in found  # a server and a container install from it
    assert {name: what for name, what in found.items() if not sbom.allowed(what, RULES)} == {}


@pytest.mark.parametrize(
    ("expression", "good"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("GPL-2.0-only OR MIT", True),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-only AND MIT OR Apache-2.0", True),
        ("", False),
        ("(MIT OR GPL-3.0-only) AND X", False),
    ],
)
def test_a_choice_needs_one_and_a_sum_needs_all(expression: str, good: bool) -> None:
    """AND binds closer than OR; what is not understood is not allowed."""
    assert sbom.allowed(expression, RULES) is good


def test_the_bill_names_each_package_with_version_hash_and_licence(tmp_path: Path) -> None:
    """CycloneDX 1.6; a choice of licences is an expression."""
    (tmp_path / "some.lock").write_text(LOCK)
    made = sbom.bill(tmp_path / "some.lock", {"tin-ore": "MIT", "rare-earth": "MIT OR ISC"})
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    rows = {c["name"]: c for c in made["components"]}
    assert rows["tin-ore"]["version"] == "1.2" and rows["tin-ore"]["licenses"] == [{"license": {"id": "MIT"}}]
    assert rows["rare-earth"]["licenses"] == [{"expression": "MIT OR ISC"}]
    assert "ab" * 32 in json.dumps(rows["tin-ore"])


def test_a_package_without_a_licence_that_is_known_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither installed nor named among those of other systems: the line says which."""
    (tmp_path / "some.lock").write_text(LOCK)
    monkeypatch.setattr(sys, "argv", ["sbom.py", "--lock", str(tmp_path / "some.lock")])
    assert sbom.main() == 1
    assert "NOT ALLOWED tin-ore: no licence is known" in capsys.readouterr().out


GOOD = {"name": "tin-ore", "version": "1.2", "vulns": []}
BAD = {"name": "rare-earth", "version": "3.0", "vulns": [{"id": "PYSEC-1"}]}
UNKNOWN = {"name": "kelp", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("packages", "code", "words"),
    [
        ([GOOD], 0, "no fault is known of 1 locked packages"),
        ([GOOD, UNKNOWN], 0, "1 could not be asked for"),
        ([GOOD, BAD], 1, "rare-earth 3.0: PYSEC-1"),
        ([UNKNOWN], 0, "skipped, the index here knows nothing"),
    ],
)
def test_the_audit_fails_for_a_known_fault_and_for_nothing_else(
    packages: list[dict[str, object]], code: int, words: str
) -> None:
    """What the index does not know is said, and is no failure."""
    told = audit.verdict({"dependencies": packages})
    assert told[0] == code and words in told[1]


@pytest.mark.parametrize("fault", [subprocess.TimeoutExpired("pip-audit", 60), OSError("no such program")])
def test_without_a_network_the_audit_is_skipped_in_words(
    fault: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It passes, and says that it was skipped."""

    def fail(*given: object, **rest: object) -> None:
        raise fault

    monkeypatch.setattr(subprocess, "run", fail)
    assert audit.main() == 0
    assert "skipped" in capsys.readouterr().out


def test_an_answer_that_is_none_is_a_skip_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """pip-audit ends with a traceback where the index cannot be reached."""
    done = subprocess.CompletedProcess(audit.COMMAND, 1, "", "ConnectionError")
    monkeypatch.setattr(subprocess, "run", lambda *given, **rest: done)
    assert audit.main() == 0 and "cannot be reached" in capsys.readouterr().out
