"""The same articles in any order, whole or one by one, have the same lineage."""

from __future__ import annotations

import pytest
from derive_stories import BRIEFING_A, BRIEFING_B, ORIGINAL, REWRITE, article, lines
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.derive import Index, derive, families, traced
from parley.model import Article

STORIES = [
    article(ORIGINAL, "a", published="2031-04-08T08:00Z", outlet="Norvian Press"),
    article(ORIGINAL, "b", published="2031-04-08T09:00Z", outlet="Harbour Post"),
    article(ORIGINAL, "c", outlet="Valley Times", title="Timber: an outline"),
    article(lines(ORIGINAL, 5), "d", published="2031-04-08T08:30Z", outlet="Lake Herald"),
    article(REWRITE, "e", published="2031-04-08"),
    article(ORIGINAL + BRIEFING_A, "f", published="2031-04-09", outlet="Norvian Press"),
    article(BRIEFING_A, "g", published="2031-04-08"),
    article(BRIEFING_B, "h", published="2031-04-08"),
]
EXPECTED = derive(STORIES)
EIGHT, NINE = "2031-04-08T08:00:00+00:00", "2031-04-08T09:00:00+00:00"


@settings(max_examples=12, deadline=None)
@given(st.permutations(STORIES))
def test_the_order_of_the_input_does_not_matter(shuffled: list[Article]) -> None:
    """Edges are equal to the last field for every permutation."""
    assert derive(shuffled) == EXPECTED


def test_an_article_given_twice_counts_once() -> None:
    """A repeated article is no copy of itself."""
    assert derive([*STORIES, *STORIES]) == EXPECTED


def test_the_families_of_the_stories_have_the_first_wire_text_as_origin() -> None:
    """Copies, the cut copy, the rewrite and the longer version go back to one text; the briefing does not."""
    origins = families(EXPECTED, [s.id for s in STORIES])
    assert {k for k, origin in origins.items() if origin == "a/0"} == {f"{page}/0" for page in "abcdef"}
    assert origins["g/0"] == "g/0"
    assert origins["h/0"] == "h/0"


@pytest.mark.parametrize(("first", "second"), [("a", "b"), ("b", "a")])
def test_of_two_texts_found_at_one_address_the_one_found_later_is_the_newer(first: str, second: str) -> None:
    """Whatever their ids are, and without a word of the page about it; elsewhere it says nothing."""
    changed = ORIGINAL.replace("12", "13") + " Nobody was told why."
    old, new = article(ORIGINAL, first, outlet="Lake Herald"), article(changed, second, outlet="Lake Herald")
    seen = {old.page: ("https://lake.example/1", EIGHT), new.page: ("https://lake.example/1", NINE)}
    (edge,), _ = traced([new, old], seen)
    assert (edge.kind, edge.old, edge.new) == ("version", old.id, new.id)
    assert "found later at the address" in " ".join(edge.reasons)
    apart = {**seen, new.page: ("https://lake.example/2", NINE)}
    assert traced([new, old], apart) == traced([new, old])


def test_an_index_gives_an_article_its_edges_as_it_comes() -> None:
    """An older text that comes late is the older all the same."""
    index = Index()
    assert index.add(STORIES[1]) == ()
    assert index.add(STORIES[7]) == ()
    late = index.add(STORIES[0])
    assert [(e.kind, e.old, e.new) for e in late] == [("exact", "a/0", "b/0")]
    assert [(e.kind, e.new) for e in index.add(STORIES[3])] == [("excerpt", "d/0")]


def test_copies_of_one_day_go_back_to_the_agency_and_not_to_each_other() -> None:
    """The agency's page bears an hour and its copies only the day; a credit puts the copy behind it."""
    wire = article(ORIGINAL, "w", published="2031-04-08T01:00Z", outlet="Norvian Press")
    credit = {"published": "2031-04-08", "agencies": ("Norvian Press",)}
    papers = [article(ORIGINAL, "a", outlet="Lake Herald", title="Timber at last", **credit),
              article(ORIGINAL, "b", outlet="Valley Times", **credit)]  # fmt: skip
    edges = derive([*papers, wire, article(REWRITE, "r", published="2031-04-09")])
    assert {(e.kind, e.old, e.new) for e in edges} == {
        ("reprint", "w/0", "a/0"), ("reprint", "w/0", "b/0"), ("rewrite", "w/0", "r/0"),
    }  # fmt: skip
    index = Index()
    for one in (papers[0], wire):
        index.add(one)
    assert [(e.old, e.new) for e in index.add(papers[1])] == [("w/0", "b/0")]
