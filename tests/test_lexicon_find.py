"""Finding entries in text: whole words, longest first, case, folding with offsets kept, neighbours."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parley.lexicon import Lexicon, Match, lexicon
from parley.lexicon.entries import Guard
from parley.lexicon.fold import fold, plain
from parley.lexicon.matcher import Matcher, Pattern


@pytest.fixture(scope="module")
def book() -> Lexicon:
    return lexicon()


def pairs(matches: tuple[Match, ...]) -> list[tuple[str, str]]:
    return [(match.kind, match.key) for match in matches]


def surfaces(text: str, matches: tuple[Match, ...]) -> list[str]:
    return [text[match.start : match.end] for match in matches]


def test_a_sentence_is_read_from_left_to_right(book: Lexicon) -> None:
    """Parties, offices, persons, goods and venues come in the order of the text with their keys."""
    text = "In Geneva, Treasury Secretary Scott Bessent told China that duties on steel stay."
    assert pairs(book.find(text)) == [
        ("venue", "Geneva"),
        ("office", "us-treasury"),
        ("person", "Scott Bessent"),
        ("party", "CN"),
        ("good", "steel"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Washington Post has the list.", [("outlet", "Washington Post")]),
        ("rare earth magnets", [("good", "rare earth magnets")]),
        ("the Trump administration", [("body", "Trump administration")]),
        ("ships in the South China Sea", []),
        ("the world's second-largest economy", [("metonym", "CN")]),
        ("the Japanese capital", [("capital", "Tokyo")]),
        ("Dow Jones Industrial Average", [("index", "Dow Jones Industrial Average")]),
    ],
)
def test_the_longest_spelling_wins(book: Lexicon, text: str, expected: list[tuple[str, str]]) -> None:
    """A name inside a longer name is not reported, and a decoy hides what it contains."""
    assert pairs(book.find(text)) == expected


def test_names_are_whole_words(book: Lexicon) -> None:
    """Nothing is found inside a longer word."""
    assert book.find("Chinatowns, steelworks and Indianapolis; USB and US$5") == ()


def test_case_tells_acronyms_and_names_from_words(book: Lexicon) -> None:
    """Capitals of a spelling must be capitals in the text; capital headlines are read all the same."""
    assert book.find("they told us who may turkey") == (Match(21, 27, "good", "turkey", "turkey"),)
    assert pairs(book.find("US CHINA")) == [("party", "US"), ("party", "CN")]
    assert pairs(book.find("Turkey")) == [("party", "TR")]
    assert pairs(book.find("Soybeans and STEEL")) == [("good", "soybeans"), ("good", "steel")]
    assert pairs(book.find("In May the talks ended.")) == []


def test_the_possessive_is_left_out(book: Lexicon) -> None:
    """The match of "China's" and of the typographic form covers the name alone."""
    for text in ("China's answer", "China’s answer", "the U.S.'s answer"):
        assert surfaces(text, book.find(text))[0] in ("China", "U.S.")


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("China's Commerce Ministry", "body", "Ministry of Commerce of China"),
        ("the Chinese commerce ministry", "body", "Ministry of Commerce of China"),
        ("Ministry of Commerce of the People's Republic of China", "body", "Ministry of Commerce of China"),
        ("Japan's finance ministry", "body", "Ministry of Finance of Japan"),
        ("the British government", "body", "Government of the United Kingdom"),
        ("the commerce ministry", "role", "commerce ministry"),
        ("the finance minister", "title", "finance minister"),
        ("China's top trade negotiator", "office", "cn-itr"),
    ],
)
def test_bodies_and_titles_with_and_without_their_party(
    book: Lexicon, text: str, kind: str, key: str
) -> None:
    """With the party's name a role is one body; bare it is a role or title for the caller to resolve."""
    assert pairs(book.find(text)) == [(kind, key)]


