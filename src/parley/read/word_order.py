"""What a verb of saying carries where the parser lost its clause, told by the order of the words."""

from __future__ import annotations

from collections.abc import Sequence

from parley.read.cues import cues
from parley.read.subjects import FINITE, NOMINAL
from parley.read.tree import SUBJECTS, Token
from parley.read.units import Unit

FARTHEST_THAT = 24  # words between a verb of saying and its "that"


def by_order(unit: Unit, verb: Token, lemma: str, subject: Token | None) -> set[int]:
    """The content of a finite verb of saying whose clause the parser lost: told by the order of words."""
    tokens = unit.tree.tokens
    own = verb.tag == "VBG" and bool(
        unit.tree.children(verb, *SUBJECTS)
    )  # "with Ada Low saying in a letter that"
    if lemma not in cues().say or lemma in cues().stance or subject is None:
        return set()
    if verb.tag not in FINITE and not own:
        return set()
    reach = {"tell": 12, "post": 24, "write": 16, "tweet": 16}.get(lemma, 4)
    behind = [t for t in tokens[verb.i + 1 : verb.i + FARTHEST_THAT] if t.text == "that"]
    that = next((t.i for t in behind if t.i < verb.i + reach or is_from_paper(unit, t)), None)
    if that is not None and subject.i < verb.i:
        return set(range(that, len(tokens)))
    first = min(phrase_start(unit, subject), verb.i)
    if (
        first >= 3
        and tokens[first - 1].text in (",", "!", "?")
        and (subject.i > verb.i or ends_soon(tokens, verb))
    ):
        return set(range(clause_start(tokens, first - 1), first - 1))
    rest = {t.i for t in tokens[verb.i + 1 :] if t.pos != "PUNCT"}
    return rest if subject.i < verb.i and lemma in ("say", "claim", "tell") and len(rest) > 3 else set()


def is_from_paper(unit: Unit, that: Token) -> bool:
    """ "said in a statement that": the clause that the parser hung on the paper is what the verb reports."""
    paper = next((a for a in unit.tree.ancestors(that) if a.i < that.i), None)
    return paper is not None and paper.dep == "pobj" and paper.lemma.lower() in cues().documents


def phrase_start(unit: Unit, head: Token) -> int:
    """Index of the first token of the noun phrase that ends in `head`, by word classes."""
    at = head.i
    while at > 0 and unit.tree[at - 1].pos in NOMINAL:
        at -= 1
    return at


def clause_start(tokens: Sequence[Token], end: int) -> int:
    """Where the clause before `end` begins: after a colon near the start, or at the start."""
    return next((t.i + 1 for t in tokens[:6] if t.text == ":" and t.i < end - 2), 0)


def ends_soon(tokens: Sequence[Token], verb: Token) -> bool:
    """Does a comma or the end follow the verb within a few words, so that the saying was told before it?"""
    rest = tokens[verb.i + 1 : verb.i + 8]
    return len(rest) < 7 or any(t.text in (",", ".", ";", "—", "–") for t in rest)
