"""No regular expression of the package takes more time than in line with its text."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from regexes import Use, growth, uses

import parley

# Patterns that would be slow on a long text and never see one.
BOUNDED = {
    "parley.clean.bylines.ROLE": "parts of a byline, 170 characters",
    "parley.clean.imprint.SIGNED": "laid on a whole line, all its parts bounded",
    "parley.clean.imprint.SIGNED_FIRST": "laid on a whole line, all its parts bounded",
    "parley.clean.tokens.TAG": "laid where a tag opens that ends; after 200 open quotes it is given up",
    "parley.clean.tokens.LOOSE": "laid where a tag opens that ends",
    "parley.derive.sentences._BEFORE": "24 characters before a full stop",
    "parley.lexicon.matcher._WORD_BEFORE": "40 characters before a name",
    "parley.read.naming": "200 characters before brackets",
    "parley.read.quantities_words": "the characters just before a number",
}
USES = uses()


def test_all_patterns_are_looked_at() -> None:
    """Those in modules, in tables, in the lexicon and in calls: some hundreds."""
    assert len(USES) > 200
    assert {"parley.clean.tokens.TAG", "parley.acquire.lists.LIST"} <= {use.where for use in USES}
    assert set(BOUNDED) <= {use.where for use in USES}


@pytest.mark.parametrize("part", range(8))
def test_time_grows_in_line_with_the_text(part: int) -> None:
    """Of texts of each pattern's loops with an end that fits nothing, four times the text takes four times as
    long, not sixteen; loops inside loops would not end at all."""
    slow = {use.where: growth(use) for use in USES[part::8] if use.where not in BOUNDED}
    assert {where: found for where, found in slow.items() if found} == {}


@pytest.mark.parametrize(
    "pattern", [r"(a+)+b", r"\s+$", r"(?:<!--.*?-->\s*)*<rss", r"<style.*?</style>", r"\w+(?:,\w+)*:"]
)
def test_slow_patterns_are_found(pattern: str) -> None:
    """The check itself: expressions that are known to be slow are told."""
    assert growth(Use(re.compile(pattern, re.DOTALL), "here", searched=True)) is not None


def test_a_feed_behind_hundreds_of_comments_is_told_at_once() -> None:
    """Each could have ended at any later one: two to the power of their number."""
    from parley.acquire.feed import is_feed
    from parley.acquire.lists import is_list

    raw = b"<!---->" * 580
    began = time.process_time()
    assert is_feed(raw + b"<rss >") and is_list(raw + b"<o:opml >")
    assert not is_feed(raw + b"<x>") and not is_list(raw + b"<x>")
    assert time.process_time() - began < 1


def test_no_group_is_possessive() -> None:
    """Python 3.11 before its fifth release matches such groups wrongly (cpython issue 106052)."""
    kept = re.compile(r"\)(?:[+*?]|\{[0-9,]+\})\+|\(\?>")
    files = Path(parley.__path__[0]).rglob("*.py")
    assert [path.name for path in files if kept.search(path.read_text("utf-8"))] == []
