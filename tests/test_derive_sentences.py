"""Cutting text into sentences and finding quotations: what ends one, and what only looks like it."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from itertools import pairwise

import pytest
from derive_stories import article
from hypothesis import given
from hypothesis import strategies as st

from parley.derive.sentences import split
from parley.derive.sketch import Sketch, fold, quotations, terms
from parley.derive.words import words


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Mr. Alder met Ms. Quist on Jan. 5.", "They signed."],
        ["The levy of 3.5 percent stays.", "So does the quota."],
        ["The U.S. Senate agreed.", "Talks in the U.S.", "The House waits."],
        ["Envoy J. K. Orne arrived.", "He left at 4 p.m. on Monday."],
        ['"We will sign."', "He said no.", "No. 7 on the list was tin."],
        ["“Is it over?” she asked.", "“It is.”", "They laughed!"],
        ["Orrin Ltd. and Tace Inc. merged...", "Nobody noticed."],
        ["(The text was secret.)", "It leaked."],
        ["Prices fell by half in 1998.", "2019 was worse."],
    ],
)
def test_sentences_end_where_a_reader_would_end_them(sentences: list[str]) -> None:
    """Titles, initials, decimals, acronyms and closing marks end nothing by themselves."""
    assert cut(" ".join(sentences)) == sentences


def test_sentences_glued_by_a_scrape_are_cut_apart() -> None:
    """A lost space or a line break between sentences is an end."""
    assert cut("The pact holds.Nobody left it.") == ["The pact holds.", "Nobody left it."]
    assert cut('"It holds."Nobody left it\nA new line') == ['"It holds."', "Nobody left it", "A new line"]


@given(st.text(alphabet="ab AB.!?\"”'\n(1", max_size=60))
def test_sentences_cover_every_visible_character_once(text: str) -> None:
    """Spans rise, do not overlap, are trimmed, and leave only white space out."""
    spans = split(text)
    assert all(text[s:e] == text[s:e].strip() != "" for s, e in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said “yes” and "no".', ["yes", "no"]),
        ("'It's the farmer's turn,' she said.", ["It's the farmer's turn,"]),
        ("The farmers' union and the millers' guild met.", []),
        ("“This goes on", ["This goes on"]),
        ("'Come, as he put it: 'at once.''", ["Come, as he put it: 'at once.'"]),
    ],
)
def test_quotations_are_found_in_every_kind_of_marks(text: str, quoted: list[str]) -> None:
    """Apostrophes are no marks; the end of a paragraph ends a quotation; one may stand in another."""
    assert [text[s:e] for s, e in quotations(text)] == quoted


def test_words_are_folded_alike_in_both_spellings_of_an_acronym() -> None:
    """`U.S.` and `US` are one word, and forms of one stem are one term."""
    assert fold("The U.S. tariff") == fold("the US Tariff")
    assert terms("negotiators") == terms("negotiations")
    assert terms("1,200 tonnes of the") == {"1200", "tonnes"}


@pytest.mark.parametrize("kind", ["correction", "update"])
def test_the_patterns_of_the_word_file_match_their_examples_and_no_others(kind: str) -> None:
    """Each pattern in words.toml is held to the examples that stand beside it."""
    entry = tomllib.loads(files("parley.derive").joinpath("words.toml").read_text("utf-8"))[kind]
    pattern = getattr(words(), kind)
    assert [text for text in entry["match"] if not pattern.search(text)] == []
    assert [text for text in entry["no_match"] if pattern.search(text)] == []


def test_spans_of_sentences_lead_back_to_the_raw_page() -> None:
    """Sentence spans are those of their block's map, headings and titles left out."""
    text = "A first line. A second one.\n## A subhead\nThird here.\n"
    sketch = Sketch(article(text))
    assert [text[s.start : s.end] for s in sketch.spans] == ["A first line.", "A second one.", "Third here."]
    assert sketch.headings == ("a subhead",)


def test_a_quotation_too_long_to_be_one_breaks_no_word() -> None:
    """What stands outside the marks is a part of the sentence, also where a mark that nothing closes ends."""
    for pad in range(1, 12):
        text = f'"{"a" * pad} ' + "The harbourmaster counted seventeen freighters waiting. " * 40 + "\n"
        for sentence in Sketch(article(text)).sentences:
            assert sentence.narrated <= sentence.terms
