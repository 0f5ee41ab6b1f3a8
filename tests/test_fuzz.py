"""Any bytes: a target does its work or raises an error of ours. `make fuzz SECONDS=300` goes on with coverage."""

from __future__ import annotations

import time
from importlib.util import find_spec
from pathlib import Path

import fuzz_targets
import pytest
from fuzzing import LOOKED_AT, run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SEEDS = {name: list(fuzz_targets.seeds(name)) for name in fuzz_targets.TARGETS}
FOUND = Path(__file__).parent / "data" / "fuzz"
"""Bytes that once made a target fail, in files `TARGET-WHAT`."""


@st.composite
def changed(draw: st.DrawFn, target: str) -> bytes:
    """A seed with pieces cut out, put in, and taken from others."""
    raw = bytearray(draw(st.sampled_from(SEEDS[target])))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(raw)))
        piece = draw(st.binary(max_size=8) | st.sampled_from(PIECES))
        raw[at : at + draw(st.integers(0, 40))] = piece * draw(st.sampled_from((1, 1, 1, 50)))
    return bytes(raw)


PIECES = [
    b"<", b">", b"<!--", b"-->", b"<div>", b"</p>", b"]]>", b"<![CDATA[", b'"', b"&#0;", b"&amp;", b"\0", b"\xff\xfe", b"\r\n\r\n", b"\xed\xa0\x80", b"9999999999",
    b"2099-13-45", b"-1", b"nan", b"[[", b"]]", b"{", b"}", b"= ", b"\x1f\x8b\x08", b"PK\x03\x04", b"WARC/1.0", b"Content-Length: ", b"stream", b"endobj", b"<<", b" 0 R",
]  # fmt: skip


@pytest.mark.parametrize("target", fuzz_targets.TARGETS)
def test_changed_seeds_do_no_harm(target: str) -> None:
    """Some dozens of each target, the same each time; the number is told."""
    runs = 0

    @settings(
        max_examples=60,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(changed(target))
    def tried(raw: bytes) -> None:
        nonlocal runs
        runs += 1
        began = time.process_time()
        fuzz_targets.TARGETS[target](raw)
        assert time.process_time() - began < 10

    tried()
    print(f"{target}: {runs} runs")
    assert runs >= 50


@pytest.mark.parametrize("path", sorted(FOUND.glob("*-*")), ids=lambda path: path.name)
def test_what_was_found_once_does_no_harm_again(path: Path) -> None:
    """Each find of the fuzzer stays."""
    fuzz_targets.TARGETS[path.name.partition("-")[0]](path.read_bytes())


@pytest.mark.skipif(find_spec("atheris") is None, reason="no atheris for this system")
def test_the_fuzzer_runs() -> None:
    """A few seconds of one target, guided by coverage: it ran, and found nothing."""
    runs, code, told = run("config", 3)
    assert (code, runs > 10) == (0, True), told


def test_every_target_has_modules_that_guide_it() -> None:
    """The names are the same in both places."""
    assert set(LOOKED_AT) == set(fuzz_targets.TARGETS)
