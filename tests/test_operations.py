"""docs/operations.md and ops/ are true: the tests, metrics, events, files and commands in them are there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main
from fastapi.testclient import TestClient
from ledger_builders import NOW, new_ledger, stages, toy
from prometheus_client.parser import text_string_to_metric_families

from parley import cli, flow, journal
from parley.library import Library
from parley.serve import Door, application
from parley.sources import Register, State

ROOT = Path(__file__).resolve().parents[1]
MANUAL = (ROOT / "docs" / "operations.md").read_text("utf-8")
OPS = ROOT / "ops"
UNITS = sorted([*OPS.glob("*.service"), *OPS.glob("*.timer")])
CONTAINER = (OPS / "Containerfile").read_text("utf-8")
ALERTS = (OPS / "alerts.yml").read_text("utf-8")
PARLEY = "/opt/parley/.venv/bin/parley"


def part(heading: str) -> str:
    """The text of a section of the manual."""
    return MANUAL.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize(("file", "name"), re.findall(r"`(tests/\w+\.py)::(\w+)`", MANUAL))
def test_each_test_that_the_manual_names_is_there(file: str, name: str) -> None:
    """A promise without its test is none."""
    assert re.search(rf"^def {name}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE)


def test_the_manual_names_a_test_for_each_promise() -> None:
    """Each row of the table ends with one."""
    rows = [r for r in part("What is promised, and which test proves it").splitlines() if r.startswith("| ")]
    assert len(rows) > 20
    assert all(re.search(r"`tests/\w+\.py::test_\w+` \|$", row) for row in rows[1:])


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of all families of metrics of a desk with a page and a source, as its exposition has them."""
    with new_ledger(tmp_path_factory.mktemp("ops")) as store:
        flow.read_into(store, (), fetched=NOW, stages=stages([toy("2025-06-10", "tin: imposed")]))
        Register(store.place.beside(".sources")).keep(
            State("https://example.org/a", answered=NOW, changed=NOW)
        )
        with TestClient(application(Library(store), Door()), base_url="http://127.0.0.1:8000") as client:
            client.get("/")
            families = text_string_to_metric_families(client.get("/metrics").text)
            return {s.name for f in families for s in f.samples} | {f.name for f in families}


def families(names: set[str]) -> set[str]:
    """Names of the program's own metrics without the endings that a histogram gives its parts."""
    own = {name for name in names if name.startswith("parley_") and not name.endswith("_created")}
    return {re.sub(r"(?<=_seconds)_(bucket|count|sum)$", "", name) for name in own}


def test_the_manual_tells_each_metric_and_no_other(measured: set[str]) -> None:
    """The table and `/metrics`, both ways."""
    told = set(re.findall(r"`(parley_\w+)`", part("Watch")))
    assert families(measured) == told


def test_the_alerts_ask_for_metrics_that_there_are(measured: set[str]) -> None:
    """A rule about a name that nobody writes never fires."""
    asked = set(re.findall(r"\b(?:parley|process)_\w+", " ".join(re.findall(r"expr: (.*)", ALERTS))))
    assert asked and asked <= measured


def test_the_manual_tells_each_event_of_the_logs_and_no_other() -> None:
    """The table and what the program logs, both ways."""
    events = {"library"}
    for path in Path(journal.__file__).parent.rglob("*.py"):
        events |= set(re.findall(r'journal\.tell\(\s*"(\w+)"', path.read_text("utf-8")))
    table = part("Watch").partition("| event | fields |")[2]
    told = {
        w
        for row in table.splitlines()
        for w in re.findall(r"`(\w+)`", row.split("|")[1] if "|" in row else "")
    }
    assert told == events


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_is_one_that_systemd_takes(unit: Path, tmp_path: Path) -> None:
    """`systemd-analyze verify` has nothing to say, and finds little that a service could reach."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("there is no systemd-analyze here")
    for one in UNITS:  # the program is where it is here, the user one that is here
        text = one.read_text("utf-8").replace(PARLEY, str(Path(sys.executable).with_name("parley")))
        text = text.replace("User=parley", "User=root").replace("Group=parley", "Group=root")
        (tmp_path / one.name).write_text(text.replace("file:///opt/parley", f"file://{ROOT}"))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)],
        capture_output=True, text=True, env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
    )  # fmt: skip
    lines = [line for line in done.stderr.splitlines() if unit.name in line]
    assert lines == [] and (done.returncode == 0 or not done.stderr)


@pytest.mark.parametrize("unit", [u for u in UNITS if u.suffix == ".service"], ids=lambda path: path.name)
def test_a_service_is_hardened(unit: Path) -> None:
    """No rights, no home, nothing written outside its own folder, no secret in the file."""
    text = unit.read_text("utf-8")
    for line in ("NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "CapabilityBoundingSet=\n",
                 "UMask=0077", "StateDirectory=parley", "User=parley"):  # fmt: skip
        assert line in text, line
    assert not re.search(r"(TOKEN|PASSWORD|DATABASE)=\S", text)


COMMANDS = typer.main.get_command(cli.app).commands  # type: ignore[attr-defined]
CALLS = [
    line.partition(PARLEY)[2].split()[0]
    for unit in UNITS
    for line in unit.read_text("utf-8").splitlines()
    if line.startswith("ExecStart=") and PARLEY in line
]


def test_the_units_and_the_container_call_commands_that_there_are() -> None:
    """Every `parley ...` in them."""
    assert {"serve", "watch", "backup"} == set(CALLS) <= set(COMMANDS)
    called = re.search(r'^CMD \["(\w+)", "(--\w+)"', CONTAINER, re.MULTILINE)
    assert called and called[2] in {o for p in COMMANDS[called[1]].params for o in p.opts}


def test_the_container_takes_files_that_there_are_and_is_nobody() -> None:
    """What is copied is in the checkout, what is installed is locked, and it does not run as root."""
    for line in re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINER, re.MULTILINE):
        assert all((ROOT / name).exists() for name in line.split())
    assert "--require-hashes -r requirements.lock" in CONTAINER
    assert CONTAINER.index("USER parley") < CONTAINER.index("ENTRYPOINT")
    assert "/health/ready" in CONTAINER


def test_the_container_builds() -> None:
    """Where a builder runs, and is allowed to: it takes minutes, and the network."""
    builder = shutil.which("podman") or shutil.which("docker")
    if not os.environ.get("PARLEY_BUILD"):
        pytest.skip("a container is built only with PARLEY_BUILD=1")
    if builder is None or subprocess.run([builder, "info"], capture_output=True).returncode:
        pytest.skip("no builder of containers runs here")
    subprocess.run(
        [builder, "build", "-f", "ops/Containerfile", "-t", "parley-test", "."], cwd=ROOT, check=True
    )


def test_names_of_the_desk_come_from_the_environment_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several, divided by blanks, as in a unit or a container."""
    given: list[Door] = []
    monkeypatch.setattr("parley.serve.serve", lambda ledger, door: given.append(door))
    monkeypatch.setenv("PARLEY_NAMES", "desk.example.org News.example.org")
    monkeypatch.delenv("PARLEY_TOKEN", raising=False)
    assert cli.run(["serve", "--name", "other.example.org"]) == 0
    assert cli.run(["serve"]) == 0
    assert "other.example.org" in given[0].names
    assert {"desk.example.org", "news.example.org", "localhost"} <= given[1].names
