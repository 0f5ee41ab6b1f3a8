"""Every furniture pattern keeps its examples, and needs them."""

from __future__ import annotations

import pytest

from parley.clean import words
from parley.clean.furniture import Facts, pieces
from parley.clean.lines import split

ALL = [pattern for where in ("line", "start", "end") for pattern in words.patterns(where)]


def matches(pattern: words.Pattern, text: str) -> bool:
    found = pattern.find(text)
    return bool(found) and (pattern.where != "end" or (found is not None and found.end() == len(text)))


@pytest.mark.parametrize("pattern", ALL, ids=lambda pattern: pattern.name)
def test_a_pattern_matches_its_examples_and_no_others(pattern: words.Pattern) -> None:
    """Each has both kinds of examples; those of `match` match, those of `no_match` do not."""
    assert pattern.match and pattern.no_match
    for text in pattern.match:
        assert matches(pattern, text), text
    for text in pattern.no_match:
        assert not matches(pattern, text), text


def test_every_entry_of_the_file_is_read() -> None:
    """No pattern stands under a place that nobody asks for."""
    assert len(ALL) == len(words.data()["pattern"])


@pytest.mark.parametrize(
    "text",
    [
        "The minister said that the tariff would rise to 12 percent in July.",
        "“We will not pay it,” she said.",
        "Exporters share the view of the ministry, which published the list on Monday.",
        "Follow-up talks are due in Oslo next week.",
        "Video of the signing was shown to reporters in the hall.",
        "Read the treaty before you sign it, the envoy told the two delegations.",
        "Reuters reported on Monday that the quota had been cut.",
        "A spokesman declined to comment.",
        "Sign language was used at the hearing.",
        "Copyright rules are not part of the deal.",
        "Watch makers in Geneva fear the levy.",
        "Both sides agreed to hold talks in May.",
    ],
)
def test_news_sentences_are_no_furniture(text: str) -> None:
    """Words that furniture also uses do not make furniture of a sentence."""
    (line,) = split(text)
    assert [reason for _, reason in pieces(line, Facts())] == [None]


def test_run_in_tails_are_cut_one_after_the_other() -> None:
    """Initials, company note and share line behind one text are three pieces, and the text stays."""
    tail = " ab-cde/fgh/ij XYZ - ALDER AND MILL HOLDINGS Follow us on: Facebook Telegram"
    (line,) = split("The mill stays shut." + tail)
    facts = Facts()
    cut = [(piece.text, reason) for piece, reason in pieces(line, facts)]
    assert cut[0] == ("The mill stays shut.", None)
    assert [reason for _, reason in cut[1:]] == ["agency initials", "company note", "share line"]
    assert facts.agencies == ["AFP"]
