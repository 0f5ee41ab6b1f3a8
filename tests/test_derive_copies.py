"""Copies alone: fingerprints in a table that grows, and what it costs to hold one more."""

from __future__ import annotations

import random
import re

import numpy as np
import pytest
from derive_stories import ORIGINAL, REWRITE, lines

from parley.derive.copies import Copies
from parley.derive.runs import Runs, shingles
from parley.derive.sketch import fold

TEXT = ORIGINAL.replace("\n", " ")


def prints(rng: np.random.Generator, count: int = 60) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    return np.unique(rng.integers(0, 1 << 61, count, np.uint64) << np.uint64(3))


def story(seed: int, words: int = 300) -> str:
    rng = random.Random(seed)
    return " ".join(f"w{rng.randrange(10**6)}" for _ in range(words))


def test_a_copy_is_found_whatever_its_marks_and_case() -> None:
    """Same words: both shares are 1, and the text is not held twice."""
    copies = Copies()
    assert copies.add("a", TEXT) == ()
    (copy,) = copies.add("b", TEXT.upper().replace(",", " —"))
    assert (copy.name, copy.of_new, copy.of_old) == ("a", 1.0, 1.0)
    assert len(copies) == 1


def test_a_cut_copy_stands_wholly_in_its_source() -> None:
    """A beginning has all its runs in the whole, the whole only a part of them in the beginning."""
    copies = Copies()
    copies.add("whole", TEXT)
    (copy,) = copies.add("cut", lines(ORIGINAL, 4))
    assert copy.name == "whole" and copy.of_new > 0.9 > 0.6 > copy.of_old


def test_a_longer_version_of_a_text_is_found_too() -> None:
    """The old text stands in the new one: the share of the old counts as well."""
    copies = Copies()
    copies.add("short", lines(ORIGINAL, 4))
    (copy,) = copies.add("long", TEXT)
    assert copy.of_old > 0.9


def test_an_edited_copy_is_found_and_a_rewrite_is_not() -> None:
    """A changed word here and there leaves most runs; new words leave none."""
    copies = Copies()
    copies.add("a", TEXT)
    words = TEXT.split()
    words[::50] = ["other"] * len(words[::50])
    assert [c.name for c in copies.add("edited", " ".join(words))] == ["a"]
    assert copies.add("rewrite", REWRITE) == ()


def test_notices_and_empty_texts_are_no_copies() -> None:
    """What many pages share ("subscribe to read on") ties nothing together."""
    copies = Copies()
    assert copies.add("a", "Subscribe to read on.") == copies.add("b", "Subscribe to read on.") == ()
    assert copies.add("c", "") == () and len(copies) == 0


def test_many_copies_of_one_text_are_still_found_and_lead_to_the_first() -> None:
    """A table's row keeps the first holders only, and those are where the hundredth copy comes from."""
    copies = Copies()
    for number in range(100):
        words = TEXT.split()
        words[number] = f"w{number}"
        found = copies.add(f"c{number}", " ".join(words))
        assert bool(found) == bool(number)
    assert "c0" in {c.name for c in found}


def test_a_table_that_has_grown_many_times_still_finds_its_first_texts() -> None:
    """Doubling moves entries and loses none that had room."""
    rng, runs = np.random.default_rng(1), Runs(buckets=4)
    held = [prints(rng) for _ in range(500)]
    for number, one in enumerate(held):
        runs.add(number, one)
    for number, one in enumerate(held):
        found = runs.find(one)
        assert found[number] >= 0.9 * len(one)
        assert all(count <= 2 for other, count in found.items() if other != number)


def test_memory_is_about_a_kilobyte_a_text() -> None:
    """Sixty runs of eight bytes, in a table that is a quarter to half full."""
    rng, runs = np.random.default_rng(1), Runs()
    for number in range(3000):
        runs.add(number, prints(rng))
    assert runs.size / 3000 < 2200


def test_runs_are_those_of_the_words_whatever_stands_around_them() -> None:
    """A fixed eighth of the runs is sampled, the same in every text that has them; short texts have none."""
    words = fold(story(1, 4000))
    sampled = set(shingles(words).tolist())
    assert 350 < len(sampled) < 650
    part = set(shingles(["before", *words[1000:2000], "after"]).tolist())
    assert len(part & sampled) >= len(part) - 2 > 90
    assert set(shingles(words[::-1]).tolist()).isdisjoint(sampled)
    assert len(shingles(words[:4])) == 0


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. and the E.U. agreed.",
        "“Don’t,” she said — ‘no’…",
        "Zürich, naïve, ÉLAN and Straße; 3,500.75 t_x",
        "He left at 5 p.m. on Sept. 4.\u00a0It rained.",
        "",
    ],
)
def test_folding_by_table_is_folding_by_pattern(text: str) -> None:
    """The fast way for ASCII and the plain definition give the same words."""
    undotted = re.sub(r"\b(?:[A-Za-z]\.){2,}", lambda m: m.group().replace(".", ""), text)
    assert fold(text) == re.findall(r"[^\W_]+", undotted.casefold())