def test_accents_dashes_and_spaces_fold_and_offsets_stay(book: Lexicon) -> None:
    """Composed and decomposed accents, dashes inside names, doubled and odd spaces; spans are the text's."""
    for text, surface, key in (
        ("Mr. Maroš Šefčovič said", "Maroš Šefčovič", "Maroš Šefčovič"),
        (
            "Mr. Maros\u030c S\u030cefc\u030covic\u030c said",
            "Maros\u030c S\u030cefc\u030covic",
            "Maroš Šefčovič",
        ),
        ("Mr. Lee Jae–Myung said", "Lee Jae–Myung", "Lee Jae-myung"),
        ("Mr.  Scott \u00a0Bessent said", "Scott \u00a0Bessent", "Scott Bessent"),
        ("the Jamieson\u200b Greer talks", "Jamieson\u200b Greer", "Jamieson Greer"),
        ("Mr. Howard\nLutnick said", "Howard\nLutnick", "Howard Lutnick"),
    ):
        (match,) = [m for m in book.find(text) if m.kind == "person"]
        assert (text[match.start : match.end], match.key) == (surface, key)


def test_no_name_runs_over_a_paragraph_or_a_spaced_dash(book: Lexicon) -> None:
    """A blank line and a dash with spaces separate."""
    assert pairs(book.find("Scott\n\nBessent")) == [("person", "Scott Bessent")]
    assert book.find("Scott\n\nBessent")[0].start == 7
    assert "rare earth magnets" not in {m.key for m in book.find("of rare earths - magnetic ones")}


def test_goods_are_found_in_both_numbers_and_with_hyphens(book: Lexicon) -> None:
    """Singular and plural, and the attributive form with a hyphen, lead to one name."""
    for text in ("a semiconductor", "semiconductors", "microchips"):
        assert pairs(book.find(text)) == [("good", "semiconductors")]
    for text in ("rare-earth magnets", "rare earth magnet"):
        assert pairs(book.find(text)) == [("good", "rare earth magnets")]
    assert pairs(book.find("batteries or a battery")) == [("good", "batteries")] * 2


def test_neighbours_admit_and_exclude() -> None:
    """Guards look at the word before and after, across quotation marks but not across a comma."""
    guard = Guard("Gap", ("-",), ("-",), only_before=("shares",), not_after=("the",))
    finder = Matcher([Pattern("Gap", "company", "Gap", guard)])
    assert finder.find('buy "Gap" shares')
    assert not finder.find("the Gap shares")
    assert not finder.find("Gap, shares")
    assert finder.find("the, Gap shares")


def test_the_first_kind_has_words_that_two_kinds_claim() -> None:
    """At equal case the order of kinds decides, and the spelling with more capitals comes first."""
    finder = Matcher([Pattern("apple", "good", "apples"), Pattern("Apple", "company", "Apple")])
    assert [m.key for m in finder.find("An Apple and an apple")] == ["Apple", "apples"]


PIECES = [
    "US",
    "U.S.",
    "China",
    "’s ",
    "rare-earth",
    " magnets",
    "\u0301",
    "  ",
    "\n\n",
    "–",
    "EU",
    "é",
    "steel",
    " ",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=25).map("".join))
def test_matches_lie_in_the_text_in_order(text: str) -> None:
    """Whatever the text, matches do not overlap, come in order, and fold to their spelling."""
    at = 0
    for match in lexicon().find(text):
        assert at <= match.start < match.end <= len(text)
        surface = fold(text[match.start : match.end]).text.strip()
        assert surface.lower() == fold(match.form).text.lower()
        at = match.end


def test_finding_is_fast_enough(book: Lexicon) -> None:
    """A dense text of 200 kB takes well under half a second of processor time (2 MB/s when unloaded)."""
    text = "The US and China met in Geneva; duties on steel, rare-earth magnets and soybeans stay. " * 2300
    started = time.process_time()
    assert len(book.find(text)) == 6 * 2300
    assert time.process_time() - started < 0.8


@pytest.mark.parametrize(
    "text",
    [
        "The  Élysée\n\n Palace",
        "ex-\nminister",
        "a \u2011 b\u00ad-c",
        "so–called `deal`",
        "",
        "ＮＯ\u0301de İ",
    ],
)
def test_folding_with_no_way_back_is_the_same(text: str) -> None:
    """`plain` gives the folded text in small letters with single spaces."""
    assert plain(text) == " ".join(fold(text).text.lower().split())
