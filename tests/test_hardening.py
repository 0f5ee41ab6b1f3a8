"""Bounds that the bad files led to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from parley.acquire import feed, lists
from parley.acquire.found import Found
from parley.clean import clean, tokens
from parley.derive.sentences import LONGEST, split
from parley.errors import InputError, UsageError
from parley.files import content, settings
from parley.model import Page


def test_what_never_stops_is_no_sentence() -> None:
    """It is cut at spaces, or where there are none, and nothing is lost."""
    for text in ("tin and iron " * 2000, "a" * 20_000, "x" * 2999 + " y"):
        parts = split(text)
        assert all(end - start <= LONGEST for start, end in parts)
        assert "".join(text[a:b] for a, b in parts).replace(" ", "") == text.replace(" ", "")
    assert split("Norway waits. Canada too.") == [(0, 13), (14, 25)]


@pytest.mark.parametrize("read", [lambda f: list(feed.entries(f)), lists.addresses])
def test_a_tag_with_ten_thousands_of_attributes_is_refused(read: object) -> None:
    """Parsers compare each with all before it."""
    raw = b"<rss " + b" ".join(b'a%d="b"' % n for n in range(30_000)) + b"></rss>"
    assert callable(read)
    with pytest.raises(InputError, match="too many attributes"):
        read(Found("a", raw, "application/rss+xml"))


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Settings are regular files of a few megabytes."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large").write_bytes(b"#" * (5 * 2**20))
    (tmp_path / "deep").write_text("a = " + "[" * 50_000)
    for name, said in {
        "pipe": "no regular file",
        "large": "larger than 4 MiB",
        "none": "no such",
        "deep": "no TOML",
    }.items():
        with pytest.raises(UsageError, match=said):
            settings(tmp_path / name, "look")
    with pytest.raises(InputError, match="larger than 1 MiB"):
        content(tmp_path / "large", 1, InputError)


def test_an_address_of_a_megabyte_is_told_by_its_beginning() -> None:
    """So is a message."""
    assert len(InputError("x" * 10**6, where="y" * 10**6, hint="shorten it").line()) < 2100


def test_hidden_elements_that_never_close_take_no_time() -> None:
    """Their end is looked for once, and the words behind them are read."""
    words = tokens.read("<svg>" * 50_000 + "<p>Fees rise.</p>")
    assert words.squeezed == "Feesrise."


def test_a_text_of_very_many_lines_is_read_to_a_bound() -> None:
    """And says so."""
    text = "Norway will charge a duty on tin, its minister said in Oslo on Tuesday.\n\n" + "a\n" * 200_000
    (article, *_) = clean(
        Page("0" * 64, "a.txt", "2025-06-12T08:00:00+00:00", text.encode(), text, "utf-8", "text/plain")
    )
    assert article.incomplete == "only the first 10,000 lines of the page were read"


@pytest.mark.parametrize("address", ["http://[::1", "javascript:alert(1)", "http://a b"])
def test_a_page_with_a_broken_address_is_read(address: str) -> None:
    """It has none of its own then."""
    text = f'<html><head><link rel="canonical" href="{address}"></head><body><p>Fees rise in Oslo.</p></body></html>'
    assert clean(
        Page("0" * 64, address, "2025-06-12T08:00:00+00:00", text.encode(), text, "utf-8", "text/html")
    )
