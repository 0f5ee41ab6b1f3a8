"""The short cuts of reading: what they may leave out, and that a copy's claims are as if it had been read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from parley.model import Article, Block, Segment
from parley.read import open_parser
from parley.read.gate import SHORT, may_carry, may_carry_page, open_parts
from parley.read.parse import Memory
from parley.reader import Reader, bare_of, dumps, loads, placed

ON_TOPIC = (
    "The United States will impose a 25% tariff on copper from Chile on 1 July, officials said on Monday.",
    "“We shall answer in kind,” the Chilean trade minister, Rosa Quist, told reporters in Santiago.",
    "Delegations of both countries met in Lima on Tuesday.",
)
IDLE = "The choir sang in the old hall, and the guests were glad of the warm soup that the cooks had made. "


def article(paragraphs: tuple[str, ...], page: str = "p", shift: int = 0, **given: object) -> Article:
    """An article whose paragraphs stand on a page, each `shift` characters further than in its text."""
    blocks, at = [], 0
    for text in paragraphs:
        kind = "heading" if text.startswith("# ") else "paragraph"
        blocks.append(Block(kind, text, (Segment(0, at + shift, at + shift + len(text)),)))  # type: ignore[arg-type]
        at += len(text) + 2
    return Article(page, 0, None, given.get("outlet"), tuple(blocks), published="2025-06-11")  # type: ignore[arg-type]


@pytest.fixture
def reader() -> Iterator[Reader]:
    parser = open_parser()
    yield Reader(parser)
    parser.cache = Memory()


def test_a_copy_elsewhere_has_the_claims_of_its_own_reading(reader: Reader) -> None:
    """An exact copy on another page, at other places and in another paper, is as if it had been read."""
    first = article(ON_TOPIC)
    copy = replace(article(ON_TOPIC, "q", 40, outlet="The Harbour Courier"), agencies=("Reuters",))
    assert reader.claims(first)
    told = reader.claims(copy)
    assert told == replace(reader, kept=False, gated=False).claims(copy)
    assert {s.page for c in told for s in c.support} == {"q"}
    assert all("The Harbour Courier" in c.attribution for c in told)


def test_a_copy_is_not_parsed(reader: Reader) -> None:
    """The second time neither the parser nor the rules are asked."""
    first = reader.claims(article(ON_TOPIC))
    reader.parser.__dict__["_pipeline"] = None  # whoever parses now fails
    assert len(reader.claims(article(ON_TOPIC, "q", 7))) == len(first)


@pytest.mark.parametrize("change", [{"published": "2025-06-12"}, {"outlet": "Financial Times"}])
def test_what_the_claims_depend_on_is_in_the_key(reader: Reader, change: dict[str, str]) -> None:
    """Another day, or a paper of another country, is another reading."""
    one = article(ON_TOPIC)
    assert reader.key(one) == reader.key(replace(one, page="q", title="Other"))
    assert reader.key(one) != reader.key(replace(one, **change))  # type: ignore[arg-type]


def test_claims_come_back_from_bytes(reader: Reader) -> None:
    """What the cache holds says the same as what was put there."""
    bare = reader.claims(bare_of(article(ON_TOPIC)))
    assert loads(dumps(bare)) == bare
    assert placed(bare, article(ON_TOPIC)) == reader.claims(article(ON_TOPIC))


def test_the_gate_is_shut_for_what_is_not_about_trade() -> None:
    """A long text without a word of trade is not read; one word that leaves no doubt opens the gate."""
    long = IDLE * (SHORT // len(IDLE) + 1)
    assert not may_carry(long)
    assert may_carry(long + "The tariffs stay.")
    assert may_carry(long + "A summit on exports.")
    assert not may_carry(long + "The Santiago summit was on birds.")  # one weak word alone
    assert not may_carry(long + "Retariffed, unwto.")  # no words begin there


def test_a_short_text_is_always_read(reader: Reader) -> None:
    """A text of a few lines costs little, so the gate does not judge it."""
    assert may_carry("Rosa Quist said that she was glad.")


def test_a_shut_article_costs_no_parse(reader: Reader) -> None:
    """The parser is not asked about an article that the gate holds back."""
    reader.parser.__dict__["_pipeline"] = None
    assert reader.claims(article((IDLE * 20,))) == ()


def test_long_idle_sections_are_passed_over() -> None:
    """Of an article of several sections those that are long and say nothing of trade are left out."""
    idle = IDLE * (SHORT // len(IDLE) + 1)
    whole = article(("# Duties", ON_TOPIC[0], "# Music", idle, "# Talks", ON_TOPIC[2], "# Brief", IDLE))
    kept = [b.text for b in open_parts(whole).blocks]
    assert idle not in kept
    assert ON_TOPIC[0] in kept and ON_TOPIC[2] in kept and IDLE in kept
    assert open_parts(article((ON_TOPIC[0], idle))).blocks == article((ON_TOPIC[0], idle)).blocks


def test_claims_behind_a_section_left_out_stand_at_their_own_words(reader: Reader) -> None:
    """What is read behind a part that was passed over still points at its place on the page."""
    idle = IDLE * (SHORT // len(IDLE) + 1)
    whole = article(("# Duties", ON_TOPIC[0], "# Music", idle, "# Talks", ON_TOPIC[2], "# Brief", IDLE))
    page = whole.text
    for claim in reader.claims(whole):
        assert " ... ".join(page[s.start : s.end] for s in claim.support) == claim.words


def test_a_page_is_shut_by_its_words_and_not_by_its_scripts() -> None:
    """Of a page in HTML the scripts and styles do not count, also where one is never closed."""
    long = IDLE * (SHORT // len(IDLE) + 1)
    assert not may_carry_page(f"<html><script>export default tariffs</script><p>{long}</p></html>")
    assert not may_carry_page(f"<p>{long}</p><style>.quota .customs {{}} ")
    assert may_carry_page(f"<p>{long}</p><script>x</script><p>Tariffs on tin.</p>")
    assert may_carry_page(f"<SCRIPT>y</SCRIPT><p>{long} <strong>Exports</strong> and a quota.</p>")
