"""The stream on which speed is measured: the same for a seed, in its proportions, readable as an archive."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from parley.acquire.warc import in_file
from parley.model import Skipped

TOOL = Path(__file__).resolve().parents[1] / "tools" / "stream.py"


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """tools/stream.py."""
    spec = importlib.util.spec_from_file_location("stream", TOOL)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["stream"] = module
    spec.loader.exec_module(module)
    return module


def test_a_seed_gives_one_stream(tool: ModuleType) -> None:
    """The same seed gives the same pages, another seed others."""
    one = [item.page() for item in tool.stream(40, seed=1)]
    assert one == [item.page() for item in tool.stream(40, seed=1)]
    assert one != [item.page() for item in tool.stream(40, seed=2)]


def test_the_stream_has_the_proportions_of_syndication(tool: ModuleType) -> None:
    """Half copies and near copies, a fifth rewrites, nine in ten off topic, over two years."""
    items = list(tool.stream(1500))
    kinds = Counter(item.kind for item in items)
    assert 0.45 < (kinds["copy"] + kinds["near"]) / len(items) < 0.55
    assert 0.16 < kinds["rewrite"] / len(items) < 0.24
    assert 0.05 < sum(item.on_topic for item in items) / len(items) < 0.17
    assert (items[-1].day - items[0].day).days > 600
    words = [len(" ".join(item.sentences).split()) for item in items if item.kind == "new"]
    assert 400 < sum(words) / len(words) < 650


def test_a_copy_says_what_its_source_says(tool: ModuleType) -> None:
    """Copies have the sentences of a page before them; what a slot left open is nowhere."""
    items = list(tool.stream(200))
    seen: set[tuple[str, ...]] = set()
    for item in items:
        assert "<" not in " ".join(item.sentences) and "{" not in " ".join(item.sentences)
        assert item.kind != "copy" or item.sentences in seen
        seen.add(item.sentences)


def test_the_archive_holds_every_page(tool: ModuleType, tmp_path: Path) -> None:
    """Written as a web archive, each page is a record with its address."""
    path = tmp_path / "s.warc.gz"
    assert tool.write_archive(tool.all_new(5), path) == 5
    found = list(in_file(path))
    assert not any(isinstance(one, Skipped) for one in found)
    assert [one.address for one in found] == [f"https://news.example/{n:06d}.html" for n in range(5)]
