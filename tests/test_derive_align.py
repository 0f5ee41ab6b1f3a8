"""Aligning sentences, saying what changed, and choosing families: the parts that `derive` is made of."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from derive_stories import ORIGINAL, REWRITE, article

from parley.derive import derive, families
from parley.derive.align import align, backbone
from parley.derive.changes import pairs
from parley.derive.comparison import Comparison
from parley.derive.direction import EVIDENCE, moment
from parley.derive.families import sources
from parley.derive.sketch import Sentence, Sketch
from parley.model import Edge, SentencePair, Span

SHARED = Path(__file__).resolve().parents[2] / "shared"
FILLER = "The harbour master of Quill Bay counted nine ships at anchor before the fog came in again.\n"


def sentences(*texts: str) -> tuple[Sentence, ...]:
    return Sketch(article("\n".join(texts) + "\n")).sentences


def changed(old: str, new: str) -> list[str | None]:
    a, b = Sketch(article(old + "\n" + FILLER, "p1")), Sketch(article(new + "\n" + FILLER, "p2"))
    return [pair.change for pair in pairs(Comparison(a, b))][:-1]


def test_one_sentence_split_into_two_is_paired_with_both_halves() -> None:
    """An old sentence may be the source of several new ones."""
    old = sentences(
        "Vessel owners in Port Amel hailed the cut in pilot fees and asked for cheaper berths.", FILLER
    )
    first, second = (
        "The cut in pilot fees was hailed by Port Amel's vessel owners.",
        "Owners asked for cheaper berths.",
    )
    new = sentences(first, second, FILLER)
    assert [(m.old, m.new, m.copied) for m in align(old, new)] == [(0, 0, False), (0, 1, False), (1, 2, True)]


def test_sentences_that_share_only_common_words_are_not_paired() -> None:
    """Stop words and one weak term make no pair."""
    assert (
        align(sentences("The talks will go on for two more weeks."), sentences("The rain may go on.")) == ()
    )
    assert align((), sentences(FILLER)) == ()


def test_a_sentence_printed_twice_is_paired_once_for_each_copy() -> None:
    """Copied sentences are paired one to one, in order."""
    assert [(m.old, m.new) for m in align(sentences(FILLER, FILLER), sentences(FILLER))] == [(0, 0)]


def test_the_backbone_is_the_heaviest_chain_that_keeps_the_order() -> None:
    """A pair that crosses the others is left out, unless it outweighs them."""
    crossing = [(0, 0, 1.0), (1, 3, 1.0), (2, 1, 1.0), (3, 2, 1.0)]
    assert backbone(crossing) == [(0, 0), (2, 1), (3, 2)]
    assert backbone([*crossing, (4, 0, 9.0)]) == [(4, 0)]
    assert backbone([]) == []


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (
            "Talks on tin ended with 14 points open.",
            "Talks on tin ended with 15 points open.",
            "number altered: 14 to 15",
        ),
        ("The quota on tin will be lifted.", "The quota on tin will not be lifted.", "negation added: not"),
        (
            "Orsen will lift the quota on tin in May.",
            "Orsen could lift the quota on tin in May.",
            "hedge added: could",
        ),
        (
            "The quota on tin was set by Orsen after a call with Tamsin Vale.",
            "The quota on tin was set by Orsen after a call.",
            "name dropped: Tamsin, Vale",
        ),
        (
            "“The quota on tin will go before summer,” said the minister.",
            "“The quota on tin must go before summer,” said the minister.",
            "quoted words changed",
        ),
        ("The quota on tin will go before summer.", "The quota on tin will go before summer.", None),
    ],
)
def test_a_change_of_fact_is_told_in_short_words(old: str, new: str, change: str | None) -> None:
    """Numbers, names, hedges, negations and quoted words that differ are named; nothing else is."""
    assert changed(old, new) == [change]


def edge(old: str, new: str, score: float, *starts: int) -> Edge:
    told = tuple(SentencePair(Span(old, s, s + 9), Span(new, s, s + 9)) for s in starts)
    return Edge("reprint", old, new, score, (), told)


def test_a_family_goes_back_along_the_best_source() -> None:
    """A chain ends at its origin; a second, weaker source does not join two families."""
    edges = [edge("a", "b", 0.9), edge("b", "c", 0.8), edge("x", "c", 0.4)]
    assert families(edges, "abcxy") == {"a": "a", "b": "a", "c": "a", "x": "x", "y": "y"}


def test_contradictory_evidence_still_makes_one_family() -> None:
    """A ring of sources is named by its smallest id, for those in it and those behind it."""
    edges = [edge("b", "c", 0.9), edge("c", "b", 0.9), edge("c", "a", 0.5)]
    assert families(edges, "abc") == {"a": "b", "b": "b", "c": "b"}


def test_sources_that_explain_nothing_more_are_left_out() -> None:
    """Of equals the first stays; a weaker source stays for two sentences of its own, not for one."""
    best, equal = edge("a", "n", 0.8, 0, 10, 20), edge("b", "n", 0.8, 0, 10, 20)
    one_more, two_more = edge("c", "n", 0.5, 20, 30), edge("d", "n", 0.5, 30, 40)
    assert sources([best, equal, one_more, two_more]) == (best, two_more)


def test_moments_of_different_zones_compare_as_instants() -> None:
    """A bare date is its midnight; what has no zone is taken as UTC."""
    assert moment("2031-04-08T01:00+02:00") < moment("2031-04-07T23:30Z") < moment("2031-04-08")
    assert moment("2031-04-08T05:00") == moment("2031-04-08T05:00Z")


def test_every_piece_of_evidence_names_the_older_or_the_newer() -> None:
    """The reasons read as sentences, and no weight is without effect."""
    for evidence in EVIDENCE:
        assert evidence.weight > 0
        assert "{new}" in evidence.words


def test_scores_of_a_comparison_turn_with_it() -> None:
    """Seen from the other side the shares change places and the chain stays."""
    ahead = Comparison(Sketch(article(ORIGINAL, "p1")), Sketch(article(REWRITE, "p2")))
    back = ahead.flipped()
    assert (back.retold.a, back.retold.b) == (ahead.retold.b, ahead.retold.a)
    assert back.chain == ahead.chain
    assert back.only_a == ahead.only_b


def tool() -> ModuleType:
    path = Path(__file__).resolve().parents[1] / "tools/measure_lineage.py"
    spec = importlib.util.spec_from_file_location("measure_lineage", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not SHARED.exists(), reason="the shared texts are not here")
def test_the_seeds_hold_one_rewrite_and_no_other_link() -> None:
    """Page 002 is found as the rewrite of 001, and the other pages stay apart."""
    (found,) = derive(tool().seed_articles(SHARED))
    assert (found.kind, found.old[:3], found.new[:3]) == ("rewrite", "001", "002")


@pytest.mark.skipif(not SHARED.exists(), reason="the shared texts are not here")
def test_the_agency_story_is_one_family_in_all_its_outlets() -> None:
    """Eight outlets carry the summit story, one of them cut after two paragraphs."""
    measure = tool()
    articles = measure.copied_articles(SHARED / "data/copies")
    origins = families(derive(articles), [a.id for a in articles])
    members = {k for k, origin in origins.items() if origin == origins["tx44/0"]}
    assert {f"tx{n}/0" for n in ("05", "32", "36", "43", "44", "45", "46", "47")} <= members
